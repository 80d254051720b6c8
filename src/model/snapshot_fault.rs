//! Why a snapshot of a feed is not taken.

use super::date::Moment;
use super::problem::faults;
use super::recorded::EntryId;
use super::snapshot::Snapshot;

faults! {
/// Why a snapshot is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotFault: Other {
    /// A snapshot that is not later than the last one of its feed.
    "V101" NotLater {
        /// The snapshot.
        snapshot: Snapshot,
        /// The last one that stands.
        last: Moment,
        /// Its entry.
        entry: EntryId,
    } is "the snapshot of {} is not later than the last one of the feed {}, entry {entry} of {last}", snapshot.at, snapshot.feed;
    hint "{}: tollbook undo {entry}", if snapshot.at.date == last.date {
        "give both times of day and their zone, or take the last one back"
    } else {
        "take snapshots in the order of their times; to begin again before it"
    };

    /// A snapshot with rows that cannot be read: left out, they would count as vanished.
    "V102" Rejected {
        /// How many.
        rows: u64,
    } is "{rows} {} rejected, and left out they would count as vanished from the feed: nothing was stored", if *rows == 1 { "row" } else { "rows" };
    hint "mend the rows above, or have a profile say which rows are none: FILE.csv.toml";

    /// Several files as one snapshot: a feed is one file.
    "V103" SeveralFiles is "a feed is one file, and several were named";
    hint "import each file with a feed of its own: tollbook import FILE --feed NAME";
}
}
