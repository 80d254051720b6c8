//! Writing a batch: series by series, and what follows once each row has its number.

use rusqlite::OptionalExtension;

use crate::store::chain::Cell;
use crate::store::details::details_of;
use crate::store::ledgers::Ledger;
use crate::store::rows::is_visible;
use crate::store::{Result, figure_key};

use super::batch::{Batch, Extra};
use super::entry::{EntryTransaction, Repeat, RepeatsSought, SumFigure};
use super::keep_out::keep_out;
use super::{acts, details, holds, pending_table, sheet, snapshot};

/// How many rows one statement writes.
const TOGETHER: usize = 16;

/// Writes a batch that was sorted, and hashes what is new of it.
///
/// # Errors
/// What SQLite says.
pub fn write(entry: &mut EntryTransaction<'_>, batch: &mut Batch) -> Result<()> {
    if !entry.erased.is_empty() {
        keep_out(entry, batch);
    }
    let (interned, transaction) = (&mut entry.interned, &mut entry.transaction);
    let series = batch.scopes.resolve(|scope| interned.scope(transaction, scope))?;
    let source = batch.sources.resolve(|source| interned.source(transaction, source))?;
    let attribution = batch.attribute(|who, publisher| interned.attribution(transaction, who, publisher))?;
    transaction.were_given(&[
        (Ledger::Series, series),
        (Ledger::Attribution, attribution),
        (Ledger::Source, source),
    ])?;
    batch.became.clear();
    batch.became.resize(batch.rows.len(), 0);
    batch.by_series &= !snapshot::is_taken(entry); // rows of a feed are numbered as they are compared
    snapshot::compare(entry, batch)?;
    put_all(entry, batch)?;
    for at in 0..batch.rows.len() {
        finish(entry, batch, at)?;
    }
    entry.refs.clear();
    Ok(())
}

/// Writes the rows series by series.
fn put_all(entry: &mut EntryTransaction<'_>, batch: &mut Batch) -> Result<()> {
    let (mut together, mut places) = (Vec::with_capacity(TOGETHER), Vec::new());
    let mut is_first = true;
    let scopes = batch.scopes.by_number();
    for scopes in scopes.chunk_by(|one, next| one.0 == next.0) {
        batch.of_series(scopes, &mut places);
        for at in places.iter().copied() {
            if batch.rows[at].dropped || batch.became[at] != 0 {
                continue;
            }
            entry.touched.insert(scopes[0].0);
            if !batch.by_series {
                batch.became[at] = put(entry, batch, at)?;
            } else if is_first {
                // With a number of its own: from here on SQLite gives the numbers that follow.
                is_first = !put_next(entry, batch, at)?;
            } else {
                together.push(at);
                if together.len() == TOGETHER {
                    put_together(entry, batch, &together)?;
                    together.clear();
                }
            }
        }
    }
    for at in together {
        put_next(entry, batch, at)?;
    }
    if !batch.by_series {
        hash_all(entry, batch);
    }
    Ok(())
}

/// Hashes the figures that turned out to be new, in the order of their numbers, which are those of the rows.
fn hash_all(entry: &mut EntryTransaction<'_>, batch: &Batch) {
    for (at, row) in batch.rows.iter().enumerate() {
        if !row.dropped && batch.became[at] == row.id {
            entry.transaction.hash(Ledger::Figure, row.id, &batch.cells(at));
        }
    }
    if let Some(last) = batch.rows.last().filter(|_| !snapshot::is_taken(entry)) {
        entry.transaction.reserve_through(Ledger::Figure, last.id);
    }
}

/// Writes one row under the next number, and hashes it; whether it is new.
fn put_next(entry: &mut EntryTransaction<'_>, batch: &mut Batch, at: usize) -> Result<bool> {
    let next = entry.transaction.last(Ledger::Figure) + 1;
    batch.rows[at].id = next;
    batch.became[at] = put(entry, batch, at)?;
    let is_new = batch.became[at] == next;
    if is_new {
        entry.transaction.reserve_through(Ledger::Figure, next);
        entry.transaction.hash(Ledger::Figure, next, &batch.cells(at));
    } else {
        batch.rows[at].id = 0;
    }
    Ok(is_new)
}

/// Writes some rows under the next numbers, with one statement, and hashes them.
fn put_together(entry: &mut EntryTransaction<'_>, batch: &mut Batch, places: &[usize]) -> Result<()> {
    let cells: Vec<_> = places.iter().map(|at| batch.cells(*at)).collect();
    let (mut next, added) = entry.transaction.put_together(Ledger::Figure, &cells)?;
    let mut became = [(0, false); TOGETHER];
    for ((became, cells), at) in became.iter_mut().zip(&cells).zip(places) {
        // Where some were there, the others have the new numbers, in their order.
        let figure = if added == places.len() { next } else { number_of(entry, batch, *at)? };
        *became = (figure, figure == next);
        if figure == next {
            entry.transaction.hash(Ledger::Figure, next, cells);
            next += 1;
        }
    }
    for ((figure, is_new), at) in became.into_iter().zip(places) {
        batch.became[*at] = figure;
        if is_new {
            batch.rows[*at].id = figure;
        }
    }
    Ok(())
}

