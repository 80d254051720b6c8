//! What is wrong with a cell that should hold a date.

use crate::model::problem::Fault;

use super::{DateOrder, MONTHS, PartialDate};

/// Why a text is not read as a date. Texts inside are as typed, cut to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// Nothing but blanks.
    #[error("the date is empty")]
    Empty,
    /// None of the known forms.
    #[error("`{text}` is not a date")]
    Unreadable {
        /// As typed.
        text: String,
    },
    /// Day and month could be exchanged.
    #[error("`{text}` can be {} or {}", .day_first.long(), .month_first.long())]
    Ambiguous {
        /// As typed.
        text: String,
        /// What it says when the day stands first.
        day_first: PartialDate,
        /// What it says when the month stands first.
        month_first: PartialDate,
    },
    /// The month is too short, or the day is 0.
    #[error("there is no {day} {} {year}", MONTHS.get(*.month as usize - 1).unwrap_or(&"month"))]
    NoSuchDay {
        /// From 1000 to 9999.
        year: i32,
        /// From 1 to 12.
        month: u32,
        /// As typed.
        day: u32,
    },
    /// A month above 12, or 0.
    #[error("there is no month {month}")]
    NoSuchMonth {
        /// As typed.
        month: u32,
    },
    /// The century is missing.
    #[error("`{text}` gives its year with two digits")]
    TwoDigitYear {
        /// As typed.
        text: String,
    },
    /// The number by which a spreadsheet keeps a day.
    #[error("`{text}` looks like the number by which a spreadsheet keeps a day")]
    SpreadsheetSerial {
        /// As typed.
        text: String,
        /// The day it would be, counted from 1900 as Excel does.
        date: PartialDate,
    },
    /// Seconds, milliseconds or microseconds since 1970.
    #[error("`{text}` looks like a Unix time")]
    UnixTime {
        /// As typed.
        text: String,
        /// The day it would be in UTC.
        date: PartialDate,
    },
    /// A weekday, or a word such as "yesterday".
    #[error("`{text}` names no calendar day")]
    RelativeDay {
        /// As typed.
        text: String,
    },
    /// What stands behind the date is not a time.
    #[error("`{text}` is not a time of the day")]
    BadTime {
        /// The part behind the date, or all of it where that is not known to the day.
        text: String,
    },
    /// A year that cannot be kept.
    #[error("the year {year} is outside 1000 to 9999")]
    YearOutOfRange {
        /// As typed; 999 or 10000 where a zone moved a time over the edge.
        year: i32,
    },
    /// Only the other order makes sense, in a column whose order is decided.
    #[error("`{text}` does not put the {} first, as its column does", .order.first())]
    OtherOrder {
        /// As typed.
        text: String,
        /// The order of the column.
        order: DateOrder,
        /// What it says in the other order.
        date: PartialDate,
    },
    /// A time in the desk's clock without a zone.
    #[error("`{iso}` names no time zone")]
    NoZone {
        /// The time in ISO form.
        iso: String,
    },
}

/// Every code of [`DateFault`], with what it means.
pub const CODES: &[(&str, &str)] = &[
    ("D101", "the date is empty"),
    ("D102", "the text is not a date in any known form"),
    ("D103", "day and month can be confused"),
    ("D104", "the month has no such day"),
    ("D105", "the year has no such month"),
    ("D106", "the year has only two digits"),
    ("D107", "a spreadsheet serial number where a date should be"),
    ("D108", "a Unix time where a date should be"),
    ("D109", "a weekday or a relative day where a date should be"),
    ("D110", "the time of the day cannot be read"),
    ("D111", "the year is outside 1000 to 9999"),
    ("D112", "day and month stand in the other order than in the rest of the column"),
    ("D113", "a time of the desk's clock without a zone"),
];

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

impl Fault for DateFault {
    fn code(&self) -> &'static str {
        match self {
            DateFault::Empty => "D101",
            DateFault::Unreadable { .. } => "D102",
            DateFault::Ambiguous { .. } => "D103",
            DateFault::NoSuchDay { .. } => "D104",
            DateFault::NoSuchMonth { .. } => "D105",
            DateFault::TwoDigitYear { .. } => "D106",
            DateFault::SpreadsheetSerial { .. } => "D107",
            DateFault::UnixTime { .. } => "D108",
            DateFault::RelativeDay { .. } => "D109",
            DateFault::BadTime { .. } => "D110",
            DateFault::YearOutOfRange { .. } => "D111",
            DateFault::OtherOrder { .. } => "D112",
            DateFault::NoZone { .. } => "D113",
        }
    }

    fn hint(&self) -> String {
        match self {
            DateFault::Empty => "write the day, the month or the year, as in 2023-10-25, 2023-10 or 2023".into(),
            DateFault::Unreadable { .. } => "write it as in 2023-10-25, 2023-10, 2023 or 25 October 2023".into(),
            DateFault::Ambiguous { day_first, month_first, .. } => {
                format!("write it in ISO form: {day_first} or {month_first}")
            }
            DateFault::NoSuchDay { year, month, .. } => {
                format!("look up the day in the source; if only the month is certain, write {year}-{month:02}")
            }
            DateFault::NoSuchMonth { .. } => {
                "months go from 01 to 12 and stand between year and day, as in 2023-10-25".into()
            }
            DateFault::TwoDigitYear { .. } => "write the year with four digits, as in 2023-10-25".into(),
            DateFault::SpreadsheetSerial { date, .. } => format!(
                "format the column as a date in the spreadsheet and save again; counted from 1900, write {date}"
            ),
            DateFault::UnixTime { date, .. } => format!("if it is one, then in UTC it is this day: write {date}"),
            DateFault::RelativeDay { .. } => {
                "count from the day the source appeared, and write the calendar day, as in 2023-10-25".into()
            }
            DateFault::BadTime { .. } => {
                "leave the time out, or write it behind a day, as in 2023-10-25T14:30 or 2023-10-25T14:30+03:00".into()
            }
            DateFault::YearOutOfRange { .. } => "write the year with four digits, as in 2023".into(),
            DateFault::OtherOrder { date, .. } => {
                format!("if the rest of the column is right, this one needs ISO form: write {date}")
            }
            DateFault::NoZone { iso } => format!("name the zone: write {iso}Z for UTC, or {iso}+03:00"),
        }
    }
}
