//! What is held, as the use cases ask for it: which figures, by whom, why, and what was said of them over time.

use rusqlite::Row;

use crate::model::date::Timestamp;
use crate::model::hold::HoldKind;
use crate::model::recorded::{EntryId, FigureId};

use super::ledgers::Ledger;
use super::rows::unreadable;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, Store, embargoes};

pub use super::holds::{Hold, Holds};

use super::holds::held_figure;

/// The figures that an entry recorded, and those that it saw again.
const SEEN_BY: &[(Ledger, &str)] = &[
    (Ledger::Figure, "SELECT id FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id"),
    (Ledger::Sighting, "SELECT DISTINCT figure FROM sighting WHERE id > ?1 AND id <= ?2 ORDER BY figure"),
];

/// Something that an entry says of what is held.
#[derive(Clone, Debug)]
pub struct SaidOfHeld {
    /// What it says.
    pub kind: HoldKind,
    /// Of a figure.
    pub figure: Option<FigureId>,
    /// Of an entry; without both of its own figures.
    pub entry: Option<EntryId>,
    /// Why.
    pub why: Option<String>,
}

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

/// The held figures of an entry, by their numbers: those that it recorded or saw again, and that are held.
///
/// # Errors
/// What SQLite says.
pub fn figures_of(view: &View<'_>, entry: EntryId) -> Result<Vec<FigureId>> {
    let holds = all(view)?;
    let mut held = Vec::new();
    for (ledger, sql) in SEEN_BY {
        let Some((above, last)) = view.visibility.rows_of(*ledger, entry)? else { continue };
        let mut statement = view.conn.prepare_cached(sql)?;
        let mut rows = statement.query([above, last])?;
        while let Some(row) = rows.next()? {
            let id = FigureId(row.get(0)?);
            held.extend(held_figure(view.conn, &view.visibility, &holds, id)?.map(|_| id));
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
    let sql = "SELECT id, what, figure, entry, why FROM hold ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
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

/// What a row says: what, figure, entry, why from its second column on.
fn said_in(row: &Row<'_>) -> Result<SaidOfHeld> {
    let what: String = row.get(1)?;
    Ok(SaidOfHeld {
        kind: HoldKind::from_word(&what).ok_or_else(|| unreadable("hold", &what))?,
        figure: row.get::<_, Option<i64>>(2)?.map(FigureId),
        entry: row.get::<_, Option<i64>>(3)?.map(EntryId),
        why: row.get(4)?,
    })
}

/// When the next embargo ends after a time: from then on answers may be others, though nothing was recorded.
///
/// # Errors
/// What SQLite says.
pub fn next_embargo_end(store: &Store, now: Timestamp) -> Result<Option<Timestamp>> {
    let visibility = Visibility::load(&store.conn, None)?;
    Ok(embargoes::ends(&store.conn, &visibility)?
        .into_iter()
        .map(|(_, end)| end)
        .filter(|end| *end > now)
        .min())
}
