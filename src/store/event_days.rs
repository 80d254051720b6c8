//! When an event began and whether it is still open, by all figures that the store has for it.

use rusqlite::Row;
use rustc_hash::FxHashSet;

use crate::model::date::{Day, Moment, PartialDate};
use crate::model::event_days::{CourseGrounds, EventDays};
use crate::model::event_figures::{CountedBy, EventFigure, EventTally, MissingCount};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId};
use crate::model::status::Status;
use crate::model::words::CountType;

use super::figures::{self, with_status};
use super::rows::is_visible;
use super::view::View;
use super::{Result, StoreFault, acts, pack, series};

/// The series of an event that count what has happened.
const COUNTS: &str = "SELECT id, count_type, measure = 'missing' FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1) AND count_type <> 'projection'";

/// The days of a series where nothing is hidden, as they are packed; the key index alone holds them. Their ends are found here:
/// SQLite takes longer for six aggregates.
const PACKED: &str = "SELECT as_of, known_at, window FROM figure WHERE series = ?1";

/// What a figure says of days.
const DAYS: &str = "SELECT id, as_of, known_at, window FROM figure WHERE series = ?1";

/// The same, with what it counts and who answers for it; the key index alone holds that too.
const MISSING: &str =
    "SELECT id, as_of, known_at, window, low, high, attribution FROM figure WHERE series = ?1";

/// The bits of a packed moment that are its day.
const DAY_OF_MOMENT: i64 = 0x0fff_ffff;

/// What all figures of an event, by its canonical name, say of its days, as far as a question may know: what of it
/// decides the course of the event. Remembered.
///
/// # Errors
/// What SQLite says.
pub fn of(view: &View<'_>, event: &Name, question: &Question) -> Result<EventDays> {
    let key = (event.clone(), *question);
    if let Some(known) = view.event_days.borrow().get(&key) {
        return Ok(*known);
    }
    let entry = view.visibility().number();
    if let Some(known) = view.remembered.and_then(|remembered| remembered.days.get(entry, &key)) {
        return Ok(known);
    }
    let mut tally = EventTally::default();
    for counted in all_counted(view, event, CourseGrounds::of(event, view.names()))? {
        counted.add_days(view, question, &mut tally)?;
    }
    let days = tally.told().that_decide(event, view.names());
    if let Some(remembered) = view.remembered {
        remembered.days.put(entry, key.clone(), days);
    }
    view.event_days.borrow_mut().insert(key, days);
    Ok(days)
}

/// Hands on every figure of an event on such grounds that a question may know, whatever became of it.
pub(super) fn each_figure(
    view: &View<'_>,
    event: &Name,
    question: &Question,
    grounds: CourseGrounds,
    take: &mut dyn FnMut(FigureDays) -> Result<()>,
) -> Result<()> {
    all_counted(view, event, grounds)?
        .iter()
        .try_for_each(|counted| counted.each_figure(view, question, take))
}

/// Hands on every figure of an event, by its canonical name, with what happened to it: as far as figures declared it that are
/// not void, in the order in which the public could know it.
///
/// # Errors
/// What SQLite says, or `take`.
pub fn each_with_acts(
    view: &View<'_>,
    event: &Name,
    take: &mut dyn FnMut(EventFigure, Vec<Act>) -> Result<()>,
) -> Result<()> {
    let (question, grounds) = (Question::default(), CourseGrounds::AllAndMissing);
    each_figure(view, event, &question, grounds, &mut |FigureDays { id, figure }| {
        take(figure, figures::acts_that_count(view, id)?)
    })
}

/// The series of an event, by its canonical name, that count what has happened, as far as they are grounds.
fn all_counted(view: &View<'_>, event: &Name, grounds: CourseGrounds) -> Result<Vec<CountedFigure>> {
    let mut all = Vec::new();
    for printed in series::printed(view, NameKind::Event, event) {
        let mut statement = view.conn.prepare_cached(COUNTS)?;
        let mut rows = statement.query([printed])?;
        while let Some(row) = rows.next()? {
            all.extend(CountedFigure::read(view, row, grounds)?);
        }
    }
    Ok(all)
}

