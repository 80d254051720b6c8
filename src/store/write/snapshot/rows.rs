//! The rows of a feed: by what each is known, and which figures they were last.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::model::attribution::{Attribution, Source};
use crate::model::figure::Figure;
use crate::model::redacted::hash_of;
use crate::model::scope::Scope;
use crate::store::ledgers::Ledger;
use crate::store::visibility::Visibility;
use crate::store::{Result, pack};

use super::events::RowColumns;
use crate::store::write::batch::Batch;

/// What tells a row of a feed from all others: the beginning of a hash of its words.
pub(super) type RowKey = [u8; 16];

/// The rows of the last standing snapshot of a feed, with their figures: of each key the newest standing row.
pub(super) fn rows_of(
    conn: &rusqlite::Connection,
    visibility: &Visibility,
    feed: i64,
) -> Result<FxHashMap<RowKey, i64>> {
    let mut next = conn.prepare_cached(
        "SELECT row_key FROM feed_row WHERE feed = ?1 AND row_key > ?2 ORDER BY row_key LIMIT 1",
    )?;
    let mut newest = conn.prepare_cached(
        "SELECT id, figure FROM feed_row WHERE feed = ?1 AND row_key = ?2 ORDER BY id DESC",
    )?;
    let (mut found, mut after) = (FxHashMap::default(), Vec::new());
    loop {
        let mut keys = next.query((feed, &after))?;
        let Some(row) = keys.next()? else { return Ok(found) };
        let key: RowKey = row.get(0)?;
        after = key.to_vec();
        let mut rows = newest.query((feed, &after))?;
        while let Some(row) = rows.next()? {
            if visibility.sees(Ledger::FeedRow, row.get(0)?) {
                found.extend(row.get::<_, Option<i64>>(1)?.map(|figure| (key, figure)));
                break;
            }
        }
    }
}

/// What a figure says, without what a feed does not say.
pub(super) fn said_of(conn: &rusqlite::Connection, figure: i64) -> Result<RowColumns> {
    Ok(without_time(columns_of(conn, figure)?))
}

/// What a figure says.
pub(super) fn columns_of(conn: &rusqlite::Connection, figure: i64) -> Result<RowColumns> {
    let mut statement = conn.prepare_cached(
        "SELECT series, attribution, as_of, window, known_at, source, kind, value, low, high FROM figure WHERE id = ?1",
    )?;
    let said = statement.query_row([figure], |row| {
        let mut said = [0; 10];
        for (at, column) in said.iter_mut().enumerate() {
            *column = row.get(at)?;
        }
        Ok(said)
    })?;
    Ok(said)
}

pub(super) fn without_time(mut columns: RowColumns) -> RowColumns {
    columns[4] = 0;
    if columns[2] & 1 == 1 {
        columns[2] = 1;
    }
    columns
}

/// The key of a row of a batch.
pub(super) fn key_of(batch: &Batch, at: usize) -> RowKey {
    let row = &batch.rows[at];
    let said = without_time(batch.columns(at));
    hashed(&RowWords {
        scope: &batch.scopes.values()[row.key.scope as usize],
        who: &batch.attributions.values()[row.key.attribution as usize],
        source: &batch.sources.values()[row.key.source as usize],
        row_key: row.extra.as_ref().and_then(|extra| extra.rest.row_key.as_deref()),
        days: [said[2], said[3]],
    })
}

/// The key of a figure that is left out of its snapshot.
pub(super) fn key_of_left_out(figure: &Figure, row_key: Option<&str>) -> RowKey {
    let mut columns = [0; 10];
    (columns[2], columns[3]) = (pack::as_of(figure.as_of), pack::window(figure.window));
    let said = without_time(columns);
    hashed(&RowWords {
        scope: &figure.scope,
        who: &figure.attribution,
        source: &figure.source,
        row_key,
        days: [said[2], said[3]],
    })
}

/// The words of a row that tell it from others.
struct RowWords<'r> {
    scope: &'r Scope,
    who: &'r Attribution,
    source: &'r Source,
    /// The cells of the key columns, where a profile names some.
    row_key: Option<&'r str>,
    /// Day and window, as a store packs them.
    days: [i64; 2],
}

/// The key of a row, by its words: the series, and what a profile says tells rows apart; else who answers for it, the
/// day, the window and the source.
fn hashed(row: &RowWords<'_>) -> RowKey {
    let RowWords { scope, who, source, row_key, days } = row;
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    add(scope.event.as_str().as_bytes());
    add(scope.place.as_ref().map_or("", |place| place.as_str()).as_bytes());
    for text in [scope.measure.word(), scope.unit.word(), scope.group.as_str(), scope.count_type.word()] {
        add(text.as_bytes());
    }
    add(scope.definition.as_deref().unwrap_or_default().as_bytes());
    match row_key {
        Some(key) => {
            add(b"key");
            add(key.as_bytes());
        }
        None => {
            let [as_of, window] = days;
            add(who.authority.as_ref().map_or("", |name| name.as_str()).as_bytes());
            add(&as_of.to_le_bytes());
            add(&window.to_le_bytes());
            add(source.publisher.as_str().as_bytes());
            add(&hash_of(source.identity()));
        }
    }
    shorten(hash)
}

pub(super) fn shorten(hash: Sha256) -> RowKey {
    let whole: [u8; 32] = hash.finalize().into();
    let mut key = [0; 16];
    key.copy_from_slice(&whole[..16]);
    key
}
