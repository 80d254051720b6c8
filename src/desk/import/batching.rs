//! The reading side of an import: rows are judged, collected in batches and sorted.

use std::sync::mpsc::{Receiver, SyncSender};

use super::day_numbers::DayNumbers;
use super::not_read::NotRead;
use super::taken_off::TakenOffCells;
use crate::desk::progress::Stop;
use crate::intake::dialects::Dialect;
use crate::intake::item::{Item, PartInRow, Rejected, RestOfRow, Row, SaidOfName, Skipped};
use crate::model::figure::{Completeness, Figure};
use crate::model::problem::Problem;
use crate::model::validate::Drafted;
use crate::store::write::{Batch, Rest};

/// A table being read.
pub type OpenTable<'r> = Box<dyn Dialect + 'r>;

/// What the reading side hands over: figures, and what the writing side has to see to before it writes them.
#[derive(Default)]
pub struct Load {
    /// The figures, sorted.
    pub batch: Batch,
    /// What else was met, in the order of the file.
    pub others: Vec<OtherItem>,
    /// How many of the rows have a day that the source does not state.
    pub assumed_as_of: u64,
    /// Whether one of the figures names nobody whose count it is.
    pub names_nobody: bool,
    /// What was taken off cells of the rows.
    pub taken_off: TakenOffCells,
    /// Counts that may be days.
    pub days: DayNumbers,
}

/// An item that is more, or other, than a plain figure.
pub enum OtherItem {
    /// A row of the batch gives itself a ref, which may be taken.
    WithRef(RowWithRef),
    /// A row of the batch without a ref, on this line, gave reason for remarks.
    Remarked(u64, Vec<Problem>),
    /// A row that points at others is deferred until the file has been read; its figure gets this number.
    Deferred(i64, Row),
    /// Something is said about a name.
    Fact(SaidOfName),
    /// It is left out of a snapshot in which it is there.
    LeftOut(Box<Drafted>),
    /// It was passed over.
    Skipped(Skipped),
    /// A row was refused.
    Rejected(Rejected),
}

/// A row of the batch with a ref.
pub struct RowWithRef {
    /// Its place in the batch.
    pub at: usize,
    /// Its ref.
    pub reference: String,
    /// Its line.
    pub line: u64,
    /// Its cells, for the case that it is rejected.
    pub cells: Vec<String>,
    /// Whether its day is assumed.
    pub assumed: bool,
    /// What is to be remarked on it, if it is taken.
    pub remarks: Vec<Problem>,
}

/// Collects the rows of a file in batches.
pub struct BatchReader<'r> {
    table: OpenTable<'r>,
    load: Load,
    /// The number of the next figure: figures are numbered in the order of the file.
    next: i64,
    room: usize,
    /// Whether a row was deferred, and a number kept for it.
    has_deferred: bool,
    stop: Stop,
}

impl<'r> BatchReader<'r> {
    /// Numbers figures from `next` on; `room` is what a batch may hold.
    pub fn new(table: OpenTable<'r>, next: i64, room: usize, stop: Stop) -> BatchReader<'r> {
        BatchReader { table, load: Load::default(), next, room, has_deferred: false, stop }
    }

    /// Reads to the end, and hands over what it collected; in the end the table. `written` gives back the batches that were
    /// written, in the same order.
    ///
    /// # Errors
    /// What concerns the whole file, and failures of the system.
    pub fn read_all(
        mut self,
        send: SyncSender<Load>,
        written: &Receiver<Batch>,
    ) -> Result<OpenTable<'r>, NotRead> {
        let mut is_first = true;
        while let Some(item) = self.table.read()? {
            self.add(item)?;
            if self.stop.is_asked() {
                return Err(NotRead::Interrupted);
            }
            if self.load.batch.is_full(self.room) {
                if !self.hand_over(&send) || !(is_first || self.take_back(written)) {
                    return Ok(self.table); // the writing side has stopped, and says why
                }
                is_first = false;
            }
        }
        self.hand_over(&send);
        Ok(self.table)
    }

    /// Waits until the writing side takes the load: by then it has given back the one before.
    fn hand_over(&mut self, send: &SyncSender<Load>) -> bool {
        self.load.batch.sort();
        if !self.has_deferred {
            self.load.batch.number_by_series();
        }
        send.send(std::mem::take(&mut self.load)).is_ok()
    }

    /// Uses the room of what was written again.
    fn take_back(&mut self, written: &Receiver<Batch>) -> bool {
        let Ok(mut batch) = written.recv() else { return false };
        batch.clear();
        self.load.batch = batch;
        true
    }

    fn add(&mut self, item: Item) -> Result<(), NotRead> {
        let other = match item {
            Item::Row(mut row) if row.beside.is_some() => {
                let beside = row.beside.take();
                return beside.map_or(Ok(()), |beside| self.add_tied(row, *beside));
            }
            Item::Row(row) if row.drafted.declared.is_empty() => return self.add_row(row),
            Item::Row(row) => {
                let id = self.next;
                self.has_deferred = true;
                self.next += 1 + row.drafted.parts.len() as i64;
                OtherItem::Deferred(id, row)
            }
            Item::Said(fact) => OtherItem::Fact(fact),
            Item::LeftOut(drafted) => OtherItem::LeftOut(drafted),
            Item::Skipped(skipped) => OtherItem::Skipped(skipped),
            Item::Rejected(rejected) => OtherItem::Rejected(rejected),
        };
        self.push_other(other);
        Ok(())
    }

    /// The figures of a row of which some are parts of others; none of them waits.
    fn add_tied(&mut self, first: Row, beside: RestOfRow) -> Result<(), NotRead> {
        let mut places = Vec::with_capacity(1 + beside.rows.len());
        for row in std::iter::once(first).chain(beside.rows) {
            places.push(self.load.batch.len());
            self.add_row(row)?;
        }
        for PartInRow { part, whole, completeness } in beside.parts {
            self.load.batch.tie(places[part], places[whole], completeness);
        }
        Ok(())
    }

    fn add_row(&mut self, row: Row) -> Result<(), NotRead> {
        let Row { line, drafted, cells, .. } = row;
        let Drafted { figure, parts, reference, row_key, sum_of, notices, taken_off, .. } = *drafted;
        let assumed = figure.as_of.is_assumed();
        self.load.assumed_as_of += u64::from(assumed);
        self.load.names_nobody |= figure.authority().is_none();
        self.load.taken_off.add(line, taken_off);
        self.load.days.see(line, &figure);
        if let Some(reference) = reference.clone() {
            let (at, cells) = (self.load.batch.len(), cells.unwrap_or_default());
            self.push_other(OtherItem::WithRef(RowWithRef {
                at,
                reference,
                line,
                cells,
                assumed,
                remarks: notices,
            }));
        } else if !notices.is_empty() {
            self.push_other(OtherItem::Remarked(line, notices));
        }
        let rest = Rest { reference, row_key: row_key.clone(), sum_of, ..Rest::default() };
        let whole = self.push(line, figure, rest)?;
        for part in parts {
            let part_of = vec![(whole, Completeness::Some)];
            let rest = Rest { part_of, row_key: row_key.clone(), ..Rest::default() };
            self.push(line, part, rest)?;
        }
        Ok(())
    }

    fn push(&mut self, line: u64, figure: Figure, rest: Rest) -> Result<usize, NotRead> {
        let id = self.next;
        self.next += 1;
        Ok(self.load.batch.push(id, line, figure, rest)?)
    }

    fn push_other(&mut self, other: OtherItem) {
        self.load.batch.weigh();
        self.load.others.push(other);
    }
}
