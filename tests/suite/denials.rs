//! `read` of numbers that somebody denies: rows that dispute, disown or retract another figure, and what becomes of them.

use std::collections::VecDeque;

use tollbook::desk::article::article;
use tollbook::desk::read::{
    MissingCell, NameChoice, Proposal, ReadAsker, ReadOptions, ReadPlan, ReadReply, RowsWanted, apply,
    confirm, plan, remarks, table,
};
use tollbook::desk::{Author, Error};
use tollbook::intake::article::Markup;
use tollbook::model::column::Field;
use tollbook::model::date::{PartialDate, Timestamp};
use tollbook::render::csv;

use crate::books::{Books, json};
use crate::desk::Desk;

fn read(desk: &Desk, text: &str, books: Option<&Books>) -> ReadPlan {
    let story = article(&desk.file("story.txt", text), None, Markup::Plain).expect("a text");
    let cells = [
        (Field::Publisher, "Norland Wire"),
        (Field::PublishedOn, "2026-03-05"),
        (Field::Event, "Orla strike"),
    ];
    let options = ReadOptions {
        cells: cells.map(|(field, text)| (field, text.to_owned())).into(),
        recorded_on: PartialDate::read("2026-06-01").expect("a day").first_day(),
    };
    plan(story, options, books.map(Books::open).as_ref()).expect("read")
}

/// The ref, the number, who says it, the relation and the target of a row.
fn row(one: &Proposal) -> String {
    let cell = |field: Field| one.cells.get(&field).map_or("-", String::as_str);
    let fields = [Field::Figure, Field::Authority, Field::Relation, Field::Target].map(cell);
    format!("{} {}", one.report.reference, fields.join(" | "))
}

fn rows(plan: &ReadPlan) -> Vec<String> {
    plan.proposals.iter().map(row).collect()
}

fn written(plan: &ReadPlan, wanted: RowsWanted) -> String {
    let mut out = Vec::new();
    csv::table(&mut out, &table(plan, wanted)).expect("written");
    String::from_utf8(out).expect("text")
}

/// Somebody who gives these replies and cells in turn, and keeps what was refused or asked.
#[derive(Default)]
struct Typing {
    replies: VecDeque<ReadReply>,
    cells: VecDeque<&'static str>,
    asked: Vec<String>,
}

impl ReadAsker for Typing {
    fn figure(&mut self, _: &ReadPlan, _: usize, refused: Option<&str>) -> Result<ReadReply, Error> {
        self.asked.extend(refused.map(str::to_owned));
        Ok(self.replies.pop_front().unwrap_or(ReadReply::Stop))
    }

    fn cell(&mut self, asked: &MissingCell) -> Result<Option<String>, Error> {
        self.asked.push(format!("{} of {:?}", asked.field.name(), asked.others));
        Ok(self.cells.pop_front().map(str::to_owned))
    }

    fn name(&mut self, _: &NameChoice) -> Result<Option<String>, Error> {
        Ok(Some(String::new()))
    }
}

/// Records what is accepted; what was refused or asked, and what the receipt says a person should look at.
fn record(desk: &Desk, plan: &mut ReadPlan, mut person: Typing) -> (Vec<String>, Vec<String>) {
    let accepted = confirm(plan, &mut person).expect("asked");
    let now = Timestamp::read("2026-06-01T08:00:00Z").expect("a time");
    let author = Author { who: "a tester".into(), clock: Box::new(move || now), hold: None };
    let made = apply(desk.path("tollbook.db"), plan, &accepted, &author).expect("recorded");
    (person.asked, made.receipt.notices.into_iter().map(|notice| notice.what).collect())
}

const REJECTED: &str =
    "Orla clinic said 200 people were killed in Orla. The Ulm army rejected the figure of 200.\n";

