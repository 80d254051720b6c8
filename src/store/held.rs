//! What is held, as the use cases ask for it: which figures, by whom, why, and what was said of them over time.

use std::collections::BTreeMap;

use crate::model::date::Timestamp;
use crate::model::recorded::{EntryId, FigureId};

use super::ledgers::Ledger;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, Store, embargoes};

pub use super::holds::{Hold, Holds, SaidOfHeld};

use super::holds::{ALL, held_figure, said_in};

/// The figures that an entry recorded, and those that it saw again.
const SEEN_BY: &[(Ledger, &str)] = &[
    (Ledger::Figure, "SELECT id FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id"),
    (Ledger::Sighting, "SELECT DISTINCT figure FROM sighting WHERE id > ?1 AND id <= ?2 ORDER BY figure"),
];

/// What is held, as far as a view reaches.
///
/// # Errors
/// What SQLite says.
pub fn all(view: &View<'_>) -> Result<Holds> {
    Holds::of(view.conn, &view.visibility)
}

/// Why a figure is held: what is said of it by itself, or of an entry that saw it; `None` where it is not.
///
/// # Errors
/// What SQLite says.
pub fn of_figure(view: &View<'_>, id: FigureId) -> Result<Option<Hold>> {
    held_figure(view.conn, &view.visibility, &all(view)?, id)
}

/// The held figures, by their numbers, each with what holds it.
///
/// # Errors
/// What SQLite says.
pub fn figures(view: &View<'_>) -> Result<BTreeMap<FigureId, Hold>> {
    let (holds, mut held) = (all(view)?, BTreeMap::new());
    for (figure, _) in holds.figures().filter(|(_, is_held)| *is_held) {
        let id = FigureId(figure);
        held.extend(holds.of_figure(id).map(|hold| (id, hold.clone())));
    }
    for entry in holds.entries().filter(|entry| view.visibility.stands(*entry)) {
        held.extend(seen_and_held(view, &holds, entry)?);
    }
    Ok(held)
}

/// The held figures of an entry, by their numbers: those that it recorded or saw again, and that are held.
///
/// # Errors
/// What SQLite says.
pub fn figures_of(view: &View<'_>, entry: EntryId) -> Result<Vec<FigureId>> {
    Ok(seen_and_held(view, &all(view)?, entry)?.into_keys().collect())
}

fn seen_and_held(view: &View<'_>, holds: &Holds, entry: EntryId) -> Result<BTreeMap<FigureId, Hold>> {
    let mut held = BTreeMap::new();
    for (ledger, sql) in SEEN_BY {
        let Some((above, last)) = view.visibility.rows_of(*ledger, entry)? else { continue };
        let mut statement = view.conn.prepare_cached(sql)?;
        let mut rows = statement.query([above, last])?;
        while let Some(row) = rows.next()? {
            let id = FigureId(row.get(0)?);
            held.extend(held_figure(view.conn, &view.visibility, holds, id)?.map(|hold| (id, hold)));
        }
    }
    Ok(held)
}

/// What an entry says of what is held: of itself, of another entry, of figures; the first `most`.
///
/// # Errors
/// What SQLite says.
pub fn said_by(view: &View<'_>, entry: EntryId, most: usize) -> Result<Vec<SaidOfHeld>> {
    let Some((above, last)) = view.visibility.rows_of(Ledger::Hold, entry)? else { return Ok(Vec::new()) };
    let sql = "SELECT id, what, figure, entry, why FROM hold WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query((above, last, most as i64))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        said.push(said_in(row)?);
    }
    Ok(said)
}

/// What entries say of a figure that is or was held: of it, or of an entry that saw it; each with the entry that says so, in the
/// order in which they are recorded here.
///
/// # Errors
/// What SQLite says.
pub fn life_of(view: &View<'_>, id: FigureId) -> Result<Vec<(SaidOfHeld, EntryId)>> {
    let mut seen = Vec::from_iter(view.visibility.entry_of(Ledger::Figure, id.0)?.map(|entry| entry.id));
    let mut statement = view.conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        seen.extend(view.visibility.entry_of(Ledger::Sighting, row.get(0)?)?.map(|entry| entry.id));
    }
    let mut statement = view.conn.prepare_cached(ALL)?;
    let mut rows = statement.query([])?;
    let mut life = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(by) = view.visibility.entry_of(Ledger::Hold, row.get(0)?)? else { continue };
        let said = said_in(row)?;
        let of_entry = said.entry.unwrap_or(by.id);
        if said.figure == Some(id) || said.figure.is_none() && seen.contains(&of_entry) {
            life.push((said, by.id));
        }
    }
    Ok(life)
}

/// When the next embargo ends after a time: from then on answers may be others, though nothing was recorded.
///
/// # Errors
/// What SQLite says.
pub fn next_embargo_end(store: &Store, now: Timestamp) -> Result<Option<Timestamp>> {
    let visibility = Visibility::load(&store.conn, None)?;
    let ends = embargoes::ends_after(&store.conn, &visibility, Some(now))?;
    Ok(ends.into_iter().map(|(_, end)| end).min())
}
