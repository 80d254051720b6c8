//! Days as a text prints them, and the calendar days that they mean.

mod find;
mod join;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::Pages;
use super::token::{MAY, TextToken};
use super::word_file::WordFile;
use crate::model::date::{Day, PartialDate, Precision, month_named};

/// A day, a stretch of days or a year that is printed in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DayWords {
    /// The words of the day itself, with a time of day: `late on Saturday` without the `late on`.
    pub tokens: Range<usize>,
    /// Where the words begin that tie it to its sentence: `by noon on` of "by noon on Tuesday".
    pub lead: usize,
    pub when: PrintedDay,
    pub tie: DayTie,
}

/// What the words of a day say, before it is known when they were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PrintedDay {
    /// Known without anything else: `14 October 2011`, `August 2009`, `1961`.
    Fixed(PartialDate),
    /// A day or month without its year.
    Yearless { month: u32, day: Option<u32> },
    /// From 0, Monday; whether the one of publication day itself is left out ("last Tuesday").
    Weekday { number: i32, is_before: bool },
    /// So many days before publication.
    DaysAgo(i32),
    /// So many months before the month of publication.
    MonthsAgo(i32),
    /// A month, from 1, of the year before that of publication.
    OfLastYear(u32),
    /// So many years before the year of publication.
    YearsAgo(i32),
    /// The first day of that year, counted back from the year of publication.
    StartOfYear(i32),
    /// From the first to the second, both included.
    Range(Box<PrintedDay>, Box<PrintedDay>),
    /// So many hours up to a day that is not said.
    Hours(u32),
    /// A stretch that is no whole number of days: "over the past month", "last week".
    Stretch,
    /// "The reporting week": the window of the report's heading.
    Reporting,
}

impl PrintedDay {
    /// Whether it follows from the day of publication, and is not printed as a date.
    pub fn is_worked_out(&self) -> bool {
        match self {
            PrintedDay::Fixed(_)
            | PrintedDay::Yearless { .. }
            | PrintedDay::Hours(_)
            | PrintedDay::Stretch
            | PrintedDay::Reporting => false,
            PrintedDay::Range(first, last) => first.is_worked_out() || last.is_worked_out(),
            PrintedDay::Weekday { .. }
            | PrintedDay::DaysAgo(_)
            | PrintedDay::MonthsAgo(_)
            | PrintedDay::OfLastYear(_)
            | PrintedDay::YearsAgo(_)
            | PrintedDay::StartOfYear(_) => true,
        }
    }
}

/// By what words a day is tied to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayTie {
    /// "as of", "by", "until".
    AsOf,
    /// "since", "from ... on", also over a clause: "since the truce ended on".
    Since,
    /// "in the 24 hours to": the end of a window that stands before it.
    WindowEnd,
    /// "Monday's quake".
    Owner,
    /// "the fire of 14 October".
    Of,
    /// "on", "in", or nothing: what it tells depends on the verb beside it.
    Plain,
    /// "before", "after", "ahead of": it is the day of something else.
    Other,
}

/// What a day means, once it is known when the text was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeantDays {
    /// A day, a month, a year.
    At(PartialDate),
    /// From the first to the last.
    Window(PartialDate, PartialDate),
    /// So many hours before an end.
    Hours(u32),
    /// A window whose ends cannot be told.
    Open,
    /// Not known without the day of publication.
    NeedsPublication,
}

/// The days of a text, and what is known of when it was written.
#[derive(Debug)]
pub(super) struct Calendar {
    /// In the order of the text.
    pub days: Vec<DayWords>,
    /// The day of publication, as given.
    pub published: Option<Day>,
    /// The day that the text itself gives in its dateline or heading, for years that are left out.
    pub written: Option<Day>,
    /// The window of a report, from its heading.
    pub reporting: Option<(PartialDate, PartialDate)>,
}

impl Calendar {
    /// Finds the days of a text. Takes time in proportion to its length.
    pub fn of(pages: &Pages<'_>, published: Option<Day>) -> Calendar {
        let days = join::joined(pages, find::days(pages));
        let mut calendar = Calendar { days, published, written: None, reporting: None };
        calendar.read_heading(pages);
        calendar
    }

    /// The days whose words begin within some tokens, in order.
    pub fn within(&self, tokens: &Range<usize>) -> &[DayWords] {
        let first = self.days.partition_point(|day| day.tokens.start < tokens.start);
        let end = self.days.partition_point(|day| day.tokens.start < tokens.end);
        self.days.get(first..end).unwrap_or_default()
    }

    /// The day whose words, or whose lead, cover a token.
    pub fn covering(&self, token: usize) -> Option<&DayWords> {
        let at = self.days.partition_point(|day| day.tokens.end <= token);
        self.days.get(at).filter(|day| day.lead <= token)
    }

    /// What a day means.
    pub fn meaning(&self, when: &PrintedDay) -> MeantDays {
        match when {
            PrintedDay::Hours(hours) => MeantDays::Hours(*hours),
            PrintedDay::Stretch => MeantDays::Open,
            PrintedDay::Reporting => {
                self.reporting.map_or(MeantDays::Open, |(first, last)| MeantDays::Window(first, last))
            }
            PrintedDay::Range(first, last) => self.range(first, last),
            when => match self.resolve(when, None) {
                Some(date) => MeantDays::At(date),
                None => MeantDays::NeedsPublication,
            },
        }
    }

