//! What `verify` found in a store.

use serde::Serialize;

use super::Report;
use super::page::Page;

/// Whether a store is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// The store.
    pub store: String,
    /// Entries whose links hold.
    pub entries: u64,
    /// Rows that they seal.
    pub rows: u64,
    /// The hash of the newest entry, which a desk can publish.
    pub head: String,
    /// Texts that were erased because the law demands it: when, by whom, why.
    pub redactions: Vec<String>,
    /// What is wrong, in words; empty when all is well.
    pub faults: Vec<String>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// In one line, for a copy of a store.
    pub fn line(&self) -> String {
        format!("{}: {} entries, {} rows, head {}", self.store, self.entries, self.rows, self.head)
    }
}

impl Report for VerifyReport {
    fn text(&self, page: &mut Page) {
        let headline = match self.faults.len() {
            0 => format!("{}: every link holds", self.store),
            1 => format!("{}: one thing is wrong", self.store),
            n => format!("{}: {n} things are wrong", self.store),
        };
        page.paragraph(headline);
        page.each("fault", &self.faults);
        page.each("redacted", &self.redactions);
        page.labelled("entries", self.entries.to_string());
        page.labelled("rows", self.rows.to_string());
        page.labelled("head", &self.head);
    }
}
