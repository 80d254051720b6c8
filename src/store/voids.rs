//! Which figures are void: typing errors of this desk, as far as no later mend put them in the place of others
//! (`docs/rules.md`, "What happens to a figure").

use rusqlite::Connection;
use rustc_hash::FxHashSet;

use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::status::has_void;

use super::Result;
use super::ledgers::Ledger;
use super::rows::act;
use super::visibility::Visibility;

/// The acts on a figure.
pub(super) const ON_FIGURE: &str = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
  WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 ORDER BY id";

/// Whether a figure is void; for an entry in the making too.
pub(super) fn is_void(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<bool> {
    let mut acts = visible(conn, visibility, ON_FIGURE, id.0)?;
    leave_out_ended(conn, visibility, &mut acts)?;
    Ok(has_void(acts.iter().map(|(_, act)| act)))
}

/// The figure that stands in the place of a void one; for an entry in the making too.
pub(super) fn heir(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<Option<FigureId>> {
    let mut acts = visible(conn, visibility, ON_FIGURE, id.0)?;
    acts.retain(|(_, act)| act.what == ActKind::Void);
    leave_out_ended(conn, visibility, &mut acts)?;
    let mut newest = None;
    for (row, act) in acts {
        newest = newest.max(Some((visibility.rank_of(Ledger::Act, row)?, row, act.other)));
    }
    Ok(newest.and_then(|(.., other)| other))
}

/// The visible acts that a statement finds for a key, each with its row.
pub(super) fn visible(
    conn: &Connection,
    visibility: &Visibility<'_>,
    sql: &str,
    key: i64,
) -> Result<Vec<(i64, Act)>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if visibility.sees(Ledger::Act, id) {
            found.push((id, act(row)?));
        }
    }
    Ok(found)
}

/// Leaves out what made a figure void and does so no longer: a figure that is put in the place of another stands from then
/// on, whatever it was before. One that is named as its own stands again, and nothing else falls.
pub(super) fn leave_out_ended(
    conn: &Connection,
    visibility: &Visibility<'_>,
    acts: &mut Vec<(i64, Act)>,
) -> Result<()> {
    let mut ended = FxHashSet::default();
    for (row, act) in acts.iter().filter(|(_, act)| act.what == ActKind::Void) {
        if act.other == Some(act.figure) || is_ended(conn, visibility, *row, act.figure)? {
            ended.insert(*row);
        }
    }
    acts.retain(|(row, _)| !ended.contains(row));
    Ok(())
}

/// Whether a figure was put in the place of another after a row had made it void.
fn is_ended(conn: &Connection, visibility: &Visibility<'_>, row: i64, figure: FigureId) -> Result<bool> {
    let mut statement =
        conn.prepare_cached("SELECT id FROM act WHERE other = ?1 AND what = 'void' ORDER BY id")?;
    let mut rows = statement.query([figure.0])?;
    while let Some(named) = rows.next()? {
        let named = named.get(0)?;
        let place = |row: i64| visibility.rank_of(Ledger::Act, row).map(|rank| (rank, row));
        if visibility.sees(Ledger::Act, named) && place(named)? > place(row)? {
            return Ok(true);
        }
    }
    Ok(false)
}
