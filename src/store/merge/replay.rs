//! One entry of the other store, written again here: its own cells, then its rows.

use rusqlite::types::Value;

use crate::model::date::Timestamp;
use crate::model::recorded::EntryId;
use crate::store::Result;
use crate::store::chain::{Cell, Hash};
use crate::store::ledgers::Ledger;

use super::merging::Merging;
use super::{arriving, carry, erasing};

/// The columns of an entry that are taken as they are, by their places in [`OWN`].
const OWN: &str =
    "kind, who, program, undoes, ifnull(origin_at, recorded_at), file, bytes, sha256, settings, feed,
                   snapshot_at, counts";

/// The ledgers whose rows come in as they are, once the figures of the entry are here.
const MOVED: [Ledger; 8] = {
    use Ledger::{Act, Asked, Detail, FeedRow, Hold, Printed, Ref, Sighting};
    [Sighting, Detail, Ref, Act, FeedRow, Hold, Printed, Asked]
};

/// Makes room for the entries that are not here yet: what they erased is erased.
pub fn begin(merging: &mut Merging<'_, '_, '_>, entries: &[(i64, Hash)]) -> Result<()> {
    let new = entries.iter().filter(|(_, uid)| !merging.known.contains_key(uid));
    let arriving: Vec<i64> = new.map(|(number, _)| *number).collect();
    erasing::erase(merging, &arriving)
}

/// Writes an entry of the other store here, unless it is here already.
pub fn entry(merging: &mut Merging<'_, '_, '_>, number: i64, uid: Hash, at: Timestamp) -> Result<()> {
    if let Some(here) = merging.known.get(&uid) {
        merging.entries.insert(number, *here);
        merging.merged.known += 1;
        return Ok(());
    }
    rows(merging, Ledger::Fact, number)?;
    arriving::figures(merging, number)?;
    for ledger in MOVED {
        rows(merging, ledger, number)?;
    }
    kept(merging, number)?;
    erasing::redactions(merging, number)?;
    let here = seal(merging, number, &uid, at)?;
    merging.known.insert(uid, here);
    merging.entries.insert(number, here);
    merging.merged.entries.push(EntryId(here));
    Ok(())
}

fn seal(merging: &mut Merging<'_, '_, '_>, number: i64, uid: &Hash, at: Timestamp) -> Result<i64> {
    let conn = merging.theirs.conn;
    let mut statement = conn.prepare_cached(&format!("SELECT {OWN} FROM entry WHERE id = ?1"))?;
    let mut own = statement.query_row([number], |row| {
        (0..12).map(|column| row.get::<_, Value>(column)).collect::<rusqlite::Result<Vec<_>>>()
    })?;
    if let Value::Integer(undone) = own[3] {
        own[3] = Value::Integer(carry::entry(merging, undone)?);
    }
    if let Value::Text(settings) = &mut own[8] {
        erasing::keep_out_of_settings(merging, settings);
    }
    if let Value::Integer(feed) = own[9] {
        own[9] = Value::Integer(carry::name(merging, feed)?);
    }
    let recorded_at = next_moment(merging, at)?;
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
    Ok(merging.transaction.seal_one(&cells)?.0)
}

/// The clock, or the next free microsecond after the entry before.
fn next_moment(merging: &Merging<'_, '_, '_>, at: Timestamp) -> Result<i64> {
    let sql = "SELECT ifnull(max(recorded_at), 0) FROM entry";
    let newest: i64 = merging.transaction.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(at.micros().max(newest.saturating_add(1)))
}

/// Writes the rows that an entry added to a ledger.
fn rows(merging: &mut Merging<'_, '_, '_>, ledger: Ledger, entry: i64) -> Result<()> {
    let Some((above, last)) = merging.theirs.visibility().rows_of(ledger, EntryId(entry))? else {
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
    let conn = merging.theirs.conn;
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([above, last])?;
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            let value = row.get(at)?;
            values.push(carry::carried(merging, ledger, column, value)?);
        }
        put_row(merging, ledger, &values)?;
        merging.tick(1);
    }
    Ok(())
}

fn put_row(merging: &mut Merging<'_, '_, '_>, ledger: Ledger, values: &[Value]) -> Result<()> {
    let cells: Vec<Cell<'_>> = values.iter().map(cell).collect();
    match ledger {
        Ledger::Fact => merging.merged.facts += 1,
        Ledger::Detail | Ledger::Act => merging.touched.extend(number(&values[0])),
        _ => {}
    }
    merging.transaction.insert(ledger, &cells)?;
    Ok(())
}

/// The bytes of the imported file. A text that was erased here might stand in them: then they stay where they are.
fn kept(merging: &mut Merging<'_, '_, '_>, entry: i64) -> Result<()> {
    let Some((above, last)) = merging.theirs.visibility().rows_of(Ledger::Kept, EntryId(entry))? else {
        return Ok(());
    };
    let conn = merging.theirs.conn;
    let sql = "SELECT deflate FROM kept WHERE id > ?1 AND id <= ?2 AND length(deflate) > 0 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    while let Some(row) = rows.next()? {
        let deflate: Vec<u8> = row.get(0)?;
        if merging.carries_files {
            merging.transaction.insert(Ledger::Kept, &[Cell::Blob(&deflate)])?;
        } else {
            merging.merged.files_left += 1;
        }
    }
    Ok(())
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
