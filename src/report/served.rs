//! Where the page of a store is, and which store it shows.

use serde::Serialize;

use super::Report;
use super::page::Page;

/// Where the page of a store is.
#[derive(Clone, Debug, Serialize)]
pub struct ServedReport {
    /// The address of its front page.
    pub page: String,
    /// The store.
    pub store: String,
    /// The newest entry that it shows; `None` where there is none.
    pub entry: Option<i64>,
    /// What to do next.
    pub next: String,
}

impl Report for ServedReport {
    fn text(&self, page: &mut Page) {
        page.line(format!("Page:  {}", self.page));
        match self.entry {
            Some(entry) => page.line(format!("Store: {}, as of entry {entry}", self.store)),
            None => page.line(format!("Store: {}, with no entry yet", self.store)),
        }
        page.line(format!("Next:  {}", self.next));
    }
}
