//! Recomputing every link of the hash chain, and SQLite's own checks of the file.

use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use crate::model::recorded::{EntryId, FigureId};
use crate::model::redacted::mark;

use super::chain::{GENESIS, Hash, RowDigests, SETTINGS};
use super::layout::{self, LayoutDifference};
use super::ledgers::{COUNT, ENTRY_COLUMNS, Ledger, MARKS};
use super::migrations::NEWEST;
use super::redactions::{Erased, ErasedRow};
use super::transaction::last_marks;
use super::{Result, Store, StoreFault, unswept, words};

const OTHER_PUBLISHER: &str = "SELECT figure.id
  FROM figure CROSS JOIN attribution ON attribution.id = figure.attribution
              CROSS JOIN source ON source.id = figure.source
  WHERE attribution.publisher <> source.publisher";

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Entries whose links hold.
    pub entries: u64,
    /// Rows that they seal.
    pub rows: u64,
    /// The hash of the newest entry: what a desk can publish.
    pub head: Hash,
    /// What is wrong; empty when all is well.
    pub faults: Vec<VerifyFault>,
}

/// One thing that is wrong with a store. Rows are named by their table and their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerifyFault {
    /// What SQLite's own check of the file says.
    Integrity(String),
    /// A row points at a row that is not there; 0 where SQLite gives no number.
    Dangling(String, i64),
    /// A figure is attributed to another publisher than its source's.
    OtherPublisher(FigureId),
    /// An index cannot be read: its name, and what SQLite says.
    Index(String, String),
    /// A table, index, trigger or view is not as this program makes it.
    Layout(LayoutDifference),
    /// The index of names by their words is not that of the names.
    Words,
    /// What was erased can still be read in the file.
    Unswept,
    /// Something cannot be read.
    Unreadable(String),
    /// The settings of an entry were erased, and hold something again.
    SettingsAgain(EntryId),
    /// A column of a row was erased, and holds something again.
    TextAgain(&'static str, i64, &'static str),
    /// An entry, named by its kind and its file, or a row that it added, is not what was sealed.
    Changed(EntryId, String, Option<String>),
    /// This row and later ones belong to no entry.
    Unsealed(&'static str, i64),
}

impl fmt::Display for VerifyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VerifyFault::Integrity(says) => write!(f, "SQLite: {says}"),
            VerifyFault::Dangling(table, id) => {
                write!(f, "row {id} of `{table}` points at a row that is not there")
            }
            VerifyFault::OtherPublisher(id) => {
                write!(f, "figure {id} is attributed to another publisher than its source's")
            }
            VerifyFault::Index(name, says) => write!(f, "the index `{name}` cannot be read: {says}"),
            VerifyFault::Layout(difference) => difference.fmt(f),
            VerifyFault::Words => f.write_str(
                "`name_words` is not the index of the names by their words: check and read may not find them; \
                 tollbook import THIS.db --db NEW.db makes it anew",
            ),
            VerifyFault::Unswept => f.write_str(
                "a redaction was interrupted before the file was rewritten: what it erased can still be read in \
                 the file; the next command that records something rewrites it",
            ),
            VerifyFault::Unreadable(says) => f.write_str(says),
            VerifyFault::SettingsAgain(id) => {
                write!(f, "the settings of entry {id} were erased, and hold something again")
            }
            VerifyFault::TextAgain(table, id, column) => {
                write!(f, "`{column}` in row {id} of `{table}` was erased, and holds something again")
            }
            VerifyFault::Changed(id, kind, file) => {
                let of = file.as_ref().map(|file| format!(" of {file}")).unwrap_or_default();
                write!(f, "entry {id} ({kind}{of}), or a row that it added, was changed after it was sealed")
            }
            VerifyFault::Unsealed(table, id) => {
                write!(f, "`{table}` holds row {id} and later ones that no entry accounts for")
            }
        }
    }
}

/// Checks the file (SQLite's integrity check, foreign keys) and recomputes every link of the chain.
///
/// `tick` is called now and then with the rows seen so far.
///
/// # Errors
/// Only what keeps the check from being made; what it finds is in [`Verified::faults`].
pub fn verify(store: &Store, mut tick: impl FnMut(u64)) -> Result<Verified> {
    let mut verified = Verified::default();
    let conn = &store.conn;
    conn.execute_batch("BEGIN")?;
    for check in [check_file, check_indexes, check_publishers, check_layout, check_words, check_swept] {
        found(check(conn, &mut verified), &mut verified)?;
    }
    found(seal_again(conn, &mut verified, &mut tick), &mut verified)?;
    // Nothing was written. After what cannot be read SQLite does not end it in order.
    let _ = conn.execute_batch("ROLLBACK");
    Ok(verified)
}

