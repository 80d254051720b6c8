//! Dictionaries on the way in: a name, a series, an attribution or a source gets its number once.
//!
//! Bounded: what is remembered between rows does not grow with the file.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::model::attribution::{Attribution, Source};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::redacted::{are_one, hash_of, mark, marked};
use crate::model::scope::Scope;

use super::Result;
use super::chain::Cell;
use super::ledgers::Ledger;
use super::transaction::Transaction;

const NAMES: usize = 1 << 17;
const SHARED: usize = 1 << 16;
const SOURCES: usize = 1 << 10;
const NEW_SOURCES: usize = 1 << 19;

/// The numbers that were given or looked up lately.
#[derive(Default)]
pub struct Interned {
    names: [FxHashMap<Box<str>, i64>; NameKind::ALL.len()],
    scopes: ByAddress<Scope>,
    /// Beside the number of the publisher.
    attributions: ByAddress<Attribution, i64>,
    sources: ByAddress<Source>,
    new_sources: NewSources,
}

/// The keys of the sources that an import added to a store that had none: a key that is not among them needs no search.
/// Given up when there are too many to keep.
#[derive(Default)]
struct NewSources(FxHashSet<i64>);

impl NewSources {
    /// Whether a source with this key may be in the store.
    fn may_hold(&self, transaction: &Transaction<'_>, key: i64) -> bool {
        transaction.before(Ledger::Source) > 0 || self.0.len() >= NEW_SOURCES || self.0.contains(&key)
    }

    fn added(&mut self, key: i64) {
        if self.0.len() < NEW_SOURCES {
            self.0.insert(key);
        }
    }
}

impl Interned {
    /// The number of a name; new ones are added.
    pub fn name(&mut self, transaction: &mut Transaction<'_>, kind: NameKind, text: &str) -> Result<i64> {
        let known = &mut self.names[kind as usize];
        if let Some(id) = known.get(text) {
            return Ok(*id);
        }
        let id = match find_name(transaction.conn(), kind, text)? {
            Some(id) => id,
            None => transaction.insert(Ledger::Name, &[Cell::Text(kind.word()), Cell::Text(text)])?,
        };
        remember(known, NAMES, text.into(), id);
        Ok(id)
    }

    /// The number of a series.
    pub fn scope(&mut self, transaction: &mut Transaction<'_>, scope: &Arc<Scope>) -> Result<i64> {
        if let Some(id) = self.scopes.get(scope, ()) {
            return Ok(id);
        }
        let event = self.name(transaction, NameKind::Event, scope.event.as_str())?;
        let place =
            self.name(transaction, NameKind::Place, scope.place.as_ref().map_or("", |place| place.as_str()))?;
        let group = self.name(transaction, NameKind::Group, scope.group.as_str())?;
        let cells = [
            Cell::Int(event),
            Cell::Int(place),
            Cell::Text(scope.measure.word()),
            Cell::Text(scope.unit.word()),
            Cell::Int(group),
            Cell::Text(scope.count_type.word()),
            Cell::Text(scope.definition.as_deref().unwrap_or_default()),
        ];
        let found = find(
            transaction.conn(),
            "SELECT id FROM series
             WHERE event = ?1 AND place = ?2 AND measure = ?3 AND unit = ?4 AND grp = ?5 AND count_type = ?6 AND definition = ?7",
            &cells,
        )?;
        let id = found.map_or_else(|| transaction.insert(Ledger::Series, &cells), Ok)?;
        self.scopes.put(SHARED, scope, (), id);
        Ok(id)
    }

    /// The number of an attribution of what a publisher printed.
    pub fn attribution(
        &mut self,
        transaction: &mut Transaction<'_>,
        who: &Arc<Attribution>,
        publisher: &Name,
    ) -> Result<i64> {
        let publisher = self.name(transaction, NameKind::Publisher, publisher.as_str())?;
        if let Some(id) = self.attributions.get(who, publisher) {
            return Ok(id);
        }
        let authority = match &who.authority {
            Some(name) => Some(self.name(transaction, NameKind::Authority, name.as_str())?),
            None => None,
        };
        let cells = [
            Cell::int(authority),
            Cell::Text(who.speaker.as_deref().unwrap_or_default()),
            Cell::Text(who.via.as_ref().map_or("", |via| via.as_str())),
            Cell::Text(who.method.as_deref().unwrap_or_default()),
            Cell::Int(publisher),
        ];
        let found = find_attribution(transaction.conn(), &cells, who)?;
        let id = found.map_or_else(|| transaction.insert(Ledger::Attribution, &cells), Ok)?;
        self.attributions.put(SHARED, who, publisher, id);
        Ok(id)
    }

