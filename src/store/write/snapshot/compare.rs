//! The rows of a snapshot beside those of the last one: what each became, and what follows from that.

use rustc_hash::FxHashSet;

use crate::model::date::Day;
use crate::model::recorded::FigureId;
use crate::store::chain::Cell;
use crate::store::details::details_of;
use crate::store::ledgers::Ledger;
use crate::store::write::batch::Batch;
use crate::store::write::entry::{EntryTransaction, Repeat};
use crate::store::write::{acts, details, pending_table};
use crate::store::{Result, pack};

use super::comparing::{RowFate, SnapshotComparison};
use super::events::{RowChange, RowColumns};
use super::rows::{RowKey, columns_of, key_of, without_time};

/// Compares the rows of a batch with the last snapshot: unchanged ones are the figures that they were.
pub(in crate::store::write) fn compare(entry: &mut EntryTransaction<'_>, batch: &mut Batch) -> Result<()> {
    let Some(mut comparing) = entry.comparing.take() else { return Ok(()) };
    comparing.fates.clear();
    for at in 0..batch.rows.len() {
        let fate = if batch.rows[at].dropped {
            RowFate::None
        } else {
            compare_row(entry, &mut comparing, batch, at)?
        };
        comparing.fates.push(fate);
    }
    entry.comparing = Some(comparing);
    Ok(())
}

fn compare_row(
    entry: &mut EntryTransaction<'_>,
    comparing: &mut SnapshotComparison,
    batch: &mut Batch,
    at: usize,
) -> Result<RowFate> {
    let (said, line) = (without_time(batch.columns(at)), batch.rows[at].line);
    let key = match comparing.claim(key_of(batch, at), said, line) {
        Ok(key) => key,
        Err(of) => {
            batch.rows[at].dropped = true;
            entry.counts.same += 1;
            if entry.repeats.len() < Repeat::LISTED {
                entry.repeats.push(Repeat { line, of });
            }
            return Ok(RowFate::None);
        }
    };
    let shared = &batch.rows[at].key;
    let scope = &batch.scopes.values()[shared.scope as usize];
    let who = &batch.attributions.values()[shared.attribution as usize];
    let fate = match comparing.before.get(&key).copied() {
        None => {
            if !comparing.is_first {
                comparing.events.note(RowChange::New {
                    said,
                    line,
                    scope,
                    authority: who.authority.as_ref(),
                });
            }
            RowFate::New(key)
        }
        Some(figure) => {
            let before = columns_of(entry.transaction.conn(), figure)?;
            let old = without_time(before);
            if old == said {
                batch.became[at] = figure;
                comparing.figures.insert(figure);
                let extra = batch.rows[at].extra.as_ref();
                if let Some(reference) = extra.and_then(|extra| extra.rest.reference.clone()) {
                    comparing.refs.insert(reference, figure);
                }
                return Ok(RowFate::Unchanged);
            }
            let (authority, now) = (who.authority.as_ref(), batch.columns(at));
            if day_of(now)? <= day_of(before)? {
                comparing.events.note(RowChange::Changed { old, said, line, scope, authority });
            }
            if !stays_behind(entry, before, now)? {
                let stays = |entry: &EntryTransaction<'_>, version| {
                    stays_behind(entry, columns_of(entry.transaction.conn(), version)?, now)
                };
                hide_versions(entry, comparing, &key, &stays)?;
            }
            RowFate::Changed(key)
        }
    };
    let row = &mut batch.rows[at];
    row.id = entry.transaction.reserve(Ledger::Figure);
    row.key.known_at = comparing.known_from(row.key.known_at);
    Ok(fate)
}

/// Whether a version of a row stays behind the one that the row is now, so that what it said is part of the track: another
/// number for the same day and window, or one for an earlier day. What the row says of a day before, or by somebody else,
/// leaves nothing behind that the feed still says.
fn stays_behind(entry: &EntryTransaction<'_>, before: RowColumns, now: RowColumns) -> Result<bool> {
    let conn = entry.transaction.conn();
    let (old, new) = (without_time(before), without_time(now));
    let place = |said: &RowColumns| [said[0], said[2], said[3], said[5]];
    if place(&old) != place(&new) && day_of(now)? <= day_of(before)? {
        return Ok(false);
    }
    if old[1] == new[1] {
        return Ok(true);
    }
    let mut statement = conn.prepare_cached("SELECT authority FROM attribution WHERE id = ?1")?;
    let mut authority = |id: i64| statement.query_row([id], |row| row.get::<_, Option<i64>>(0));
    Ok(authority(old[1])? == authority(new[1])?)
}

/// The first day for which a row holds, stated or assumed.
fn day_of(columns: RowColumns) -> Result<Day> {
    Ok(pack::read_as_of(columns[2])?.date().first_day())
}

