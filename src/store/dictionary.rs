//! Dictionaries on the way out: the names, scopes, attributions and sources that numbers stand for.
//!
//! What was read is remembered; attributions and sources within bounds.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

use crate::model::attribution::{Attribution, Source};
use crate::model::name::Name;
use crate::model::redacted::are_one;
use crate::model::scope::Scope;
use crate::model::words::{CountType, Measure, Unit};

use super::Result;
use super::rows::unreadable;

/// How many attributions and sources are remembered while reading.
const REMEMBERED: usize = 1 << 15;

/// What numbers of one store stand for.
pub(super) struct Dictionary<'s> {
    conn: &'s Connection,
    /// Where stores were merged: the last row of `source` that may be read for what another desk knows of one.
    merged_through: Option<i64>,
    texts: RefCell<FxHashMap<i64, Option<Name>>>,
    scopes: Cache<Scope>,
    attributions: Cache<Attributed>,
    sources: Cache<Source>,
    /// By their numbers as names, publishers as sources of which nothing else is read.
    alone: RefCell<FxHashMap<i64, Arc<Source>>>,
}

/// Who answers for figures, and who printed them.
pub(super) struct Attributed {
    /// Who answers for them.
    pub who: Arc<Attribution>,
    /// Their publisher: a source without title and address.
    pub printed_by: Arc<Source>,
}

/// Values by their numbers.
struct Cache<T>(RefCell<FxHashMap<i64, Arc<T>>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Cache(RefCell::default())
    }
}

impl<T> Cache<T> {
    fn get(&self, id: i64) -> Option<Arc<T>> {
        self.0.borrow().get(&id).map(Arc::clone)
    }

    /// Keeps a value; where there are too many, the others are forgotten.
    fn put(&self, most: usize, id: i64, value: &Arc<T>) {
        let mut all = self.0.borrow_mut();
        if all.len() >= most {
            all.clear();
        }
        all.insert(id, Arc::clone(value));
    }

    fn forget(&self) {
        self.0.take();
    }
}

