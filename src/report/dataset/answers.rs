//! The answers of a data set: one row a series.

use super::ColumnType::{Date, Number, OneOf, SomeOf, Text};
use super::{DatasetTable, key};
use crate::model::event_kind::EventKind;
use crate::model::words::{CountType, Measure, Unit};
use crate::report::answer::{AnswerReport, EndsReport};
use crate::report::lists::TableCell;

/// The ends that serve comparison only.
const ENDS: &[&str] = &["low", "high"];

/// The table.
pub static ANSWERS: DatasetTable<AnswerReport> = DatasetTable {
    name: "answers",
    about: "What the figures of one series come to: the answer, who gave it, for which day, and how far the sources agree.",
    key: &["series"],
    refers: &[],
    facets: &["event", "measure", "verdict", "count_type", "event_kind"],
    searched: &["event", "place", "group", "attribution", "sentence"],
    columns: &[
        ("series", Text, "The key of the series, the same in every export", |one| {
            key::of_series(&one.scope).into()
        }),
        ("event", Text, "What happened, largest first, by its canonical name", |one| {
            one.scope.event.as_str().into()
        }),
        ("place", Text, "Where, largest first; blank: not stated", |one| one.scope.place.as_deref().into()),
        ("measure", OneOf(Measure::LIST.words), "What happened to the people", |one| {
            one.scope.measure.into()
        }),
        ("unit", OneOf(Unit::LIST.words), "What one of the count is", |one| one.scope.unit.into()),
        ("group", Text, "Who is counted; people: no distinction stated", |one| {
            one.scope.group.as_str().into()
        }),
        ("count_type", OneOf(CountType::LIST.words), "What the number counts up", |one| {
            one.scope.count_type.into()
        }),
        ("definition", Text, "What else decides who is in; blank: nothing is stated", |one| {
            one.scope.definition.as_deref().into()
        }),
        (
            "answer",
            Text,
            "The answer as it is printed: a number with its words, or the numbers at two ends",
            |one| one.shown.printed.as_str().into(),
        ),
        ("low", Number, "The fewest that the answer allows, that number included", |one| {
            end(one, |ends| Some(ends.low))
        }),
        ("best", Number, "The one printed number, where there is one", |one| end(one, |ends| ends.best)),
        (
            "high",
            Number,
            "The most that the answer allows, that number included; blank: no upper end",
            |one| end(one, |ends| ends.high),
        ),
        (
            "by_convention",
            SomeOf(ENDS),
            "Which of the two ends nobody printed: they are for comparison only, and never to be published",
            |one| end(one, |ends| Some(ends.by_convention.join(" "))),
        ),
        ("verdict", Text, "How far the sources agree", |one| one.verdict.as_str().into()),
        ("attribution", Text, "Who answers for the number", |one| one.attribution.as_str().into()),
        ("as_of", Date, "The last day that the number covers; blank: not stated", |one| {
            one.as_of.as_deref().into()
        }),
        ("published_on", Date, "When the newest report of the answer appeared", |one| {
            one.published_on.as_deref().into()
        }),
        ("bodies", Number, "How many separate bodies answer", |one| (one.roots as u64).into()),
        ("agreeing", Number, "How many of them allow the same number", |one| (one.allow as u64).into()),
        ("publishers", Text, "Who carries it, in the order of the alphabet", |one| {
            one.publishers.join("; ").into()
        }),
        (
            "event_kind",
            OneOf(EventKind::LIST.words),
            "Whether the toll of the event can grow by itself",
            |one| one.event_kind.into(),
        ),
        ("findings", Text, "The codes of what is odd in the figures on which it rests", |one| {
            one.findings.join(" ").into()
        }),
        ("policy", Text, "By which policy the answer was made", |one| one.policy.into()),
        ("sentence", Text, "The answer as a sentence that can be published", |one| {
            one.sentence.as_str().into()
        }),
    ],
};

/// What is said of the ends of the answer; blank where there is no number.
fn end<T: Into<TableCell>>(report: &AnswerReport, cell: fn(&EndsReport) -> Option<T>) -> TableCell {
    report.answer.as_ref().and_then(cell).into()
}
