//! What is typed behind the flags of `import`, read.

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::global::with_hint;
use crate::desk::Memory;
use crate::desk::reconcile::policies;
use crate::intake::encoding::ChosenEncoding;
use crate::intake::form::{FooterPattern, HeaderLine, HeaderRows};
use crate::intake::leeway::{FractionCells, NegativeCells};
use crate::model::date::{Century, DateOrder, Moment, Precision, Timestamp, Weeks};
use crate::model::draft::Field;
use crate::model::name::Name;
use crate::model::sheet::Changed;
use crate::model::wording::Thousands;

fn pair(text: &str) -> Result<(&str, &str), String> {
    text.split_once('=').ok_or_else(|| "write two names with = between them".to_owned())
}

fn field(name: &str) -> Result<String, String> {
    let names = || Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ");
    Field::from_name(name)
        .map(|field| field.name().to_owned())
        .ok_or_else(|| format!("`{name}` is not a field; write one of {}", names()))
}

/// A column and the field that it is read as.
pub fn mapped(text: &str) -> Result<(String, String), String> {
    // The column's own name may hold a =; a field's never does.
    let (column, name) = text.rsplit_once('=').ok_or_else(|| "write COLUMN=FIELD".to_owned())?;
    Ok((column.trim().to_owned(), field(name.trim())?))
}

/// A field and its value.
pub fn constant(text: &str) -> Result<(String, String), String> {
    let (name, value) = pair(text)?;
    Ok((field(name.trim())?, value.trim().to_owned()))
}

/// The name of an encoding.
pub fn encoding(label: &str) -> Result<String, String> {
    let known = ChosenEncoding::named(label).map(ChosenEncoding::name);
    known.ok_or_else(|| "write a name such as utf-8, utf-16le, windows-1252 or windows-1251".to_owned())
}

/// What separates cells.
pub fn delimiter(sign: &str) -> Result<char, String> {
    match sign {
        "tab" | "TAB" | "\\t" => return Ok('\t'),
        _ => {}
    }
    let mut signs = sign.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if sign.is_ascii() && !matches!(sign, '"' | '\n' | '\r') => Ok(sign),
        _ => Err("write one ASCII character other than a quote, or tab".to_owned()),
    }
}

/// The line of a header.
pub fn header_line(number: &str) -> Result<HeaderLine, String> {
    let line = number.parse().ok().and_then(HeaderLine::of);
    line.ok_or_else(|| "write the number of the line, from 1, as an editor shows it".to_owned())
}

/// How many lines a header has.
pub fn header_rows(number: &str) -> Result<HeaderRows, String> {
    let rows = number.parse().ok().and_then(HeaderRows::of);
    rows.ok_or_else(|| format!("write a whole number from 1 to {}", HeaderRows::MOST))
}

/// What ends a table.
pub fn footer(text: &str) -> Result<FooterPattern, String> {
    FooterPattern::of(text).ok_or_else(|| "write what the first cell holds, such as 'Source*'".to_owned())
}

/// What separates thousands.
pub fn thousands(sign: &str) -> Result<Thousands, String> {
    Thousands::from_sign(sign).ok_or_else(|| "write . or ,".to_owned())
}

/// What stands first in a date.
pub fn dates(word: &str) -> Result<DateOrder, String> {
    DateOrder::from_word(word).ok_or_else(|| "write dmy or mdy".to_owned())
}

/// What becomes of numbers below zero.
pub fn negative(word: &str) -> Result<NegativeCells, String> {
    NegativeCells::from_word(word).ok_or_else(|| "write skip".to_owned())
}

/// What becomes of fractions.
pub fn fractions(word: &str) -> Result<FractionCells, String> {
    FractionCells::from_word(word).ok_or_else(|| "write round".to_owned())
}

/// What is done with changed rows.
pub fn changed(word: &str) -> Result<Changed, String> {
    Changed::from_word(word).ok_or_else(|| "write mend or new".to_owned())
}

/// The century of years in two digits, by its first year.
pub fn century(year: &str) -> Result<Century, String> {
    let century = year.parse().ok().and_then(Century::from_first_year);
    century.ok_or_else(|| "write 1900 or 2000".to_owned())
}

/// How weeks are counted.
pub fn weeks(word: &str) -> Result<Weeks, String> {
    Weeks::from_word(word).ok_or_else(|| "write iso or epi".to_owned())
}

/// A size of memory.
pub fn memory(size: &str) -> Result<Memory, String> {
    let (number, unit) = size.split_at(size.find(|c: char| !c.is_ascii_digit()).unwrap_or(size.len()));
    let shift = match unit.to_ascii_uppercase().trim_end_matches(['B', 'I']) {
        "M" => 20,
        "G" => 30,
        _ => return Err("write a whole number and M or G, such as 512M or 2G".to_owned()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    bytes.and_then(Memory::of_bytes).ok_or_else(|| {
        format!("write a size from {}M to {}M, such as 512M", Memory::LEAST >> 20, Memory::MOST >> 20)
    })
}

/// A limit.
pub fn at_least_one(number: &str) -> Result<usize, String> {
    let read = number.parse().ok().filter(|number| (1..=1 << 30).contains(number));
    read.ok_or_else(|| "write a whole number from 1 to 1073741824".to_owned())
}

/// The names after `--policy`.
pub fn policy_names() -> PossibleValuesParser {
    let named = policies().map(|(name, about)| PossibleValue::new(name).help(about));
    PossibleValuesParser::new(named.collect::<Vec<_>>())
}

/// The name of a feed.
pub fn feed(text: &str) -> Result<Name, String> {
    Name::read(text).ok_or_else(|| "write a name for the feed, such as health-ministry-daily".to_owned())
}

/// A day, or a time with its zone, as a source prints it.
pub fn moment(text: &str) -> Result<String, String> {
    Moment::read(text).map(|moment| moment.iso()).map_err(|fault| with_hint(&fault))
}

/// When a feed looked like a snapshot: a day, or a time with its zone, which is kept in UTC.
pub fn snapshot_time(text: &str) -> Result<Moment, String> {
    let moment = Moment::read(text).map_err(|fault| with_hint(&fault))?;
    match moment.time {
        Some(_) => Timestamp::read(text).map(Timestamp::to_the_second).map_err(|fault| with_hint(&fault)),
        None if moment.date.precision() == Precision::Day => Ok(moment),
        None => Err("nobody looks for a whole month; write a day, or a time with its zone".to_owned()),
    }
}
