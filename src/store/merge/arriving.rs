//! The figures of an entry: read by number, written in the order of their key, hashed by number again.
//!
//! Bounded: a batch at a time, and of what has arrived only which numbers rose together.

use rusqlite::{OptionalExtension, Row};

use crate::model::recorded::EntryId;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::{Result, figure_key};

use super::met::Arriving;
use super::replay::Merging;

/// How many figures are sorted and written at once.
const FULL: usize = 1 << 15;

/// The columns of a figure, the ten of its natural key first.
const FIGURE: &str =
    "series, attribution, as_of, window, known_at, source, kind, value, low, high, wording, line, id";

impl Merging<'_, '_, '_> {
    /// Writes the figures that an entry recorded.
    pub fn figures(&mut self, entry: i64) -> Result<()> {
        let Some((above, last)) = self.theirs.visibility().rows_of(Ledger::Figure, EntryId(entry))? else {
            return Ok(());
        };
        if above == last {
            return Ok(());
        }
        let sql = format!("SELECT {FIGURE} FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id");
        let mut statement = self.theirs.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([above, last])?;
        let mut batch = std::mem::take(&mut self.batch);
        while let Some(row) = rows.next()? {
            batch.push(self.arriving(row)?);
            if batch.len() >= FULL {
                self.write_figures(&mut batch)?;
            }
        }
        self.write_figures(&mut batch)?;
        self.batch = batch;
        Ok(())
    }

    fn arriving(&mut self, row: &Row<'_>) -> Result<Arriving> {
        let mut key: figure_key::Key = [0; 10];
        for (at, column) in key.iter_mut().enumerate() {
            *column = row.get(at)?;
        }
        key[0] = self.series(key[0])?;
        key[1] = self.attribution(key[1])?;
        key[5] = self.source(key[5])?;
        Ok(Arriving { key, wording: row.get(10)?, line: row.get(11)?, theirs: row.get(12)?, number: 0 })
    }

    /// Writes a batch by key, so that the index is written in order, then hashes it by number.
    fn write_figures(&mut self, batch: &mut Vec<Arriving>) -> Result<()> {
        let highest = |column: usize| batch.iter().map(|one| one.key[column]).max().unwrap_or(0);
        self.transaction.were_given(&[
            (Ledger::Series, highest(0)),
            (Ledger::Attribution, highest(1)),
            (Ledger::Source, highest(5)),
        ])?;
        let first = self.transaction.last(Ledger::Figure) + 1;
        let mut order: Vec<u32> = (0..batch.len() as u32).collect();
        order.sort_unstable_by_key(|at| (&batch[*at as usize].key, *at));
        let mut series = None;
        for at in order {
            let one = &mut batch[at as usize];
            one.number = first + i64::from(at);
            if !self.transaction.put(Ledger::Figure, one.number, &one.cells())? {
                one.number = figure_key::number_of(self.transaction.conn(), &one.key)?;
            }
            if series.replace(one.key[0]) != series {
                self.touched.insert(one.key[0]);
            }
        }
        for (one, reserved) in batch.iter().zip(first..) {
            self.transaction.reserve_through(Ledger::Figure, reserved);
            self.arrived.put(one.theirs, reserved);
            if one.number == reserved {
                self.transaction.hash(Ledger::Figure, reserved, &one.cells());
                self.merged.new += 1;
            } else {
                self.see_again(one)?;
            }
        }
        self.tick(batch.len() as u64);
        batch.clear();
        Ok(())
    }

    /// A figure that is here already is seen again, on its line, with its own words where they are others.
    fn see_again(&mut self, one: &Arriving) -> Result<()> {
        let words = match &one.wording {
            Some(words) if self.wording_of(one.number)?.as_deref() != Some(words) => Some(words.as_ref()),
            _ => None,
        };
        let cells = [Cell::Int(one.number), Cell::Int(one.line), Cell::text(words)];
        self.transaction.insert(Ledger::Sighting, &cells)?;
        self.merged.same += 1;
        Ok(())
    }

    fn wording_of(&self, figure: i64) -> Result<Option<String>> {
        let sql = "SELECT wording FROM figure WHERE id = ?1";
        Ok(self.transaction.conn().prepare_cached(sql)?.query_row([figure], |row| row.get(0))?)
    }

    /// The number here of one of their figures: it was recorded by an entry that is here by now.
    pub fn our_figure(&mut self, id: i64) -> Result<i64> {
        if let Some(here) = self.figures_met.get(id) {
            return Ok(here);
        }
        let here = match self.arrived.number_of(id) {
            Some(number) if self.is_figure(number)? => number,
            _ => self.same_figure(id)?,
        };
        self.figures_met.put(id, here);
        Ok(here)
    }

    fn is_figure(&self, number: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM figure WHERE id = ?1";
        let found: Option<i64> =
            self.transaction.conn().prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
        Ok(found.is_some())
    }

    /// The number here of one of their figures, by its key.
    fn same_figure(&mut self, id: i64) -> Result<i64> {
        let sql = format!("SELECT {FIGURE} FROM figure WHERE id = ?1");
        let mut statement = self.theirs.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let one = self.arriving(row)?;
        figure_key::number_of(self.transaction.conn(), &one.key)
    }
}
