//! `read` by the library: what a person is asked, and what is recorded of an article.

use std::collections::VecDeque;
use std::ops::Range;

use tollbook::desk::article::{Story, article};
use tollbook::desk::read::{
    MissingCell, NameChoice, Proposal, ReadAsker, ReadOptions, ReadPlan, ReadReply, RecordedStory,
    RowsWanted, apply, confirm, plan, proposed, remarks, table,
};
use tollbook::desk::{Author, Error};
use tollbook::extract::{FoundDays, FoundDoubt, FoundFigure, FoundFigures, SaidBy, State};
use tollbook::intake::article::Markup;
use tollbook::model::column::Field;
use tollbook::model::date::{PartialDate, Timestamp};
use tollbook::model::names::NameField;
use tollbook::model::wording::Wording;
use tollbook::model::words::{CountType, Measure, Unit};
use tollbook::render::csv;
use tollbook::report::read::quoted;

use crate::books::Books;
use crate::desk::Desk;

const TEXT: &str = "Footbridge falls in Orla\n\nAt least 12 people were killed when a footbridge fell in Orla, the Rescue \
    Service said. Five of them were children.\n\nAbout 30 were hurt. \u{2014} It is the worst collapse since 1999, \
    when 60 died.\n";

/// A figure of the text, as a reader finds it.
fn found(words: &str) -> FoundFigure {
    let start = TEXT.find(words).expect("in the text");
    let span = start..start + words.len();
    FoundFigure {
        sentence: sentence(&span),
        wording: Wording::read(words).expect("a number").whole,
        span,
        also: Vec::new(),
        measure: Measure::Killed,
        measure_word: "killed".into(),
        unit: Unit::People,
        group: "people".into(),
        count_type: CountType::Total,
        said: SaidBy { authority: Some("Rescue Service".into()), ..SaidBy::default() },
        place: Some("Orla".into()),
        event: Some("footbridge collapse".into()),
        days: FoundDays::default(),
        part_of: None,
        state: State::Current,
        doubts: Vec::new(),
    }
}

fn sentence(span: &Range<usize>) -> Range<usize> {
    let begin = TEXT[..span.start].rfind(['.', '\n']).map_or(0, |at| at + 1);
    let end = TEXT[span.end..].find('.').map_or(TEXT.len(), |at| span.end + at + 1);
    begin + (TEXT[begin..end].len() - TEXT[begin..end].trim_start().len())..end
}

/// Twelve dead, five of them children, thirty hurt by nobody's count, and an old event.
fn all() -> FoundFigures {
    let children = FoundFigure { group: "children".into(), part_of: Some(0), ..found("Five") };
    let hurt = FoundFigure {
        measure: Measure::Injured,
        said: SaidBy::default(),
        doubts: vec![FoundDoubt::NoAuthority],
        ..found("About 30")
    };
    let past = FoundFigure { state: State::History, said: SaidBy::default(), ..found("60") };
    FoundFigures { figures: vec![found("At least 12"), children, hurt, past], ..FoundFigures::default() }
}

fn story(desk: &Desk) -> Story {
    let path = desk.file("story.txt", TEXT);
    article(&path, None, Markup::Plain).expect("a text")
}

fn options(cells: &[(Field, &str)]) -> ReadOptions {
    let cells = cells.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    ReadOptions { cells, recorded_on: PartialDate::read("2026-06-01").expect("a day").first_day() }
}

const SOURCE: [(Field, &str); 2] = [(Field::Publisher, "Norland Wire"), (Field::PublishedOn, "2026-03-03")];

fn planned(desk: &Desk, books: Option<&Books>, found: FoundFigures) -> ReadPlan {
    let store = books.map(Books::open);
    proposed(story(desk), options(&SOURCE), found, store.as_ref()).expect("read")
}

/// A person whose answers are written down beforehand; what was asked is kept.
#[derive(Default)]
struct Scripted {
    replies: VecDeque<ReadReply>,
    cells: VecDeque<&'static str>,
    names: VecDeque<&'static str>,
    asked: Vec<String>,
}

