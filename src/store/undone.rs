//! What was done with a figure and taken back, and the entries that took it back.

use crate::model::recorded::{Act, EntryId, FigureId};

use super::Result;
use super::ledgers::Ledger;
use super::rows::act;
use super::view::View;
use super::voids::{ON_FIGURE, is_settling};

/// The acts by which a figure took the place of another.
const VOID_BY_FIGURE: &str = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
  WHERE other = ?1 AND what = 'void' AND figure <> ?1 ORDER BY id";

/// Something that an entry did with a figure before it was taken back.
#[derive(Clone, Debug)]
pub enum TakenBack {
    /// Something happened to it, or it took the place of another.
    Act(Act),
    /// It was seen again, in that line.
    SeenAgain(u64),
    /// Its details were mended.
    DetailsMended,
}

/// What entries did with a figure that do not stand, each with its entry, in the order of recording.
///
/// # Errors
/// What SQLite says.
pub fn of_figure(view: &View<'_>, id: FigureId) -> Result<Vec<(EntryId, TakenBack)>> {
    let mut taken_back = Vec::new();
    if view.visibility().undone().is_empty() {
        return Ok(taken_back);
    }
    for sql in [ON_FIGURE, VOID_BY_FIGURE] {
        let mut statement = view.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id.0])?;
        while let Some(row) = rows.next()? {
            let (number, act) = (row.get(0)?, act(row)?);
            if !is_settling(&act) {
                push(view, (Ledger::Act, number), TakenBack::Act(act), &mut taken_back)?;
            }
        }
    }
    let sql = "SELECT id, line FROM sighting WHERE figure = ?1 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        let seen = TakenBack::SeenAgain(row.get::<_, i64>(1)? as u64);
        push(view, (Ledger::Sighting, row.get(0)?), seen, &mut taken_back)?;
    }
    let sql = "SELECT id FROM detail WHERE series = (SELECT series FROM figure WHERE id = ?1)
               AND figure = ?1 AND why IS NOT NULL ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        push(view, (Ledger::Detail, row.get(0)?), TakenBack::DetailsMended, &mut taken_back)?;
    }
    taken_back.sort_by_key(|(entry, _)| *entry);
    Ok(taken_back)
}

fn push(
    view: &View<'_>,
    (ledger, row): (Ledger, i64),
    what: TakenBack,
    into: &mut Vec<(EntryId, TakenBack)>,
) -> Result<()> {
    let entry = view.visibility().entry_of(ledger, row)?.map(|entry| entry.id);
    into.extend(entry.filter(|entry| !view.visibility().stands(*entry)).map(|entry| (entry, what)));
    Ok(())
}

/// The entries that took one back, whether or not they stand, oldest first.
///
/// # Errors
/// What SQLite says.
pub fn undos_of(view: &View<'_>, entry: EntryId) -> Result<Vec<EntryId>> {
    let sql = "SELECT id FROM entry INDEXED BY entry_by_undone WHERE undoes = ?1 AND id <= ?2 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let rows = statement.query_map([entry.0, view.visibility().number().0], |row| row.get(0).map(EntryId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a figure was recorded by then, and is hidden since every entry that saw it was taken back.
///
/// # Errors
/// What SQLite says.
pub fn is_hidden(view: &View<'_>, id: FigureId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM figure WHERE id = ?1)";
    let is_there: bool = view.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?;
    let is_reached = is_there && view.visibility().reaches(Ledger::Figure, id.0);
    Ok(is_reached && super::figures::one(view, id)?.is_none())
}