impl<'s> Dictionary<'s> {
    /// `merged_through`: where stores were merged, a source that two desks know has a row for what each says of it, and
    /// those up to this one are read.
    pub fn new(conn: &'s Connection, merged_through: Option<i64>) -> Dictionary<'s> {
        Dictionary {
            conn,
            merged_through,
            texts: RefCell::default(),
            scopes: Cache::default(),
            attributions: Cache::default(),
            sources: Cache::default(),
            alone: RefCell::default(),
        }
    }

    /// The name of a number. Remembered.
    pub fn name(&self, id: i64) -> Result<Option<Name>> {
        if let Some(name) = self.texts.borrow().get(&id) {
            return Ok(name.clone());
        }
        let mut statement = self.conn.prepare_cached("SELECT text FROM name WHERE id = ?1")?;
        let text: String = statement.query_row([id], |row| row.get(0))?;
        let name = Name::read(&text);
        self.texts.borrow_mut().insert(id, name.clone());
        Ok(name)
    }

    fn known_name(&self, id: i64) -> Result<Name> {
        self.name(id)?.ok_or_else(|| unreadable("name", "an empty name"))
    }

    /// The scope of a series.
    pub fn scope(&self, id: i64) -> Result<Arc<Scope>> {
        if let Some(scope) = self.scopes.get(id) {
            return Ok(scope);
        }
        let sql =
            "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or_else(|| unreadable("series", "a figure's series is missing"))?;
        self.scope_of(row)
    }

    /// The scope in a row of `series`: id, then its columns.
    pub fn scope_of(&self, row: &Row<'_>) -> Result<Arc<Scope>> {
        let id: i64 = row.get(0)?;
        if let Some(scope) = self.scopes.get(id) {
            return Ok(scope);
        }
        let text = |column: usize| {
            row.get_ref(column)?.as_str().map_err(|_| unreadable("series", "a word is not a text"))
        };
        let bad = |_| unreadable("series", "an unknown word");
        let definition = text(7)?;
        let scope = Arc::new(Scope {
            event: self.known_name(row.get(1)?)?,
            place: self.name(row.get(2)?)?,
            measure: Measure::from_word(text(3)?).ok_or(()).map_err(bad)?,
            unit: Unit::from_word(text(4)?).ok_or(()).map_err(bad)?,
            group: self.known_name(row.get(5)?)?,
            count_type: CountType::from_word(text(6)?).ok_or(()).map_err(bad)?,
            definition: (!definition.is_empty()).then(|| definition.to_owned()),
        });
        self.scopes.put(usize::MAX, id, &scope);
        Ok(scope)
    }

    /// An attribution, with the publisher.
    pub fn attributed(&self, id: i64) -> Result<Arc<Attributed>> {
        if let Some(known) = self.attributions.get(id) {
            return Ok(known);
        }
        let sql = "SELECT authority, speaker, via, method, publisher FROM attribution WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let row =
            rows.next()?.ok_or_else(|| unreadable("attribution", "a figure's attribution is missing"))?;
        let authority: Option<i64> = row.get(0)?;
        let given =
            |column: usize| row.get::<_, String>(column).map(|text| (!text.is_empty()).then_some(text));
        let who = Arc::new(Attribution {
            authority: authority.map(|authority| self.known_name(authority)).transpose()?,
            speaker: given(1)?,
            via: given(2)?.and_then(|via| Name::read(&via)),
            method: given(3)?,
        });
        let attributed = Arc::new(Attributed { who, printed_by: self.publisher_alone(row.get(4)?)? });
        self.attributions.put(REMEMBERED, id, &attributed);
        Ok(attributed)
    }

    fn publisher_alone(&self, publisher: i64) -> Result<Arc<Source>> {
        if let Some(known) = self.alone.borrow().get(&publisher) {
            return Ok(Arc::clone(known));
        }
        let name = self.known_name(publisher)?;
        let source = Arc::new(Source {
            publisher: name,
            title: String::new(),
            url: String::new(),
            archive_url: None,
            language: None,
        });
        self.alone.borrow_mut().insert(publisher, Arc::clone(&source));
        Ok(source)
    }

    /// A source.
    pub fn source(&self, id: i64) -> Result<Arc<Source>> {
        if let Some(known) = self.sources.get(id) {
            return Ok(known);
        }
        let sql = "SELECT publisher, url, title, archive_url, language FROM source WHERE id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let row = rows.next()?.ok_or_else(|| unreadable("source", "a figure's source is missing"))?;
        let mut source = self.source_of(row)?;
        if let Some(through) = self.merged_through {
            source = self.filled(id, through, source)?;
        }
        let source = Arc::new(source);
        self.sources.put(REMEMBERED, id, &source);
        Ok(source)
    }

    /// Forgets the sources that were read.
    pub fn forget_sources(&self) {
        self.sources.forget();
    }

    fn source_of(&self, row: &Row<'_>) -> Result<Source> {
        Ok(Source {
            publisher: self.known_name(row.get(0)?)?,
            url: row.get(1)?,
            title: row.get(2)?,
            archive_url: row.get(3)?,
            language: row.get(4)?,
        })
    }

    /// A source with what the rows beside its own say of it.
    fn filled(&self, id: i64, through: i64, source: Source) -> Result<Source> {
        let mut statement = self.conn.prepare_cached(
            "SELECT other.publisher, other.url, other.title, other.archive_url, other.language
             FROM source JOIN source AS other ON other.key = source.key AND other.publisher = source.publisher
             WHERE source.id = ?1 AND other.id <> ?1 AND other.id <= ?2",
        )?;
        let mut rows = statement.query([id, through])?;
        let mut filled = source;
        while let Some(row) = rows.next()? {
            let other = self.source_of(row)?;
            if other.url.is_empty() == filled.url.is_empty() && are_one(other.identity(), filled.identity()) {
                filled = filled.filled_by(&other);
            }
        }
        Ok(filled)
    }
}
