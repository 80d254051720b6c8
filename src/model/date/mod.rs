//! Calendar days known to the year, the month or the day, moments with a time, and the desk's own clock times.

mod asked;
mod day;
mod fault;
mod moment;
mod read;
mod style;
mod time;
mod timestamp;
mod week;
mod zone;

use std::fmt;

use chrono::NaiveDate;

pub use asked::{Asked, FromDay, written_out};
pub use day::Day;
pub use fault::DateFault;
pub use moment::Moment;
pub(crate) use read::month_named;
pub use style::{Century, DateStyle, Weeks};
pub use time::TimeOfDay;
pub use timestamp::{DeskTime, Timestamp};
pub use week::Week;
pub use zone::Zone;

/// A calendar day known to the year, the month or the day. Local calendar day, as printed.
///
/// It stands for every day from [`first_day`](Self::first_day) to [`last_day`](Self::last_day), both
/// inclusive. `2023` and `2023-01-01` are different values: precision is never invented. Deliberately not
/// `Ord`: dates are put in order by their first day and are visible by their last (`docs/rules.md`,
/// "Dates"), so the caller says which.
///
/// Invariant: the year is in `1..=9999` and the day exists in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// Number of the first day times four, plus the precision: 0 year, 1 month, 2 day.
    packed: i32,
}

/// How much of a date is known; a coarser one is smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// The year and the month.
    Month,
    /// The day.
    Day,
}

/// Whether the day or the month stands first in dates such as `03/04/2024`: a decision for a whole column,
/// never for one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// `03/04/2024` is 3 April.
    DayFirst,
    /// `03/04/2024` is March 4.
    MonthFirst,
}

impl DateOrder {
    /// Which order a date needs, if only one makes sense and day and month stand in digits: `25/10/2023`. A cell that
    /// can be meant in two ways gives `None`, and so does one that is no such date. The century of a year in two digits is
    /// of no account.
    pub fn evidence(text: &str) -> Option<DateOrder> {
        let refused = |order: DateOrder| {
            let style =
                DateStyle { order: Some(order), century: Some(Century::From2000), ..DateStyle::UNDECIDED };
            matches!(Moment::read_with(text, style), Err(DateFault::OtherOrder { .. }))
        };
        match (refused(DateOrder::DayFirst), refused(DateOrder::MonthFirst)) {
            (false, true) => Some(DateOrder::DayFirst),
            (true, false) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The word of the command line: `dmy` or `mdy`.
    pub fn word(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "dmy",
            DateOrder::MonthFirst => "mdy",
        }
    }

    /// The order with this very word.
    pub fn from_word(word: &str) -> Option<DateOrder> {
        [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().find(|order| order.word() == word)
    }

    fn first(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
        }
    }
}

/// The English names of the months, January first.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How many days a date may lie after the day on which it was recorded: the source may be a time zone ahead of the desk,
/// whose clock is in UTC.
const AHEAD_OF_THE_DESK: i32 = 1;

impl PartialDate {
    /// Whether it begins so late that it cannot have been recorded on a day.
    pub fn is_after_recording(self, recorded_on: Day) -> bool {
        self.first_day().days_since(recorded_on) > AHEAD_OF_THE_DESK
    }

    /// Reads a date as newsrooms print it; blanks around it do not matter, nor does the case of letters.
    ///
    /// Read: `2023`, `2023-10`, `2023-10-25`, `20231025`, `2023/10/25`, `25 October 2023`, `25 Oct 2023`,
    /// `25-Oct-2023`, `October 25, 2023`, `Oct. 25, 2023`, `Oct 25 2023`, `25th October 2023`,
    /// `October 2023`, `Oct. 2023`; `25/10/2023`, `10/25/2023`, `25.10.2023`, `25-10-2023` where day and
    /// month cannot be confused or are the same number; and each whole day with a time behind it, of which
    /// the local day is kept. A week (`2022-W12`) stands for its last day. Marks that cannot be seen are left out.
    ///
    /// # Errors
    /// One fault for each kind of text that is refused; see [`DateFault`].
    pub fn read(text: &str) -> Result<PartialDate, DateFault> {
        PartialDate::read_with(text, None)
    }

    /// As [`read`](Self::read), in a column of which it is known how it writes its days.
    ///
    /// # Errors
    /// Those of [`read`](Self::read); [`DateFault::OtherOrder`] for a date that only makes sense in the
    /// other order, since it casts doubt on the decision.
    pub fn read_with(text: &str, style: impl Into<DateStyle>) -> Result<PartialDate, DateFault> {
        Moment::read_with(text, style).map(|moment| moment.date)
    }

