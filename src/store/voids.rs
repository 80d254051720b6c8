//! Which figures are void: typing errors of this desk, as far as mends leave them so (`docs/rules.md`, "Several mends").

use rusqlite::Connection;

use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::words::LinkKind;

use super::ledgers::Ledger;
use super::rows::act;
use super::visibility::Visibility;
use super::{Result, mends};

/// The acts on a figure.
pub(super) const ON_FIGURE: &str = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
  WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 ORDER BY id";

/// What the desk says of a figure, without another, when it settled what desks read differently.
pub(super) const SETTLED: ActKind = ActKind::Linked(LinkKind::Reinstates);

/// Whether a figure is void; for an entry in the making too.
pub(super) fn is_void(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<bool> {
    mends::is_void(conn, visibility, id)
}

/// Whether a figure is void only because another desk read what it stands for differently, and later.
pub(super) fn is_overruled(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<bool> {
    let mut acts = visible(conn, visibility, ON_FIGURE, id.0)?.into_iter();
    let is_voided = acts.any(|(_, act)| act.what == ActKind::Void && act.other != Some(id));
    Ok(!is_voided && is_void(conn, visibility, id)?)
}

/// The figure that stands in the place of a void one; for an entry in the making too.
pub(super) fn heir(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<Option<FigureId>> {
    if !is_void(conn, visibility, id)? {
        return Ok(None);
    }
    let mut newest = None;
    for (row, act) in visible(conn, visibility, ON_FIGURE, id.0)? {
        if act.what == ActKind::Void && act.other != Some(id) {
            newest = newest.max(Some((visibility.rank_of(Ledger::Act, row)?, row, act.other)));
        }
    }
    match newest {
        Some((.., other)) => Ok(other),
        None => mends::in_place_of(conn, visibility, id),
    }
}

/// The visible acts that a statement finds for a key, each with its row. What the desk settled is no act on a figure.
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
            let act = act(row)?;
            found.extend((!is_settling(&act)).then_some((id, act)));
        }
    }
    Ok(found)
}

/// Whether an act says that the desk settled what desks read differently: no row declares it.
pub(super) fn is_settling(act: &Act) -> bool {
    act.what == SETTLED && act.other.is_none()
}
