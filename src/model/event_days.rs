//! When an event began and whether it is still open, as far as figures tell (`docs/rules.md`, "First days").

use super::date::{Day, PartialDate};
use super::event_kind::{EventKind, is_fighting};
use super::figure::Figure;
use super::name::Name;
use super::names::Names;
use super::words::CountType;

/// After how many days before the newest stated day a total or a stock counts as older, unless the desk says otherwise.
const STALE_AFTER_DAYS: u32 = 7;

/// What all figures of an event say of its days; those of one series are a part of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EventDays {
    /// The earliest first day that a total covers, as stated.
    pub started: Option<Day>,
    /// The earliest day for which a figure holds or on which it was published; projections aside.
    pub first_seen: Option<Day>,
    /// The newest day for which a figure holds.
    pub newest: Option<Day>,
    /// The newest day of a newest count of missing people that is above zero, of any body, place or group.
    pub missing: Option<Day>,
}

/// Which figures decide the course of an event; each of these asks more than the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CourseGrounds {
    /// Totals: fighting that goes on has first days only by what totals say that they cover.
    Totals,
    /// All: the toll of what goes on can grow whoever is missing.
    All,
    /// All, and who is missing.
    AllAndMissing,
}

/// What decides whether a toll of an event can have grown from one day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventCourse {
    /// Whether its toll can grow by itself.
    pub kind: EventKind,
    /// The last of its first days; `None` where they are not known.
    last_first_day: Option<Day>,
    /// Whether people are still missing.
    is_open: bool,
}

impl EventDays {
    /// What both say together.
    #[must_use]
    pub fn and(self, other: EventDays) -> EventDays {
        let earliest = |a: Option<Day>, b: Option<Day>| a.into_iter().chain(b).min();
        EventDays {
            started: earliest(self.started, other.started),
            first_seen: earliest(self.first_seen, other.first_seen),
            newest: self.newest.max(other.newest),
            missing: self.missing.max(other.missing),
        }
    }

    /// What one figure says, but for who is missing. A target day of a projection says nothing of the event.
    pub fn of_figure(figure: &Figure) -> EventDays {
        let count_type = figure.scope.count_type;
        if count_type == CountType::Projection {
            return EventDays::default();
        }
        let started = figure.window_first_day().filter(|_| count_type == CountType::Total);
        EventDays::of_dates(figure.as_of.date(), figure.published_on.date, started)
    }

    /// What a figure says that holds for a day and was published on another; of a total the first day that it covers.
    pub fn of_dates(as_of: PartialDate, published: PartialDate, started: Option<Day>) -> EventDays {
        EventDays {
            started,
            first_seen: Some(as_of.first_day().min(published.first_day())),
            newest: Some(as_of.last_day()),
            missing: None,
        }
    }

    /// What of it decides the course of an event ([`CourseGrounds`]).
    #[must_use]
    pub fn that_decide(self, event: &Name, names: &Names) -> EventDays {
        let with_missing = CourseGrounds::of(event, names) == CourseGrounds::AllAndMissing;
        EventDays {
            started: self.started,
            first_seen: self.first_seen.filter(|_| !is_fighting(event)),
            newest: self.newest.filter(|_| with_missing),
            missing: self.missing.filter(|_| with_missing),
        }
    }

    /// The course of an event with these days.
    pub fn course(self, event: &Name, names: &Names) -> EventCourse {
        let EventDays { started, first_seen, newest, missing } = self.that_decide(event, names);
        let first = started.into_iter().chain(first_seen).min();
        let days = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        let still_missing = missing.zip(newest).is_some_and(|(missing, newest)| {
            i64::from(newest.days_since(missing)) <= i64::from(stale_after_days(event, names))
        });
        EventCourse {
            kind: names.event_kind(event).kind,
            last_first_day: first.map(|first| first.plus_days(days(names.settling_days(event)))),
            is_open: still_missing,
        }
    }
}

impl CourseGrounds {
    /// Those of an event.
    pub fn of(event: &Name, names: &Names) -> CourseGrounds {
        match names.event_kind(event).kind {
            EventKind::Incident => CourseGrounds::AllAndMissing,
            EventKind::Ongoing if is_fighting(event) => CourseGrounds::Totals,
            EventKind::Ongoing => CourseGrounds::All,
        }
    }
}

impl EventCourse {
    /// Whether a date surely lies in the first days of the event.
    pub fn in_first_days(&self, date: PartialDate) -> bool {
        self.last_first_day.is_some_and(|last| date.last_day() <= last)
    }

    /// Whether a date surely lies after the first days, or these are not known.
    pub fn after_first_days(&self, date: PartialDate) -> bool {
        self.last_first_day.is_none_or(|last| date.first_day() > last)
    }

    /// Whether on a date the toll could no longer grow by itself: the event is an incident, its first days are over, and
    /// nobody is missing any more.
    pub fn is_settled(&self, date: PartialDate) -> bool {
        self.kind == EventKind::Incident && !self.is_open && self.after_first_days(date)
    }
}

/// After how many days a figure of this event counts as older; of a path, the innermost event that says so.
pub fn stale_after_days(event: &Name, names: &Names) -> u32 {
    names.outward(event).find_map(|event| names.stale_after_days(&event)).unwrap_or(STALE_AFTER_DAYS)
}