impl ReadAsker for Scripted {
    fn figure(&mut self, plan: &ReadPlan, at: usize, refused: Option<&str>) -> Result<ReadReply, Error> {
        self.asked.push(refused.map_or_else(|| plan.proposals[at].report.figure.clone(), str::to_owned));
        Ok(self.replies.pop_front().unwrap_or(ReadReply::Stop))
    }

    fn cell(&mut self, asked: &MissingCell) -> Result<Option<String>, Error> {
        let said = asked.said.as_deref().unwrap_or("nothing");
        self.asked.push(format!("{}, said {said}, {:?}", asked.field.name(), asked.others));
        Ok(self.cells.pop_front().map(str::to_owned))
    }

    fn name(&mut self, choice: &NameChoice) -> Result<Option<String>, Error> {
        self.asked.push(format!("{}: {:?}", choice.words, choice.names));
        Ok(self.names.pop_front().map(str::to_owned))
    }
}

fn recorded(desk: &Desk, plan: &mut ReadPlan, person: &mut Scripted) -> RecordedStory {
    let accepted = confirm(plan, person).expect("asked");
    let now = Timestamp::read("2026-06-01T08:00:00Z").expect("a time");
    let author = Author { who: "a tester".into(), clock: Box::new(move || now), hold: None };
    apply(desk.path("tollbook.db"), plan, &accepted, &author).expect("recorded")
}

fn accepting(replies: &[ReadReply]) -> Scripted {
    Scripted { replies: replies.iter().cloned().collect(), ..Scripted::default() }
}

/// Accepts the first three figures of the text, as those of one event.
fn with_three(desk: &Desk) -> RecordedStory {
    let mut person = accepting(&[ReadReply::Accept, ReadReply::Accept, ReadReply::Accept, ReadReply::Drop]);
    person.cells.push_back("Orla footbridge");
    recorded(desk, &mut planned(desk, None, all()), &mut person)
}

#[test]
fn what_is_accepted_goes_in_as_one_entry_and_shows_where_it_stands() {
    let desk = Desk::new();
    let made = with_three(&desk).receipt;
    assert_eq!((made.entry, made.new, made.text_kept, made.store_is_new), (Some(1), 3, true, true));
    let shown = desk.figure("1");
    let place = &shown["in_text"];
    assert_eq!(place["words"], "At least 12");
    assert_eq!((place["start"].as_u64(), place["end"].as_u64()), (Some(26), Some(37)));
    assert_eq!(place["file"], "story.txt");
    let text = desk.shown("3");
    assert!(text.contains("[About 30] were hurt."), "{text}");
    assert!(desk.shown("2").contains("is part of #1"), "{}", desk.shown("2"));
    assert!(desk.figure("1")["life"][0]["what"] == "recorded in story.txt", "{}", desk.figure("1"));
    assert!(desk.verified().is_whole(), "{:?}", desk.verified());
    let again = with_three(&desk).receipt;
    assert_eq!((again.entry, again.new, again.known), (None, 0, 3), "the same reading again changes nothing");
}

#[test]
fn a_missing_event_is_asked_once_and_not_taken_for_a_past_one() {
    let desk = Desk::new();
    let mut person = accepting(&[ReadReply::Accept, ReadReply::Accept, ReadReply::Drop, ReadReply::Accept]);
    person.cells.extend(["Orla footbridge", "Orla collapse of 1999"]);
    let mut plan = planned(&desk, None, all());
    recorded(&desk, &mut plan, &mut person);
    let event = "event, said footbridge collapse, []";
    let past = "event, said footbridge collapse, [\"Orla footbridge\"]";
    assert_eq!(person.asked, ["At least 12", event, "Five", "About 30", "60", past]);
    let events: Vec<_> = desk.figures().iter().map(|figure| figure["event"].to_string()).collect();
    assert_eq!(events, ["\"Orla footbridge\"", "\"Orla footbridge\"", "\"Orla collapse of 1999\""]);
}

#[test]
fn only_figures_that_are_not_doubtful_are_taken_together() {
    let desk = Desk::new();
    let mut plan = planned(&desk, None, all());
    let mut person = accepting(&[ReadReply::AcceptTicked, ReadReply::AcceptTicked, ReadReply::Drop]);
    person.cells.push_back("Orla footbridge");
    let made = recorded(&desk, &mut plan, &mut person).receipt;
    assert_eq!(made.accepted, 2, "the children go in unasked");
    let refused = "a person has to look at it: accept it alone, with a";
    assert_eq!(person.asked[2..], ["About 30", refused, "60"]);
}

