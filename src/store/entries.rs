//! The operation log: what the desk did.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::model::date::Timestamp;
use crate::model::recorded::{Counts, Entry, EntryId, EntryKind, FileRead, Origin};

use super::horizon::Horizon;
use super::ledgers::Ledger;
use super::read::Reader;
use super::{Result, StoreFault};

const ENTRY: &str = "id, kind, recorded_at, who, program, undoes, file, bytes, sha256, settings, counts, hash, origin_uid, origin_at";

impl Reader<'_> {
    /// The entries at the horizon, oldest first.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let newest = self.horizon().entries().last().map_or(0, |entry| entry.id.0);
        let mut statement =
            self.conn().prepare_cached(&format!("SELECT {ENTRY} FROM entry WHERE id <= ?1 ORDER BY id"))?;
        let mut rows = statement.query([newest])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(self.entry_in(row)?);
        }
        Ok(entries)
    }

    /// One entry, if it is within the horizon.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        if self.horizon().entry(id).is_none() {
            return Ok(None);
        }
        let mut statement =
            self.conn().prepare_cached(&format!("SELECT {ENTRY} FROM entry WHERE id = ?1"))?;
        let mut rows = statement.query([id.0])?;
        rows.next()?.map(|row| self.entry_in(row)).transpose()
    }

    /// The entry that recorded a figure first.
    pub fn entry_of_figure(&self, figure: crate::model::recorded::FigureId) -> Result<Option<Entry>> {
        let id = self.horizon().entry_of(Ledger::Figure, figure.0).map(|sealed| sealed.id);
        id.map_or(Ok(None), |id| self.entry(id))
    }

    /// Whether a standing entry imported a file of that length: only then is it worth hashing a file beforehand.
    pub fn has_file_of(&self, bytes: u64) -> Result<bool> {
        let sql = "SELECT id FROM entry WHERE bytes = ?1 LIMIT 1";
        let found: Option<i64> =
            self.conn().prepare_cached(sql)?.query_row([bytes as i64], |row| row.get(0)).optional()?;
        Ok(found.is_some())
    }

    /// The standing entry that imported the same bytes with the same settings.
    pub fn standing_import(&self, file: &FileRead) -> Result<Option<EntryId>> {
        standing_import(self.conn(), self.horizon(), file)
    }

    fn entry_in(&self, row: &Row<'_>) -> Result<Entry> {
        let unreadable = |what: &str| StoreFault::Unreadable { table: "entry", what: what.to_owned() };
        let id = EntryId(row.get(0)?);
        let (kind, counts): (String, String) = (row.get(1)?, row.get(10)?);
        let file: Option<String> = row.get(6)?;
        let file = match file {
            None => None,
            Some(name) => Some(FileRead {
                name,
                bytes: row.get::<_, i64>(7)? as u64,
                sha256: row.get(8)?,
                settings: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
            }),
        };
        Ok(Entry {
            id,
            kind: EntryKind::from_word(&kind).ok_or_else(|| unreadable(&kind))?,
            recorded_at: Timestamp::from_micros(row.get(2)?).ok_or_else(|| unreadable("recorded_at"))?,
            who: row.get(3)?,
            program: row.get(4)?,
            undoes: row.get::<_, Option<i64>>(5)?.map(EntryId),
            file,
            counts: serde_json::from_str::<Counts>(&counts).map_err(|_| unreadable(&counts))?,
            hash: row.get(11)?,
            stands: self.horizon().entry(id).is_some_and(|sealed| sealed.stands),
            origin: origin_in(row)?,
        })
    }
}

fn origin_in(row: &Row<'_>) -> Result<Option<Origin>> {
    let (uid, at): (Option<[u8; 32]>, Option<i64>) = (row.get(12)?, row.get(13)?);
    Ok(uid.zip(at.and_then(Timestamp::from_micros)).map(|(uid, at)| Origin { uid, at }))
}

/// The standing entry that imported the same bytes with the same settings.
pub(super) fn standing_import(
    conn: &Connection,
    horizon: &Horizon,
    file: &FileRead,
) -> Result<Option<EntryId>> {
    let sql = "SELECT id FROM entry WHERE bytes = ?1 AND sha256 = ?2 AND settings = ?3 ORDER BY id DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((file.bytes as i64, &file.sha256, &file.settings))?;
    while let Some(row) = rows.next()? {
        let id = EntryId(row.get(0)?);
        if horizon.entry(id).is_some_and(|entry| entry.stands) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
