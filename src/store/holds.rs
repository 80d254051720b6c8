//! What is held back and what was released, as far as it stands (`docs/rules.md`, "Hold and embargo").
//!
//! Of what is said of a figure itself the newest holds; without it the figure is held while every standing entry that saw it
//! is. So a release of single figures leaves the rest of their entry held.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use crate::model::hold::HoldKind;
use crate::model::recorded::{EntryId, FigureId};

use super::Result;
use super::ledgers::Ledger;
use super::rows::{seen_by, unreadable};
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

/// All that entries say of what is held, to be read by [`said_in`].
pub(super) const ALL: &str = "SELECT id, what, figure, entry, why FROM hold ORDER BY id";

/// What a row says: what, figure, entry, why from its second column on.
pub(super) fn said_in(row: &Row<'_>) -> Result<SaidOfHeld> {
    let what: String = row.get(1)?;
    Ok(SaidOfHeld {
        kind: HoldKind::from_word(&what).ok_or_else(|| unreadable("hold", &what))?,
        figure: row.get::<_, Option<i64>>(2)?.map(FigureId),
        entry: row.get::<_, Option<i64>>(3)?.map(EntryId),
        why: row.get(4)?,
    })
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
        let mut statement = conn.prepare_cached(ALL)?;
        let mut rows = statement.query([])?;
        let mut holds = Holds::default();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let Some(by) = visibility.standing_entry_of(Ledger::Hold, id)? else { continue };
            let SaidOfHeld { kind, figure, entry, why } = said_in(row)?;
            let hold = Hold { kind, by: by.id, why, at: (by.rank, id) };
            match figure {
                Some(figure) => put(&mut holds.figures, figure.0, hold),
                None => put(&mut holds.entries, entry.unwrap_or(by.id), hold),
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
    let mut holding = None;
    for entry in seen_by(conn, visibility, id)? {
        match holds.of_entry(entry.id).filter(|hold| hold.kind.holds()) {
            Some(hold) => holding = holding.or_else(|| Some(hold.clone())),
            None => return Ok(None),
        }
    }
    Ok(holding)
}
