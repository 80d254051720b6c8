//! Weeks of a year: `2022-W12` by ISO 8601, and epidemiological weeks.
//!
//! Sources: ISO 8601-1:2019, 5.2.3; CDC, "MMWR Weeks" (ndc.services.cdc.gov, MMWR_Week_overview.pdf). The first week of a
//! year is by both the one with at least four of its days in January, which is the one that holds 4 January.

use super::super::unseen::seen;
use super::{DateFault, Day, Weeks};

/// The seven days of a week, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
}

/// A week as it is written: year, week, and the day of the week where that is given too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WrittenWeek {
    year: i32,
    week: u8,
    day: Option<u8>,
}

impl Week {
    /// The week that a whole text is; `None` where it is none, and where it names a day of one.
    pub fn in_text(text: &str, weeks: Weeks) -> Option<Week> {
        let week = Week::read(seen(text).trim(), weeks)?.ok()?;
        (week.first < week.last).then_some(week)
    }

    /// Reads `2022-W12`, `2022W12`, `2022-W2` and `2022 W12`; by ISO also `2022-W12-3` and `2022W123`, one day of such a
    /// week. `None` where the text is no week.
    pub(super) fn read(text: &str, weeks: Weeks) -> Option<Result<Week, DateFault>> {
        let written = WrittenWeek::read(text)?;
        Some(match written.day {
            Some(_) if weeks == Weeks::Epi => Err(DateFault::unreadable(text)),
            _ => written.days(weeks),
        })
    }
}

impl WrittenWeek {
    fn read(text: &str) -> Option<WrittenWeek> {
        let (year, rest) = text.split_at_checked(4)?;
        let rest = rest.strip_prefix(['-', ' ']).unwrap_or(rest).strip_prefix(['W', 'w'])?;
        let (week, day) = match rest.split_once('-') {
            Some((week, day)) => (week, Some(day)),
            None if rest.len() == 3 => (rest.get(..2)?, rest.get(2..)),
            None => (rest, None),
        };
        let fits = year.bytes().chain(week.bytes()).all(|byte| byte.is_ascii_digit());
        let day = match day {
            Some(day) => Some(day.parse().ok().filter(|one| day.len() == 1 && (1..=7).contains(one))?),
            None => None,
        };
        let is_week = fits && (1..=2).contains(&week.len());
        Some(WrittenWeek { year: year.parse().ok()?, week: week.parse().ok().filter(|_| is_week)?, day })
    }

    fn days(self, weeks: Weeks) -> Result<Week, DateFault> {
        let WrittenWeek { year, week, day } = self;
        let first = first_day(year, weeks).ok_or(DateFault::YearOutOfRange { year })?;
        let begin = first + (i32::from(week) - 1) * 7;
        // The year 9999 is the last, and has 52 weeks.
        let end = first_day(year + 1, weeks).unwrap_or(first + 52 * 7);
        if week == 0 || begin >= end {
            return Err(DateFault::NoSuchWeek { year, week });
        }
        let [from, to] = day.map_or([0, 6], |day| [i32::from(day) - 1; 2]);
        let [first, last] = [from, to].map(|after| Day::from_number(begin + after));
        // A day of it may lie before the first or behind the last year.
        let year = if begin < 0 { 0 } else { 10_000 };
        let days = first.zip(last).map(|(first, last)| Week { first, last });
        days.ok_or(DateFault::YearOutOfRange { year })
    }
}

/// The number of the first day of week 1 of a year. It may lie before the first day that can be kept.
fn first_day(year: i32, weeks: Weeks) -> Option<i32> {
    let fourth = Day::from_ymd(year, 1, 4)?.number();
    // 1 January 1970 was a Thursday.
    let since_monday = (fourth + 3).rem_euclid(7);
    Some(match weeks {
        Weeks::Iso => fourth - since_monday,
        Weeks::Epi => fourth - (since_monday + 1) % 7,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, weeks: Weeks) -> Option<String> {
        let read = Week::read(text, weeks)?;
        Some(match read {
            Ok(Week { first, last }) if first == last => first.to_string(),
            Ok(Week { first, last }) => format!("{first} {last}"),
            Err(fault) => fault.to_string(),
        })
    }

    #[test]
    fn weeks_are_seven_days_by_either_convention() {
        for (text, iso, epi) in [
            ("2022-W12", "2022-03-21 2022-03-27", "2022-03-20 2022-03-26"),
            ("2022W12", "2022-03-21 2022-03-27", "2022-03-20 2022-03-26"),
            ("2022-w1", "2022-01-03 2022-01-09", "2022-01-02 2022-01-08"),
            ("2022 W12", "2022-03-21 2022-03-27", "2022-03-20 2022-03-26"),
            ("2020-W53", "2020-12-28 2021-01-03", "2020-12-27 2021-01-02"),
            ("2015-W53", "2015-12-28 2016-01-03", "there is no week 53 in 2015"),
            ("2014-W53", "there is no week 53 in 2014", "2014-12-28 2015-01-03"),
            ("2021-W53", "there is no week 53 in 2021", "there is no week 53 in 2021"),
            ("2021-W00", "there is no week 0 in 2021", "there is no week 0 in 2021"),
            ("0001-W01", "0001-01-01 0001-01-07", "the year 0 is outside 1 to 9999"),
            ("2022-W12-3", "2022-03-23", "`2022-W12-3` is not a date"),
            ("2022W127", "2022-03-27", "`2022W127` is not a date"),
        ] {
            assert_eq!(read(text, Weeks::Iso).as_deref(), Some(iso), "{text}");
            assert_eq!(read(text, Weeks::Epi).as_deref(), Some(epi), "{text}");
        }
        for text in
            ["2022-12", "2022-W", "W12", "22-W12", "2022-W123456", "2022-W12-8", "2022-W12-", "2022--W12"]
        {
            assert_eq!(read(text, Weeks::Iso), None, "{text}");
        }
    }

    #[test]
    fn the_weeks_of_a_year_follow_each_other() {
        for (weeks, year) in
            [Weeks::Iso, Weeks::Epi].into_iter().flat_map(|weeks| (1900..2100).map(move |y| (weeks, y)))
        {
            let week = |week| WrittenWeek { year, week, day: None }.days(weeks);
            let last = if week(53).is_ok() { 53 } else { 52 };
            let end = week(last).unwrap().last;
            assert_eq!(Some(end.number() + 1), first_day(year + 1, weeks), "{year}");
            assert!(week(last + 1).is_err());
        }
    }
}
