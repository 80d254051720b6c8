//! What is wrong with a cell that should hold a date.

use crate::model::problem::faults;
use crate::model::wording::{Wording, absent_hint};

use super::{DateOrder, MONTHS, PartialDate};

faults! {
/// Why a text is not read as a date. Texts inside are as typed, cut to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault: BadDate {
    /// The date is empty: nothing but blanks.
    "D101" Empty is "the date is empty";
    hint "write the day, the month or the year, as in 2023-10-25, 2023-10 or 2023";

    /// The text is not a date in any known form.
    "D102" Unreadable {
        /// As typed.
        text: String,
    } is "`{text}` is not a date";
    hint "{}", unreadable_hint(text);

    /// Day and month can be confused.
    "D103" Ambiguous {
        /// As typed.
        text: String,
        /// What it says when the day stands first.
        day_first: PartialDate,
        /// What it says when the month stands first.
        month_first: PartialDate,
    } is "`{text}` can be {} or {}", day_first.long(), month_first.long();
    hint "write it in ISO form: {day_first} or {month_first}"; class AmbiguousDate;

    /// The month has no such day: it is too short, or the day is 0.
    "D104" NoSuchDay {
        /// From 1 to 9999.
        year: i32,
        /// From 1 to 12.
        month: u32,
        /// As typed.
        day: u32,
    } is "there is no {day} {} {year}", MONTHS.get(*month as usize - 1).unwrap_or(&"month");
    hint "look up the day in the source; if only the month is certain, write {year:04}-{month:02}";

    /// The year has no such month: above 12, or 0.
    "D105" NoSuchMonth {
        /// As typed.
        month: u32,
    } is "there is no month {month}";
    hint "months go from 01 to 12 and stand between year and day, as in 2023-10-25";

    /// The year has only two digits: the century is missing.
    "D106" TwoDigitYear {
        /// As typed.
        text: String,
    } is "`{text}` gives its year with two digits";
    hint "write the year with four digits, as in 2023-10-25; in a file, --century 2000 or 1900 says which are meant";
    class AmbiguousDate;

    /// A spreadsheet serial number where a date should be: the number by which a spreadsheet keeps a day.
    "D107" SpreadsheetSerial {
        /// As typed.
        text: String,
        /// The day it would be, counted from 1900 as Excel does.
        date: PartialDate,
    } is "`{text}` looks like the number by which a spreadsheet keeps a day";
    hint "format the column as a date in the spreadsheet and save again; counted from 1900, write {date}";

    /// A Unix time where a date should be: seconds, milliseconds or microseconds since 1970.
    "D108" UnixTime {
        /// As typed.
        text: String,
        /// The day it would be in UTC.
        date: PartialDate,
    } is "`{text}` looks like a Unix time";
    hint "if it is one, then in UTC it is this day: write {date}";

    /// A weekday, or a relative day such as "yesterday", where a date should be.
    "D109" RelativeDay {
        /// As typed.
        text: String,
    } is "`{text}` names no calendar day";
    hint "count from the day the source appeared, and write the calendar day, as in 2023-10-25";

    /// The time of the day, which is what stands behind the date, cannot be read.
    "D110" BadTime {
        /// The part behind the date, or all of it where that is not known to the day.
        text: String,
    } is "`{text}` is not a time of the day";
    hint "leave the time out, or write it behind a day, as in 2023-10-25T14:30 or 2023-10-25T14:30+03:00";

    /// The year is outside 1 to 9999, and cannot be kept.
    "D111" YearOutOfRange {
        /// As typed; 0 or 10000 where a zone moved a time over the edge.
        year: i32,
    } is "the year {year} is outside 1 to 9999";
    hint "look up the year in the source; years before 1 CE cannot be kept";

    /// Day and month stand in the other order than in the rest of the column, whose order is decided.
    "D112" OtherOrder {
        /// As typed.
        text: String,
        /// The order of the column.
        order: DateOrder,
        /// What it says in the other order.
        date: PartialDate,
    } is "`{text}` does not put the {} first, as its column does", order.first();
    hint "if the rest of the column is right, this one needs ISO form: write {date}";

    /// A time of the desk's clock without a zone.
    "D113" NoZone {
        /// The time in ISO form.
        iso: String,
    } is "`{iso}` names no time zone";
    hint "name the zone: write {iso}Z for UTC, or {iso}+03:00";

    /// The year has no such week: above its last, which is 52 or 53, or 0.
    "D114" NoSuchWeek {
        /// From 1 to 9999.
        year: i32,
        /// As typed.
        week: u8,
    } is "there is no week {week} in {year}";
    hint "look up the week in the source; if only the year is certain, write {year:04}";
}
}

impl DateFault {
    pub(super) fn unreadable(text: &str) -> DateFault {
        DateFault::Unreadable { text: shown(text) }
    }

    pub(super) fn bad_time(text: &str) -> DateFault {
        DateFault::BadTime { text: shown(text) }
    }
}

/// A text cut to what a message can show.
pub(super) fn shown(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(60) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

fn unreadable_hint(text: &str) -> String {
    match text {
        "" => "write the day, the month or the year, as in 2023-10-25, 2023-10 or 2023".to_owned(),
        absent if Wording::is_absent(absent) => absent_hint(absent),
        _ => "write it as in 2023-10-25, 2023-10, 2023 or 25 October 2023".to_owned(),
    }
}
