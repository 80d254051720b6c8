//! One entry in the making: rows go in with their ids, and what goes in is hashed; at the end the entry seals it all.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::chain::{Cell, GENESIS, Hash, LedgerDigest, RowDigests};
use super::ledgers::{COUNT, Ledger, Marks};
use super::{Result, StoreFault};

/// The columns of `entry` in the order of the chain; `id` comes before them and `hash` after.
pub const ENTRY_COLUMNS: [&str; 27] = [
    "kind",
    "recorded_at",
    "who",
    "program",
    "undoes",
    "origin_uid",
    "origin_at",
    "file",
    "bytes",
    "sha256",
    "settings",
    "feed",
    "snapshot_at",
    "counts",
    "last_name",
    "last_fact",
    "last_series",
    "last_attribution",
    "last_source",
    "last_figure",
    "last_detail",
    "last_ref",
    "last_sighting",
    "last_act",
    "last_feed_row",
    "last_kept",
    "last_redaction",
];

/// A transaction that adds one entry. Dropped before [`Sealing::seal`], it leaves nothing behind.
pub struct Sealing<'c> {
    conn: &'c Connection,
    inserts: Vec<Statement<'c>>,
    digests: RowDigests,
    next: Marks,
    before: Marks,
    open: bool,
}

impl<'c> Sealing<'c> {
    /// Begins the transaction; waits for another writer.
    pub fn begin(conn: &'c Connection) -> Result<Sealing<'c>> {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let before = last_marks(conn);
        // From here on the guard below rolls back.
        let mut sealing = Sealing {
            conn,
            inserts: Vec::with_capacity(COUNT),
            digests: RowDigests::default(),
            next: [0; COUNT],
            before: [0; COUNT],
            open: true,
        };
        sealing.before = before?;
        sealing.next = sealing.before;
        for ledger in Ledger::ALL {
            sealing.inserts.push(conn.prepare(&ledger.insert_sql())?);
        }
        Ok(sealing)
    }

    /// The connection, for lookups inside the transaction.
    pub fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// The highest id of a ledger before this entry.
    pub fn before(&self, ledger: Ledger) -> i64 {
        self.before[ledger as usize]
    }

    /// The highest id of a ledger so far.
    pub fn last(&self, ledger: Ledger) -> i64 {
        self.next[ledger as usize]
    }

    /// Takes the next number of a ledger.
    pub fn reserve(&mut self, ledger: Ledger) -> i64 {
        self.next[ledger as usize] += 1;
        self.next[ledger as usize]
    }

    /// Gives back the newest number of a ledger, which no row has taken.
    pub fn give_back_number(&mut self, ledger: Ledger, id: i64) {
        let next = &mut self.next[ledger as usize];
        *next -= i64::from(*next == id);
    }

    /// Takes all numbers of a ledger up to and including one.
    pub fn reserve_through(&mut self, ledger: Ledger, id: i64) {
        let next = &mut self.next[ledger as usize];
        *next = (*next).max(id);
    }

    /// The digest of one ledger, for another thread to hash into; see [`RowDigests::lend`].
    pub fn lend_digest(&mut self, ledger: Ledger) -> LedgerDigest {
        self.digests.lend(ledger)
    }

    /// Takes the digest back.
    pub fn give_back_digest(&mut self, digest: LedgerDigest) {
        self.digests.give_back(digest);
    }

    /// Adds a row under the next number, and hashes it. Columns beyond the cells that are given stay NULL.
    pub fn insert(&mut self, ledger: Ledger, cells: &[Cell<'_>]) -> Result<i64> {
        let id = self.reserve(ledger);
        self.put(ledger, id, cells)?;
        self.hash(ledger, id, cells);
        Ok(id)
    }

    /// Adds a row under a reserved number; `false` when its key is there already. It is not hashed yet.
    pub fn put(&mut self, ledger: Ledger, id: i64, cells: &[Cell<'_>]) -> Result<bool> {
        let statement = &mut self.inserts[ledger as usize];
        statement.raw_bind_parameter(1, id)?;
        for (at, cell) in cells.iter().enumerate() {
            statement.raw_bind_parameter(at + 2, cell)?;
        }
        for at in cells.len()..ledger.columns().len() {
            statement.raw_bind_parameter(at + 2, Cell::Null)?;
        }
        Ok(statement.raw_execute()? == 1)
    }

    /// Hashes a row that was put; rows of one ledger in the order of their numbers.
    pub fn hash(&mut self, ledger: Ledger, id: i64, cells: &[Cell<'_>]) {
        let all = cells.iter().map(ValueRef::from).chain(std::iter::repeat(ValueRef::Null));
        self.digests.add(ledger, id, all.take(ledger.columns().len()));
    }

    /// Hashes the rows of a ledger anew, in the order of their numbers: for rows that went in out of that order.
    pub fn hash_again(&mut self, ledger: Ledger) -> Result<()> {
        let columns = ledger.columns();
        let sql =
            format!("SELECT id, {} FROM {} WHERE id > ?1 ORDER BY id", columns.join(", "), ledger.table());
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([self.before(ledger)])?;
        self.digests.forget(ledger);
        while let Some(row) = rows.next()? {
            let cells = (1..=columns.len()).map(|column| row.get_ref(column).unwrap_or(ValueRef::Null));
            self.digests.add(ledger, row.get(0)?, cells);
        }
        Ok(())
    }

    /// Writes the entry over everything that was added, and commits. Returns its number and its hash.
    ///
    /// `cells` are the entry's own, `kind` to `counts`, in the order of [`ENTRY_COLUMNS`].
    pub fn seal(mut self, cells: &[Cell<'_>; 14]) -> Result<(i64, Hash)> {
        let sealed = self.seal_one(cells)?;
        self.commit()?;
        Ok(sealed)
    }

    /// Writes the entry over everything that was added since the one before; the next begins in the same transaction.
    pub fn seal_one(&mut self, cells: &[Cell<'_>; 14]) -> Result<(i64, Hash)> {
        let (newest, before) = head(self.conn)?;
        let id = newest + 1;
        let mut all = cells.to_vec();
        all.extend(self.next.iter().map(|mark| Cell::Int(*mark)));
        let digests = std::mem::take(&mut self.digests);
        let hash = digests.seal(&before, id, all.iter().map(ValueRef::from), None);
        let places = (1..=all.len() + 2).map(|i| format!("?{i}")).collect::<Vec<_>>().join(", ");
        let sql = format!("INSERT INTO entry (id, {}, hash) VALUES ({places})", ENTRY_COLUMNS.join(", "));
        let mut statement = self.conn.prepare(&sql)?;
        statement.raw_bind_parameter(1, id)?;
        for (at, cell) in all.iter().chain([&Cell::Blob(&hash)]).enumerate() {
            statement.raw_bind_parameter(at + 2, cell)?;
        }
        statement.raw_execute()?;
        self.before = self.next;
        Ok((id, hash))
    }

    /// Commits what was sealed.
    pub fn commit(mut self) -> Result<()> {
        self.conn.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Sealing<'_> {
    fn drop(&mut self) {
        if self.open {
            self.inserts.clear();
            // When this fails, SQLite has rolled back already or will do so when the connection closes.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
    }
}

/// The number and the hash of the newest entry; 0 and the genesis hash before the first.
pub fn head(conn: &Connection) -> Result<(i64, Hash)> {
    let newest = conn
        .query_row("SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get::<_, [u8; 32]>(1)?))
        })
        .optional()?;
    Ok(newest.unwrap_or((0, GENESIS)))
}

/// The highest id of every ledger, by the newest entry.
fn last_marks(conn: &Connection) -> Result<Marks> {
    let columns = ENTRY_COLUMNS[14..].join(", ");
    let sql = format!("SELECT {columns} FROM entry ORDER BY id DESC LIMIT 1");
    let read = |row: &rusqlite::Row<'_>| {
        let mut marks = [0; COUNT];
        for (at, mark) in marks.iter_mut().enumerate() {
            *mark = row.get(at)?;
        }
        Ok(marks)
    };
    let marks = conn.query_row(&sql, [], read).optional().map_err(StoreFault::from)?;
    Ok(marks.unwrap_or([0; COUNT]))
}
