//! What happened to figures since they were recorded, as far as a reader may know.

use rusqlite::OptionalExtension;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::recorded::{Act, ActKind, EntryId, FigureId};

use super::ledgers::Ledger;
use super::series::SeriesKey;
use super::view::View;
use super::voids::{ON_FIGURE, visible};
use super::{Result, merged};

const BY_FIGURE: &str =
    "SELECT id, figure, what, other, known_at, reason, reason_by FROM act WHERE other = ?1 ORDER BY id";

/// The acts that happened to a figure, in the order of recording: also that a newer mend than the one to which it is due
/// holds.
pub fn on(view: &View<'_>, id: FigureId) -> Result<Vec<Act>> {
    Ok(standing_on(view, id)?.into_iter().map(|(act, _)| act).collect())
}

/// The acts that happened to a figure, each with the first standing entry that recorded it.
pub fn with_entries(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, EntryId)>> {
    entries_of(view, standing_on(view, id)?)
}

/// All that this desk ever voided or put in the place of another, as far as its entries stand: acts on a figure, and
/// those that name it, each with its entry.
pub fn mends_of(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, EntryId)>> {
    let mut found = visible(view.conn, view.visibility(), ON_FIGURE, id.0)?;
    found.extend(visible(view.conn, view.visibility(), BY_FIGURE, id.0)?);
    found.retain(|(_, act)| act.what == ActKind::Void);
    merged::sort_rows(view, Ledger::Act, &mut found)?;
    entries_of(view, found.into_iter().map(|(row, act)| (act, row)).collect())
}

fn entries_of(view: &View<'_>, acts: Vec<(Act, i64)>) -> Result<Vec<(Act, EntryId)>> {
    let mut with_entries = Vec::new();
    for (act, row) in acts {
        with_entries.extend(view.visibility().entry_of(Ledger::Act, row)?.map(|entry| (act, entry.id)));
    }
    Ok(with_entries)
}

/// The acts that happened to a figure, each with the first standing row that says so.
fn standing_on(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, i64)>> {
    let mut found = seen(view, ON_FIGURE, id.0, |_, act| act.figure == id)?;
    merged::sort_rows(view, Ledger::Act, &mut found)?;
    let mut known = FxHashSet::default();
    found.retain(|(_, act)| known.insert(act.clone()));
    Ok(found.into_iter().map(|(number, act)| (act, number)).collect())
}

/// The acts in which a figure is the one that says so, or the whole.
pub fn by(view: &View<'_>, id: FigureId) -> Result<Vec<Act>> {
    acts(view, BY_FIGURE, id.0, |_, act| act.other == Some(id))
}

/// The acts on the figures of a series.
pub(super) fn of_series(view: &View<'_>, series: i64, into: &mut Vec<Act>) -> Result<()> {
    if view.has_acts() {
        let sql = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
                   WHERE series = ?1 ORDER BY figure, id";
        into.append(&mut acts(view, sql, series, |of, _| of == series)?);
    }
    Ok(())
}

/// The series of the figures at which acts on the figures of a series point, by number.
///
/// # Errors
/// What SQLite says.
pub fn pointed_at(view: &View<'_>, key: &SeriesKey) -> Result<Vec<i64>> {
    let mut acts = Vec::new();
    for id in &key.ids {
        of_series(view, *id, &mut acts)?;
    }
    let mut statement = view.conn.prepare_cached("SELECT series FROM figure WHERE id = ?1")?;
    let mut found = Vec::new();
    for other in acts.into_iter().filter_map(|act| act.other) {
        found.extend(statement.query_row([other.0], |row| row.get::<_, i64>(0)).optional()?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn acts(view: &View<'_>, sql: &str, key: i64, wanted: impl Fn(i64, &Act) -> bool) -> Result<Vec<Act>> {
    let mut found = seen(view, sql, key, wanted)?;
    merged::sort_rows(view, Ledger::Act, &mut found)?;
    Ok(once(found.into_iter().map(|(_, act)| act)))
}

/// The visible acts that a statement finds for a key, as mends leave them, each with its row. `wanted` tells of which
/// figures it is asked whether a newer mend than theirs holds, by the series and the act.
fn seen(view: &View<'_>, sql: &str, key: i64, wanted: impl Fn(i64, &Act) -> bool) -> Result<Vec<(i64, Act)>> {
    let mut found = visible(view.conn, view.visibility(), sql, key)?;
    if view.has_acts() {
        let mends = view.mends()?;
        mends.drop_mended_back(&mut found);
        found.append(&mut mends.overruling(wanted));
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
