//! Days and windows as sentences say them, with no more precision than is known.

use crate::model::date::{Moment, PartialDate, Precision, TimeOfDay};
use crate::model::figure::{Figure, Window};
use crate::model::words::CountType;

/// `on 24 October 2023`, `in October 2023`, `in 2023`.
pub fn on(date: PartialDate) -> String {
    match date.precision() {
        Precision::Day => format!("on {}", date.long()),
        Precision::Month | Precision::Year => format!("in {}", date.long()),
    }
}

/// As [`on`], with the time where there is one: `at 18:00 UTC on 24 October 2023`.
pub fn at(moment: Moment) -> String {
    let day = on(moment.date);
    let clock = |time: String| match time.find(['+', '-']) {
        Some(zone) => format!("{} (UTC{})", &time[..zone], &time[zone..]),
        None => time.replace('Z', " UTC"),
    };
    moment.time.map_or(day.clone(), |time| format!("at {} {day}", clock(time.to_string())))
}

/// `between 17 and 18 July 2020`, `between 30 July and 1 August 2020`; of one day, `between 12:00 and 20:00 on 16 July 2020`.
pub fn between(since: Moment, until: Moment) -> String {
    match (since.time, until.time) {
        (Some(from), Some(to)) if since.date == until.date => {
            let words = |time: TimeOfDay| time.to_string().replace('Z', " UTC");
            format!("between {} and {} {}", words(from), words(to), on(until.date))
        }
        _ => {
            let (from, to) = (beside(since.date, until.date), until.date.long());
            let month = |text: &str| text.split_once(' ').map(|(_, month)| month.to_owned());
            let is_of_one_month = month(&from).is_some_and(|month| to.contains(&format!(" {month} ")));
            let from = from.split_once(' ').map(|(day, _)| day).filter(|_| is_of_one_month).unwrap_or(&from);
            format!("between {from} and {to}")
        }
    }
}

/// A time of ours, cut to its minutes: `2023-10-25 18:00`.
pub fn minutes(iso: &str) -> String {
    iso.get(..16).unwrap_or(iso).replace('T', " ")
}

/// A day without its year where a day of that year was just named: `25 October`.
pub fn beside(date: PartialDate, named: PartialDate) -> String {
    let year = |date: PartialDate| date.iso().split('-').next().map(str::to_owned);
    let long = date.long();
    if date.precision() == Precision::Year
        || named.precision() == Precision::Year
        || year(date) != year(named)
    {
        return long;
    }
    long.rsplit_once(' ').map_or(long.clone(), |(day, _)| day.to_owned())
}

/// A day without its year where every day that was named before is of that year.
pub fn beside_each(date: PartialDate, named: &[PartialDate]) -> String {
    let full = named.iter().map(|named| beside(date, *named)).find(|said| *said == date.long());
    full.unwrap_or_else(|| named.first().map_or_else(|| date.long(), |named| beside(date, *named)))
}

/// The window of a period count, as far as it is stated: `in the 24 hours to 24 October 2023`, `on 25 October 2023`,
/// `from 20 September to 31 December 2017`, `in 24 hours` where its end is not stated.
pub fn window(figure: &Figure) -> Option<String> {
    let end = figure.as_of.stated();
    Some(match (figure.window, end) {
        (Some(window @ Window::Hours(_)), Some(end)) => {
            format!("in the {} to {}", length(window), end.long())
        }
        (Some(window @ Window::Hours(_)), None) => format!("in {}", length(window)),
        (Some(Window::From(start)), Some(end)) if start == end => on(end),
        (Some(Window::From(start)), Some(end)) => format!("from {} to {}", beside(start, end), end.long()),
        (Some(Window::From(start)), None) => format!("from {} on", start.long()),
        (None, Some(_) | None) => return None,
    })
}

