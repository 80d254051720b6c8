//! A table opened: its encoding, its delimiter, the lines above it, its header, and the tags below that.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Cursor, Read};

use super::csv::{self, CsvFault, Records, Refused};
use super::decision::{About, Decision};
use super::encoding::{ChosenEncoding, Decoding};
use super::fault::FileFault;
use super::form::{HeaderRows, merged};
use super::header::{Header, plain};
use super::hxl;
use super::profile::Profile;
use super::settings::Settings;
use super::settled::Settled;
use super::sniff::{Looks, other_kind, sniff};
use super::stopped::Stopped;
use super::structure::{HeaderPlace, HeaderSearch, Structure, is_tag_row, said_delimiter, split_names};
use super::table_rows::TableRows;
use crate::model::problem::Fault;

/// How much of a file is looked at before it is read.
const HEAD: u64 = 1 << 16;

/// How many titles are kept; all are counted.
const TITLES: usize = 1000;

/// How many lines are looked at where a header is said to stand, and below it for its tags.
const AHEAD: usize = 40;

/// The bytes of a file in UTF-8, and what its first ones say.
pub struct Opened<'r> {
    /// The first bytes, in UTF-8.
    pub head: Vec<u8>,
    /// All bytes, in UTF-8.
    pub reader: Box<dyn Read + Send + 'r>,
    /// What the first bytes look like.
    pub looks: Looks,
    /// How the bytes are decoded.
    pub encoding: ChosenEncoding,
}

/// Looks at the first bytes and decodes all of them.
///
/// # Errors
/// A file that is no text, and failures of the system.
pub fn opened<'r>(
    mut reader: impl Read + Send + 'r,
    settings: &Settings,
    settled: &Settled,
) -> Result<Opened<'r>, Stopped> {
    let head = first_bytes(&mut reader)?;
    other_kind(&head)?;
    let named = settings.encoding.as_deref().and_then(ChosenEncoding::named);
    let encoding = named
        .or(settled.encoding)
        .or_else(|| ChosenEncoding::by_first_bytes(&head))
        .unwrap_or(ChosenEncoding::UTF_8);
    let whole = Cursor::new(head.clone()).chain(reader);
    if encoding.is_utf_8() {
        let looks = sniff(&head)?;
        return Ok(Opened { head, reader: Box::new(whole), looks, encoding });
    }
    let mut decoding = Decoding::new(whole, encoding);
    let head = first_bytes(&mut decoding)?;
    let looks = sniff(&head)?;
    Ok(Opened { reader: Box::new(Cursor::new(head.clone()).chain(decoding)), head, looks, encoding })
}

fn first_bytes(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// A table whose header was read.
pub struct SourceTable<'r> {
    /// Its rows, from below the header on.
    pub records: TableRows<io::BufReader<Box<dyn Read + Send + 'r>>>,
    /// Its header.
    pub header: Header,
    /// How many of its records were that header, with the tags below it.
    pub headers: u64,
    /// What parts the cells.
    pub delimiter: u8,
    /// The lines above the header that hold text; the first thousand.
    pub titles: Vec<(u64, String)>,
    /// What was decided so far.
    pub decisions: Vec<Decision>,
}

