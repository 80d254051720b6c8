//! A database of flat tables for other programs, which is no store: its tables are written once, row by row, then indexed.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::{Result, StoreFault};

/// A table, whatever it holds. Its names are words of this program, never of data.
#[derive(Clone, Debug)]
pub struct FlatTable {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<(&'static str, FlatKind)>,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Columns whose cells are keys of other tables: the column, the table, its key.
    pub refers: Vec<(&'static str, &'static str, &'static str)>,
    /// Columns by which rows are chosen, counted and put in order.
    pub indexed: Vec<&'static str>,
    /// Columns in which words are sought.
    pub searched: Vec<&'static str>,
}

/// What a column of a flat table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatKind {
    /// Texts.
    Text,
    /// Whole numbers.
    Number,
}

/// A cell of a flat table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlatCell<'a> {
    /// Nothing.
    Null,
    /// A text.
    Text(&'a str),
    /// A whole number; one beyond the reach of SQLite is kept as text.
    Number(u64),
}

impl ToSql for FlatCell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match *self {
            FlatCell::Null => ToSqlOutput::from(rusqlite::types::Null),
            FlatCell::Text(text) => ToSqlOutput::from(text),
            FlatCell::Number(number) => match i64::try_from(number) {
                Ok(number) => ToSqlOutput::from(number),
                Err(_) => ToSqlOutput::from(number.to_string()),
            },
        })
    }
}

/// Such a database in the making. Its place is a file that takes its name when all is written: there is no journal.
#[derive(Debug)]
pub struct FlatFile {
    conn: Connection,
    /// What errors call it.
    name: PathBuf,
    tables: Vec<FlatTable>,
    insert: String,
}

impl FlatFile {
    /// Begins a database in an empty file; errors call it `name`.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn create(at: &Path, name: &Path) -> Result<FlatFile> {
        let faulty = |error| failed(name, error);
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(at, access).map_err(faulty)?;
        conn.execute_batch(
            "PRAGMA page_size = 8192;
             PRAGMA journal_mode = OFF;
             PRAGMA synchronous = OFF;
             PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA foreign_keys = OFF;
             PRAGMA temp_store = FILE;
             PRAGMA cache_size = -32768;
             BEGIN;",
        )
        .map_err(faulty)?;
        Ok(FlatFile { conn, name: name.to_owned(), tables: Vec::new(), insert: String::new() })
    }

    /// Begins a table; the rows that follow are its own.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn table(&mut self, table: FlatTable) -> Result<()> {
        self.conn.execute_batch(&table_sql(&table)).map_err(|error| failed(&self.name, error))?;
        let marks = vec!["?"; table.columns.len()].join(", ");
        self.insert = format!("INSERT INTO {} VALUES ({marks})", quoted(table.name));
        self.tables.push(table);
        Ok(())
    }

    /// Adds a row to the table that was begun last.
    ///
    /// # Errors
    /// A key that is there already, another number of cells, a disk that is full.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = FlatCell<'c>>) -> Result<()> {
        let added = self
            .conn
            .prepare_cached(&self.insert)
            .and_then(|mut insert| insert.execute(params_from_iter(cells)));
        added.map(|_| ()).map_err(|error| failed(&self.name, error))
    }

    /// Ends the tables: makes their indexes, and looks whether every key that a row names is there.
    ///
    /// # Errors
    /// A row that refers to none, a disk that is full.
    pub fn end(self) -> Result<()> {
        let faulty = |error| failed(&self.name, error);
        for table in &self.tables {
            self.conn.execute_batch(&indexes_sql(table)).map_err(faulty)?;
        }
        self.conn.execute_batch("COMMIT; ANALYZE;").map_err(faulty)?;
        let astray = self.conn.prepare("PRAGMA foreign_key_check").and_then(|mut check| {
            let mut rows = check.query([])?;
            rows.next()?.map(|row| row.get::<_, String>(0)).transpose()
        });
        match astray.map_err(faulty)? {
            Some(table) => Err(StoreFault::Damaged {
                path: self.name.clone(),
                what: format!("a row of `{table}` refers to a row that is not there"),
            }),
            None => self.conn.close().map_err(|(_, error)| failed(&self.name, error)),
        }
    }
}

fn failed(name: &Path, error: rusqlite::Error) -> StoreFault {
    match StoreFault::from(error) {
        StoreFault::NoRoom(what) => StoreFault::NoRoom(format!("{}: {what}", name.display())),
        StoreFault::Sqlite(error) => StoreFault::Io { path: name.to_owned(), error: io::Error::other(error) },
        other => other,
    }
}

