//! What a merge keeps of the other store between rows: numbers that were met, figures on their way in.
//!
//! Bounded: none of it grows with the store.

use rustc_hash::FxHashMap;

use crate::store::chain::Cell;
use crate::store::figure_key::{self, Key};

/// A figure on its way in.
pub(super) struct Arriving {
    pub theirs: i64,
    /// By the numbers of this store.
    pub key: Key,
    pub wording: Option<Box<str>>,
    pub line: i64,
    /// The number that it gets if it is new; the number of the same figure here, if it is not.
    pub number: i64,
}

impl Arriving {
    pub fn cells(&self) -> [Cell<'_>; 12] {
        figure_key::cells(self.key, self.wording.as_deref(), self.line)
    }
}

/// What was met lately: their numbers and ours.
#[derive(Default)]
pub(super) struct NumberMap(FxHashMap<i64, i64>);

/// How many are remembered.
const REMEMBERED: usize = 1 << 16;

impl NumberMap {
    pub fn get(&self, theirs: i64) -> Option<i64> {
        self.0.get(&theirs).copied()
    }

    pub fn put(&mut self, theirs: i64, ours: i64) {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(theirs, ours);
    }
}

/// Which numbers of theirs and ours rose together, and how far. The number that a figure would have got, had it been new,
/// is in a run too: then no figure has it here.
#[derive(Default)]
pub(super) struct Arrived(Vec<NumberRun>);

struct NumberRun {
    theirs: i64,
    ours: i64,
    length: i64,
}

/// How many runs are kept; a figure of a run that is not is sought by its key.
const RUNS: usize = 1 << 16;

impl Arrived {
    /// Figures come by rising numbers of both.
    pub fn put(&mut self, theirs: i64, ours: i64) {
        if let Some(last) = self.0.last_mut()
            && (theirs - last.theirs, ours - last.ours) == (last.length, last.length)
        {
            last.length += 1;
        } else if self.0.len() < RUNS {
            self.0.push(NumberRun { theirs, ours, length: 1 });
        }
    }

    /// The number that a figure got if it was new here.
    pub fn number_of(&self, theirs: i64) -> Option<i64> {
        let at = self.0.partition_point(|run| run.theirs <= theirs).checked_sub(1)?;
        let run = &self.0[at];
        (theirs - run.theirs < run.length).then(|| run.ours + (theirs - run.theirs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rose_together_is_one_run() {
        let mut arrived = Arrived::default();
        for (theirs, ours) in [(3, 13), (4, 14), (5, 15), (9, 16), (10, 17), (20, 30)] {
            arrived.put(theirs, ours);
        }
        assert_eq!(arrived.0.len(), 3);
        let numbers: Vec<_> = [2, 3, 5, 6, 8, 9, 10, 11, 20, 21].map(|id| arrived.number_of(id)).into();
        let expected =
            [None, Some(13), Some(15), None, None, Some(16), Some(17), None, Some(30), None].to_vec();
        assert_eq!(numbers, expected);
    }
}