/// One figure, as far as it matters for the days of its event.
pub(super) struct FigureDays {
    pub(super) id: FigureId,
    pub(super) figure: EventFigure,
}

/// A series, as far as it matters for the days of its event.
struct CountedFigure {
    series: i64,
    is_total: bool,
    /// Of people who are missing, where that matters: who is counted and where, by the names that stand for all.
    missing: Option<String>,
}

impl CountedFigure {
    fn read(view: &View<'_>, row: &Row<'_>, grounds: CourseGrounds) -> Result<Option<CountedFigure>> {
        let series: i64 = row.get(0)?;
        let is_total = row.get_ref(1)?.as_str().is_ok_and(|word| word == CountType::Total.word());
        if grounds == CourseGrounds::Totals && !is_total {
            return Ok(None);
        }
        let is_asked = grounds == CourseGrounds::AllAndMissing && row.get::<_, bool>(2)?;
        let missing = is_asked.then(|| who_is_missing(view, series)).transpose()?;
        Ok(Some(CountedFigure { series, is_total, missing }))
    }

    fn add_days(&self, view: &View<'_>, question: &Question, tally: &mut EventTally) -> Result<()> {
        let changed = self.changed(view)?;
        let is_plain =
            self.missing.is_none() && view.visibility.hides_nothing() && *question == Question::default();
        match is_plain && changed.is_empty() {
            true => tally.add(self.ends(view)?),
            false => self.add_each(view, question, &changed, tally)?,
        }
        Ok(())
    }

    /// The figures to which something happened.
    fn changed(&self, view: &View<'_>) -> Result<FxHashSet<FigureId>> {
        let mut acts = Vec::new();
        acts::of_series(view, self.series, &mut acts)?;
        Ok(acts.iter().map(|act| act.figure).collect())
    }

    /// The days of a series of which every figure is visible.
    fn ends(&self, view: &View<'_>) -> Result<EventDays> {
        let mut statement = view.conn.prepare_cached(PACKED)?;
        let mut rows = statement.query([self.series])?;
        let mut ends = PackedEnds::default();
        while let Some(row) = rows.next()? {
            ends.take(row.get(0)?, row.get(1)?, row.get(2)?);
        }
        let (Some(first), Some(known)) = (ends.first, ends.known) else { return Ok(EventDays::default()) };
        let mut days = self.days_of(first, known, ends.origin.unwrap_or(0))?;
        for last in ends.last.into_iter().flatten() {
            days.newest = days.newest.max(Some(pack::read_as_of(last)?.date().last_day()));
        }
        Ok(days)
    }

    /// The first day that a total covers, where it is stated.
    fn started(&self, as_of: PartialDate, window: i64) -> Result<Option<Day>> {
        let origin = pack::read_window(window)?.filter(|_| self.is_total);
        Ok(origin.map(|origin| origin.first_day(as_of)))
    }

    fn days_of(&self, as_of: i64, known_at: i64, window: i64) -> Result<EventDays> {
        let as_of = pack::read_as_of(as_of)?.date();
        Ok(EventDays::of_dates(as_of, published(known_at)?.date, self.started(as_of, window)?))
    }

    /// The days of those figures of a series that a question may know. `changed`: those to which something happened.
    fn add_each(
        &self,
        view: &View<'_>,
        question: &Question,
        changed: &FxHashSet<FigureId>,
        tally: &mut EventTally,
    ) -> Result<()> {
        self.each_figure(view, question, &mut |FigureDays { id, figure }| {
            let read = |status: Status<'_>| (status.is_hidden(), status.withdrawal().is_some());
            let (is_hidden, is_withdrawn) = match changed.contains(&id) {
                true => with_status(view, id, question, read)?,
                false => (false, false),
            };
            if !is_hidden {
                tally.take(&figure, is_withdrawn);
            }
            Ok(())
        })
    }