fn table_sql(table: &FlatTable) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (column, kind) in &table.columns {
        let kind = match kind {
            FlatKind::Text => "TEXT",
            FlatKind::Number => "INTEGER",
        };
        let is_key = table.key == [*column];
        parts.push(format!("{} {kind}{}", quoted(column), if is_key { " PRIMARY KEY" } else { "" }));
    }
    if table.key.len() > 1 {
        parts.push(format!("PRIMARY KEY ({})", list(table.key)));
    }
    for (column, other, to) in &table.refers {
        let (column, other, to) = (quoted(column), quoted(other), quoted(to));
        parts.push(format!("FOREIGN KEY ({column}) REFERENCES {other} ({to})"));
    }
    format!("CREATE TABLE {} (\n  {}\n);", quoted(table.name), parts.join(",\n  "))
}

/// The indexes of a table, and the search table beside it.
fn indexes_sql(table: &FlatTable) -> String {
    let mut sql = String::new();
    let columns = table.indexed.iter().chain(table.refers.iter().map(|(column, ..)| column));
    let mut done: Vec<&str> = Vec::new();
    for column in columns {
        if !done.contains(column) {
            done.push(column);
            let index = quoted(&format!("{}_by_{column}", table.name));
            sql += &format!("CREATE INDEX {index} ON {} ({});\n", quoted(table.name), quoted(column));
        }
    }
    if !table.searched.is_empty() {
        let (search, own) = (quoted(&format!("{}_fts", table.name)), quoted(table.name));
        sql += &format!(
            "CREATE VIRTUAL TABLE {search} USING fts5({}, content={own}, tokenize=\"unicode61 remove_diacritics 2\");
             INSERT INTO {search} ({search}) VALUES ('rebuild');\n",
            list(&table.searched)
        );
    }
    sql
}

fn list(columns: &[&str]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> FlatTable {
        FlatTable {
            name: "figures",
            columns: vec![("id", FlatKind::Number), ("group", FlatKind::Text), ("source", FlatKind::Text)],
            key: &["id"],
            refers: vec![("source", "sources", "source")],
            indexed: vec!["group"],
            searched: vec!["group"],
        }
    }

    fn sources() -> FlatTable {
        FlatTable {
            name: "sources",
            columns: vec![("source", FlatKind::Text), ("publisher", FlatKind::Text)],
            key: &["source"],
            refers: Vec::new(),
            indexed: Vec::new(),
            searched: Vec::new(),
        }
    }

    /// A database with one figure that refers to `source`.
    fn written(at: &Path, source: &str) -> Result<()> {
        std::fs::write(at, "").expect("an empty file");
        let mut file = FlatFile::create(at, Path::new("out/ledger.db"))?;
        file.table(figures())?;
        file.row([
            FlatCell::Number(7),
            FlatCell::Text("Élèves; DROP TABLE figures"),
            FlatCell::Text(source),
        ])?;
        file.table(sources())?;
        file.row([FlatCell::Text("a"), FlatCell::Null])?;
        file.end()
    }

    #[test]
    fn rows_are_found_by_their_cells_and_their_words() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join("x.db");
        written(&at, "a").expect("written");
        let conn = Connection::open(&at).expect("a database");
        let ask = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
        assert_eq!(ask("SELECT rowid FROM figures_fts WHERE figures_fts MATCH 'eleves'"), 7);
        assert_eq!(ask("SELECT count(*) FROM sources WHERE publisher IS NULL"), 1);
        let indexes =
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('figures_by_group', 'figures_by_source')";
        assert_eq!(ask(indexes), 2);
        let plan = "EXPLAIN QUERY PLAN SELECT \"group\", count(*) FROM figures GROUP BY \"group\"";
        let step: String = conn.query_row(plan, [], |row| row.get(3)).expect("a plan");
        assert!(step.contains("USING COVERING INDEX figures_by_group"), "{step}");
        assert_eq!(
            std::fs::read_dir(folder.path()).expect("the folder").count(),
            1,
            "nothing lies beside it"
        );
    }

    #[test]
    fn a_row_that_refers_to_none_and_a_key_that_is_there_are_faults_of_the_file_that_was_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let fault = written(&folder.path().join("x.db"), "b").expect_err("refers to none");
        assert!(
            matches!(&fault, StoreFault::Damaged { path, .. } if path.ends_with("out/ledger.db")),
            "{fault}"
        );
        let at = folder.path().join("y.db");
        std::fs::write(&at, "").expect("an empty file");
        let mut file = FlatFile::create(&at, Path::new("out/ledger.db")).expect("begun");
        file.table(sources()).expect("a table");
        file.row([FlatCell::Text("a"), FlatCell::Null]).expect("a row");
        let fault = file.row([FlatCell::Text("a"), FlatCell::Null]).expect_err("twice");
        assert!(matches!(&fault, StoreFault::Io { path, .. } if path.ends_with("out/ledger.db")), "{fault}");
    }
}
