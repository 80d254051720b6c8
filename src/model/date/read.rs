//! Texts to dates: what newsrooms and spreadsheets print, and nothing that needs a guess.

use super::fault::shown;
use super::{DateFault, DateOrder, DateStyle, Day, MONTHS, PartialDate, Week};

/// The date and the time behind it: the time starts at the one or two digits before the first colon, and
/// a `T` or a blank stands before them.
pub(super) fn split_time(text: &str) -> Option<(&str, &str)> {
    let head = &text[..text.find(':')?];
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = text[..start].strip_suffix(|c: char| matches!(c, 'T' | 't' | ',') || c.is_whitespace())?;
    Some((day.trim_end().trim_end_matches(',').trim_end(), &text[start..]))
}

/// A date without a time behind it, trimmed.
pub(super) fn date(text: &str, style: DateStyle) -> Result<PartialDate, DateFault> {
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    if text.chars().any(char::is_alphabetic) {
        let week = Week::read(text, style.weeks);
        return week.map_or_else(|| words(text, style), |week| week.map(|week| week.last.to_date()));
    }
    let mut parts = [""; 3];
    let mut count = 0;
    for part in text.split(['-', '/', '.']) {
        let digits = !part.is_empty() && part.len() <= 20 && part.bytes().all(|b| b.is_ascii_digit());
        if !digits || count == 3 {
            return Err(DateFault::unreadable(text));
        }
        parts[count] = part;
        count += 1;
    }
    match (count, parts) {
        (1, [digits, ..]) => number(digits),
        (2, [year, month, _]) if year.len() == 4 && month.len() <= 2 && !text.contains('.') => {
            month_of(value(year), value(month))
        }
        (2, [month, year, _]) if year.len() == 4 && month.len() <= 2 && !text.contains('.') => {
            month_of(value(year), value(month))
        }
        (2, [digits, _, _]) if text.contains('.') && digits.len() >= 5 => match number(digits) {
            Err(DateFault::SpreadsheetSerial { date, .. }) => {
                Err(DateFault::SpreadsheetSerial { text: shown(text), date })
            }
            Err(DateFault::UnixTime { date, .. }) => Err(DateFault::UnixTime { text: shown(text), date }),
            _ => Err(DateFault::unreadable(text)),
        },
        (3, [year, month, day]) if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            day_of(value(year), value(month), value(day))
        }
        (3, [a, b, year]) if a.len() <= 2 && b.len() <= 2 => match year.len() {
            4 => either_order(text, value(year), value(a), value(b), style.order),
            2 => {
                let year = short_year(text, value(year), style)?;
                either_order(text, year, value(a), value(b), style.order)
            }
            _ => Err(DateFault::unreadable(text)),
        },
        _ => Err(DateFault::unreadable(text)),
    }
}

/// A date without separators, or a number that is none.
fn number(digits: &str) -> Result<PartialDate, DateFault> {
    let number: i64 = digits.parse().map_err(|_| DateFault::unreadable(digits))?;
    match digits.len() {
        4 => year_of(value(digits)),
        5 => serial(digits, number),
        8 => day_of(value(&digits[..4]), value(&digits[4..6]), value(&digits[6..])),
        9 | 10 => unix(digits, number),
        13 => unix(digits, number / 1_000),
        16 => unix(digits, number / 1_000_000),
        _ => Err(DateFault::unreadable(digits)),
    }
}

/// Excel counts days from 1899-12-30, for all after February 1900 (ECMA-376 part 1, 18.17.4.1).
fn serial(text: &str, number: i64) -> Result<PartialDate, DateFault> {
    let date = i32::try_from(number - 25_569).ok().and_then(Day::from_number).map(Day::to_date);
    Err(date.map_or_else(
        || DateFault::unreadable(text),
        |date| DateFault::SpreadsheetSerial { text: shown(text), date },
    ))
}

fn unix(text: &str, seconds: i64) -> Result<PartialDate, DateFault> {
    let date = i32::try_from(seconds / 86_400).ok().and_then(Day::from_number).map(Day::to_date);
    Err(date
        .map_or_else(|| DateFault::unreadable(text), |date| DateFault::UnixTime { text: shown(text), date }))
}

/// `a/b/year` as a day: by what is possible, else by the column's order.
fn either_order(
    text: &str,
    year: u32,
    a: u32,
    b: u32,
    order: Option<DateOrder>,
) -> Result<PartialDate, DateFault> {
    let (day_first, month_first) = (day_of(year, b, a), day_of(year, a, b));
    match (order, day_first, month_first) {
        (Some(DateOrder::DayFirst), Ok(date), _) | (Some(DateOrder::MonthFirst), _, Ok(date)) => Ok(date),
        (Some(order), Ok(date), Err(_)) | (Some(order), Err(_), Ok(date)) => {
            Err(DateFault::OtherOrder { text: shown(text), order, date })
        }
        (None, Ok(day_first), Ok(month_first)) if day_first != month_first => {
            Err(DateFault::Ambiguous { text: shown(text), day_first, month_first })
        }
        (None, Ok(date), _) | (None, Err(_), Ok(date)) => Ok(date),
        // A fault of the day says more than one of the month: 31/02/2023 is about February.
        (_, Err(fault @ DateFault::NoSuchDay { .. }), Err(_)) | (_, Err(_), Err(fault)) => Err(fault),
    }
}

/// The year that two digits stand for, where the desk says the century.
///
/// `23-10-25` may begin with its year, so that without an order it is refused.
fn short_year(text: &str, year: u32, style: DateStyle) -> Result<u32, DateFault> {
    let may_begin_with_year = text.contains('-') && style.order.is_none();
    let century = style.century.filter(|_| !may_begin_with_year);
    let century = century.ok_or_else(|| DateFault::TwoDigitYear { text: shown(text) })?;
    Ok(u32::from(century.first_year()) + year)
}

