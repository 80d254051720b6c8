//! Recomputing every link of the hash chain, and SQLite's own checks of the file.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use crate::model::recorded::{EntryId, FigureId};
use crate::model::redacted::mark;

use super::chain::{GENESIS, Hash, RowDigests, SETTINGS};
use super::ledgers::{COUNT, ENTRY_COLUMNS, Ledger, MARKS};
use super::redactions::{Erased, ErasedRow};
use super::{Result, Store};

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
    /// A table, index, trigger or view is no longer there.
    LayoutRemoved(String),
    /// A table, index, trigger or view is another than this program makes.
    LayoutChanged(String),
    /// A table, index, trigger or view was added by another program.
    LayoutAdded(String),
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
            VerifyFault::LayoutRemoved(name) => write!(f, "`{name}` was removed from the store's layout"),
            VerifyFault::LayoutChanged(name) => write!(f, "`{name}` is not as tollbook lays it out"),
            VerifyFault::LayoutAdded(name) => {
                write!(f, "`{name}` was added to the store's layout by another program")
            }
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
    store.conn.execute_batch("BEGIN")?;
    check_file(&store.conn, &mut verified)?;
    check_publishers(&store.conn, &mut verified)?;
    check_layout(&store.conn, &mut verified)?;
    relink(&store.conn, &Erased::load(&store.conn)?, &mut verified, &mut tick)?;
    store.conn.execute_batch("COMMIT")?;
    Ok(verified)
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

/// A figure is printed by the publisher of its source, whom its attribution names as well.
fn check_publishers(conn: &Connection, verified: &mut Verified) -> Result<()> {
    let mut others = conn.prepare(OTHER_PUBLISHER)?;
    let mut rows = others.query([])?;
    while let (Some(row), true) = (rows.next()?, verified.faults.len() < 100) {
        verified.faults.push(VerifyFault::OtherPublisher(FigureId(row.get(0)?)));
    }
    Ok(())
}

/// Compares tables, indexes, triggers and views with what this program lays out: without its triggers a store is no
/// longer append-only, and a changed view shows other figures.
fn check_layout(conn: &Connection, verified: &mut Verified) -> Result<()> {
    let (own, laid_out) = (layout(conn)?, layout(&Store::in_memory()?.conn)?);
    for (name, sql) in &laid_out {
        match own.get(name) {
            None => verified.faults.push(VerifyFault::LayoutRemoved(name.clone())),
            Some(found) if found != sql => verified.faults.push(VerifyFault::LayoutChanged(name.clone())),
            Some(_) => {}
        }
    }
    let added = own.into_keys().filter(|name| !laid_out.contains_key(name));
    verified.faults.extend(added.map(VerifyFault::LayoutAdded));
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
        let (id, written): (i64, Hash) = (row.get(0)?, row.get(1)?);
        let mut digest = RowDigests::default();
        for unread in &mut ledgers {
            let last = row.get(2 + MARKS + unread.ledger as usize)?;
            unread.take_in(conn, last, erased, &mut digest, verified, tick)?;
        }
        let cells = (2..ENTRY_COLUMNS.len() + 2).map(|column| row.get_ref(column).unwrap_or(ValueRef::Null));
        let settings = erased.row("entry", id).and_then(|row| row.hash("settings"));
        let shown: Option<String> = row.get(2 + SETTINGS)?;
        if settings.is_some_and(|hash| shown != Some(mark(&hash))) {
            verified.faults.push(VerifyFault::SettingsAgain(EntryId(id)));
        }
        let hash = digest.seal(&before, id, cells, settings);
        if hash == written {
            verified.entries += 1;
        } else {
            verified.faults.push(VerifyFault::Changed(EntryId(id), row.get(2)?, row.get(9)?));
        }
        before = written; // the next link is judged by itself
        verified.head = written;
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

/// Everything that the schema defines, by its name; SQLite's own tables for statistics left out.
fn layout(conn: &Connection) -> Result<BTreeMap<String, Option<String>>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'";
    let mut statement = conn.prepare(sql)?;
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.map(bare))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A definition without comments and spacing, by which a migrated layout may differ from a fresh one: SQLite writes a column
/// that is added behind the comment of the last one.
fn bare(sql: String) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    let spaced = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    spaced.replace(" ,", ",").replace(" )", ")")
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
