//! Figures for tests: rows built by name, small series, and generated series and questions.

use std::sync::Arc;

use proptest::prelude::*;

use crate::model::date::{Day, Moment, PartialDate};
use crate::model::draft::{Draft, Field};
use crate::model::figure::{Completeness, Figure};
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::scope::Scope;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;
use crate::model::words::LinkKind;

use super::Series;

/// A row of the house CSV, with an event, a measure and a publisher unless given.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<(Field, String)>,
}

impl Row {
    /// A total of people killed, published on 25 October 2023 by a daily, unattributed and undated.
    pub fn new(figure: &str) -> Row {
        let given = [
            (Field::Event, "Flood"),
            (Field::Measure, "killed"),
            (Field::CountType, "total"),
            (Field::Publisher, "Daily"),
            (Field::PublishedOn, "2023-10-25"),
            (Field::Figure, figure),
        ];
        Row { cells: given.iter().map(|(field, text)| (*field, (*text).to_owned())).collect() }
    }

    /// Fills one cell.
    pub fn set(mut self, field: Field, text: &str) -> Row {
        self.cells.push((field, text.to_owned()));
        self
    }

    /// Who answers for it.
    pub fn by(self, authority: &str) -> Row {
        self.set(Field::Authority, authority)
    }

    /// The day for which it holds, and on which it was published unless that is said afterwards.
    pub fn on(self, day: &str) -> Row {
        self.set(Field::AsOf, day).set(Field::PublishedOn, day)
    }

    /// When the source appeared.
    pub fn published(self, moment: &str) -> Row {
        self.set(Field::PublishedOn, moment)
    }

    /// When it was said.
    pub fn stated(self, moment: &str) -> Row {
        self.set(Field::StatedOn, moment)
    }

    /// Who published it.
    pub fn in_(self, publisher: &str) -> Row {
        self.set(Field::Publisher, publisher)
    }

    /// The figure of the row. A blank number is that of a statement.
    pub fn figure(&self) -> Figure {
        let mut draft = Draft::default();
        for (field, text) in &self.cells {
            draft.set(*field, text);
        }
        if draft.get(Field::Figure).is_none() {
            draft.set(Field::Relation, "retracts");
            draft.set(Field::Target, "another");
        }
        let read = Drafted::read(&draft, &mut Shared::default());
        read.unwrap_or_else(|problems| panic!("{self:?}: {problems:?}")).figure
    }
}

/// All that a series is made of, before it is put in order.
#[derive(Clone)]
pub struct Story {
    /// The figures of the scope, numbered from 1.
    pub figures: Vec<Recorded>,
    /// What happened to them.
    pub acts: Vec<Act>,
    /// What the desk knows about names.
    pub names: Arc<Names>,
}

/// A line a figure, so that a failing case can be read.
impl std::fmt::Debug for Story {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scope = self.figures.first().map(|recorded| &recorded.figure.scope);
        writeln!(f, "{:?} {:?}", scope.map(|scope| (&scope.event, &scope.definition)), self.names)?;
        for Recorded { id, figure, .. } in &self.figures {
            let count = figure.count.as_ref().map(|count| count.text().into_owned()).unwrap_or_default();
            let who = figure.authority().map(Name::as_str).unwrap_or_default();
            let (method, window) = (&figure.attribution.method, figure.window_first_day());
            let (as_of, stated) = (figure.as_of.date(), figure.details.stated_on.map(Moment::iso));
            let assumed = if figure.as_of.is_assumed() { "?" } else { "" };
            let (published, by) = (figure.published_on, &figure.source.publisher);
            writeln!(f, "#{id} {count:?} {} {who:?} {by} {method:?}", figure.scope.count_type)?;
            writeln!(
                f,
                "    as of {as_of}{assumed}, published {published}, stated {stated:?}, from {window:?}"
            )?;
        }
        for act in &self.acts {
            writeln!(
                f,
                "{:?} {} #{} at {}",
                act.other.map(|id| id.0),
                act.what.word(),
                act.figure,
                act.known_at
            )?;
        }
        Ok(())
    }
}

impl Story {
    /// Figures numbered from 1, in the order given.
    pub fn of(rows: &[Row]) -> Story {
        let recorded = |(place, row): (usize, &Row)| {
            let id = FigureId(i64::try_from(place).expect("few rows") + 1);
            Recorded { id, order: id.0, line: 0, figure: row.figure() }
        };
        let figures = rows.iter().enumerate().map(recorded).collect();
        Story { figures, acts: Vec::new(), names: Arc::new(Names::default()) }
    }

    /// One figure declares something of another; both by number.
    pub fn link(mut self, by: i64, kind: LinkKind, target: i64) -> Story {
        self.declare(by, kind, target);
        self
    }

    fn declare(&mut self, by: i64, kind: LinkKind, target: i64) {
        let declaring = self.figures.iter().find(|recorded| recorded.id.0 == by).expect("a figure");
        let known_at = declaring.figure.published_on;
        let (what, other) = (ActKind::Linked(kind), Some(FigureId(by)));
        self.acts.push(Act {
            figure: FigureId(target),
            what,
            other,
            known_at,
            reason: None,
            reason_by: None,
        });
    }

