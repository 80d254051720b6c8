//! What is said where a text was, or is to be, erased because the law demands it.

use std::fmt;

use super::draft::Field;
use super::problem::Fault;
use super::recorded::{EntryId, FigureId};

/// Why nothing is erased, or what did not come in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedactFault {
    /// A remark: a row brought a text that was erased here; its mark was recorded in its place.
    MetAgain {
        /// The column that held it.
        field: Field,
        /// The entry that erased it.
        entry: EntryId,
    },
    /// The figure has no such text, or it was erased before.
    NothingThere {
        /// The figure.
        id: FigureId,
        /// The column.
        field: Field,
        /// The entry that erased it, where one did.
        before: Option<EntryId>,
    },
    /// The reason holds the text.
    InReason,
}

impl RedactFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("R101", "a remark: a text that was erased here did not come in again"),
        ("R102", "there is no such text to erase"),
        ("R103", "the reason repeats the text that is to be erased"),
    ];
}

impl fmt::Display for RedactFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RedactFault::MetAgain { field, entry } => {
                write!(f, "the {} was erased here by entry {entry}: it was not stored again", field.name())
            }
            RedactFault::NothingThere { id, field, before: None } => {
                write!(f, "figure {id} has no {}", field.name())
            }
            RedactFault::NothingThere { id, field, before: Some(entry) } => {
                write!(f, "the {} of figure {id} was erased before, by entry {entry}", field.name())
            }
            RedactFault::InReason => write!(f, "the reason holds the text that is to be erased"),
        }
    }
}

impl Fault for RedactFault {
    fn code(&self) -> &'static str {
        match self {
            RedactFault::MetAgain { .. } => "R101",
            RedactFault::NothingThere { .. } => "R102",
            RedactFault::InReason => "R103",
        }
    }

    fn hint(&self) -> String {
        match self {
            RedactFault::MetAgain { .. } => {
                "see why with tollbook verify; the row was taken without it".into()
            }
            RedactFault::NothingThere { id, .. } => format!("see what it has with tollbook show {id}"),
            RedactFault::InReason => "give the reason without it: -m \"court order 12/2024\"".into(),
        }
    }
}
