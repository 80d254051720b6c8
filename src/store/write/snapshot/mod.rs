//! Snapshots of feeds: each row is compared with the last standing snapshot. What is unchanged costs nothing, what changed is
//! known from the time of the snapshot, what vanished is gone from then on. Nothing else of writing knows how.

mod compare;
mod comparing;
mod events;
mod rows;
mod take;
mod taken;

pub(super) use compare::{compare, finish_unchanged, note_row};
pub(super) use comparing::SnapshotComparison;
pub use take::{begin, end, keeps_bytes, leave_out};
pub(super) use taken::{feed, holds, is_taken, is_unchanged, known_with, taken, unchanged_named};
