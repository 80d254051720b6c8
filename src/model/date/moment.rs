//! When something was said or published.

use std::fmt;

use super::super::unseen::seen;
use super::time::{DAY_SECONDS, MAX_OFFSET};
use super::{DateFault, DateStyle, PartialDate, Precision, TimeOfDay, read};

/// When something was said or published: a partial date, and a time with an optional zone where the source
/// gives one.
///
/// Date and time are local, as printed. Two moments are equal only when they were printed alike: the same
/// instant in another zone is another moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The local calendar day, month or year.
    pub date: PartialDate,
    /// The local time; `None` when the source gives none. Only meaningful with a date known to the day,
    /// which is all that [`Moment::read`] and [`Moment::at`] build.
    pub time: Option<TimeOfDay>,
}

/// Added to the packed date so that days from the year 534 to 1970 stay above zero. Earlier ones wrap around in their bits.
const DATE_BIAS: i64 = 1 << 21;
const DATE_BITS: u32 = 28;
const LOW_DATE: i64 = (1 << DATE_BITS) - 1;
const TIME_BITS: u32 = 17;
/// Added to the offset from UTC in minutes, so that 0 is left to say "no zone".
const ZONE_BIAS: i64 = MAX_OFFSET as i64 + 1;

impl Moment {
    /// Reads `2023-10-25`, `2023-10-25T14:30`, `2023-10-25 14:30:05`, with `Z` or `+03:00`, and all that
    /// [`PartialDate::read`] accepts. Fractions of a second are cut.
    ///
    /// # Errors
    /// Those of [`PartialDate::read`], and [`DateFault::BadTime`].
    pub fn read(text: &str) -> Result<Moment, DateFault> {
        Moment::read_with(text, None)
    }

    /// As [`read`](Self::read), in a column of which it is known how it writes its days.
    ///
    /// # Errors
    /// Those of [`PartialDate::read_with`], and [`DateFault::BadTime`].
    pub fn read_with(text: &str, style: impl Into<DateStyle>) -> Result<Moment, DateFault> {
        Moment::read_with_micros(text, style.into()).map(|(moment, _)| moment)
    }

    /// The moment, and the microseconds that it drops.
    pub(super) fn read_with_micros(text: &str, style: DateStyle) -> Result<(Moment, u32), DateFault> {
        let text = seen(text);
        let text = text.trim();
        let Some((day, time)) = read::split_time(text) else {
            return read::date(text, style).map(|date| (Moment::on(date), 0));
        };
        let date = read::date(day, style)?;
        let (time, micros) = TimeOfDay::read(time)?;
        Moment::at(date, time).map(|moment| (moment, micros)).ok_or_else(|| DateFault::bad_time(text))
    }

    /// A moment without a time.
    pub fn on(date: PartialDate) -> Moment {
        Moment { date, time: None }
    }

    /// A moment with a time; `None` when the date is not known to the day.
    pub fn at(date: PartialDate, time: TimeOfDay) -> Option<Moment> {
        (date.precision() == Precision::Day).then_some(Moment { date, time: Some(time) })
    }

    /// As far as it is known: `2023`, `2023-10-25T14:30`, `2023-10-25T14:30:05+03:00`.
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// The date for sentences, without the time: `24 October 2023`.
    pub fn long(self) -> String {
        self.date.long()
    }

    /// By what moments are put in order: the number of the first day, then the local time (0 when there is
    /// none, else seconds since midnight plus 1).
    ///
    /// Times are compared as printed, whatever their zones, because some have none (`docs/rules.md`, "Order in
    /// a track").
    pub fn order_key(self) -> (i32, u32) {
        (self.date.first_day().number(), self.time.map_or(0, |time| time.seconds() + 1))
    }

    /// The form in the store, never negative. It does not sort in any useful way; see
    /// [`order_key`](Self::order_key).
    ///
    /// | bits | content |
    /// |---|---|
    /// | 0..28 | [`PartialDate::to_packed`] plus 2,097,152, in two's complement where that is below zero, before 534 |
    /// | 28..45 | 0 without a time, else seconds since local midnight plus 1 |
    /// | 45..56 | 0 without a zone, else minutes east of UTC plus 841 |
    ///
    /// Without a time it is below 2^24 from the year 534 on: three bytes in SQLite up to the year 6276. A time beside a date that
    /// is not known to the day is left out.
    pub fn to_packed(self) -> i64 {
        let date = i64::from(self.date.to_packed()) + DATE_BIAS;
        let known = self.time.filter(|_| self.date.precision() == Precision::Day);
        let time = known.map_or(0, |time| i64::from(time.seconds()) + 1);
        let zone = known.and_then(TimeOfDay::offset_minutes).map_or(0, |zone| i64::from(zone) + ZONE_BIAS);
        date & LOW_DATE | time << DATE_BITS | zone << (DATE_BITS + TIME_BITS)
    }

    /// The moment behind [`to_packed`](Self::to_packed); `None` for a number that no moment packs to.
    pub fn from_packed(packed: i64) -> Option<Moment> {
        let low = |bits: u32| (1_i64 << bits) - 1;
        let biased = packed & LOW_DATE;
        let is_wrapped = biased >> (DATE_BITS - 1) == 1;
        let date = i32::try_from(biased - DATE_BIAS - if is_wrapped { 1 << DATE_BITS } else { 0 }).ok()?;
        let date = PartialDate::from_packed(date)?;
        let time = u32::try_from(packed >> DATE_BITS & low(TIME_BITS)).ok()?;
        let zone = match packed >> (DATE_BITS + TIME_BITS) {
            0 => None,
            zone => Some(i16::try_from(zone - ZONE_BIAS).ok()?),
        };
        match (time, zone) {
            (0, None) => Some(Moment::on(date)),
            (1..=DAY_SECONDS, _) => Moment::at(date, TimeOfDay::new(time - 1, zone)?),
            _ => None,
        }
    }
}

impl From<PartialDate> for Moment {
    fn from(date: PartialDate) -> Moment {
        Moment::on(date)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            None => self.date.fmt(f),
            Some(time) => write!(f, "{}T{time}", self.date),
        }
    }
}
