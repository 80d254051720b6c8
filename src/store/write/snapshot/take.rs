//! A snapshot from its beginning to its end.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::feed_event::FeedEvent;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::snapshot::Snapshot;
use crate::model::snapshot_fault::SnapshotFault;
use crate::model::validate::Drafted;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::entries::snapshot;
use crate::store::facts::names_at;
use crate::store::intern::find_name;
use crate::store::ledgers::Ledger;
use crate::store::write::entry::EntryTransaction;
use crate::store::write::{names, rows as file_rows};

use super::compare::hide_versions;
use super::comparing::SnapshotComparison;
use super::events::{Events, RowChange};
use super::rows::{RowKey, key_of_left_out, rows_of, said_of};

/// Begins a snapshot of a feed, before any row is written.
///
/// # Errors
/// Within: a snapshot that is not later than the last standing one.
pub fn begin(
    entry: &mut EntryTransaction<'_>,
    taken: &Snapshot,
) -> Result<std::result::Result<(), SnapshotFault>> {
    let conn = entry.transaction.conn();
    let known = find_name(conn, NameKind::Feed, taken.feed.as_str())?;
    let last = match known {
        Some(feed) => entry.visibility.newest_snapshot(feed)?.map(|entry| (feed, entry)),
        None => None,
    };
    if let Some((feed, entry)) = last {
        let sql = "SELECT snapshot_at FROM entry WHERE id = ?1";
        let at = conn.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0))?;
        let last = snapshot(conn, feed, at)?.at;
        if !taken.may_follow(last) {
            let snapshot = taken.clone();
            return Ok(Err(SnapshotFault::NotLater { snapshot, last, entry }));
        }
    }
    let before = match last {
        Some((feed, _)) => rows_of(conn, &entry.visibility, feed)?,
        None => FxHashMap::default(),
    };
    let feed = entry.interned.name(&mut entry.transaction, NameKind::Feed, taken.feed.as_str())?;
    entry.comparing = Some(Box::new(SnapshotComparison {
        feed,
        snapshot: taken.clone(),
        is_first: last.is_none(),
        before,
        seen: FxHashMap::default(),
        left_out: Vec::new(),
        figures: FxHashSet::default(),
        fates: Vec::new(),
        refs: FxHashMap::default(),
        events: Events::default(),
    }));
    Ok(Ok(()))
}

/// Whether the bytes of the file are kept: of a feed, those of its first snapshot.
pub fn keeps_bytes(entry: &EntryTransaction<'_>) -> bool {
    entry.comparing.as_ref().is_none_or(|comparing| comparing.is_first)
}

/// Notes a figure that is left out of its snapshot, and that is there all the same.
pub fn leave_out(entry: &mut EntryTransaction<'_>, drafted: &Drafted) {
    let Some(comparing) = &mut entry.comparing else { return };
    let row_key = drafted.row_key.as_deref();
    let figures = std::iter::once(&drafted.figure).chain(&drafted.parts);
    comparing.left_out.extend(figures.map(|figure| key_of_left_out(figure, row_key)));
}

/// Ends a snapshot once every row has been written: what was not seen is gone. Returns what happened in many rows at
/// once, `columns` being the header's. Nothing for a file that is no snapshot.
pub fn end(entry: &mut EntryTransaction<'_>, columns: &[String]) -> Result<Vec<FeedEvent>> {
    file_rows::flush(entry)?;
    let Some(mut comparing) = entry.comparing.take() else { return Ok(Vec::new()) };
    comparing.claim_left_out();
    let mut vanished: Vec<(RowKey, i64)> =
        comparing.before.iter().map(|(key, figure)| (*key, *figure)).collect();
    vanished.retain(|(key, _)| !comparing.seen.contains_key(key));
    vanished.sort_unstable();
    for (key, figure) in &vanished {
        let said = said_of(entry.transaction.conn(), *figure)?;
        comparing.events.note(RowChange::Gone { said });
        hide_versions(entry, &comparing, key, &|_, _| Ok(false))?;
        let cells = [Cell::Int(comparing.feed), Cell::Blob(key), Cell::Null];
        entry.transaction.insert(Ledger::FeedRow, &cells)?;
        entry.counts.gone += 1;
    }
    let (gone, of) = (vanished.len() as u64, comparing.before.len() as u64);
    let mut events = columns_event(entry, &comparing.snapshot.feed, columns)?;
    events.extend(std::mem::take(&mut comparing.events).into_events(gone, of));
    entry.comparing = Some(comparing);
    Ok(events)
}

/// Compares the header with the last one of the feed, and keeps it where it changed.
fn columns_event(
    entry: &mut EntryTransaction<'_>,
    feed: &Name,
    columns: &[String],
) -> Result<Vec<FeedEvent>> {
    let names = names_at(entry.transaction.conn(), &entry.visibility)?;
    let last = names.get(NameKind::Feed, feed, NameField::Columns).map(str::to_owned);
    let value = serde_json::to_string(columns).unwrap_or_default();
    let field = NameField::Columns;
    names::say_with_file(entry, NameFact { kind: NameKind::Feed, name: feed.clone(), field, value }, 0)?;
    let Some(last) = last else { return Ok(Vec::new()) };
    let last: Vec<String> = serde_json::from_str(&last).unwrap_or_default();
    let without = |some: &[String], other: &[String]| -> Vec<String> {
        some.iter().filter(|name| !other.contains(name)).cloned().collect()
    };
    let (lost, gained) = (without(&last, columns), without(columns, &last));
    let same = lost.is_empty() && gained.is_empty();
    Ok(if same { Vec::new() } else { vec![FeedEvent::of_columns(lost, gained)] })
}
