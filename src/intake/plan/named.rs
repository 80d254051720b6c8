//! Which parts of a place a file names: beside a province that is named, a blank one is not the whole country.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashSet;

/// The places of which some row of the same event names the next part. Eight bytes each, however many a file has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedParts {
    keys: FxHashSet<u64>,
}

impl NamedParts {
    /// Whether some row of the event names the part in that column, below a place.
    pub(super) fn has(&self, event: &str, column: usize, parent: &str) -> bool {
        self.keys.contains(&key(event, column, parent))
    }

    /// Notes that a row does.
    pub(super) fn note(&mut self, event: &str, column: usize, parent: &str) {
        self.keys.insert(key(event, column, parent));
    }
}

fn key(event: &str, column: usize, parent: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (event, column, parent).hash(&mut hasher);
    hasher.finish()
}
