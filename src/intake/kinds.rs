//! What a column holds that can be written in two ways.

use crate::model::column::{CellKind, Field};

/// What a column holds that can be written in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotationKind {
    /// Counts.
    Counts,
    /// Dates.
    Dates,
}

impl NotationKind {
    /// That of the column of a field; `None` where there is one way.
    pub fn of(field: Field) -> Option<NotationKind> {
        match field.column().kind {
            CellKind::Count => Some(NotationKind::Counts),
            CellKind::Date | CellKind::Moment => Some(NotationKind::Dates),
            CellKind::Text | CellKind::Word(_) => None,
        }
    }
}
