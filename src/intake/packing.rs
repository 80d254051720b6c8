//! Packed files: what is inside a gzip file or a zip archive, bounded by its unpacked size.

use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::input_fault::InputFault;

/// What the first bytes of a file say of its form, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackedForm {
    /// Lines of text, or something that is refused later.
    Plain,
    /// One file, packed.
    Gzip,
    /// An archive of files, or a workbook.
    Zip,
    /// A JSON document, or JSON lines.
    Json,
}

impl PackedForm {
    /// Looks at the first bytes.
    pub fn of(head: &[u8]) -> PackedForm {
        if head.starts_with(b"\x1f\x8b") {
            return PackedForm::Gzip;
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return PackedForm::Zip;
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if matches!(text.first(), Some(b'{' | b'[')) { PackedForm::Json } else { PackedForm::Plain }
    }
}

/// The most bytes that a packed file may unpack to, unless the desk says otherwise.
pub const UNPACKED_BYTES: u64 = 4_000_000_000;

/// The bytes of an entry in the list of an archive, before its name.
const ENTRY_BYTES: usize = 46;

/// How many files of an archive are read at most: each is a transaction of its own.
const MEMBERS: usize = 256;

/// Unpacks a gzip file. Several that were put together are one.
///
/// # Errors
/// A damaged file, more than `most` bytes, and failures of the system.
pub fn gunzip(reader: impl Read, to: &mut impl Write, most: u64) -> Result<u64, InputFault> {
    let mut unpacked = MultiGzDecoder::new(reader).take(most.saturating_add(1));
    let bytes = io::copy(&mut unpacked, to).map_err(InputFault::unpacking)?;
    if bytes > most { Err(InputFault::TooLarge { most }) } else { Ok(bytes) }
}

/// What a zip archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveContent {
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice and others.
    Ods,
    /// Files: their places in the archive, and their names.
    Files(Vec<(usize, String)>),
}

/// A zip archive.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    most: u64,
    left: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of what is in it. All that is unpacked of it together may have `most` bytes.
    ///
    /// # Errors
    /// A damaged archive, and one that holds two files of one name: only one of them could be read.
    pub fn open(mut reader: R, most: u64) -> Result<Archive<R>, InputFault> {
        let list = ZipArchive::new(&mut reader).map_err(zip_fault)?.central_directory_start();
        reader.seek(SeekFrom::Start(list))?;
        if let Some(name) = twice_there(&mut reader)? {
            return Err(InputFault::TwoOfOneName { name });
        }
        reader.rewind()?;
        let zip = ZipArchive::new(reader).map_err(zip_fault)?;
        Ok(Archive { zip, most, left: most })
    }

    /// What it holds: a workbook, or files that may be tables, in the order of their names.
    ///
    /// # Errors
    /// An archive without a table, or with too many, and workbooks of other kinds.
    pub fn content(&self) -> Result<ArchiveContent, InputFault> {
        let names: Vec<String> =
            self.zip.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
        let has = |name: &str| names.iter().any(|own| own == name);
        if has("xl/workbook.xml") {
            return Ok(ArchiveContent::Xlsx);
        }
        if has("xl/workbook.bin") {
            return Err(InputFault::Workbook("it is a binary workbook (.xlsb)".into()));
        }
        if has("content.xml") && has("META-INF/manifest.xml") {
            return Ok(ArchiveContent::Ods);
        }
        let mut files: Vec<(usize, String)> = Vec::new();
        for (at, name) in self.zip.file_names().enumerate() {
            if let Ok(name) = name
                && is_table_name(&name)
            {
                files.push((at, name.into_owned()));
            }
        }
        files.sort_by(|a, b| a.1.cmp(&b.1));
        match files.len() {
            0 => Err(InputFault::NoTable { names }),
            many if many > MEMBERS => Err(InputFault::TooMany { found: many, most: MEMBERS }),
            _ => Ok(ArchiveContent::Files(files)),
        }
    }

    /// Unpacks one of the files.
    ///
    /// # Errors
    /// A damaged or encrypted one, more bytes than are allowed, and failures of the system.
    pub fn unpack(&mut self, at: usize, to: &mut impl Write) -> Result<u64, InputFault> {
        let mut file = self.zip.by_index(at).map_err(zip_fault)?.take(self.left.saturating_add(1));
        let unpacked = io::copy(&mut file, to).map_err(InputFault::unpacking);
        // What a damaged one gave before its fault was unpacked as well.
        let taken = self.left.saturating_add(1) - file.limit();
        self.left = self.left.checked_sub(taken).ok_or(InputFault::TooLarge { most: self.most })?;
        unpacked
    }

    /// Unpacks everything to nowhere: what is declared of a size need not be true.
    ///
    /// # Errors
    /// As those of [`Archive::unpack`].
    pub fn measure(&mut self) -> Result<(), InputFault> {
        (0..self.zip.len()).try_for_each(|at| self.unpack(at, &mut io::sink()).map(drop))
    }

    /// How many files it holds.
    pub fn files(&self) -> usize {
        self.zip.len()
    }

    /// One of the files: its name, and its bytes.
    ///
    /// # Errors
    /// A damaged or encrypted one.
    pub fn part(&mut self, at: usize) -> Result<(String, impl Read), InputFault> {
        let part = self.zip.by_index(at).map_err(zip_fault)?;
        Ok((part.name().map_err(zip_fault)?.into_owned(), part))
    }

    /// The bytes of one file by its name.
    ///
    /// # Errors
    /// No such file, or one that cannot be unpacked.
    pub fn named(&mut self, name: &str) -> Result<impl Read, InputFault> {
        self.zip.by_name(name).map_err(zip_fault)
    }
}

