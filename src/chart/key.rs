//! What the marks of a chart mean: one entry for each sort that is drawn and does not explain itself.

use std::collections::BTreeSet;

use super::parts::{
    Fill, KeyEntry, KeySort, MarkNote, NoteKind, Panel, PlotLine, PlotMark, Shape, SpanOfDays, Stroke,
};
use super::scale::DayScale;

const WORDS: &[(KeySort, &str)] = &[
    (KeySort::AtLeast, "this many or more: no upper end was given"),
    (KeySort::UpTo, "up to this many"),
    (KeySort::Bar, "a range that one source gave"),
    (KeySort::About, "about this many"),
    (KeySort::Window, "counted over these days"),
    (KeySort::AboutWindow, "about this many, counted over these days"),
    (KeySort::Unrenewed, "not reported again; then too old to count"),
    (KeySort::AtTheLatest, "the source states no day: at the latest this one"),
    (KeySort::SomeDay, "on one of these days"),
    (KeySort::Relay, "the same said again"),
    (KeySort::Bracket, "the newest numbers differ; nobody said what lies between"),
    (KeySort::Words, "words without a number"),
];

/// The entries of the sorts that are drawn.
pub fn key(panels: &[Panel], days: DayScale) -> Vec<KeyEntry> {
    let mut drawn = BTreeSet::new();
    for panel in panels {
        drawn.extend((!panel.brackets.is_empty()).then_some(KeySort::Bracket));
        panel.lines.iter().for_each(|line| add(&mut drawn, line, days));
    }
    let entry = |(sort, words): &(KeySort, &'static str)| KeyEntry { sort: *sort, words };
    WORDS.iter().filter(|(sort, _)| drawn.contains(sort)).map(entry).collect()
}

/// How much of the scale a dashed end takes that can be seen.
const SEEN: f64 = 0.01;

fn add(drawn: &mut BTreeSet<KeySort>, line: &PlotLine, days: DayScale) {
    let is_unrenewed = |stroke: &Stroke| match stroke {
        Stroke::Unrenewed { from, to, .. } => days.at(*to) - days.at(*from) > SEEN,
        Stroke::Held { .. } | Stroke::Rise { .. } => false,
    };
    drawn.extend((!line.relays.is_empty()).then_some(KeySort::Relay));
    drawn.extend(line.strokes.iter().any(is_unrenewed).then_some(KeySort::Unrenewed));
    line.marks.iter().for_each(|mark| drawn.extend(sorts(mark)));
}

fn sorts(mark: &PlotMark) -> impl Iterator<Item = KeySort> {
    let shape = match mark.shape {
        Shape::Point { .. } => None,
        Shape::AtLeast { .. } => Some(KeySort::AtLeast),
        Shape::UpTo { .. } => Some(KeySort::UpTo),
        Shape::Bar { .. } => Some(KeySort::Bar),
        Shape::Words => Some(KeySort::Words),
    };
    let is_told = |note: &MarkNote| matches!(note.kind, NoteKind::Withdrawn | NoteKind::Disputed);
    let is_about = mark.fill == Fill::Hollow && !mark.notes.iter().any(is_told);
    let latest = mark.at_the_latest.then_some(KeySort::AtTheLatest);
    let (days, about) = match mark.since {
        Some(SpanOfDays::Window(_)) if is_about => (Some(KeySort::AboutWindow), None),
        Some(SpanOfDays::Window(_)) => (Some(KeySort::Window), None),
        Some(SpanOfDays::SomeDay(_)) => (Some(KeySort::SomeDay), is_about.then_some(KeySort::About)),
        None => (None, is_about.then_some(KeySort::About)),
    };
    [shape, about, latest, days].into_iter().flatten()
}
