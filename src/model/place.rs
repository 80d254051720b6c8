//! A problem with its place in a file.

use super::problem::Problem;

/// A problem, where it is, and the line itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The physical line, from 1.
    pub line: u64,
    /// The character in that line where the cell begins, from 1; `None` when the whole row is at fault.
    pub column: Option<usize>,
    /// The column of the table that holds the cell, from 0; `None` where the fault is of no one column.
    pub at: Option<usize>,
    /// How many characters the cell has in the file; at least 1.
    pub width: usize,
    /// The line, as it is in the file; cut where it is very long.
    pub text: String,
    /// The cell that is at fault; empty when the whole row is.
    pub value: String,
    /// What is wrong.
    pub problem: Problem,
}

/// How much of a line is kept to be shown.
const SHOWN: usize = 4096;

impl Placed {
    /// On a line, or of the file as a whole on line 0: no cell of it.
    pub fn at_line(line: u64, problem: Problem) -> Placed {
        Placed { line, column: None, at: None, width: 1, text: String::new(), value: String::new(), problem }
    }

    /// Keeps of a line what can be shown.
    pub fn cut(text: &str) -> String {
        let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= SHOWN).last();
        text.get(..end.unwrap_or(0)).unwrap_or_default().to_owned()
    }
}