    fn range(&self, first: &PrintedDay, last: &PrintedDay) -> MeantDays {
        let Some(last) = self.resolve(last, None) else { return MeantDays::NeedsPublication };
        match self.resolve(first, Some(last)) {
            Some(first) => MeantDays::Window(first, last),
            None => MeantDays::NeedsPublication,
        }
    }

    /// The day that is meant: the last such day at or before `end`, else at or before publication.
    fn resolve(&self, when: &PrintedDay, end: Option<PartialDate>) -> Option<PartialDate> {
        let end = end.map(PartialDate::last_day);
        let published = self.published;
        match *when {
            PrintedDay::Fixed(date) => Some(date),
            PrintedDay::Yearless { month, day } => last_such(month, day, end.or(published).or(self.written)?),
            PrintedDay::Weekday { number, is_before } => {
                let from = end.or(published)?;
                let back = (weekday(from) - number).rem_euclid(7);
                let back = if is_before && back == 0 { 7 } else { back };
                Some(from.plus_days(-back).to_date())
            }
            PrintedDay::DaysAgo(days) => Some(published?.plus_days(-days).to_date()),
            PrintedDay::MonthsAgo(months) => {
                let (year, month, _) = published?.ymd();
                let number = year * 12 + month as i32 - 1 - months;
                PartialDate::month(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
            }
            PrintedDay::OfLastYear(month) => PartialDate::month(published?.ymd().0 - 1, month),
            PrintedDay::YearsAgo(years) => PartialDate::year(published?.ymd().0 - years),
            PrintedDay::StartOfYear(years) => PartialDate::day(published?.ymd().0 - years, 1, 1),
            PrintedDay::Range(..) | PrintedDay::Hours(_) | PrintedDay::Stretch | PrintedDay::Reporting => {
                None
            }
        }
    }

    /// Reads the window of a report's heading and the day of a dateline.
    fn read_heading(&mut self, pages: &Pages<'_>) {
        const HEADING: usize = 4;
        let heading = pages.blocks.iter().take(HEADING);
        let ranges: Vec<Range<usize>> = heading
            .map(|block| match block.shape {
                super::layout::BlockShape::Headline | super::layout::BlockShape::Heading => {
                    block.tokens.clone()
                }
                _ => block.dateline.clone(),
            })
            .collect();
        for range in ranges {
            let days: Vec<PrintedDay> = self.within(&range).iter().map(|day| day.when.clone()).collect();
            for when in days {
                match self.meaning(&when) {
                    MeantDays::Window(first, last) => {
                        self.reporting = self.reporting.or(Some((first, last)));
                        self.written = self.written.or(Some(last.last_day()));
                    }
                    MeantDays::At(date) if date.precision() == Precision::Day => {
                        self.written = self.written.or(Some(date.first_day()));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// From 0, Monday. 1 January 1970 was a Thursday.
fn weekday(day: Day) -> i32 {
    (day.number() + 3).rem_euclid(7)
}

/// The last such day, or month, that begins at or before `end`.
fn last_such(month: u32, day: Option<u32>, end: Day) -> Option<PartialDate> {
    /// A leap day comes back after eight years at most.
    const YEARS: i32 = 9;
    let (year, ..) = end.ymd();
    let dates = (year - YEARS..=year).rev().filter_map(|year| match day {
        Some(day) => PartialDate::day(year, month, day),
        None => PartialDate::month(year, month),
    });
    dates.into_iter().find(|date| date.first_day() <= end)
}

/// Words of days, from `words/days.txt`.
struct DayLists {
    parts: FxHashSet<&'static str>,
    before: FxHashSet<&'static str>,
    as_of: FxHashSet<&'static str>,
    since: FxHashSet<&'static str>,
    feasts: FxHashMap<&'static str, &'static str>,
    lengths: FxHashMap<&'static str, &'static str>,
    numbers: FxHashMap<&'static str, &'static str>,
}

static LISTS: LazyLock<DayLists> = LazyLock::new(|| {
    let mut lists = WordFile::read(include_str!("../words/days.txt"));
    DayLists {
        parts: lists.take("parts of a day"),
        before: lists.take("before a day"),
        as_of: lists.take("as of"),
        since: lists.take("since"),
        feasts: lists.take_pairs("feasts"),
        lengths: lists.take_pairs("lengths"),
        numbers: lists.take_pairs("numbers"),
    }
});

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month, from 1, that a capitalised word names, whole or short (`Sept`). "March" is taken as well.
pub(super) fn month_of(token: &TextToken<'_>) -> Option<u32> {
    let name = if token.is(MAY) { token.text } else { &token.folded };
    month_named(name).filter(|_| token.is_capital() && !token.is("may"))
}

/// The weekday, from 0, Monday, that a capitalised word names.
fn weekday_of(token: &TextToken<'_>) -> Option<i32> {
    let word = &*token.folded;
    let short = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let other = ["", "tues", "", "thurs", "", "", ""];
    let at = (0..7).find(|at| WEEKDAYS[*at] == word || short[*at] == word || other[*at] == word)?;
    token.is_capital().then_some(at as i32)
}

/// A whole number in digits, without signs.
fn digits(token: &TextToken<'_>) -> Option<u32> {
    let is_plain =
        token.is_numeral() && token.text.len() <= 4 && token.text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| token.text.parse().ok()).flatten()
}
