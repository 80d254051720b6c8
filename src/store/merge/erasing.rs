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
use crate::store::ledgers::Ledger;
use crate::store::redactions::figures_with_any;
use crate::store::rows::unreadable;
use crate::store::visibility::Visibility;
use crate::store::write::{CellPlace, overwrite};

use super::merging::Merging;

/// One row of the other store's redactions.
struct Redacted {
    field: String,
    cell: String,
    hash: TextHash,
    why: String,
}

/// A text, or its mark where it was erased here.
pub fn keep_out(merging: &mut Merging<'_, '_, '_>, text: String) -> String {
    if merging.erased.is_empty() || text.is_empty() || marked(&text).is_some() {
        return text;
    }
    let hash = hash_of(&text);
    if !merging.erased.contains_key(&hash) {
        return text;
    }
    merging.merged.kept_out += 1;
    mark(&hash)
}

/// Constants that an import was given may hold an erased text.
pub fn keep_out_of_settings(merging: &mut Merging<'_, '_, '_>, settings: &mut String) {
    if merging.erased.is_empty() {
        return;
    }
    let hashes = hashes_in(settings).unwrap_or_default();
    if hashes.iter().any(|hash| merging.erased.contains_key(hash)) {
        merging.merged.kept_out += 1;
        *settings = mark(&hash_of(settings));
    }
}

