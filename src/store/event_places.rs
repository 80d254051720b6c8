//! How many places the store has for an event.

use rusqlite::OptionalExtension;

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::EventPlaces;

use super::figures::is_void;
use super::rows::is_visible;
use super::view::View;
use super::{Result, series};

/// The next place of an event by number: a series that has it.
const NEXT_PLACE: &str = "SELECT id, place FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1) AND place > ?2 ORDER BY place LIMIT 1";

/// The figures of an event in a place, whatever they count.
const FIGURES_THERE: &str = "SELECT figure.id FROM series JOIN figure ON figure.series = series.id
  WHERE series.event = (SELECT event FROM series WHERE id = ?1) AND series.place = ?2";

/// How many places of an event, by its canonical name, have a figure that is visible and not void. Remembered.
pub(super) fn of(view: &View<'_>, event: &Name) -> Result<EventPlaces> {
    if let Some(known) = view.event_places.borrow().get(event) {
        return Ok(*known);
    }
    let places = match first_two(view, event)?.len() {
        0 | 1 => EventPlaces::OneAtMost,
        _ => EventPlaces::Several,
    };
    view.event_places.borrow_mut().insert(event.clone(), places);
    Ok(places)
}

/// Two places of an event, by its canonical name, that have a figure which is visible and not void; fewer where there are not
/// so many.
///
/// # Errors
/// What SQLite says.
pub fn first_two(view: &View<'_>, event: &Name) -> Result<Vec<Name>> {
    let mut found: Vec<Name> = Vec::new();
    for printed in series::printed(view, NameKind::Event, event) {
        let mut last = 0;
        while let Some((series, place)) = next(view, &printed, last)? {
            last = place;
            let Some(named) = view.canonical(view.dictionary.scope(series)?).place.clone() else { continue };
            if !found.contains(&named) && holds_a_figure(view, series, place)? {
                found.push(named);
                if found.len() == 2 {
                    return Ok(found);
                }
            }
        }
    }
    Ok(found)
}

fn next(view: &View<'_>, event: &str, after: i64) -> Result<Option<(i64, i64)>> {
    let mut statement = view.conn.prepare_cached(NEXT_PLACE)?;
    Ok(statement.query_row((event, after), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn holds_a_figure(view: &View<'_>, series: i64, place: i64) -> Result<bool> {
    let mut statement = view.conn.prepare_cached(FIGURES_THERE)?;
    let mut rows = statement.query((series, place))?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if is_visible(view.conn, &view.visibility, id)?
            && !is_void(view, crate::model::recorded::FigureId(id))?
        {
            return Ok(true);
        }
    }
    Ok(false)
}
