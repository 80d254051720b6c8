//! The operation log: what the desk did.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::model::date::Timestamp;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{Counts, Entry, EntryId, EntryKind, FileRead, Origin};
use crate::model::snapshot::Snapshot;

use super::horizon::Horizon;
use super::intern::find_name;
use super::ledgers::Ledger;
use super::read::Reader;
use super::rows::unreadable;
use super::{Result, StoreFault, pack};

const ENTRY: &str =
    "id, kind, recorded_at, who, program, undoes, file, bytes, sha256, settings, counts, hash, feed,
     snapshot_at, origin_uid, origin_at";

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

    /// The standing entry that imported the same bytes with the same settings, as the same snapshot of the same feed.
    pub fn standing_import(&self, file: &FileRead, snapshot: Option<&Snapshot>) -> Result<Option<EntryId>> {
        standing_import(self.conn(), self.horizon(), file, snapshot)
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
        let snapshot = match row.get::<_, Option<i64>>(12)? {
            Some(feed) => Some(snapshot(self.conn(), feed, row.get(13)?)?),
            None => None,
        };
        Ok(Entry {
            id,
            kind: EntryKind::from_word(&kind).ok_or_else(|| unreadable(&kind))?,
            recorded_at: Timestamp::from_micros(row.get(2)?).ok_or_else(|| unreadable("recorded_at"))?,
            who: row.get(3)?,
            program: row.get(4)?,
            undoes: row.get::<_, Option<i64>>(5)?.map(EntryId),
            file,
            snapshot,
            counts: serde_json::from_str::<Counts>(&counts).map_err(|_| unreadable(&counts))?,
            hash: row.get(11)?,
            stands: self.horizon().entry(id).is_some_and(|sealed| sealed.stands),
            origin: origin_in(row)?,
        })
    }
}

fn origin_in(row: &Row<'_>) -> Result<Option<Origin>> {
    let (uid, at): (Option<[u8; 32]>, Option<i64>) = (row.get(14)?, row.get(15)?);
    Ok(uid.zip(at.and_then(Timestamp::from_micros)).map(|(uid, at)| Origin { uid, at }))
}

/// The standing entry that imported the same bytes with the same settings, as the same snapshot of the same feed.
pub(super) fn standing_import(
    conn: &Connection,
    horizon: &Horizon,
    file: &FileRead,
    snapshot: Option<&Snapshot>,
) -> Result<Option<EntryId>> {
    let bytes = (file.bytes as i64, &file.sha256, &file.settings);
    let standing = |mut rows: rusqlite::Rows<'_>| -> Result<Option<EntryId>> {
        while let Some(row) = rows.next()? {
            let id = EntryId(row.get(0)?);
            if horizon.entry(id).is_some_and(|entry| entry.stands) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    };
    let Some(snapshot) = snapshot else {
        let sql = "SELECT id FROM entry WHERE bytes = ?1 AND sha256 = ?2 AND settings = ?3 AND feed IS NULL
                   ORDER BY id DESC";
        return standing(conn.prepare_cached(sql)?.query(bytes)?);
    };
    let Some(feed) = find_name(conn, NameKind::Feed, snapshot.feed.as_str())? else { return Ok(None) };
    let sql = "SELECT id FROM entry INDEXED BY entry_by_snapshot
               WHERE feed = ?4 AND snapshot_at = ?5 AND bytes = ?1 AND sha256 = ?2 AND settings = ?3";
    standing(conn.prepare_cached(sql)?.query((bytes.0, bytes.1, bytes.2, feed, snapshot.at.to_packed()))?)
}

/// A snapshot by the number of its feed and its packed time.
pub(super) fn snapshot(conn: &Connection, feed: i64, at: i64) -> Result<Snapshot> {
    let sql = "SELECT text FROM name WHERE id = ?1";
    let text: String = conn.prepare_cached(sql)?.query_row([feed], |row| row.get(0))?;
    let feed = Name::read(&text).ok_or_else(|| unreadable("name", &text))?;
    Ok(Snapshot { feed, at: pack::read_moment(at)? })
}
