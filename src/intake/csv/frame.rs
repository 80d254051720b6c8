//! Where a row with quotes in it ends: one pass over its cells and physical lines.

use std::io::{self, BufRead};

use memchr::memchr;

use super::Limits;
use super::fault::{CsvFault, Evidence};
use super::record::{column, feeds};
use super::split::{Closing, Ending, Span, closing_quote, is_row, unquoted};
use super::window::{ByteFound, Line, RowWindow};

/// How a row ended.
pub(super) struct Frame {
    /// Bytes of its text, without the last line end.
    pub text: usize,
    /// Bytes to pass, and the physical lines in them.
    pub taken: usize,
    pub lines: u64,
    /// Why it cannot be read; `None` when it was split.
    pub broken: Option<Broken>,
}

/// Why a row cannot be read.
pub(super) struct Broken {
    pub fault: CsvFault,
    /// The byte of the row where that shows.
    pub at: Option<usize>,
}

impl Frame {
    /// A line above the limit: of its text what is shown; the caller passes all of it.
    pub fn too_long(limit: usize) -> Frame {
        let broken = Some(Broken { fault: CsvFault::LineTooLong { limit }, at: None });
        Frame { text: limit, taken: 0, lines: 1, broken }
    }
}

/// What the splitter needs to know of the file.
#[derive(Clone, Copy)]
pub(super) struct RowContext {
    pub delimiter: u8,
    pub limits: Limits,
    /// The width of the header, once it is known.
    pub columns: Option<usize>,
    /// The physical line where the row starts.
    pub line: u64,
}

/// Splits one row, which starts where the window does.
pub(super) struct RowSplitter<'a, R> {
    pub window: &'a mut RowWindow<R>,
    pub shape: RowContext,
    pub cells: &'a mut Vec<Span>,
    /// The cells with doubled quotes.
    pub doubled: &'a mut Vec<usize>,
}

/// What follows a cell.
enum Next {
    /// Another cell at that byte, on that physical line.
    Cell(usize, Line),
    /// Nothing: the row ends with that line.
    RowEnd(Line),
    /// The row cannot be read.
    Stop(Frame),
}

