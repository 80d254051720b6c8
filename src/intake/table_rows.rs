//! The rows of a table up to the footer that the desk named; what stands below it are lines, and no rows.

use std::io::{self, BufRead};

use super::csv::{CsvRow, LineTally, Records, Refused};
use super::form::FooterPattern;
use super::item::{Skipped, What};
use crate::model::place::Placed;

/// The records of a table, and the lines behind its end.
pub struct TableRows<R> {
    records: Records<R>,
    delimiter: u8,
    footer: Option<FooterPattern>,
    is_below: bool,
}

/// The next of a table.
pub enum TableLine<'t> {
    /// A row, or what was to be one.
    Row(CsvRow<'t>),
    /// The footer, or a line below it.
    Below(Skipped),
}

impl<R: BufRead> TableRows<R> {
    /// The rows of which the header was read.
    pub fn new(records: Records<R>, delimiter: u8, footer: Option<FooterPattern>) -> TableRows<R> {
        TableRows { records, delimiter, footer, is_below: false }
    }

    /// The next row, or line below the footer; `None` at the end of the file.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn next(&mut self) -> io::Result<Option<TableLine<'_>>> {
        let TableRows { records, delimiter, footer, is_below } = self;
        let Some(footer) = footer else { return Ok(records.next()?.map(TableLine::Row)) };
        if *is_below {
            let below = records.pass_below()?;
            let skipped = |(line, text): (u64, String)| skipped(line, What::Below, &text);
            return Ok(below.map(|below| TableLine::Below(skipped(below))));
        }
        let Some(row) = records.next()? else { return Ok(None) };
        let (line, first, text) = match &row {
            CsvRow::Record(record) => (record.line(), record.get(0).unwrap_or_default(), record.raw()),
            CsvRow::Refused(refused) => (refused.line, first_cell(refused, *delimiter), refused.raw.as_str()),
        };
        if footer.fits(first) {
            *is_below = true;
            return Ok(Some(TableLine::Below(skipped(line, What::Footer, text))));
        }
        Ok(Some(TableLine::Row(row)))
    }

    /// What became of the physical lines so far.
    pub fn tally(&self) -> LineTally {
        self.records.tally()
    }
}

/// The first cell of a row that could not be split, or has the wrong width.
fn first_cell(refused: &Refused, delimiter: u8) -> &str {
    let cell = refused.cells.as_ref().and_then(|cells| cells.first());
    let raw = refused.raw.split([char::from(delimiter), '\n']).next().unwrap_or_default();
    cell.map_or_else(|| raw.trim_start_matches('"'), String::as_str)
}

fn skipped(line: u64, what: What, text: &str) -> Skipped {
    Skipped { line, what, text: Placed::cut(text) }
}
