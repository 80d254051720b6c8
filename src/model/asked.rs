//! Whom the desk asked about a figure, and what came back.

use super::date::Moment;

/// One question that the desk put to a body about a figure, as it was last told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBody {
    /// Who was asked.
    pub body: String,
    /// When.
    pub on: Moment,
    /// What came back.
    pub reply: AskedReply,
    /// What the desk says of it.
    pub why: Option<String>,
}

/// What came back when a body was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedReply {
    /// Nothing yet.
    Awaited,
    /// No answer was given.
    NoAnswer,
    /// An answer, in its words.
    Answered(String),
}

impl AskedReply {
    /// As the store keeps it: nothing, an empty text, or the answer.
    pub fn cell(&self) -> Option<&str> {
        match self {
            AskedReply::Awaited => None,
            AskedReply::NoAnswer => Some(""),
            AskedReply::Answered(answer) => Some(answer),
        }
    }

    /// Reads what the store keeps.
    pub fn of_cell(cell: Option<String>) -> AskedReply {
        match cell {
            None => AskedReply::Awaited,
            Some(answer) if answer.is_empty() => AskedReply::NoAnswer,
            Some(answer) => AskedReply::Answered(answer),
        }
    }
}
