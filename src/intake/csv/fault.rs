//! What is wrong with a row that cannot be split into cells.

use crate::model::problem::Fault;

/// Why a row was refused. Lines are physical lines of the file, columns are characters in that line, both
/// from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CsvFault {
    /// A quote that opens a cell and that nothing closes, or that swallowed rows.
    #[error("the quote that opens at line {line}, column {column} is never closed: {seen}")]
    UnclosedQuote {
        /// Where it opens.
        line: u64,
        /// Where it opens.
        column: usize,
        /// What shows it.
        seen: Evidence,
    },
    /// A quoted cell that goes on after its closing quote, on the line where it opened.
    #[error("text follows the closing quote of a cell at line {line}, column {column}")]
    TextAfterQuote {
        /// Where the text starts.
        line: u64,
        /// Where the text starts.
        column: usize,
    },
    /// A row shorter than the header.
    #[error("the row has {found} {}, the header has {expected}", cells(*.found))]
    TooFewCells {
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A row longer than the header.
    #[error("the row has {found} {}, the header has {expected}", cells(*.found))]
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
        /// What probably went wrong; `None` when nothing suggests itself.
        clue: Option<Clue>,
    },
    /// A byte 0: a broken download, or a file in UTF-16.
    #[error("there is a NUL byte at line {line}, column {column}")]
    Nul {
        /// Where the first one is.
        line: u64,
        /// Where the first one is.
        column: usize,
    },
    /// A byte that is not UTF-8.
    #[error("the byte 0x{byte:02X} at line {line}, column {column} is not UTF-8")]
    NotUtf8 {
        /// Where the first such byte is.
        line: u64,
        /// Where the first such byte is.
        column: usize,
        /// The byte.
        byte: u8,
    },
    /// A carriage return outside quotes that ends no line.
    #[error("there is a carriage return without a line feed at line {line}, column {column}")]
    LoneCarriageReturn {
        /// Where the first one is.
        line: u64,
        /// Where the first one is.
        column: usize,
    },
    /// A cell above [`Limits::cell_bytes`](super::Limits).
    #[error("the cell at line {line}, column {column} is longer than {limit} bytes")]
    CellTooBig {
        /// Where the cell starts.
        line: u64,
        /// Where the cell starts.
        column: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A row above [`Limits::columns`](super::Limits).
    #[error("the row has more than {limit} cells")]
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// A physical line above [`Limits::row_bytes`](super::Limits::row_bytes).
    #[error("the line is longer than {limit} bytes")]
    LineTooLong {
        /// The limit in bytes.
        limit: usize,
    },
}

/// What shows that a quote was never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Evidence {
    /// No closing quote up to the end of the file.
    #[error("the file ends inside it")]
    EndOfFile,
    /// No closing quote within the limit.
    #[error("it would hold more than {limit} bytes")]
    CellLimit {
        /// The limit in bytes.
        limit: usize,
    },
    /// A physical line that has as many cells as the header when it is read by itself.
    #[error("it would swallow line {line}, which is a row by itself")]
    SwallowedRow {
        /// The physical line.
        line: u64,
    },
    /// The next quote, on a later line, has text behind it: it opens a cell of another row.
    #[error("the next quote, at line {line}, opens another cell")]
    AnotherOpens {
        /// The physical line of that quote.
        line: u64,
    },
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

/// Every code of [`CsvFault`], with what it means.
pub const CODES: &[(&str, &str)] = &[
    ("C101", "a quote opens a cell and is never closed"),
    ("C102", "text follows the closing quote of a cell"),
    ("C103", "a row has fewer cells than the header"),
    ("C104", "a row has more cells than the header"),
    ("C105", "a row holds a NUL byte"),
    ("C106", "a row holds bytes that are not UTF-8"),
    ("C107", "a carriage return without a line feed stands outside quotes"),
    ("C108", "a cell is longer than the limit"),
    ("C109", "a row has more cells than the limit"),
    ("C110", "a line is longer than the limit"),
];

impl Fault for CsvFault {
    fn code(&self) -> &'static str {
        match self {
            CsvFault::UnclosedQuote { .. } => "C101",
            CsvFault::TextAfterQuote { .. } => "C102",
            CsvFault::TooFewCells { .. } => "C103",
            CsvFault::TooManyCells { .. } => "C104",
            CsvFault::Nul { .. } => "C105",
            CsvFault::NotUtf8 { .. } => "C106",
            CsvFault::LoneCarriageReturn { .. } => "C107",
            CsvFault::CellTooBig { .. } => "C108",
            CsvFault::TooManyColumns { .. } => "C109",
            CsvFault::LineTooLong { .. } => "C110",
        }
    }

    fn hint(&self) -> String {
        match self {
            CsvFault::UnclosedQuote { line, seen: Evidence::CellLimit { limit }, .. } => format!(
                "close the quote in line {line}, or write it twice (\"\") if it is part of the text; if the cell is really that long, add --max-cell {}",
                limit.saturating_mul(4)
            ),
            CsvFault::UnclosedQuote { line, .. } => format!(
                "close the quote in line {line}; if it is part of the text, put the cell in quotes and write it twice: \"\""
            ),
            CsvFault::TextAfterQuote { .. } => {
                "inside a quoted cell a quote is written twice: \"the \"\"safe zone\"\" strike\"".into()
            }
            CsvFault::TooFewCells { .. } => {
                "add the missing delimiters, also for empty cells; a cell that holds a line break needs quotes: \"two lines\"".into()
            }
            CsvFault::TooManyCells { clue: Some(Clue::ThousandsComma { number, .. }), .. } => {
                let plain: String = number.chars().filter(|c| *c != ',').collect();
                format!("if {number} is one number, write \"{number}\" in quotes, or {plain}")
            }
            CsvFault::TooManyCells { clue: Some(Clue::BlankBeforeQuote { cell }), .. } => format!(
                "take out the blank before the quote in cell {cell}, so that the delimiter is followed by the quote: ,\""
            ),
            CsvFault::TooManyCells { .. } => {
                "put a cell that holds the delimiter in quotes: \"Gaza, Rafah\"".into()
            }
            CsvFault::Nul { .. } => {
                "save the file again as UTF-8, or take the bytes out: tr -d '\\000' < FILE > mended.csv".into()
            }
            CsvFault::NotUtf8 { .. } => {
                "save the file as UTF-8, or name what it is in: --encoding windows-1252".into()
            }
            CsvFault::LoneCarriageReturn { .. } => {
                "in a file of an old Mac, turn them into line feeds: tr '\\r' '\\n' < FILE > mended.csv".into()
            }
            CsvFault::CellTooBig { limit, .. } => {
                format!("if the cell is really that long, add --max-cell {}", limit.saturating_mul(4))
            }
            CsvFault::TooManyColumns { limit } => format!(
                "if the file is not read with the wrong delimiter, add --max-columns {}",
                limit.saturating_mul(4)
            ),
            CsvFault::LineTooLong { limit } => {
                format!("if this is really one row, add --max-cell {}", (limit / 4).max(1))
            }
        }
    }
}

fn cells(count: usize) -> &'static str {
    if count == 1 { "cell" } else { "cells" }
}
