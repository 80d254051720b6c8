//! What must hold of each reader, whatever it is given. `Ok(true)` says that the input was accepted.

use std::io::Cursor;

use tollbook::intake::csv::{Limits, Records, Row};
use tollbook::intake::profile::Profile;
use tollbook::model::count::Count;
use tollbook::model::date::{DateOrder, Moment, PartialDate};
use tollbook::model::problem::Fault;
use tollbook::model::wording::{Kind, Thousands, Wording};

/// Whether an input was accepted, or what does not hold.
pub type Checked = Result<bool, String>;

/// The check of a target.
pub fn named(target: &str) -> Option<fn(&[u8]) -> Checked> {
    Some(match target {
        "count" => count,
        "date" => date,
        "csv" => csv,
        "profile" => profile,
        _ => return None,
    })
}

fn held(holds: bool, what: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Words are kept, intervals ordered and within people, canonical words read as the same count.
fn count(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let mut accepted = false;
    for signs in [None, Some(Thousands::Comma), Some(Thousands::Dot)] {
        let reading = match Wording::read_with(&text, signs) {
            Ok(reading) => reading,
            Err(fault) => {
                held(!fault.hint().is_empty() && !fault.to_string().is_empty(), || format!("no hint: {fault:?}"))?;
                continue;
            }
        };
        accepted = true;
        let wording = reading.whole;
        let count = wording.count();
        held(count.high().is_none_or(|high| count.low() <= high && high <= Count::MOST), || {
            format!("an interval out of order: {wording:?}")
        })?;
        if let Some(value) = wording.value() {
            held(value <= Count::MOST, || format!("more than all people: {wording:?}"))?;
        }
        if signs != Some(Thousands::Dot) {
            held(wording.text().trim() == text.trim(), || format!("words lost: {:?}", wording.text()))?;
        }
        let kept = wording.text().into_owned();
        let again = Wording::read(&kept).map_err(|fault| format!("kept words `{kept}` are refused: {fault}"))?;
        held(again.whole.count() == count, || {
            format!("kept words `{kept}` read as {:?}, not {count:?}", again.whole.count())
        })?;
        if wording.kind() != Kind::Estimate || wording.value().is_some() {
            let canonical = Wording::restore(wording.kind(), wording.value(), count, None).text().into_owned();
            if let Ok(again) = Wording::read(&canonical) {
                held(again.whole.count() == count, || {
                    format!("canonical `{canonical}` of {count:?} reads as {:?}", again.whole.count())
                })?;
            }
        }
    }
    Ok(accepted)
}

/// What is read as a date is read as the same date from its ISO form, and back from its packed one.
fn date(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let mut accepted = false;
    for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
        match Moment::read_with(&text, order) {
            Err(fault) => held(!fault.hint().is_empty(), || format!("no hint: {fault:?}"))?,
            Ok(moment) => {
                accepted = true;
                let iso = moment.iso();
                held(Moment::read(&iso) == Ok(moment), || format!("`{iso}` reads as {:?}", Moment::read(&iso)))?;
                held(Moment::from_packed(moment.to_packed()) == Some(moment), || format!("packed: {iso}"))?;
            }
        }
        if let Ok(date) = PartialDate::read_with(&text, order) {
            let iso = date.iso();
            held(PartialDate::read(&iso) == Ok(date), || format!("`{iso}` is not {date:?}"))?;
            held(date.first_day() <= date.last_day(), || format!("{iso} ends before it begins"))?;
            held(PartialDate::from_packed(date.to_packed()) == Some(date), || format!("packed: {iso}"))?;
        }
    }
    if let Some(order) = DateOrder::evidence(&text)
        && Moment::read(&text).is_ok()
    {
        held(Moment::read_with(&text, Some(order)) == Moment::read(&text), || {
            format!("evidence for {order:?} reads otherwise")
        })?;
    }
    Ok(accepted)
}

/// Every physical line is a record, a blank or a refusal; rows come in order, and no cell is invented.
fn csv(input: &[u8]) -> Checked {
    let delimiter = [b',', b';', b'\t', b'|'][input.len() % 4];
    let limits = Limits { cell_bytes: 200, columns: 40 };
    let mut records = Records::new(Cursor::new(input), delimiter, limits);
    let (mut last, mut rows, mut width) = (0, 0u64, None);
    while let Some(row) = records.next().map_err(|error| error.to_string())? {
        let line = match row {
            Row::Record(record) => {
                let cells: Vec<&str> = record.iter().collect();
                held(width.is_none_or(|width| width == cells.len()), || "a ragged row".into())?;
                width.get_or_insert(cells.len());
                held(cells.iter().all(|cell| cell.len() <= record.raw().len()), || "a cell invented".into())?;
                rows += 1;
                record.line()
            }
            Row::Refused(refused) => refused.line,
        };
        held(line > last, || format!("line {line} after line {last}"))?;
        last = line;
        let tally = records.tally();
        held(tally.adds_up(), || format!("{tally:?}"))?;
        if let Some(width) = width {
            records.expect_columns(width);
        }
    }
    let feeds = input.iter().filter(|byte| **byte == b'\n').count() as u64;
    let marked = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let lines = feeds + u64::from(marked.last().is_some_and(|byte| *byte != b'\n'));
    let tally = records.tally();
    held(tally.all == lines && tally.adds_up(), || format!("{lines} lines, and {tally:?}"))?;
    held(rows == tally.records && rows <= lines, || format!("{rows} rows of {lines} lines"))?;
    Ok(rows > 1)
}

/// A profile is read, written and read again as the same, or a fault has its place in the text.
fn profile(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    match Profile::read(&text) {
        Ok(profile) => {
            let written = profile.to_toml();
            let again = Profile::read(&written).map_err(|fault| format!("its own text is refused: {fault:?}\n{written}"))?;
            held(again == profile, || format!("it comes back otherwise:\n{written}"))?;
            Ok(true)
        }
        Err(placed) => {
            let lines = text.split('\n').count() as u64;
            held((1..=lines).contains(&placed.line), || format!("line {} of {lines}", placed.line))?;
            held(!placed.problem.hint.is_empty(), || "no hint".into())?;
            Ok(false)
        }
    }
}
