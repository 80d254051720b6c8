//! Why an entry cannot be taken back.

use super::problem::faults;
use super::recorded::EntryId;

const SEE_LOG: &str = "see what was done with tollbook log";

faults! {
/// Why an undo does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoFault: Other {
    /// There is nothing to undo: no entry stands.
    "O101" NothingToUndo is "no entry stands that could be taken back";
    hint "{SEE_LOG}";

    /// There is no entry of that number.
    "O102" NoSuchEntry(entry: EntryId) is "there is no entry {entry}";
    hint "{SEE_LOG}";

    /// The entry was taken back before.
    "O103" AlreadyUndone {
        /// The entry.
        entry: EntryId,
        /// The undo that took it back.
        by: Option<EntryId>,
    } is "entry {entry} was taken back before";
    hint "{}", by.map_or_else(|| SEE_LOG.to_owned(), |by| format!("restore it with tollbook undo {by}"));

    /// The entry erased a text because the law demands it, and nothing brings it back.
    "O104" Erased {
        /// The entry.
        entry: EntryId,
    } is "entry {entry} erased a text because the law demands it: nothing brings it back";
    hint "see with tollbook log which entry you mean, and take that back: tollbook undo ENTRY";

    /// The entry took a snapshot of a feed, and later snapshots stand on it.
    "O105" SnapshotBelow {
        /// The entry.
        entry: EntryId,
        /// The newest standing snapshot of the feed.
        newest: EntryId,
    } is "entry {entry} took a snapshot of a feed, and later ones say what changed since, the last as entry {newest}";
    hint "take back the newest first, one by one: tollbook undo {newest}";
}
}
