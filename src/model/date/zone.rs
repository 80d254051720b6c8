//! The time zone of a desk: which day it is there, and when a day ends.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::{Day, DeskTime, PartialDate, Timestamp};

/// A time zone by its name in the IANA list, with all its summer times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// Where nothing else is said.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// Reads a name such as `Europe/Berlin`, whatever its case.
    pub fn read(name: &str) -> Option<Zone> {
        TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(name.trim())).map(|zone| Zone(*zone))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The day that it is there.
    pub fn day_of(self, time: Timestamp) -> Day {
        let there = DateTime::from_timestamp_micros(time.micros()).map(|utc| utc.with_timezone(&self.0));
        let day = there.and_then(|there| Day::from_ymd(there.year(), there.month(), there.day()));
        day.unwrap_or(time.day())
    }

    /// The last microsecond there of a day, month or year.
    pub fn end_of(self, date: PartialDate) -> Timestamp {
        self.start_of(date.last_day().plus_days(1))
            .filter(|_| date.last_day() < Day::MAX)
            .and_then(|start| Timestamp::from_micros(start - 1))
            .unwrap_or_else(|| Timestamp::end_of(date))
    }

    /// The point that is asked for there.
    pub fn point(self, time: DeskTime) -> Timestamp {
        match time {
            DeskTime::End(date) => self.end_of(date),
            DeskTime::At(point) => point,
        }
    }

    /// When a day begins there, in microseconds since 1970. Some days begin at one o'clock, since a summer time does, and one
    /// was left out whole where the date line moved.
    fn start_of(self, day: Day) -> Option<i64> {
        let (year, month, day) = day.ymd();
        let midnight = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)?;
        (0..=96).find_map(|quarters| {
            let local = midnight + TimeDelta::minutes(15 * quarters);
            self.0.from_local_datetime(&local).earliest().map(|start| start.timestamp_micros())
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::read(name).expect("a zone")
    }

    fn end_of(day: &str, name: &str) -> String {
        zone(name).end_of(PartialDate::read(day).expect("a day")).iso()
    }

    #[test]
    fn a_day_ends_at_midnight_there() {
        for (day, name, end) in [
            ("2023-10-24", "UTC", "2023-10-24T23:59:59.999999Z"),
            ("2023-10-24", "Europe/Berlin", "2023-10-24T21:59:59.999999Z"),
            ("2023-12-24", "europe/berlin", "2023-12-24T22:59:59.999999Z"),
            ("2023-10", "Asia/Gaza", "2023-10-31T21:59:59.999999Z"),
            // In Beirut the summer time begins at midnight: 2022-03-27 had no hour from 0 to 1.
            ("2022-03-26", "Asia/Beirut", "2022-03-26T21:59:59.999999Z"),
            // Samoa had no 30 December 2011.
            ("2011-12-29", "Pacific/Apia", "2011-12-30T09:59:59.999999Z"),
            ("9999-12-31", "Europe/Berlin", "9999-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(end_of(day, name), end, "{day} {name}");
        }
    }

    #[test]
    fn it_is_another_day_elsewhere() {
        let time = Timestamp::read("2023-10-24T22:30:00Z").expect("a time");
        for (name, day) in
            [("UTC", "2023-10-24"), ("Europe/Berlin", "2023-10-25"), ("America/New_York", "2023-10-24")]
        {
            assert_eq!(zone(name).day_of(time).to_string(), day, "{name}");
        }
    }

    #[test]
    fn what_is_no_zone_is_none() {
        for name in ["", "Berlin", "CEST", "+02:00", "Europe/Bonn"] {
            assert_eq!(Zone::read(name), None, "{name}");
        }
    }
}