impl<'r> SourceTable<'r> {
    /// Finds the header and reads it.
    ///
    /// # Errors
    /// No header, one that cannot be split, and failures of the system.
    pub fn of(opened: Opened<'r>, settings: &Settings) -> Result<SourceTable<'r>, Stopped> {
        let Opened { head, reader, encoding, .. } = opened;
        let reader = io::BufReader::with_capacity(1 << 18, reader);
        let mut records = Records::new(reader, b',', settings.limits());
        let (structure, titles) = begun(&mut records, &head, settings)?;
        let decisions = decisions(encoding, &structure, settings);
        let delimiter = structure.delimiter;
        records.part_by(delimiter);
        let rows = settings.header_rows.unwrap_or(HeaderRows::ONE);
        let mut header = header(&mut records, rows)?;
        let mut headers = rows.count() as u64;
        if let Some(line) = settings.header_line.filter(|_| header.names.iter().all(String::is_empty)) {
            return Err(FileFault::BlankHeader { line: line.number() }.into());
        }
        records.expect_columns(header.names.len());
        if is_above_tags(&mut records, delimiter)? {
            header.tags = cells(&mut records)?.map(|(_, tags)| tags).unwrap_or_default();
            headers += 1;
        } else if is_tag_row(&header.names) {
            header.tags.clone_from(&header.names);
        }
        if let Some(named) = hxl::of_export(&header, settings) {
            header = named;
        }
        let records = TableRows::new(records, delimiter, settings.footer.clone());
        Ok(SourceTable { records, header, headers, delimiter, titles, decisions })
    }
}

/// The records of a table as they come from its file.
type RecordsOf<'r> = Records<io::BufReader<Box<dyn Read + Send + 'r>>>;

/// The cells of a record, and its first and last line.
type PlacedCells = ((u64, u64), Vec<String>);

/// Lines above a header, with their numbers from 1.
type Titles = Vec<(u64, String)>;

/// Passes what stands above the header, and finds out what parts the cells.
fn begun(
    records: &mut RecordsOf<'_>,
    head: &[u8],
    settings: &Settings,
) -> Result<(Structure, Titles), Stopped> {
    let given = settings.delimiter.and_then(|sign| u8::try_from(sign).ok());
    let names = TellingNames::of(settings);
    let known = |line: &[Cow<'_, str>]| names.among(line);
    let rows = settings.header_rows.unwrap_or(HeaderRows::ONE);
    let look = HeaderSearch { given, rows, place: HeaderPlace::Sought };
    let Some(line) = settings.header_line else {
        let structure = Structure::of(head, look, &known);
        let (titles, _) = passed(records, structure.above)?;
        return Ok((structure, titles));
    };
    let (titles, lines) = passed(records, line.above())?;
    let first = String::from_utf8_lossy(head.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let said = said_delimiter(&[first.trim_start_matches('\u{feff}').trim_end_matches('\r')]);
    let given = given.or(said.filter(|_| line.above() > 0));
    let ahead = records.ahead(AHEAD)?;
    if ahead.is_empty() {
        return Err(FileFault::NoSuchLine { line: line.number(), lines }.into());
    }
    if ahead.split(|byte| *byte == b'\n').next().is_some_and(|line| line.trim_ascii().is_empty()) {
        return Err(FileFault::BlankHeader { line: line.number() }.into());
    }
    let look = HeaderSearch { given, place: HeaderPlace::First, ..look };
    let structure = Structure::of(ahead, look, &known);
    Ok((Structure { above: lines, ..structure }, titles))
}

/// Passes lines above a header: those that hold text, and how many there were.
fn passed(records: &mut RecordsOf<'_>, lines: u64) -> io::Result<(Titles, u64)> {
    let mut titles = Vec::new();
    for line in 1..=lines {
        let Some(text) = records.pass_above()? else { return Ok((titles, line - 1)) };
        if titles.len() < TITLES && !text.trim().is_empty() {
            titles.push((line, text));
        }
    }
    Ok((titles, lines))
}

/// Reads a header of so many lines.
fn header(records: &mut RecordsOf<'_>, rows: HeaderRows) -> Result<Header, Stopped> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut span = (0, 0);
    for row in 0..rows.count() {
        let Some((place, cells)) = cells(records)? else {
            let short = FileFault::ShortHeader { rows: rows.count(), found: row };
            return Err(if row == 0 { FileFault::Empty } else { short }.into());
        };
        span = (if row == 0 { place.0 } else { span.0 }, place.1);
        lines.push(cells);
    }
    Ok(Header { lines: span, ..Header::of(merged(&lines).iter().map(String::as_str)) })
}

/// Whether the next line that holds text is a row of HXL tags.
fn is_above_tags(records: &mut RecordsOf<'_>, delimiter: u8) -> io::Result<bool> {
    for lines in 1..=AHEAD {
        let ahead = records.ahead(lines)?;
        let last = ahead.strip_suffix(b"\n").unwrap_or(ahead).split(|byte| *byte == b'\n').next_back();
        let last = String::from_utf8_lossy(last.unwrap_or_default());
        if !last.trim().is_empty() {
            return Ok(is_tag_row(&split_names(last.trim_end_matches('\r'), delimiter)));
        }
    }
    Ok(false)
}

/// The names that say something: by them the delimiter and the header are found.
pub struct TellingNames<'s> {
    settings: &'s Settings,
    mapped: HashSet<String>,
    of_profile: HashSet<String>,
}

impl<'s> TellingNames<'s> {
    /// Those of fields, and those that the desk names.
    pub fn of(settings: &'s Settings) -> TellingNames<'s> {
        let own = settings.profile.iter().flat_map(Profile::named_columns);
        let own = own.filter(|name| !name.is_empty());
        TellingNames {
            settings,
            mapped: settings.map.keys().map(|name| plain(name)).collect(),
            of_profile: own.map(plain).collect(),
        }
    }

    /// How many of these names are among them.
    pub fn among(&self, names: &[Cow<'_, str>]) -> usize {
        let is_own = |name: &&Cow<'_, str>| {
            Header::field_named(name, self.settings).is_some() || self.mapped.contains(&plain(name))
        };
        let own = names.iter().filter(is_own).count();
        let profile = self.settings.profile.as_ref();
        let patterns = profile.map(Profile::patterns).unwrap_or_default();
        let is_named = |name: &&Cow<'_, str>| self.of_profile.contains(&plain(name)) || patterns.fit(name);
        let named = names.iter().filter(is_named);
        let tags =
            if is_tag_row(names) { names.iter().filter(|name| name.starts_with('#')).count() } else { 0 };
        // A row of tags counts for less than a header of known names above it.
        own + named.count() + tags.min(1)
    }
}

/// The next record.
fn cells(records: &mut RecordsOf<'_>) -> Result<Option<PlacedCells>, Stopped> {
    match records.next()? {
        None => Ok(None),
        Some(csv::CsvRow::Record(record)) => {
            let span = (record.line(), record.line() + record.lines() - 1);
            Ok(Some((span, record.iter().map(|cell| cell.trim().to_owned()).collect())))
        }
        Some(csv::CsvRow::Refused(refused)) => Err(broken(&refused)),
    }
}

fn broken(refused: &Refused) -> Stopped {
    match &refused.fault {
        CsvFault::NotUtf8 { line, column, .. } => Stopped::NotUtf8 { line: *line, column: *column },
        fault => FileFault::BrokenHeader {
            why: fault.to_string(),
            way_out: format!("mend the header: {}", fault.hint()),
        }
        .into(),
    }
}

fn decisions(encoding: ChosenEncoding, structure: &Structure, settings: &Settings) -> Vec<Decision> {
    let mut decisions = Vec::new();
    if let Some(how) = encoding.said() {
        let choice = encoding.name();
        decisions.push(Decision::of_file(About::Encoding, choice, how, "--encoding"));
    }
    if structure.delimiter != b',' && settings.delimiter.is_none() {
        let sign = match structure.delimiter {
            b'\t' => "tab".to_owned(),
            other => char::from(other).to_string(),
        };
        decisions.push(Decision::of_file(
            About::Delimiter,
            sign,
            "by the names in the header",
            "--delimiter",
        ));
    }
    decisions
}
