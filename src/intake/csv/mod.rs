//! Reads CSV row by row and accounts for every physical line: what it refuses, it names and passes by.
//!
//! The csv crate alone is not safe for this (`docs/decisions/reading-files.md`): an unclosed quote swallows the rest
//! of a file in silence, NUL bytes pass, and line numbers are off in files from Excel.

mod fault;
mod frame;
mod record;
mod refuse;
mod split;
mod tally;
mod window;

use std::io::{self, BufRead};

pub use fault::{Clue, CsvFault, Evidence};
pub use record::{CsvRow, KeptRecord, Record, Refused};
pub use tally::LineTally;

use frame::{Broken, Frame, RowContext, RowSplitter};
use record::UnescapedCell;
use refuse::RowWidth;
use split::Span;
use window::{ByteFound, Line, RowWindow};

/// How much one row may hold. Memory is bounded by [`row_bytes`](Limits::row_bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one cell as it stands in the file, quotes around it left out, inclusive.
    pub cell_bytes: usize,
    /// Cells of one row, inclusive.
    pub columns: usize,
}

/// How many bytes of a line that is no row are shown.
const SHOWN: usize = 4096;

/// 1 MB a cell and 1,024 columns (`docs/reading.md`, "Limits").
impl Default for Limits {
    fn default() -> Limits {
        Limits { cell_bytes: 1_000_000, columns: 1_024 }
    }
}

impl Limits {
    /// Bytes of one row with its line ends, inclusive: sixteen cells at their limit, and at least 64 KiB.
    pub fn row_bytes(&self) -> usize {
        self.cell_bytes.saturating_mul(16).max(64 * 1024)
    }
}

/// The rows of a CSV file, in order.
///
/// - A physical line ends with LF, and CRs right before it belong to the line end (CRLF, and the CRCRLF of
///   Windows text mode); the last one may end with the file. Any other CR is data inside quotes and a fault
///   outside, so the rows of a file from an old Mac, with CR alone, are refused with the command to convert it.
/// - A cell that starts with a quote is quoted, as in RFC 4180; a quote elsewhere in a cell is text (`5" shell`).
/// - A physical line without any text between rows is blank and skipped; when two or more columns are
///   expected, one of blanks alone is too.
/// - A row of another width than expected is refused, never padded or cut.
/// - A quote that nothing closes costs the lines of its row up to the one where it opens: reading goes on with
///   the next.
pub struct Records<R> {
    window: RowWindow<R>,
    delimiter: u8,
    limits: Limits,
    columns: Option<usize>,
    tally: LineTally,
    cells: Vec<Span>,
    doubled: Vec<usize>,
    mended: Vec<UnescapedCell>,
    scratch: String,
}

impl<R: BufRead> Records<R> {
    /// Reads from the start of a file; a UTF-8 byte order mark there is skipped.
    ///
    /// The delimiter is an ASCII character other than a quote and the two of line ends.
    pub fn new(reader: R, delimiter: u8, limits: Limits) -> Self {
        Records {
            window: RowWindow::new(reader, limits.row_bytes()),
            delimiter,
            limits,
            columns: None,
            tally: LineTally::default(),
            cells: Vec::new(),
            doubled: Vec::new(),
            mended: Vec::new(),
            scratch: String::new(),
        }
    }