/// A date with letters in it: `25 Oct 2023`, `October 25, 2023`, `Oct. 2023`, `2023 Oct 25`.
fn words(text: &str, style: DateStyle) -> Result<PartialDate, DateFault> {
    let (text, is_early) = without_era(text);
    let mut words =
        text.split(|c: char| c.is_whitespace() || c == ',' || c == '-').filter(|word| !word.is_empty());
    let parts = [words.next(), words.next(), words.next()];
    if words.next().is_some() || parts.iter().flatten().any(|word| is_relative(word)) {
        return Err(not_a_date(text));
    }
    let is_year = |word: &str| word.len() == 4 && digits(word).is_some();
    let (day, month, year) = match parts {
        [Some(year), None, None] if is_early => (None, None, year),
        [Some(year), Some(a), None] if is_year(year) => (None, month_named(a), year),
        [Some(a), Some(year), None] => (None, month_named(a), year),
        [Some(year), Some(a), Some(day)] if is_year(year) => (Some(day), month_named(a), year),
        [Some(a), Some(b), Some(year)] => match (month_named(a), month_named(b)) {
            (None, month) => (Some(a), month, year),
            (month, _) => (Some(b), month, year),
        },
        _ => return Err(DateFault::unreadable(text)),
    };
    let year = year.strip_prefix(['\'', '’']).unwrap_or(year);
    let day = day.map(ordinal);
    let (false, Some(digits)) = (day == Some(None), digits(year)) else {
        return Err(not_a_date(text));
    };
    let digits = match year.len() {
        4 => digits,
        1..=3 if is_early => digits,
        2 if month.is_some() => short_year_in_words(text, digits, style)?,
        _ => return Err(not_a_date(text)),
    };
    match (month, day.flatten()) {
        (None, None) if is_early => year_of(digits),
        (Some(month), None) => month_of(digits, month),
        (Some(month), Some(day)) => day_of(digits, month, day),
        (None, _) => Err(not_a_date(text)),
    }
}

/// As [`short_year`], beside a month by its name. `Oct 23` may be a day without its year, `Oct-23` and `Oct '23` are none.
fn short_year_in_words(text: &str, year: u32, style: DateStyle) -> Result<u32, DateFault> {
    let is_year = text.contains(['-', '\'', '’', ',']) || text.bytes().filter(u8::is_ascii_digit).count() > 2;
    let century = style.century.filter(|_| is_year);
    let century = century.ok_or_else(|| DateFault::TwoDigitYear { text: shown(text) })?;
    Ok(u32::from(century.first_year()) + year)
}

/// A text without the era of its year, `CE` or `AD`, and whether it had one.
fn without_era(text: &str) -> (&str, bool) {
    const ERAS: [&str; 3] = ["CE", "AD", "A.D."];
    let behind = ERAS.iter().find_map(|era| text.strip_suffix(era)).filter(|rest| rest.ends_with(' '));
    let before = ERAS.iter().find_map(|era| text.strip_prefix(era)).filter(|rest| rest.starts_with(' '));
    behind.or(before).map_or((text, false), |rest| (rest.trim(), true))
}

fn not_a_date(text: &str) -> DateFault {
    let relative = text.split(|c: char| !c.is_alphabetic()).any(is_relative);
    if relative { DateFault::RelativeDay { text: shown(text) } } else { DateFault::unreadable(text) }
}

/// A weekday, or a word that says how far a day is from another.
fn is_relative(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const SHORT: [&str; 11] =
        ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];
    const OTHERS: [&str; 9] =
        ["today", "tonight", "tomorrow", "yesterday", "now", "ago", "last", "next", "this"];
    let word = word.trim_end_matches('.');
    DAYS.iter().chain(&SHORT).chain(&OTHERS).any(|known| known.eq_ignore_ascii_case(word))
}

/// 1 for `January`, `Jan` or `Jan.`, in any case; September may also be `Sept`.
pub(crate) fn month_named(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let is = |name: &str| {
        name.eq_ignore_ascii_case(word)
            || name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(word))
            || (name == "September" && word.eq_ignore_ascii_case("sept"))
    };
    (1..=12).zip(MONTHS).find(|(_, name)| is(name)).map(|(month, _)| month)
}

/// The day in `25` or `25th`.
fn ordinal(word: &str) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let known = ["", "st", "nd", "rd", "th"].iter().any(|ending| ending.eq_ignore_ascii_case(&word[end..]));
    digits(&word[..end]).filter(|_| known && end <= 2)
}

fn digits(word: &str) -> Option<u32> {
    let plain = !word.is_empty() && word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
    if plain { word.parse().ok() } else { None }
}

/// The value of at most nine digits; 0 where the caller let something else through.
fn value(text: &str) -> u32 {
    digits(text).unwrap_or(0)
}

fn year_of(year: u32) -> Result<PartialDate, DateFault> {
    PartialDate::year(year as i32).ok_or(DateFault::YearOutOfRange { year: year as i32 })
}

fn month_of(year: u32, month: u32) -> Result<PartialDate, DateFault> {
    year_of(year)?;
    PartialDate::month(year as i32, month).ok_or(DateFault::NoSuchMonth { month })
}

fn day_of(year: u32, month: u32, day: u32) -> Result<PartialDate, DateFault> {
    month_of(year, month)?;
    let date = PartialDate::day(year as i32, month, day);
    date.ok_or(DateFault::NoSuchDay { year: year as i32, month, day })
}