#[test]
fn an_authority_that_the_text_does_not_name_is_one_that_this_desk_traces() {
    let desk = Desk::new();
    let hurt = all().figures.remove(2);
    let mut plan = planned(&desk, None, FoundFigures { figures: vec![hurt], ..FoundFigures::default() });
    let change = |field, text: &str| ReadReply::Change(field, text.to_owned());
    let mut person = accepting(&[
        change(Field::Authority, "Orla hospital"),
        change(Field::Event, "Orla footbridge"),
        change(Field::Target, "12"),
        change(Field::Figure, "many of"),
        ReadReply::Accept,
        change(Field::Figure, "about 30"),
        ReadReply::Accept,
    ]);
    recorded(&desk, &mut plan, &mut person);
    assert!(person.asked[3].contains("tollbook add"), "{:?}", person.asked);
    assert!(desk.shown("1").contains("Orla hospital (traced by this desk)"), "{}", desk.shown("1"));
}

#[test]
fn names_of_the_ledger_are_taken_or_asked_and_never_guessed() {
    let desk = Desk::new();
    let known = |authority, place| {
        [
            ("event", "Orla footbridge"),
            ("place", place),
            ("measure", "killed"),
            ("count_type", "total"),
            ("figure", "9"),
            ("publisher", "Norland Wire"),
            ("published_on", "2026-03-02"),
            ("authority", authority),
        ]
    };
    desk.add(&known("Norland Rescue Service", "Norland > Orla")).expect("added");
    let mut plan = planned(&desk, Some(&desk), all());
    let first = &plan.proposals[0];
    assert_eq!(first.report.place.as_deref(), Some("Norland > Orla"), "the last step of one path");
    assert!(!first.report.ticked && first.report.doubts == ["ambiguous_name"], "{first:?}");
    let mut person = accepting(&[ReadReply::Accept, ReadReply::Accept]);
    person.names.extend(["Orla footbridge", "Norland Rescue Service"]);
    person.cells.push_back("Orla footbridge");
    recorded(&desk, &mut plan, &mut person);
    let asked = person.asked.iter().filter(|asked| asked.starts_with("Rescue Service")).count();
    assert_eq!(asked, 1, "{:?}", person.asked);
    assert!(desk.shown("2").contains("Norland Rescue Service (from the context)"), "{}", desk.shown("2"));

    desk.say("authority", "Norland Rescue Service", NameField::SayAs, "the Rescue Service").expect("said");
    let plan = planned(&desk, Some(&desk), all());
    let fields: Vec<Field> = plan.proposals[0].choices.iter().map(|choice| choice.field).collect();
    assert_eq!(fields, [Field::Event], "what copy calls it is known");
    desk.add(&known("Coroner", "Sudland > Orla")).expect("added");
    let plan = planned(&desk, Some(&desk), all());
    assert_eq!(plan.proposals[0].choices[1].field, Field::Place, "two places are called so");
}

#[test]
fn an_erased_quote_takes_the_text_with_it() {
    let desk = Desk::new();
    with_three(&desk);
    desk.redact("1", "quote", "a court order").expect("erased");
    for figure in ["1", "2", "3"] {
        assert!(desk.figure(figure)["in_text"].is_null(), "{}", desk.shown(figure));
    }
    assert!(desk.verified().is_whole());
    let bytes = std::fs::read(desk.path("tollbook.db")).expect("the store");
    let erased = "At least 12 people were killed when".as_bytes();
    assert!(!bytes.windows(erased.len()).any(|window| window == erased));
    let mut person = accepting(&[ReadReply::Accept]);
    person.cells.push_back("Orla footbridge of 2027");
    let kept = recorded(&desk, &mut planned(&desk, None, all()), &mut person).receipt;
    assert!(
        kept.entry.is_some() && !kept.text_kept,
        "a text that may hold what was erased is not kept: {kept:?}"
    );
}