/// A name that stands twice in the list of an archive.
fn twice_there(list: impl Read) -> io::Result<Option<String>> {
    let mut list = BufReader::new(list);
    let mut names = HashSet::new();
    loop {
        let mut entry = [0; ENTRY_BYTES];
        match list.read_exact(&mut entry) {
            Ok(()) if entry.starts_with(b"PK\x01\x02") => {}
            Ok(()) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let length = |at: usize| u64::from(u16::from_le_bytes([entry[at], entry[at + 1]]));
        let (mut name, rest) = (Vec::new(), length(30) + length(32));
        list.by_ref().take(length(28)).read_to_end(&mut name)?;
        io::copy(&mut list.by_ref().take(rest), &mut io::sink())?;
        if names.contains(&name) {
            return Ok(Some(String::from_utf8_lossy(&name).into_owned()));
        }
        names.insert(name);
    }
}

fn zip_fault(error: ZipError) -> InputFault {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => InputFault::Locked,
        ZipError::InvalidPassword => InputFault::Locked,
        ZipError::Io(error) => InputFault::unpacking(error),
        other => InputFault::Packed(other.to_string()),
    }
}

/// Whether a file of a folder or an archive may be a table, by its name: rejects, profiles and what is hidden are not.
pub fn is_table_name(path: &str) -> bool {
    const ENDINGS: [&str; 11] =
        ["csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "gz", "xlsx", "ods", "zip"];
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    // `.` and `..` hide nothing, and a name is never followed as a path.
    let is_hidden = |step: &str| step.starts_with('.') && !matches!(step, "." | "..") || step == "__MACOSX";
    let hidden = path.split(['/', '\\']).any(is_hidden);
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    !hidden && ENDINGS.contains(&ending.as_str()) && !is_rejects(name)
}

/// Whether a name is that of a file of rejected rows: `october.rejects.csv`, `october.rejects.2.csv`.
pub fn is_rejects(name: &str) -> bool {
    rejects_of(name).is_some()
}

/// The table whose rejected rows a name stands for, as a CSV: `october.csv`; `None` for other names.
pub fn rejects_of(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".csv")?.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = stem.strip_suffix(".rejects").or_else(|| stem.strip_suffix(".rejects."))?;
    Some(format!("{stem}.csv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tables_are_told_from_what_stands_beside_them() {
        for name in [
            "a.csv",
            "x/y.TSV",
            "book.xlsx",
            "a.csv.gz",
            "lines.ndjson",
            "my.rejects.old.csv",
            "./a.csv",
            "../x/a.csv",
            "..\\a.csv",
        ] {
            assert!(is_table_name(name), "{name}");
        }
        for name in [
            "a.csv.toml",
            "a.rejects.csv",
            "x/a.rejects.2.csv",
            ".a.csv",
            "__MACOSX/a.csv",
            "tollbook.db",
            "README.md",
            "csv",
            ".git/x.csv",
            "../.git/x.csv",
            "..x/a.csv",
        ] {
            assert!(!is_table_name(name), "{name}");
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_its_cap() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        io::copy(&mut io::repeat(0).take(1 << 22), &mut packed).unwrap();
        let packed = packed.finish().unwrap();
        let mut out = Vec::new();
        assert!(matches!(gunzip(&packed[..], &mut out, 1000), Err(InputFault::TooLarge { most: 1000 })));
        assert!(out.len() <= 1001);
        assert!(matches!(gunzip(&packed[..50], &mut io::sink(), 1 << 30), Err(InputFault::Packed(_))));
    }
}
