//! Answers of several series, each with its page: what is counted somewhere, or what a search finds.

use super::linked::Linked;
use crate::report::address::PageId;
use crate::report::answer::AnswerReport;
use crate::report::brief::BriefReport;

/// An answer, and the page of its series.
#[derive(Clone, Debug)]
pub struct Toll {
    /// The answer.
    pub report: AnswerReport,
    /// Its page.
    pub series: Option<PageId>,
}

/// What is counted in one event and place.
#[derive(Clone, Debug)]
pub struct PlaceTolls {
    /// The event.
    pub event: Linked,
    /// The place; `None`: not stated.
    pub place: Option<Linked>,
    /// The page of the place in the event.
    pub page: Option<PageId>,
    /// The paragraph and the answers that it tells. Without a paragraph where only some of them stand on this part of the page.
    pub brief: BriefReport,
    /// The pages of their series, in the same order.
    pub series: Vec<Option<PageId>>,
}

impl PlaceTolls {
    /// The answers with the pages of their series.
    pub fn tolls(&self) -> impl Iterator<Item = (&AnswerReport, Option<&PageId>)> {
        self.brief.series.iter().zip(self.series.iter().map(Option::as_ref))
    }
}
