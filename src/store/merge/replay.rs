//! One entry of the other store, written again here: its own cells, then its rows.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rustc_hash::FxHashMap;

use crate::model::date::Timestamp;
use crate::model::recorded::EntryId;
use crate::model::redacted::TextHash;
use crate::store::chain::{Cell, Hash};
use crate::store::intern::Interned;
use crate::store::ledgers::Ledger;
use crate::store::transaction::Transaction;
use crate::store::view::View;
use crate::store::write::CellPlace;
use crate::store::{Result, StoreFault};

use super::Merged;
use super::met::{Arrived, Arriving, Met};

/// A merge at work.
pub(super) struct Merging<'c, 't, 's> {
    pub transaction: Transaction<'c>,
    pub theirs: &'t View<'s>,
    pub interned: Interned,
    /// The entries of this store by their uids.
    known: FxHashMap<Hash, i64>,
    /// The numbers here of their entries.
    entries: FxHashMap<i64, i64>,
    /// The numbers here of what their figures share, and of figures, as far as they were needed lately.
    pub series_met: Met,
    pub attributions_met: Met,
    pub sources_met: Met,
    pub figures_met: Met,
    /// Which numbers the figures that came in got.
    pub arrived: Arrived,
    /// The figures that are next.
    pub batch: Vec<Arriving>,
    /// The texts that were erased here, by their hash.
    pub erased: FxHashMap<TextHash, EntryId>,
    /// The cells that were erased here for an entry of theirs, which records them.
    pub erasing: FxHashMap<i64, Vec<(CellPlace, TextHash)>>,
    carries_files: bool,
    /// Is told how many rows of the other store have been seen to.
    tick: &'t mut dyn FnMut(u64),
    seen: u64,
    pub touched: BTreeSet<i64>,
    pub merged: Merged,
}

