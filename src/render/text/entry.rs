//! The log: what this desk did, newest first.

use crate::report::entry::EntryReport;
use crate::report::lists::{Cell, Column, Holds};

/// The columns of the log, for [`List`](super::list::List).
pub fn columns() -> Vec<Column> {
    let columns = [
        ("entry", Holds::Numbers),
        ("act", Holds::Fixed),
        ("recorded (UTC)", Holds::Fixed),
        ("who", Holds::Words),
        ("what", Holds::Words),
    ];
    columns.iter().map(|(name, holds)| Column { name: (*name).into(), holds: *holds }).collect()
}

/// The row of an entry.
pub fn row(entry: &EntryReport) -> Vec<Cell> {
    let recorded = entry.recorded_at.get(..16).unwrap_or(&entry.recorded_at).replace('T', " ");
    vec![
        Cell::Text(entry.entry.to_string()),
        entry.kind.into(),
        recorded.into(),
        entry.who.clone().into(),
        what(entry).into(),
    ]
}

fn what(entry: &EntryReport) -> String {
    let counts = &entry.counts;
    let told = [
        ("read", counts.read),
        ("new", counts.new),
        ("same", counts.same),
        ("changed", counts.changed),
        ("gone", counts.gone),
        ("rejected", counts.rejected),
        ("skipped", counts.skipped),
    ];
    let told: Vec<String> =
        told.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{n} {word}")).collect();
    let undoes = entry.undoes.map(|id| format!("takes back entry {id}"));
    let settings = entry.settings.as_ref().map(|settings| format!(" ({settings})")).unwrap_or_default();
    let file = entry.file.as_ref().map(|file| format!("{file}{settings}"));
    let snapshot = entry.snapshot.as_ref().map(|one| format!("{} of {}", one.feed, one.snapshot_at));
    let why = entry.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    let about = entry.about.as_ref().map(|about| format!("{about}{why}"));
    let mut parts: Vec<String> = [file, snapshot, about, undoes].into_iter().flatten().collect();
    if !told.is_empty() && entry.about.is_none() {
        parts.push(told.join(", "));
    }
    let undone = if entry.stands { "" } else { " (undone)" };
    let merged = entry.origin.as_ref().map(|origin| {
        let at = origin.recorded_at.get(..16).unwrap_or(&origin.recorded_at).replace('T', " ");
        format!(" (merged; recorded there {at}, {})", origin.hash.get(..8).unwrap_or_default())
    });
    format!("{}{}{undone}", parts.join(": "), merged.unwrap_or_default())
}