    /// The desk does something to a figure.
    pub fn act(mut self, what: ActKind, target: i64, known_at: Moment) -> Story {
        let act =
            Act { figure: FigureId(target), what, other: None, known_at, reason: None, reason_by: None };
        self.acts.push(act);
        self
    }

    /// What the desk knows about authorities.
    pub fn know(self, facts: &[(&str, NameField, &str)]) -> Story {
        self.know_of(NameKind::Authority, facts)
    }

    /// What the desk knows about names of one kind, beside what it knew before.
    pub fn know_of(mut self, kind: NameKind, facts: &[(&str, NameField, &str)]) -> Story {
        let mut names = (*self.names).clone();
        for (name, field, value) in facts {
            let (name, value) = (Name::read(name).expect("a name"), (*value).to_owned());
            names.learn(NameFact { kind, name, field: *field, value });
        }
        self.names = Arc::new(names);
        self
    }

    /// The series.
    pub fn series(&self) -> Series {
        let scope = Arc::clone(&self.figures.first().expect("a figure").figure.scope);
        Series::new(scope, self.figures.clone(), self.acts.clone(), Vec::new(), Arc::clone(&self.names))
    }

    /// The series of all scopes, in the order of their first figures.
    pub fn all_series(&self) -> Vec<Series> {
        let mut scopes: Vec<Arc<Scope>> = Vec::new();
        for recorded in &self.figures {
            if !scopes.iter().any(|scope| **scope == *recorded.figure.scope) {
                scopes.push(Arc::clone(&recorded.figure.scope));
            }
        }
        let of_scope = |scope: Arc<Scope>| {
            let figures = self.figures.iter().filter(|recorded| *recorded.figure.scope == *scope).cloned();
            let (figures, names) = (figures.collect(), Arc::clone(&self.names));
            Series::new(scope, figures, self.acts.clone(), Vec::new(), names)
        };
        scopes.into_iter().map(of_scope).collect()
    }

    /// The same with its lists in another order.
    pub fn shuffled(&self, seed: u64) -> Story {
        let mut story = self.clone();
        let mut state = seed | 1;
        let mut below = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % n
        };
        for last in (1..story.figures.len()).rev() {
            story.figures.swap(last, below(last + 1));
        }
        for last in (1..story.acts.len()).rev() {
            story.acts.swap(last, below(last + 1));
        }
        story
    }
}

/// A day in October 2023 and after, by its distance from the first.
pub fn day(after: i32) -> PartialDate {
    PartialDate::day(2023, 10, 1).map_or(Day::MIN, PartialDate::first_day).plus_days(after).to_date()
}

const WORDINGS: &[&str] = &[
    "5",
    "8",
    "11",
    "12",
    "20",
    "21",
    "40",
    "97",
    "115",
    "253",
    "471",
    "500",
    "5,791",
    "at least 8",
    "at least 20",
    "more than 5,700",
    "more than 11",
    "up to 50",
    "fewer than 12",
    "nearly 500",
    "about 500",
    "about 253",
    "about 12",
    "40-50",
    "8-21",
    "250-260",
    "115 (95% CI 97-253)",
    "dozens",
    "several",
    "no one",
    "no one",
    "up to 8",
    "fewer than 97",
];
/// One that goes on, an incident, and fighting.
const EVENTS: &[&str] = &["Flood", "Arden strike", "Arden clashes"];
const AUTHORITIES: &[&str] = &["", "Ministry", "The Ministry", "Army", "Police", "Observers", "Red Cross"];
const PUBLISHERS: &[&str] = &["Daily", "Wire", "Radio", "Red Cross"];
const METHODS: &[&str] = &["", "", "", "register", "survey"];
const FACTS: &[(&str, NameField, &str)] = &[
    ("The Ministry", NameField::SameAs, "Ministry"),
    ("Army", NameField::Under, "Government"),
    ("Police", NameField::Under, "Government"),
    ("Ministry", NameField::Rank, "2"),
    ("Red Cross", NameField::Rank, "1"),
];
/// What the desk may know of events and of who is a party in them.
const EVENT_FACTS: &[(NameKind, &str, NameField, &str)] = &[
    (NameKind::Event, "Flood", NameField::Kind, "incident"),
    (NameKind::Event, "Arden strike", NameField::Kind, "ongoing"),
    (NameKind::Event, "Arden strike", NameField::Settling, "3d"),
    (NameKind::Event, "Arden strike", NameField::StaleAfter, "4d"),
    (NameKind::Authority, "Ministry", NameField::PartyTo, "Arden strike"),
    (NameKind::Authority, "Observers", NameField::PartyTo, "Arden strike"),
];

/// One generated row; numbers choose from the lists above.
type Choices = ((usize, usize, usize, usize), (Option<i32>, i32, u32), (u32, u32));

