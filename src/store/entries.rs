//! The operation log: what the desk did.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::model::date::{Day, Timestamp};
use crate::model::fingerprint::AnswerRoot;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{Counts, Entry, EntryId, EntryKind, FigureId, FileRead, Origin, Recorder};
use crate::model::snapshot::Snapshot;

use super::chain::Hash;
use super::intern::find_name;
use super::ledgers::Ledger;
use super::rows::unreadable;
use super::series::SeriesKey;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, Store, StoreFault, pack};

const ENTRY: &str =
    "id, kind, recorded_at, who, program, undoes, file, bytes, sha256, settings, counts, hash, feed,
     snapshot_at, origin_uid, origin_at";

/// The standing snapshots of one feed.
#[derive(Clone, Copy, Debug)]
pub struct FeedSnapshots {
    /// The first of them.
    pub first: EntryId,
    /// The newest.
    pub last: EntryId,
    /// How many there are.
    pub snapshots: u64,
}

/// The newest visible entries, newest first: so many, or all of them.
pub fn newest(view: &View<'_>, most: Option<usize>) -> Result<Vec<Entry>> {
    let sql = format!("SELECT {ENTRY} FROM entry WHERE id <= ?1 ORDER BY id DESC LIMIT ?2");
    let most = most.and_then(|most| i64::try_from(most).ok()).unwrap_or(i64::MAX);
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([view.visibility().number().0, most])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry_in(view, row)?);
    }
    Ok(entries)
}

/// The newest entry of a store and its hash; 0 and the genesis hash before the first.
///
/// # Errors
/// What SQLite says.
pub fn head(store: &Store) -> Result<(i64, Hash)> {
    super::transaction::head(&store.conn)
}

/// The newest visible entry and its hash, with the number of a series: from where the answer of that series comes. `None` before
/// the first entry.
///
/// # Errors
/// What SQLite says.
pub fn root(view: &View<'_>, series: &SeriesKey) -> Result<Option<AnswerRoot>> {
    let sql = "SELECT hash FROM entry WHERE id = ?1";
    let entry = view.visibility().number();
    let head = view.conn.prepare_cached(sql)?.query_row([entry.0], |row| row.get(0)).optional()?;
    let series = series.ids.iter().min().copied();
    Ok(head.zip(series).map(|(head, series)| AnswerRoot { entry, head, series }))
}

/// So many visible entries, newest first, once some were passed over.
///
/// # Errors
/// What SQLite says.
pub fn older(view: &View<'_>, passed: usize, most: usize) -> Result<Vec<Entry>> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let sql = format!("SELECT {ENTRY} FROM entry WHERE id <= ?1 ORDER BY id DESC LIMIT ?2 OFFSET ?3");
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([view.visibility().number().0, count(most), count(passed)])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry_in(view, row)?);
    }
    Ok(entries)
}

/// How many entries are visible.
pub fn count(view: &View<'_>) -> Result<u64> {
    let sql = "SELECT count(*) FROM entry WHERE id <= ?1";
    let newest = view.visibility().number().0;
    Ok(view.conn.prepare_cached(sql)?.query_row([newest], |row| row.get::<_, i64>(0))? as u64)
}

/// The entries by number, each with its place in the order of recording.
pub fn recorders(view: &View<'_>) -> Result<Vec<Recorder>> {
    let sql = "SELECT id, last_figure, ifnull(origin_at, recorded_at), ifnull(origin_uid, hash) FROM entry
         WHERE id <= ?1 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([view.visibility().number().0])?;
    let (mut recorders, mut ranks) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (entry, last) = (EntryId(row.get(0)?), FigureId(row.get(1)?));
        let (micros, uid): (i64, Hash) = (row.get(2)?, row.get(3)?);
        let at = Timestamp::from_micros(micros).ok_or_else(|| unreadable("entry", "recorded_at"))?;
        ranks.push(((micros, uid), recorders.len()));
        recorders.push(Recorder { entry, last, at, place: 0 });
    }
    ranks.sort_unstable();
    for (place, (_, at)) in ranks.into_iter().enumerate() {
        recorders[at].place = place;
    }
    Ok(recorders)
}

/// The day on which the first entry was recorded, at whichever desk; `None` before any.
///
/// # Errors
/// What SQLite says.
pub fn began(view: &View<'_>) -> Result<Option<Day>> {
    let first = "SELECT min(recorded_at) FROM entry WHERE id <= ?1 AND id <= (SELECT min(id) FROM entry)";
    let mut began: Option<i64> =
        view.conn.prepare_cached(first)?.query_row([view.visibility().number().0], |row| row.get(0))?;
    if view.visibility().is_mixed() {
        let merged = "SELECT min(origin_at) FROM entry WHERE origin_at IS NOT NULL";
        let merged: Option<i64> = view.conn.prepare_cached(merged)?.query_row([], |row| row.get(0))?;
        began = began.into_iter().chain(merged).min();
    }
    Ok(began.and_then(Timestamp::from_micros).map(|at| at.day()))
}

