//! The order of figures: in a track by the day they hold for, in knowledge by when the public could know them.

use crate::model::date::{Day, Moment, PartialDate};
use crate::model::figure::Figure;
use crate::model::recorded::Recorded;
use crate::model::words::CountType;

/// A moment as it is put in order: first day, then time, none before any (`docs/rules.md`, "Dates").
type MomentKey = (i32, u32);

/// The place of a figure in its track: as_of, published_on, stated_on, recorded number (`docs/rules.md`, "Order in a
/// track"). No two figures of a store have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrackKey {
    as_of: Day,
    published: MomentKey,
    stated: Option<MomentKey>,
    order: i64,
}

impl TrackKey {
    /// The place of a figure that holds for `as_of`: its own day, or the one that it takes from another figure. A projection
    /// speaks of the last day of its target: "by 2030" is "by 31 December 2030".
    pub fn new(recorded: &Recorded, as_of: PartialDate) -> TrackKey {
        let figure = &recorded.figure;
        TrackKey {
            as_of: match figure.scope.count_type {
                CountType::Projection => as_of.last_day(),
                _ => as_of.first_day(),
            },
            published: figure.published_on.order_key(),
            stated: figure.details.stated_on.map(Moment::order_key),
            order: recorded.order,
        }
    }
}

/// A place in a track without the order of recording, which is no more than the order of rows in a file.
type When = (Day, MomentKey, Option<MomentKey>);

impl TrackKey {
    /// All but the order of recording.
    pub fn when(&self) -> When {
        (self.as_of, self.published, self.stated)
    }

    /// Whether nothing but the order of recording tells which of two figures is the newer.
    pub fn ties_with(&self, other: &TrackKey) -> bool {
        // A figure of an unknown hour may be older or newer than one of a known hour of that day.
        let are_parted = |a: MomentKey, b: MomentKey| a.0 != b.0 || (a.1 != b.1 && a.1 > 0 && b.1 > 0);
        let stated = self.stated.zip(other.stated);
        self.as_of == other.as_of
            && !are_parted(self.published, other.published)
            && !stated.is_some_and(|(a, b)| are_parted(a, b))
    }
}

/// The order in which figures became known: published_on, time, as_of, recorded number. Where these leave
/// only the number to decide, what was stated later is known later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownKey {
    published: MomentKey,
    as_of: Day,
    stated: Option<MomentKey>,
    order: i64,
}

impl KnownKey {
    /// The same but for the order of recording: equal where only rows part two figures.
    pub fn without_rows(self) -> KnownKey {
        KnownKey { order: 0, ..self }
    }

    /// When a figure that holds for `as_of` became known.
    pub fn new(recorded: &Recorded, as_of: PartialDate) -> KnownKey {
        let figure = &recorded.figure;
        KnownKey {
            published: figure.published_on.order_key(),
            as_of: as_of.first_day(),
            stated: figure.details.stated_on.map(Moment::order_key),
            order: recorded.order,
        }
    }
}

/// Whether nothing but the row order tells two figures of the same day apart: published on the same day, without
/// two times that differ, and not stated at two times that differ.
pub fn only_rows_part(a: &Figure, b: &Figure) -> bool {
    let stated = a.details.stated_on.zip(b.details.stated_on);
    !are_parted(a.published_on, b.published_on) && !stated.is_some_and(|(a, b)| are_parted(a, b))
}

fn are_parted(a: Moment, b: Moment) -> bool {
    let times = a.time.zip(b.time);
    a.date != b.date || times.is_some_and(|(a, b)| a.seconds() != b.seconds())
}

/// How the days of two dates stand to each other: by first day, and where that is the same the coarser date is later.
pub fn compare_days(a: PartialDate, b: PartialDate) -> std::cmp::Ordering {
    (a.first_day(), a.last_day()).cmp(&(b.first_day(), b.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::testing::Row;

    fn parted(a: Row, b: Row) -> bool {
        !only_rows_part(&a.figure(), &b.figure())
    }

    #[test]
    fn two_times_part_and_one_does_not() {
        let at = |text| Row::new("8").published(text);
        assert!(!parted(at("2023-10-25"), at("2023-10-25")));
        assert!(!parted(at("2023-10-25"), at("2023-10-25T10:00")));
        assert!(parted(at("2023-10-25T09:00"), at("2023-10-25T10:00")));
        assert!(parted(at("2023-10-25"), at("2023-10-26")));
        assert!(parted(at("2023-10-25").stated("2023-10-24"), at("2023-10-25").stated("2023-10-25")));
        assert!(!parted(at("2023-10-25").stated("2023-10-24"), at("2023-10-25")));
    }
}
