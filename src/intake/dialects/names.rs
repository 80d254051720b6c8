//! What a desk says about names, as `export` writes it beside the figures: `name_kind, name, says, value`.

use std::io::BufRead;

use crate::intake::csv::{self, Limits, LineTally, Record, Records};
use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::mapping::Mapping;
use crate::intake::row_fault::RowFault;
use crate::intake::stopped::Stopped;
use crate::model::formula::undefused;
use crate::model::names::NameFact;
use crate::model::place::Placed;
use crate::model::problem::Problem;

use super::house::rejected;
use super::{Dialect, Layout};
use crate::intake::item::{Item, Rejected, SaidOfName};

/// Whether a file begins with the header of such a file.
pub fn is_header(head: &[u8]) -> bool {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).starts_with(NameFact::COLUMNS.join(",").as_bytes())
}

/// A reader of one such file.
pub struct NamesCsv<R> {
    records: Records<R>,
    layout: Layout,
}

impl<R: BufRead> NamesCsv<R> {
    /// Opens a file whose header is known.
    ///
    /// # Errors
    /// A header that cannot be split.
    pub fn open(reader: R, limits: Limits) -> Result<NamesCsv<R>, Stopped> {
        let mut records = Records::new(reader, b',', limits);
        let columns = match records.next()? {
            Some(csv::CsvRow::Record(header)) => header.len(),
            Some(csv::CsvRow::Refused(_)) | None => return Err(Stopped::File(vec![FileFault::Empty])),
        };
        records.expect_columns(columns);
        let layout = Layout::new(Mapping::of_no_field(Header::of(NameFact::COLUMNS)), b',');
        Ok(NamesCsv { records, layout })
    }
}

impl<R: BufRead + Send> Dialect for NamesCsv<R> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        Ok(Some(match self.records.next()? {
            None => return Ok(None),
            Some(csv::CsvRow::Record(record)) => said(&record),
            Some(csv::CsvRow::Refused(refused)) => Item::Rejected(rejected(refused)?),
        }))
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        Item::Rejected(Rejected { line, cells: cells.to_vec(), problems: Vec::new() })
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

fn said(record: &Record<'_>) -> Item {
    let cell = |at: usize| undefused(record.get(at).unwrap_or_default());
    if let Some(fact) = NameFact::read([cell(0), cell(1), cell(2), cell(3)]) {
        return Item::Said(SaidOfName { line: record.line(), fact });
    }
    let problem = Problem::of_row(&RowFault::NoNameFact);
    let (line, text) = (record.line(), Placed::cut(record.raw()));
    let placed = Placed { line, column: None, at: None, width: 1, text, value: cell(2).to_owned(), problem };
    Item::Rejected(Rejected {
        line,
        cells: record.iter().take(NameFact::COLUMNS.len()).map(str::to_owned).collect(),
        problems: vec![placed],
    })
}
