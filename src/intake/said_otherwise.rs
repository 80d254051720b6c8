//! What says otherwise than a flag that gives a field one value.

use std::fmt;

use super::decision::Seen;
use crate::model::shell::word;

/// What says otherwise than a flag does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidOtherwise {
    /// A tag says so of the figures in its column, or gives the field itself.
    Tag {
        /// The tag.
        tag: String,
        /// Its column.
        column: String,
        /// What it says; `None`: the cells of the column say it.
        says: Option<String>,
    },
    /// A profile says so of the figures in a column.
    Profile {
        /// The column.
        column: String,
        /// What it says; `None`: other cells say it.
        says: Option<String>,
    },
    /// Every cell of a column says otherwise.
    Cells {
        /// The column.
        column: String,
        /// The first of them.
        first: Seen,
    },
}

impl fmt::Display for SaidOtherwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaidOtherwise::Tag { tag, column, says: Some(says) } => {
                write!(f, "the tag `{tag}` of `{column}` says {says}")
            }
            SaidOtherwise::Tag { tag, column, says: None } => {
                write!(f, "the tag `{tag}` says that it stands in `{column}`")
            }
            SaidOtherwise::Profile { column, says: Some(says) } => {
                write!(f, "the profile says {says} of the figures in `{column}`")
            }
            SaidOtherwise::Profile { column, says: None } => {
                write!(f, "the profile reads it from cells for the figures in `{column}`")
            }
            SaidOtherwise::Cells { column, first } => write!(
                f,
                "every cell of `{column}` says otherwise, first `{}` in line {}: the value would be used in no row",
                first.value, first.line
            ),
        }
    }
}

impl SaidOtherwise {
    /// What to type instead.
    pub fn way_out(&self, field: &str, value: &str) -> String {
        let set = word(&format!("{field}={value}"));
        match self {
            SaidOtherwise::Tag { column, says: Some(_), .. } => format!(
                "leave it out, or read the column by flags instead of its tag: --map {} --set {set}",
                word(&format!("{column}=figure"))
            ),
            SaidOtherwise::Tag { column, says: None, .. } => format!(
                "leave it out; to give it to rows whose cell is blank, say so of the column: --map {} --set {set}",
                word(&format!("{column}={field}"))
            ),
            SaidOtherwise::Profile { .. } => "leave it out, or say it in the profile".to_owned(),
            SaidOtherwise::Cells { .. } => format!(
                "leave it out; to have {value} in all rows, write {field} = \"{value}\" below [fields] in a profile, and name the column in ignore"
            ),
        }
    }
}
