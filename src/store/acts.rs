//! What happened to figures since they were recorded, as far as a reader may know.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::model::recorded::{Act, EntryId, FigureId};
use crate::model::status::has_void;

use super::ledgers::Ledger;
use super::rows::act;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, merged};

const ON_FIGURE: &str = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
  WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 ORDER BY id";

/// The acts that happened to a figure, in the order of recording.
pub fn on(view: &View<'_>, id: FigureId) -> Result<Vec<Act>> {
    Ok(standing_on(view, id)?.into_iter().map(|(act, _)| act).collect())
}

/// Whether a figure is void; for an entry in the making too.
pub(super) fn is_void(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<bool> {
    let acts = visible(conn, visibility, ON_FIGURE, id.0)?;
    Ok(has_void(acts.iter().map(|(_, act)| act)))
}

/// The acts that happened to a figure, each with the first standing entry that recorded it.
pub fn with_entries(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, EntryId)>> {
    let mut acts = Vec::new();
    for (act, row) in standing_on(view, id)? {
        acts.extend(view.visibility().entry_of(Ledger::Act, row)?.map(|entry| (act, entry.id)));
    }
    Ok(acts)
}

/// The acts that happened to a figure, each with the first standing row that says so.
fn standing_on(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, i64)>> {
    let mut found = visible(view.conn, view.visibility(), ON_FIGURE, id.0)?;
    merged::sort_rows(view, Ledger::Act, &mut found)?;
    let mut acts: Vec<(Act, i64)> = Vec::new();
    for (number, act) in found {
        if !acts.iter().any(|(known, _)| *known == act) {
            acts.push((act, number));
        }
    }
    Ok(acts)
}

/// The acts in which a figure is the one that says so, or the whole.
pub fn by(view: &View<'_>, id: FigureId) -> Result<Vec<Act>> {
    let sql =
        "SELECT id, figure, what, other, known_at, reason, reason_by FROM act WHERE other = ?1 ORDER BY id";
    acts(view, sql, id.0)
}

/// The acts on the figures of a series.
pub(super) fn of_series(view: &View<'_>, series: i64, into: &mut Vec<Act>) -> Result<()> {
    if view.has_acts() {
        let sql = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
                   WHERE series = ?1 ORDER BY figure, id";
        into.append(&mut acts(view, sql, series)?);
    }
    Ok(())
}

fn acts(view: &View<'_>, sql: &str, key: i64) -> Result<Vec<Act>> {
    let mut found = visible(view.conn, view.visibility(), sql, key)?;
    merged::sort_rows(view, Ledger::Act, &mut found)?;
    Ok(once(found.into_iter().map(|(_, act)| act)))
}

/// The visible acts that a statement finds for a key, each with its row.
fn visible(conn: &Connection, visibility: &Visibility<'_>, sql: &str, key: i64) -> Result<Vec<(i64, Act)>> {
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

/// What several files or desks declare is one act, known since the first of them was.
fn once(acts: impl Iterator<Item = Act>) -> Vec<Act> {
    let (mut kept, mut known): (Vec<Act>, FxHashMap<_, usize>) = (Vec::new(), FxHashMap::default());
    for act in acts {
        let same = (act.figure, act.what, act.other, act.reason, act.reason_by.clone());
        match known.get(&same) {
            Some(at) if act.known_at.order_key() < kept[*at].known_at.order_key() => {
                kept[*at].known_at = act.known_at;
            }
            Some(_) => {}
            None => {
                known.insert(same, kept.len());
                kept.push(act);
            }
        }
    }
    kept
}
