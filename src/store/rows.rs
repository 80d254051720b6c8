//! From rows to values: counts and acts, as the store holds them; whether a figure is visible.

use std::rc::Rc;
use std::sync::Arc;

use rusqlite::{Connection, Row};

use crate::model::attribution::{Attribution, Source};
use crate::model::count::Count;
use crate::model::figure::{Details, Figure};
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::scope::Scope;
use crate::model::wording::{Kind, Wording};
use crate::model::words::Reason;

use super::ledgers::Ledger;
use super::visibility::{EntryMarks, Visibility};
use super::{Result, StoreFault, pack};

/// Whether a figure is visible: its own entry stands, or one that saw it again.
pub(super) fn is_visible(conn: &Connection, visibility: &Visibility, figure: i64) -> Result<bool> {
    if visibility.withholds(figure) {
        return Ok(false);
    }
    if !visibility.reaches(Ledger::Figure, figure) || visibility.sees(Ledger::Figure, figure) {
        return Ok(visibility.reaches(Ledger::Figure, figure));
    }
    let mut statement = conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([figure])?;
    while let Some(row) = rows.next()? {
        if visibility.sees(Ledger::Sighting, row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The standing entries that saw a figure.
pub(super) fn seen_by(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
) -> Result<Vec<Rc<EntryMarks>>> {
    let mut seen = Vec::from_iter(visibility.standing_entry_of(Ledger::Figure, id.0)?);
    let mut statement = conn.prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        seen.extend(visibility.standing_entry_of(Ledger::Sighting, row.get(0)?)?);
    }
    Ok(seen)
}

/// An act of a row: id, figure, what, other, known_at, reason, reason_by.
pub(super) fn act(row: &Row<'_>) -> Result<Act> {
    let what: String = row.get(2)?;
    Ok(Act {
        figure: FigureId(row.get(1)?),
        what: ActKind::from_word(&what).ok_or_else(|| unreadable("act", &what))?,
        other: row.get::<_, Option<i64>>(3)?.map(FigureId),
        known_at: pack::read_moment(row.get(4)?)?,
        reason: row.get::<_, Option<String>>(5)?.as_deref().and_then(Reason::from_word),
        reason_by: row.get(6)?,
    })
}

/// A figure without details, from a row that begins as the key index holds it: id, attribution, as_of, window, known_at,
/// kind, value, low, high.
pub(super) fn figure(
    row: &Row<'_>,
    scope: Arc<Scope>,
    who: &Arc<Attribution>,
    source: Arc<Source>,
    wording: Option<&str>,
) -> Result<Figure> {
    let count = count(row, wording)?;
    let no_reports = wording.filter(|_| count.is_none()).map(Box::from);
    Ok(Figure {
        scope,
        count,
        no_reports,
        window: pack::read_window(row.get(3)?)?,
        as_of: pack::read_as_of(row.get(2)?)?,
        published_on: pack::read_moment(row.get(4)?)?,
        attribution: Arc::clone(who),
        source,
        details: Details::default(),
    })
}

/// The count of a figure, with its own words, from a row that has kind, value, low and high from the sixth column on.
fn count(row: &Row<'_>, wording: Option<&str>) -> Result<Option<Wording>> {
    let kind: i64 = row.get(5)?;
    if kind == 0 {
        return Ok(None);
    }
    let kind =
        Kind::ALL.get(kind as usize - 1).ok_or_else(|| unreadable("figure", "an unknown kind of count"))?;
    let given = |column: usize| row.get::<_, i64>(column).map(|number| u64::try_from(number).ok());
    let bounds = Count::new(given(7)?.unwrap_or(0), given(8)?)
        .ok_or_else(|| unreadable("figure", "reversed bounds"))?;
    Ok(Some(Wording::restore(*kind, given(6)?, bounds, wording)))
}

/// A row that no version of tollbook writes.
pub(super) fn unreadable(table: &'static str, what: &str) -> StoreFault {
    StoreFault::Unreadable { table, what: what.to_owned() }
}
