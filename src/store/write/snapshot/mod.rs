//! Snapshots of feeds: each row is compared with the last standing snapshot. What is unchanged costs nothing, what changed is
//! known from the time of the snapshot, what vanished is gone from then on. Nothing else of writing knows how.

mod compare;
mod comparing;
mod events;
mod rows;
mod take;

pub(super) use compare::{
    compare, feed, finish_unchanged, is_taken, is_unchanged, known_with, note_row, taken, unchanged_named,
};
pub(super) use comparing::Comparing;
pub use take::{begin, end, keeps_bytes};
