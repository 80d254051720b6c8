//! The house CSV: one row a figure, columns by their names.

use std::io::BufRead;

use crate::intake::csv::{self, CsvFault, Limits, LineTally, Record, Records, Refused};
use crate::intake::fault::FileFault;
use crate::intake::mapping::{Mapping, Settings};
use crate::model::figure::Figure;
use crate::model::place::Placed;
use crate::model::problem::{Fault, Problem};
use crate::model::shared::Shared;

use super::{Dialect, Item, Layout, Rejected, Row, Stopped};

/// Delimiters that are tried; the one that makes most known names is taken, the earlier one of equals.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// A reader of one house CSV.
pub struct House<R> {
    records: Records<R>,
    layout: Layout,
    shared: Shared,
}

impl<R: BufRead> House<R> {
    /// Opens a file: looks at its first bytes, finds the delimiter, reads the header.
    ///
    /// # Errors
    /// Faults that concern the whole file.
    pub fn open(mut reader: R, settings: &Settings, limits: Limits) -> Result<House<R>, Stopped> {
        let head = reader.fill_buf()?;
        let delimiter = delimiter_of(head, settings);
        let mut records = Records::new(reader, delimiter, limits);
        let mapping = match records.next()? {
            None => Err(vec![FileFault::Empty]),
            Some(csv::Row::Refused(refused)) => Err(vec![broken_header(&refused)]),
            Some(csv::Row::Record(header)) => {
                Mapping::of_header(&header.iter().collect::<Vec<_>>(), settings)
            }
        };
        let mapping = mapping.map_err(Stopped::File)?;
        records.expect_columns(mapping.names().len());
        Ok(House { records, layout: Layout::new(mapping, delimiter), shared: Shared::default() })
    }
}

impl<R: BufRead + Send> Dialect for House<R> {
    /// Text that is not UTF-8 stops the file.
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        Ok(Some(match self.records.next()? {
            None => return Ok(None),
            Some(csv::Row::Record(record)) => judge(&record, self.layout.mapping(), &mut self.shared),
            Some(csv::Row::Refused(refused)) => {
                if let CsvFault::NotUtf8 { line, column, .. } = refused.fault {
                    return Err(Stopped::File(vec![FileFault::NotUtf8 { line, column }]));
                }
                Item::Rejected(rejected(refused))
            }
        }))
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        self.layout.judge(line, cells, &mut self.shared)
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn tally(&self) -> LineTally {
        self.records.tally()
    }

    fn headers(&self) -> u64 {
        1
    }
}

fn judge(record: &Record<'_>, mapping: &Mapping, shared: &mut Shared) -> Item {
    let draft = mapping.draft(record.iter());
    let own = || record.iter().map(str::to_owned).collect::<Vec<_>>();
    match Figure::from_draft(&draft, shared) {
        Ok(drafted) => {
            let named = drafted.reference.is_some() || !drafted.declared.is_empty();
            Item::Row(Row { line: record.line(), cells: named.then(own), drafted: Box::new(drafted) })
        }
        Err(problems) => {
            let problems = problems.into_iter().map(|problem| place(record, mapping, problem)).collect();
            Item::Rejected(Rejected { line: record.line(), cells: own(), problems })
        }
    }
}

fn place(record: &Record<'_>, mapping: &Mapping, problem: Problem) -> Placed {
    let at = problem.field.and_then(|field| mapping.column_of(field));
    let line = at.map_or(record.line(), |at| record.line_of(at));
    let text = record.raw().lines().nth((line - record.line()) as usize).unwrap_or_default();
    let value = at.and_then(|at| record.get(at)).unwrap_or_default();
    Placed {
        line,
        column: at.map(|at| record.column_of(at)),
        width: value.lines().next().unwrap_or_default().chars().count().max(1),
        text: Placed::cut(text),
        value: value.to_owned(),
        problem,
    }
}

/// A row that could not be split, as it is told.
pub(super) fn rejected(refused: Refused) -> Rejected {
    let text = refused.raw.lines().nth((refused.fault_line - refused.line) as usize).unwrap_or_default();
    let placed = Placed {
        line: refused.fault_line,
        column: refused.column,
        width: 1,
        text: text.to_owned(),
        value: refused.raw.clone(),
        problem: Problem::of_row(&refused.fault),
    };
    Rejected { line: refused.line, cells: refused.cells.unwrap_or_default(), problems: vec![placed] }
}

fn broken_header(refused: &Refused) -> FileFault {
    match &refused.fault {
        CsvFault::NotUtf8 { line, column, .. } => FileFault::NotUtf8 { line: *line, column: *column },
        fault => FileFault::BrokenHeader(format!("{fault}; {}", fault.hint())),
    }
}

fn delimiter_of(head: &[u8], settings: &Settings) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line));
    let known = |delimiter: u8| {
        let names: Vec<&str> =
            line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"')).collect();
        Mapping::known_names(&names, settings)
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| known(*delimiter)).unwrap_or(b',')
}
