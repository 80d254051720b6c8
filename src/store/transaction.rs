//! One entry in the making: rows go in with their ids, and what goes in is hashed; at the end the entry seals it all.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::chain::{Cell, GENESIS, Hash, RowDigests};
use super::layout;
use super::ledgers::{COUNT, ENTRY_COLUMNS, Ledger, MARKS, Marks};
use super::migrations::NEWEST;
use super::{Result, StoreFault};

/// The statement that adds a number of rows to a ledger.
struct Several<'c> {
    ledger: Ledger,
    rows: usize,
    statement: Statement<'c>,
}

/// A transaction that adds one entry. Dropped before [`Transaction::seal`], it leaves nothing behind.
pub struct Transaction<'c> {
    conn: &'c Connection,
    inserts: Vec<Statement<'c>>,
    /// Adds several rows of the ledger that was written so last.
    several: Option<Several<'c>>,
    digests: RowDigests,
    next: Marks,
    before: Marks,
    sealed: Option<(i64, Hash)>,
    open: bool,
}

impl<'c> Transaction<'c> {
    /// Begins the transaction; waits for another writer.
    ///
    /// Foreign keys are looked up when the entry is sealed, not row by row: see [`Transaction::check_references`].
    pub fn begin(conn: &'c Connection) -> Result<Transaction<'c>> {
        conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        let before = last_marks(conn);
        // From here on the guard below rolls back.
        let mut transaction = Transaction {
            conn,
            inserts: Vec::with_capacity(COUNT),
            several: None,
            digests: RowDigests::default(),
            next: [0; COUNT],
            before: [0; COUNT],
            sealed: None,
            open: true,
        };
        transaction.before = before?;
        transaction.check_layout()?;
        transaction.next = transaction.before;
        for ledger in Ledger::ALL {
            transaction.inserts.push(conn.prepare(&ledger.insert_sql())?);
        }
        Ok(transaction)
    }

    /// Nothing is written to a store that another program altered: a trigger of its own would run, and one of ours that is
    /// gone would let rows be edited.
    fn check_layout(&self) -> Result<()> {
        let found = layout::differences(self.conn, NEWEST)?;
        let Some(first) = found.first() else { return Ok(()) };
        let others = found.len() - 1;
        let more = if others == 0 { String::new() } else { format!(", and {others} more such things") };
        Err(StoreFault::Altered(format!("{first}{more}")))
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

    /// Adds a row under the next number, and hashes it.
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
        Ok(statement.raw_execute()? == 1)
    }

    /// Adds rows under the numbers that follow the last one, except those whose key is there already. They are not hashed
    /// yet. Returns the first of the new numbers, and how many were given.
    ///
    /// The last number must have been taken by a row that is there: SQLite counts on from the highest.
    pub fn put_together<const N: usize>(
        &mut self,
        ledger: Ledger,
        rows: &[[Cell<'_>; N]],
    ) -> Result<(i64, usize)> {
        let is_ready = |several: &Several<'_>| several.ledger == ledger && several.rows == rows.len();
        if !self.several.as_ref().is_some_and(is_ready) {
            let statement = self.conn.prepare(&ledger.insert_several_sql(rows.len()))?;
            self.several = Some(Several { ledger, rows: rows.len(), statement });
        }
        let first = self.last(ledger) + 1;
        let Some(several) = &mut self.several else { return Ok((first, 0)) };
        for (at, cell) in rows.iter().flatten().enumerate() {
            several.statement.raw_bind_parameter(at + 1, cell)?;
        }
        let added = several.statement.raw_execute()?;
        if added > 0 {
            self.next[ledger as usize] += added as i64;
            if self.conn.last_insert_rowid() != self.last(ledger) {
                let what = "its highest number is not the one that was given last".into();
                return Err(StoreFault::Unreadable { table: ledger.table(), what });
            }
        }
        Ok((first, added))
    }

    /// Whether numbers at which rows of this entry point are among those that were given, by the highest of them: no row
    /// is ever taken away, so all up to it are there.
    pub fn were_given(&self, highest: &[(Ledger, i64)]) -> Result<()> {
        match highest.iter().find(|(ledger, number)| *number > self.last(*ledger)) {
            Some((ledger, number)) => Err(dangling(Ledger::Figure.table(), ledger.table(), *number)),
            None => Ok(()),
        }
    }

    /// Looks up what the rows of this entry point at, table by table. What figures point at was looked up as they came
    /// ([`Transaction::were_given`]): three look-ups for each of a million rows are a quarter of the work of an import.
    fn check_references(&self) -> Result<()> {
        for ledger in Ledger::ALL {
            let (before, last) = (self.before(ledger), self.last(ledger));
            if ledger == Ledger::Figure || last == before {
                continue;
            }
            self.look_up(ledger.table(), ledger.references(), before)?;
        }
        Ok(())
    }

    /// Looks up what the columns of the rows of a table after a number point at.
    fn look_up(&self, table: &'static str, references: &[(&str, &str)], after: i64) -> Result<()> {
        for (column, parent) in references {
            let sql = format!(
                "SELECT {column} FROM {table} WHERE id > ?1 AND {column} IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM {parent} AS there WHERE there.id = {table}.{column}) LIMIT 1"
            );
            let lost = self.conn.prepare_cached(&sql)?.query_row([after], |row| row.get(0)).optional()?;
            if let Some(number) = lost {
                return Err(dangling(table, parent, number));
            }
        }
        Ok(())
    }

    /// Hashes a row that was put; rows of one ledger in the order of their numbers.
    pub fn hash(&mut self, ledger: Ledger, id: i64, cells: &[Cell<'_>]) {
        self.digests.add(ledger, id, cells.iter().map(ValueRef::from));
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
        self.check_references()?;
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
        self.look_up("entry", &[("undoes", "entry"), ("feed", "name")], newest)?;
        self.before = self.next;
        self.sealed = Some((id, hash));
        Ok((id, hash))
    }

    /// Commits what was sealed.
    pub fn commit(mut self) -> Result<()> {
        if let Err(error) = self.conn.execute_batch("COMMIT") {
            return Err(self.after(error));
        }
        self.open = false;
        Ok(())
    }

    /// What a commit that failed came to. Where only its last step failed, to sync the folder out of which the journal was
    /// taken, the entry is in the store: who is told that nothing was changed would record it twice.
    fn after(&mut self, error: rusqlite::Error) -> StoreFault {
        let Some((entry, hash)) = self.sealed else { return error.into() };
        let is_ours = "SELECT hash = ?2 FROM entry WHERE id = ?1";
        let is_there = self.conn.query_row(is_ours, (entry, &hash[..]), |row| row.get(0)).unwrap_or(false);
        if is_there && self.conn.is_autocommit() {
            self.open = false;
            return StoreFault::Unconfirmed { entry, error };
        }
        error.into()
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            self.inserts.clear();
            self.several = None;
            // When this fails, SQLite has rolled back already or will do so when the connection closes.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
    }
}

/// A row that points at one that is not there.
fn dangling(table: &'static str, parent: &str, number: i64) -> StoreFault {
    StoreFault::Unreadable {
        table,
        what: format!("it points at number {number} of `{parent}`, which is not there"),
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
pub(super) fn last_marks(conn: &Connection) -> Result<Marks> {
    let columns = ENTRY_COLUMNS[MARKS..].join(", ");
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

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::*;

    #[test]
    fn the_references_are_those_of_the_layout() {
        let store = Store::in_memory().expect("a store");
        for ledger in Ledger::ALL {
            let sql =
                format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{}')", ledger.table());
            let mut statement = store.conn.prepare(&sql).expect("a pragma");
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
            let mut laid_out: Vec<(String, String)> = rows.map(|row| row.expect("a row")).collect();
            let own = |(column, table): &(&str, &str)| ((*column).to_owned(), (*table).to_owned());
            let mut known: Vec<(String, String)> = ledger.references().iter().map(own).collect();
            laid_out.sort();
            known.sort();
            assert_eq!(known, laid_out, "{}", ledger.table());
        }
    }

    /// A row that points at the first row of each table, and in one column at row 99.
    fn row(ledger: Ledger, pointing: &str) -> Vec<Cell<'static>> {
        let cell = |column: &&str| match (ledger, *column) {
            // What is held is a figure or an entry.
            (Ledger::Hold, "figure") if pointing == "entry" => Cell::Null,
            (Ledger::Hold, "entry") if pointing != "entry" => Cell::Null,
            (_, column) if ledger.references().iter().any(|(own, _)| *own == column) => {
                Cell::Int(if column == pointing { 99 } else { 1 })
            }
            (Ledger::Name, "kind") => Cell::Text("event"),
            (Ledger::Figure, "wording")
            | (_, "stated_on" | "retrieved_at" | "embargo_until" | "start" | "end") => Cell::Null,
            (Ledger::Figure, _) | (_, "key" | "line" | "known_at" | "printed_on" | "asked_on") => {
                Cell::Int(1)
            }
            (Ledger::Hold, "what") => Cell::Text("held"),
            (_, "what") => Cell::Text("void"),
            (_, "field") => Cell::Text("rank"),
            (_, "row_key") => Cell::Blob(&[0; 16]),
            _ => Cell::Text("x"),
        };
        ledger.columns().iter().map(cell).collect()
    }

    #[test]
    fn no_entry_is_sealed_over_a_row_that_points_at_nothing() {
        for ledger in Ledger::ALL.into_iter().filter(|ledger| *ledger != Ledger::Figure) {
            for (column, parent) in ledger.references() {
                let store = Store::in_memory().expect("a store");
                let mut transaction = Transaction::begin(&store.conn).expect("begun");
                use Ledger::{Attribution, Figure, Name, Series, Source};
                for parent in [Name, Series, Attribution, Source, Figure] {
                    transaction.insert(parent, &row(parent, "")).expect("a row to point at");
                }
                transaction.check_references().expect("nothing dangles");
                transaction.insert(ledger, &row(ledger, column)).expect("put");
                let lost = format!("number 99 of `{parent}`");
                let sealed = transaction.seal(&[Cell::Null; 14]).map(drop);
                let is_said = |fault: &StoreFault| fault.to_string().contains(&lost);
                assert!(sealed.as_ref().is_err_and(is_said), "{}.{column}: {sealed:?}", ledger.table());
            }
        }
        let store = Store::in_memory().expect("a store");
        let transaction = Transaction::begin(&store.conn).expect("begun");
        assert!(transaction.were_given(&[(Ledger::Series, 1)]).is_err());
        assert!(transaction.were_given(&[(Ledger::Series, 0)]).is_ok());
    }
}
