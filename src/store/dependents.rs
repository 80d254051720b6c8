//! What depends on an entry: links that later entries tied to its figures, figures that nothing else shows.

use crate::model::recorded::{Act, EntryId};

use super::Result;
use super::ledgers::Ledger;
use super::rows::{act, is_visible};
use super::view::View;
use super::visibility::Visibility;
use super::voids::is_settling;

/// A link of a later entry that has a figure of an earlier one at one of its ends.
#[derive(Clone, Debug)]
pub struct Dependent {
    /// The later entry.
    pub entry: EntryId,
    /// The link.
    pub act: Act,
}

/// The links of later, standing entries that depend on an entry's figures.
pub fn links_on(view: &View<'_>, entry: EntryId) -> Result<Vec<Dependent>> {
    links(view.conn, view.visibility(), entry)
}

/// What an entry did with figures of earlier ones, each with the entry that recorded the figure; the first `most`.
pub fn links_of(view: &View<'_>, entry: EntryId, most: usize) -> Result<Vec<Dependent>> {
    let visibility = view.visibility();
    let (Some((figures, _)), Some((above, last))) =
        (visibility.rows_of(Ledger::Figure, entry)?, visibility.rows_of(Ledger::Act, entry)?)
    else {
        return Ok(Vec::new());
    };
    let sql = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
               WHERE id > ?1 AND id <= ?2 AND min(figure, ifnull(other, figure)) <= ?3 ORDER BY id LIMIT ?4";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query((above, last, figures, most as i64))?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        let act = act(row)?;
        let earlier = act.other.map_or(act.figure, |other| other.min(act.figure));
        if let Some(by) = visibility.entry_of(Ledger::Figure, earlier.0)?.filter(|_| !is_settling(&act)) {
            links.push(Dependent { entry: by.id, act });
        }
    }
    Ok(links)
}

/// How many figures nothing but this entry shows: those that an undo would hide.
pub fn shown_only_by(view: &View<'_>, entry: EntryId) -> Result<u64> {
    let without = view.visibility().without_entry(entry)?;
    let Some((above, last)) = view.visibility().rows_of(Ledger::Figure, entry)? else { return Ok(0) };
    let mut statement = view.conn.prepare_cached("SELECT id FROM figure WHERE id > ?1 AND id <= ?2")?;
    let mut rows = statement.query([above, last])?;
    let mut hidden = 0;
    while let Some(row) = rows.next()? {
        hidden += u64::from(!is_visible(view.conn, &without, row.get(0)?)?);
    }
    Ok(hidden)
}

/// As [`links_on`], for an entry in the making too.
pub(super) fn links(
    conn: &rusqlite::Connection,
    visibility: &Visibility,
    entry: EntryId,
) -> Result<Vec<Dependent>> {
    let (Some((above, last)), Some((_, acts))) =
        (visibility.rows_of(Ledger::Figure, entry)?, visibility.rows_of(Ledger::Act, entry)?)
    else {
        return Ok(Vec::new());
    };
    let mut statement = conn.prepare_cached(
        "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
         WHERE id > ?1 AND ((figure > ?2 AND figure <= ?3) OR (other > ?2 AND other <= ?3))
         ORDER BY id",
    )?;
    let mut rows = statement.query([acts, above, last])?;
    let mut dependents = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(by) = visibility.standing_entry_of(Ledger::Act, row.get(0)?)? {
            let act = act(row)?;
            dependents.extend((!is_settling(&act)).then_some(Dependent { entry: by.id, act }));
        }
    }
    Ok(dependents)
}
