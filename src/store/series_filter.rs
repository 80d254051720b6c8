//! Which rows of `series` a filter may admit, by their numbers: of a store with tens of thousands of series, only those are
//! read and spelled out that are asked for.

use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::words::{CountType, Measure, Unit};

use super::Result;

/// What a filter asks of each name, worked out once a name. It lets through more than the filter admits, never less.
pub(super) struct SeriesFilter {
    events: NameMatches,
    places: NameMatches,
    groups: NameMatches,
    measure: Option<&'static str>,
    count_type: Option<&'static str>,
    words: Vec<String>,
}

/// The names of one kind that matter to a filter.
#[derive(Default)]
struct NameMatches {
    /// How many there are in the store; 0 where none had to be looked at.
    all: usize,
    /// Whether the filter asks for a name of this kind: then only those that it admits are kept.
    asked: bool,
    /// By number, which of the free words occur in the name; a name in which none does is left out unless it was asked
    /// for.
    kept: FxHashMap<i64, u64>,
}

/// How the rows of `series` are found.
pub(super) enum Search {
    /// All of them are read.
    Everything,
    /// What each of these leads to.
    By(Vec<IndexKey>),
}

/// What leads to a part of the rows of `series`, by an index.
#[derive(Clone, Copy)]
pub(super) enum IndexKey {
    /// The number of an event.
    Event(i64),
    /// The number of a place.
    Place(i64),
    /// That a definition is stated.
    Definition,
}

/// More free words than this are not sought here.
const MOST_WORDS: usize = 64;

/// Up to which part of the names rows are sought by names, in thousandths: reading all rows costs less beyond.
const NARROW: usize = 250;

impl SeriesFilter {
    /// For a filter, and those of its words that only a scope can speak of, in lower case.
    pub fn new(conn: &Connection, filter: &Filter, words: &[String], known: &Names) -> Result<SeriesFilter> {
        let words = if words.len() > MOST_WORDS { Vec::new() } else { words.to_vec() };
        let matches_of = |kind| NameMatches::read(conn, kind, filter, &words, known);
        Ok(SeriesFilter {
            events: matches_of(NameKind::Event)?,
            places: matches_of(NameKind::Place)?,
            groups: matches_of(NameKind::Group)?,
            measure: filter.measure.map(|measure| measure.word()),
            count_type: filter.count_type.map(|count_type| count_type.word()),
            words,
        })
    }

    /// Of the ways to all rows that may be admitted, the one that reads the fewest others, as far as names tell.
    pub fn search(&self) -> Search {
        let asked = [
            self.events.asked.then(|| self.events.leads(IndexKey::Event, |_| true)),
            self.places.asked.then(|| self.places.leads(IndexKey::Place, |_| true)),
        ];
        let by_words = (0..self.words.len()).filter_map(|at| self.leads_of_word(at));
        let narrowest = asked.into_iter().flatten().chain(by_words).min_by_key(|(part, _)| *part);
        match narrowest {
            Some((part, leads)) if part <= NARROW => Search::By(leads),
            _ => Search::Everything,
        }
    }

    /// What leads to the rows that speak of one of the words; `None` where any row may.
    fn leads_of_word(&self, at: usize) -> Option<(usize, Vec<IndexKey>)> {
        let holds = |words: u64| words >> at & 1 == 1;
        let in_any_row =
            is_of_vocabulary(&self.words[at]) || self.groups.kept.values().any(|words| holds(*words));
        if in_any_row {
            return None;
        }
        let (of_events, mut leads) = self.events.leads(IndexKey::Event, holds);
        let (of_places, of_place) = self.places.leads(IndexKey::Place, holds);
        leads.extend(of_place);
        leads.push(IndexKey::Definition);
        Some((of_events + of_places, leads))
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
        for (column, names) in [(1, &self.events), (2, &self.places), (5, &self.groups)] {
            match names.kept.get(&row.get(column)?) {
                Some(found) => words |= found,
                None if names.asked => return Ok(false),
                None => {}
            }
        }
        let all = words_in(&self.words, |_| true);
        if words != all {
            for text in [measure, word(4)?, count_type, word(7)?] {
                words |= words_in(&self.words, |word| Filter::occurs(word, text));
            }
        }
        Ok(words == all)
    }
}

impl NameMatches {
    /// Names as they stand in the store, where a filter or a word asks for them at all.
    fn read(
        conn: &Connection,
        kind: NameKind,
        filter: &Filter,
        words: &[String],
        known: &Names,
    ) -> Result<NameMatches> {
        let asked = filter.asked(kind).map(str::to_lowercase);
        let mut matches = NameMatches { asked: asked.is_some(), ..NameMatches::default() };
        if asked.is_none() && words.is_empty() {
            return Ok(matches);
        }
        let has_aliases = known.has_aliases(kind);
        let mut statement = conn.prepare_cached("SELECT id, text FROM name WHERE kind = ?1")?;
        let mut rows = statement.query([kind.word()])?;
        while let Some(row) = rows.next()? {
            matches.all += 1;
            let printed = row.get_ref(1)?.as_str().unwrap_or_default();
            let name = if has_aliases { Name::read(printed) } else { None };
            let canonical = name.map(|name| known.canonical(kind, &name));
            let canonical = canonical.as_ref().map_or(printed, Name::as_str);
            if asked.as_ref().is_some_and(|asked| !Filter::occurs(asked, canonical)) {
                continue;
            }
            let found = words_in(words, |word| {
                Filter::occurs(word, printed) || has_aliases && Filter::occurs(word, canonical)
            });
            if asked.is_some() || found != 0 {
                matches.kept.insert(row.get(0)?, found);
            }
        }
        Ok(matches)
    }

    /// What the names lead to of which the words `matter`, and which part of all names they are, in thousandths.
    fn leads(&self, lead: fn(i64) -> IndexKey, matter: impl Fn(u64) -> bool) -> (usize, Vec<IndexKey>) {
        let mut ids: Vec<i64> =
            self.kept.iter().filter(|(_, words)| matter(**words)).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        (ids.len() * 1000 / self.all.max(1), ids.into_iter().map(lead).collect())
    }
}

/// Which of the words hold, one bit each.
fn words_in(words: &[String], holds: impl Fn(&str) -> bool) -> u64 {
    words.iter().enumerate().fold(0, |found, (at, word)| found | u64::from(holds(word)) << at)
}

/// Whether a word occurs in what a series counts, however its names are.
fn is_of_vocabulary(word: &str) -> bool {
    let measures = Measure::ALL.iter().map(|measure| measure.word());
    let units = Unit::ALL.iter().map(|unit| unit.word());
    let count_types = CountType::ALL.iter().map(|count_type| count_type.word());
    measures.chain(units).chain(count_types).any(|text| Filter::occurs(word, text))
}
