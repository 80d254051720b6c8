//! What the marks of a chart mean: one entry for each sort that is drawn and does not explain itself.

use std::collections::BTreeSet;

use super::parts::{
    Fill, KeyEntry, KeySort, MarkNote, NoteKind, Panel, PlotLine, PlotMark, Shape, SpanOfDays, Stroke,
};

const WORDS: &[(KeySort, &str)] = &[
    (KeySort::AtLeast, "this many or more: no upper end was given"),
    (KeySort::UpTo, "up to this many"),
    (KeySort::Bar, "a range that one source gave"),
    (KeySort::About, "about this many"),
    (KeySort::Window, "counted over these days"),
    (KeySort::Unrenewed, "not reported again; then too old to count"),
    (KeySort::AtTheLatest, "the source states no day: at the latest this one"),
    (KeySort::SomeDay, "on one of these days"),
    (KeySort::Relay, "the same said again"),
    (KeySort::Bracket, "the newest numbers differ; nobody said what lies between"),
    (KeySort::Words, "words without a number"),
];

/// The entries of the sorts that are drawn.
pub fn key(panels: &[Panel]) -> Vec<KeyEntry> {
    let mut drawn = BTreeSet::new();
    for panel in panels {
        drawn.extend((!panel.brackets.is_empty()).then_some(KeySort::Bracket));
        panel.lines.iter().for_each(|line| add(&mut drawn, line));
    }
    let entry = |(sort, words): &(KeySort, &'static str)| KeyEntry { sort: *sort, words };
    WORDS.iter().filter(|(sort, _)| drawn.contains(sort)).map(entry).collect()
}

fn add(drawn: &mut BTreeSet<KeySort>, line: &PlotLine) {
    let is_unrenewed = |stroke: &Stroke| matches!(stroke, Stroke::Unrenewed { from, to, .. } if from < to);
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
    let days = mark.since.map(|since| match since {
        SpanOfDays::Window(_) => KeySort::Window,
        SpanOfDays::SomeDay(_) => KeySort::SomeDay,
    });
    [shape, is_about.then_some(KeySort::About), latest, days].into_iter().flatten()
}
