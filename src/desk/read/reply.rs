//! What a row says of another figure, and which figures may be meant.

use crate::desk::add::Cells;
use crate::model::recorded::FigureId;
use crate::model::words::LinkKind;

/// What a row says of another figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// That it is disputed, disowned or retracted.
    pub kind: LinkKind,
    /// Who says so, as printed.
    pub by: String,
    /// The figures that may be meant.
    pub may_mean: Vec<ReplyTarget>,
    /// Whether the row has a number of its own: "puts it at 40 and rejects 200".
    pub gives_number: bool,
    /// Whether the article gives the denied number as a figure, so that the reply is told there.
    pub is_told_elsewhere: bool,
}

/// A figure that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyTarget {
    /// One of this article, by its name in this reading, with its words.
    Row(String, String),
    /// One of the ledger, with who gives it and its words, and what it counts.
    Figure(FigureId, String, Cells),
}

impl ReplyTarget {
    /// What a cell holds to name it.
    pub fn cell(&self) -> String {
        match self {
            ReplyTarget::Row(reference, _) => reference.clone(),
            ReplyTarget::Figure(id, ..) => id.to_string(),
        }
    }

    /// What a person is shown.
    pub fn shown(&self) -> String {
        match self {
            ReplyTarget::Row(reference, words) => format!("{reference} ({words})"),
            ReplyTarget::Figure(id, words, _) => format!("#{id} ({words})"),
        }
    }
}
