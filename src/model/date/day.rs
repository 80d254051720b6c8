//! One whole day as a number.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{PartialDate, Precision};

/// A day number: days since 1970-01-01, negative before.
///
/// Invariant: from 0001-01-01 to 9999-12-31, so that every day can be printed with a year of four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days from 0000-12-31, where chrono counts from, to 1970-01-01.
const EPOCH_FROM_COMMON_ERA: i32 = 719_163;

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31.
    pub const MAX: Day = Day(2_932_896);

    /// The day of that date; `None` when there is none or the year is outside `1..=9999`.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(|date| Day(number_of(date)))
    }

    /// The day with that number; `None` outside [`MIN`](Self::MIN) to [`MAX`](Self::MAX).
    pub fn from_number(number: i32) -> Option<Day> {
        (Day::MIN.0..=Day::MAX.0).contains(&number).then_some(Day(number))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// So many days later, or earlier when negative; stops at [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
    pub fn plus_days(self, days: i32) -> Day {
        Day::clamped(self.0.saturating_add(days))
    }

    /// Days from `other` to this one: negative when `other` is later.
    pub fn days_since(self, other: Day) -> i32 {
        self.0 - other.0
    }

    /// The date known to the day.
    pub fn to_date(self) -> PartialDate {
        PartialDate::starting(self, Precision::Day)
    }

    /// The nearest day that can be printed.
    pub(super) fn clamped(number: i32) -> Day {
        Day(number.clamp(Day::MIN.0, Day::MAX.0))
    }

    /// Year, month and day, the last two from 1.
    pub(crate) fn ymd(self) -> (i32, u32, u32) {
        let date = NaiveDate::from_num_days_from_ce_opt(self.0 + EPOCH_FROM_COMMON_ERA).unwrap_or_default();
        (date.year(), date.month(), date.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_date().fmt(f)
    }
}

/// Days from 1970-01-01 to that date.
pub(super) fn number_of(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_FROM_COMMON_ERA
}
