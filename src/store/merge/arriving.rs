//! The figures of an entry: read by number, written in the order of their key, hashed by number again.
//!
//! Bounded: a batch at a time, and of what has arrived only which numbers rose together.

use crate::model::recorded::EntryId;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::{Result, figure_key};

use super::carry::{self, FIGURE};
use super::merging::Merging;
use super::number_map::Arriving;

/// How many figures are sorted and written at once.
const FULL: usize = 1 << 15;

/// Writes the figures that an entry recorded.
pub fn figures(merging: &mut Merging<'_, '_, '_>, entry: i64) -> Result<()> {
    let Some((above, last)) = merging.theirs.visibility().rows_of(Ledger::Figure, EntryId(entry))? else {
        return Ok(());
    };
    if above == last {
        return Ok(());
    }
    let sql = format!("SELECT {FIGURE} FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id");
    let mut statement = merging.theirs.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([above, last])?;
    let mut batch = std::mem::take(&mut merging.batch);
    while let Some(row) = rows.next()? {
        batch.push(carry::arriving(merging, row)?);
        if batch.len() >= FULL {
            write_figures(merging, &mut batch)?;
        }
    }
    write_figures(merging, &mut batch)?;
    merging.batch = batch;
    Ok(())
}

/// Writes a batch by key, so that the index is written in order, then hashes it by number.
fn write_figures(merging: &mut Merging<'_, '_, '_>, batch: &mut Vec<Arriving>) -> Result<()> {
    let highest = |column: usize| batch.iter().map(|one| one.key[column]).max().unwrap_or(0);
    merging.transaction.were_given(&[
        (Ledger::Series, highest(0)),
        (Ledger::Attribution, highest(1)),
        (Ledger::Source, highest(5)),
    ])?;
    let first = merging.transaction.last(Ledger::Figure) + 1;
    let mut order: Vec<u32> = (0..batch.len() as u32).collect();
    order.sort_unstable_by_key(|at| (&batch[*at as usize].key, *at));
    let mut series = None;
    for at in order {
        let one = &mut batch[at as usize];
        one.number = first + i64::from(at);
        if !merging.transaction.put(Ledger::Figure, one.number, &one.cells())? {
            one.number = figure_key::number_of(merging.transaction.conn(), &one.key)?;
        }
        if series.replace(one.key[0]) != series {
            merging.touched.insert(one.key[0]);
        }
    }
    for (one, reserved) in batch.iter().zip(first..) {
        merging.transaction.reserve_through(Ledger::Figure, reserved);
        merging.arrived.put(one.theirs, reserved);
        if one.number == reserved {
            merging.transaction.hash(Ledger::Figure, reserved, &one.cells());
            merging.merged.new += 1;
        } else {
            see_again(merging, one)?;
        }
    }
    merging.tick(batch.len() as u64);
    batch.clear();
    Ok(())
}

/// A figure that is here already is seen again, on its line, with its own words where they are others.
fn see_again(merging: &mut Merging<'_, '_, '_>, one: &Arriving) -> Result<()> {
    let words = match &one.wording {
        Some(words) if wording_of(merging, one.number)?.as_deref() != Some(words) => Some(words.as_ref()),
        _ => None,
    };
    let cells = [Cell::Int(one.number), Cell::Int(one.line), Cell::text(words)];
    merging.transaction.insert(Ledger::Sighting, &cells)?;
    merging.merged.same += 1;
    Ok(())
}

fn wording_of(merging: &Merging<'_, '_, '_>, figure: i64) -> Result<Option<String>> {
    let sql = "SELECT wording FROM figure WHERE id = ?1";
    Ok(merging.transaction.conn().prepare_cached(sql)?.query_row([figure], |row| row.get(0))?)
}