fn row(count_type: &str, choices: &Choices) -> Row {
    let ((wording, authority, publisher, method), (as_of, delay, time), (window, stated)) = *choices;
    let published = as_of.unwrap_or_default() + delay;
    let iso = day(published).iso();
    let published = match time {
        0 | 1 => format!("{iso}T{:02}:00", 9 + time),
        _ => iso,
    };
    let mut row = Row::new(WORDINGS[wording])
        .set(Field::CountType, count_type)
        .by(AUTHORITIES[authority])
        .in_(PUBLISHERS[publisher])
        .set(Field::Method, METHODS[method])
        .published(&published);
    if let Some(as_of) = as_of {
        let iso = day(as_of).iso();
        row = row.set(Field::AsOf, if time == 9 { &iso[..7] } else { &iso });
    }
    if stated == 0 {
        row = row.stated(&day(as_of.unwrap_or_default()).iso());
    }
    match (count_type, window) {
        ("total", 0) => row.set(Field::PeriodStart, "2023-09-01"),
        ("total", 1) => row.set(Field::PeriodStart, "2023-09-20"),
        ("period", 0) => row.set(Field::PeriodLength, "48h"),
        ("period", _) => row.set(Field::PeriodLength, "24h"),
        _ => row,
    }
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let what = (0..WORDINGS.len(), 0..AUTHORITIES.len(), 0..PUBLISHERS.len(), 0..METHODS.len());
    let when = (prop::option::weighted(0.75, 0..16_i32), 0..4_i32, 0..10_u32);
    (what, when, (0..8_u32, 0..6_u32))
}

/// Generated links and acts of the desk: which, by whom, of whom.
fn befall(story: &mut Story, (what, by, target): (usize, usize, usize)) {
    let count = story.figures.len();
    let (by, target) = (by % count, target % count);
    let id = |place: usize| i64::try_from(place).expect("few figures") + 1;
    let known_at = story.figures[target].figure.published_on;
    let links = [
        LinkKind::Retracts,
        LinkKind::Disowns,
        LinkKind::Reinstates,
        LinkKind::Corrects,
        LinkKind::Revises,
        LinkKind::DerivedFrom,
        LinkKind::Redefines,
        LinkKind::Rebases,
        LinkKind::Disputes,
    ];
    match what {
        0 => *story = story.clone().act(ActKind::Void, id(target), known_at),
        1 => *story = story.clone().act(ActKind::Gone, id(target), known_at),
        2 if by != target => {
            let (part, whole) = (FigureId(id(target)), FigureId(id(by)));
            let what = ActKind::PartOf(if target < by { Completeness::All } else { Completeness::Some });
            let (reason, reason_by) = (None, None);
            story.acts.push(Act { figure: part, what, other: Some(whole), known_at, reason, reason_by });
        }
        other if by != target => story.declare(id(by), links[other % links.len()], id(target)),
        _ => {}
    }
}

/// A series of one to seventeen figures of any count type and kind of event, with aliases, bodies, ranks, links and acts of the desk, and
/// relays of what was said; some figures give no number.
pub fn any_story() -> impl Strategy<Value = Story> {
    let count_type =
        prop::sample::select(vec!["total", "total", "total", "current", "period", "increment", "projection"]);
    let rows = prop::collection::vec((any_choices(), 0..12_u32), 1..14);
    let acts = prop::collection::vec((0..15_usize, 0..18_usize, 0..18_usize), 0..6);
    let relays = prop::collection::vec((0..14_usize, 0..PUBLISHERS.len(), 0..4_i32), 0..5);
    let event = prop::sample::select(EVENTS);
    let facts = prop::collection::vec(any::<bool>(), EVENT_FACTS.len());
    let around = (event, facts, prop::sample::select(vec!["", "", "", "", "verified_only"]));
    (count_type, rows, acts, relays, around).prop_map(|(count_type, mut rows, acts, relays, around)| {
        let (event, facts, definition) = around;
        for (which, publisher, later) in relays {
            let (((wording, authority, _, method), (as_of, delay, time), rest), blank) =
                rows[which % rows.len()];
            let when = (as_of, delay + later, time);
            rows.push((((wording, authority, publisher, method), when, rest), blank));
        }
        let rows: Vec<Row> = rows
            .iter()
            .map(|(choices, blank)| {
                let row = row(count_type, choices);
                let row = row.set(Field::Event, event).set(Field::Definition, definition);
                if *blank == 0 { row.set(Field::Figure, "") } else { row }
            })
            .collect();
        let mut story = Story::of(&rows).know(FACTS);
        for ((kind, name, field, value), _) in EVENT_FACTS.iter().zip(facts).filter(|(_, known)| *known) {
            story = story.know_of(*kind, &[(name, *field, value)]);
        }
        acts.into_iter().for_each(|act| befall(&mut story, act));
        story
    })
}

/// Any question about such a series; half of them unbounded.
pub fn any_question() -> impl Strategy<Value = Question> {
    let clock = || prop::option::weighted(0.4, 0..20_i32);
    (clock(), clock()).prop_map(|(as_of, known_on)| Question {
        as_of: as_of.map(day),
        known_on: known_on.map(|known_on| Moment::on(day(known_on))),
        ..Question::default()
    })
}
