//! What is held back and what was released, as far as it stands (`docs/rules.md`, "Hold and embargo").
//!
//! Of what is said of a figure itself the newest holds; without it the figure is held while every standing entry that saw it
//! is. So a release of single figures leaves the rest of their entry held.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::model::hold::HoldKind;
use crate::model::recorded::{EntryId, FigureId};

use super::Result;
use super::ledgers::Ledger;
use super::rows::unreadable;
use super::visibility::{Rank, Visibility};

/// Something that was said of what is held.
#[derive(Clone, Debug)]
pub struct Hold {
    /// What was said.
    pub kind: HoldKind,
    /// The entry that says so.
    pub by: EntryId,
    /// Why.
    pub why: Option<String>,
    at: (Rank, i64),
}

/// What holds of entries and of single figures.
#[derive(Clone, Debug, Default)]
pub struct Holds {
    entries: BTreeMap<EntryId, Hold>,
    figures: BTreeMap<i64, Hold>,
}

impl Holds {
    /// As far as it is visible.
    pub(super) fn of(conn: &Connection, visibility: &Visibility<'_>) -> Result<Holds> {
        let sql = "SELECT id, what, figure, entry, why FROM hold ORDER BY id";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut holds = Holds::default();
        while let Some(row) = rows.next()? {
            let (id, what): (i64, String) = (row.get(0)?, row.get(1)?);
            let Some(by) = visibility.standing_entry_of(Ledger::Hold, id)? else { continue };
            let kind = HoldKind::from_word(&what).ok_or_else(|| unreadable("hold", &what))?;
            let hold = Hold { kind, by: by.id, why: row.get(4)?, at: (by.rank, id) };
            match row.get::<_, Option<i64>>(2)? {
                Some(figure) => put(&mut holds.figures, figure, hold),
                None => put(&mut holds.entries, row.get::<_, Option<i64>>(3)?.map_or(by.id, EntryId), hold),
            }
        }
        Ok(holds)
    }

    /// Whether nothing was ever held.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.figures.is_empty()
    }

    /// The entries that are held, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> {
        self.entries.iter().filter(|(_, hold)| hold.kind.holds()).map(|(entry, _)| *entry)
    }

    /// The figures of which something is said by themselves, and whether they are held.
    pub fn figures(&self) -> impl Iterator<Item = (i64, bool)> {
        self.figures.iter().map(|(figure, hold)| (*figure, hold.kind.holds()))
    }

    /// What holds of an entry: that it is held, or was released.
    pub fn of_entry(&self, entry: EntryId) -> Option<&Hold> {
        self.entries.get(&entry)
    }

    /// What is said of a figure by itself.
    pub fn of_figure(&self, figure: FigureId) -> Option<&Hold> {
        self.figures.get(&figure.0)
    }
}

/// Keeps the newer of what was said.
fn put<K: Ord>(holds: &mut BTreeMap<K, Hold>, of: K, hold: Hold) {
    match holds.get(&of) {
        Some(known) if known.at > hold.at => {}
        _ => drop(holds.insert(of, hold)),
    }
}

/// Why a figure is held: what is said of it by itself, or of an entry that saw it; `None` where it is not.
pub(super) fn held_figure(
    conn: &Connection,
    visibility: &Visibility<'_>,
    holds: &Holds,
    id: FigureId,
) -> Result<Option<Hold>> {
    if let Some(own) = holds.of_figure(id) {
        return Ok(own.kind.holds().then(|| own.clone()));
    }
    let (mut holding, mut entries) = (None, Vec::new());
    entries.extend(visibility.standing_entry_of(Ledger::Figure, id.0)?);
    let mut statement = conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        entries.extend(visibility.standing_entry_of(Ledger::Sighting, row.get(0)?)?);
    }
    for entry in entries {
        match holds.of_entry(entry.id).filter(|hold| hold.kind.holds()) {
            Some(hold) => holding = holding.or_else(|| Some(hold.clone())),
            None => return Ok(None),
        }
    }
    Ok(holding)
}
