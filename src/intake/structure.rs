//! The first lines of a table: what parts its cells, which line is the header, and whether HXL tags stand below it.

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
    /// Those of them that hold text, with their numbers from 1.
    pub titles: Vec<(u64, String)>,
    /// Whether the first row below the header holds HXL tags.
    pub tagged: bool,
}

impl Structure {
    /// Looks at the first bytes of a table in UTF-8. `known` says how many of some names are known; `given` is the
    /// delimiter that the desk named.
    pub fn of(head: &[u8], given: Option<u8>, known: &dyn Fn(&[&str]) -> usize) -> Structure {
        let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
        let lines: Vec<&str> =
            text.split('\n').map(|line| line.trim_end_matches('\r')).take(SEARCHED).collect();
        let said = lines.first().and_then(|line| said_delimiter(line));
        let start = usize::from(said.is_some());
        let tried: Vec<u8> = match given.or(said) {
            Some(one) => vec![one],
            None => DELIMITERS.to_vec(),
        };
        let mut best = (0, start, tried.first().copied().unwrap_or(b','));
        for (at, line) in lines.iter().enumerate().skip(start) {
            for delimiter in &tried {
                let score = known(&names(line, *delimiter));
                if score > best.0 {
                    best = (score, at, *delimiter);
                }
            }
        }
        let (score, mut at, delimiter) = best;
        let delimiter = if score == 0 { widest(lines.get(start).copied(), &tried) } else { delimiter };
        let is_tags = |line: &&str| is_tag_row(&names(line, delimiter));
        let width = |at: usize| lines.get(at).map_or(0, |line| names(line, delimiter).len());
        if at > start && lines.get(at).is_some_and(is_tags) && width(at - 1) == width(at) {
            at -= 1; // the names above the tags, though none of them is known
        }
        let below = lines.iter().skip(at + 1).find(|line| !line.trim().is_empty());
        let titles = lines.iter().take(at).enumerate().filter(|(_, line)| !line.trim().is_empty());
        Structure {
            delimiter,
            above: at as u64,
            titles: titles.map(|(at, line)| (at as u64 + 1, (*line).to_owned())).collect(),
            tagged: below.is_some_and(is_tags),
        }
    }
}

/// The delimiter of a line such as `sep=;`, which spreadsheets write and read.
fn said_delimiter(line: &str) -> Option<u8> {
    let (name, sign) = line.trim_matches('"').split_once('=')?;
    let byte = match sign.as_bytes() {
        [byte] => *byte,
        _ => return None,
    };
    (name.eq_ignore_ascii_case("sep") && byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r'))
        .then_some(byte)
}

/// The cells of a line, as far as they can be split without its neighbours.
fn names(line: &str, delimiter: u8) -> Vec<&str> {
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

    fn found(text: &str) -> (char, u64, bool) {
        let known =
            |names: &[&str]| names.iter().filter(|name| ["event", "figure", "place"].contains(name)).count();
        let structure = Structure::of(text.as_bytes(), None, &known);
        (char::from(structure.delimiter), structure.above, structure.tagged)
    }

    #[test]
    fn the_header_is_found_by_its_known_names() {
        assert_eq!(found("event,figure\n1,2\n"), (',', 0, false));
        assert_eq!(found("\u{feff}event;figure\r\n1;2\r\n"), (';', 0, false));
        assert_eq!(found("Flood in Derna\n\nevent\tfigure\n"), ('\t', 2, false));
        assert_eq!(found("sep=|\nevent|figure\n"), ('|', 1, false));
        assert_eq!(found("\"sep=:\"\nevent:figure\n"), (':', 1, false));
        assert_eq!(found("event,figure\n#event,#affected+killed\n"), (',', 0, true));
        assert_eq!(found("naam;aantal\n1;2\n"), (';', 0, false));
        assert_eq!(found(""), (',', 0, false));
    }
}