    /// The number of a source.
    pub fn source(&mut self, transaction: &mut Transaction<'_>, source: &Arc<Source>) -> Result<i64> {
        if let Some(id) = self.sources.get(source, ()) {
            return Ok(id);
        }
        let publisher = self.name(transaction, NameKind::Publisher, source.publisher.as_str())?;
        let key = source_key(publisher, source.identity());
        let found = match self.new_sources.may_hold(transaction, key) {
            true => find_source(transaction.conn(), key, publisher, source)?,
            false => None,
        };
        let cells = [
            Cell::Int(key),
            Cell::Int(publisher),
            Cell::Text(&source.url),
            Cell::Text(&source.title),
            Cell::text(source.archive_url.as_deref()),
            Cell::text(source.language.as_deref()),
        ];
        let id = found.map_or_else(|| transaction.insert(Ledger::Source, &cells), Ok)?;
        self.new_sources.added(key);
        self.sources.put(SOURCES, source, (), id);
        Ok(id)
    }
}

/// The number of a name that is there.
pub fn find_name(conn: &Connection, kind: NameKind, text: &str) -> Result<Option<i64>> {
    find(
        conn,
        "SELECT id FROM name WHERE kind = ?1 AND text = ?2",
        &[Cell::Text(kind.word()), Cell::Text(text)],
    )
}

/// An attribution that is there; its speaker may be erased there, or here.
fn find_attribution(conn: &Connection, cells: &[Cell<'_>; 5], who: &Attribution) -> Result<Option<i64>> {
    let exact = "SELECT id FROM attribution
                 WHERE publisher = ?5 AND ifnull(authority, 0) = ifnull(?1, 0) AND speaker = ?2 AND via = ?3 AND method = ?4";
    let found = find(conn, exact, cells)?;
    let Some(speaker) = who.speaker.as_deref().filter(|_| found.is_none()) else { return Ok(found) };
    if marked(speaker).is_none() {
        let mark = mark(&hash_of(speaker));
        return find(conn, exact, &[cells[0], Cell::Text(&mark), cells[2], cells[3], cells[4]]);
    }
    let all = "SELECT id, speaker FROM attribution
               WHERE publisher = ?5 AND ifnull(authority, 0) = ifnull(?1, 0) AND ?2 <> '' AND via = ?3 AND method = ?4";
    find_text(conn, all, cells, speaker)
}

/// A source that is there: by the hash of its identity, which may be erased there, or here.
fn find_source(conn: &Connection, key: i64, publisher: i64, source: &Source) -> Result<Option<i64>> {
    let sql = "SELECT id, iif(url = '', title, url) FROM source
               WHERE key = ?1 AND publisher = ?2 AND (url = '') = ?3";
    let cells = [Cell::Int(key), Cell::Int(publisher), Cell::Int(i64::from(source.url.is_empty()))];
    find_text(conn, sql, &cells, source.identity())
}

/// The first row, an id and a text, whose text is the one that is sought, erased or not.
fn find_text(conn: &Connection, sql: &str, cells: &[Cell<'_>], text: &str) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(cells))?;
    while let Some(row) = rows.next()? {
        if are_one(&row.get::<_, String>(1)?, text) {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

fn find(conn: &Connection, sql: &str, cells: &[Cell<'_>]) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row(rusqlite::params_from_iter(cells), |row| row.get(0)).optional()?)
}

/// 63 bits of the hash of a source's identity; of an erased one, as it was.
fn source_key(publisher: i64, identity: &str) -> i64 {
    let mut hash = Sha256::new();
    hash.update(publisher.to_le_bytes());
    hash.update(hash_of(identity));
    let bytes = hash.finalize();
    bytes.iter().take(8).fold(0_i64, |key, byte| (key << 8) | i64::from(*byte)) & i64::MAX
}

fn remember<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, i64>, most: usize, key: K, id: i64) {
    if map.len() >= most {
        map.clear();
    }
    map.insert(key, id);
}

/// Numbers by the address of a shared value and what goes with it; the value is kept, so that no other can take its address.
struct ByAddress<T, B = ()>(FxHashMap<(usize, B), (Arc<T>, i64)>);

impl<T, B> Default for ByAddress<T, B> {
    fn default() -> Self {
        ByAddress(FxHashMap::default())
    }
}

impl<T, B: Eq + std::hash::Hash> ByAddress<T, B> {
    fn get(&self, value: &Arc<T>, beside: B) -> Option<i64> {
        self.0.get(&(Arc::as_ptr(value) as usize, beside)).map(|(_, id)| *id)
    }

    fn put(&mut self, most: usize, value: &Arc<T>, beside: B, id: i64) {
        if self.0.len() >= most {
            self.0.clear();
        }
        self.0.insert((Arc::as_ptr(value) as usize, beside), (Arc::clone(value), id));
    }
}
