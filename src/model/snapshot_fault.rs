//! Why a snapshot of a feed is not taken.

use std::fmt;

use super::date::Moment;
use super::problem::Fault;
use super::recorded::EntryId;
use super::snapshot::Snapshot;

/// Why a snapshot is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotFault {
    /// The feed was seen later already.
    NotLater {
        /// The snapshot.
        snapshot: Snapshot,
        /// The last one that stands.
        last: Moment,
        /// Its entry.
        entry: EntryId,
    },
    /// Rows could not be read; left out, they would count as vanished.
    Rejected {
        /// How many.
        rows: u64,
    },
    /// A feed is one file.
    SeveralFiles,
}

impl SnapshotFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("V101", "a snapshot that is not later than the last one of its feed"),
        ("V102", "a snapshot with rows that cannot be read"),
        ("V103", "several files as one snapshot"),
    ];
}

impl fmt::Display for SnapshotFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotFault::NotLater { snapshot, last, entry } => {
                let Snapshot { feed, at } = snapshot;
                write!(
                    f,
                    "the snapshot of {at} is not later than the last one of the feed {feed}, entry {entry} of {last}"
                )
            }
            SnapshotFault::Rejected { rows } => {
                let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
                write!(
                    f,
                    "{rows} rejected, and left out they would count as vanished from the feed: nothing was stored"
                )
            }
            SnapshotFault::SeveralFiles => write!(f, "a feed is one file, and several were named"),
        }
    }
}

impl Fault for SnapshotFault {
    fn code(&self) -> &'static str {
        match self {
            SnapshotFault::NotLater { .. } => "V101",
            SnapshotFault::Rejected { .. } => "V102",
            SnapshotFault::SeveralFiles => "V103",
        }
    }

    fn hint(&self) -> String {
        match self {
            SnapshotFault::NotLater { snapshot, last, entry } if snapshot.at.date == last.date => {
                format!(
                    "give both times of day and their zone, or take the last one back: tollbook undo {entry}"
                )
            }
            SnapshotFault::NotLater { entry, .. } => {
                format!(
                    "take snapshots in the order of their times; to begin again before it: tollbook undo {entry}"
                )
            }
            SnapshotFault::Rejected { .. } => {
                "mend the rows above, or have a profile say which rows are none: FILE.csv.toml".into()
            }
            SnapshotFault::SeveralFiles => {
                "import each file with a feed of its own: tollbook import FILE --feed NAME".into()
            }
        }
    }
}
