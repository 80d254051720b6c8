//! What became of a figure, as far as the public could know (`docs/rules.md`, "What happens to a figure").

use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::words::LinkKind;

use super::Series;

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

impl Series {
    /// What became of a figure, as of the question's two clocks of knowledge.
    pub fn status(&self, id: FigureId, question: &Question) -> Status<'_> {
        let acts = self.acts_on(id);
        if acts.iter().any(|act| act.what == ActKind::Void) {
            return Status::Void;
        }
        let mut status = Status::Stands;
        for act in acts.iter().filter(|act| self.counts(act, question)) {
            status = match (act.what, act.other) {
                (ActKind::Gone, _) => return Status::Gone,
                (ActKind::Linked(LinkKind::Corrects), Some(by)) => return Status::Corrected(by),
                (ActKind::Linked(LinkKind::Retracts), _) => Status::Retracted(act),
                (ActKind::Linked(LinkKind::Disowns), _) => Status::Disowned(act),
                (ActKind::Linked(LinkKind::Reinstates), _) => Status::Reinstated(act),
                _ => status,
            };
        }
        status
    }

    /// Whether an act counts: the public could know it, and neither the figure that declares it nor its target is void.
    pub fn counts(&self, act: &Act, question: &Question) -> bool {
        question.knows(act.known_at)
            && !act.other.is_some_and(|id| self.is_void(id))
            && !self.is_void(act.figure)
    }

    /// Whether a figure is void, here or in a related series.
    pub fn is_void(&self, id: FigureId) -> bool {
        self.acts_on(id).iter().any(|act| act.what == ActKind::Void)
    }
}
