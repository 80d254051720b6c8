//! What became of a figure, as far as the public could know (`docs/rules.md`, "What happens to a figure").

use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::words::LinkKind;

/// What became of a figure. Links of a void figure count for nothing; all others count by what the public and the desk
/// could know, never by the day for which figures hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status<'s> {
    /// It stands.
    Stands,
    /// Our own typing error: as if it had never been.
    Void,
    /// It vanished from a feed: hidden, and the one before it returns.
    Gone,
    /// Its publisher mended it: this relay is hidden; the other figure takes its place.
    Corrected(FigureId),
    /// Its author withdrew it without replacement; it stays the newest of its track.
    Retracted(&'s Act),
    /// The authority denies having said it; it stays the newest of its track.
    Disowned(&'s Act),
    /// It was withdrawn, or an older one, and its author stands by it again.
    Reinstated(&'s Act),
}

impl<'s> Status<'s> {
    /// The word of the views' `status` (`docs/store.md`, "The view `figures`").
    pub const fn word(self) -> &'static str {
        match self {
            Status::Stands | Status::Reinstated(_) => "stands",
            Status::Void => "void",
            Status::Gone => "gone",
            Status::Corrected(_) => "corrected",
            Status::Retracted(_) => "retracted",
            Status::Disowned(_) => "disowned",
        }
    }

    /// Withdrawn by an act that does so.
    pub fn withdrawn_by(act: &'s Act) -> Status<'s> {
        match act.what {
            ActKind::Linked(LinkKind::Disowns) => Status::Disowned(act),
            _ => Status::Retracted(act),
        }
    }

    /// The act by which it was withdrawn, where it was and was not reinstated since.
    pub fn withdrawal(self) -> Option<&'s Act> {
        match self {
            Status::Retracted(act) | Status::Disowned(act) => Some(act),
            _ => None,
        }
    }

    /// Whether it is hidden as if it were not there: void, gone or corrected.
    pub fn is_hidden(self) -> bool {
        matches!(self, Status::Void | Status::Gone | Status::Corrected(_))
    }
}
