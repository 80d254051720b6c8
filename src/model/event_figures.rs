//! The figures of an event, as far as they tell when it began and whether it is still open.

use rustc_hash::FxHashMap;

use super::date::{Day, Moment, PartialDate};
use super::event_days::EventDays;
use super::name::Name;
use super::question::Question;
use super::words::CountType;

/// One figure of an event that counts what has happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventFigure {
    /// The last day that it covers, stated or assumed.
    pub as_of: PartialDate,
    /// When it was published.
    pub published: Moment,
    /// Of a total the first day that it covers, as stated.
    pub started: Option<Day>,
    /// Of a count of missing people, of whom, and whether it is above zero.
    pub missing: Option<MissingCount>,
}

/// A count of missing people.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MissingCount {
    /// Who is counted and where, by the names that stand for all: of two counts that are one, the same text.
    pub of: String,
    /// Who says so.
    pub by: CountedBy,
    /// Whether anybody is missing.
    pub is_above_zero: bool,
}

/// Who answers for a count, aliases resolved: its authority, or else its publisher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CountedBy {
    /// The authority that made it.
    Authority(Option<Name>),
    /// The publisher's own voice.
    Publisher(Option<Name>),
}

/// What figures of an event say together.
#[derive(Clone, Debug, Default)]
pub struct EventTally {
    days: EventDays,
    missing: FxHashMap<(String, CountedBy), NewestCount>,
}

/// A count of missing people, in the order of a track. Of two that were published at one time the higher is the newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NewestCount {
    as_of: Day,
    published: (i32, u32),
    is_above_zero: bool,
    last_day: Day,
}

impl EventFigure {
    /// Whether a question may know it, whatever became of it.
    pub fn is_known(&self, question: &Question) -> bool {
        // A target day of a projection says nothing of an event: there is no such figure here.
        question.reaches(CountType::Total, self.as_of) && question.knows(self.published)
    }
}

impl EventTally {
    /// What whole series say, of which nothing but their ends is read.
    pub fn add(&mut self, days: EventDays) {
        self.days = self.days.and(days);
    }

    /// Takes in a figure. One that was withdrawn says of nobody that he is missing.
    pub fn take(&mut self, figure: &EventFigure, is_withdrawn: bool) {
        self.add(EventDays::of_dates(figure.as_of, figure.published.date, figure.started));
        let Some(MissingCount { of, by, is_above_zero }) = &figure.missing else { return };
        let count = NewestCount {
            as_of: figure.as_of.first_day(),
            published: figure.published.order_key(),
            is_above_zero: *is_above_zero && !is_withdrawn,
            last_day: figure.as_of.last_day(),
        };
        let newest = self.missing.entry((of.clone(), by.clone())).or_insert(count);
        *newest = (*newest).max(count);
    }

    /// What they say.
    pub fn told(&self) -> EventDays {
        let above_zero = self.missing.values().filter(|count| count.is_above_zero);
        EventDays { missing: above_zero.map(|count| count.last_day).max(), ..self.days }
    }
}
