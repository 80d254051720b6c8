//! When the desk did something: a point in UTC time, as its clock gave it.

use std::fmt;

use super::time::DAY_SECONDS;
use super::{DateFault, DateStyle, Day, Moment, PartialDate, TimeOfDay};

/// A point in UTC time as the desk's clock gives it: microseconds since 1970-01-01T00:00:00Z, leap seconds
/// not counted.
///
/// Invariant: in the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A time of the desk's clock as it is asked for. A day means its end, which a zone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTime {
    /// The end of a day, month or year.
    End(PartialDate),
    /// A point in time.
    At(Timestamp),
}

const DAY_MICROS: i64 = DAY_SECONDS as i64 * 1_000_000;

impl Timestamp {
    /// The point so many microseconds after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    pub fn from_micros(micros: i64) -> Option<Timestamp> {
        let day = i32::try_from(micros.div_euclid(DAY_MICROS)).ok()?;
        Day::from_number(day).map(|_| Timestamp(micros))
    }

    /// Microseconds since 1970-01-01T00:00:00Z, negative before.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The last microsecond of the day, month or year, in UTC.
    pub fn end_of(date: PartialDate) -> Timestamp {
        Timestamp((i64::from(date.last_day().number()) + 1) * DAY_MICROS - 1)
    }

    /// The point in time of a moment; `None` where it has no time, or no zone.
    pub fn of(moment: Moment) -> Option<Timestamp> {
        let (time, offset) = moment.time.and_then(|time| Some((time, time.offset_minutes()?)))?;
        let seconds = i64::from(time.seconds()) - i64::from(offset) * 60;
        Timestamp::from_micros(i64::from(moment.date.first_day().number()) * DAY_MICROS + seconds * 1_000_000)
    }

    /// The UTC day it falls on.
    pub fn day(self) -> Day {
        Day::clamped(i32::try_from(self.0.div_euclid(DAY_MICROS)).unwrap_or(Day::MAX.number()))
    }

    /// Reads a time as in RFC 3339, in any zone, cut to microseconds; or a day (month, year), which means
    /// its end, UTC (`docs/rules.md`, "Three clocks").
    ///
    /// # Errors
    /// Those of [`Moment::read`]; [`DateFault::NoZone`] when there is a time without a
    /// zone.
    pub fn read(text: &str) -> Result<Timestamp, DateFault> {
        DeskTime::read(text).map(|time| match time {
            DeskTime::End(date) => Timestamp::end_of(date),
            DeskTime::At(point) => point,
        })
    }

    /// As a moment in UTC, to the second.
    pub fn to_the_second(self) -> Moment {
        let date = self.day().to_date();
        let seconds = self.0.div_euclid(1_000_000).rem_euclid(i64::from(DAY_SECONDS));
        let time = TimeOfDay::new(u32::try_from(seconds).unwrap_or(0), Some(0));
        time.and_then(|time| Moment::at(date, time)).unwrap_or(Moment::on(date))
    }

    /// As somebody asks for it: the day alone where it is the end of one.
    pub fn as_asked(self) -> Moment {
        let day = self.day().to_date();
        if self == Timestamp::end_of(day) { Moment::on(day) } else { self.to_the_second() }
    }

    /// As in RFC 3339, in UTC: `2023-10-25T14:30:05.123456Z`; zeros that end the fraction are cut.
    pub fn iso(self) -> String {
        self.to_string()
    }
}

impl DeskTime {
    /// Reads what [`Timestamp::read`] does, and leaves open when a day ends.
    ///
    /// # Errors
    /// Those of [`Timestamp::read`].
    pub fn read(text: &str) -> Result<DeskTime, DateFault> {
        let (moment, micros) = Moment::read_with_micros(text, DateStyle::UNDECIDED)?;
        let Some(time) = moment.time else {
            return Ok(DeskTime::End(moment.date));
        };
        if time.offset_minutes().is_none() {
            return Err(DateFault::NoZone { iso: moment.iso() });
        }
        let point =
            Timestamp::of(moment).and_then(|point| Timestamp::from_micros(point.0 + i64::from(micros)));
        let is_early = moment.date.first_day().number() < 0;
        point.map(DeskTime::At).ok_or(DateFault::YearOutOfRange { year: if is_early { 0 } else { 10_000 } })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.0.rem_euclid(DAY_MICROS);
        let (seconds, micros) = (of_day / 1_000_000, of_day % 1_000_000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day())?;
        if micros != 0 {
            let digits = format!("{micros:06}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}
