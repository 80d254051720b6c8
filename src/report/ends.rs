//! The ends of an answer's number or range, and which of them serve comparison only.

use serde::Serialize;

use super::figure::by_convention;
use crate::reconcile::Span;

/// The ends of an answer, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndsReport {
    /// The lowest count.
    pub low: u64,
    /// The one printed number, where the policy yields one.
    pub best: Option<u64>,
    /// The highest count; null: open above.
    pub high: Option<u64>,
    /// Whether no upper claim was made.
    pub open_above: bool,
    /// Ends that serve comparison only and are shown to no one: `low`, `high`.
    pub by_convention: Vec<&'static str>,
}

impl EndsReport {
    /// The ends of an answer's number or range.
    pub fn new(span: &Span) -> EndsReport {
        EndsReport {
            low: span.low,
            best: span.best,
            high: span.high,
            open_above: span.high.is_none(),
            by_convention: by_convention(span.low_by_convention, span.high_by_convention),
        }
    }
}
