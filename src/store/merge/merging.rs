//! A merge at work: what is known of both stores between one row and the next.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::model::recorded::EntryId;
use crate::model::redacted::TextHash;
use crate::store::chain::Hash;
use crate::store::intern::Interned;
use crate::store::transaction::Transaction;
use crate::store::view::View;
use crate::store::write::CellPlace;

use super::Merged;
use super::number_map::{Arrived, Arriving, NumberMap};

/// A merge at work.
pub(super) struct Merging<'c, 't, 's> {
    pub transaction: Transaction<'c>,
    pub theirs: &'t View<'s>,
    pub interned: Interned,
    /// The entries of this store by their uids.
    pub known: FxHashMap<Hash, i64>,
    /// The numbers here of their entries.
    pub entries: FxHashMap<i64, i64>,
    /// The numbers here of what their figures share, and of figures, as far as they were needed lately.
    pub series_met: NumberMap,
    pub attributions_met: NumberMap,
    pub sources_met: NumberMap,
    pub figures_met: NumberMap,
    /// Which numbers the figures that came in got.
    pub arrived: Arrived,
    /// The figures that are next.
    pub batch: Vec<Arriving>,
    /// The texts that were erased here, by their hash.
    pub erased: FxHashMap<TextHash, EntryId>,
    /// The cells that were erased here for an entry of theirs, which records them.
    pub erasing: FxHashMap<i64, Vec<(CellPlace, TextHash)>>,
    pub carries_files: bool,
    /// Hears how many rows of the other store are done.
    pub tick: &'t mut dyn FnMut(u64),
    pub seen: u64,
    pub touched: BTreeSet<i64>,
    pub merged: Merged,
}

impl<'c, 't, 's> Merging<'c, 't, 's> {
    pub fn new(
        transaction: Transaction<'c>,
        theirs: &'t View<'s>,
        known: FxHashMap<Hash, i64>,
        erased: FxHashMap<TextHash, EntryId>,
        carries_files: bool,
        tick: &'t mut dyn FnMut(u64),
    ) -> Self {
        Merging {
            transaction,
            theirs,
            interned: Interned::default(),
            known,
            entries: FxHashMap::default(),
            series_met: NumberMap::default(),
            attributions_met: NumberMap::default(),
            sources_met: NumberMap::default(),
            figures_met: NumberMap::default(),
            arrived: Arrived::default(),
            batch: Vec::new(),
            erased,
            erasing: FxHashMap::default(),
            carries_files,
            tick,
            seen: 0,
            touched: BTreeSet::new(),
            merged: Merged::default(),
        }
    }

    /// What it came to, and the transaction, not committed yet.
    pub fn end(mut self) -> (Transaction<'c>, Merged) {
        self.merged.touched = self.touched.into_iter().collect();
        (self.transaction, self.merged)
    }

    /// Says how many more rows of the other store have been seen to.
    pub fn tick(&mut self, more: u64) {
        self.seen += more;
        (self.tick)(self.seen);
    }
}
