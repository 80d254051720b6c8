//! Rows that are in no answer though their entries stand: of what is held, and of what is under embargo.

use rustc_hash::FxHashSet;

use crate::model::recorded::EntryId;

use super::ledgers::{COUNT, Ledger};

/// The rows that are in no answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Withheld {
    /// The entries that are held, oldest first.
    entries: Vec<EntryId>,
    /// Their rows, ledger by ledger: above the first number, up to and including the second; in order.
    ranges: [Vec<(i64, i64)>; COUNT],
    /// Rows among them of figures that were released by themselves.
    released: FxHashSet<(usize, i64)>,
    /// Figures that are held by themselves or under embargo, and what they declare.
    rows: FxHashSet<(usize, i64)>,
    /// Whether anything is under embargo.
    has_embargo: bool,
}

/// Rows of these are never withheld: what stands may have them as well, or they say what is held.
const SHARED: [Ledger; 5] = [Ledger::Name, Ledger::Series, Ledger::Attribution, Ledger::Source, Ledger::Hold];

/// The ranges of rows of one entry, ledger by ledger: above the first number, up to and including the second.
pub(super) type EntryRows = [(i64, i64); COUNT];

impl Withheld {
    /// Puts away an entry with its rows; entries come oldest first.
    pub fn put_entry(&mut self, entry: EntryId, rows: &EntryRows) {
        self.entries.push(entry);
        for ledger in Ledger::ALL.into_iter().filter(|ledger| !SHARED.contains(ledger)) {
            let range = rows[ledger as usize];
            self.ranges[ledger as usize].extend((range.0 < range.1).then_some(range));
        }
    }

    /// Puts away one row.
    pub fn put(&mut self, ledger: Ledger, id: i64) {
        self.rows.insert((ledger as usize, id));
    }

    /// Shows one row of an entry that is put away.
    pub fn release(&mut self, ledger: Ledger, id: i64) {
        self.released.insert((ledger as usize, id));
    }

    /// Notes that something is under embargo.
    pub fn note_embargo(&mut self) {
        self.has_embargo = true;
    }

    /// Whether nothing is put away.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.rows.is_empty()
    }

    /// Whether a row is in no answer.
    pub fn holds(&self, ledger: Ledger, id: i64) -> bool {
        let at = ledger as usize;
        if self.rows.contains(&(at, id)) {
            return true;
        }
        let ranges = &self.ranges[at];
        let next = ranges.get(ranges.partition_point(|(_, last)| *last < id));
        next.is_some_and(|(above, _)| id > *above) && !self.released.contains(&(at, id))
    }

    /// Whether a figure is in no answer, whatever saw it again.
    pub fn holds_by_itself(&self, figure: i64) -> bool {
        self.rows.contains(&(Ledger::Figure as usize, figure))
    }

    /// Whether an entry is held.
    pub fn holds_entry(&self, entry: EntryId) -> bool {
        self.entries.binary_search(&entry).is_ok()
    }

    /// Whether anything is under embargo, so that the clock alone may change what is in an answer.
    pub fn has_embargo(&self) -> bool {
        self.has_embargo
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_holes_where_rows_were_released() {
        let mut withheld = Withheld::default();
        let mut rows = [(0, 0); COUNT];
        rows[Ledger::Figure as usize] = (3, 6);
        withheld.put_entry(EntryId(2), &rows);
        withheld.release(Ledger::Figure, 5);
        withheld.put(Ledger::Figure, 9);
        let held: Vec<i64> = (1..=10).filter(|id| withheld.holds(Ledger::Figure, *id)).collect();
        assert_eq!(held, [4, 6, 9]);
        assert!(withheld.holds_entry(EntryId(2)) && !withheld.holds(Ledger::Act, 4));
    }
}