/// The feeds of which a snapshot stands, in the order of their first one.
pub fn feeds(view: &View<'_>) -> Result<Vec<FeedSnapshots>> {
    let sql = "SELECT feed, id FROM entry INDEXED BY entry_by_feed WHERE feed IS NOT NULL AND id <= ?1
               ORDER BY feed, id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([view.visibility().number().0])?;
    let (mut feeds, mut of): (Vec<FeedSnapshots>, i64) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (feed, entry) = (row.get(0)?, EntryId(row.get(1)?));
        match feeds.last_mut() {
            _ if !view.visibility().counts(entry) => {}
            Some(taken) if of == feed => {
                taken.last = entry;
                taken.snapshots += 1;
            }
            _ => {
                of = feed;
                feeds.push(FeedSnapshots { first: entry, last: entry, snapshots: 1 });
            }
        }
    }
    feeds.sort_by_key(|taken| taken.first);
    Ok(feeds)
}

/// One entry, if it is visible.
pub fn one(view: &View<'_>, id: EntryId) -> Result<Option<Entry>> {
    if !view.visibility().holds(id) {
        return Ok(None);
    }
    let mut statement = view.conn.prepare_cached(&format!("SELECT {ENTRY} FROM entry WHERE id = ?1"))?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(|row| entry_in(view, row)).transpose()
}

/// The entry that recorded a figure first.
pub fn of_figure(view: &View<'_>, figure: FigureId) -> Result<Option<Entry>> {
    let sealed = view.visibility().entry_of(Ledger::Figure, figure.0)?;
    sealed.map_or(Ok(None), |sealed| one(view, sealed.id))
}

/// Whether a standing entry imported a file of that length: only then is it worth hashing a file beforehand.
pub fn has_file_of(view: &View<'_>, bytes: u64) -> Result<bool> {
    let sql = "SELECT id FROM entry WHERE bytes = ?1 LIMIT 1";
    let found: Option<i64> =
        view.conn.prepare_cached(sql)?.query_row([bytes as i64], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// The standing entry that imported the same bytes with the same settings, as the same snapshot of the same feed.
pub fn standing_import(
    view: &View<'_>,
    file: &FileRead,
    snapshot: Option<&Snapshot>,
) -> Result<Option<EntryId>> {
    import_of(view.conn, view.visibility(), file, snapshot)
}

fn entry_in(view: &View<'_>, row: &Row<'_>) -> Result<Entry> {
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
        Some(feed) => Some(snapshot(view.conn, feed, row.get(13)?)?),
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
        stands: view.visibility().stands(id),
        origin: origin_in(row)?,
    })
}

/// Who recorded an entry.
pub(super) fn who(conn: &Connection, id: EntryId) -> Result<String> {
    Ok(conn.prepare_cached("SELECT who FROM entry WHERE id = ?1")?.query_row([id.0], |row| row.get(0))?)
}

fn origin_in(row: &Row<'_>) -> Result<Option<Origin>> {
    let (uid, at): (Option<[u8; 32]>, Option<i64>) = (row.get(14)?, row.get(15)?);
    Ok(uid.zip(at.and_then(Timestamp::from_micros)).map(|(uid, at)| Origin { uid, at }))
}

/// As [`standing_import`], for an entry in the making too.
pub(super) fn import_of(
    conn: &Connection,
    visibility: &Visibility,
    file: &FileRead,
    snapshot: Option<&Snapshot>,
) -> Result<Option<EntryId>> {
    let (mut feed, mut at) = (None, None);
    if let Some(snapshot) = snapshot {
        feed = find_name(conn, NameKind::Feed, snapshot.feed.as_str())?;
        at = Some(snapshot.at.to_packed());
        if feed.is_none() {
            return Ok(None);
        }
    }
    let sql = "SELECT id FROM entry
               WHERE bytes = ?1 AND sha256 = ?2 AND snapshot_at IS ?3 AND feed IS ?4
               AND CASE WHEN json_valid(settings) THEN json_remove(settings, '$.profile_name') ELSE settings END
                   = json_remove(?5, '$.profile_name')
               ORDER BY id DESC";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((file.bytes as i64, &file.sha256, at, feed, &file.settings))?;
    while let Some(row) = rows.next()? {
        let id = EntryId(row.get(0)?);
        if visibility.stands(id) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// A snapshot by the number of its feed and its packed time.
pub(super) fn snapshot(conn: &Connection, feed: i64, at: i64) -> Result<Snapshot> {
    let sql = "SELECT text FROM name WHERE id = ?1";
    let text: String = conn.prepare_cached(sql)?.query_row([feed], |row| row.get(0))?;
    let feed = Name::read(&text).ok_or_else(|| unreadable("name", &text))?;
    Ok(Snapshot { feed, at: pack::read_moment(at)? })
}
