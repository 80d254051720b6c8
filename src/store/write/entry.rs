//! An entry in the making: what every part of writing needs of it. What goes in is written by the files beside this one.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::recorded::{Counts, EntryId, FigureId, FileRead};
use crate::model::redacted::TextHash;
use crate::model::snapshot::Snapshot;
use crate::model::validate::SummedOver;
use crate::store::entries::import_of;
use crate::store::holds::{Hold, Holds};
use crate::store::intern::Interned;
use crate::store::ledgers::Ledger;
use crate::store::transaction::Transaction;
use crate::store::view::View;
use crate::store::visibility::Visibility;
use crate::store::{Result, Store, StoreFault, redactions};

use super::batch::Batch;
use super::pending_table;
use super::said::NameStatements;
use super::sheet::SheetComparison;
use super::snapshot::SnapshotComparison;
use super::touched::Touched;

/// A row that says again what an earlier row of its file said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The later line.
    pub line: u64,
    /// The earlier one.
    pub of: u64,
}

/// Which rows that say the same are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RepeatsSought {
    /// Those of figures that their file brought: that costs nothing.
    OfNewFigures,
    /// Those of figures that the store had before as well.
    OfAllFigures,
}

impl Repeat {
    /// How many are listed one by one; the rest are counted.
    pub(super) const LISTED: usize = 100;
}

/// A figure of this file that is a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SumFigure {
    pub series: i64,
    pub figure: i64,
    pub over: SummedOver,
}

/// Where a text came in that had been erased here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedText {
    /// The physical line; 0 where there is no file.
    pub line: u64,
    /// The column that held it, or what it says of a name.
    pub field: &'static str,
    /// The entry that erased it.
    pub entry: EntryId,
}

/// An entry in the making. Dropped before [`commit`](super::commit()), it leaves nothing behind.
pub struct EntryTransaction<'c> {
    pub(super) transaction: Transaction<'c>,
    pub(super) visibility: Visibility<'c>,
    pub(super) interned: Interned,
    pub(super) batch: Batch,
    /// How many figures are gathered before they are written.
    pub(super) room: usize,
    pub(super) refs: FxHashSet<String>,
    pub(super) counts: Counts,
    pub(super) repeats: Vec<Repeat>,
    pub(super) repeats_sought: RepeatsSought,
    pub(super) touched: Touched,
    /// The sums of the file, whose parts are declared once all of them were written.
    pub(super) sums: Vec<SumFigure>,
    /// What the desk says about names, this entry included; read when something is first said.
    pub(super) said: Option<NameStatements>,
    /// Whether figures went in after others with higher numbers.
    pub(super) out_of_order: bool,
    /// The figures to which the beginnings of uids lead, once they were sought.
    pub(super) uids: FxHashMap<String, Vec<FigureId>>,
    /// The texts that were erased here and may not come in again, by their hash, with the entry that erased them.
    pub(super) erased: FxHashMap<TextHash, EntryId>,
    /// Where such a text came in; the first hundred.
    pub(super) erased_texts: Vec<ErasedText>,
    /// The snapshot of a feed that is being taken.
    pub(super) comparing: Option<Box<SnapshotComparison>>,
    /// The sheet that is imported again.
    pub(super) sheet: Option<Box<SheetComparison>>,
    /// What is held, before this entry.
    pub(super) holds: Holds,
    /// Figures that are held by themselves from this entry on: seen again, or in the place of one that is held.
    pub(super) held_on: BTreeMap<i64, Hold>,
}

impl<'c> EntryTransaction<'c> {
    /// Begins an entry. Waits while another program writes.
    ///
    /// # Errors
    /// A store that may not be written, or is busy for longer than a minute.
    pub fn begin(store: &'c mut Store) -> Result<EntryTransaction<'c>> {
        pending_table::lay_out(&store.conn)?;
        let transaction = Transaction::begin(&store.conn)?;
        if !store.is_where_it_was() {
            return Err(StoreFault::Moved);
        }
        let visibility = Visibility::load(&store.conn, None)?;
        Ok(EntryTransaction {
            erased: redactions::hashes(&store.conn, &visibility)?,
            erased_texts: Vec::new(),
            comparing: None,
            sheet: None,
            holds: Holds::of(&store.conn, &visibility)?,
            held_on: BTreeMap::new(),
            visibility,
            transaction,
            interned: Interned::default(),
            batch: Batch::default(),
            room: store.memory.rows(),
            refs: FxHashSet::default(),
            counts: Counts::default(),
            repeats: Vec::new(),
            sums: Vec::new(),
            repeats_sought: RepeatsSought::OfNewFigures,
            touched: Touched::default(),
            said: None,
            out_of_order: false,
            uids: FxHashMap::default(),
        })
    }

    /// Begins an entry that rests on what a view showed, whose newest entry was `seen`. Waits while another program writes.
    ///
    /// # Errors
    /// [`StoreFault::Overtaken`] where anything was recorded since; and those of [`EntryTransaction::begin`].
    pub fn begin_as_seen(store: &'c mut Store, seen: EntryId) -> Result<EntryTransaction<'c>> {
        let entry = EntryTransaction::begin(store)?;
        if entry.visibility.number() != seen {
            return Err(StoreFault::Overtaken);
        }
        Ok(entry)
    }

    /// Whether the store holds no entry, as this one alone may now change it.
    pub fn finds_nothing(&self) -> bool {
        self.visibility.is_empty()
    }

    /// The standing entry that imported the same bytes with the same settings, as the same snapshot of the same feed.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn already_imported(&self, file: &FileRead, snapshot: Option<&Snapshot>) -> Result<Option<EntryId>> {
        import_of(self.transaction.conn(), &self.visibility, file, snapshot)
    }

    /// How many figures a batch may hold before it is written.
    pub fn room(&self) -> usize {
        self.room
    }

    /// The number that the next figure gets.
    pub fn next_figure(&self) -> i64 {
        self.transaction.last(Ledger::Figure) + 1
    }

    /// Counts rows that were read, refused or skipped.
    pub fn count(&mut self, read: u64, rejected: u64, skipped: u64) {
        self.counts.read = read;
        self.counts.rejected = rejected;
        self.counts.skipped = skipped;
    }

    /// Whether this entry says nothing about names so far.
    pub fn says_nothing(&self) -> bool {
        self.transaction.last(Ledger::Fact) == self.transaction.before(Ledger::Fact)
    }

    /// Looks for rows of the file that say the same also where the store had their figure before.
    pub fn seek_repeats(&mut self) {
        self.repeats_sought = RepeatsSought::OfAllFigures;
    }

    /// Rows that say again what an earlier row of the file said; the first hundred.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// Where texts came in that had been erased here; the first hundred.
    pub fn erased_texts(&self) -> &[ErasedText] {
        &self.erased_texts
    }

    /// Whether any text was ever erased here.
    pub fn has_erased(&self) -> bool {
        !self.erased.is_empty()
    }

    /// A view of the store as it was before this entry.
    pub(super) fn view_before(&self) -> Result<View<'c>> {
        View::over(self.transaction.conn(), self.visibility.clone())
    }

    /// A view of the store with what this entry has added.
    pub(super) fn view(&self) -> Result<View<'c>> {
        View::over(self.transaction.conn(), self.visibility.with_unsealed())
    }
}
