//! Adding figures: one entry, one transaction, nothing edited.
//!
//! Figures are gathered and go in sorted by their key, a batch at a time, so that the index is written in order.

mod batch;
mod desk;
mod keep_out;
mod links;
mod mend;
mod one;
mod put;
mod redact;
mod snapshot;
mod snapshot_events;
mod snapshot_rows;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::Timestamp;
use crate::model::gate::Drafted;
use crate::model::recorded::{Counts, Entry, EntryId, EntryKind, FigureId, FileRead};
use crate::model::redacted::TextHash;
use crate::model::snapshot::Snapshot;

use super::chain::Cell;
use super::entries::import_of;
use super::intern::Interned;
use super::ledgers::Ledger;
use super::transaction::Transaction;
use super::visibility::Visibility;
use super::{Result, Store, StoreFault, redactions, waiting};

pub use batch::{Batch, Rest};
use desk::Spoken;
pub use keep_out::Met;
pub use mend::Mended;
pub use one::{Entered, Link, Outcome as Became};
pub(in crate::store) use redact::{CellPlace, overwrite};
pub use redact::{Copies, Stays};
use snapshot::Comparing;

/// Who adds an entry, when, and from what.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// What the desk does.
    pub kind: EntryKind,
    /// The clock; the entry takes the next free microsecond after the entry before it.
    pub at: Timestamp,
    /// Who does it.
    pub who: &'a str,
    /// The program and its version.
    pub program: &'a str,
    /// The entry that is taken back.
    pub undoes: Option<EntryId>,
    /// The file that was read.
    pub file: Option<&'a FileRead>,
    /// Its bytes, compressed, where they are kept.
    pub kept: Option<&'a [u8]>,
}

/// A row that says again what an earlier row of its file said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The later line.
    pub line: u64,
    /// The earlier one.
    pub of: u64,
}

/// What an entry came to.
#[derive(Clone, Debug)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// Rows that repeat earlier rows of the same file; the first hundred.
    pub repeats: Vec<Repeat>,
    /// The series that were touched.
    pub touched: Vec<i64>,
}

/// An entry in the making. Dropped before [`EntryTransaction::seal`], it leaves nothing behind.
pub struct EntryTransaction<'c> {
    transaction: Transaction<'c>,
    visibility: Visibility<'c>,
    interned: Interned,
    batch: Batch,
    /// How many figures are gathered before they are written.
    room: usize,
    refs: FxHashSet<String>,
    counts: Counts,
    repeats: Vec<Repeat>,
    touched: Touched,
    /// What the desk says about names, this entry included; read when something is first said.
    spoken: Option<Spoken>,
    /// Whether figures went in after others with higher numbers.
    out_of_order: bool,
    /// The figures to which the beginnings of uids lead, once they were sought.
    uids: FxHashMap<String, Vec<FigureId>>,
    /// The texts that were erased here and may not come in again, by their hash, with the entry that erased them.
    erased: FxHashMap<TextHash, EntryId>,
    /// Where such a text was met; the first hundred.
    met: Vec<Met>,
    /// The snapshot of a feed that is being taken.
    comparing: Option<Box<Comparing>>,
}

impl Store {
    /// Begins an entry. Waits while another program writes.
    ///
    /// # Errors
    /// A store that may not be written, or is busy for longer than a minute.
    pub fn write(&mut self) -> Result<EntryTransaction<'_>> {
        waiting::lay_out(&self.conn)?;
        let transaction = Transaction::begin(&self.conn)?;
        if !self.is_where_it_was() {
            return Err(StoreFault::Moved);
        }
        let visibility = Visibility::load(&self.conn, None)?;
        Ok(EntryTransaction {
            erased: redactions::hashes(&self.conn, &visibility)?,
            met: Vec::new(),
            comparing: None,
            visibility,
            transaction,
            interned: Interned::default(),
            batch: Batch::default(),
            room: self.memory.rows(),
            refs: FxHashSet::default(),
            counts: Counts::default(),
            repeats: Vec::new(),
            touched: Touched::default(),
            spoken: None,
            out_of_order: false,
            uids: FxHashMap::default(),
        })
    }
}

