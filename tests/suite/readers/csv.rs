//! The CSV reader: every physical line is a record, a blank or a refusal, however the bytes arrive; and what is sound is
//! read as the csv crate reads it.

use std::io::{BufReader, Read};

use tollbook::intake::csv::{CsvFault, CsvRow, Limits, Record, Records};
use tollbook::model::problem::Fault;

use super::{Checked, held, seen, told};

const LIMITS: Limits = Limits { cell_bytes: 200, columns: 40 };

/// What a file was read as.
#[derive(Debug, Default, PartialEq)]
struct Table {
    rows: Vec<Vec<String>>,
    refused: Vec<(u64, u64, &'static str)>,
}

/// A few bytes at a time, so that rows lie across many reads.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let size = self.1.min(self.0.len()).min(into.len());
        let (now, later) = self.0.split_at(size);
        into[..size].copy_from_slice(now);
        self.0 = later;
        Ok(size)
    }
}

pub fn check(input: &[u8]) -> Checked {
    // The first sign that could be one.
    let delimiter = input.iter().copied().find(|byte| b",;\t|".contains(byte)).unwrap_or(b',');
    let whole = read(input, delimiter, usize::MAX)?;
    let step = 1 + input.len() % 13;
    let chunked = read(input, delimiter, step)?;
    held(whole == chunked, || format!("in steps of {step}: {chunked:?}, not {whole:?}"))?;
    as_the_crate_reads(input, delimiter, &whole)?;
    comes_back(delimiter, &whole)?;
    seen(whole.rows.len() > 1 && whole.rows.first().is_some_and(|row| row.len() > 1))
}

/// Reads all of it, the first record as the header, and holds each row against the physical lines that it names.
fn read(input: &[u8], delimiter: u8, step: usize) -> Result<Table, String> {
    let mut records = Records::new(BufReader::with_capacity(1, Trickle(input, step)), delimiter, LIMITS);
    let marked = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let lines: Vec<&[u8]> = marked.split_inclusive(|byte| *byte == b'\n').collect();
    let (mut table, mut next) = (Table::default(), 1);
    while let Some(row) = records.next().map_err(|error| error.to_string())? {
        let (line, spanned) = match &row {
            CsvRow::Record(record) => (record.line(), record.lines()),
            CsvRow::Refused(refused) => (refused.line, refused.lines),
        };
        held(line >= next && spanned > 0, || format!("line {line} after line {}", next - 1))?;
        let skipped = lines.get(next as usize - 1..line as usize - 1).ok_or("a line that is not there")?;
        held(skipped.iter().all(|line| line.iter().all(|b| b" \t\r\n".contains(b))), || {
            format!("line {next} to {line}: more than blanks is passed over")
        })?;
        next = line + spanned;
        let own = lines.get(line as usize - 1..next as usize - 1).ok_or("a line that is not there")?.concat();
        let own = own.strip_suffix(b"\n").unwrap_or(&own);
        let own = &own[..own.iter().rposition(|byte| *byte != b'\r').map_or(0, |at| at + 1)];
        match row {
            CsvRow::Record(record) => {
                held(record.raw().as_bytes() == own, || format!("line {line}: {:?}", record.raw()))?;
                placed(&record, &lines)?;
                if let Some(header) = table.rows.first() {
                    nothing_swallowed(own, delimiter, header.len())?;
                }
                table.rows.push(record.iter().map(str::to_owned).collect());
            }
            CsvRow::Refused(refused) => {
                told(&refused.fault, CsvFault::CODES)?;
                held(!refused.whole || refused.raw.as_bytes() == own, || {
                    format!("line {line}: {:?}", refused.raw)
                })?;
                held((line..next).contains(&refused.fault_line), || format!("{refused:?}"))?;
                table.refused.push((line, spanned, refused.fault.code()));
            }
        }
        if let Some(first) = table.rows.first() {
            held(table.rows.last().is_some_and(|row| row.len() == first.len()), || "a ragged row".into())?;
            records.expect_columns(first.len());
        }
        let tally = records.tally();
        held(tally.adds_up(), || format!("{tally:?}"))?;
    }
    let tally = records.tally();
    held(tally.adds_up() && tally.all == lines.len() as u64, || {
        format!("{} lines, and {tally:?}", lines.len())
    })?;
    held(records.bytes_read() == input.len() as u64, || format!("{} bytes", records.bytes_read()))?;
    held(tally.records == table.rows.len() as u64, || format!("{} rows, and {tally:?}", table.rows.len()))?;
    Ok(table)
}

