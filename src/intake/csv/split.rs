//! One physical line to cells, and whether a line is a row by itself.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// Where a cell's text stands, in bytes from the start of its row, quotes around it left out.
pub(super) type Span = Range<usize>;

/// How a cell without quotes around it ends.
pub(super) enum Ending {
    Line,
    Delimiter(usize),
    CarriageReturn(usize),
}

/// The end of the unquoted cell at the start of `rest`, which reaches to the end of its line's text.
#[inline]
pub(super) fn unquoted(rest: &[u8], delimiter: u8) -> Ending {
    match memchr2(delimiter, b'\r', rest) {
        None => Ending::Line,
        Some(at) if rest.get(at) == Some(&delimiter) => Ending::Delimiter(at),
        Some(at) => Ending::CarriageReturn(at),
    }
}

/// A closing quote, or the end of what is known.
pub(super) enum Closing {
    At(usize),
    /// Not in this text.
    None,
}

/// The first quote in `rest` that is not one of a pair; sets `doubled` when it passes a pair.
#[inline]
pub(super) fn closing_quote(rest: &[u8], doubled: &mut bool) -> Closing {
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| memchr(b'"', rest)) {
        let at = from + at;
        if rest.get(at + 1) != Some(&b'"') {
            return Closing::At(at);
        }
        *doubled = true;
        from = at + 2;
    }
    Closing::None
}

/// Whether a line inside an open quote is a row that the quote swallowed: by itself it splits into as many
/// cells as the header has.
///
/// Prose has commas too, so it does not count when a blank follows each delimiter ("in Gaza, Rafah, Jenin"),
/// nor with fewer than three columns.
pub(super) fn is_row(line: &[u8], delimiter: u8, columns: usize) -> bool {
    if columns < 3 {
        return false;
    }
    let (mut count, mut at, mut blanks) = (1, 0, 0);
    loop {
        let Some(rest) = line.get(at..) else { return false };
        let next = if rest.first() == Some(&b'"') {
            match closing_quote(&rest[1..], &mut false) {
                Closing::At(close) if close + 2 == rest.len() => None,
                Closing::At(close) if rest.get(close + 2) == Some(&delimiter) => Some(close + 2),
                _ => return false,
            }
        } else {
            memchr(delimiter, rest)
        };
        let Some(next) = next else { break };
        at += next + 1;
        count += 1;
        blanks += usize::from(line.get(at) == Some(&b' '));
        if count > columns {
            return false;
        }
    }
    count == columns && blanks + 1 < columns
}
