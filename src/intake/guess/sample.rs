//! The first lines of a table, to guess by: its header where none was known, and some rows.

use std::io::{Cursor, Read};

use super::words::{self, words_of};
use crate::intake::csv::{CsvRow, Limits, Records};
use crate::intake::fault::FileFault;
use crate::intake::form::{HeaderRows, merged};
use crate::intake::header::Header;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::skip::{Needs, recognised};
use crate::intake::sniff::Looks;
use crate::intake::stopped::Stopped;
use crate::intake::structure::{HeaderPlace, HeaderSearch, Structure, is_tag_row};
use crate::intake::table::{TellingNames, opened};

/// How many lines are searched for a header.
const SEARCHED: usize = 40;

/// How many rows are looked at.
const ROWS: usize = 200;

/// How many of the first lines are kept to be shown.
const SHOWN: usize = 6;

/// What may part the cells.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The beginning of a table.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Its first lines that hold text, with their numbers from 1.
    pub lines: Vec<(u64, String)>,
    /// The line that is taken for its header without a word, from 1.
    pub taken: u64,
    /// The line that looks like its header, from 1.
    pub header_line: u64,
    /// The line and the character of the first byte that is not UTF-8, from 1; what is there is not to be trusted.
    pub undecoded: Option<(u64, usize)>,
    /// What parts the cells.
    pub delimiter: u8,
    /// Whether another sign would be taken without a word.
    pub needs_delimiter: bool,
    /// How many lines its header has, where nobody says so and it has several.
    pub header_rows: Option<HeaderRows>,
    /// The names above the columns.
    pub names: Vec<String>,
    /// Rows below them, of the same width.
    pub rows: Vec<Vec<String>>,
}

impl Sample {
    /// Reads the beginning of a file.
    ///
    /// # Errors
    /// A file that is no text, and failures of the system.
    pub fn read(reader: impl Read + Send, settings: &Settings, settled: &Settled) -> Result<Sample, Stopped> {
        let opened = opened(reader, settings, settled)?;
        match opened.looks {
            Looks::Csv => Ok(Sample::of(&opened.head, settings)),
            Looks::JsonLines => Err(FileFault::NotACsv {
                what: "JSON with the fields of the house CSV",
                way_out: "import it as it is: tollbook import FILE",
            }
            .into()),
        }
    }

    /// Looks at the first bytes of a table in UTF-8. What the desk says of header and delimiter holds.
    pub fn of(head: &[u8], settings: &Settings) -> Sample {
        let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
        let lines: Vec<&str> =
            text.split('\n').map(|line| line.trim_end_matches('\r')).take(SEARCHED).collect();
        let given = settings.delimiter.and_then(|sign| u8::try_from(sign).ok());
        let tried: Vec<u8> = given.map_or_else(|| DELIMITERS.to_vec(), |one| vec![one]);
        let rows = settings.header_rows.unwrap_or(HeaderRows::ONE);
        let look = HeaderSearch { given, rows, place: HeaderPlace::Sought };
        let known = TellingNames::of(settings);
        let usual = Structure::of(head, look, &|names| known.among(names));
        let likely =
            || known_header(&lines, &tried, settings).unwrap_or_else(|| widest_header(&lines, &tried));
        let said = settings.header_line.and_then(|line| usize::try_from(line.above()).ok());
        let (at, delimiter) = match said {
            None => likely(),
            Some(above) => (above, widest_header(lines.get(above..).unwrap_or_default(), &tried).1),
        };
        let mut sample = Sample {
            lines: shown(&lines),
            undecoded: undecoded(head),
            taken: said.map_or(usual.above, |above| above as u64) + 1,
            header_line: at as u64 + 1,
            delimiter,
            needs_delimiter: usual.delimiter != delimiter,
            ..Sample::default()
        };
        let mut records = Records::new(Cursor::new(text.as_bytes()), delimiter, Limits::default());
        if (0..at).any(|_| records.pass_above().is_err()) {
            return sample;
        }
        let mut header: Vec<Vec<String>> = Vec::new();
        while let Ok(Some(row)) = records.next() {
            let CsvRow::Record(record) = row else { continue };
            let cells = record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
            if header.len() < rows.count() {
                header.push(cells);
                sample.names = merged(&header);
                if header.len() == rows.count() {
                    records.expect_columns(sample.names.len());
                }
            } else if !is_tag_row(&cells) {
                sample.rows.push(cells);
            }
            if sample.rows.len() >= ROWS {
                break;
            }
        }
        if settings.header_rows.is_none() {
            sample.join_second_line();
        }
        sample.leave_out_sums();
        sample
    }

    /// Sums and remarks say nothing of what a column holds.
    fn leave_out_sums(&mut self) {
        let names = &self.names;
        self.rows.retain(|row| {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            recognised(&cells, names, Needs::Lacking).is_none()
        });
    }

    /// Takes the first row for a second line of the header, where it names columns that have no name.
    fn join_second_line(&mut self) {
        if !goes_on(&self.names, &self.rows) {
            return;
        }
        let second = self.rows.remove(0);
        self.names = merged(&[std::mem::take(&mut self.names), second]);
        self.header_rows = HeaderRows::of(2);
    }

    /// The cells of a column.
    pub fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str)
    }
}

