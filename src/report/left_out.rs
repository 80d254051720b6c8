//! What of a file became no figure though nothing is wrong with it, and cells that are let pass: as a receipt tells them.

use serde::Serialize;

use crate::phrase::number::{grouped, several};

/// A line that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedLine {
    /// The physical line.
    pub line: u64,
    /// What it is: `title`, `header again`, `blank cells`, `total`, `carried forward`, `footer`, or its name in a profile.
    pub what: String,
    /// The line.
    pub text: String,
}

/// Rows that a profile leaves out under one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutRows {
    /// What they are.
    pub what: String,
    /// How many there are.
    pub rows: u64,
    /// The physical line of the first.
    pub line: u64,
}

/// Cells of a column that are no whole number of people, and that the desk lets pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetPassReport {
    /// The column.
    pub column: String,
    /// How many cells.
    pub cells: u64,
    /// Their sum; null where it is not known.
    pub sum: Option<i64>,
    /// The physical line of the first.
    pub line: u64,
    /// The first.
    pub value: String,
}

impl SkippedLine {
    pub(super) fn in_words(&self) -> String {
        let text = self.text.trim();
        let cut: String = text.chars().take(40).collect();
        let more = if cut.len() < text.len() { "..." } else { "" };
        format!("line {} ({}): {cut}{more}", self.line, self.what)
    }
}

impl LeftOutRows {
    pub(super) fn in_words(&self) -> String {
        match self.rows {
            1 => format!("{} (1 row, line {})", self.what, self.line),
            rows => format!("{} ({rows} rows, the first in line {})", self.what, self.line),
        }
    }
}

impl LetPassReport {
    /// Each column, in words.
    pub(super) fn all(columns: &[LetPassReport], what: &str) -> String {
        columns.iter().map(|column| column.in_words(what)).collect::<Vec<_>>().join("; ")
    }

    /// `deaths`: 2 cells below zero skipped, together -1,918, the first `-1918` in line 3.
    fn in_words(&self, what: &str) -> String {
        let LetPassReport { column, cells, sum, line, value } = self;
        let sum = sum.filter(|_| *cells > 1).map(|sum| format!(", together {}", grouped(sum)));
        let which = if *cells > 1 { "the first " } else { "" };
        format!(
            "`{column}`: {} {what}{}, {which}`{value}` in line {line}",
            several(*cells, "cell"),
            sum.unwrap_or_default()
        )
    }
}
