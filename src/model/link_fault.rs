//! What is wrong with the names by which rows point at each other.

use std::fmt;

use super::problem::Fault;

/// Why a row's ref, or a name it points at, leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// No figure has the name, or the row that has it was rejected.
    NoFigure {
        /// The name.
        target: String,
    },
    /// The row points at itself.
    Itself {
        /// The name.
        target: String,
    },
    /// Several figures of the store have the name.
    SeveralFigures {
        /// The name.
        target: String,
        /// Their ids.
        choices: String,
    },
    /// An earlier row of the file has the same ref.
    RefTaken {
        /// The ref.
        reference: String,
    },
}

impl LinkFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("L101", "a row points at a figure that is not there, or at a row that was rejected"),
        ("L102", "a row points at a name that several figures have"),
        ("L103", "two rows of a file have one ref"),
        ("L104", "a row points at itself"),
    ];
}

impl fmt::Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkFault::NoFigure { target } => write!(f, "`{target}` names no figure that was accepted"),
            LinkFault::SeveralFigures { target, choices } => {
                write!(f, "`{target}` names several figures: {choices}")
            }
            LinkFault::Itself { target } => write!(f, "`{target}` is the row's own name"),
            LinkFault::RefTaken { reference } => write!(f, "an earlier row has the ref `{reference}` too"),
        }
    }
}

impl Fault for LinkFault {
    fn code(&self) -> &'static str {
        match self {
            LinkFault::NoFigure { .. } => "L101",
            LinkFault::SeveralFigures { .. } => "L102",
            LinkFault::RefTaken { .. } => "L103",
            LinkFault::Itself { .. } => "L104",
        }
    }

    fn hint(&self) -> String {
        match self {
            LinkFault::NoFigure { .. } => {
                "write the ref of a row of this file, or an id that tollbook list figures shows".into()
            }
            LinkFault::SeveralFigures { .. } => "write one of these ids instead of the ref".into(),
            LinkFault::Itself { .. } => "write the ref or the id of the other figure".into(),
            LinkFault::RefTaken { .. } => "give each row a ref of its own".into(),
        }
    }
}
