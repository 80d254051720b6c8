//! The page of a figure: its chain and its life.

use super::linked::{Linked, LinkedScope};
use crate::report::answer::AnswerReport;
use crate::report::check::CitationReport;
use crate::report::figure::FigureReport;
use crate::report::listed::ListedFigure;

/// Everything of one figure, and where its names lead.
#[derive(Clone, Debug)]
pub struct FigurePage {
    /// The figure, as `show` gives it.
    pub report: FigureReport,
    /// The same as a row of `list figures`.
    pub row: ListedFigure,
    /// What it counts.
    pub scope: LinkedScope,
    /// The answer of its series.
    pub answer: Option<AnswerReport>,
    /// Who answers for it; `None`: the publisher's own voice.
    pub authority: Option<Linked>,
    /// Who passed it on, in order.
    pub via: Vec<Linked>,
    /// Who printed it.
    pub publisher: Linked,
    /// The document: its title or address.
    pub source: Linked,
    /// Where it can be read, and where a copy is kept, as the source was recorded; empty: nowhere.
    pub url: String,
    /// Where a copy of the document is kept; empty: nowhere.
    pub archive_url: String,
    /// It in three styles of citation.
    pub citation: CitationReport,
}
