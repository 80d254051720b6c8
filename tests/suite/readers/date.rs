//! The date text: what is read stands in the text, prints and packs back, and no order of day and month is guessed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Weekday};
use tollbook::model::date::{
    Century, DateFault, DateOrder, DateStyle, Day, Moment, PartialDate, Timestamp, Week, Weeks,
};

use tollbook::model::unseen::seen as seen_text;

use super::{Checked, held, seen, told};

type Read = Result<Moment, DateFault>;

const ORDERS: [Option<DateOrder>; 3] = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];

pub fn check(input: &[u8]) -> Checked {
    // What cannot be seen is passed over within digits, too.
    let text = seen_text(&String::from_utf8_lossy(input)).into_owned();
    let read = ORDERS.map(|order| Moment::read_with(&text, order));
    for (order, read) in ORDERS.iter().zip(&read) {
        match read {
            Ok(moment) => one(&text, *order, *moment)?,
            Err(fault) => {
                told(fault, DateFault::CODES)?;
                offered(&text, fault)?;
            }
        }
        let date = PartialDate::read_with(&text, *order);
        held(date == read.clone().map(|moment| moment.date), || {
            format!("{date:?} as a date, {read:?} as a moment")
        })?;
    }
    orders_agree(&text, &read)?;
    centuries_agree(&text, &read)?;
    weeks(&text)?;
    another_reader(&text, &read)?;
    let blanks = Moment::read(&format!("\t{text} "));
    held(blanks == read[0], || format!("with blanks around it: {blanks:?}, not {:?}", read[0]))?;
    clock(&text, &read[0])?;
    seen(read.iter().any(Result::is_ok))
}

fn one(text: &str, order: Option<DateOrder>, moment: Moment) -> Result<(), String> {
    let (iso, date) = (moment.iso(), moment.date);
    held(Moment::read_with(&iso, order) == Ok(moment), || {
        format!("`{iso}` reads as {:?}", Moment::read(&iso))
    })?;
    held(Moment::from_packed(moment.to_packed()) == Some(moment), || format!("packed: {iso}"))?;
    held(PartialDate::from_packed(date.to_packed()) == Some(date), || format!("packed: {date}"))?;
    held(PartialDate::read(&date.long()) == Ok(date), || format!("`{}` is not {date:?}", date.long()))?;
    let (first, last) = (date.first_day(), date.last_day());
    let next = last.plus_days(1).to_date().iso();
    // The day behind the last one begins another year, month or day.
    held(last == Day::MAX || next.get(..date.iso().len()) != Some(&date.iso()), || {
        format!("{date} ends on {last}, and {next} is in it")
    })?;
    held(
        last.to_date().iso().starts_with(&date.iso()) && first.to_date().iso().starts_with(&date.iso()),
        || format!("{date} is from {first} to {last}"),
    )?;
    held(first <= last && date.may_overlap(first.to_date()), || format!("{date} ends before it begins"))?;
    if is_week(text) {
        return Ok(());
    }
    let year = iso[..4].trim_start_matches('0');
    held(text.contains(year), || format!("the year of {iso} does not stand in the text"))?;
    month_stands(text, &iso)?;
    let day = iso.get(8..10).map(|day| day.trim_start_matches('0'));
    held(day.is_none_or(|day| text.contains(day)), || format!("the day of {iso} does not stand in the text"))
}

/// An order that is not given is not guessed, and one that is given is kept to.
fn orders_agree(text: &str, read: &[Read; 3]) -> Result<(), String> {
    let [alone, day_first, month_first] = read;
    let doubt = || format!("alone {alone:?}, day first {day_first:?}, month first {month_first:?}");
    match alone {
        Ok(_) => {
            let fits = |read: &Read| read == alone || matches!(read, Err(DateFault::OtherOrder { .. }));
            held(fits(day_first) && fits(month_first) && (day_first.is_ok() || month_first.is_ok()), doubt)?;
        }
        Err(DateFault::Ambiguous { day_first: d, month_first: m, .. }) => {
            let dates = [day_first, month_first].map(|read| read.as_ref().ok().map(|moment| moment.date));
            // A time behind it may still be wrong.
            let is_wrong = |at: usize| matches!([day_first, month_first][at], Err(DateFault::BadTime { .. }));
            held(
                d != m && (dates[0] == Some(*d) || is_wrong(0)) && (dates[1] == Some(*m) || is_wrong(1)),
                doubt,
            )?;
        }
        Err(_) => held(day_first.is_err() && month_first.is_err(), doubt)?,
    }
    let evidence = DateOrder::evidence(text);
    let needed = match (day_first, month_first) {
        (Ok(_), Err(_)) => Some(DateOrder::DayFirst),
        (Err(_), Ok(_)) => Some(DateOrder::MonthFirst),
        _ => None,
    };
    held(needed.is_none() || needed == evidence, || format!("the evidence is {evidence:?}: {}", doubt()))
}

