//! The order of recording where stores were merged: numbers depend on who merged whom, this does not.

use rustc_hash::FxHashMap;

use crate::model::figure::Figure;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::Uid;
use crate::store::Result;
use crate::store::ledgers::Ledger;
use crate::store::sightings::{SeenAgain, Sighting, Sightings};
use crate::store::view::{Material, View};
use crate::store::visibility::Rank;

/// The entry that recorded a figure first, wherever that was, and its line there. Of figures that share both the uids decide:
/// they are worked out for those alone.
type First = (Rank, u64);

impl View<'_> {
    /// Prepares for very many figures: which of them were seen again at all is read once. (Where stores were not merged,
    /// numbers are the order of recording, and nobody asks.)
    ///
    /// # Errors
    /// What SQLite says.
    pub fn expect_many(&self) -> Result<()> {
        if !self.visibility().is_mixed() || self.seen_again().get().is_some() {
            return Ok(());
        }
        let mut seen = SeenAgain::default();
        let mut statement = self.conn().prepare_cached("SELECT figure FROM sighting ORDER BY figure")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            seen.put(row.get(0)?);
        }
        let _ = self.seen_again().set(seen); // read before: it holds the same
        Ok(())
    }

    /// Whether other rows may have seen a figure again, or another desk sooner.
    pub(in crate::store) fn may_be_seen_again(&self, figure: i64) -> bool {
        self.seen_again().get().is_none_or(|seen| seen.holds(figure))
    }

    /// What saw one figure again.
    pub(in crate::store) fn sightings_of(&self, figure: i64) -> Result<Sightings> {
        let mut sightings = Sightings::default();
        self.add_sightings(figure, &mut sightings)?;
        Ok(sightings)
    }

    /// Adds what saw a figure again; nothing where numbers are the order of recording.
    pub(in crate::store) fn add_sightings(&self, figure: i64, to: &mut Sightings) -> Result<()> {
        if !self.visibility().is_mixed() || !self.may_be_seen_again(figure) {
            return Ok(());
        }
        let sql = "SELECT id, line, wording FROM sighting WHERE figure = ?1 AND id <= ?2";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query([figure, self.visibility().last()[Ledger::Sighting as usize]])?;
        while let Some(row) = rows.next()? {
            let seen = Sighting { id: row.get(0)?, line: row.get::<_, i64>(1)? as u64, words: row.get(2)? };
            to.put(figure, seen);
        }
        Ok(())
    }

    /// Gives figures their places in the order of recording.
    pub(in crate::store) fn put_in_order(
        &self,
        material: &mut Material,
        sightings: &Sightings,
    ) -> Result<()> {
        let mut firsts: Vec<(First, FigureId)> = Vec::new();
        for recorded in &material.figures {
            firsts.push((self.first_seen(recorded, sightings)?, recorded.id));
        }
        for recorded in &material.related {
            firsts.push((self.first_seen(recorded, &self.sightings_of(recorded.id.0)?)?, recorded.id));
        }
        firsts.sort_unstable();
        for together in firsts.chunk_by_mut(|a, b| a.0 == b.0).filter(|together| together.len() > 1) {
            let mut uids = FxHashMap::default();
            let figures = material.figures.iter().chain(&material.related);
            for recorded in figures.filter(|recorded| together.iter().any(|(_, id)| *id == recorded.id)) {
                uids.insert(recorded.id, self.uid(recorded)?);
            }
            together.sort_unstable_by_key(|(_, id)| (uids.get(id).copied(), *id));
        }
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
        if self.visibility().is_mixed() {
            let mut placed = Vec::new();
            for recorded in figures {
                let sightings = self.sightings_of(recorded.id.0)?;
                placed.push((self.first_seen(&recorded, &sightings)?, self.uid(&recorded)?, recorded));
            }
            placed.sort_unstable_by_key(|(first, uid, _)| (*first, *uid));
            figures = placed.into_iter().map(|(_, _, recorded)| recorded).collect();
        }
        Ok(figures)
    }

    /// The entry and the line that saw a figure first, standing or not: undoing changes no order.
    fn first_seen(&self, recorded: &Recorded, sightings: &Sightings) -> Result<First> {
        let mut first = (self.visibility().rank_of(Ledger::Figure, recorded.id.0)?, recorded.line);
        for seen in sightings.of(recorded.id.0) {
            first = first.min((self.visibility().rank_of(Ledger::Sighting, seen.id)?, seen.line));
        }
        Ok(first)
    }

    /// The uid of a figure, whose document may have been left.
    fn uid(&self, recorded: &Recorded) -> Result<Uid> {
        let sql = "SELECT source FROM figure WHERE id = ?1";
        let source = self.conn().prepare_cached(sql)?.query_row([recorded.id.0], |row| row.get(0))?;
        let source = self.dictionary().source(source)?;
        Ok(Uid::of(&Figure { source, ..recorded.figure.clone() }))
    }
}