/// What cannot be read is wrong with the store, and is found; only what keeps any check from being made is an error.
fn found(checked: Result<()>, verified: &mut Verified) -> Result<()> {
    match checked {
        Err(fault @ (StoreFault::Damaged { .. } | StoreFault::Unreadable { .. } | StoreFault::Sqlite(_))) => {
            verified.faults.push(VerifyFault::Unreadable(fault.to_string()));
            Ok(())
        }
        checked => checked,
    }
}

/// How many rows a verification will see.
///
/// # Errors
/// What SQLite says.
pub fn rows(store: &Store) -> Result<u64> {
    Ok(last_marks(&store.conn)?.iter().map(|last| last.unsigned_abs()).sum())
}

fn seal_again(conn: &Connection, verified: &mut Verified, tick: &mut impl FnMut(u64)) -> Result<()> {
    relink(conn, &Erased::load(conn)?, verified, tick)
}

fn check_file(conn: &Connection, verified: &mut Verified) -> Result<()> {
    let mut integrity = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = integrity.query([])?;
    while let Some(row) = rows.next()? {
        let says: String = row.get(0)?;
        if says != "ok" {
            verified.faults.push(VerifyFault::Integrity(says));
        }
    }
    let mut keys = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = keys.query([])?;
    while let (Some(row), true) = (rows.next()?, verified.faults.len() < 100) {
        let (table, id): (String, Option<i64>) = (row.get(0)?, row.get(1)?);
        verified.faults.push(VerifyFault::Dangling(table, id.unwrap_or(0)));
    }
    Ok(())
}

/// Looks into each index once: SQLite's own check counts what an index holds, and does not see that the page at its root is one of
/// another kind, with as many rows.
fn check_indexes(conn: &Connection, verified: &mut Verified) -> Result<()> {
    let mut indexes =
        conn.prepare("SELECT name, tbl_name, ifnull(sql, '') FROM sqlite_schema WHERE type = 'index'")?;
    let indexes = indexes.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for index in indexes.collect::<rusqlite::Result<Vec<(String, String, String)>>>()? {
        let (name, table, sql) = index;
        let part = sql.find("WHERE").map_or("", |at| &sql[at..]);
        let look = format!("SELECT 1 FROM \"{table}\" INDEXED BY \"{name}\" {part} LIMIT 1");
        if let Err(error) = conn.prepare(&look).and_then(|mut look| look.exists([])) {
            verified.faults.push(VerifyFault::Index(name, error.to_string()));
        }
    }
    Ok(())
}

/// A figure is printed by the publisher of its source, whom its attribution names as well.
fn check_publishers(conn: &Connection, verified: &mut Verified) -> Result<()> {
    let mut others = conn.prepare(OTHER_PUBLISHER)?;
    let mut rows = others.query([])?;
    while let (Some(row), true) = (rows.next()?, verified.faults.len() < 100) {
        verified.faults.push(VerifyFault::OtherPublisher(FigureId(row.get(0)?)));
    }
    Ok(())
}

/// Compares tables, indexes, triggers and views with what this program lays out.
fn check_layout(conn: &Connection, verified: &mut Verified) -> Result<()> {
    verified.faults.extend(layout::differences(conn, NEWEST)?.into_iter().map(VerifyFault::Layout));
    Ok(())
}

/// The index of names by their words, which no hash seals: it holds what the names say.
fn check_words(conn: &Connection, verified: &mut Verified) -> Result<()> {
    if !words::are_those_of_names(conn)? {
        verified.faults.push(VerifyFault::Words);
    }
    Ok(())
}

/// What was erased stands in the file until it is rewritten.
fn check_swept(conn: &Connection, verified: &mut Verified) -> Result<()> {
    if unswept::is_unswept(conn)? {
        verified.faults.push(VerifyFault::Unswept);
    }
    Ok(())
}

