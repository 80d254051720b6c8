//! The reading side of an import: rows are judged, gathered and sorted.

use std::sync::mpsc::{Receiver, SyncSender};

use super::not_read::NotFed;
use crate::intake::dialects::Dialect;
use crate::intake::item::{Item, Rejected, Row, Skipped};
use crate::model::figure::Figure;
use crate::model::gate::Drafted;
use crate::model::names::NameFact;
use crate::model::problem::Problem;
use crate::store::write::{Batch, Rest};

/// A file being read.
pub type Reading<'r> = Box<dyn Dialect + 'r>;

/// What the reading side hands over: figures, and what the writing side has to see to before it writes them.
#[derive(Default)]
pub struct Load {
    /// The figures, sorted.
    pub batch: Batch,
    /// What else was met, in the order of the file.
    pub asides: Vec<Aside>,
    /// How many of the rows have a day that the source does not state.
    pub assumed_as_of: u64,
}

/// What is no plain figure.
pub enum Aside {
    /// A gathered row gives itself a ref, which may be taken.
    Named(Named),
    /// A gathered row without a ref, on this line, gave reason for remarks.
    Noticed(u64, Vec<Problem>),
    /// A row that points at others waits until the file has been read; its figure gets this number.
    Waits(i64, Row),
    /// Something is said about a name.
    Said(NameFact),
    /// It was passed over.
    Skipped(Skipped),
    /// A row was refused.
    Rejected(Rejected),
}

/// A gathered row with a ref.
pub struct Named {
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
    pub notices: Vec<Problem>,
}

/// Gathers the rows of a file into batches.
pub struct Gatherer<'r> {
    house: Reading<'r>,
    load: Load,
    /// The number of the next figure: figures are numbered in the order of the file.
    next: i64,
    room: usize,
    /// Whether a row waits under a number that was kept for it.
    waits: bool,
}

impl<'r> Gatherer<'r> {
    /// Numbers figures from `next` on; `room` is what a batch may hold.
    pub fn new(house: Reading<'r>, next: i64, room: usize) -> Gatherer<'r> {
        Gatherer { house, load: Load::default(), next, room, waits: false }
    }

    /// Reads to the end, and hands over what is gathered; in the end the file. `written` gives back the batches that were
    /// written, in the same order.
    ///
    /// # Errors
    /// What concerns the whole file, and failures of the system.
    pub fn read_all(
        mut self,
        send: SyncSender<Load>,
        written: &Receiver<Batch>,
    ) -> Result<Reading<'r>, NotFed> {
        let mut is_first = true;
        while let Some(item) = self.house.read()? {
            self.gather(item)?;
            if self.load.batch.is_full(self.room) {
                if !self.hand_over(&send) || !(is_first || self.take_back(written)) {
                    return Ok(self.house); // the writing side has stopped, and says why
                }
                is_first = false;
            }
        }
        self.hand_over(&send);
        Ok(self.house)
    }

    /// Waits until the writing side takes the load: by then it has given back the one before.
    fn hand_over(&mut self, send: &SyncSender<Load>) -> bool {
        self.load.batch.sort();
        if !self.waits {
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

    fn gather(&mut self, item: Item) -> Result<(), NotFed> {
        let aside = match item {
            Item::Row(row) if row.drafted.declared.is_empty() => return self.gather_row(row),
            Item::Row(row) => {
                let id = self.next;
                self.waits = true;
                self.next += 1 + row.drafted.parts.len() as i64;
                Aside::Waits(id, row)
            }
            Item::Said(fact) => Aside::Said(fact),
            Item::Skipped(skipped) => Aside::Skipped(skipped),
            Item::Rejected(rejected) => Aside::Rejected(rejected),
        };
        self.put_aside(aside);
        Ok(())
    }

    fn gather_row(&mut self, row: Row) -> Result<(), NotFed> {
        let Row { line, drafted, cells } = row;
        let Drafted { figure, parts, reference, row_key, notices, .. } = *drafted;
        let assumed = figure.as_of.is_assumed();
        self.load.assumed_as_of += u64::from(assumed);
        if let Some(reference) = reference.clone() {
            let (at, cells) = (self.load.batch.len(), cells.unwrap_or_default());
            self.put_aside(Aside::Named(Named { at, reference, line, cells, assumed, notices }));
        } else if !notices.is_empty() {
            self.put_aside(Aside::Noticed(line, notices));
        }
        let rest = Rest { reference, row_key: row_key.clone(), ..Rest::default() };
        let whole = self.push(line, figure, rest)?;
        for part in parts {
            let rest = Rest { part_of: Some(whole), row_key: row_key.clone(), ..Rest::default() };
            self.push(line, part, rest)?;
        }
        Ok(())
    }

    fn push(&mut self, line: u64, figure: Figure, rest: Rest) -> Result<usize, NotFed> {
        let id = self.next;
        self.next += 1;
        Ok(self.load.batch.push(id, line, figure, rest)?)
    }

    fn put_aside(&mut self, aside: Aside) {
        self.load.batch.weigh();
        self.load.asides.push(aside);
    }
}
