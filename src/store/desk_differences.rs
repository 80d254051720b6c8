//! What desks read differently in one source, with what each of them says (`docs/rules.md`, "Several mends").

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::column::{Field, RowPart};
use crate::model::date::Timestamp;
use crate::model::desk_difference::{DeskDifference, DeskReading};
use crate::model::mends::Differing;
use crate::model::recorded::Recorded;
use crate::model::uid::Uid;

use super::ledgers::Ledger;
use super::mends::At;
use super::rows::unreadable;
use super::view::View;
use super::{Result, figures};

/// Those of some series: one of the figures that desks put there is of it.
///
/// # Errors
/// What SQLite says.
pub fn in_series(view: &View<'_>, series: &[i64]) -> Result<Vec<Arc<DeskDifference>>> {
    let mut own = Vec::new();
    for differing in all_of(view)? {
        let mut of = FxHashSet::default();
        for figure in differing.readings.iter().filter_map(|reading| reading.figure) {
            of.insert(series_of(view, figure.0)?);
        }
        if series.iter().any(|id| of.contains(id)) {
            own.push(Arc::new(difference(view, differing)?));
        }
    }
    Ok(own)
}

/// All of them.
///
/// # Errors
/// What SQLite says.
pub fn all(view: &View<'_>) -> Result<Vec<DeskDifference>> {
    all_of(view)?.iter().map(|differing| difference(view, differing)).collect()
}

fn all_of<'v>(view: &'v View<'_>) -> Result<&'v [Differing<At>]> {
    Ok(if view.has_acts() { view.mends()?.differing() } else { &[] })
}

fn difference(view: &View<'_>, differing: &Differing<At>) -> Result<DeskDifference> {
    let mut found = Vec::new();
    for reading in &differing.readings {
        let figure = reading.figure.map(|id| figures::one(view, id)).transpose()?.flatten();
        found.push((figure, reading));
    }
    let all: Vec<&Recorded> = found.iter().filter_map(|(figure, _)| figure.as_ref()).collect();
    let differs = |field: Field| {
        let mut cells = all.iter().map(|one| one.figure.cell(field));
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    };
    let tells = |field: &Field| match field.part() {
        RowPart::Detail | RowPart::Facet | RowPart::Link => false,
        _ => *field == Field::Figure || differs(*field),
    };
    let fields: Vec<Field> = Field::ALL.iter().copied().filter(tells).collect();
    let mut readings = Vec::new();
    for (figure, reading) in &found {
        let cells = figure
            .iter()
            .flat_map(|one| fields.iter().map(|field| (*field, one.figure.cell(*field).into_owned())));
        let (who, at) = who(view, reading.at.1)?;
        let identity = figure.as_ref().map(|one| (one.id, Uid::of(&one.figure)));
        readings.push(DeskReading { figure: identity, cells: cells.collect(), who, at });
    }
    let was = figures::one(view, differing.mended)?;
    let was = was.map(|one| one.figure.cell(Field::Figure).into_owned()).unwrap_or_default();
    Ok(DeskDifference { mended: differing.mended, was, readings })
}

fn series_of(view: &View<'_>, figure: i64) -> Result<i64> {
    let sql = "SELECT series FROM figure WHERE id = ?1";
    Ok(view.conn.prepare_cached(sql)?.query_row([figure], |row| row.get(0))?)
}

/// Who recorded an act first, and when.
fn who(view: &View<'_>, act: i64) -> Result<(String, Timestamp)> {
    let entry = view.visibility.entry_of(Ledger::Act, act)?;
    let entry = entry.ok_or_else(|| unreadable("act", "no entry recorded it"))?;
    let sql = "SELECT who, ifnull(origin_at, recorded_at) FROM entry WHERE id = ?1";
    let (who, at): (String, i64) =
        view.conn.prepare_cached(sql)?.query_row([entry.id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((who, Timestamp::from_micros(at).ok_or_else(|| unreadable("entry", "recorded_at"))?))
}
