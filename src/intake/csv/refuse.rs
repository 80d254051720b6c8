//! Refusals in full: the row as it stands, its cells where it has any, and what probably went wrong.

use std::str::Utf8Error;

use super::fault::{Clue, CsvFault};
use super::frame::Broken;
use super::record::{Refused, column, feeds};
use super::split::Span;

/// The most bytes of a refused row that are kept as text.
const SHOWN_BYTES: usize = 4_096;

/// The refusal of the row with these bytes.
pub(super) fn refused(
    raw: &[u8],
    line: u64,
    lines: u64,
    broken: Broken,
    cells: Option<Vec<String>>,
) -> Refused {
    let before = broken.at.and_then(|at| raw.get(..at));
    let mut end = raw.len().min(SHOWN_BYTES);
    while end < raw.len() && end > 0 && raw.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    let shown = raw.get(..end).unwrap_or_default();
    Refused {
        line,
        lines,
        raw: String::from_utf8_lossy(shown).into_owned(),
        whole: end == raw.len() && str::from_utf8(shown).is_ok(),
        cells,
        fault_line: line + before.map_or(0, feeds),
        column: before.map(column),
        fault: broken.fault,
    }
}

/// The fault of a row with bytes that are not UTF-8.
pub(super) fn not_utf8(raw: &[u8], line: u64, error: Utf8Error) -> Broken {
    let at = error.valid_up_to();
    let before = raw.get(..at).unwrap_or_default();
    let byte = raw.get(at).copied().unwrap_or_default();
    let fault = CsvFault::NotUtf8 { line: line + feeds(before), column: column(before), byte };
    Broken { fault, at: Some(at) }
}

/// The cells of a row, unquoted; `None` when it is not UTF-8.
pub(super) fn texts(raw: &[u8], cells: &[Span], doubled: &[usize]) -> Option<Vec<String>> {
    let raw = str::from_utf8(raw).ok()?;
    let text = |(cell, span): (usize, &Span)| {
        let text = raw.get(span.clone())?;
        let has_pairs = doubled.binary_search(&cell).is_ok();
        Some(if has_pairs { text.replace("\"\"", "\"") } else { text.to_owned() })
    };
    cells.iter().enumerate().map(text).collect()
}

/// A row of another width than the header.
pub(super) struct RowWidth {
    pub found: usize,
    pub expected: usize,
    pub delimiter: u8,
}

impl RowWidth {
    /// The fault, and the cell where it shows, from 0.
    pub fn fault(&self, texts: &[String]) -> (CsvFault, Option<usize>) {
        let RowWidth { found, expected, .. } = *self;
        if found < expected {
            return (CsvFault::TooFewCells { found, expected }, None);
        }
        let clue = blank_before_quote(texts).or_else(|| self.thousands_comma(texts));
        let cell = match &clue {
            None => expected,
            Some(Clue::ThousandsComma { cell, .. } | Clue::BlankBeforeQuote { cell }) => cell - 1,
        };
        (CsvFault::TooManyCells { found, expected, clue }, Some(cell))
    }

    /// The number that a thousands comma, or several, split into the surplus cells; else the first number
    /// that one comma split.
    fn thousands_comma(&self, texts: &[String]) -> Option<Clue> {
        if self.delimiter != b',' {
            return None;
        }
        let surplus = self.found - self.expected;
        let split_by = |commas: usize| {
            texts.windows(commas + 1).enumerate().find_map(|(at, run)| {
                let number = number_of(run)?;
                Some(Clue::ThousandsComma { number, cell: at + 1 })
            })
        };
        (1..=surplus.min(3)).rev().find_map(split_by)
    }
}

/// `1,400` of the cells `more than 1` and `400`; `None` unless they look like one number.
fn number_of(run: &[String]) -> Option<String> {
    let (head, groups) = run.split_first()?;
    let (last, middle) = groups.split_last()?;
    let head = &head[head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    let tail = &last[..last.find(|c: char| !c.is_ascii_digit()).unwrap_or(last.len())];
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&head.len())
        && !head.starts_with('0')
        && middle.iter().all(|group| is_group(group))
        && is_group(tail);
    let parts = std::iter::once(head).chain(middle.iter().map(String::as_str)).chain([tail]);
    fits.then(|| parts.collect::<Vec<_>>().join(","))
}

fn blank_before_quote(texts: &[String]) -> Option<Clue> {
    let is_one = |text: &String| text.starts_with(' ') && text.trim_start().starts_with('"');
    texts.iter().position(is_one).map(|at| Clue::BlankBeforeQuote { cell: at + 1 })
}