/// Each cell stands where it is said to: so many line feeds behind the start of its row, at that character of its line.
fn placed(record: &Record<'_>, lines: &[&[u8]]) -> Result<(), String> {
    let mut line = record.line();
    for (at, cell) in record.iter().enumerate() {
        held(record.line_of(at) == line, || {
            format!("cell {at} is in line {line}, not {}", record.line_of(at))
        })?;
        let own = lines.get(line as usize - 1).map_or("".into(), |line| String::from_utf8_lossy(line));
        let rest: String = own.chars().skip(record.column_of(at) - 1).collect();
        let first = cell.split('\n').next().unwrap_or_default();
        held(rest.starts_with(first) || rest.starts_with(&first.replace('"', "\"\"")), || {
            format!("cell {at}, {first:?}, does not stand in line {line}, column {}", record.column_of(at))
        })?;
        held(cell.len() <= LIMITS.cell_bytes && at < LIMITS.columns, || {
            format!("cell {at} is above the limits")
        })?;
        line += cell.matches('\n').count() as u64;
    }
    Ok(())
}

/// No line inside a quote is a row: without a quote of its own, of the header's width, and not prose with blanks behind its
/// delimiters.
fn nothing_swallowed(row: &[u8], delimiter: u8, columns: usize) -> Result<(), String> {
    let is_row = |line: &&[u8]| {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let cells: Vec<&[u8]> = line.split(|byte| *byte == delimiter).collect();
        let is_prose = cells.iter().skip(1).all(|cell| cell.starts_with(b" "));
        !line.contains(&b'"') && cells.len() == columns && columns > 2 && !is_prose
    };
    let swallowed = row.split(|byte| *byte == b'\n').skip(1).find(is_row);
    held(swallowed.is_none(), || format!("a quote swallowed {:?}", swallowed.map(<[u8]>::escape_ascii)))
}

/// A file of which nothing was refused is read alike by the csv crate; and one without quotes, lone carriage returns and
/// ragged rows is not refused.
fn as_the_crate_reads(input: &[u8], delimiter: u8, whole: &Table) -> Result<(), String> {
    let is_plain =
        std::str::from_utf8(input).is_ok() && !input.iter().any(|byte| matches!(byte, b'"' | b'\r' | 0));
    if !whole.refused.is_empty() && !is_plain {
        return Ok(());
    }
    let width = whole.rows.first().map_or(0, Vec::len);
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(input);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("the csv crate refuses what was read: {error}"))?;
        let row: Vec<String> = record.iter().map(str::to_owned).collect();
        // A line of blanks is no row where there are two columns.
        let is_blank = row.len() == 1 && row[0].chars().all(|c| c == ' ' || c == '\t');
        if !(is_blank && rows.first().is_some_and(|first| first.len() > 1)) {
            rows.push(row);
        }
    }
    if whole.refused.is_empty() {
        return held(rows == whole.rows, || format!("the csv crate reads {rows:?}, not {:?}", whole.rows));
    }
    let first = rows.first().map_or(0, Vec::len);
    let is_sound = first <= LIMITS.columns
        && rows
            .iter()
            .all(|row| row.len() == first && row.iter().all(|cell| cell.len() <= LIMITS.cell_bytes));
    held(!is_sound, || format!("sound rows of {width} cells are refused: {:?}", whole.refused))
}

/// What was read, written by the csv crate, is read again as the same.
fn comes_back(delimiter: u8, whole: &Table) -> Result<(), String> {
    let has_mark =
        whole.rows.first().and_then(|row| row.first()).is_some_and(|cell| cell.starts_with('\u{feff}'));
    let is_one_line = |cell: &String| !cell.contains(['\n', '\r']) && cell.len() < LIMITS.cell_bytes / 2;
    if whole.rows.is_empty() || has_mark || !whole.rows.iter().flatten().all(is_one_line) {
        return Ok(());
    }
    let style = ::csv::QuoteStyle::Necessary;
    let mut writer =
        ::csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).from_writer(Vec::new());
    for row in &whole.rows {
        writer.write_record(row).map_err(|error| error.to_string())?;
    }
    let written = writer.into_inner().map_err(|error| error.to_string())?;
    let mut again = read(&written, delimiter, usize::MAX)?;
    let is_blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim_matches([' ', '\t']).is_empty());
    let mut rows = whole.rows.clone();
    // A row of blanks may look like a blank line once it is written.
    again.rows.retain(|row| !is_blank(row));
    rows.retain(|row| !is_blank(row));
    held(again.rows == rows && again.refused.is_empty(), || format!("{rows:?} comes back as {again:?}"))
}
