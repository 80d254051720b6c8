//! A time of the day, with the zone where the source gives one.

use std::fmt;

use super::DateFault;

/// A local time of the day to the second, and its distance from UTC where the source printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    seconds: u32,
    offset_minutes: Option<i16>,
}

/// Seconds in a day.
pub(super) const DAY_SECONDS: u32 = 86_400;
/// The largest distance from UTC in minutes, either way (XML Schema part 2, 3.2.7.3).
pub(super) const MAX_OFFSET: i16 = 14 * 60;

impl TimeOfDay {
    /// A time: seconds since local midnight, below 86,400; minutes east of UTC, from -840 to 840, `None`
    /// when the source names no zone. `None` when one of them is out of range.
    pub fn new(seconds: u32, offset_minutes: Option<i16>) -> Option<TimeOfDay> {
        let zone_exists = offset_minutes.is_none_or(|minutes| (-MAX_OFFSET..=MAX_OFFSET).contains(&minutes));
        (seconds < DAY_SECONDS && zone_exists).then_some(TimeOfDay { seconds, offset_minutes })
    }

    /// Seconds since local midnight.
    pub fn seconds(self) -> u32 {
        self.seconds
    }

    /// Minutes east of UTC; `None` when the source names no zone.
    pub fn offset_minutes(self) -> Option<i16> {
        self.offset_minutes
    }

    /// Reads `14:30`, `14:30:05`, `14:30:05.25`, `2:30 PM`, each with nothing, `Z`, `UTC`, `GMT` or `+03:00`.
    ///
    /// Also gives the microseconds, which a time of the day drops. A leap second is refused.
    pub(super) fn read(text: &str) -> Result<(TimeOfDay, u32), DateFault> {
        parse(text).ok_or_else(|| DateFault::bad_time(text))
    }
}

/// `14:30`, `14:30:05`, followed by `Z` or `+03:00` where there is a zone.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        write!(f, "{hour:02}:{minute:02}")?;
        if second != 0 {
            write!(f, ":{second:02}")?;
        }
        match self.offset_minutes {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

fn parse(text: &str) -> Option<(TimeOfDay, u32)> {
    let (clock, zone) = split_zone(text.trim());
    let (clock, half) = split_half(clock.trim_end());
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let mut parts = clock.split(':');
    let hour = hour_of(number(parts.next()?)?, half)?;
    let minute = number(parts.next()?)?;
    let second = parts.next();
    if parts.next().is_some() || minute > 59 || (fraction.is_some() && second.is_none()) {
        return None;
    }
    let second = second.map_or(Some(0), number).filter(|second| *second < 60)?;
    let micros = fraction.map_or(Some(0), micros)?;
    let offset = if zone.is_empty() { None } else { Some(offset(zone)?) };
    TimeOfDay::new(hour * 3600 + minute * 60 + second, offset).map(|time| (time, micros))
}

/// The clock part and the zone part, which is empty where there is none.
fn split_zone(text: &str) -> (&str, &str) {
    let ending = |word: &str| {
        let at = text.len().checked_sub(word.len())?;
        text.get(at..).filter(|end| end.eq_ignore_ascii_case(word)).map(|_| at)
    };
    let at = ending("UTC")
        .or_else(|| ending("GMT"))
        .or_else(|| ending("Z"))
        .or_else(|| text.find(['+', '-', '−']));
    text.split_at(at.unwrap_or(text.len()))
}

/// The clock part, and 12 for PM, 0 for AM, `None` for a clock of 24 hours.
fn split_half(text: &str) -> (&str, Option<u32>) {
    for (ending, hours) in [("AM", 0), ("PM", 12), ("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)] {
        if let Some(clock) = text.strip_suffix(ending) {
            return (clock.trim_end(), Some(hours));
        }
    }
    (text, None)
}

fn hour_of(hour: u32, half: Option<u32>) -> Option<u32> {
    match half {
        None => (hour < 24).then_some(hour),
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half),
    }
}

/// Minutes east of UTC of `Z`, `UTC`, `GMT`, `+03:00`, `+0300` or `+03`.
fn offset(zone: &str) -> Option<i16> {
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return Some(0),
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 if digits.is_ascii() => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    let minutes = i16::try_from(hours * 60 + minutes).ok().filter(|_| minutes < 60)?;
    (minutes <= MAX_OFFSET).then_some(sign * minutes)
}

/// The microseconds of the digits after the decimal sign; further digits are cut.
fn micros(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(fraction.bytes().chain([b'0'; 6]).take(6).fold(0, |sum, b| sum * 10 + u32::from(b - b'0')))
}

/// A number of one or two digits.
fn number(text: &str) -> Option<u32> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
