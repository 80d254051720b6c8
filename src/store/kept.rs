//! The kept bytes of an entry: the file that it read, or the text of an article.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::model::recorded::EntryId;

use super::Result;
use super::ledgers::Ledger;
use super::view::View;

/// What an entry kept; `None` where it kept nothing, or where that was erased.
///
/// # Errors
/// What SQLite says.
pub fn of_entry(view: &View<'_>, entry: EntryId) -> Result<Option<Vec<u8>>> {
    let Some((above, last)) = view.visibility().rows_of(Ledger::Kept, entry)? else { return Ok(None) };
    let sql = "SELECT deflate FROM kept WHERE id > ?1 AND id <= ?2 AND length(deflate) > 0 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = DeflateDecoder::new(row.get_ref(0)?.as_blob().unwrap_or_default()).read_to_end(&mut bytes);
    Ok(read.is_ok().then_some(bytes))
}