/// Which versions of a row stay, of those that it was.
pub(super) type Stays<'s> = &'s dyn Fn(&EntryTransaction<'_>, i64) -> Result<bool>;

/// From the snapshot on, the figures that a row has been since it last appeared are gone, but for those that stay; and so
/// are those in the places of such as desks mended.
pub(super) fn hide_versions(
    entry: &mut EntryTransaction<'_>,
    comparing: &SnapshotComparison,
    key: &RowKey,
    stays: Stays<'_>,
) -> Result<()> {
    let (mut versions, mut seen) = (versions_of(entry, comparing.feed, key)?, FxHashSet::default());
    while let Some(figure) = versions.pop() {
        if !seen.insert(figure) {
            continue;
        }
        versions.extend(heirs_of_void(entry, figure)?);
        if !comparing.figures.contains(&figure)
            && !is_gone(entry, figure, comparing.feed)?
            && !stays(entry, figure)?
        {
            acts::gone(entry, FigureId(figure), comparing.snapshot.at.to_packed())?;
        }
    }
    Ok(())
}

/// The figures that a row has been since it last appeared.
fn versions_of(entry: &EntryTransaction<'_>, feed: i64, key: &RowKey) -> Result<Vec<i64>> {
    let sql =
        "SELECT id, figure FROM feed_row WHERE feed = ?1 AND row_key = ?2 AND id <= ?3 ORDER BY id DESC";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let before = entry.transaction.before(Ledger::FeedRow);
    let mut rows = statement.query((feed, key.as_slice(), before))?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        if entry.visibility.sees(Ledger::FeedRow, row.get(0)?) {
            match row.get(1)? {
                Some(figure) => versions.push(figure),
                None => break, // it vanished, and all before it is gone
            }
        }
    }
    Ok(versions)
}

/// Whether a snapshot of this feed said that a figure is gone.
fn is_gone(entry: &EntryTransaction<'_>, figure: i64, feed: i64) -> Result<bool> {
    let sql = "SELECT id FROM act
               WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND what = 'gone'";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([figure])?;
    while let Some(row) = rows.next()? {
        let entry = entry.visibility.standing_entry_of(Ledger::Act, row.get(0)?)?;
        if entry.is_some_and(|entry| entry.feed == Some(feed)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The figures that desks put in the place of a void one: each another, where they read it differently.
fn heirs_of_void(entry: &EntryTransaction<'_>, figure: i64) -> Result<Vec<i64>> {
    let sql = "SELECT id, other FROM act
               WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND what = 'void'
               ORDER BY id";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([figure])?;
    let mut heirs = Vec::new();
    while let Some(row) = rows.next()? {
        if entry.visibility.sees(Ledger::Act, row.get(0)?) {
            heirs.extend(row.get::<_, Option<i64>>(1)?);
        }
    }
    Ok(heirs)
}

/// What follows for an unchanged row: nothing, unless its details or what it is part of changed.
pub(in crate::store::write) fn finish_unchanged(
    entry: &mut EntryTransaction<'_>,
    batch: &Batch,
    at: usize,
) -> Result<()> {
    let (row, figure) = (&batch.rows[at], batch.became[at]);
    let mut changed = false;
    if let Some(extra) = &row.extra {
        let series = batch.columns(at)[0];
        let known =
            details_of(entry.transaction.conn(), &entry.visibility, series, figure)?.unwrap_or_default();
        // When the desk fetched the file is the time of the snapshot, and no news of a row.
        let mut given = extra.details.clone();
        given.retrieved_at = None;
        changed = details::give(entry, series, figure, &given)? && given.over(&known) != known;
        acts::part_of(entry, batch, at, extra)?;
        if let Some(row) = extra.rest.waited {
            pending_table::became(entry.transaction.conn(), row, figure)?;
        }
    }
    *(if changed { &mut entry.counts.changed } else { &mut entry.counts.same }) += 1;
    Ok(())
}

/// Keeps which figure a row is now; whether it was another one in the last snapshot.
pub(in crate::store::write) fn note_row(
    entry: &mut EntryTransaction<'_>,
    at: usize,
    figure: i64,
) -> Result<bool> {
    let Some(comparing) = &mut entry.comparing else { return Ok(false) };
    let (key, changed) = match comparing.fates.get(at) {
        Some(RowFate::New(key)) => (key, false),
        Some(RowFate::Changed(key)) => (key, true),
        _ => return Ok(false),
    };
    comparing.figures.insert(figure);
    let cells = [Cell::Int(comparing.feed), Cell::Blob(key), Cell::Int(figure)];
    entry.transaction.insert(Ledger::FeedRow, &cells)?;
    Ok(changed)
}