impl EntryTransaction<'_> {
    /// The standing entry that imported the same bytes with the same settings, as the same snapshot of the same feed.
    pub fn already_imported(&self, file: &FileRead, snapshot: Option<&Snapshot>) -> Result<Option<EntryId>> {
        import_of(self.transaction.conn(), &self.visibility, file, snapshot)
    }

    /// Adds the figures of a row; its links, if it declares any, follow with [`EntryTransaction::link_waiting`]. `false` when the
    /// file has given the row's ref to another row before.
    pub fn append(&mut self, line: u64, drafted: Drafted) -> Result<bool> {
        let waited = !drafted.declared.is_empty();
        if let Some(reference) = &drafted.reference {
            let taken = if waited { self.is_taken(reference)? } else { !self.claim(reference)? };
            if taken {
                return Ok(false);
            }
            self.refs.insert(reference.clone());
        }
        // A row that waited takes the number that was reserved when it was read: the order of the file is kept.
        let mut number = match waited {
            true => Some(waiting::reserved(self.transaction.conn(), line)?),
            false => None,
        };
        self.out_of_order |= waited;
        let id = self.number(&mut number);
        let row_key = drafted.row_key;
        let rest = Rest { reference: drafted.reference, row_key: row_key.clone(), part_of: None, waited };
        let whole = self.batch.push(id, line, drafted.figure, rest)?;
        for part in drafted.parts {
            let id = self.number(&mut number);
            let rest = Rest { part_of: Some(whole), row_key: row_key.clone(), ..Rest::default() };
            self.batch.push(id, line, part, rest)?;
        }
        if self.batch.is_full(self.room) {
            self.flush()?;
        }
        Ok(true)
    }

    /// Gives a ref to a row that does not wait for others; `false` when the file has given it to another row before.
    pub fn claim(&mut self, reference: &str) -> Result<bool> {
        let taken = self.is_taken(reference)? || waiting::is_named(self.transaction.conn(), reference)?;
        if !taken {
            self.refs.insert(reference.to_owned());
        }
        Ok(!taken)
    }

    /// How many figures a batch may hold before it is written.
    pub fn room(&self) -> usize {
        self.room
    }

    /// The number that the next figure gets.
    pub fn next_figure(&self) -> i64 {
        self.transaction.last(Ledger::Figure) + 1
    }

    /// Writes and hashes what was appended.
    fn flush(&mut self) -> Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let mut batch = std::mem::take(&mut self.batch);
        batch.sort();
        self.write(&mut batch)?;
        batch.clear();
        self.batch = batch;
        Ok(())
    }

    /// The next of reserved numbers, or the next free one.
    fn number(&mut self, reserved: &mut Option<i64>) -> i64 {
        match reserved {
            Some(number) => {
                *number += 1;
                *number - 1
            }
            None => self.transaction.reserve(Ledger::Figure),
        }
    }

    /// Whether the store holds no entry, as this writer alone may now change it.
    pub fn finds_nothing(&self) -> bool {
        self.visibility.is_empty()
    }

    /// Counts rows that were read, refused or skipped.
    pub fn count(&mut self, read: u64, rejected: u64, skipped: u64) {
        self.counts.read = read;
        self.counts.rejected = rejected;
        self.counts.skipped = skipped;
    }

    /// What came of the rows so far.
    pub fn counts(&mut self) -> Result<Counts> {
        self.flush()?;
        Ok(self.counts)
    }

    /// A desk whose clock is ahead may have been merged: what is said here later is later all the same. `None` where the
    /// own clock says so.
    fn after_all_others(&self, recorded_at: Timestamp) -> Result<Option<i64>> {
        let ahead = self.visibility.latest_origin()?.filter(|latest| *latest >= recorded_at);
        Ok(ahead.map(|latest| latest.micros().saturating_add(1)))
    }

    /// Writes the entry and commits: from here on the figures are on the disk.
    pub fn seal(mut self, act: &Operation<'_>) -> Result<Written> {
        self.flush()?;
        if self.out_of_order {
            self.transaction.hash_again(Ledger::Figure)?;
        }
        if let Some(kept) = act.kept {
            self.transaction.insert(Ledger::Kept, &[Cell::Blob(kept)])?;
        }
        let before = self.visibility.newest()?.map_or(i64::MIN, |entry| entry.recorded_at.micros());
        let recorded_at =
            Timestamp::from_micros(act.at.micros().max(before.saturating_add(1))).unwrap_or(act.at);
        let counts = serde_json::to_string(&self.counts).unwrap_or_default();
        let (file, snapshot) = (act.file, self.comparing.as_deref());
        let cells = [
            Cell::Text(act.kind.word()),
            Cell::Int(recorded_at.micros()),
            Cell::Text(act.who),
            Cell::Text(act.program),
            Cell::int(act.undoes.map(|entry| entry.0)),
            Cell::Null,
            Cell::int(self.after_all_others(recorded_at)?),
            Cell::text(file.map(|file| file.name.as_str())),
            Cell::int(file.map(|file| file.bytes as i64)),
            file.map_or(Cell::Null, |file| Cell::Blob(&file.sha256)),
            Cell::text(file.map(|file| file.settings.as_str())),
            Cell::int(snapshot.map(Comparing::feed)),
            Cell::int(snapshot.map(|comparing| comparing.snapshot().at.to_packed())),
            Cell::Text(&counts),
        ];
        let (id, hash) = self.transaction.seal(&cells)?;
        let entry = Entry {
            id: EntryId(id),
            kind: act.kind,
            recorded_at,
            who: act.who.into(),
            program: act.program.into(),
            undoes: act.undoes,
            file: file.cloned(),
            snapshot: snapshot.map(|comparing| comparing.snapshot().clone()),
            counts: self.counts,
            hash,
            stands: true,
            origin: None,
        };
        Ok(Written { entry, repeats: self.repeats, touched: self.touched.numbers() })
    }
}

/// A set of numbers from 1 on, one bit each: the series of an import are met a million times.
#[derive(Default)]
struct Touched(Vec<u64>);

impl Touched {
    fn insert(&mut self, number: i64) {
        let (word, bit) = (number as usize / 64, number as usize % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// The numbers, in order.
    fn numbers(&self) -> Vec<i64> {
        let is_in = |number: &usize| self.0[number / 64] & (1 << (number % 64)) != 0;
        (0..self.0.len() * 64).filter(is_in).map(|number| number as i64).collect()
    }
}