/// A century completes years of two digits and no others, and each reading is a hundred years from the other.
fn centuries_agree(text: &str, read: &[Read; 3]) -> Result<(), String> {
    for (order, without) in ORDERS.into_iter().zip(read) {
        let [early, late] = Century::ALL.map(|century| {
            Moment::read_with(text, DateStyle { order, century: Some(century), ..DateStyle::UNDECIDED })
        });
        let doubt = || format!("{order:?}: without {without:?}, 1900 {early:?}, 2000 {late:?}");
        if !matches!(without, Err(DateFault::TwoDigitYear { .. })) {
            held(early == *without && late == *without, doubt)?;
            continue;
        }
        let years = [&early, &late].map(|read| read.as_ref().ok().map(|moment| year(moment.date)));
        if let [Some(early), Some(late)] = years {
            held(early + 100 == late && (1900..2000).contains(&early), doubt)?;
        }
        for moment in [early, late].into_iter().flatten() {
            held(Moment::read(&moment.iso()) == Ok(moment), || format!("`{moment}` does not come back"))?;
            held(text.contains(&moment.iso()[2..4]), || {
                format!("the year of {moment} does not stand there")
            })?;
        }
    }
    Ok(())
}

fn year(date: PartialDate) -> i32 {
    date.iso()[..4].parse().unwrap_or_default()
}

/// A week is seven days from its first weekday, and chrono counts it alike.
fn weeks(text: &str) -> Result<(), String> {
    for (convention, begins) in [(Weeks::Iso, Weekday::Mon), (Weeks::Epi, Weekday::Sun)] {
        let Some(Week { first, last }) = Week::in_text(text, convention) else { continue };
        let days = DateStyle { weeks: convention, ..DateStyle::UNDECIDED };
        held(last.days_since(first) == 6, || format!("{first} to {last} is no week"))?;
        held(PartialDate::read_with(text, days) == Ok(last.to_date()), || format!("it ends on {last}"))?;
        held(PartialDate::read_start(text, days) == Ok(first.to_date()), || format!("it begins on {first}"))?;
        let Ok(date) = NaiveDate::parse_from_str(&first.to_string(), "%Y-%m-%d") else { continue };
        held(date.weekday() == begins, || format!("{first} is a {}", date.weekday()))?;
        // The fourth day of a week is in the year that the week is counted in.
        let middle = date + TimeDelta::days(3);
        let number = (middle.ordinal0() / 7 + 1).to_string();
        held(text.contains(&format!("{:04}", middle.year())) && text.contains(&number), || {
            format!("{first} begins week {number} of {}", middle.year())
        })?;
        let is_iso = convention == Weeks::Iso;
        held(!is_iso || date.iso_week().week().to_string() == number, || format!("{first}: not {number}"))?;
    }
    Ok(())
}

/// Whether a text is a week, or a day of one.
fn is_week(text: &str) -> bool {
    Week::in_text(text, Weeks::Iso).is_some()
        || text.trim().get(4..).is_some_and(|rest| rest.contains(['W', 'w']) && !rest.contains(['e', 'E']))
}