/// The columns of an entry that are taken as they are, by their places in [`OWN`].
const OWN: &str =
    "kind, who, program, undoes, ifnull(origin_at, recorded_at), file, bytes, sha256, settings, feed,
                   snapshot_at, counts";

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
            series_met: Met::default(),
            attributions_met: Met::default(),
            sources_met: Met::default(),
            figures_met: Met::default(),
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

    /// Makes room for the entries that are not here yet: what they erased is erased.
    pub fn begin(&mut self, entries: &[(i64, Hash)]) -> Result<()> {
        let new = entries.iter().filter(|(_, uid)| !self.known.contains_key(uid));
        let arriving: Vec<i64> = new.map(|(number, _)| *number).collect();
        self.erase(&arriving)
    }

    /// Writes an entry of the other store here, unless it is here already.
    pub fn entry(&mut self, number: i64, uid: Hash, at: Timestamp) -> Result<()> {
        if let Some(here) = self.known.get(&uid) {
            self.entries.insert(number, *here);
            self.merged.known += 1;
            return Ok(());
        }
        self.rows(Ledger::Fact, number)?;
        self.figures(number)?;
        for ledger in [Ledger::Sighting, Ledger::Detail, Ledger::Ref, Ledger::Act, Ledger::FeedRow] {
            self.rows(ledger, number)?;
        }
        self.kept(number)?;
        self.redactions(number)?;
        let here = self.seal(number, &uid, at)?;
        self.known.insert(uid, here);
        self.entries.insert(number, here);
        self.merged.entries.push(EntryId(here));
        Ok(())
    }

    fn seal(&mut self, number: i64, uid: &Hash, at: Timestamp) -> Result<i64> {
        let conn = self.theirs.conn;
        let mut statement = conn.prepare_cached(&format!("SELECT {OWN} FROM entry WHERE id = ?1"))?;
        let mut own = statement.query_row([number], |row| {
            (0..12).map(|column| row.get::<_, Value>(column)).collect::<rusqlite::Result<Vec<_>>>()
        })?;
        if let Value::Integer(undone) = own[3] {
            let here = self.entries.get(&undone).copied();
            own[3] = Value::Integer(here.ok_or_else(|| unreadable("entry", "it takes back a later entry"))?);
        }
        if let Value::Text(settings) = &mut own[8] {
            self.keep_out_of_settings(settings);
        }
        if let Value::Integer(feed) = own[9] {
            own[9] = Value::Integer(self.name(feed)?);
        }
        let recorded_at = self.next_moment(at)?;
        let cells: [Cell<'_>; 14] = [
            cell(&own[0]),
            Cell::Int(recorded_at),
            cell(&own[1]),
            cell(&own[2]),
            cell(&own[3]),
            Cell::Blob(uid),
            cell(&own[4]),
            cell(&own[5]),
            cell(&own[6]),
            cell(&own[7]),
            cell(&own[8]),
            cell(&own[9]),
            cell(&own[10]),
            cell(&own[11]),
        ];
        Ok(self.transaction.seal_one(&cells)?.0)
    }

    /// The clock, or the next free microsecond after the entry before.
    fn next_moment(&self, at: Timestamp) -> Result<i64> {
        let sql = "SELECT ifnull(max(recorded_at), 0) FROM entry";
        let newest: i64 = self.transaction.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(at.micros().max(newest.saturating_add(1)))
    }

    /// Writes the rows that an entry added to a ledger.
    fn rows(&mut self, ledger: Ledger, entry: i64) -> Result<()> {
        let Some((above, last)) = self.theirs.visibility().rows_of(ledger, EntryId(entry))? else {
            return Ok(());
        };
        if above == last {
            return Ok(());
        }
        let columns = ledger.columns();
        let sql = format!(
            "SELECT {} FROM {} WHERE id > ?1 AND id <= ?2 ORDER BY id",
            columns.join(", "),
            ledger.table()
        );
        let conn = self.theirs.conn;
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([above, last])?;
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns.len());
            for (at, column) in columns.iter().enumerate() {
                let value = row.get(at)?;
                values.push(self.carried(ledger, column, value)?);
            }
            self.row(ledger, &values)?;
            self.tick(1);
        }
        Ok(())
    }

    fn row(&mut self, ledger: Ledger, values: &[Value]) -> Result<()> {
        let cells: Vec<Cell<'_>> = values.iter().map(cell).collect();
        match ledger {
            Ledger::Fact => self.merged.facts += 1,
            Ledger::Detail | Ledger::Act => self.touched.extend(number(&values[0])),
            _ => {}
        }
        self.transaction.insert(ledger, &cells)?;
        Ok(())
    }

    /// Says how many more rows of the other store have been seen to.
    pub fn tick(&mut self, more: u64) {
        self.seen += more;
        (self.tick)(self.seen);
    }

    /// The bytes of the imported file. A text that was erased here might stand in them: then they stay where they are.
    fn kept(&mut self, entry: i64) -> Result<()> {
        let Some((above, last)) = self.theirs.visibility().rows_of(Ledger::Kept, EntryId(entry))? else {
            return Ok(());
        };
        let conn = self.theirs.conn;
        let sql = "SELECT deflate FROM kept WHERE id > ?1 AND id <= ?2 AND length(deflate) > 0 ORDER BY id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([above, last])?;
        while let Some(row) = rows.next()? {
            let deflate: Vec<u8> = row.get(0)?;
            if self.carries_files {
                self.transaction.insert(Ledger::Kept, &[Cell::Blob(&deflate)])?;
            } else {
                self.merged.files_left += 1;
            }
        }
        Ok(())
    }
}

/// A value as a cell.
pub(super) fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Integer(number) => Cell::Int(*number),
        Value::Text(text) => Cell::Text(text),
        Value::Blob(bytes) => Cell::Blob(bytes),
        Value::Null | Value::Real(_) => Cell::Null, // no column of a STRICT table holds a fraction
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

pub(super) fn unreadable(table: &'static str, what: &str) -> StoreFault {
    StoreFault::Unreadable { table, what: what.to_owned() }
}
