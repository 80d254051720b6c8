//! A table opened: its encoding, its delimiter, the lines above it, its header, and the tags below that.

use std::io::{self, Cursor, Read};

use super::csv::{self, CsvFault, Records, Refused};
use super::decision::{About, Decision};
use super::encoding::{ChosenEncoding, Decoding};
use super::fault::FileFault;
use super::header::Header;
use super::settings::Settings;
use super::settled::Settled;
use super::sniff::{Looks, other_kind, sniff};
use super::stopped::Stopped;
use super::structure::{Structure, is_tag_row};
use crate::model::problem::Fault;

/// How much of a file is looked at before it is read.
const HEAD: u64 = 1 << 16;

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
    pub records: Records<io::BufReader<Box<dyn Read + Send + 'r>>>,
    /// Its header.
    pub header: Header,
    /// What parts the cells.
    pub delimiter: u8,
    /// The lines above the header that hold text.
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
        let given = settings.delimiter.and_then(|sign| u8::try_from(sign).ok());
        let known = |names: &[&str]| known(names, settings);
        let structure = Structure::of(&opened.head, given, &known);
        let decisions = decisions(&opened, &structure, given.is_some());
        let reader = io::BufReader::with_capacity(1 << 18, opened.reader);
        let mut records = Records::new(reader, structure.delimiter, settings.limits());
        records.pass_lines(structure.above)?;
        let mut header = names(&mut records)?.ok_or(FileFault::Empty)?;
        records.expect_columns(header.names.len());
        if structure.tagged {
            header.tags = names(&mut records)?.map(|tags| tags.names).unwrap_or_default();
        }
        if header.tags.is_empty() && is_tag_row(&header.names) {
            header.tags.clone_from(&header.names);
        }
        let Structure { delimiter, titles, .. } = structure;
        Ok(SourceTable { records, header, delimiter, titles, decisions })
    }

    /// How many of the records were headers.
    pub fn headers(&self) -> u64 {
        let Header { names, tags } = &self.header;
        1 + u64::from(!tags.is_empty() && tags != names)
    }
}

/// How many names say something: by this the delimiter and the header are found.
pub fn known(names: &[&str], settings: &Settings) -> usize {
    let own = names.iter().filter(|name| Header::field_named(name, settings).is_some());
    let profile = settings.profile.as_ref();
    let named = names.iter().filter(|name| profile.is_some_and(|profile| profile.mentions(name)));
    let tags = if is_tag_row(names) { names.iter().filter(|name| name.starts_with('#')).count() } else { 0 };
    // A row of tags counts for less than a header of known names above it.
    own.count() + named.count() + tags.min(1)
}

fn names<R: io::BufRead>(records: &mut Records<R>) -> Result<Option<Header>, Stopped> {
    match records.next()? {
        None => Ok(None),
        Some(csv::CsvRow::Record(record)) => Ok(Some(Header::of(record.iter()))),
        Some(csv::CsvRow::Refused(refused)) => Err(broken(&refused)),
    }
}

fn broken(refused: &Refused) -> Stopped {
    match &refused.fault {
        CsvFault::NotUtf8 { line, column, .. } => Stopped::NotUtf8 { line: *line, column: *column },
        fault => FileFault::BrokenHeader(format!("{fault}; {}", fault.hint())).into(),
    }
}

fn decisions(opened: &Opened<'_>, structure: &Structure, is_given: bool) -> Vec<Decision> {
    let mut decisions = Vec::new();
    if let Some(how) = opened.encoding.said() {
        let choice = opened.encoding.name();
        decisions.push(Decision::of_file(About::Encoding, choice, how, "--encoding"));
    }
    if structure.delimiter != b',' && !is_given {
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