impl<R: BufRead> RowSplitter<'_, R> {
    /// Splits the row whose first physical line is `line`.
    pub fn row(mut self, line: Line) -> io::Result<Frame> {
        let (mut at, mut line) = (line.start, line);
        loop {
            if self.cells.len() == self.shape.limits.columns {
                let fault = CsvFault::TooManyColumns { limit: self.shape.limits.columns };
                return Ok(self.stop(fault, at, line));
            }
            let quoted = self.window.held().get(at..line.text).is_some_and(|rest| rest.starts_with(b"\""));
            let next = if quoted { self.quoted(at + 1, line)? } else { self.unquoted(at, line) };
            match next {
                Next::Cell(start, on) => (at, line) = (start, on),
                Next::RowEnd(on) => return Ok(self.whole(on)),
                Next::Stop(frame) => return Ok(frame),
            }
        }
    }

    /// A cell without quotes around it, which starts at `start`.
    fn unquoted(&mut self, start: usize, line: Line) -> Next {
        let rest = self.window.held().get(start..line.text).unwrap_or_default();
        let (end, next) = match unquoted(rest, self.shape.delimiter) {
            Ending::Line => (line.text, Next::RowEnd(line)),
            Ending::Delimiter(at) => (start + at, Next::Cell(start + at + 1, line)),
            Ending::CarriageReturn(at) => {
                let (line_number, column) = self.place(start + at);
                let fault = CsvFault::LoneCarriageReturn { line: line_number, column };
                return Next::Stop(self.stop(fault, start + at, line));
            }
        };
        if end - start > self.shape.limits.cell_bytes {
            return Next::Stop(self.too_big(start, line));
        }
        self.cells.push(start..end);
        next
    }

    /// A cell whose opening quote stands right before `start`.
    fn quoted(&mut self, start: usize, opening: Line) -> io::Result<Next> {
        let (mut from, mut line, mut doubled) = (start, opening, false);
        loop {
            let rest = self.window.held().get(from..line.end).unwrap_or_default();
            if let Closing::At(at) = closing_quote(rest, &mut doubled) {
                return Ok(self.closed(start..from + at, opening, line, doubled));
            }
            if line.start != opening.start && self.swallows(line) {
                let seen = Evidence::SwallowedRow { line: self.place(line.start).0 };
                return Ok(Next::Stop(self.unclosed(start, opening, seen)));
            }
            let limit = self.shape.limits.cell_bytes;
            if line.end - start > limit {
                return Ok(Next::Stop(self.unclosed(start, opening, Evidence::CellLimit { limit })));
            }
            line = match self.window.line(line.end)? {
                ByteFound::Line(next) => next,
                ByteFound::EndOfFile => {
                    return Ok(Next::Stop(self.unclosed(start, opening, Evidence::EndOfFile)));
                }
                ByteFound::TooLong => {
                    return Ok(Next::Stop(self.unclosed(start, opening, Evidence::CellLimit { limit })));
                }
            };
            from = line.start;
        }
    }

    /// What follows a quoted cell whose text is `text`, opened on one line and closed on another or the same.
    fn closed(&mut self, text: Span, opening: Line, line: Line, doubled: bool) -> Next {
        let (limit, after) = (self.shape.limits.cell_bytes, text.end + 1);
        let same_line = line.start == opening.start;
        let next = if after >= line.text {
            Next::RowEnd(line)
        } else if self.window.held().get(after) == Some(&self.shape.delimiter) {
            Next::Cell(after + 1, line)
        } else if same_line {
            let (line_number, column) = self.place(after);
            return Next::Stop(self.stop(
                CsvFault::TextAfterQuote { line: line_number, column },
                after,
                line,
            ));
        } else {
            let seen = Evidence::AnotherOpens { line: self.place(text.end).0 };
            return Next::Stop(self.unclosed(text.start, opening, seen));
        };
        if text.len() > limit {
            return Next::Stop(match same_line {
                true => self.too_big(text.start, line),
                false => self.unclosed(text.start, opening, Evidence::CellLimit { limit }),
            });
        }
        if doubled {
            self.doubled.push(self.cells.len());
        }
        self.cells.push(text);
        next
    }

    fn swallows(&self, line: Line) -> bool {
        let text = self.window.held().get(line.start..line.text).unwrap_or_default();
        self.shape.columns.is_some_and(|columns| is_row(text, self.shape.delimiter, columns))
    }

    /// The row was split, and ends with `line`.
    fn whole(&self, line: Line) -> Frame {
        let frame = Frame { text: line.text, taken: line.end, lines: self.lines_to(line), broken: None };
        match memchr(0, self.window.held().get(..line.text).unwrap_or_default()) {
            None => frame,
            Some(at) => {
                let (line, column) = self.place(at);
                Frame {
                    broken: Some(Broken { fault: CsvFault::Nul { line, column }, at: Some(at) }),
                    ..frame
                }
            }
        }
    }

    /// The row cannot be read; reading goes on behind `line`.
    fn stop(&self, fault: CsvFault, at: usize, line: Line) -> Frame {
        Frame {
            text: line.text,
            taken: line.end,
            lines: self.lines_to(line),
            broken: Some(Broken { fault, at: Some(at) }),
        }
    }

    /// Nothing closes the quote before `start`: reading goes on behind the line where it opens.
    fn unclosed(&self, start: usize, opening: Line, seen: Evidence) -> Frame {
        let (line, column) = self.place(start - 1);
        self.stop(CsvFault::UnclosedQuote { line, column, seen }, start - 1, opening)
    }

    fn too_big(&self, start: usize, line: Line) -> Frame {
        let (line_number, column) = self.place(start);
        let limit = self.shape.limits.cell_bytes;
        self.stop(CsvFault::CellTooBig { line: line_number, column, limit }, start, line)
    }

    /// The physical line and column of a byte of the row.
    fn place(&self, at: usize) -> (u64, usize) {
        let before = self.window.held().get(..at).unwrap_or_default();
        (self.shape.line + feeds(before), column(before))
    }

    /// How many physical lines the row has up to that line, inclusive.
    fn lines_to(&self, line: Line) -> u64 {
        feeds(self.window.held().get(..line.start).unwrap_or_default()) + 1
    }
}
