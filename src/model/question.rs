//! What is asked: which days the figures hold for, what the public could know, what this desk had.

use super::date::{Day, Moment, PartialDate, Timestamp};
use super::recorded::Recorded;
use super::words::CountType;

/// The three clocks of a question, and the days that are cut out of a series; each is unbounded unless given, so that no
/// answer depends on the hour it is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    /// Figures that hold for this day or an earlier one, by its last day.
    pub as_of: Option<PartialDate>,
    /// What the public could know at this time; a day means its end.
    pub known_on: Option<Moment>,
    /// What this desk had recorded up to and including this time.
    pub recorded_by: Option<Timestamp>,
    /// Only figures that hold for these days.
    pub days: DayRange,
}

/// A range of days, in which a date lies by its last day; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// From the first day of this one on.
    pub from: Option<PartialDate>,
    /// Up to the last day of this one.
    pub to: Option<PartialDate>,
}

impl DayRange {
    /// Whether a date lies in it.
    pub fn holds(&self, date: PartialDate) -> bool {
        self.from.is_none_or(|from| date.last_day() >= from.first_day())
            && self.to.is_none_or(|to| date.last_day() <= to.last_day())
    }
}

impl Question {
    /// Whether a figure that holds for `date` is within the reference day and the days that are cut out. The reference day hides
    /// no projection: its day is the one that it
    /// speaks of, and what could be known of it is a matter of its publication.
    pub fn reaches(&self, count_type: CountType, date: PartialDate) -> bool {
        let reached = count_type == CountType::Projection
            || self.as_of.is_none_or(|limit| date.last_day() <= limit.last_day());
        reached && self.days.holds(date)
    }

    /// Whether a figure is within the reference day, the days that are cut out, and what the public could know.
    pub fn admits(&self, recorded: &Recorded) -> bool {
        let figure = &recorded.figure;
        self.reaches(figure.scope.count_type, figure.as_of.date()) && self.knows(figure.published_on)
    }

    /// Whether the public could know what was published at `published`.
    ///
    /// Two times with zones are compared as the instants they are; otherwise local days and times are, as printed.
    /// By the last day that the publication date allows. Within that day a time decides only where the question
    /// has one: what was published at an unknown hour is known at the end of its day.
    pub fn knows(&self, published: Moment) -> bool {
        let Some(limit) = self.known_on else { return true };
        if let (Some(said), Some(asked)) = (instant(published), instant(limit)) {
            return said <= asked;
        }
        let (day, last): (Day, Day) = (published.date.last_day(), limit.date.last_day());
        match (published.time, limit.time) {
            _ if day != last => day < last,
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(said), Some(asked)) => said.seconds() <= asked.seconds(),
        }
    }
}

/// Seconds since 1970 in UTC, where a moment has a time and a zone.
fn instant(moment: Moment) -> Option<i64> {
    let time = moment.time?;
    let local = i64::from(moment.date.first_day().number()) * 86_400 + i64::from(time.seconds());
    Some(local - i64::from(time.offset_minutes()?) * 60)
}
