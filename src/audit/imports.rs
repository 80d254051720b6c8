//! Which entry recorded a figure first, and when.

use crate::model::date::Timestamp;
use crate::model::recorded::{EntryId, FigureId};

/// The entries that recorded figures, oldest first. Figures of an entry are a range of numbers.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    entries: Vec<Import>,
}

/// One entry, as far as a finding needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub entry: EntryId,
    /// The highest figure when it was sealed.
    pub last: FigureId,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

impl Imports {
    /// From the entries, oldest first.
    pub fn new(entries: Vec<Import>) -> Imports {
        Imports { entries }
    }

    /// The entry that recorded a figure first.
    pub fn of(&self, figure: FigureId) -> Option<&Import> {
        self.entries.get(self.entries.partition_point(|import| import.last < figure))
    }
}
