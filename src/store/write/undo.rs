//! Which entry an undo takes back, and why none.

use crate::model::recorded::EntryId;
use crate::model::undo_fault::UndoFault;
use crate::store::Result;
use crate::store::redactions::is_redaction;
use crate::store::visibility::Visibility;

use super::entry::EntryTransaction;

/// The entry that an undo would take back: the one that is named, or the newest that stands and is no undo itself.
///
/// # Errors
/// Within: why there is none.
pub fn choose(
    entry: &EntryTransaction<'_>,
    named: Option<EntryId>,
) -> Result<std::result::Result<EntryId, UndoFault>> {
    let visibility = &entry.visibility;
    let chosen = match named {
        Some(id) => visibility.entry(id)?,
        None => visibility.newest_doing()?,
    };
    let Some(entry) = chosen.map(|entry| entry.id) else {
        return Ok(Err(named.map_or(UndoFault::NothingToUndo, UndoFault::NoSuchEntry)));
    };
    if !visibility.stands(entry) {
        return Ok(Err(UndoFault::AlreadyUndone { entry, by: visibility.undone_by(entry)? }));
    }
    Ok(match (is_redaction(visibility, entry)?, snapshot_after(visibility, entry)?) {
        (true, _) => Err(UndoFault::Erased { entry }),
        (false, Some(newest)) => Err(UndoFault::SnapshotBelow { entry, newest }),
        (false, None) => Ok(entry),
    })
}

/// The newest standing snapshot of the feed of which an entry took an earlier one, or took one back: a snapshot says
/// what changed since the one before it, so that only the newest can go, or come again.
fn snapshot_after(visibility: &Visibility<'_>, id: EntryId) -> Result<Option<EntryId>> {
    let Some(entry) = visibility.entry(id)? else { return Ok(None) };
    let root = visibility.root_of(&entry)?;
    let Some(feed) = root.feed else { return Ok(None) };
    Ok(visibility.newest_snapshot(feed)?.filter(|newest| *newest > root.id))
}