    /// Those figures of a series that a question may know, whatever became of them.
    fn each_figure(
        &self,
        view: &View<'_>,
        question: &Question,
        take: &mut dyn FnMut(FigureDays) -> Result<()>,
    ) -> Result<()> {
        let mut statement = view.conn.prepare_cached(if self.missing.is_some() { MISSING } else { DAYS })?;
        let mut rows = statement.query([self.series])?;
        while let Some(row) = rows.next()? {
            let (id, as_of, known_at): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (date, published) = (pack::read_as_of(as_of)?.date(), pack::read_moment(known_at)?);
            let figure = EventFigure {
                as_of: date,
                published,
                started: self.started(date, row.get(3)?)?,
                missing: None,
            };
            if figure.is_known(question) && is_visible(view.conn, &view.visibility, id)? {
                let missing = self.missing.as_deref().map(|of| missing(view, row, of)).transpose()?.flatten();
                take(FigureDays { id: FigureId(id), figure: EventFigure { missing, ..figure } })?;
            }
        }
        Ok(())
    }
}

/// The first and the last days of a series, as they are packed.
#[derive(Default)]
struct PackedEnds {
    first: Option<i64>,
    known: Option<i64>,
    origin: Option<i64>,
    /// Among years, months and days: a month sorts before its days, and ends behind them.
    last: [Option<i64>; 3],
}

impl PackedEnds {
    fn take(&mut self, as_of: i64, known_at: i64, window: i64) {
        let least = |least: Option<i64>, one: i64| Some(least.map_or(one, |least| least.min(one)));
        self.first = least(self.first, as_of);
        self.known = least(self.known, known_at & DAY_OF_MOMENT);
        if window & 3 == 1 {
            self.origin = least(self.origin, window);
        }
        if let Some(last) = usize::try_from(as_of >> 1 & 3).ok().and_then(|digits| self.last.get_mut(digits))
        {
            *last = (*last).max(Some(as_of));
        }
    }
}

/// Who is counted in a series, and where: of two series that are one, the same text.
fn who_is_missing(view: &View<'_>, series: i64) -> Result<String> {
    let scope = view.dictionary.scope(series)?;
    let scope = view.names().canonical_scope(&scope);
    let (place, group) = (scope.place.as_ref().map(Name::as_str), Some(scope.group.as_str()));
    let (unit, count_type) = (scope.unit.word(), scope.count_type.word());
    Ok(format!("{place:?} {group:?} {unit} {} {count_type}", scope.definition.as_deref().unwrap_or_default()))
}

/// What a row of [`MISSING`] says of those who are missing; `None` for a statement without a number.
fn missing(view: &View<'_>, row: &Row<'_>, of: &str) -> Result<Option<MissingCount>> {
    let (low, high): (i64, i64) = (row.get(4)?, row.get(5)?);
    if low < 0 {
        return Ok(None);
    }
    let attributed = view.dictionary.attributed(row.get(6)?)?;
    let canonical = |kind, name| Some(view.names().canonical(kind, name));
    let by = match &attributed.who.authority {
        Some(authority) => CountedBy::Authority(canonical(NameKind::Authority, authority)),
        None => CountedBy::Publisher(canonical(NameKind::Publisher, &attributed.printed_by.publisher)),
    };
    Ok(Some(MissingCount { of: of.to_owned(), by, is_above_zero: high != 0 }))
}

/// When something was published, by its day alone.
fn published(known_at: i64) -> Result<Moment> {
    Moment::from_packed(known_at & DAY_OF_MOMENT)
        .ok_or_else(|| StoreFault::Unreadable { table: "figure", what: format!("{known_at} is not a date") })
}
