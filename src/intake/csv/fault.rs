//! What is wrong with a row that cannot be split into cells.

use std::fmt;

use crate::model::problem::faults;

faults! {
/// Why a row was refused. Lines are physical lines of the file, columns are characters in that line, both
/// from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsvFault: Other {
    /// A quote opens a cell and is never closed, or swallowed rows.
    "C101" UnclosedQuote {
        /// Where it opens.
        line: u64,
        /// Where it opens.
        column: usize,
        /// What shows it.
        seen: Evidence,
    } is "the quote that opens at line {line}, column {column} is never closed: {seen}";
    hint "{}", unclosed_hint(*line, *seen);

    /// Text follows the closing quote of a cell, on the line where it opened.
    "C102" TextAfterQuote {
        /// Where the text starts.
        line: u64,
        /// Where the text starts.
        column: usize,
    } is "text follows the closing quote of a cell at line {line}, column {column}";
    hint "inside a quoted cell a quote is written twice: \"the \"\"safe zone\"\" strike\"";

    /// A row has fewer cells than the header.
    "C103" TooFewCells {
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    } is "the row has {found} {}, the header has {expected}", cells(*found);
    hint "add the missing delimiters, also for empty cells; a cell that holds a line break needs quotes: \"two lines\"";
    class Incomplete;

    /// A row has more cells than the header.
    "C104" TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
        /// What probably went wrong; `None` when nothing suggests itself.
        clue: Option<Clue>,
    } is "the row has {found} {}, the header has {expected}", cells(*found);
    hint "{}", too_many_hint(clue.as_ref());

    /// A row holds a NUL byte: a broken download, or a file in UTF-16.
    "C105" Nul {
        /// Where the first one is.
        line: u64,
        /// Where the first one is.
        column: usize,
    } is "there is a NUL byte at line {line}, column {column}";
    hint "save the file again as UTF-8, or take the bytes out: tr -d '\\000' < FILE > mended.csv";

    /// A row holds bytes that are not UTF-8.
    "C106" NotUtf8 {
        /// Where the first such byte is.
        line: u64,
        /// Where the first such byte is.
        column: usize,
        /// The byte.
        byte: u8,
    } is "the byte 0x{byte:02X} at line {line}, column {column} is not UTF-8";
    hint "save the file as UTF-8, or name what it is in: --encoding windows-1252";

    /// A carriage return without a line feed stands outside quotes: it ends no line.
    "C107" LoneCarriageReturn {
        /// Where the first one is.
        line: u64,
        /// Where the first one is.
        column: usize,
    } is "there is a carriage return without a line feed at line {line}, column {column}";
    hint "in a file of an old Mac, turn them into line feeds: tr '\\r' '\\n' < FILE > mended.csv";

    /// A cell is longer than [`Limits::cell_bytes`](super::Limits).
    "C108" CellTooBig {
        /// Where the cell starts.
        line: u64,
        /// Where the cell starts.
        column: usize,
        /// The limit in bytes.
        limit: usize,
    } is "the cell at line {line}, column {column} is longer than {limit} bytes";
    hint "if the cell is really that long, add --max-cell {}", limit.saturating_mul(4);

    /// A row has more cells than [`Limits::columns`](super::Limits).
    "C109" TooManyColumns {
        /// The limit.
        limit: usize,
    } is "the row has more than {limit} cells";
    hint "if the file is not read with the wrong delimiter, add --max-columns {}", limit.saturating_mul(4);

    /// A physical line is longer than [`Limits::row_bytes`](super::Limits::row_bytes).
    "C110" LineTooLong {
        /// The limit in bytes.
        limit: usize,
    } is "the line is longer than {limit} bytes";
    hint "if this is really one row, add --max-cell {}", (limit / 4).max(1);
}
}

/// What shows that a quote was never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// No closing quote up to the end of the file.
    EndOfFile,
    /// No closing quote within the limit.
    CellLimit {
        /// The limit in bytes.
        limit: usize,
    },
    /// A physical line that has as many cells as the header when it is read by itself.
    SwallowedRow {
        /// The physical line.
        line: u64,
    },
    /// The next quote, on a later line, has text behind it: it opens a cell of another row.
    AnotherOpens {
        /// The physical line of that quote.
        line: u64,
    },
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::EndOfFile => write!(f, "the file ends inside it"),
            Evidence::CellLimit { limit } => write!(f, "it would hold more than {limit} bytes"),
            Evidence::SwallowedRow { line } => {
                write!(f, "it would swallow line {line}, which is a row by itself")
            }
            Evidence::AnotherOpens { line } => {
                write!(f, "the next quote, at line {line}, opens another cell")
            }
        }
    }
}

/// What probably put too many cells into a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clue {
    /// A number with a thousands comma that should have been quoted.
    ThousandsComma {
        /// The number put together again, such as `1,400`.
        number: String,
        /// The cell that holds its start, counted from 1.
        cell: usize,
    },
    /// A blank between a delimiter and a quote, which makes the quote part of the text.
    BlankBeforeQuote {
        /// The cell, counted from 1.
        cell: usize,
    },
}

fn cells(count: usize) -> &'static str {
    if count == 1 { "cell" } else { "cells" }
}

fn unclosed_hint(line: u64, seen: Evidence) -> String {
    match seen {
        Evidence::CellLimit { limit } => format!(
            "close the quote in line {line}, or write it twice (\"\") if it is part of the text; if the cell is really that long, add --max-cell {}",
            limit.saturating_mul(4)
        ),
        _ => format!(
            "close the quote in line {line}; if it is part of the text, put the cell in quotes and write it twice: \"\""
        ),
    }
}

fn too_many_hint(clue: Option<&Clue>) -> String {
    match clue {
        Some(Clue::ThousandsComma { number, .. }) => {
            let plain: String = number.chars().filter(|c| *c != ',').collect();
            format!("if {number} is one number, write \"{number}\" in quotes, or {plain}")
        }
        Some(Clue::BlankBeforeQuote { cell }) => format!(
            "take out the blank before the quote in cell {cell}, so that the delimiter is followed by the quote: ,\""
        ),
        None => "put a cell that holds the delimiter in quotes: \"Gaza, Rafah\"".into(),
    }
}
