//! The lines that are met: each verb that writes something.

use crate::altered::WRITING;

/// A line, and the desk that it is typed at.
pub struct Line {
    pub args: &'static [&'static str],
    /// Whether there is no store yet.
    pub is_first: bool,
}

/// Lines that write files, or to a store in a way that [`WRITING`] does not have.
const MORE: [&[&str]; 21] = [
    &["import", "bad.csv"],
    &["import", "bad.csv", "--rejects", "rejected"],
    &["import", "titles.csv", "--new-profile"],
    &["import", "titles.csv", "--map", "Dead=figure", "--save-profile"],
    &["import", "sent.jsonl", "--snapshot-at", "2024-02-01", "--feed", "daily"],
    &["amend", "h", "--release", "-m", "the lawyer agreed"],
    &["amend", "printed", "1", "--done", "-m", "the name of the town was wrong"],
    &["undo", "2"],
    &["export", "-o", "figures.csv"],
    &["export", "-o", "figures.jsonl"],
    &["export", "-o", "copy.db"],
    &["export", "--values", "-o", "values.csv"],
    &["export", "--rows", "-o", "rows.jsonl"],
    &["export", "--site", "pages"],
    &["export", "--corrections", "corrections.md"],
    &["list", "figures", "-o", "list.csv"],
    &["list", "sources", "-o", "list.json"],
    &["timeline", "Flood", "-o", "chart.svg"],
    &["reconcile", "Flood", "-o", "answer.json"],
    &["read", "text.txt", "-o", "draft.csv"],
    &["verify"],
];

const FIRST: [&[&str]; 3] = [&["import", "one.csv"], &["import", "other.db"], &["import", "bad.csv"]];

/// All of them.
pub fn lines() -> Vec<Line> {
    let later = WRITING.into_iter().chain(MORE).map(|args| Line { args, is_first: false });
    let first = FIRST.into_iter().map(|args| Line { args, is_first: true });
    later.chain(first).collect()
}
