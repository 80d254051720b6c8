//! The rows of a file on their way in: gathered until there are enough of them to be written together.

use crate::model::figure::Completeness;
use crate::model::recorded::Counts;
use crate::model::validate::Drafted;
use crate::store::Result;
use crate::store::ledgers::Ledger;

use super::batch::Rest;
use super::entry::EntryTransaction;
use super::pending_table::{self, PendingRow};
use super::put;

/// Adds the figures of a row that points at no other. `false` when the file has given the row's ref to another row
/// before.
pub fn append(entry: &mut EntryTransaction<'_>, line: u64, drafted: Drafted) -> Result<bool> {
    if let Some(reference) = &drafted.reference
        && !claim(entry, reference)?
    {
        return Ok(false);
    }
    add(entry, line, drafted, None)?;
    Ok(true)
}

/// Adds the figures of a row that waited; its links follow with [`link`](super::pending::link). `false` as in
/// [`append`].
pub fn append_pending(entry: &mut EntryTransaction<'_>, row: &PendingRow, drafted: Drafted) -> Result<bool> {
    if let Some(reference) = &drafted.reference {
        if is_taken(entry, reference)? {
            return Ok(false);
        }
        entry.refs.insert(reference.clone());
    }
    entry.out_of_order = true;
    add(entry, row.line, drafted, Some(row.reserved))?;
    Ok(true)
}

/// A row that waited takes the number that was reserved when it was read: the order of the file is kept.
fn add(entry: &mut EntryTransaction<'_>, line: u64, drafted: Drafted, waited: Option<i64>) -> Result<()> {
    let mut reserved = waited;
    let id = number(entry, &mut reserved);
    let (row_key, sum_of) = (drafted.row_key, drafted.sum_of);
    let rest =
        Rest { reference: drafted.reference, row_key: row_key.clone(), part_of: Vec::new(), sum_of, waited };
    let whole = entry.batch.push(id, line, drafted.figure, rest)?;
    for part in drafted.parts {
        let id = number(entry, &mut reserved);
        let part_of = vec![(whole, Completeness::Some)];
        let rest = Rest { part_of, row_key: row_key.clone(), ..Rest::default() };
        entry.batch.push(id, line, part, rest)?;
    }
    if entry.batch.is_full(entry.room) {
        flush(entry)?;
    }
    Ok(())
}

/// Gives a ref to a row that does not wait for others; `false` when the file has given it to another row before.
pub fn claim(entry: &mut EntryTransaction<'_>, reference: &str) -> Result<bool> {
    let taken = is_taken(entry, reference)? || pending_table::is_named(entry.transaction.conn(), reference)?;
    if !taken {
        entry.refs.insert(reference.to_owned());
    }
    Ok(!taken)
}

/// Whether a row of this file that was added before has the ref.
pub(super) fn is_taken(entry: &EntryTransaction<'_>, reference: &str) -> Result<bool> {
    if entry.refs.contains(reference) {
        return Ok(true);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM ref WHERE ref = ?1 AND id > ?2)";
    let before = entry.transaction.before(Ledger::Ref);
    Ok(entry.transaction.conn().prepare_cached(sql)?.query_row((reference, before), |row| row.get(0))?)
}

/// What came of the rows so far.
pub fn counts(entry: &mut EntryTransaction<'_>) -> Result<Counts> {
    flush(entry)?;
    Ok(entry.counts)
}

/// Writes and hashes what was appended.
pub(super) fn flush(entry: &mut EntryTransaction<'_>) -> Result<()> {
    if entry.batch.is_empty() {
        return Ok(());
    }
    let mut batch = std::mem::take(&mut entry.batch);
    batch.sort();
    put::write(entry, &mut batch)?;
    batch.clear();
    entry.batch = batch;
    Ok(())
}

/// The next of reserved numbers, or the next free one.
fn number(entry: &mut EntryTransaction<'_>, reserved: &mut Option<i64>) -> i64 {
    match reserved {
        Some(number) => {
            *number += 1;
            *number - 1
        }
        None => entry.transaction.reserve(Ledger::Figure),
    }
}
