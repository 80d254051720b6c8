//! What was taken off cells when they were read: footnote marks, reservations, marks that cannot be seen.

use serde::Serialize;

use crate::model::unseen::seen;
use crate::phrase::number::several;

/// What was taken off the cells of a column, and is no part of their numbers or days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenOffReport {
    /// What it was: `footnote marks`, `words in brackets`, or `marks that cannot be seen`.
    pub what: &'static str,
    /// The column in which it is kept; null where it says nothing.
    pub kept_in: Option<&'static str>,
    /// The column, as the file calls it.
    pub column: String,
    /// How many cells held it.
    pub cells: u64,
    /// The line of the first of them.
    pub line: u64,
    /// That cell.
    pub value: String,
}

impl TakenOffReport {
    /// For the receipt of a person.
    pub fn in_words(&self) -> String {
        let TakenOffReport { what, column, line, value, .. } = self;
        let kept = self.kept_in.map(|field| format!(", kept in `{field}`")).unwrap_or_default();
        let cells = several(self.cells, "cell");
        // What cannot be seen is left out here, too: its number says enough.
        let value = seen(value);
        format!("{what} in {cells} of `{column}`{kept}, the first `{value}` in line {line}")
    }
}
