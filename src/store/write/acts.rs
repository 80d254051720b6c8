//! Acts on figures: what a file or a person declares of them, each once an entry.

use rusqlite::{Connection, params};

use crate::model::recorded::{ActKind, FigureId};
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;

use super::batch::{Batch, Extra};
use super::entry::EntryTransaction;
use super::{holds, snapshot};

/// The acts that say the same, among those on the figure.
const SAME_ON_FIGURE: &str = "SELECT id FROM act INDEXED BY act_by_series
  WHERE series = ?1 AND figure = ?2 AND what = ?3 AND other = ?4 AND reason IS ?5 AND reason_by IS ?6";

/// The same acts, among those of the figure that says so, or of the whole.
const SAME_BY_OTHER: &str = "SELECT id FROM act INDEXED BY act_by_other
  WHERE series = ?1 AND figure = ?2 AND what = ?3 AND other = ?4 AND reason IS ?5 AND reason_by IS ?6";

/// Whether more acts than a few name a figure as the one that says so, or as the whole: then few are on each of its targets.
/// Thousands may be on one target.
fn is_hub(conn: &Connection, other: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM act INDEXED BY act_by_other WHERE other = ?1 LIMIT 1 OFFSET 16)";
    Ok(conn.prepare_cached(sql)?.query_row([other], |row| row.get(0))?)
}

/// Adds an act, once an entry; whether none stands that says the same. What two files declare stands while either
/// does, as figures do. `says` is the figure whose publication made it known.
pub(super) fn put(
    entry: &mut EntryTransaction<'_>,
    figure: i64,
    what: ActKind,
    other: i64,
    says: i64,
    (reason, reason_by): (Option<&str>, Option<&str>),
) -> Result<bool> {
    let conn = entry.transaction.conn();
    let of = "SELECT f.series, s.known_at FROM figure AS f, figure AS s WHERE f.id = ?1 AND s.id = ?2";
    let (series, known_at): (i64, i64) =
        conn.prepare_cached(of)?.query_row([figure, says], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let known_at = snapshot::known_with(entry, says).unwrap_or(known_at);
    let mut same = conn.prepare_cached(if is_hub(conn, other)? { SAME_ON_FIGURE } else { SAME_BY_OTHER })?;
    let ids =
        same.query_map(params![series, figure, what.word(), other, reason, reason_by], |row| row.get(0))?;
    let (before, feed) = (entry.transaction.before(Ledger::Act), snapshot::feed(entry));
    let mut stands = false;
    for id in ids {
        let id: i64 = id?;
        // What a snapshot says again stands as long as those before it, which are not taken back alone.
        if id > before || feed.is_some() && is_of_feed(entry, id, feed)? {
            return Ok(false);
        }
        stands |= entry.visibility.sees(Ledger::Act, id);
    }
    let cells = [
        Cell::Int(series),
        Cell::Int(figure),
        Cell::Text(what.word()),
        Cell::Int(other),
        Cell::Int(known_at),
        Cell::text(reason),
        Cell::text(reason_by),
        Cell::Null,
    ];
    entry.transaction.insert(Ledger::Act, &cells)?;
    Ok(!stands)
}

/// Whether an act stands by an earlier snapshot of a feed.
fn is_of_feed(entry: &EntryTransaction<'_>, act: i64, feed: Option<i64>) -> Result<bool> {
    let standing = entry.visibility.standing_entry_of(Ledger::Act, act)?;
    Ok(standing.is_some_and(|standing| standing.feed == feed))
}

/// Ties a part to the wholes of its row that contain it.
pub(super) fn part_of(
    entry: &mut EntryTransaction<'_>,
    batch: &Batch,
    at: usize,
    extra: &Extra,
) -> Result<()> {
    for (whole, completeness) in &extra.rest.part_of {
        let (part, whole) = (batch.became[at], batch.became[*whole]);
        // A whole may repeat an earlier row of its snapshot, or be refused for its ref.
        if part != 0 && whole != 0 {
            put(entry, part, ActKind::PartOf(*completeness), whole, whole, (None, None))?;
        }
    }
    Ok(())
}

/// Records that a figure vanished from its feed: from then on it is hidden.
pub(super) fn gone(entry: &mut EntryTransaction<'_>, figure: FigureId, known_at: i64) -> Result<()> {
    let sql = "SELECT series FROM figure WHERE id = ?1";
    let series = entry.transaction.conn().prepare_cached(sql)?.query_row([figure.0], |row| row.get(0))?;
    entry.touched.insert(series);
    let cells = [
        Cell::Int(series),
        Cell::Int(figure.0),
        Cell::Text(ActKind::Gone.word()),
        Cell::Null,
        Cell::Int(known_at),
        Cell::Null,
        Cell::Null,
        Cell::Null,
    ];
    entry.transaction.insert(Ledger::Act, &cells)?;
    Ok(())
}

/// Records an act of the desk itself. The public could know of it no later than of the figure.
pub(super) fn of_desk(
    entry: &mut EntryTransaction<'_>,
    figure: FigureId,
    what: ActKind,
    by: Option<FigureId>,
    why: &str,
) -> Result<()> {
    let sql = "SELECT series, known_at FROM figure WHERE id = ?1";
    let (series, known_at): (i64, i64) = entry
        .transaction
        .conn()
        .prepare_cached(sql)?
        .query_row([figure.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    entry.touched.insert(series);
    if let Some(by) = by.filter(|by| what == ActKind::Void && *by != figure) {
        holds::hold_on(entry, figure.0, by.0)?;
    }
    let cells = [
        Cell::Int(series),
        Cell::Int(figure.0),
        Cell::Text(what.word()),
        Cell::int(by.map(|by| by.0)),
        Cell::Int(known_at),
        Cell::Null,
        Cell::Null,
        Cell::text(Some(why).filter(|why| !why.is_empty())),
    ];
    entry.transaction.insert(Ledger::Act, &cells)?;
    Ok(())
}
