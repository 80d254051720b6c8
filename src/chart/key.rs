//! What the marks of a chart mean: one entry for each sort that is drawn and does not explain itself.

use std::collections::BTreeSet;

use super::parts::{Fill, KeyEntry, KeySort, Panel, PlotLine, PlotMark, Shape, Stroke};

const WORDS: &[(KeySort, &str)] = &[
    (KeySort::AtLeast, "this many or more: no upper end was given"),
    (KeySort::UpTo, "up to this many"),
    (KeySort::Bar, "a range that one source gave"),
    (KeySort::Hollow, "about this many, or withdrawn or disputed where it says so"),
    (KeySort::Column, "counted over these days"),
    (KeySort::Unrenewed, "not reported again; then too old to count"),
    (KeySort::AtTheLatest, "the source states no day: at the latest this one"),
    (KeySort::SomeDay, "on one of these days"),
    (KeySort::Relay, "said again by others"),
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
        Shape::Column { .. } => Some(KeySort::Column),
        Shape::Words => Some(KeySort::Words),
    };
    let hollow = (mark.fill == Fill::Hollow).then_some(KeySort::Hollow);
    let latest = mark.at_the_latest.then_some(KeySort::AtTheLatest);
    let is_column = matches!(mark.shape, Shape::Column { .. });
    let some_day = (mark.from.is_some() && !is_column).then_some(KeySort::SomeDay);
    [shape, hollow, latest, some_day].into_iter().flatten()
}
