//! All measures of one event and place, in one paragraph: the shape of `reconcile --brief --json`.

use serde::Serialize;

use super::Report;
use super::answer::AnswerReport;
use super::page::Page;

/// What is known of one event and place.
#[derive(Clone, Debug, Serialize)]
pub struct BriefReport {
    /// The event, largest first.
    pub event: String,
    /// The place, largest first; null where the sources do not say.
    pub place: Option<String>,
    /// What can be pasted into copy.
    pub paragraph: String,
    /// The answers that it tells, in its order.
    pub series: Vec<AnswerReport>,
}

impl Report for BriefReport {
    fn text(&self, page: &mut Page) {
        page.paragraph(&self.paragraph);
    }
}