/// Recomputes the hash of every entry from the one before it and the digests of its rows.
fn relink(
    conn: &Connection,
    erased: &Erased,
    verified: &mut Verified,
    tick: &mut impl FnMut(u64),
) -> Result<()> {
    let mut ledgers = Ledger::ALL.map(|ledger| Unread { ledger, next: i64::MIN });
    let sql = format!("SELECT id, hash, {} FROM entry ORDER BY id", ENTRY_COLUMNS.join(", "));
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut before = GENESIS;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let written: Option<Hash> = row.get(1).ok();
        let mut digest = RowDigests::default();
        for unread in &mut ledgers {
            // A mark that is no number seals nothing, and the hash of its entry differs.
            let last = row.get(2 + MARKS + unread.ledger as usize).unwrap_or(i64::MIN);
            unread.take_in(conn, last, erased, &mut digest, verified, tick)?;
        }
        let cells = (2..ENTRY_COLUMNS.len() + 2).map(|column| row.get_ref(column).unwrap_or(ValueRef::Null));
        let settings = erased.row("entry", id).and_then(|row| row.hash("settings"));
        let text = |column: usize| row.get::<_, Option<String>>(column).ok().flatten();
        let shown = text(2 + SETTINGS);
        if settings.is_some_and(|hash| shown != Some(mark(&hash))) {
            verified.faults.push(VerifyFault::SettingsAgain(EntryId(id)));
        }
        let hash = digest.seal(&before, id, cells, settings);
        if written == Some(hash) {
            verified.entries += 1;
        } else {
            let kind = text(2).unwrap_or_default();
            verified.faults.push(VerifyFault::Changed(EntryId(id), kind, text(9)));
        }
        before = written.unwrap_or(hash); // the next link is judged by itself
        verified.head = before;
    }
    ledgers.iter().try_for_each(|unread| unread.expect_nothing(conn, verified))
}

/// The rows of a ledger that no entry has accounted for so far.
struct Unread {
    ledger: Ledger,
    next: i64,
}

impl Unread {
    /// Hashes the rows up to a mark: those of one entry.
    fn take_in(
        &mut self,
        conn: &Connection,
        last: i64,
        erased: &Erased,
        digest: &mut RowDigests,
        verified: &mut Verified,
        tick: &mut impl FnMut(u64),
    ) -> Result<()> {
        if last < self.next {
            return Ok(());
        }
        let (ledger, table, columns) = (self.ledger, self.ledger.table(), self.ledger.columns());
        let sql =
            format!("SELECT id, {} FROM {table} WHERE id BETWEEN ?1 AND ?2 ORDER BY id", columns.join(", "));
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([self.next, last])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let cells = (1..=columns.len()).map(|column| row.get_ref(column).unwrap_or(ValueRef::Null));
            match erased.row(table, id) {
                None => digest.add(ledger, id, cells),
                Some(row_erased) => {
                    check_erased(row, ledger, id, &row_erased, verified)?;
                    digest.add_erased(ledger, id, cells, |column| row_erased.hash(column));
                }
            }
            verified.rows += 1;
            if verified.rows.is_multiple_of(1 << 16) {
                tick(verified.rows);
            }
        }
        self.next = last.saturating_add(1);
        Ok(())
    }

    fn expect_nothing(&self, conn: &Connection, verified: &mut Verified) -> Result<()> {
        let table = self.ledger.table();
        let sql = format!("SELECT id FROM {table} WHERE id >= ?1 ORDER BY id LIMIT 1");
        let first: Option<i64> = conn.query_row(&sql, [self.next], |row| row.get(0)).optional()?;
        verified.faults.extend(first.map(|id| VerifyFault::Unsealed(table, id)));
        Ok(())
    }
}

/// What was erased must not stand there again: the chain would not see it.
fn check_erased(
    row: &rusqlite::Row<'_>,
    ledger: Ledger,
    id: i64,
    erased: &ErasedRow<'_>,
    verified: &mut Verified,
) -> Result<()> {
    for (at, column) in ledger.columns().iter().enumerate() {
        let Some(hash) = erased.hash(column) else { continue };
        let is_blank = match row.get_ref(at + 1)? {
            ValueRef::Text(text) => text == mark(&hash).as_bytes(),
            ValueRef::Blob(bytes) => bytes.is_empty(),
            _ => false,
        };
        if !is_blank {
            verified.faults.push(VerifyFault::TextAgain(ledger.table(), id, column));
        }
    }
    Ok(())
}

const _: () = assert!(COUNT == 16, "the entry's columns and the ledgers belong together");
