//! The first lines of a table: what parts its cells, and which line is the header.

use std::borrow::Cow;

use super::csv::{CsvRow, Limits, Records};
use super::form::{HeaderRows, merged};

/// Delimiters that are tried; the one that makes most known names is taken, the earlier one of equals.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// How many lines are searched for the header.
const SEARCHED: usize = 40;

/// Where a table begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// What parts the cells.
    pub delimiter: u8,
    /// Physical lines above the header.
    pub above: u64,
}

/// What is known of a table before its first lines are looked at.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSearch {
    /// What parts the cells, where the desk said it.
    pub given: Option<u8>,
    /// How many lines the header has.
    pub rows: HeaderRows,
    /// Where the header is sought.
    pub place: HeaderPlace,
}

/// Where a header is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderPlace {
    /// Among the first lines, by its names.
    Sought,
    /// It begins with the first line of what is looked at.
    First,
}

impl Structure {
    /// Looks at the first bytes of a table in UTF-8. `known` says how many of some names are known.
    pub fn of(head: &[u8], look: HeaderSearch, known: &dyn Fn(&[Cow<'_, str>]) -> usize) -> Structure {
        let HeaderSearch { given, rows, place } = look;
        let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
        let lines: Vec<&str> =
            text.split('\n').map(|line| line.trim_end_matches('\r')).take(SEARCHED + rows.count()).collect();
        let said = said_delimiter(&lines).filter(|_| place == HeaderPlace::Sought);
        let start = usize::from(said.is_some());
        let tried: Vec<u8> = match given.or(said) {
            Some(one) => vec![one],
            None => DELIMITERS.to_vec(),
        };
        let end = if place == HeaderPlace::First { 1 } else { SEARCHED };
        let mut best = (0, start, tried.first().copied().unwrap_or(b','));
        for at in start..end.min(lines.len()) {
            for delimiter in &tried {
                let score = known(&header(&lines[at..], *delimiter, rows));
                if score > best.0 {
                    best = (score, at, *delimiter);
                }
            }
        }
        let (score, mut at, delimiter) = best;
        let delimiter = if score == 0 { widest(lines.get(start).copied(), &tried) } else { delimiter };
        let is_tags = |line: &&str| is_tag_row(&split_names(line, delimiter));
        let width = |at: usize| lines.get(at).map_or(0, |line| split_names(line, delimiter).len());
        if at > start && lines.get(at).is_some_and(is_tags) && width(at - 1) == width(at) {
            // The names above the tags, though none of them is known.
            at = at.saturating_sub(rows.count()).max(start);
        }
        Structure { delimiter, above: at as u64 }
    }
}

/// The names of a header that begins with the first of some lines.
fn header<'l>(lines: &[&'l str], delimiter: u8, rows: HeaderRows) -> Vec<Cow<'l, str>> {
    let split = |line: &&'l str| split_names(line, delimiter);
    if rows == HeaderRows::ONE {
        return lines.first().map(split).unwrap_or_default().into_iter().map(Cow::Borrowed).collect();
    }
    let owned = |line: &&'l str| split(line).into_iter().map(str::to_owned).collect();
    let has_line_break = |line: &&str| line.matches('"').count() % 2 == 1;
    let lines: Vec<Vec<String>> = match lines.iter().take(rows.count()).any(has_line_break) {
        true => records(&lines.join("\n"), delimiter, rows),
        false => lines.iter().take(rows.count()).map(owned).collect(),
    };
    merged(&lines).into_iter().map(Cow::Owned).collect()
}

/// The first records of a text, as far as they can be split.
fn records(text: &str, delimiter: u8, rows: HeaderRows) -> Vec<Vec<String>> {
    let mut records = Records::new(text.as_bytes(), delimiter, Limits::default());
    let mut lines = Vec::new();
    while let Ok(Some(CsvRow::Record(record))) = records.next() {
        lines.push(record.iter().map(str::to_owned).collect());
        if lines.len() == rows.count() {
            break;
        }
    }
    lines
}

/// The delimiter of a first line such as `sep=;`, which spreadsheets write and read.
pub fn said_delimiter(lines: &[&str]) -> Option<u8> {
    let (name, sign) = lines.first()?.trim_matches('"').split_once('=')?;
    let byte = match sign.as_bytes() {
        [byte] => *byte,
        _ => return None,
    };
    (name.eq_ignore_ascii_case("sep") && byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r'))
        .then_some(byte)
}

/// The cells of a line, as far as they can be split without its neighbours.
pub fn split_names(line: &str, delimiter: u8) -> Vec<&str> {
    line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"').trim()).collect()
}

/// Where no name is known: the delimiter that makes most cells of a line.
fn widest(line: Option<&str>, tried: &[u8]) -> u8 {
    let cells = |delimiter: &&u8| line.map_or(0, |line| line.matches(char::from(**delimiter)).count());
    tried.iter().rev().max_by_key(cells).copied().unwrap_or(b',')
}

/// Whether a row holds HXL tags: `#affected+killed` and blanks.
pub fn is_tag_row<S: AsRef<str>>(cells: &[S]) -> bool {
    let mut texts = cells.iter().map(|cell| cell.as_ref().trim()).filter(|cell| !cell.is_empty()).peekable();
    let is_tag = |cell: &str| {
        cell.strip_prefix('#').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    texts.peek().is_some() && texts.all(is_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, rows: u64) -> (char, u64) {
        let known = |names: &[Cow<'_, str>]| {
            let known = ["event", "figure", "place", "Dead Male", "Dead Female"];
            names.iter().filter(|name| known.contains(&name.as_ref()) || name.starts_with('#')).count()
        };
        let rows = HeaderRows::of(rows).expect("a number of rows");
        let look = HeaderSearch { given: None, rows, place: HeaderPlace::Sought };
        let Structure { delimiter, above } = Structure::of(text.as_bytes(), look, &known);
        (char::from(delimiter), above)
    }

    #[test]
    fn the_header_is_found_by_its_known_names() {
        assert_eq!(found("event,figure\n1,2\n", 1), (',', 0));
        assert_eq!(found("\u{feff}event;figure\r\n1;2\r\n", 1), (';', 0));
        assert_eq!(found("Flood in Derna\n\nevent\tfigure\n", 1), ('\t', 2));
        assert_eq!(found("sep=|\nevent|figure\n", 1), ('|', 1));
        assert_eq!(found("\"sep=:\"\nevent:figure\n", 1), (':', 1));
        assert_eq!(found("Dengue\nwho,how many\n#event,#affected+killed\n", 1), (',', 1));
        assert_eq!(found("naam;aantal\n1;2\n", 1), (';', 0));
        assert_eq!(found("", 1), (',', 0));
    }

    #[test]
    fn a_header_of_two_lines_is_found_by_the_words_of_both() {
        assert_eq!(found("Flood;2022\n\n;Dead;\r\nplace;Male;Female\r\n;1;2\r\n", 2), (';', 2));
        assert_eq!(found("place,Dead,\n,Male,Female\n,1,2\n", 2), (',', 0));
    }
}