    /// As [`read_with`](Self::read_with), where a window begins: a week stands for its first day.
    ///
    /// # Errors
    /// Those of [`read_with`](Self::read_with).
    pub fn read_start(text: &str, style: impl Into<DateStyle>) -> Result<PartialDate, DateFault> {
        let style = style.into();
        match Week::in_text(text, style.weeks) {
            Some(week) => Ok(week.first.to_date()),
            None => PartialDate::read_with(text, style),
        }
    }

    /// A whole day; `None` when there is no such day or the year is outside `1..=9999`.
    pub fn day(year: i32, month: u32, day: u32) -> Option<PartialDate> {
        Day::from_ymd(year, month, day).map(Day::to_date)
    }

    /// A month; `None` when the month is outside `1..=12` or the year outside `1..=9999`.
    pub fn month(year: i32, month: u32) -> Option<PartialDate> {
        Day::from_ymd(year, month, 1).map(|first| PartialDate::starting(first, Precision::Month))
    }

    /// A year; `None` outside `1..=9999`.
    pub fn year(year: i32) -> Option<PartialDate> {
        Day::from_ymd(year, 1, 1).map(|first| PartialDate::starting(first, Precision::Year))
    }

    /// How much of the date is known.
    pub fn precision(self) -> Precision {
        match self.packed & 3 {
            0 => Precision::Year,
            1 => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The earliest day it can be.
    pub fn first_day(self) -> Day {
        Day::clamped(self.packed >> 2)
    }

    /// The latest day it can be, inclusive.
    pub fn last_day(self) -> Day {
        let first = self.first_day();
        if self.precision() == Precision::Day {
            return first;
        }
        let (year, month, _) = first.ymd();
        let next = match self.precision() {
            Precision::Month if month < 12 => NaiveDate::from_ymd_opt(year, month + 1, 1),
            _ => NaiveDate::from_ymd_opt(year + 1, 1, 1),
        };
        next.map_or(first, |next| Day::clamped(day::number_of(next) - 1))
    }

    /// Whether some day is possible for both: a year overlaps each of its days.
    pub fn may_overlap(self, other: PartialDate) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// As far as it is known: `2023`, `2023-10` or `2023-10-25`.
    pub fn iso(self) -> String {
        self.to_string()
    }

    /// For sentences: `24 October 2023`, `October 2023` or `2023`; before the year 1000 `390 CE`.
    pub fn long(self) -> String {
        let (year, month, day) = self.first_day().ymd();
        let month = MONTHS[month as usize - 1];
        match self.precision() {
            // A number of three digits alone does not look like a year.
            _ if year < 1000 => format!("{}{year} CE", self.long_before_year(day, month)),
            Precision::Year => year.to_string(),
            Precision::Month => format!("{month} {year}"),
            Precision::Day => {
                [itoa::Buffer::new().format(day), month, itoa::Buffer::new().format(year)].join(" ")
            }
        }
    }

    fn long_before_year(self, day: u32, month: &str) -> String {
        match self.precision() {
            Precision::Year => String::new(),
            Precision::Month => format!("{month} "),
            Precision::Day => format!("{day} {month} "),
        }
    }

    /// The form in the store: number of the first day times four, plus 0 (year), 1 (month) or 2 (day).
    ///
    /// Sorts by first day, and where that is the same the coarser date first.
    pub fn to_packed(self) -> i32 {
        self.packed
    }

    /// The date behind [`to_packed`](Self::to_packed); `None` for a number that no date packs to.
    pub fn from_packed(packed: i32) -> Option<PartialDate> {
        let first = Day::from_number(packed >> 2)?;
        if packed & 3 == 2 {
            return Some(first.to_date());
        }
        let (_, month, day) = first.ymd();
        let precision = match (packed & 3, month, day) {
            (0, 1, 1) => Precision::Year,
            (1, _, 1) => Precision::Month,
            _ => return None,
        };
        Some(PartialDate::starting(first, precision))
    }

    /// The date of that precision that begins on `first`, which the caller knows to begin one.
    fn starting(first: Day, precision: Precision) -> PartialDate {
        PartialDate { packed: first.number() * 4 + precision as i32 }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Digit by digit: an export writes millions of dates.
        let (year, month, day) = self.first_day().ymd();
        let digit = |number: u32| b'0' + (number % 10) as u8;
        let year = year.unsigned_abs();
        let [a, b, c, d] = [year / 1000, year / 100, year / 10, year].map(digit);
        let [e, g, h, i] = [month / 10, month, day / 10, day].map(digit);
        let text = [a, b, c, d, b'-', e, g, b'-', h, i];
        let length = match self.precision() {
            Precision::Year => 4,
            Precision::Month => 7,
            Precision::Day => 10,
        };
        f.write_str(std::str::from_utf8(&text[..length]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