/// Erases here what the entries that come in had erased there: all of it beforehand, so that the store is looked through
/// once. Each of them records its part when it comes.
pub fn erase(merging: &mut Merging<'_, '_, '_>, arriving: &[i64]) -> Result<()> {
    let mut wanted = Wanted::default();
    for entry in arriving {
        for one in redacted_by(merging, *entry)? {
            wanted.entry(one.hash).or_insert(*entry);
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let conn = merging.transaction.conn();
    let mut found = cells_with(conn, &wanted)?;
    kept_with(conn, &wanted, &mut found)?;
    let cells = found.iter().map(|(place, (_, hash))| (*place, *hash)).collect();
    merging.merged.erased += overwrite(conn, &cells)?;
    for (place, (entry, hash)) in found {
        merging.erasing.entry(entry).or_default().push((place, hash));
    }
    Ok(())
}

/// Records what was erased here since an entry of the other store erased it there.
pub fn redactions(merging: &mut Merging<'_, '_, '_>, entry: i64) -> Result<()> {
    let redacted = redacted_by(merging, entry)?;
    let found = merging.erasing.remove(&entry).unwrap_or_default();
    let mut by_hash: FxHashMap<TextHash, &Redacted> = FxHashMap::default();
    for one in &redacted {
        by_hash.entry(one.hash).or_insert(one);
    }
    for ((table, column, row), hash) in &found {
        if let Some(one) = by_hash.get(hash).copied().or(redacted.first()) {
            redaction(merging, one, &format!("{table}.{column}"), *row, hash)?;
        }
    }
    // What never stood here must not come in later: it is recorded without a row.
    for (hash, one) in &by_hash {
        if !found.iter().any(|(_, known)| known == hash) {
            redaction(merging, one, &one.cell, 0, hash)?;
        }
        merging.erased.entry(*hash).or_insert(EntryId(0));
    }
    Ok(())
}

fn redaction(
    merging: &mut Merging<'_, '_, '_>,
    of: &Redacted,
    cell: &str,
    row: i64,
    hash: &TextHash,
) -> Result<()> {
    let cells =
        [Cell::Text(&of.field), Cell::Text(cell), Cell::Int(row), Cell::Blob(hash), Cell::Text(&of.why)];
    merging.transaction.insert(Ledger::Redaction, &cells)?;
    Ok(())
}

fn redacted_by(merging: &Merging<'_, '_, '_>, entry: i64) -> Result<Vec<Redacted>> {
    let Some((above, last)) = merging.theirs.visibility().rows_of(Ledger::Redaction, EntryId(entry))? else {
        return Ok(Vec::new());
    };
    let sql = "SELECT field, cell, sha256, why FROM redaction WHERE id > ?1 AND id <= ?2 ORDER BY id";
    let mut statement = merging.theirs.conn.prepare_cached(sql)?;
    let rows = statement.query_map([above, last], |row| {
        Ok(Redacted { field: row.get(0)?, cell: row.get(1)?, hash: row.get(2)?, why: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The texts that are sought, each with the first of their entries that erased it.
type Wanted = FxHashMap<TextHash, i64>;

/// The cells that hold one, with the entry of theirs for which each is erased, and the hash of what stands there.
type Found = BTreeMap<CellPlace, (i64, TextHash)>;

/// The cells of this store that hold one of the texts.
fn cells_with(conn: &Connection, wanted: &Wanted) -> Result<Found> {
    let mut found = Found::new();
    let ledgers = Ledger::ALL.into_iter().filter(|ledger| *ledger != Ledger::Kept);
    let mut columns: Vec<(&'static str, &'static str)> =
        ledgers.flat_map(|ledger| ledger.erasable().map(move |column| (ledger.table(), column))).collect();
    columns.push(("entry", "settings"));
    for (table, column) in columns {
        let sql = format!("SELECT id, {column} FROM {table} WHERE {column} <> '' ORDER BY id");
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str().map_err(|_| unreadable(table, column))?;
            if marked(text).is_some() {
                continue;
            }
            let hash = hash_of(text);
            let entry = match table {
                "entry" => in_settings(text, wanted),
                _ => wanted.get(&hash).copied(),
            };
            if let Some(entry) = entry {
                found.insert((table, column, row.get(0)?), (entry, hash));
            }
        }
    }
    Ok(found)
}

/// The first of their entries that erased a text which an import was given as a constant.
fn in_settings(settings: &str, wanted: &Wanted) -> Option<i64> {
    let hashes = hashes_in(settings)?;
    let entries = hashes.iter().filter_map(|hash| wanted.get(hash));
    entries.chain(wanted.get(&hash_of(settings))).min().copied()
}

/// Adds the kept files of this store that are one of the erased ones, or from which one of the texts was read.
fn kept_with(conn: &Connection, wanted: &Wanted, found: &mut Found) -> Result<()> {
    let visibility = Visibility::load(conn, None)?;
    let saw = entries_that_saw(conn, &visibility, found)?;
    let sql = "SELECT id, deflate FROM kept WHERE length(deflate) > 0 ORDER BY id";
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let hash: TextHash = Sha256::digest(row.get_ref(1)?.as_blob().unwrap_or_default()).into();
        let here = visibility.entry_of(Ledger::Kept, id)?.and_then(|entry| saw.get(&entry.id));
        if let Some(entry) = wanted.get(&hash).into_iter().chain(here).min() {
            found.insert(("kept", "deflate", id), (*entry, hash));
        }
    }
    Ok(())
}

/// The entries of this store in whose files one of the texts stands, each with the first of their entries that erased it.
fn entries_that_saw(
    conn: &Connection,
    visibility: &Visibility,
    found: &Found,
) -> Result<FxHashMap<EntryId, i64>> {
    let mut saw: FxHashMap<EntryId, i64> = FxHashMap::default();
    let mut note = |here: Option<EntryId>, entry: i64| {
        if let Some(here) = here {
            saw.entry(here).and_modify(|known| *known = entry.min(*known)).or_insert(entry);
        }
    };
    // What no entry has sealed yet has none.
    let entry_of = |ledger, id| -> Result<_> { Ok(visibility.entry_of(ledger, id)?.map(|entry| entry.id)) };
    let mut rows: FxHashMap<(&str, i64), i64> = FxHashMap::default();
    for ((table, _, row), (entry, _)) in found {
        match *table {
            "entry" => note(Some(EntryId(*row)), *entry),
            "detail" => note(entry_of(Ledger::Detail, *row)?, *entry),
            _ => {}
        }
        rows.entry((table, *row)).and_modify(|known| *known = (*known).min(*entry)).or_insert(*entry);
    }
    for (figure, entry) in figures_with_any(conn, &rows)? {
        note(entry_of(Ledger::Figure, figure.0)?, entry);
        let mut statement = conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
        for id in statement.query_map([figure.0], |row| row.get(0))? {
            note(entry_of(Ledger::Sighting, id?)?, entry);
        }
    }
    Ok(saw)
}

/// The hashes of all texts that settings hold; `None` where they were erased themselves.
fn hashes_in(settings: &str) -> Option<Vec<TextHash>> {
    let read = serde_json::from_str(settings).ok()?;
    let mut texts = Vec::new();
    texts_in(&read, &mut texts);
    Some(texts.into_iter().map(hash_of).collect())
}

/// All texts in a JSON value.
fn texts_in<'v>(value: &'v serde_json::Value, into: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => into.push(text),
        serde_json::Value::Array(all) => all.iter().for_each(|one| texts_in(one, into)),
        serde_json::Value::Object(all) => all.values().for_each(|one| texts_in(one, into)),
        _ => {}
    }
}
