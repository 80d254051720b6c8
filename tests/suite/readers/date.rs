//! The date text: what is read stands in the text, prints and packs back, and no order of day and month is guessed.

use chrono::{Datelike, NaiveDate};
use tollbook::model::date::{CODES, DateFault, DateOrder, Moment, PartialDate, Precision, Timestamp};
use tollbook::model::problem::Fault;

use super::{Checked, held, seen, told};

type Read = Result<Moment, DateFault>;

const ORDERS: [Option<DateOrder>; 3] = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];

pub fn check(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let read = ORDERS.map(|order| Moment::read_with(&text, order));
    for (order, read) in ORDERS.iter().zip(&read) {
        match read {
            Ok(moment) => one(&text, *order, *moment)?,
            Err(fault) => told(fault, CODES)?,
        }
        let date = PartialDate::read_with(&text, *order);
        held(date == read.clone().map(|moment| moment.date), || {
            format!("{date:?} as a date, {read:?} as a moment")
        })?;
    }
    orders_agree(&text, &read)?;
    another_reader(&text, &read)?;
    let blanks = Moment::read(&format!("\t{text} "));
    held(blanks == read[0], || format!("with blanks around it: {blanks:?}, not {:?}", read[0]))?;
    let desk = clock(&text, &read[0])?;
    let is_read = read.iter().any(Result::is_ok);
    seen(is_read, (read.each_ref().map(way), desk, is_read.then(|| form(&text))))
}

fn way(read: &Read) -> (&'static str, Option<Precision>, bool, bool) {
    match read {
        Err(fault) => (fault.code(), None, false, false),
        Ok(moment) => (
            "",
            Some(moment.date.precision()),
            moment.time.is_some(),
            moment.time.is_some_and(|time| time.offset_minutes().is_some()),
        ),
    }
}

/// The signs between the parts of a text: one way of writing dates for each.
fn form(text: &str) -> String {
    let coarse = |c: char| {
        if c.is_ascii_digit() {
            '0'
        } else if c.is_alphabetic() {
            'a'
        } else {
            c
        }
    };
    let mut form: Vec<char> = text.trim().chars().map(coarse).collect();
    form.dedup();
    form.into_iter().take(9).collect()
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
    held(first <= last && date.may_overlap(first.to_date()), || format!("{date} ends before it begins"))?;
    held(text.contains(&iso[..4]), || format!("the year of {iso} does not stand in the text"))?;
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

/// What chrono reads of a whole text in one form is the day that is read here, where one is.
fn another_reader(text: &str, read: &[Read; 3]) -> Result<(), String> {
    const FORMS: [(&str, usize); 8] = [
        ("%Y-%m-%d", 0),
        ("%Y/%m/%d", 0),
        ("%d %B %Y", 0),
        ("%B %d, %Y", 0),
        ("%d/%m/%Y", 1),
        ("%d.%m.%Y", 1),
        ("%m/%d/%Y", 2),
        ("%m-%d-%Y", 2),
    ];
    for (form, at) in FORMS {
        let Ok(date) = NaiveDate::parse_from_str(text.trim(), form) else { continue };
        if !(1000..=9999).contains(&date.year()) {
            continue; // it reads signs before years
        }
        let Ok(moment) = &read[at] else { continue };
        let expected = PartialDate::day(date.year(), date.month(), date.day());
        held(Some(moment.date) == expected, || format!("{} here, {date} as {form}", moment.date))?;
    }
    Ok(())
}

/// A time of the desk's clock is a moment too, and prints back.
fn clock(text: &str, alone: &Read) -> Result<Option<&'static str>, String> {
    match Timestamp::read(text) {
        Err(fault) => told(&fault, CODES).map(|()| Some(fault.code())),
        Ok(time) => {
            held(alone.is_ok(), || format!("{time} as a time, and no moment"))?;
            held(Timestamp::read(&time.iso()) == Ok(time), || format!("`{time}` reads otherwise"))?;
            held(Timestamp::from_micros(time.micros()) == Some(time), || format!("{time} is out of range"))?;
            Ok(None)
        }
    }
}
