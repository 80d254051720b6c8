//! Merging: the entries of another store go in one by one, in their order, each as an entry of this one that keeps its
//! uid, its time, who made it and with which program. All of them, or none.
//!
//! What a store answers is a function of the set of its entries and of an order that is the same everywhere: the time at
//! which an entry was first recorded, then its uid. So it does not matter who merges whom, or when.

mod arriving;
mod carry;
mod conflicts;
mod erasing;
mod merging;
mod number_map;
mod replay;

use rustc_hash::FxHashMap;

use crate::model::date::Timestamp;
use crate::model::desk_difference::DeskDifference;
use crate::model::hold::Discretion;
use crate::model::names::{NameField, NameKind};
use crate::model::recorded::EntryId;

use super::chain::Hash;
use super::transaction::Transaction;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, Store, desk_differences, discreet, redactions};

use merging::Merging;

/// When entries arrive, and whether they are to stay.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// The clock: each entry takes the next free microsecond.
    pub at: Timestamp,
    /// What happens to them in the end.
    pub outcome: MergeMode,
}

/// What happens to merged entries in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeMode {
    /// They stay.
    Recorded,
    /// They were only tried.
    DryRun,
}

/// What a merge came to.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The entries that came in: their numbers here, in order.
    pub entries: Vec<EntryId>,
    /// The entries that both stores held already.
    pub known: u64,
    /// Figures that were not here before.
    pub new: u64,
    /// Figures that were.
    pub same: u64,
    /// What the merged entries say about names.
    pub facts: u64,
    /// Entries of this store that stood before and do not now: the other desk had taken them back.
    pub undone: Vec<EntryId>,
    /// Names of which the two desks said different things.
    pub conflicts: Vec<Conflict>,
    /// Figures that desks read differently, as far as this store did not know it.
    pub differing: Vec<DeskDifference>,
    /// Texts that were erased here, and did not come in again.
    pub kept_out: u64,
    /// Texts of this store that the other desk had erased, and that are erased here now.
    pub erased: u64,
    /// Imported files whose bytes stayed behind, since a text that was erased here might stand in them.
    pub files_left: u64,
    /// The series that were touched.
    pub touched: Vec<i64>,
}

/// One thing that two desks say differently about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What the name is the name of.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// What is said about it.
    pub field: NameField,
    /// What this desk said.
    pub ours: Statement,
    /// What the other desk said.
    pub theirs: Statement,
    /// What holds now.
    pub holds: String,
}

/// What was said of a name, by whom and when, at the desk where it was first recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What was said; empty: it took back what had been said before.
    pub value: String,
    /// Who said it.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// How many bytes of the other store are kept in memory: it is read in the order of its tables.
const THEIRS: &str = "PRAGMA cache_size = -8192";

/// Whether every entry of another store is here already, so that there is nothing to merge, or to verify.
///
/// # Errors
/// What either store says.
pub fn has_all_of(store: &Store, other: &Store) -> Result<bool> {
    let (ours, theirs) = (View::of(store, None)?, View::of(other, None)?);
    let known = uids(ours.conn)?;
    Ok(uids(theirs.conn)?.keys().all(|uid| known.contains_key(uid)))
}

/// Merges another store into this one, in one transaction. The other one is only read; it should have been verified.
/// `tick` is called now and then with how many of its rows have been seen to.
///
/// # Errors
/// What either store says; nothing was merged then.
pub fn merge(
    store: &mut Store,
    other: &Store,
    arrival: Arrival,
    tick: &mut dyn FnMut(u64),
) -> Result<Merged> {
    other.conn.execute_batch(THEIRS)?;
    let theirs = View::of(other, None)?;
    let mut hashes = redactions::hashes(theirs.conn, theirs.visibility())?;
    if !hashes.is_empty() {
        store.conn.execute_batch("PRAGMA secure_delete = ON")?;
    }
    let transaction = Transaction::begin(&store.conn)?;
    if !store.is_where_it_was() {
        return Err(super::StoreFault::Moved);
    }
    let before = Visibility::load(&store.conn, None)?;
    let erased = redactions::hashes(&store.conn, &before)?;
    hashes.retain(|hash, _| erased.contains_key(hash));
    let carries_files = hashes.len() == erased.len();
    let known = uids(&store.conn)?;
    let mut merging = Merging::new(transaction, &theirs, known, erased, carries_files, tick);
    let entries = in_order(&theirs)?;
    replay::begin(&mut merging, &entries)?;
    for (number, uid) in entries {
        replay::entry(&mut merging, number, uid, arrival.at)?;
    }
    let (transaction, mut merged) = merging.end();
    if merged.entries.is_empty() {
        return Ok(merged);
    }
    merged.conflicts = conflicts::between(&store.conn, &before, &theirs)?;
    let after = Visibility::load(&store.conn, None)?;
    let differing = |visibility: &Visibility<'_>| {
        let Discretion { reveal, now } = store.discretion();
        let withheld = discreet::withheld(&store.conn, visibility, reveal, now)?;
        desk_differences::all(&View::over(&store.conn, visibility.clone().without(withheld))?)
    };
    let known = differing(&before)?;
    merged.differing = differing(&after)?;
    merged.differing.retain(|difference| !known.contains(difference));
    merged.undone = after.undone().iter().copied().filter(|entry| before.stands(*entry)).collect();
    if arrival.outcome == MergeMode::Recorded {
        transaction.commit()?;
        store.sweep_what_was_left()?;
    }
    Ok(merged)
}
/// The entries of a store by their uids: the hash where they were first recorded.
fn uids(conn: &rusqlite::Connection) -> Result<FxHashMap<Hash, i64>> {
    let mut statement = conn.prepare("SELECT ifnull(origin_uid, hash), id FROM entry")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The entries of the other store by number, each with its uid.
fn in_order(theirs: &View<'_>) -> Result<Vec<(i64, Hash)>> {
    let mut by_number: Vec<(i64, Hash)> =
        uids(theirs.conn)?.into_iter().map(|(uid, number)| (number, uid)).collect();
    by_number.sort_unstable();
    Ok(by_number)
}