/// Whether the first row goes on with the names above it: it has no digit, and a word where a name reaches over a column
/// that holds digits.
fn goes_on(names: &[String], rows: &[Vec<String>]) -> bool {
    let has_digit = |cell: &String| cell.contains(char::is_numeric);
    let Some((first, below)) = rows.split_first() else { return false };
    let Some(begin) = names.iter().position(|name| !name.is_empty()) else { return false };
    let names_it = |at: usize| {
        names[at].is_empty()
            && first.get(at).is_some_and(|word| !word.is_empty())
            && below.iter().any(|row| row.get(at).is_some_and(has_digit))
    };
    !first.iter().any(has_digit) && (begin + 1..names.len()).any(names_it)
}

/// Where the first byte is that is not UTF-8; a letter that is cut at the end is none.
fn undecoded(head: &[u8]) -> Option<(u64, usize)> {
    let error = str::from_utf8(head).err().filter(|error| error.error_len().is_some())?;
    let before = String::from_utf8_lossy(head.get(..error.valid_up_to())?);
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((line, column))
}

fn shown(lines: &[&str]) -> Vec<(u64, String)> {
    let texts = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    texts.take(SHOWN).map(|(at, line)| (at as u64 + 1, line.chars().take(200).collect())).collect()
}

fn cells(line: &str, delimiter: u8) -> Vec<&str> {
    line.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"').trim()).collect()
}

/// The line with most names that say something, and the delimiter that makes them.
fn known_header(lines: &[&str], tried: &[u8], settings: &Settings) -> Option<(usize, u8)> {
    let mut best = (0, 0, 0);
    for (at, line) in lines.iter().enumerate() {
        for delimiter in tried {
            let names = cells(line, *delimiter);
            let known = |name: &&&str| Header::field_named(name, settings).is_some() || says_something(name);
            let score = if names.len() > 1 { names.iter().filter(known).count() } else { 0 };
            if score > best.0 {
                best = (score, at, *delimiter);
            }
        }
    }
    (best.0 > 0).then_some((best.1, best.2))
}

/// Whether a name of a few words holds one that is known.
fn says_something(name: &str) -> bool {
    let words = words_of(name);
    let lists = [words::DAYS, words::EVENTS, words::PUBLISHERS, words::AUTHORITIES, words::NOTES];
    (1..=4).contains(&words.len())
        && (words::first(&words, words::MEASURES).is_some()
            || words::first(&words, words::PLACES).is_some()
            || lists.iter().any(|list| words::any(&words, list)))
}

/// Where no name says anything: the first line that is as wide as most lines are.
fn widest_header(lines: &[&str], tried: &[u8]) -> (usize, u8) {
    let mut best = (0, 0, tried.first().copied().unwrap_or(b','));
    for delimiter in tried {
        let widths: Vec<usize> = lines.iter().map(|line| cells(line, *delimiter).len()).collect();
        for (at, width) in widths.iter().enumerate().filter(|(_, width)| **width > 1) {
            let alike = widths.iter().filter(|other| *other == width).count();
            if alike > best.0 {
                best = (alike, at, *delimiter);
            }
        }
    }
    let (_, first, delimiter) = best;
    let width = lines.get(first).map_or(0, |line| cells(line, delimiter).len());
    let is_full = |line: &&str| {
        let cells = cells(line, delimiter);
        cells.len() == width && cells.iter().all(|cell| !cell.is_empty())
    };
    let full = lines.iter().position(is_full);
    (full.unwrap_or(first), delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (u64, char, usize, usize) {
        let sample = Sample::of(text.as_bytes(), &Settings::default());
        (sample.header_line, char::from(sample.delimiter), sample.names.len(), sample.rows.len())
    }

    #[test]
    fn a_header_is_found_below_titles() {
        assert_eq!(found("Deaths in the flood\n\nDatum;Ort;Tote\n1.5.2022;A;3\n"), (3, ';', 3, 1));
        assert_eq!(found("a flood;;;\n;;;\nwer;x;y;z\n1;2;3;4\n1;2;3;4\n"), (3, ';', 4, 2));
        assert_eq!(found("x\ty\n1\t2\n"), (1, '\t', 2, 1));
        assert_eq!(found(""), (1, ',', 0, 0));
        assert_eq!(found("no table at all"), (1, ',', 1, 0));
    }

    #[test]
    fn a_sum_below_the_rows_is_no_row() {
        assert_eq!(found("Fecha;Muertos\n1/4/2016;3\n2/4/2016;4\nTotal;7\n\nFuente: X;\n"), (1, ';', 2, 2));
    }

    #[test]
    fn a_header_of_two_lines_is_known_by_words_where_names_are_missing() {
        let names = |text: &str| {
            let sample = Sample::of(text.as_bytes(), &Settings::default());
            (sample.header_rows.map_or(1, HeaderRows::count), sample.names.join("|"), sample.rows.len())
        };
        assert_eq!(
            names("Town,Deaths,\n,Male,Female\nOsk,1,2\n"),
            (2, "Town|Deaths Male|Deaths Female".to_owned(), 1)
        );
        // The first row of a table is none, nor are remarks in a column without a name.
        for text in [
            "Town,Deaths,\nOsk,none,\nTavi,1,\n",
            "Town,Deaths,\nOsk,NA,late\nTavi,1,late\n",
            "Town,Deaths,\nOsk,1,late\nTavi,1,2\n",
        ] {
            assert_eq!(names(text), (1, "Town|Deaths|".to_owned(), 2), "{text}");
        }
    }
}
