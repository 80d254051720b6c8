//! What became of a figure (`docs/rules.md`, "What happens to a figure"): of what happened to it, and of what the public
//! could know. Decided here alone; the store has left out what this desk had not recorded, or took back.

use rustc_hash::FxHashSet;

use super::question::Question;
use super::recorded::{Act, ActKind, FigureId};
use super::words::LinkKind;

/// What became of a figure. Links of a void figure count for nothing; all others count by what the public and the desk
/// could know, never by the day for which figures hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status<'a> {
    /// It stands.
    Stands,
    /// Our own typing error: as if it had never been.
    Void,
    /// It vanished from a feed: hidden, and the one before it returns.
    Gone,
    /// Its publisher mended it: this relay is hidden; the other figure takes its place.
    Corrected(FigureId),
    /// Its author withdrew it without replacement; it stays the newest of its track.
    Retracted(&'a Act),
    /// The authority denies having said it; it stays the newest of its track.
    Disowned(&'a Act),
    /// It was withdrawn, or an older one, and its author stands by it again.
    Reinstated(&'a Act),
}

impl<'a> Status<'a> {
    /// What became of one figure.
    ///
    /// `acts`: those on it, in the order in which the public could know them. `is_void`: whether a figure is void, of
    /// those that declare these acts.
    pub fn of(acts: &'a [Act], question: &Question, is_void: impl Fn(FigureId) -> bool) -> Status<'a> {
        if has_void(acts) {
            return Status::Void;
        }
        let mut status = Status::Stands;
        for act in acts.iter().filter(|act| counts(act, question, &is_void)) {
            status = match (act.what, act.other) {
                (ActKind::Gone, _) => return Status::Gone,
                (ActKind::Linked(LinkKind::Corrects), Some(by)) => return Status::Corrected(by),
                (ActKind::Linked(LinkKind::Reinstates), _) => Status::Reinstated(act),
                (what, _) if what.withdraws() => Status::withdrawn_by(act),
                _ => status,
            };
        }
        status
    }

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
    pub fn withdrawn_by(act: &'a Act) -> Status<'a> {
        match act.what {
            ActKind::Linked(LinkKind::Disowns) => Status::Disowned(act),
            _ => Status::Retracted(act),
        }
    }

    /// The act by which it was withdrawn, where it was and was not reinstated since.
    pub fn withdrawal(self) -> Option<&'a Act> {
        match self {
            Status::Retracted(act) | Status::Disowned(act) => Some(act),
            _ => None,
        }
    }

    /// Whether it stands: it is neither hidden nor withdrawn.
    pub fn stands(self) -> bool {
        matches!(self, Status::Stands | Status::Reinstated(_))
    }

    /// Whether it is hidden as if it were not there: void, gone or corrected.
    pub fn is_hidden(self) -> bool {
        matches!(self, Status::Void | Status::Gone | Status::Corrected(_))
    }
}

/// Whether an act counts: the public could know it, and the figure that declares it is not void. That of a void figure
/// counts for nothing either, which its status says.
pub fn counts(act: &Act, question: &Question, is_void: impl Fn(FigureId) -> bool) -> bool {
    question.knows(act.known_at) && !act.other.is_some_and(is_void)
}

/// Whether acts on a figure make it void.
pub fn has_void<'a>(acts: impl IntoIterator<Item = &'a Act>) -> bool {
    acts.into_iter().any(|act| act.what == ActKind::Void)
}

/// Whether acts on a figure leave it out of exports: it is void, or had vanished from its feed, corrected before or not.
pub fn has_void_or_gone(acts: &[Act], question: &Question) -> bool {
    let gone = |act: &Act| act.what == ActKind::Gone && question.knows(act.known_at);
    has_void(acts) || acts.iter().any(gone)
}

/// The void ones among the figures to which acts happened.
pub fn void_figures(acts: &[Act]) -> FxHashSet<FigureId> {
    acts.iter().filter(|act| act.what == ActKind::Void).map(|act| act.figure).collect()
}