    /// The next record or refusal; `None` at the end of the file.
    ///
    /// # Errors
    /// Those of the reader, after which the rest of the file is not worth reading.
    #[expect(clippy::should_implement_trait, reason = "a record borrows from the reader")]
    pub fn next(&mut self) -> io::Result<Option<CsvRow<'_>>> {
        let Some(mut frame) = self.frame()? else { return Ok(None) };
        let line = self.tally.accounted() + 1;
        if frame.broken.is_none() && self.columns.is_some_and(|expected| expected != self.cells.len()) {
            frame.broken = self.wrong_width(&frame);
        }
        if let Some(broken) = frame.broken {
            return self
                .refuse(frame.text, frame.taken, frame.lines, broken)
                .map(|row| Some(CsvRow::Refused(row)));
        }
        self.window.pass(frame.taken);
        let Records { window, cells, doubled, mended, scratch, tally, .. } = self;
        let bytes = window.passed(frame.taken, frame.text);
        Ok(Some(match str::from_utf8(bytes) {
            Ok(raw) => {
                tally.records += 1;
                tally.record_lines += frame.lines;
                mend(raw, cells, doubled, mended, scratch);
                CsvRow::Record(Record { line, lines: frame.lines, raw, cells, mended, scratch })
            }
            Err(error) => {
                tally.refusals += 1;
                tally.refused_lines += frame.lines;
                let broken = refuse::not_utf8(bytes, line, error);
                CsvRow::Refused(refuse::refused(bytes, line, frame.lines, broken, None))
            }
        }))
    }

    /// Passes a physical line that is no row, such as a title above a header, and gives its text as far as it is shown;
    /// `None` at the end of the file.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn pass_above(&mut self) -> io::Result<Option<String>> {
        let text = self.pass_physical_line()?;
        self.tally.above += u64::from(text.is_some());
        Ok(text)
    }

    /// Passes the next physical line with text that stands below all rows: its number and its text as far as it is shown;
    /// `None` at the end of the file.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn pass_below(&mut self) -> io::Result<Option<(u64, String)>> {
        while let Some(text) = self.pass_physical_line()? {
            if !text.trim().is_empty() {
                self.tally.below += 1;
                return Ok(Some((self.tally.accounted(), text)));
            }
            self.tally.blank += 1;
        }
        Ok(None)
    }

    fn pass_physical_line(&mut self) -> io::Result<Option<String>> {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).into_owned();
        match self.window.line(0)? {
            ByteFound::Line(line) => {
                let text = shown(self.window.held().get(..line.text).unwrap_or_default());
                self.window.pass(line.end);
                Ok(Some(text))
            }
            ByteFound::TooLong => {
                let text = shown(self.window.held());
                self.window.pass_line()?;
                Ok(Some(text))
            }
            ByteFound::EndOfFile => Ok(None),
        }
    }

    /// The bytes of some of the physical lines ahead, without passing them.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn ahead(&mut self, lines: usize) -> io::Result<&[u8]> {
        let mut end = 0;
        for _ in 0..lines {
            match self.window.line(end)? {
                ByteFound::Line(line) => end = line.end,
                ByteFound::TooLong | ByteFound::EndOfFile => break,
            }
        }
        Ok(self.window.held().get(..end).unwrap_or_default())
    }

    /// From now on this parts the cells.
    pub fn part_by(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// From now on rows of another width are refused, and a line of this width inside an open quote shows
    /// that the quote was never closed. Called once the header is known.
    pub fn expect_columns(&mut self, columns: usize) {
        self.columns = Some(columns);
    }

    /// What became of the physical lines so far. Looks through the bytes that are held, so it is meant for
    /// the end of a file and not for each row.
    pub fn tally(&self) -> LineTally {
        LineTally { all: self.window.lines_passed(), ..self.tally }
    }

    /// Bytes of the file up to the end of the last row given out.
    pub fn bytes_read(&self) -> u64 {
        self.window.bytes_passed()
    }

    /// Splits the next row that is not blank into cells, without passing it.
    fn frame(&mut self) -> io::Result<Option<Frame>> {
        loop {
            let line = match self.window.line(0)? {
                ByteFound::Line(line) => line,
                ByteFound::EndOfFile => return Ok(None),
                ByteFound::TooLong => return Ok(Some(Frame::too_long(self.limits.row_bytes()))),
            };
            let text = self.window.held().get(..line.text).unwrap_or_default();
            if self.is_blank(text) {
                self.window.pass(line.end);
                self.tally.blank += 1;
                continue;
            }
            self.cells.clear();
            self.doubled.clear();
            return self.split(line).map(Some);
        }
    }

    fn split(&mut self, line: Line) -> io::Result<Frame> {
        let shape = RowContext {
            delimiter: self.delimiter,
            limits: self.limits,
            columns: self.columns,
            line: self.tally.accounted() + 1,
        };
        let Records { window, cells, doubled, .. } = self;
        RowSplitter { window, shape, cells, doubled }.row(line)
    }

    #[inline]
    fn is_blank(&self, text: &[u8]) -> bool {
        let blank = |byte: &u8| (*byte == b' ' || *byte == b'\t') && *byte != self.delimiter;
        match text.first() {
            None => true,
            Some(first) if blank(first) => self.columns.is_some_and(|n| n > 1) && text.iter().all(blank),
            Some(_) => false,
        }
    }

    #[cold]
    fn wrong_width(&self, frame: &Frame) -> Option<Broken> {
        let raw = self.window.held().get(..frame.text).unwrap_or_default();
        let texts = refuse::texts(raw, &self.cells, &self.doubled).unwrap_or_default();
        let width = RowWidth { found: self.cells.len(), expected: self.columns?, delimiter: self.delimiter };
        let (fault, cell) = width.fault(&texts);
        Some(Broken { fault, at: cell.and_then(|cell| self.cells.get(cell)).map(|span| span.start) })
    }

    /// Passes a row that cannot be read, and says why.
    #[cold]
    fn refuse(&mut self, text: usize, taken: usize, lines: u64, broken: Broken) -> io::Result<Refused> {
        let line = self.tally.accounted() + 1;
        let raw = self.window.held().get(..text).unwrap_or_default();
        let split = matches!(
            broken.fault,
            CsvFault::TooFewCells { .. } | CsvFault::TooManyCells { .. } | CsvFault::Nul { .. }
        );
        let cells = if split { refuse::texts(raw, &self.cells, &self.doubled) } else { None };
        let refused = refuse::refused(raw, line, lines, broken, cells);
        match refused.fault {
            CsvFault::LineTooLong { .. } => self.window.pass_line()?,
            _ => self.window.pass(taken),
        }
        self.tally.refusals += 1;
        self.tally.refused_lines += lines;
        Ok(refused)
    }
}

/// Writes the cells with doubled quotes into the scratch text, each quote once.
#[inline]
fn mend(raw: &str, cells: &[Span], doubled: &[usize], mended: &mut Vec<UnescapedCell>, scratch: &mut String) {
    mended.clear();
    scratch.clear();
    for &cell in doubled {
        let text = cells.get(cell).and_then(|span| raw.get(span.clone())).unwrap_or_default();
        let start = scratch.len();
        for (index, piece) in text.split("\"\"").enumerate() {
            if index > 0 {
                scratch.push('"');
            }
            scratch.push_str(piece);
        }
        mended.push(UnescapedCell { cell, text: start..scratch.len() });
    }
}

#[cfg(test)]
mod tests;