#[test]
fn a_figure_in_the_place_of_a_mistyped_one_stands_where_that_one_stood() {
    let desk = Desk::new();
    with_three(&desk);
    desk.mend("1", &[("figure", "at least 21")], "misread").expect("mended");
    let shown = desk.shown("4");
    assert!(shown.contains("at least 21") && shown.contains("[At least 12] people were killed"), "{shown}");
    desk.undo(1).expect("undone");
    assert!(desk.verified().is_whole());
}

#[test]
fn what_does_not_hold_is_not_accepted_as_if_it_did() {
    let desk = Desk::new();
    let in_state = |state| FoundFigure { state, ..found("At least 12") };
    let states = [State::Denied, State::Earlier, State::Asked];
    let found = FoundFigures { figures: states.map(in_state).to_vec(), ..FoundFigures::default() };
    let cells = [SOURCE[0], SOURCE[1], (Field::Event, "Orla footbridge")];
    let mut plan = proposed(story(&desk), options(&cells), found, None).expect("read");
    assert_eq!(rows(&plan, RowsWanted::UntickedToo).lines().count(), 1, "the header alone");
    let change = |field, text: &str| ReadReply::Change(field, text.to_owned());
    let mut person = accepting(&[
        ReadReply::Accept,
        ReadReply::Drop,
        ReadReply::Accept,
        change(Field::AsOf, "2026-03-01"),
        ReadReply::Accept,
        ReadReply::Accept,
        change(Field::CountType, "projection"),
        ReadReply::Accept,
    ]);
    let made = recorded(&desk, &mut plan, &mut person).receipt;
    assert_eq!(made.new, 2);
    for (at, words) in [(1, "--disputes"), (3, "as_of=DAY"), (6, "count_type=projection")] {
        assert!(person.asked[at].contains(words), "{:?}", person.asked);
    }
}

#[test]
fn of_a_web_page_the_text_is_kept() {
    let desk = Desk::new();
    let page = format!("<html><title>x</title><p>{}</p></html>", TEXT.trim().replace("\n\n", "</p><p>"));
    let path = desk.file("story.html", page);
    let story = article(&path, None, Markup::Html).expect("a page");
    assert_eq!(story.text, TEXT.trim());
    let cells = [SOURCE[0], SOURCE[1], (Field::Event, "Orla footbridge")];
    let found = FoundFigures { figures: vec![found("At least 12")], ..FoundFigures::default() };
    let mut plan = proposed(story, options(&cells), found, None).expect("read");
    recorded(&desk, &mut plan, &mut accepting(&[ReadReply::Accept]));
    assert_eq!(desk.figure("1")["in_text"]["words"], "At least 12");
    assert!(desk.verified().is_whole());
}

#[test]
fn a_sentence_without_an_end_is_quoted_around_its_number() {
    let long = format!("At least 12 people were killed {}", "and the water rose ".repeat(400));
    let figure = FoundFigure { sentence: 0..long.len(), span: 0..11, ..found("At least 12") };
    let around = quoted(&long, &figure.span, &figure.sentence);
    assert_eq!(around.start, 0);
    assert!((400..520).contains(&around.end) && long[around.end..].starts_with(' '), "{around:?}");
    let middle = FoundFigure { span: 4000..4003, ..figure };
    let around = quoted(&long, &middle.span, &middle.sentence);
    assert!(around.start > 3490 && around.end < 4510 && long[..around.start].ends_with(' '), "{around:?}");
}

#[test]
fn a_merged_store_brings_the_text_and_an_export_comes_back() {
    let desk = Desk::new();
    with_three(&desk);
    let other = desk.of("other.db");
    other.import(&[desk.path("tollbook.db").to_str().expect("a path")]);
    assert!(other.shown("1").contains("[At least 12] people were killed"), "{}", other.shown("1"));
    assert!(other.verified().is_whole());
    desk.export("out.csv");
    let third = desk.of("third.db");
    third.import(&[desk.path("out.csv").to_str().expect("a path")]);
    assert_eq!(third.figures().len(), 3);
}

fn rows(plan: &ReadPlan, wanted: RowsWanted) -> String {
    let mut out = Vec::new();
    csv::table(&mut out, &table(plan, wanted)).expect("written");
    String::from_utf8(out).expect("text")
}

