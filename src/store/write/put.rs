//! Writing a batch: series by series, and what follows once each row has its number.

use crate::model::figure::{Completeness, Details};
use crate::model::recorded::ActKind;
use crate::store::chain::Cell;
use crate::store::details::{self, details_from, details_of};
use crate::store::ledgers::Ledger;
use crate::store::rows::is_visible;
use crate::store::{Result, figure_key, waiting};

use super::batch::{Batch, Extra};
use super::{EntryTransaction, Repeat};

/// How many rows one statement writes.
const TOGETHER: usize = 16;

/// Repeats that are told one by one; the rest are counted.
pub(super) const TOLD: usize = 100;

impl EntryTransaction<'_> {
    /// Writes a batch that was sorted, and hashes what is new of it.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn write(&mut self, batch: &mut Batch) -> Result<()> {
        if !self.erased.is_empty() {
            self.keep_out(batch);
        }
        let (interned, transaction) = (&mut self.interned, &mut self.transaction);
        let series = batch.scopes.resolve(|scope| interned.scope(transaction, scope))?;
        let source = batch.sources.resolve(|source| interned.source(transaction, source))?;
        let attribution =
            batch.attribute(|who, publisher| interned.attribution(transaction, who, publisher))?;
        transaction.were_given(&[
            (Ledger::Series, series),
            (Ledger::Attribution, attribution),
            (Ledger::Source, source),
        ])?;
        batch.became.clear();
        batch.became.resize(batch.rows.len(), 0);
        batch.by_series &= self.comparing.is_none(); // rows of a feed are numbered as they are compared
        self.compare(batch)?;
        self.put_all(batch)?;
        for at in 0..batch.rows.len() {
            self.finish(batch, at)?;
        }
        self.refs.clear();
        Ok(())
    }

    /// Writes the rows series by series.
    fn put_all(&mut self, batch: &mut Batch) -> Result<()> {
        let (mut together, mut places) = (Vec::with_capacity(TOGETHER), Vec::new());
        let mut is_first = true;
        let scopes = batch.scopes.by_number();
        for scopes in scopes.chunk_by(|one, next| one.0 == next.0) {
            batch.of_series(scopes, &mut places);
            for at in places.iter().copied() {
                if batch.rows[at].dropped || batch.became[at] != 0 {
                    continue;
                }
                self.touched.insert(scopes[0].0);
                if !batch.by_series {
                    batch.became[at] = self.put(batch, at)?;
                } else if is_first {
                    // With a number of its own: from here on SQLite gives the numbers that follow.
                    is_first = !self.put_next(batch, at)?;
                } else {
                    together.push(at);
                    if together.len() == TOGETHER {
                        self.put_together(batch, &together)?;
                        together.clear();
                    }
                }
            }
        }
        for at in together {
            self.put_next(batch, at)?;
        }
        if !batch.by_series {
            self.hash_all(batch);
        }
        Ok(())
    }

    /// Hashes the figures that turned out to be new, in the order of their numbers, which are those of the rows.
    fn hash_all(&mut self, batch: &Batch) {
        for (at, row) in batch.rows.iter().enumerate() {
            if !row.dropped && batch.became[at] == row.id {
                self.transaction.hash(Ledger::Figure, row.id, &batch.cells(at));
            }
        }
        if let Some(last) = batch.rows.last().filter(|_| self.comparing.is_none()) {
            self.transaction.reserve_through(Ledger::Figure, last.id);
        }
    }

    /// Writes one row under the next number, and hashes it; whether it is new.
    fn put_next(&mut self, batch: &mut Batch, at: usize) -> Result<bool> {
        let next = self.transaction.last(Ledger::Figure) + 1;
        batch.rows[at].id = next;
        batch.became[at] = self.put(batch, at)?;
        let is_new = batch.became[at] == next;
        if is_new {
            self.transaction.reserve_through(Ledger::Figure, next);
            self.transaction.hash(Ledger::Figure, next, &batch.cells(at));
        } else {
            batch.rows[at].id = 0;
        }
        Ok(is_new)
    }

    /// Writes some rows under the next numbers, with one statement, and hashes them.
    fn put_together(&mut self, batch: &mut Batch, places: &[usize]) -> Result<()> {
        let cells: Vec<_> = places.iter().map(|at| batch.cells(*at)).collect();
        let (mut next, added) = self.transaction.put_together(Ledger::Figure, &cells)?;
        let mut became = [(0, false); TOGETHER];
        for ((became, cells), at) in became.iter_mut().zip(&cells).zip(places) {
            // Where some were there, the others have the new numbers, in their order.
            let figure = if added == places.len() { next } else { self.number_of(batch, *at)? };
            *became = (figure, figure == next);
            if figure == next {
                self.transaction.hash(Ledger::Figure, next, cells);
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
    fn put(&mut self, batch: &Batch, at: usize) -> Result<i64> {
        let id = batch.rows[at].id;
        if self.transaction.put(Ledger::Figure, id, &batch.cells(at))? {
            return Ok(id);
        }
        self.number_of(batch, at)
    }

    /// The number of the figure that has the key of a row.
    fn number_of(&self, batch: &Batch, at: usize) -> Result<i64> {
        figure_key::number_of(self.transaction.conn(), &batch.columns(at))
    }

    /// What follows once a row has its number: a sighting, details, the ref, the parts.
    fn finish(&mut self, batch: &Batch, at: usize) -> Result<()> {
        let (row, figure) = (&batch.rows[at], batch.became[at]);
        if row.dropped {
            return Ok(());
        }
        if self.is_unchanged(at) {
            return self.finish_unchanged(batch, at);
        }
        let seen = figure != row.id && self.see_again(row.line, figure)?;
        let changed = match &row.extra {
            Some(extra) => self.finish_extra(batch, at, extra)?,
            None => false,
        };
        let was_other = self.note_row(at, figure)?;
        match (seen, changed) {
            (false, _) if was_other => self.counts.changed += 1,
            (false, _) => self.counts.new += 1,
            (true, true) => self.counts.changed += 1,
            (true, false) => self.counts.same += 1,
        }
        Ok(())
    }

    /// Notes a sighting; whether the figure was visible before.
    fn see_again(&mut self, line: u64, figure: i64) -> Result<bool> {
        let in_this_file = figure > self.transaction.before(Ledger::Figure);
        let visible = in_this_file || is_visible(self.transaction.conn(), &self.visibility, figure)?;
        if in_this_file && self.repeats.len() < TOLD {
            let sql = "SELECT line FROM figure WHERE id = ?1";
            let of: i64 =
                self.transaction.conn().prepare_cached(sql)?.query_row([figure], |row| row.get(0))?;
            self.repeats.push(Repeat { line, of: of as u64 });
        }
        let cells = [Cell::Int(figure), Cell::Int(line as i64), Cell::Null];
        self.transaction.insert(Ledger::Sighting, &cells)?;
        Ok(visible)
    }

    /// Whether the row added details to a figure that was there.
    fn finish_extra(&mut self, batch: &Batch, at: usize, extra: &Extra) -> Result<bool> {
        let (row, figure, series) = (&batch.rows[at], batch.became[at], batch.columns(at)[0]);
        let new = figure == row.id;
        let known = match new {
            true => None,
            false => details_of(self.transaction.conn(), &self.visibility, series, figure)?,
        };
        let known = known.unwrap_or_default();
        let mut adds = extra.details.over(&known) != known;
        match new {
            true if adds => self.detail(series, figure, &extra.details, None)?,
            true => {}
            false => adds &= self.give(series, figure, &extra.details)?,
        }
        if let Some(reference) = &extra.rest.reference {
            self.transaction.insert(Ledger::Ref, &[Cell::Text(reference), Cell::Int(figure)])?;
        }
        self.part_of(batch, at, extra)?;
        if extra.rest.waited {
            waiting::became(self.transaction.conn(), row.line, figure)?;
        }
        Ok(adds && !new)
    }

    /// Records the details that a row gives of a figure that was there, once an entry: what two files give stands while either
    /// does, as figures do. The snapshots of a feed fall only from the newest on, so that the first to give a detail speaks for
    /// all, and what this desk mended since holds until the feed says something new. Whether there was something to record.
    pub(super) fn give(&mut self, series: i64, figure: i64, given: &Details) -> Result<bool> {
        let before = self.transaction.before(Ledger::Detail);
        let feed = self.comparing.as_ref().map(|comparing| comparing.feed());
        let is_own = |row: i64| -> Result<bool> {
            let of = match feed {
                Some(_) if row <= before => self.visibility.entry_of(Ledger::Detail, row)?,
                _ => None,
            };
            Ok(row > before || of.is_some_and(|entry| entry.feed == feed))
        };
        let own = details_from(self.transaction.conn(), &self.visibility, (series, figure), &is_own)?;
        let own = own.unwrap_or_default();
        let is_news = given.over(&own) != own;
        if is_news {
            self.detail(series, figure, given, None)?;
        }
        Ok(is_news)
    }

    /// Ties a part to the whole whose words include it.
    pub(super) fn part_of(&mut self, batch: &Batch, at: usize, extra: &Extra) -> Result<()> {
        let Some(whole) = extra.rest.part_of else { return Ok(()) };
        let (part, whole) = (batch.became[at], batch.became[whole]);
        if part == 0 || whole == 0 {
            return Ok(()); // the whole repeats an earlier row of its snapshot
        }
        self.act(part, ActKind::PartOf(Completeness::Some), whole, whole, (None, None))?;
        Ok(())
    }

    pub(super) fn detail(
        &mut self,
        series: i64,
        figure: i64,
        details: &Details,
        why: Option<&str>,
    ) -> Result<()> {
        self.transaction.insert(Ledger::Detail, &details::cells(series, figure, details, why))?;
        Ok(())
    }
}
