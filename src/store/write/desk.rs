//! What the desk does to its own work: taking an entry back, and saying something about a name.

use crate::model::name::Name;
use crate::model::names::{NameFact, NameKind};
use crate::model::recorded::EntryId;
use crate::model::undo_fault::UndoFault;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::intern::find_name;
use crate::store::ledgers::Ledger;
use crate::store::read::names_at;
use crate::store::redactions::is_redaction;

use super::Writer;

impl Writer<'_> {
    /// The entry that an undo would take back: the one that is named, or the newest that stands and is no undo itself.
    ///
    /// # Errors
    /// Within: why there is none.
    pub fn to_undo(&self, named: Option<EntryId>) -> Result<std::result::Result<EntryId, UndoFault>> {
        let chosen = match named {
            Some(id) => self.horizon.entry(id)?,
            None => self.horizon.newest_doing()?,
        };
        let Some(entry) = chosen.map(|entry| entry.id) else {
            return Ok(Err(named.map_or(UndoFault::NothingToUndo, UndoFault::NoSuchEntry)));
        };
        if !self.horizon.stands(entry) {
            return Ok(Err(UndoFault::AlreadyUndone { entry, by: self.horizon.undone_by(entry)? }));
        }
        Ok(match (is_redaction(&self.horizon, entry)?, self.snapshot_after(entry)?) {
            (true, _) => Err(UndoFault::Erased { entry }),
            (false, Some(newest)) => Err(UndoFault::SnapshotBelow { entry, newest }),
            (false, None) => Ok(entry),
        })
    }

    /// The newest standing snapshot of the feed of which an entry took an earlier one, or took one back: a snapshot says
    /// what changed since the one before it, so that only the newest can go, or come again.
    fn snapshot_after(&self, id: EntryId) -> Result<Option<EntryId>> {
        let Some(entry) = self.horizon.entry(id)? else { return Ok(None) };
        let root = self.horizon.root_of(&entry)?;
        let Some(feed) = root.feed else { return Ok(None) };
        Ok(self.horizon.newest_snapshot(feed)?.filter(|newest| *newest > root.id))
    }

    /// Records a fact about a name. `false` when the same was said before and still holds.
    pub fn say(&mut self, fact: &NameFact, why: Option<&str>) -> Result<bool> {
        let known = match self.names.take() {
            Some(known) => known,
            None => names_at(self.sealing.conn(), &self.horizon)?,
        };
        let known = self.names.insert(known);
        if known.get(fact.kind, &fact.name, fact.field).unwrap_or_default() == fact.value {
            return Ok(false);
        }
        known.learn(fact.clone());
        let name = self.interned.name(&mut self.sealing, fact.kind, fact.name.as_str())?;
        let cells =
            [Cell::Int(name), Cell::Text(fact.field.word()), Cell::Text(&fact.value), Cell::text(why)];
        self.sealing.insert(Ledger::Fact, &cells)?;
        Ok(true)
    }

    /// Whether the store knows a name.
    pub fn knows(&self, kind: NameKind, name: &Name) -> Result<bool> {
        Ok(find_name(self.sealing.conn(), kind, name.as_str())?.is_some())
    }
}
