//! Rows by their numbers, and the numbers of rows: what the addresses of pages are made of.

use std::sync::Arc;

use rusqlite::OptionalExtension;

use crate::model::attribution::Source;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::FigureId;

use super::Result;
use super::ledgers::Ledger;
use super::rows::is_visible;
use super::series::{SeriesKey, in_order, printed, with_ids};
use super::series_named::holds_a_figure;
use super::view::View;

/// The names of a kind, in the order of their letters, from one on.
const NAMES: &str =
    "SELECT id, text FROM name WHERE kind = ?1 AND text > ?2 ORDER BY text LIMIT ?3 OFFSET ?4";

/// The series that count a group: no index has them, and there are few of them at all.
const SERIES_OF_GROUP: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series
  WHERE grp = (SELECT id FROM name WHERE kind = 'group' AND text = ?1)";

const FIGURES_OF_SOURCE: &str =
    "SELECT id FROM figure WHERE series = ?1 AND attribution = ?2 AND source = ?3";

/// The name of a number, as it was printed; `None` where this desk had recorded none by then.
///
/// # Errors
/// What SQLite says.
pub fn name(view: &View<'_>, id: i64) -> Result<Option<(NameKind, Name)>> {
    if !view.visibility().reaches(Ledger::Name, id) {
        return Ok(None);
    }
    let mut statement = view.conn.prepare_cached("SELECT kind, text FROM name WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let kind = row.get_ref(0)?.as_str().ok().and_then(NameKind::from_word);
    Ok(kind.zip(row.get_ref(1)?.as_str().ok().and_then(Name::read)))
}

/// The number of a name by its canonical form: where no figure bears that, of another form of it.
///
/// # Errors
/// What SQLite says.
pub fn number(view: &View<'_>, kind: NameKind, name: &Name) -> Result<Option<i64>> {
    let mut statement = view.conn.prepare_cached("SELECT id FROM name WHERE kind = ?1 AND text = ?2")?;
    for text in printed(view, kind, name) {
        if let Some(id) = statement.query_row((kind.word(), text), |row| row.get(0)).optional()? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// So many names of a kind with their numbers, in the order of their letters, once some were passed over.
///
/// # Errors
/// What SQLite says.
pub fn names(view: &View<'_>, kind: NameKind, passed: usize, most: usize) -> Result<Vec<(i64, Name)>> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut statement = view.conn.prepare_cached(NAMES)?;
    let mut rows = statement.query((kind.word(), "", count(most), count(passed)))?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let name = row.get_ref(1)?.as_str().ok().and_then(Name::read);
        names.extend(name.filter(|_| view.visibility().reaches(Ledger::Name, id)).map(|name| (id, name)));
    }
    Ok(names)
}

/// The series of a number, with all that count the same under other names; `None` where this desk had recorded none by then.
///
/// # Errors
/// What SQLite says.
pub fn series(view: &View<'_>, id: i64) -> Result<Option<SeriesKey>> {
    if !view.visibility().reaches(Ledger::Series, id) {
        return Ok(None);
    }
    let known = "SELECT EXISTS (SELECT 1 FROM series WHERE id = ?1)";
    let is_known: bool = view.conn.prepare_cached(known)?.query_row([id], |row| row.get(0))?;
    Ok(if is_known { with_ids(view, &[id])?.into_iter().next() } else { None })
}

/// The number of the document in which a figure was read.
///
/// # Errors
/// What SQLite says.
pub fn source_of(view: &View<'_>, id: FigureId) -> Result<Option<i64>> {
    let mut statement = view.conn.prepare_cached("SELECT source FROM figure WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
}

/// The names of these kinds that are admitted, by kind and in the order of the table, at most so many of each kind.
///
/// # Errors
/// What SQLite says.
pub fn names_that(
    view: &View<'_>,
    kinds: &[NameKind],
    most: usize,
    admit: impl Fn(&str) -> bool,
) -> Result<Vec<(NameKind, i64, Name)>> {
    let mut statement = view.conn.prepare_cached("SELECT id, text FROM name WHERE kind = ?1")?;
    let mut names = Vec::new();
    for kind in kinds {
        let (mut rows, mut found) = (statement.query([kind.word()])?, 0);
        while let Some(row) = rows.next()?.filter(|_| found < most) {
            let text = row.get_ref(1)?.as_str().unwrap_or_default();
            let id = row.get(0)?;
            if admit(text) && view.visibility().reaches(Ledger::Name, id) {
                found += 1;
                names.extend(Name::read(text).map(|name| (*kind, id, name)));
            }
        }
    }
    Ok(names)
}

/// The series that count a group, by its canonical name, up to so many; in the order of the names.
///
/// # Errors
/// What SQLite says.
pub fn of_group(view: &View<'_>, group: &Name, most: usize) -> Result<Vec<SeriesKey>> {
    let mut keys = Vec::new();
    let mut statement = view.conn.prepare_cached(SERIES_OF_GROUP)?;
    for text in printed(view, NameKind::Group, group) {
        let mut rows = statement.query([text])?;
        while let Some(row) = rows.next()?.filter(|_| keys.len() < most) {
            let id = row.get(0)?;
            let scope = view.canonical(view.dictionary.scope_of(row)?);
            if holds_a_figure(view, id)? {
                keys.push(SeriesKey { scope, ids: vec![id] });
            }
        }
    }
    Ok(in_order(keys))
}

/// Whether an event has a series with a visible figure.
///
/// # Errors
/// What SQLite says.
pub fn has_figures(view: &View<'_>, event: i64) -> Result<bool> {
    let mut statement = view.conn.prepare_cached("SELECT id FROM series WHERE event = ?1")?;
    let mut rows = statement.query([event])?;
    while let Some(row) = rows.next()? {
        if holds_a_figure(view, row.get(0)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The figures of a document among series, each with an attribution that its publisher has; the key index holds all of it.
///
/// # Errors
/// What SQLite says.
pub fn figures_of_source(view: &View<'_>, source: i64, pairs: &[(i64, i64)]) -> Result<Vec<FigureId>> {
    let mut statement = view.conn.prepare_cached(FIGURES_OF_SOURCE)?;
    let mut figures = Vec::new();
    for (series, attribution) in pairs {
        let mut rows = statement.query((series, attribution, source))?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if is_visible(view.conn, view.visibility(), id)? {
                figures.push(FigureId(id));
            }
        }
    }
    Ok(figures)
}

/// The document of a number; `None` where this desk had read none by then.
///
/// # Errors
/// What SQLite says.
pub fn source(view: &View<'_>, id: i64) -> Result<Option<Arc<Source>>> {
    if !view.visibility().reaches(Ledger::Source, id) {
        return Ok(None);
    }
    let known = "SELECT EXISTS (SELECT 1 FROM source WHERE id = ?1)";
    let is_known: bool = view.conn.prepare_cached(known)?.query_row([id], |row| row.get(0))?;
    is_known.then(|| view.dictionary.source(id)).transpose()
}
