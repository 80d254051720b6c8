//! An invented ledger, and for each test of a claim those that it decides and those that only look alike.

use std::collections::BTreeMap;

use super::*;
use crate::model::draft::Field;
use crate::model::recorded::ActKind;
use crate::model::scope::Scope;
use crate::model::words::LinkKind;
use crate::reconcile::policies;
use crate::series::testing::{Row, Story};

const LEDGER: &str = include_str!("ledger.txt");
const CLAIMS: &str = include_str!("claims.txt");

/// The ledger, and the number of each ref.
struct Exercise {
    story: Story,
    refs: Vec<String>,
}

/// The lines of a file, without remarks, each in its cells.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// `key=value` words; an underscore stands for a blank in a value, and a word without a key goes on with the value before.
fn words(cell: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for word in cell.split(' ').filter(|word| !word.is_empty()) {
        match word.split_once('=') {
            Some((key, value)) => {
                last = key.to_owned();
                all.insert(last.clone(), value.replace('_', " "));
            }
            None => all.entry(last.clone()).or_default().push_str(&format!(" {word}")),
        }
    }
    all
}

/// Measure, group, count type and unit of `killed/children/total/people`.
fn kinds(cell: &str) -> [&str; 4] {
    let mut parts = cell.split('/');
    let mut next = |usual| parts.next().filter(|part| !part.is_empty()).unwrap_or(usual);
    [next("killed"), next("people"), next("total"), next("people")]
}

fn row(cells: &[&str]) -> Row {
    let [measure, group, count_type, unit] = kinds(cells[3]);
    let mut row = Row::new(cells[4]).set(Field::Event, cells[1]).set(Field::Place, cells[2]);
    for (field, word) in [
        (Field::Measure, measure),
        (Field::Group, group),
        (Field::CountType, count_type),
        (Field::Unit, unit),
    ] {
        row = row.set(field, word);
    }
    for (key, value) in words(cells[5]) {
        row = match key.as_str() {
            "by" => row.by(&value),
            "on" => row.on(&value),
            "pub" => row.published(&value),
            "in" => row.in_(&value),
            "via" => row.set(Field::Via, &value),
            "from" => row.set(Field::PeriodStart, &value),
            "length" => row.set(Field::PeriodLength, &value),
            "def" => row.set(Field::Definition, &value),
            other => panic!("{other}"),
        };
    }
    row
}

impl Exercise {
    fn read() -> Exercise {
        let rows: Vec<Row> = lines(LEDGER).map(|cells| row(&cells)).collect();
        let refs: Vec<String> = lines(LEDGER).map(|cells| cells[0].to_owned()).collect();
        let mut exercise = Exercise { story: Story::of(&rows), refs };
        for (by, cells) in lines(LEDGER).enumerate() {
            let Some((kind, target)) = cells.get(6).and_then(|cell| cell.split_once(' ')) else { continue };
            let kind = LinkKind::from_word(kind).expect("a relation");
            let by = i64::try_from(by).expect("few") + 1;
            exercise.story = exercise.story.clone().link(by, kind, exercise.id(target).0);
        }
        exercise
    }

    fn id(&self, reference: &str) -> FigureId {
        let place = self.refs.iter().position(|one| one == reference).expect("a ref");
        FigureId(i64::try_from(place).expect("few") + 1)
    }

    fn reference(&self, id: FigureId) -> &str {
        &self.refs[usize::try_from(id.0).expect("a number") - 1]
    }

    /// The review of a claim in cells, with what this desk had mistyped.
    fn review(&self, cells: &[&str], mistyped: &[Mistyped], faulty: &[&str]) -> ClaimReview {
        let (claim, printed_on) = claim(cells);
        let all = self.story.all_series();
        let of_event = all.into_iter().filter(|series| series.scope.event == claim.event);
        let is_meant = |series: &Series| *series.scope == scope(&claim);
        let (meant, others): (Vec<Series>, Vec<Series>) = of_event.partition(is_meant);
        let input = ClaimInput {
            series: meant.first(),
            others: &others,
            event_days: &[],
            question: Question::default(),
            printed_on,
            policy: policies::DEFAULT,
            faulty: &faulty.iter().map(|reference| self.id(reference)).collect(),
            mistyped,
        };
        check(&claim, &input)
    }
}

fn scope(claim: &ReadAs) -> Scope {
    Scope {
        event: claim.event.clone(),
        place: claim.place.clone(),
        measure: claim.measure,
        unit: claim.unit,
        group: claim.group.clone(),
        count_type: claim.count_type,
        definition: claim.definition.clone(),
    }
}

/// A claim, and the day on which it was printed.
fn claim(cells: &[&str]) -> (ReadAs, Option<PartialDate>) {
    let [measure, group, count_type, unit] = kinds(cells[2]);
    let more = words(cells[4]);
    let day = |key: &str| more.get(key).map(|day| PartialDate::read(day).expect("a day"));
    let voice = |name: &String| {
        let (name, is_publisher) = (Name::read(name).expect("a name"), name.starts_with("Radio"));
        if is_publisher { Voice::Publisher(name) } else { Voice::Authority(name) }
    };
    let claim = ReadAs {
        event: Name::read(cells[0]).expect("an event"),
        place: Name::read(cells[1]),
        measure: Measure::from_word(measure).expect("a measure"),
        unit: Unit::from_word(unit).expect("a unit"),
        group: Name::read(group).expect("a group"),
        count_type: CountType::from_word(count_type).expect("a count type"),
        definition: more.get("def").cloned(),
        wording: Wording::read(cells[3]).expect("a number").whole,
        as_of: day("day"),
        window: None,
        authority: more.get("by").map(voice),
    };
    (claim, day("printed"))
}

