//! What `verify` found in a store.

use serde::Serialize;

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
}
