//! When an event began and whether it is still open, by all figures that the store has for it.

use rusqlite::Row;
use rustc_hash::FxHashSet;

use crate::model::date::{Day, Moment, PartialDate};
use crate::model::event_days::EventDays;
use crate::model::event_figures::{CountedBy, EventFigure, EventTally, MissingCount};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId};
use crate::model::status::Status;
use crate::model::words::{CountType, Measure};

use super::figures::{self, with_status};
use super::rows::is_visible;
use super::view::View;
use super::{Result, StoreFault, acts, pack, series};

/// The series of an event that count what has happened.
const COUNTS: &str =
    "SELECT series.id, count_type, measure, place.text, \"group\".text, unit || ' ' || definition
  FROM series JOIN name AS place ON place.id = place JOIN name AS \"group\" ON \"group\".id = grp
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1) AND count_type <> 'projection'";

/// The days of a series where nothing is hidden, as they are packed; the key index alone holds them. Their ends are found here:
/// SQLite takes longer for six aggregates.
const PACKED: &str = "SELECT as_of, known_at, window FROM figure WHERE series = ?1";

/// What a figure says of days.
const DAYS: &str = "SELECT id, as_of, known_at, window FROM figure WHERE series = ?1";

/// The same, with what it counts and who answers for it.
const MISSING: &str =
    "SELECT figure.id, as_of, known_at, window, low, high, ifnull(authority.text, ''), publisher.text
  FROM figure JOIN attribution ON attribution.id = attribution
    LEFT JOIN name AS authority ON authority.id = attribution.authority
    JOIN name AS publisher ON publisher.id = attribution.publisher
  WHERE series = ?1";

/// The bits of a packed moment that are its day.
const DAY_OF_MOMENT: i64 = 0x0fff_ffff;

/// What all figures of an event, by its canonical name, say of its days, as far as a question may know. Remembered.
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
    for counted in all_counted(view, event)? {
        counted.add_days(view, question, &mut tally)?;
    }
    let days = tally.told();
    if let Some(remembered) = view.remembered {
        remembered.days.put(entry, key.clone(), days);
    }
    view.event_days.borrow_mut().insert(key, days);
    Ok(days)
}

/// Hands on every figure of an event that a question may know, whatever became of it.
pub(super) fn each_figure(
    view: &View<'_>,
    event: &Name,
    question: &Question,
    take: &mut dyn FnMut(FigureDays) -> Result<()>,
) -> Result<()> {
    all_counted(view, event)?.iter().try_for_each(|counted| counted.each_figure(view, question, take))
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
    each_figure(view, event, &Question::default(), &mut |FigureDays { id, figure }| {
        take(figure, figures::acts_that_count(view, id)?)
    })
}

/// The series of an event, by its canonical name, that count what has happened.
fn all_counted(view: &View<'_>, event: &Name) -> Result<Vec<CountedFigure>> {
    let mut all = Vec::new();
    for printed in series::printed(view, NameKind::Event, event) {
        let mut statement = view.conn.prepare_cached(COUNTS)?;
        let mut rows = statement.query([printed])?;
        while let Some(row) = rows.next()? {
            all.push(CountedFigure::read(view, row)?);
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
    count_type: CountType,
    is_missing: bool,
    /// Who is counted and where, by the names that stand for all.
    scope: String,
}

impl CountedFigure {
    fn read(view: &View<'_>, row: &Row<'_>) -> Result<CountedFigure> {
        let (count_type, measure): (String, String) = (row.get(1)?, row.get(2)?);
        let (place, group, rest): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let is_missing = measure == Measure::Missing.word();
        let name = |kind, text: &str| canonical(view, kind, text).map(|name| name.to_string());
        let scope = match is_missing {
            true => format!(
                "{:?} {:?} {rest} {count_type}",
                name(NameKind::Place, &place),
                name(NameKind::Group, &group)
            ),
            false => String::new(),
        };
        let count_type = CountType::from_word(&count_type).unwrap_or(CountType::Total);
        Ok(CountedFigure { series: row.get(0)?, count_type, is_missing, scope })
    }

    fn add_days(&self, view: &View<'_>, question: &Question, tally: &mut EventTally) -> Result<()> {
        let changed = self.changed(view)?;
        let is_plain =
            !self.is_missing && view.visibility.hides_nothing() && *question == Question::default();
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
        let origin = pack::read_window(window)?.filter(|_| self.count_type == CountType::Total);
        Ok(origin.map(|origin| origin.first_day(as_of)))
    }

    fn days_of(&self, as_of: i64, known_at: i64, window: i64) -> Result<EventDays> {
        let as_of = pack::read_as_of(as_of)?.date();
        Ok(EventDays {
            started: self.started(as_of, window)?,
            first_seen: Some(as_of.first_day().min(published(known_at)?.date.first_day())),
            newest: Some(as_of.last_day()),
            missing: None,
        })
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
        let mut statement = view.conn.prepare_cached(if self.is_missing { MISSING } else { DAYS })?;
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
                let missing = if self.is_missing { self.missing(view, row)? } else { None };
                take(FigureDays { id: FigureId(id), figure: EventFigure { missing, ..figure } })?;
            }
        }
        Ok(())
    }

    /// What a row of [`MISSING`] says of who is missing; `None` for a statement without a number.
    fn missing(&self, view: &View<'_>, row: &Row<'_>) -> Result<Option<MissingCount>> {
        let Some(is_above_zero) = is_above_zero(row)? else { return Ok(None) };
        Ok(Some(MissingCount { of: self.scope.clone(), by: voice(view, row)?, is_above_zero }))
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

/// Whether a row of [`MISSING`] counts anybody; `None` for a statement without a number.
fn is_above_zero(row: &Row<'_>) -> Result<Option<bool>> {
    let (low, high): (i64, i64) = (row.get(4)?, row.get(5)?);
    Ok((low >= 0).then_some(high != 0))
}

/// Who answers for a row of [`MISSING`].
fn voice(view: &View<'_>, row: &Row<'_>) -> Result<CountedBy> {
    let (authority, publisher): (String, String) = (row.get(6)?, row.get(7)?);
    Ok(match authority.as_str() {
        "" => CountedBy::Publisher(canonical(view, NameKind::Publisher, &publisher)),
        authority => CountedBy::Authority(canonical(view, NameKind::Authority, authority)),
    })
}

fn canonical(view: &View<'_>, kind: NameKind, text: &str) -> Option<Name> {
    Name::read(text).map(|name| view.names().canonical(kind, &name))
}

/// When something was published, by its day alone.
fn published(known_at: i64) -> Result<Moment> {
    Moment::from_packed(known_at & DAY_OF_MOMENT)
        .ok_or_else(|| StoreFault::Unreadable { table: "figure", what: format!("{known_at} is not a date") })
}
