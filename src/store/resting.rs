//! What rests on an entry: links that later entries tied to its figures.

use crate::model::recorded::{Act, EntryId};

use super::Result;
use super::ledgers::Ledger;
use super::rows::{act, is_visible};
use super::view::View;
use super::visibility::Visibility;

/// A link of a later entry that has a figure of an earlier one at one of its ends.
#[derive(Clone, Debug)]
pub struct Resting {
    /// The later entry.
    pub entry: EntryId,
    /// The link.
    pub act: Act,
}

impl View<'_> {
    /// The links of later, standing entries that rest on an entry's figures.
    pub fn resting_on(&self, entry: EntryId) -> Result<Vec<Resting>> {
        resting_on(self.conn(), self.visibility(), entry)
    }

    /// How many figures nothing but this entry shows: those that an undo would hide.
    pub fn shown_only_by(&self, entry: EntryId) -> Result<u64> {
        let without = self.visibility().without(entry)?;
        let Some((above, last)) = self.visibility().rows_of(Ledger::Figure, entry)? else { return Ok(0) };
        let mut statement = self.conn().prepare_cached("SELECT id FROM figure WHERE id > ?1 AND id <= ?2")?;
        let mut rows = statement.query([above, last])?;
        let mut hidden = 0;
        while let Some(row) = rows.next()? {
            hidden += u64::from(!is_visible(self.conn(), &without, row.get(0)?)?);
        }
        Ok(hidden)
    }
}

/// As [`View::resting_on`], for a writer too.
pub(in crate::store) fn resting_on(
    conn: &rusqlite::Connection,
    visibility: &Visibility,
    entry: EntryId,
) -> Result<Vec<Resting>> {
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
    let mut resting = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(by) = visibility.standing_entry_of(Ledger::Act, row.get(0)?)? {
            resting.push(Resting { entry: by.id, act: act(row)? });
        }
    }
    Ok(resting)
}