#[test]
fn a_rejected_figure_of_the_text_is_disputed_by_a_row_without_a_number() {
    let desk = Desk::new();
    let plan = read(&desk, REJECTED, None);
    assert_eq!(rows(&plan), ["r1 200 | Orla clinic | - | -", "d1 - | Ulm army | disputes | r1"]);
    let reply = &plan.proposals[1];
    assert!(!reply.report.ticked && !reply.report.goes_along());
    assert_eq!(reply.cells.get(&Field::Place).map(String::as_str), Some("Orla"));
    assert_eq!(written(&plan, RowsWanted::Ticked).lines().count(), 2, "the figure alone");
    desk.file("story.csv", written(&plan, RowsWanted::UntickedToo));
    desk.import(&["story.csv"]);
    assert!(desk.shown("1").contains("is disputed by #2"), "{}", desk.shown("1"));
}

#[test]
fn programs_are_told_at_the_figure_that_is_denied() {
    let plan = read(&Desk::new(), REJECTED, None);
    let told: Vec<_> = plan.reports().iter().map(json).collect();
    assert_eq!(told.len(), 1, "a denial is no figure: {told:?}");
    let denied = &told[0]["denied_by"][0];
    assert_eq!((&denied["relation"], &denied["target"]), (&"disputes".into(), &"r1".into()));
    assert_eq!((&denied["authority"], &told[0]["state"]), (&"Ulm army".into(), &"current".into()));
}

#[test]
fn what_is_accepted_is_one_entry_and_what_was_dropped_is_not_denied() {
    let desk = Desk::new();
    let person = Typing {
        replies: [ReadReply::AcceptTicked, ReadReply::AcceptTicked, ReadReply::Accept].into(),
        ..Typing::default()
    };
    let (refused, _) = record(&desk, &mut read(&desk, REJECTED, None), person);
    assert!(refused[0].contains("accept it alone"), "no reply goes along with others: {refused:?}");
    assert!(desk.shown("1").contains("is disputed by #2"), "{}", desk.shown("1"));
    assert_eq!(desk.figure("2")["life"][0]["entry"], desk.figure("1")["life"][0]["entry"]);

    let other = Desk::new();
    let person = Typing { replies: [ReadReply::Drop, ReadReply::Accept].into(), ..Typing::default() };
    let (refused, _) = record(&other, &mut read(&other, REJECTED, None), person);
    assert!(refused[0].contains("r1, which it denies, was not accepted"), "{refused:?}");
}

#[test]
fn the_denier_s_own_number_and_the_dispute_are_one_row() {
    let desk = Desk::new();
    let text = "Orla clinic said 200 people were killed in Orla. The Ulm army puts the toll at 40 and rejects 200.\n";
    let plan = read(&desk, text, None);
    assert_eq!(rows(&plan), ["r1 200 | Orla clinic | - | -", "r2 40 | Ulm army | disputes | r1"]);
    assert!(plan.proposals[1].report.ticked && !plan.proposals[1].report.goes_along());
    desk.file("story.csv", written(&plan, RowsWanted::Ticked));
    desk.import(&["story.csv"]);
    assert!(desk.shown("1").contains("is disputed by #2"), "{}", desk.shown("1"));
}

/// The text has the reply first. Nobody can be asked about it before the figure that it denies was accepted.
#[test]
fn a_reply_with_a_number_comes_behind_the_figure_that_it_denies() {
    let desk = Desk::new();
    let text = "The Ulm army put the dead at 40 in Orla, rejecting the clinic's figure of 200. Orla clinic said 200 people were killed in Orla.\n";
    let mut plan = read(&desk, text, None);
    let rows = rows(&plan);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows[0].contains("200 | Orla clinic | - | -") && rows[1].contains("40 | Ulm army | disputes | r"),
        "{rows:?}"
    );
    let person = Typing { replies: [ReadReply::Accept, ReadReply::Accept].into(), ..Typing::default() };
    let (refused, _) = record(&desk, &mut plan, person);
    assert!(refused.is_empty(), "{refused:?}");
    assert!(desk.shown("1").contains("is disputed by #2"), "{}", desk.shown("1"));
}

