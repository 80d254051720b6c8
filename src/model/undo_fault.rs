//! Why an entry cannot be taken back.

use std::fmt;

use super::problem::Fault;
use super::recorded::EntryId;

/// Why an undo does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoFault {
    /// There is no entry that stands.
    NothingToUndo,
    /// There is no entry of that number.
    NoSuchEntry(EntryId),
    /// The entry was taken back before.
    AlreadyUndone {
        /// The entry.
        entry: EntryId,
        /// The undo that took it back.
        by: Option<EntryId>,
    },
    /// The entry erased a text because the law demands it.
    Erased {
        /// The entry.
        entry: EntryId,
    },
    /// The entry took a snapshot of a feed, and later ones stand on it.
    SnapshotBelow {
        /// The entry.
        entry: EntryId,
        /// The newest standing snapshot of the feed.
        newest: EntryId,
    },
}

impl UndoFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("O101", "there is nothing to undo"),
        ("O102", "there is no entry of that number"),
        ("O103", "the entry was taken back before"),
        ("O104", "the entry erased a text, which nothing brings back"),
        ("O105", "later snapshots of the feed stand on the entry's"),
    ];
}

impl fmt::Display for UndoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UndoFault::NothingToUndo => write!(f, "no entry stands that could be taken back"),
            UndoFault::NoSuchEntry(id) => write!(f, "there is no entry {id}"),
            UndoFault::AlreadyUndone { entry, .. } => write!(f, "entry {entry} was taken back before"),
            UndoFault::Erased { entry } => {
                write!(f, "entry {entry} erased a text because the law demands it: nothing brings it back")
            }
            UndoFault::SnapshotBelow { entry, newest } => write!(
                f,
                "entry {entry} took a snapshot of a feed, and later ones say what changed since, the last as entry {newest}"
            ),
        }
    }
}

impl Fault for UndoFault {
    fn code(&self) -> &'static str {
        match self {
            UndoFault::NothingToUndo => "O101",
            UndoFault::NoSuchEntry(_) => "O102",
            UndoFault::AlreadyUndone { .. } => "O103",
            UndoFault::Erased { .. } => "O104",
            UndoFault::SnapshotBelow { .. } => "O105",
        }
    }

    fn hint(&self) -> String {
        match self {
            UndoFault::AlreadyUndone { by: Some(by), .. } => format!("restore it with tollbook undo {by}"),
            UndoFault::SnapshotBelow { newest, .. } => {
                format!("take back the newest first, one by one: tollbook undo {newest}")
            }
            UndoFault::Erased { .. } => {
                "see with tollbook log which entry you mean, and take that back: tollbook undo ENTRY".into()
            }
            _ => "see what was done with tollbook log".into(),
        }
    }
}
