//! What is known of a snapshot while it is taken: the rows of the last one, and what the rows so far are.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::model::date::Moment;
use crate::model::question::Question;
use crate::model::snapshot::Snapshot;
use crate::store::pack;

use super::events::{Events, RowColumns};
use super::rows::{RowKey, shorten};

/// A snapshot being taken.
pub(in crate::store::write) struct SnapshotComparison {
    pub(super) feed: i64,
    pub(super) snapshot: Snapshot,
    /// Whether it is the first of its feed that stands.
    pub(super) is_first: bool,
    /// The rows of the last standing snapshot, with their figures.
    pub(super) before: FxHashMap<RowKey, i64>,
    /// What the rows so far say, with their lines; rows that share a key are told apart by their order.
    pub(super) seen: FxHashMap<RowKey, (RowColumns, u64)>,
    /// The figures that the rows so far are.
    pub(super) figures: FxHashSet<i64>,
    /// The rows that are left out of it, and that are there all the same.
    pub(super) left_out: Vec<RowKey>,
    /// What became of each row of the batch.
    pub(super) fates: Vec<RowFate>,
    /// The refs of unchanged rows.
    pub(super) refs: FxHashMap<String, i64>,
    pub(super) events: Events,
}

/// What became of a row.
#[derive(Clone, Copy)]
pub(super) enum RowFate {
    /// It is none: refused, or repeated.
    None,
    /// The last snapshot said the same.
    Unchanged,
    /// The last snapshot did not have it.
    New(RowKey),
    /// The last snapshot said otherwise.
    Changed(RowKey),
}

impl SnapshotComparison {
    /// When what a row says became known. The first snapshot keeps what is printed, as far as it lies before the snapshot;
    /// whatever came later was not there when the feed was last seen, so it is known from the snapshot on.
    pub(super) fn known_from(&self, printed: i64) -> i64 {
        let at = self.snapshot.at;
        let asked = Question { known_on: Some(at), ..Question::default() };
        let is_before = |moment: Moment| asked.knows(moment) && moment.order_key() <= at.order_key();
        match pack::read_moment(printed) {
            Ok(moment) if self.is_first && is_before(moment) => printed,
            _ => at.to_packed(),
        }
    }

    /// Counts the rows that are left out among those that are there: their figures are not gone.
    pub(super) fn claim_left_out(&mut self) {
        for (key, turn) in std::mem::take(&mut self.left_out).into_iter().zip(1..) {
            // No figure says this, so that each has a place of its own.
            let Ok(own) = self.claim(key, [-turn; 10], 0) else { continue };
            self.figures.extend(self.before.get(&own));
        }
    }

    /// The key of a row that says this: the next free one of those that share it. `Err` is the line of the row that said
    /// the same before.
    pub(super) fn claim(
        &mut self,
        key: RowKey,
        said: RowColumns,
        line: u64,
    ) -> std::result::Result<RowKey, u64> {
        let (mut own, mut turn) = (key, 0_u64);
        while let Some((other, of)) = self.seen.get(&own) {
            if *other == said {
                return Err(*of);
            }
            turn += 1;
            own = shorten(Sha256::new().chain_update(key).chain_update(turn.to_le_bytes()));
        }
        self.seen.insert(own, (said, line));
        Ok(own)
    }
}
