//! Rows by their numbers, and the numbers of rows: what the addresses of pages are made of.

use rusqlite::OptionalExtension;

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::FigureId;

use super::Result;
use super::ledgers::Ledger;
use super::series::{SeriesKey, printed, with_ids};
use super::view::View;

/// The names of a kind, in the order of their letters, from one on.
const NAMES: &str =
    "SELECT id, text FROM name WHERE kind = ?1 AND text > ?2 ORDER BY text LIMIT ?3 OFFSET ?4";

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
