//! What a pass over all series keeps in memory, so that it reads the key index alone, in order.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::Result;

/// How many bytes of words are kept, at most.
const MOST: usize = 16 << 20;

/// The words of figures that are not the plain ones of their kind and value: all else is in the key.
pub(super) struct Pass {
    wordings: FxHashMap<i64, Box<str>>,
}

impl Pass {
    /// Reads the words once. `None` where there are too many to keep: then each figure is sought in its table.
    pub fn prepare(conn: &Connection) -> Result<Option<Pass>> {
        let sql = "SELECT id, wording FROM figure WHERE wording IS NOT NULL";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let (mut wordings, mut bytes) = (FxHashMap::default(), 0);
        while let Some(row) = rows.next()? {
            let text: Box<str> = row.get(1)?;
            bytes += text.len() + size_of::<(i64, Box<str>)>() * 2;
            if bytes > MOST {
                return Ok(None);
            }
            wordings.insert(row.get(0)?, text);
        }
        Ok(Some(Pass { wordings }))
    }

    /// The words of a figure, where they are its own.
    pub fn wording(&self, figure: i64) -> Option<&str> {
        self.wordings.get(&figure).map(AsRef::as_ref)
    }
}
