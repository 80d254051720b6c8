//! When an event began and whether it is still open, by all figures that the store has for it.

use rustc_hash::FxHashMap;

use crate::model::date::Moment;
use crate::model::event_days::EventDays;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::words::{CountType, Measure};

use super::figures::is_void_or_gone;
use super::rows::is_visible;
use super::view::View;
use super::{Result, StoreFault, pack, series};

/// The series of an event that count what has happened.
const COUNTS: &str = "SELECT id, count_type, measure FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1) AND count_type <> 'projection'";

/// The first and the last days of a series, where nothing is hidden; the key index alone holds them.
const ENDS: &str =
    "SELECT min(as_of), max(as_of), min(known_at & 268435455), min(window) FILTER (WHERE window & 3 = 1)
  FROM figure WHERE series = ?1";

/// What a figure says of days, and whether it counts anybody.
const DAYS: &str = "SELECT id, as_of, known_at, window, high, attribution FROM figure WHERE series = ?1";

/// What all figures of an event, by its canonical name, say of its days, as far as a question may know. Remembered.
///
/// # Errors
/// What SQLite says.
pub fn of(view: &View<'_>, event: &Name, question: &Question) -> Result<EventDays> {
    let key = (event.clone(), *question);
    if let Some(known) = view.event_days.borrow().get(&key) {
        return Ok(*known);
    }
    let mut days = EventDays::default();
    for printed in series::printed(view, NameKind::Event, event) {
        let mut statement = view.conn.prepare_cached(COUNTS)?;
        let mut rows = statement.query([printed])?;
        while let Some(row) = rows.next()? {
            let (count_type, measure): (String, String) = (row.get(1)?, row.get(2)?);
            let counted = Counted {
                series: row.get(0)?,
                count_type: CountType::from_word(&count_type).unwrap_or(CountType::Total),
                is_missing: measure == Measure::Missing.word(),
            };
            days = days.and(counted.days(view, question)?);
        }
    }
    view.event_days.borrow_mut().insert(key, days);
    Ok(days)
}

/// A series, as far as it matters for the days of its event.
struct Counted {
    series: i64,
    count_type: CountType,
    is_missing: bool,
}

impl Counted {
    fn days(&self, view: &View<'_>, question: &Question) -> Result<EventDays> {
        let is_plain =
            !view.has_acts() && view.visibility.hides_nothing() && *question == Question::default();
        if is_plain && !self.is_missing { self.ends(view) } else { self.of_each(view, question) }
    }

    /// The days of a series of which every figure is visible.
    fn ends(&self, view: &View<'_>) -> Result<EventDays> {
        type Ends = [Option<i64>; 4];
        let mut statement = view.conn.prepare_cached(ENDS)?;
        let ends: Ends = statement
            .query_row([self.series], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        let [first, last, known, window] = ends;
        let mut days = EventDays::default();
        if let Some(((first, last), known)) = first.zip(last).zip(known) {
            days = self.days_of(first, known, window.unwrap_or(0))?;
            days.newest = Some(pack::read_as_of(last)?.date().last_day());
        }
        Ok(days)
    }

    fn days_of(&self, as_of: i64, known_at: i64, window: i64) -> Result<EventDays> {
        let as_of = pack::read_as_of(as_of)?.date();
        let origin = pack::read_window(window)?.filter(|_| self.count_type == CountType::Total);
        Ok(EventDays {
            started: origin.map(|origin| origin.first_day(as_of)),
            first_seen: Some(as_of.first_day().min(published(known_at)?.date.first_day())),
            newest: Some(as_of.last_day()),
            missing: None,
        })
    }

    /// The days of those figures of a series that a question may know.
    fn of_each(&self, view: &View<'_>, question: &Question) -> Result<EventDays> {
        let mut statement = view.conn.prepare_cached(DAYS)?;
        let mut rows = statement.query([self.series])?;
        let (mut days, mut missing) = (EventDays::default(), FxHashMap::default());
        while let Some(row) = rows.next()? {
            let (id, as_of, known_at): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let date = pack::read_as_of(as_of)?.date();
            let is_asked =
                question.reaches(self.count_type, date) && question.knows(pack::read_moment(known_at)?);
            if !is_asked
                || !is_visible(view.conn, &view.visibility, id)?
                || is_void_or_gone(view, FigureId(id), question)?
            {
                continue;
            }
            days = days.and(self.days_of(as_of, known_at, row.get(3)?)?);
            if self.is_missing {
                let newest = missing.entry(row.get::<_, i64>(5)?).or_insert((as_of, row.get::<_, i64>(4)?));
                *newest = (*newest).max((as_of, row.get(4)?));
            }
        }
        let still_missing =
            missing.into_values().filter(|(_, high)| *high != 0).map(|(as_of, _)| as_of).max();
        days.missing = still_missing.map(pack::read_as_of).transpose()?.map(|as_of| as_of.date().last_day());
        Ok(days)
    }
}

/// When something was published, by its day alone.
fn published(known_at: i64) -> Result<Moment> {
    let day = known_at & 0x0fff_ffff;
    Moment::from_packed(day)
        .ok_or_else(|| StoreFault::Unreadable { table: "figure", what: format!("{known_at} is no date") })
}