/// Writes one row; the number of the figure that it turned out to be.
fn put(entry: &mut EntryTransaction<'_>, batch: &Batch, at: usize) -> Result<i64> {
    let id = batch.rows[at].id;
    if entry.transaction.put(Ledger::Figure, id, &batch.cells(at))? {
        return Ok(id);
    }
    number_of(entry, batch, at)
}

/// The number of the figure that has the key of a row.
fn number_of(entry: &EntryTransaction<'_>, batch: &Batch, at: usize) -> Result<i64> {
    figure_key::number_of(entry.transaction.conn(), &batch.columns(at))
}

/// What follows once a row has its number: a sighting, details, the ref, the parts.
fn finish(entry: &mut EntryTransaction<'_>, batch: &Batch, at: usize) -> Result<()> {
    let (row, figure) = (&batch.rows[at], batch.became[at]);
    if row.dropped {
        return Ok(());
    }
    if let Some(over) = row.extra.as_ref().and_then(|extra| extra.rest.sum_of) {
        entry.sums.push(SumFigure { series: batch.columns(at)[0], figure, over });
    }
    if snapshot::is_unchanged(entry, at) {
        return snapshot::finish_unchanged(entry, batch, at);
    }
    let seen = figure != row.id && see_again(entry, row.line, figure)?;
    let changed = match &row.extra {
        Some(extra) => finish_extra(entry, batch, at, extra)?,
        None => false,
    };
    sheet::note(entry, figure);
    let was_other = snapshot::note_row(entry, at, figure)?;
    match (seen, changed) {
        (false, _) if was_other => entry.counts.changed += 1,
        (false, _) => entry.counts.new += 1,
        (true, true) => entry.counts.changed += 1,
        (true, false) => entry.counts.same += 1,
    }
    Ok(())
}

/// Notes a sighting; whether the figure was visible before.
fn see_again(entry: &mut EntryTransaction<'_>, line: u64, figure: i64) -> Result<bool> {
    let in_this_file = figure > entry.transaction.before(Ledger::Figure);
    let visible = in_this_file || is_visible(entry.transaction.conn(), &entry.visibility, figure)?;
    if entry.repeats.len() < Repeat::LISTED
        && let Some(of) = earlier_line(entry, figure, in_this_file)?
    {
        entry.repeats.push(Repeat { line, of });
    }
    let cells = [Cell::Int(figure), Cell::Int(line as i64), Cell::Null];
    entry.transaction.insert(Ledger::Sighting, &cells)?;
    if !in_this_file {
        holds::hold_on(entry, figure, figure)?;
    }
    Ok(visible)
}

/// The earlier line of the file that said the same, as far as such lines are sought.
fn earlier_line(entry: &EntryTransaction<'_>, figure: i64, in_this_file: bool) -> Result<Option<u64>> {
    let conn = entry.transaction.conn();
    let line = match (in_this_file, entry.repeats_sought) {
        (true, _) => {
            let sql = "SELECT line FROM figure WHERE id = ?1";
            Some(conn.prepare_cached(sql)?.query_row([figure], |row| row.get::<_, i64>(0))?)
        }
        (false, RepeatsSought::OfAllFigures) => {
            let sql = "SELECT line FROM sighting WHERE figure = ?1 AND id > ?2 ORDER BY id LIMIT 1";
            let before = entry.transaction.before(Ledger::Sighting);
            conn.prepare_cached(sql)?.query_row((figure, before), |row| row.get(0)).optional()?
        }
        (false, RepeatsSought::OfNewFigures) => None,
    };
    Ok(line.map(|line| line as u64))
}

/// Whether the row added details to a figure that was there.
fn finish_extra(entry: &mut EntryTransaction<'_>, batch: &Batch, at: usize, extra: &Extra) -> Result<bool> {
    let (row, figure, series) = (&batch.rows[at], batch.became[at], batch.columns(at)[0]);
    let new = figure == row.id;
    let known = match new {
        true => None,
        false => details_of(entry.transaction.conn(), &entry.visibility, series, figure)?,
    };
    let known = known.unwrap_or_default();
    let mut adds = extra.details.over(&known) != known;
    match new {
        true if adds => details::put(entry, series, figure, &extra.details, None)?,
        true => {}
        false => adds &= details::give(entry, series, figure, &extra.details)?,
    }
    if let Some(reference) = &extra.rest.reference {
        entry.transaction.insert(Ledger::Ref, &[Cell::Text(reference), Cell::Int(figure)])?;
    }
    acts::part_of(entry, batch, at, extra)?;
    if let Some(row) = extra.rest.waited {
        pending_table::became(entry.transaction.conn(), row, figure)?;
    }
    Ok(adds && !new)
}
