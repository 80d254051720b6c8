//! A verified copy of the store.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::verify::{Verified, verify};
use super::{Result, Store, unswept};

/// Copies the store, page by page as of one moment, into an empty file, and verifies the copy.
///
/// # Errors
/// A disk that is full. What the verification finds is in [`Verified::faults`].
pub fn back_up(store: &Store, to: &Path, tick: impl FnMut(u64)) -> Result<Verified> {
    let mut copy = Connection::open(to)?;
    Backup::new(&store.conn, &mut copy)?.run_to_completion(1 << 12, Duration::ZERO, None)?;
    drop(copy);
    if unswept::is_unswept(&store.conn)? {
        Store::open_for_writing(to)?; // which rewrites the copy
    }
    verify(&Store::open_for_reading(to)?, tick)
}