#[test]
fn rows_are_imported_as_they_are_written() {
    let desk = Desk::new();
    let cells = [SOURCE[0], SOURCE[1], (Field::Event, "Orla footbridge")];
    let plan = proposed(story(&desk), options(&cells), all(), None).expect("read");
    let ticked = rows(&plan, RowsWanted::Ticked);
    assert_eq!(ticked.lines().count(), 4, "{ticked}");
    assert!(ticked.contains("of story.txt; nobody is named who says it"), "{ticked}");
    assert!(ticked.contains("characters 26-37 of story.txt"), "{ticked}");
    desk.file("story.csv", &ticked);
    desk.import(&[desk.path("story.csv").to_str().expect("a path")]);
    assert!(desk.shown("2").contains("is part of #1"), "{}", desk.shown("2"));
    let told = remarks(&plan, RowsWanted::Ticked);
    let told: Vec<_> = told.blocks().iter().map(|block| block.first.problem.what.clone()).collect();
    assert!(told.iter().any(|one| one == "look at `About 30`: nobody is named who says it"), "{told:?}");
    let all = rows(&plan, RowsWanted::UntickedToo);
    let past = all.lines().find(|line| line.contains("past event")).expect("the old event");
    assert!(!past.contains("Orla footbridge,"), "the event of the story is not that of the past one: {past}");
}

#[test]
fn a_number_that_holds_no_more_is_no_row_of_the_day_of_publication() {
    let desk = Desk::new();
    let old = FoundFigure { state: State::Earlier, ..found("At least 12") };
    let dated = FoundDays { as_of: PartialDate::read("2026-03-02").ok(), ..FoundDays::default() };
    for (days, written) in [(FoundDays::default(), 1), (dated, 2)] {
        let figure = FoundFigure { days, ..old.clone() };
        let plan = planned(&desk, None, FoundFigures { figures: vec![figure], ..FoundFigures::default() });
        assert_eq!(rows(&plan, RowsWanted::UntickedToo).lines().count(), written);
    }
}

/// An invented article of the constructions of the founding one, which `.ci/founding` reads where it lies beside a clone.
#[test]
fn an_article_gives_the_rows_that_a_desk_would_type() {
    let path = crate::docs::root().join("tests/cli/files/delta.txt");
    let story = article(&path, None, Markup::Plain).expect("a text");
    let plan = plan(story, options(&SOURCE_OF_DELTA), None).expect("read");
    let row = |one: &Proposal| {
        let cell = |field: Field| one.cells.get(&field).map_or("-", String::as_str);
        let fields = [
            Field::Figure,
            Field::Measure,
            Field::Group,
            Field::CountType,
            Field::Authority,
            Field::Via,
            Field::StatedOn,
            Field::AsOf,
        ];
        let part_of = one.report.part_of.as_deref().unwrap_or("-");
        format!("{} | {part_of}", fields.map(cell).join(" | "))
    };
    let rows: Vec<String> = plan.proposals.iter().map(row).collect();
    assert_eq!(
        rows,
        [
            "at least 23 | killed | - | total | - | - | - | - | -",
            "more than 410 | killed | - | total | - | - | - | - | -",
            "three more | killed | fighters | increment | Reed Front | - | 2026-03-09 | - | -",
            "52 | killed | fighters | total | Reed Front | - | 2026-03-09 | - | -",
            "118 | killed | - | total | Sorland Health Ministry | - | 2026-03-09 | - | -",
            "34 | killed | children | total | Sorland Health Ministry | - | 2026-03-09 | - | r5",
            "at least 60 | killed | - | total | Valley Red Cross | - | - | - | -",
            "nine | killed | soldiers | total | hospital official | Radio Sorland | - | - | -",
            "14 | injured | soldiers | total | hospital official | Radio Sorland | - | - | -",
        ]
    );
    let alone: Vec<&str> = plan
        .proposals
        .iter()
        .filter(|one| !one.report.goes_along())
        .map(|one| one.report.figure.as_str())
        .collect();
    assert_eq!(alone, ["at least 23", "more than 410", "three more", "52", "118", "34"]);
}

const SOURCE_OF_DELTA: [(Field, &str); 2] =
    [(Field::Publisher, "Elma Post"), (Field::PublishedOn, "2026-03-10")];
