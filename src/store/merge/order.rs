//! The order of recording where stores were merged: numbers depend on who merged whom, this does not.

use rustc_hash::FxHashMap;

use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::{Uid, Uids};
use crate::store::Result;
use crate::store::horizon::Rank;
use crate::store::ledgers::Ledger;
use crate::store::read::{Material, Reader};

/// The entry that recorded a figure first, wherever that was, its line there, and its uid.
type First = (Rank, u64, Uid);

impl Reader<'_> {
    /// Gives figures their places in the order of recording.
    pub(in crate::store) fn put_in_order(&self, material: &mut Material) -> Result<()> {
        let mut uids = Uids::default();
        let mut firsts: Vec<(First, FigureId)> = Vec::new();
        for recorded in material.figures.iter().chain(&material.related) {
            firsts.push((self.first_seen(recorded, &mut uids)?, recorded.id));
        }
        firsts.sort_unstable();
        let order: FxHashMap<FigureId, i64> = firsts.into_iter().map(|(_, id)| id).zip(1..).collect();
        for recorded in material.figures.iter_mut().chain(&mut material.related) {
            recorded.order = order.get(&recorded.id).copied().unwrap_or(recorded.id.0);
        }
        material.figures.sort_by_key(|recorded| recorded.order);
        Ok(())
    }

    /// The visible ones of some figures, in the order of recording.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn together(&self, ids: impl IntoIterator<Item = FigureId>) -> Result<Vec<Recorded>> {
        let figures = ids.into_iter().filter_map(|id| self.figure(id).transpose());
        let mut figures = figures.collect::<Result<Vec<_>>>()?;
        if self.horizon().is_mixed() {
            let (mut uids, mut placed) = (Uids::default(), Vec::new());
            for recorded in figures {
                placed.push((self.first_seen(&recorded, &mut uids)?, recorded));
            }
            placed.sort_unstable_by_key(|(first, _)| *first);
            figures = placed.into_iter().map(|(_, recorded)| recorded).collect();
        }
        Ok(figures)
    }

    /// The entry and the line that saw a figure first, standing or not: undoing changes no order.
    fn first_seen(&self, recorded: &Recorded, uids: &mut Uids) -> Result<First> {
        let mut first = (self.horizon().rank_of(Ledger::Figure, recorded.id.0)?, recorded.line);
        let mut statement =
            self.conn().prepare_cached("SELECT id, line FROM sighting WHERE figure = ?1 ORDER BY id")?;
        let mut rows = statement.query([recorded.id.0])?;
        while let Some(row) = rows.next()? {
            let line = row.get::<_, i64>(1)? as u64;
            first = first.min((self.horizon().rank_of(Ledger::Sighting, row.get(0)?)?, line));
        }
        Ok((first.0, first.1, uids.of(&recorded.figure)))
    }
}
