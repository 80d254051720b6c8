//! Series by what a sentence names: an event, a place with all inside it, or who counts.

use rusqlite::{OptionalExtension, params_from_iter};

use crate::model::count::Count;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::Scope;
use crate::model::words::Measure;

use super::Result;
use super::ledgers::Ledger;
use super::rows::is_visible;
use super::series::{SERIES_OF_EVENT, SERIES_OF_PLACE, SeriesKey, in_order, printed};
use super::view::View;

/// The places of one name and those inside it.
const PLACES_WITHIN: &str = "SELECT id FROM name
  WHERE kind = 'place' AND (text = ?1 OR (text > ?1 || ' > ' AND text < ?1 || ' >!'))";

const EVENT_NAMED: &str = "SELECT id FROM name WHERE kind = 'event' AND text = ?1";

/// The attributions that have one of these as authority, or that name none and were printed by it.
const ATTRIBUTIONS_OF: &str = "SELECT id FROM attribution
  WHERE authority IN (SELECT id FROM name WHERE kind = 'authority' AND text = ?1)
     OR (authority IS NULL AND publisher IN (SELECT id FROM name WHERE kind = 'publisher' AND text = ?1))";

const SERIES_THAT_COUNT: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series
  WHERE measure = ?1 OR measure = ?2";

const FIGURE_BY: &str = "SELECT id FROM figure WHERE series = ?1 AND attribution = ?2";

const FIGURES: &str = "SELECT id FROM figure WHERE series = ?1";

/// Whether a series has a row with an interval, or with a printed number; the key index holds both.
const PRINTS: &str = "SELECT 1 FROM figure
  WHERE series = ?1 AND ((low = ?2 AND high = ?3) OR (value = ?4 AND value >= 0)) LIMIT 1";

/// The next attribution of a series by number: the key index has them in order.
const NEXT_ATTRIBUTION: &str =
    "SELECT attribution FROM figure WHERE series = ?1 AND attribution > ?2 ORDER BY attribution LIMIT 1";

/// How many series of a place are looked at.
const MOST: usize = 4000;

/// After how many events of an authority the search ends: they are asked about.
const EVENTS: usize = 8;

/// The series of an event, by its canonical name, that hold a visible figure; in the order of the names.
///
/// # Errors
/// What SQLite says.
pub fn of_event(view: &View<'_>, event: &Name) -> Result<Vec<SeriesKey>> {
    let mut keys = Vec::new();
    for printed in printed(view, NameKind::Event, event) {
        let mut statement = view.conn.prepare_cached(EVENT_NAMED)?;
        let named: Vec<i64> =
            statement.query_map([&printed], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in named {
            keys.extend(series(view, SERIES_OF_EVENT, &[id], usize::MAX)?);
        }
    }
    Ok(in_order(keys))
}

/// The series of a place, by its canonical name, and of places inside it, that hold a visible figure.
///
/// # Errors
/// What SQLite says.
pub fn of_place(view: &View<'_>, place: &Name) -> Result<Vec<SeriesKey>> {
    let mut keys: Vec<SeriesKey> = Vec::new();
    for printed in printed(view, NameKind::Place, place) {
        let mut statement = view.conn.prepare_cached(PLACES_WITHIN)?;
        let within: Vec<i64> =
            statement.query_map([&printed], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in within {
            let room = MOST.saturating_sub(keys.len());
            keys.extend(series(view, SERIES_OF_PLACE, &[id], room)?);
        }
    }
    Ok(in_order(keys))
}

/// The series in which an authority, or a publisher in its own voice, counts one of two measures; of a few events.
///
/// # Errors
/// What SQLite says.
pub fn counted_by(view: &View<'_>, who: &Name, measures: [Measure; 2]) -> Result<Vec<SeriesKey>> {
    let mut attributions = Vec::new();
    for kind in [NameKind::Authority, NameKind::Publisher] {
        for printed in printed(view, kind, who) {
            let mut statement = view.conn.prepare_cached(ATTRIBUTIONS_OF)?;
            let mut rows = statement.query([printed])?;
            while let Some(row) = rows.next()? {
                attributions.push(row.get::<_, i64>(0)?);
            }
        }
    }
    let (mut keys, mut events) = (Vec::new(), Vec::new());
    let mut statement = view.conn.prepare_cached(SERIES_THAT_COUNT)?;
    let mut rows = statement.query(measures.map(Measure::word))?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if counts(view, id, &attributions)? {
            let scope = view.canonical(view.dictionary.scope_of(row)?);
            note(&mut events, &scope);
            keys.push(SeriesKey { scope, ids: vec![id] });
        }
        if events.len() >= EVENTS {
            break;
        }
    }
    Ok(in_order(keys))
}

/// Whether a series may print a count, or this number; a figure of it may be hidden, void or not yet public.
///
/// # Errors
/// What SQLite says.
pub fn prints(view: &View<'_>, key: &SeriesKey, count: Count, value: Option<u64>) -> Result<bool> {
    let number = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok()).unwrap_or(-1);
    let (low, high, value) = (number(Some(count.low())), number(count.high()), number(value));
    let mut statement = view.conn.prepare_cached(PRINTS)?;
    for id in &key.ids {
        if statement.exists((id, low, high, value))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who counts in a series, as printed: authorities, and publishers where none is named.
///
/// # Errors
/// What SQLite says.
pub fn voices(view: &View<'_>, key: &SeriesKey) -> Result<Vec<(NameKind, Name)>> {
    let mut statement = view.conn.prepare_cached(NEXT_ATTRIBUTION)?;
    let mut voices = Vec::new();
    for id in &key.ids {
        let mut last = 0;
        while let Some(next) = statement.query_row((id, last), |row| row.get(0)).optional()? {
            let attributed = view.dictionary.attributed(next)?;
            voices.push(match &attributed.who.authority {
                Some(authority) => (NameKind::Authority, authority.clone()),
                None => (NameKind::Publisher, attributed.printed_by.publisher.clone()),
            });
            last = next;
        }
    }
    Ok(voices)
}

fn note(events: &mut Vec<Name>, scope: &Scope) {
    if !events.contains(&scope.event) {
        events.push(scope.event.clone());
    }
}

/// Whether a visible figure of a series has one of these attributions.
fn counts(view: &View<'_>, series: i64, attributions: &[i64]) -> Result<bool> {
    let mut statement = view.conn.prepare_cached(FIGURE_BY)?;
    for attribution in attributions {
        let mut rows = statement.query((series, attribution))?;
        while let Some(row) = rows.next()? {
            if is_visible(view.conn, &view.visibility, row.get(0)?)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The series that a statement finds and that hold a visible figure, up to so many.
fn series(view: &View<'_>, sql: &str, of: &[i64], most: usize) -> Result<Vec<SeriesKey>> {
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(of))?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if keys.len() >= most {
            break;
        }
        if holds_a_figure(view, id)? {
            keys.push(SeriesKey { scope: view.canonical(view.dictionary.scope_of(row)?), ids: vec![id] });
        }
    }
    Ok(keys)
}

/// Whether a series has a visible figure. The entry that made the series gave it one.
///
/// # Errors
/// What SQLite says.
pub fn holds_a_figure(view: &View<'_>, series: i64) -> Result<bool> {
    if !view.visibility.is_discreet() && view.visibility.sees(Ledger::Series, series) {
        return Ok(true);
    }
    let mut statement = view.conn.prepare_cached(FIGURES)?;
    let mut rows = statement.query([series])?;
    while let Some(row) = rows.next()? {
        if is_visible(view.conn, &view.visibility, row.get(0)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}