/// What chrono reads of a whole text in one form is the day that is read here; and a day that chrono finds is not said to
/// be none.
fn another_reader(text: &str, read: &[Read; 3]) -> Result<(), String> {
    const FORMS: [(&str, usize); 12] = [
        ("%Y-%m-%d", 0),
        ("%Y/%m/%d", 0),
        ("%Y%m%d", 0),
        ("%d %B %Y", 0),
        ("%d-%b-%Y", 0),
        ("%B %d, %Y", 0),
        ("%b %d %Y", 0),
        ("%d/%m/%Y", 1),
        ("%d.%m.%Y", 1),
        ("%d-%m-%Y", 1),
        ("%m/%d/%Y", 2),
        ("%m-%d-%Y", 2),
    ];
    for (form, at) in FORMS {
        let Ok(date) = NaiveDate::parse_from_str(text.trim(), form) else { continue };
        // It reads signs before years, and years of fewer digits.
        if !(1..=9999).contains(&date.year()) || !text.contains(&format!("{:04}", date.year())) {
            continue;
        }
        let is_none = matches!(read[at], Err(DateFault::NoSuchDay { .. } | DateFault::NoSuchMonth { .. }));
        held(!is_none, || format!("{:?} here, {date} as {form}", read[at]))?;
        let Ok(moment) = &read[at] else { continue };
        held(moment.date == day(date), || format!("{} here, {date} as {form}", moment.date))?;
    }
    clock_of_twelve_hours(text, &read[0])
}

fn day(date: NaiveDate) -> PartialDate {
    let day = PartialDate::day(date.year(), date.month(), date.day());
    day.unwrap_or_else(|| Day::MIN.to_date())
}

fn clock_of_twelve_hours(text: &str, read: &Read) -> Result<(), String> {
    let Ok(at) = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %I:%M %p") else { return Ok(()) };
    let Ok(Moment { time: Some(time), .. }) = read else { return Ok(()) };
    held(time.seconds() == at.num_seconds_from_midnight(), || format!("{time} here, {at} as chrono reads it"))
}

/// The month of a date stands in the text: its name, or its number.
fn month_stands(text: &str, iso: &str) -> Result<(), String> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let Some(month) = iso.get(5..7).and_then(|month| month.parse::<usize>().ok()) else { return Ok(()) };
    let text = text.to_lowercase();
    let has_name = NAMES.iter().any(|name| text.contains(name));
    let stands = if has_name { text.contains(NAMES[month - 1]) } else { text.contains(&month.to_string()) };
    held(stands, || format!("the month of {iso} does not stand in the text"))
}

/// The day that a fault offers for a number is the one that a spreadsheet or a clock means by it.
fn offered(text: &str, fault: &DateFault) -> Result<(), String> {
    let digits = text.trim().split('.').next().unwrap_or_default();
    let Ok(number) = digits.parse::<i64>() else { return Ok(()) };
    let (date, meant) = match fault {
        DateFault::SpreadsheetSerial { date, .. } => {
            let origin = NaiveDate::from_ymd_opt(1899, 12, 30);
            (date, origin.and_then(|origin| origin.checked_add_signed(TimeDelta::days(number))))
        }
        DateFault::UnixTime { date, .. } => {
            let unit = match digits.len() {
                13 => 1_000,
                16 => 1_000_000,
                _ => 1,
            };
            (date, DateTime::from_timestamp(number / unit, 0).map(|time| time.date_naive()))
        }
        _ => return Ok(()),
    };
    held(meant.is_none_or(|meant| day(meant) == *date), || format!("{date} is offered, {meant:?} is meant"))
}

/// A time of the desk's clock is a moment too, prints back, and is the one that chrono reads.
fn clock(text: &str, alone: &Read) -> Result<(), String> {
    let chrono = DateTime::parse_from_rfc3339(text.trim()).ok();
    match Timestamp::read(text) {
        Err(fault) => told(&fault, DateFault::CODES),
        Ok(time) => {
            held(alone.is_ok(), || format!("{time} as a time, and no moment"))?;
            held(Timestamp::read(&time.iso()) == Ok(time), || format!("`{time}` reads otherwise"))?;
            held(Timestamp::from_micros(time.micros()) == Some(time), || format!("{time} is out of range"))?;
            let Some(chrono) = chrono else { return Ok(()) };
            held(chrono.timestamp_micros() == time.micros(), || {
                format!("{time} here, {chrono} as chrono reads it")
            })?;
            let offset =
                alone.as_ref().ok().and_then(|moment| moment.time).and_then(|time| time.offset_minutes());
            let minutes = chrono.offset().local_minus_utc() / 60;
            held(offset.map(i32::from) == Some(minutes), || {
                format!("{offset:?} minutes from UTC, not {minutes}")
            })
        }
    }
}
