//! That a text was erased from its rows and the file was not rewritten yet: free parts of its pages may still hold it. Noted
//! with the erasure, in one transaction, so that no kill comes between.

use rusqlite::Connection;

use super::Result;

/// Notes it, in the transaction that erases.
pub(in crate::store) fn note(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch("INSERT OR IGNORE INTO unswept (id) VALUES (1)")?)
}

/// Whether the file has to be rewritten.
pub(super) fn is_unswept(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM unswept)", [], |row| row.get(0))?)
}

/// Notes that it was rewritten.
pub(super) fn forget(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch("DELETE FROM unswept")?)
}
