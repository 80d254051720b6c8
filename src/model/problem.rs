//! What is wrong with a cell, a row or a file: facts, a stable code, words, and a way out.
//!
//! Each part of the model and of intake has its own small enum of faults; [`Problem`] is the one shape
//! that all of them travel in.

use std::fmt;

/// A kind of fault: facts inside, words in `Display`, the way out in [`Fault::hint`].
pub trait Fault: fmt::Display {
    /// The stable code by which documentation, rejects files and scripts name this fault, such as `N101`.
    fn code(&self) -> &'static str;
    /// What the reader can type or change; ends in something to do. Never empty.
    fn hint(&self) -> String;
}

/// One fault in words, ready to be placed in a file and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code, such as `N101`.
    pub code: &'static str,
    /// The column or field that is at fault, by its name in the house CSV; `None` when the whole row is.
    pub field: Option<&'static str>,
    /// What is wrong, in one clause without a full stop.
    pub what: String,
    /// What to type or change.
    pub hint: String,
}

impl Problem {
    /// A problem of the whole row.
    pub fn of_row(fault: &dyn Fault) -> Problem {
        Problem { code: fault.code(), field: None, what: fault.to_string(), hint: fault.hint() }
    }

    /// A problem of one cell, named by its house column.
    pub fn of_cell(field: &'static str, fault: &dyn Fault) -> Problem {
        Problem { field: Some(field), ..Problem::of_row(fault) }
    }
}
