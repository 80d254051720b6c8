//! What the reader gives out: rows with their place in the file, and refusals with the reason.

use super::CsvFault;
use super::split::Span;

/// A row of the file.
#[derive(Clone, Debug)]
pub enum CsvRow<'a> {
    /// A row that was split into cells.
    Record(Record<'a>),
    /// A row that cannot be, or has the wrong width.
    Refused(Refused),
}

/// One row, split into cells. Borrowed from the reader until the next row is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub(super) line: u64,
    pub(super) lines: u64,
    pub(super) raw: &'a str,
    pub(super) cells: &'a [Span],
    pub(super) mended: &'a [UnescapedCell],
    pub(super) scratch: &'a str,
}

/// A cell whose text differs from the bytes of the file, because it holds doubled quotes.
#[derive(Clone, Debug)]
pub(super) struct UnescapedCell {
    /// Which cell, from 0.
    pub cell: usize,
    /// Where its text is in the scratch text.
    pub text: Span,
}

/// A row that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The physical line where it starts, from 1.
    pub line: u64,
    /// How many physical lines were passed with it.
    pub lines: u64,
    /// Its bytes as text, without the last line end: cut to 4,096 bytes, with U+FFFD for what is not UTF-8.
    pub raw: String,
    /// Whether `raw` is all of it, unchanged.
    pub whole: bool,
    /// Its cells, unquoted and uncut; `None` where it could not be split into cells or is not UTF-8.
    pub cells: Option<Vec<String>>,
    /// The physical line that `column` counts in: `line`, unless the row has several.
    pub fault_line: u64,
    /// The character of that line where the fault is, from 1; `None` when the whole row is at fault.
    pub column: Option<usize>,
    /// What is wrong.
    pub fault: CsvFault,
}

impl<'a> Record<'a> {
    /// The physical line where the row starts, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many physical lines it spans: 1, unless a quoted cell holds line breaks.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// The row as it stands in the file, without the last line end.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// How many cells it has: at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a row has at least one cell")]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell, unquoted, counted from 0; `None` beyond the last.
    #[inline]
    pub fn get(&self, cell: usize) -> Option<&'a str> {
        let span = self.cells.get(cell)?;
        if !self.mended.is_empty()
            && let Ok(at) = self.mended.binary_search_by_key(&cell, |mended| mended.cell)
        {
            return self.scratch.get(self.mended.get(at)?.text.clone());
        }
        self.raw.get(span.clone())
    }

    /// The cells in order, unquoted.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let record = *self;
        (0..record.len()).map(move |cell| record.get(cell).unwrap_or_default())
    }

    /// The character of its physical line where the text of a cell starts, behind its opening quote, from 1.
    /// Of a cell beyond the last: where the row ends.
    pub fn column_of(&self, cell: usize) -> usize {
        column(self.before(cell))
    }

    /// The physical line where the text of a cell starts: a later one than [`line`](Self::line) for cells
    /// behind a quoted cell with line breaks.
    pub fn line_of(&self, cell: usize) -> u64 {
        if self.lines == 1 { self.line } else { self.line + feeds(self.before(cell)) }
    }

    /// The row on its own.
    pub fn kept(&self) -> KeptRecord {
        KeptRecord {
            line: self.line,
            lines: self.lines,
            raw: self.raw.to_owned(),
            cells: self.cells.to_vec(),
            mended: self.mended.to_vec(),
            scratch: self.scratch.to_owned(),
        }
    }

    /// What stands before a cell in the row.
    fn before(&self, cell: usize) -> &'a [u8] {
        let start = self.cells.get(cell).map_or(self.raw.len(), |span| span.start);
        self.raw.as_bytes().get(..start).unwrap_or_default()
    }
}

/// A row that is kept while the reader goes on.
#[derive(Clone, Debug)]
pub struct KeptRecord {
    line: u64,
    lines: u64,
    raw: String,
    cells: Vec<Span>,
    mended: Vec<UnescapedCell>,
    scratch: String,
}

impl KeptRecord {
    /// The row again.
    pub fn record(&self) -> Record<'_> {
        let KeptRecord { line, lines, raw, cells, mended, scratch } = self;
        Record { line: *line, lines: *lines, raw, cells, mended, scratch }
    }
}

/// Line feeds in these bytes.
pub(super) fn feeds(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// The character of its line that follows these bytes of a row, from 1.
pub(super) fn column(before: &[u8]) -> usize {
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    characters(before.get(start..).unwrap_or_default()) + 1
}
