//! What was erased because the law demands it, when stores are merged: it comes in readable from neither side, and what
//! the other desk erased is erased here too.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::model::recorded::EntryId;
use crate::model::redacted::{TextHash, hash_of, mark, marked};
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::horizon::Horizon;
use crate::store::ledgers::Ledger;
use crate::store::redactions::figures_with;
use crate::store::write::{CellPlace, overwrite};

use super::replay::Merging;

/// One row of the other store's redactions.
struct Redacted {
    field: String,
    cell: String,
    hash: TextHash,
    why: String,
}

impl Merging<'_, '_, '_> {
    /// A text, or its mark where it was erased here.
    pub fn shield(&mut self, text: String) -> String {
        if self.erased.is_empty() || text.is_empty() || marked(&text).is_some() {
            return text;
        }
        let hash = hash_of(&text);
        if !self.erased.contains_key(&hash) {
            return text;
        }
        self.merged.kept_out += 1;
        mark(&hash)
    }

    /// Constants that an import was given may hold an erased text.
    pub fn shield_settings(&mut self, settings: &mut String) {
        if self.erased.is_empty() {
            return;
        }
        let Ok(read) = serde_json::from_str(settings) else { return };
        if holds_any(&read, &|text| self.erased.contains_key(&hash_of(text))) {
            self.merged.kept_out += 1;
            *settings = mark(&hash_of(settings));
        }
    }

    /// Erases here what an entry of the other store erased there.
    pub fn redactions(&mut self, entry: i64) -> Result<()> {
        let redacted = self.redacted_by(entry)?;
        if redacted.is_empty() {
            return Ok(());
        }
        let mut wanted: FxHashMap<TextHash, &Redacted> = FxHashMap::default();
        for one in &redacted {
            wanted.entry(one.hash).or_insert(one);
        }
        let conn = self.sealing.conn();
        let mut found = cells_with(conn, &wanted)?;
        kept_with(conn, &wanted, &mut found)?;
        self.merged.erased += overwrite(conn, &found)?;
        for ((table, column, row), hash) in &found {
            let one = wanted.get(hash).copied().unwrap_or(&redacted[0]);
            self.redaction(one, &format!("{table}.{column}"), *row, hash)?;
        }
        // What never stood here must not come in later: it is recorded without a row.
        for (hash, one) in &wanted {
            if !found.values().any(|known| known == hash) {
                self.redaction(one, &one.cell, 0, hash)?;
            }
            self.erased.entry(*hash).or_insert(EntryId(0));
        }
        Ok(())
    }

    fn redaction(&mut self, of: &Redacted, cell: &str, row: i64, hash: &TextHash) -> Result<()> {
        let cells =
            [Cell::Text(&of.field), Cell::Text(cell), Cell::Int(row), Cell::Blob(hash), Cell::Text(&of.why)];
        self.sealing.insert(Ledger::Redaction, &cells)?;
        Ok(())
    }

    fn redacted_by(&self, entry: i64) -> Result<Vec<Redacted>> {
        let Some((above, last)) = self.theirs.horizon().rows_of(Ledger::Redaction, EntryId(entry))? else {
            return Ok(Vec::new());
        };
        let sql = "SELECT field, cell, sha256, why FROM redaction WHERE id > ?1 AND id <= ?2 ORDER BY id";
        let mut statement = self.theirs.conn().prepare_cached(sql)?;
        let rows = statement.query_map([above, last], |row| {
            Ok(Redacted { field: row.get(0)?, cell: row.get(1)?, hash: row.get(2)?, why: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

type Found = BTreeMap<CellPlace, TextHash>;

/// The cells of this store that hold one of the texts.
fn cells_with(conn: &Connection, wanted: &FxHashMap<TextHash, &Redacted>) -> Result<Found> {
    let mut found = Found::new();
    let ledgers = Ledger::ALL.into_iter().filter(|ledger| *ledger != Ledger::Kept);
    let mut columns: Vec<(&'static str, &'static str)> = ledgers
        .flat_map(|ledger| ledger.erasable().iter().map(move |column| (ledger.table(), *column)))
        .collect();
    columns.push(("entry", "settings"));
    for (table, column) in columns {
        let sql = format!("SELECT id, {column} FROM {table} WHERE {column} <> '' ORDER BY id");
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text: String = row.get(1)?;
            if marked(&text).is_some() {
                continue;
            }
            let in_settings = || {
                let read = serde_json::from_str(&text).unwrap_or_default();
                table == "entry" && holds_any(&read, &|text| wanted.contains_key(&hash_of(text)))
            };
            let hash = hash_of(&text);
            if wanted.contains_key(&hash) || in_settings() {
                found.insert((table, column, row.get(0)?), hash);
            }
        }
    }
    Ok(found)
}

/// Adds the kept files of this store that are one of the erased ones, or from which one of the texts was read.
fn kept_with(conn: &Connection, wanted: &FxHashMap<TextHash, &Redacted>, found: &mut Found) -> Result<()> {
    let horizon = Horizon::load(conn, None)?;
    // The entry that sealed a row; `None` where none has yet.
    let entry_of =
        |ledger, id| -> Result<Option<i64>> { Ok(horizon.entry_of(ledger, id)?.map(|entry| entry.id.0)) };
    let mut saw = Vec::new();
    for (table, _, row) in found.keys() {
        match *table {
            "entry" => saw.push(*row),
            "detail" => saw.extend(entry_of(Ledger::Detail, *row)?),
            _ => {}
        }
        for figure in figures_with(conn, table, *row)? {
            saw.extend(entry_of(Ledger::Figure, figure.0)?);
            let mut statement =
                conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
            for id in statement.query_map([figure.0], |row| row.get(0))? {
                saw.extend(entry_of(Ledger::Sighting, id?)?);
            }
        }
    }
    let sql = "SELECT id, deflate FROM kept WHERE length(deflate) > 0 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let hash: TextHash = Sha256::digest(row.get_ref(1)?.as_blob().unwrap_or_default()).into();
        let entry = entry_of(Ledger::Kept, id)?;
        if wanted.contains_key(&hash) || entry.is_some_and(|entry| saw.contains(&entry)) {
            found.insert(("kept", "deflate", id), hash);
        }
    }
    Ok(())
}

/// Whether any text in a JSON value is one that is sought.
fn holds_any(value: &serde_json::Value, is_sought: &impl Fn(&str) -> bool) -> bool {
    match value {
        serde_json::Value::String(text) => is_sought(text),
        serde_json::Value::Array(all) => all.iter().any(|one| holds_any(one, is_sought)),
        serde_json::Value::Object(all) => all.values().any(|one| holds_any(one, is_sought)),
        _ => false,
    }
}
