//! Which rows of `series` a filter may admit, by their numbers: of a store with tens of thousands of series, only those are
//! spelled out that are asked for.

use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};

use super::Result;

/// What a filter asks of each name, worked out once a name. It lets through more than the filter admits, never less.
pub(super) struct Sieve {
    /// By number: whether the name passes the filter of its kind, and which of the free words occur in it.
    names: FxHashMap<i64, Passes>,
    measure: Option<&'static str>,
    count_type: Option<&'static str>,
    words: Vec<String>,
}

#[derive(Clone, Copy)]
struct Passes {
    filter: bool,
    words: u64,
}

/// More free words than this are not sought here.
const MOST_WORDS: usize = 64;

impl Sieve {
    /// For a filter, and those of its words that only a scope can speak of.
    pub fn new(conn: &Connection, filter: &Filter, words: &[String], known: &Names) -> Result<Sieve> {
        let words = if words.len() > MOST_WORDS { Vec::new() } else { words.to_vec() };
        let mut sieve = Sieve {
            names: FxHashMap::default(),
            measure: filter.measure.map(|measure| measure.word()),
            count_type: filter.count_type.map(|count_type| count_type.word()),
            words,
        };
        for kind in [NameKind::Event, NameKind::Place, NameKind::Group] {
            let mut statement = conn.prepare_cached("SELECT id, text FROM name WHERE kind = ?1")?;
            let mut rows = statement.query([kind.word()])?;
            while let Some(row) = rows.next()? {
                let passes = sieve.passes(filter, kind, Name::read(&row.get::<_, String>(1)?), known);
                sieve.names.insert(row.get(0)?, passes);
            }
        }
        Ok(sieve)
    }

    fn passes(&self, filter: &Filter, kind: NameKind, name: Option<Name>, known: &Names) -> Passes {
        let canonical = name.as_ref().map(|name| known.canonical(kind, name));
        let words = [&name, &canonical]
            .into_iter()
            .flatten()
            .fold(0, |words, name| words | self.words_in(|word| Filter::occurs(word, name.as_str())));
        Passes { filter: filter.admits_name(kind, canonical.as_ref()), words }
    }

    fn words_in(&self, holds: impl Fn(&str) -> bool) -> u64 {
        self.words.iter().enumerate().fold(0, |words, (at, word)| words | u64::from(holds(word)) << at)
    }

    /// Whether a row of `series` (id, event, place, measure, unit, grp, count_type, definition) may be asked for.
    pub fn admits(&self, row: &Row<'_>) -> Result<bool> {
        let word =
            |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str().unwrap_or_default());
        let (measure, count_type) = (word(3)?, word(6)?);
        if self.measure.is_some_and(|asked| asked != measure)
            || self.count_type.is_some_and(|asked| asked != count_type)
        {
            return Ok(false);
        }
        let mut words = 0;
        for column in [1, 2, 5] {
            let Some(passes) = self.names.get(&row.get(column)?) else { return Ok(true) };
            if !passes.filter {
                return Ok(false);
            }
            words |= passes.words;
        }
        let all = self.words_in(|_| true);
        if words != all {
            for text in [measure, word(4)?, count_type, word(7)?] {
                words |= self.words_in(|word| Filter::occurs(word, text));
            }
        }
        Ok(words == all)
    }
}
