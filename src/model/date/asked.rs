//! A day or time as it is asked for: by itself, or so many days before today. What today is comes from outside.

use std::borrow::Cow;

use super::{DateFault, Day, DeskTime, Moment, PartialDate};

/// A day or time as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<T> {
    /// As it was written.
    Given(T),
    /// So many days before today: 0 is today.
    DaysAgo(u16),
}

/// What a day can stand for in a question.
pub trait FromDay {
    /// What a day means where this is asked for.
    fn from_day(day: PartialDate) -> Self;
}

impl<T: FromDay> Asked<T> {
    /// Reads `today`, `yesterday`, `3d` (three days before today), or what `read` reads.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn read(text: &str, read: fn(&str) -> Result<T, DateFault>) -> Result<Asked<T>, DateFault> {
        days_ago(text).map_or_else(|| read(text).map(Asked::Given), |days| Ok(Asked::DaysAgo(days)))
    }

    /// What is asked for on a day.
    pub fn on(self, today: Day) -> T {
        match self {
            Asked::Given(given) => given,
            Asked::DaysAgo(days) => T::from_day(before(today, days)),
        }
    }

    /// The day that is meant, where it is counted back from today.
    pub fn counted_back(&self, today: Day) -> Option<PartialDate> {
        match self {
            Asked::Given(_) => None,
            Asked::DaysAgo(days) => Some(before(today, *days)),
        }
    }
}

fn before(today: Day, days: u16) -> PartialDate {
    today.plus_days(-i32::from(days)).to_date()
}

/// A day that is counted back from today as the day that it is; any other text as it was typed.
pub fn written_out(text: &str, today: Day) -> Cow<'_, str> {
    days_ago(text).map_or(Cow::Borrowed(text), |days| Cow::Owned(before(today, days).iso()))
}

/// How many days before today a word means; `None`: it is no such word.
fn days_ago(text: &str) -> Option<u16> {
    let word = text.trim().to_ascii_lowercase();
    match word.as_str() {
        "today" => Some(0),
        "yesterday" => Some(1),
        _ => word.strip_suffix('d').filter(|days| days.bytes().all(|b| b.is_ascii_digit()))?.parse().ok(),
    }
}

impl FromDay for PartialDate {
    fn from_day(day: PartialDate) -> PartialDate {
        day
    }
}

impl FromDay for Moment {
    fn from_day(day: PartialDate) -> Moment {
        Moment::on(day)
    }
}

impl FromDay for DeskTime {
    /// A day means its end.
    fn from_day(day: PartialDate) -> DeskTime {
        DeskTime::End(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::from_ymd(2024, 3, 1).expect("a day")
    }

    fn day(text: &str) -> Result<String, DateFault> {
        Asked::read(text, PartialDate::read).map(|asked| asked.on(today()).iso())
    }

    #[test]
    fn days_are_counted_back_from_today() {
        for (text, expected) in [
            ("today", "2024-03-01"),
            ("Yesterday", "2024-02-29"),
            (" 3d ", "2024-02-27"),
            ("0d", "2024-03-01"),
            ("366D", "2023-03-01"),
            ("2023-10", "2023-10"),
            ("25 October 2023", "2023-10-25"),
        ] {
            assert_eq!(day(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["", "d", "-3d", "3 d", "3days", "tomorrow", "99999d", "1.5d", "d3"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_days_that_are_counted_back_are_written_out() {
        let texts = ["today", "2d", "2023-10-25T18:00Z", "nonsense"];
        let written = texts.map(|text| written_out(text, today()).into_owned());
        assert_eq!(written, ["2024-03-01", "2024-02-28", "2023-10-25T18:00Z", "nonsense"]);
    }

    #[test]
    fn a_day_of_the_desks_clock_means_its_end() {
        let asked = Asked::read("yesterday", DeskTime::read).expect("a time").on(today());
        assert_eq!(asked, DeskTime::End(PartialDate::read("2024-02-29").expect("a day")));
        let asked = Asked::read("1d", Moment::read).expect("a moment").on(today());
        assert_eq!(asked.iso(), "2024-02-29");
    }
}