/// The days for which a figure holds, behind what it counts: `as of 2 June 2024`, `by 2030` of what is to come, the window of
/// what is counted in one. `None` where none is stated.
pub fn held(figure: &Figure) -> Option<String> {
    let count_type = figure.scope.count_type;
    let day = || figure.as_of.stated().map(|day| format!("{} {}", joint(count_type), day.long()));
    match count_type {
        CountType::Period | CountType::Increment => window(figure).or_else(day),
        CountType::Total | CountType::Current | CountType::Projection => day(),
    }
}

/// How a day for which a figure holds is joined to it: what is to come holds `by` its day, else `as of` it.
pub fn joint(count_type: CountType) -> &'static str {
    match count_type {
        CountType::Projection => "by",
        CountType::Total | CountType::Current | CountType::Period | CountType::Increment => "as of",
    }
}

/// `24 hours`, `7 days`, `one hour`.
fn length(window: Window) -> String {
    let Window::Hours(hours) = window else { return String::new() };
    match hours {
        1 => "one hour".to_owned(),
        hours if hours >= 72 && hours.is_multiple_of(24) => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::read(text).expect("a date")
    }

    #[test]
    fn precision_is_never_invented() {
        assert_eq!(on(date("2023-10-24")), "on 24 October 2023");
        assert_eq!(on(date("2023-10")), "in October 2023");
        assert_eq!(on(date("2023")), "in 2023");
        let at = |text| at(Moment::read(text).expect("a moment"));
        assert_eq!(at("2023-10-24T18:00Z"), "at 18:00 UTC on 24 October 2023");
        assert_eq!(
            [at("2023-10-24T18:00"), at("2023-10")],
            ["at 18:00 on 24 October 2023", "in October 2023"]
        );
    }

    #[test]
    fn a_time_asked_for_is_answered() {
        let moment = |text| Moment::read(text).expect("a moment");
        assert_eq!(at(moment("2018-11-16")), "on 16 November 2018");
        assert_eq!(at(moment("2018-11-16T12:00:00Z")), "at 12:00 UTC on 16 November 2018");
        assert_eq!(at(moment("2018-11-16T12:30+03:00")), "at 12:30 (UTC+03:00) on 16 November 2018");
        assert_eq!(at(moment("2018-11-16 12:30:05")), "at 12:30:05 on 16 November 2018");
    }

    #[test]
    fn a_year_is_left_out_only_where_all_days_before_are_of_it() {
        let (said, start) = (date("2024-01-19"), date("2023-04"));
        assert_eq!(beside_each(start, &[said]), "April 2023");
        assert_eq!(beside_each(date("2023-06"), &[said, start]), "June 2023");
        assert_eq!(beside_each(date("2024-01-02"), &[said]), "2 January");
        assert_eq!(beside_each(start, &[]), "April 2023");
    }

    #[test]
    fn what_two_days_share_is_named_once() {
        let between = |a, b| {
            let read = |text| Moment::read(text).expect("a moment");
            between(read(a), read(b))
        };
        assert_eq!(between("2020-07-17", "2020-07-18"), "between 17 and 18 July 2020");
        assert_eq!(between("2020-07-31", "2020-08-01T09:00Z"), "between 31 July and 1 August 2020");
        assert_eq!(between("2020-12-31", "2021-01-01"), "between 31 December 2020 and 1 January 2021");
        let of_one_day = between("2020-07-17T09:00Z", "2020-07-17T18:00Z");
        assert_eq!(of_one_day, "between 09:00 UTC and 18:00 UTC on 17 July 2020");
    }

    #[test]
    fn a_year_is_named_once() {
        assert_eq!(beside(date("2023-11-09"), date("2023-11-10")), "9 November");
        assert_eq!(beside(date("2022-11-09"), date("2023-11-10")), "9 November 2022");
        assert_eq!(beside(date("2023-09"), date("2023-11-10")), "September");
        assert_eq!(beside(date("2023"), date("2023-11-10")), "2023");
    }
}