fn known(desk: &Desk, authority: &str, figure: &str, place: &str) {
    desk.add(&[
        ("event", "Orla strike"),
        ("place", place),
        ("measure", "killed"),
        ("count_type", "total"),
        ("figure", figure),
        ("publisher", "Norland Wire"),
        ("published_on", "2026-03-01"),
        ("authority", authority),
    ])
    .expect("added");
}

#[test]
fn a_figure_of_the_ledger_that_prints_the_number_is_meant_where_only_one_does() {
    let desk = Desk::new();
    known(&desk, "Orla Council", "90", "Orla");
    known(&desk, "Orla Council", "19", "Orla");
    let text = "The Ulm army denied that 90 people were killed in Orla.\n";
    assert_eq!(rows(&read(&desk, text, Some(&desk))), ["r1 - | Ulm army | disputes | 1"]);
    let mut plan = read(&desk, text, Some(&desk));
    record(&desk, &mut plan, Typing { replies: [ReadReply::Accept].into(), ..Typing::default() });
    assert!(desk.shown("1").contains("is disputed by #3"), "{}", desk.shown("1"));

    known(&desk, "Ulm army", "90", "Orla");
    known(&desk, "Reed council", "90", "Tarn");
    assert_eq!(
        rows(&read(&desk, text, Some(&desk))),
        ["r1 - | Ulm army | disputes | 1"],
        "its own, elsewhere"
    );
    known(&desk, "Red Aid", "90", "Orla");
    let mut plan = read(&desk, text, Some(&desk));
    assert_eq!(rows(&plan), ["r1 - | Ulm army | disputes | -"], "two print it");
    let typing = Typing { replies: [ReadReply::Accept].into(), cells: ["6"].into(), ..Typing::default() };
    let (asked, _) = record(&desk, &mut plan, typing);
    assert_eq!(asked, ["target of [\"1\", \"6\"]"]);
    assert!(desk.shown("6").contains("is disputed by #"), "{}", desk.shown("6"));
}

#[test]
fn a_denied_number_of_which_nothing_is_known_says_what_is_missing() {
    let desk = Desk::new();
    let mut plan = read(&desk, "The Ulm army rejected the figure of 90.\n", None);
    let missing: Vec<&str> = plan.proposals[0].missing.iter().map(|field| field.name()).collect();
    assert_eq!(missing, ["target", "measure", "count_type"]);
    assert!(plan.needs_a_person());
    let told = remarks(&plan, RowsWanted::UntickedToo);
    let told: Vec<_> = told.blocks().iter().map(|block| block.first.problem.what.clone()).collect();
    assert!(told.iter().any(|one| one == "target is blank in 1 row"), "{told:?}");
    let csv = written(&plan, RowsWanted::UntickedToo);
    assert!(csv.lines().next().is_some_and(|header| header.contains("relation,target")), "{csv}");

    known(&desk, "Orla Council", "90", "Orla");
    let typing = Typing {
        replies: [ReadReply::Accept].into(),
        cells: ["99", "killed", "total"].into(),
        ..Typing::default()
    };
    let (_, notices) = record(&desk, &mut plan, typing);
    assert!(notices.iter().any(|one| one.contains("99 is no figure here")), "{notices:?}");
    assert_eq!(desk.figures().len(), 1, "a reply to nothing is not recorded");
}

#[test]
fn who_never_gave_a_number_disowns_it_and_a_withdrawn_one_is_retracted() {
    let desk = Desk::new();
    known(&desk, "Nymar Clinic", "55", "Orla");
    known(&desk, "Orla Council", "55", "Orla");
    for (text, relation) in [
        ("The Nymar Clinic said it never gave the figure of 55 dead in Orla.\n", "disowns"),
        ("The Nymar Clinic withdrew its figure of 55 dead in Orla.\n", "retracts"),
    ] {
        let plan = read(&desk, text, Some(&desk));
        assert_eq!(rows(&plan), [format!("r1 - | Nymar Clinic | {relation} | 1")], "its own figure");
    }
}
