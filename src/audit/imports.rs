//! Which entry brought a figure, and when: of those that stand, the one that was recorded first, wherever that was.

use rustc_hash::FxHashMap;

use crate::model::recorded::{EntryId, FigureId, Recorded, Recorder};

/// The entries that brought figures. Figures of an entry are a range of numbers.
#[derive(Clone, Debug)]
pub struct Imports<'e> {
    entries: &'e [Recorder],
    /// The figures that another entry brought than the one among whose numbers they are.
    elsewhere: FxHashMap<FigureId, EntryId>,
}

/// Where a figure stands among all figures of a store: its entry by the order of recording, and its line there. The same in
/// every store that holds the same entries, but for the number of the entry; figures of one line share it.
pub type Place = (usize, u64);

impl<'e> Imports<'e> {
    /// From the entries by number, and the figures that another entry brought.
    pub fn new(entries: &'e [Recorder], elsewhere: FxHashMap<FigureId, EntryId>) -> Imports<'e> {
        Imports { entries, elsewhere }
    }

    /// More figures that another entry brought.
    pub fn learn(&mut self, elsewhere: FxHashMap<FigureId, EntryId>) {
        self.elsewhere.extend(elsewhere);
    }

    /// The entry that brought a figure.
    pub fn of(&self, figure: FigureId) -> Option<&'e Recorder> {
        let at = match self.elsewhere.get(&figure) {
            Some(entry) => self.entries.binary_search_by_key(entry, |one| one.entry).ok()?,
            None => self.entries.partition_point(|one| one.last < figure),
        };
        self.entries.get(at)
    }

    /// Where a figure stands among all figures.
    pub fn place(&self, recorded: &Recorded) -> Place {
        (self.of(recorded.id).map_or(usize::MAX, |entry| entry.place), recorded.line)
    }
}
