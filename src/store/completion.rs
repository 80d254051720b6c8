//! What a shell is offered: a few names and refs that begin with what was typed. It waits for nobody, and changes nothing.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};

use super::Result;
use crate::model::names::NameKind;

/// How many are offered: more than a person reads.
const MOST: u32 = 100;

/// Names of one kind that begin with a text, whatever its case, in the order of the alphabet.
///
/// # Errors
/// What SQLite says.
pub fn names(store: &Path, kind: NameKind, beginning: &str) -> Result<Vec<String>> {
    let sql = r"SELECT text FROM name WHERE kind = ?1 AND text LIKE ?2 ESCAPE '\' AND text <> ''
                ORDER BY text LIMIT ?3";
    let pattern = beginning.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_") + "%";
    let conn = connect(store)?;
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map(params![kind.word(), pattern, MOST], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Refs of figures that begin with a text.
///
/// # Errors
/// What SQLite says.
pub fn refs(store: &Path, beginning: &str) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT ref FROM ref WHERE ref >= ?1 AND ref < ?2 ORDER BY ref LIMIT ?3";
    let end = format!("{beginning}{}", char::MAX);
    let conn = connect(store)?;
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map(params![beginning, end, MOST], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The newest entries, each with what it did.
///
/// # Errors
/// What SQLite says.
pub fn entries(store: &Path) -> Result<Vec<(i64, String)>> {
    let sql = "SELECT id, kind || ifnull(' ' || file, '') FROM entry ORDER BY id DESC LIMIT ?1";
    let conn = connect(store)?;
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map(params![MOST], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn connect(store: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(
        store,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(Duration::ZERO)?;
    conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;")?;
    Ok(conn)
}