#[test]
fn each_claim_has_its_verdict() {
    let exercise = Exercise::read();
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    for cells in lines(CLAIMS) {
        let review = exercise.review(&cells, &[], &[]);
        let want = words(cells[6]);
        let figures = want.get("").cloned().unwrap_or_default();
        let near: Vec<&str> = review.now.nearest.iter().map(|id| exercise.reference(*id)).collect();
        let is_as =
            |key: &str, got: Option<&str>| want.get(key).is_none_or(|want| Some(want.as_str()) == got);
        let dimension = review.now.dimensions.first().map(|dimension| dimension.word().replace('_', " "));
        let then = review.when_printed.as_ref().map(|then| then.verdict.word());
        let needs = review.needs_update.map(|needs| if needs { "yes" } else { "no" });
        let is_right = review.now.verdict.word() == cells[5]
            && figures.split_whitespace().all(|one| near.contains(&one))
            && figures.split_whitespace().next().is_none_or(|first| near.first() == Some(&first))
            && is_as("dim", dimension.as_deref())
            && is_as("then", then)
            && is_as("do", review.action.map(ClaimAction::word))
            && is_as("needs", needs)
            && is_as("revised", review.now.revised_by.map(|id| exercise.reference(id)))
            && is_as("attribute", review.now.attribute_to.as_ref().map(|voice| voice.name().as_str()))
            && want.get("says").is_none_or(|words| review.now.because.contains(words));
        seen.insert(review.now.verdict);
        if !is_right {
            wrong.push(format!("{}\n   got {} {near:?} {review:?}", cells.join(" | "), review.now.verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(seen.len(), ClaimVerdict::ALL.len() - 2, "all but ask and refuse: {seen:?}");
}

#[test]
fn a_figure_with_an_error_contradicts_nobody() {
    let exercise = Exercise::read();
    let claim = ["Pell viaduct collapse", "Arvandia > Pell", "killed", "26", "by=River_Guard"];
    assert_eq!(exercise.review(&claim, &[], &["v3"]).now.verdict, ClaimVerdict::Contradicted);
    assert_eq!(exercise.review(&claim, &[], &["v4"]).now.verdict, ClaimVerdict::NoRecord);
}

#[test]
fn what_rested_on_a_typing_error_of_this_desk_is_to_be_corrected() {
    let mut exercise = Exercise::read();
    let figure = exercise.id("v8");
    let known_at = exercise.story.figures[0].figure.published_on;
    exercise.story = exercise.story.act(ActKind::Void, figure.0, known_at);
    let mistyped = [Mistyped { figure, by: None, entry: EntryId(7) }];
    let cells =
        |printed: &'static str| ["Pell viaduct collapse", "Arvandia > Pell", "injured", "40", printed];
    let review = exercise.review(&cells("printed=2031-03-06"), &mistyped, &[]);
    assert_eq!((review.action, review.mistyped), (Some(ClaimAction::Correct), Some(mistyped[0])));
    let before = exercise.review(&cells("printed=2031-03-05"), &mistyped, &[]);
    assert_eq!(before.mistyped, None, "it was not out yet");
}

#[test]
fn reasons_are_said_in_one_clause() {
    let exercise = Exercise::read();
    let place = "Arvandia > Pell";
    let because = |measure, number, more| {
        exercise.review(&["Pell viaduct collapse", place, measure, number, more], &[], &[]).now.because
    };
    for (got, want) in [
        (because("injured", "40", ""), "40 is the River Guard's total as of 6 March 2031"),
        (
            because("killed", "21", ""),
            "21 was the River Guard's total as of 4 March 2031; it lowered it to 19 as of 6 March",
        ),
        (
            because("killed", "26", "by=River_Guard"),
            "the River Guard gave 19 as of 6 March 2031, which leaves no room for 26, 7 apart",
        ),
        (
            because("killed", "19", ""),
            "19 is the River Guard's total as of 6 March 2031; Pell Railways gave 16 as of 5 March",
        ),
        (
            because("killed", "16", "by=River_Guard"),
            "16 is Pell Railways' total as of 5 March 2031; the newest here is that of the River Guard (19)",
        ),
        (because("killed", "26", "by=Governor"), "no figure of Governor is recorded here"),
        (
            because("killed", "four", ""),
            "four is the River Guard's total of children killed in the Pell viaduct collapse, as of 4 March 2031: another group",
        ),
    ] {
        assert_eq!(got, want);
    }
    let mostly = ["Hask earthquake", "Hask", "killed", "40", ""];
    assert_eq!(
        exercise.review(&mostly, &[], &[]).now.because,
        "40 is Hask Province's total as of 20 October 2031; the Mayor of Hask gave 55 for the same day"
    );
}
