//! What a column holds that can be written in two ways.

use crate::model::column::{ColumnKind, Field};

/// What a column holds that can be written in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Counts.
    Counts,
    /// Dates.
    Dates,
}

impl Kind {
    /// That of the column of a field; `None` where there is one way.
    pub fn of(field: Field) -> Option<Kind> {
        match field.column().kind {
            ColumnKind::Count => Some(Kind::Counts),
            ColumnKind::Date | ColumnKind::Moment => Some(Kind::Dates),
            ColumnKind::Text | ColumnKind::Word(_) => None,
        }
    }
}
