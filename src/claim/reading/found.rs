//! A figure of a sentence, beside the names of the ledger that stand there.

use crate::claim::naming::Named;
use crate::extract::FoundFigure;
use crate::model::name::Name;

/// A figure of a sentence, with the names that stand there.
#[derive(Clone, Copy, Debug)]
pub struct FoundClaim<'a> {
    /// What was found.
    pub figure: &'a FoundFigure,
    /// The names of the ledger in its sentence.
    pub named: &'a Named,
    /// Where that sentence begins in the text of the figure's spans.
    pub at: usize,
    /// All figures of that text, in its order.
    pub beside: &'a [FoundFigure],
    /// The event that the text named last before this sentence; `None` for a sentence that stands alone.
    pub before: Option<&'a Name>,
}
