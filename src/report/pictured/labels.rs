//! Counts and days as the labels of a picture write them.

use crate::model::date::{Day, MONTHS};
use crate::phrase::number::grouped;

/// A count with commas: `5,000`.
pub fn count(count: u64) -> String {
    grouped(count)
}

/// A day without its year: `18 Oct`.
pub fn day_and_month(day: i32) -> String {
    let (_, month, day) = date(day);
    format!("{day} {}", short(month))
}

/// The short name of the month of a day: `Oct`.
pub fn month(day: i32) -> &'static str {
    short(date(day).1)
}

/// The year of a day.
pub fn year(day: i32) -> String {
    date(day).0.to_string()
}

/// A day in full: `18 October 2023`.
pub fn whole_day(day: i32) -> String {
    day_with(day).to_date().long()
}

/// Year, month and day, the last two from 1, of a day counted from 1970-01-01.
pub fn date(day: i32) -> (i32, u32, u32) {
    day_with(day).ymd()
}

fn day_with(number: i32) -> Day {
    Day::from_number(number).unwrap_or(if number < 0 { Day::MIN } else { Day::MAX })
}

fn short(month: u32) -> &'static str {
    let name = MONTHS[(month.clamp(1, 12) - 1) as usize];
    &name[..3]
}
