//! Which entry brought a figure: of those that saw it and stand, the one that was recorded first, wherever that was.

use rustc_hash::FxHashMap;

use crate::model::recorded::{EntryId, FigureId, Recorded};

use super::ledgers::Ledger;
use super::view::View;
use super::visibility::Rank;
use super::{Result, merged};

/// An entry by its rank, the line on which it saw a figure, and its number.
type Seen = (Rank, u64, EntryId);

/// The figures that another entry brought than the one that recorded them here, each with that entry: the own one was
/// taken back, or another desk had them sooner. Their lines become those of its file.
///
/// # Errors
/// What SQLite says.
pub fn first_elsewhere(view: &View<'_>, figures: &mut [Recorded]) -> Result<FxHashMap<FigureId, EntryId>> {
    let mut elsewhere = FxHashMap::default();
    for recorded in figures {
        let own = view.visibility().sees(Ledger::Figure, recorded.id.0);
        if own && !merged::may_be_seen_again(view, recorded.id.0) {
            continue; // its own row is the first: where nothing was merged, numbers are the order of recording
        }
        if let Some((_, line, entry)) = first(view, recorded)? {
            let here = view.visibility().entry_of(Ledger::Figure, recorded.id.0)?.map(|own| own.id);
            if here != Some(entry) {
                elsewhere.insert(recorded.id, entry);
            }
            recorded.line = line;
        }
    }
    Ok(elsewhere)
}

/// The entry that brought a figure: of those that saw it and stand, the one that was recorded first; by its place, with the line
/// on which it did. `None` where no entry has sealed it yet.
///
/// # Errors
/// What SQLite says.
pub fn brought_by(view: &View<'_>, recorded: &Recorded) -> Result<Option<(Rank, u64)>> {
    let (id, line) = (recorded.id.0, recorded.line);
    let found = match view.visibility().sees(Ledger::Figure, id) && !merged::may_be_seen_again(view, id) {
        true => seen_by(view, Ledger::Figure, id, line)?,
        false => first(view, recorded)?,
    };
    Ok(found.map(|(rank, line, _)| (rank, line)))
}

/// The further entries that saw a figure and stand, each with the line; in the order in which they are recorded here.
///
/// # Errors
/// What SQLite says.
pub fn sightings(view: &View<'_>, id: FigureId) -> Result<Vec<(EntryId, u64)>> {
    Ok(seen_again(view, id)?.into_iter().map(|(_, line, entry)| (entry, line)).collect())
}

fn first(view: &View<'_>, recorded: &Recorded) -> Result<Option<Seen>> {
    let own = seen_by(view, Ledger::Figure, recorded.id.0, recorded.line)?;
    Ok(own.into_iter().chain(seen_again(view, recorded.id)?).min())
}

fn seen_again(view: &View<'_>, id: FigureId) -> Result<Vec<Seen>> {
    let mut statement =
        view.conn.prepare_cached("SELECT id, line FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    let mut seen = Vec::new();
    while let Some(row) = rows.next()? {
        seen.extend(seen_by(view, Ledger::Sighting, row.get(0)?, row.get::<_, i64>(1)? as u64)?);
    }
    Ok(seen)
}

/// The entry of a row that saw a figure, where it stands.
fn seen_by(view: &View<'_>, ledger: Ledger, row: i64, line: u64) -> Result<Option<Seen>> {
    let entry = view.visibility().standing_entry_of(ledger, row)?;
    Ok(entry.map(|entry| (entry.rank, line, entry.id)))
}
