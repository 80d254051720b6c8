//! What a file is by its first bytes, whatever its name says.

use super::fault::FileFault;

/// What the first bytes of other kinds of file look like, what they are, and what to do with them.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a zip or Excel file", "open it in a spreadsheet and save the sheet as \"CSV UTF-8\""),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel file",
        "open it in a spreadsheet and save the sheet as \"CSV UTF-8\"",
    ),
    (b"\x1f\x8b", "a gzip file", "unpack it first with gunzip FILE"),
    (b"SQLite format 3\0", "an SQLite file", "name a store with --db FILE, or export the table as CSV"),
    (b"%PDF", "a PDF", "copy the table into a spreadsheet and save it as \"CSV UTF-8\""),
    (b"\xff\xfe\0\0", "UTF-32 text", "convert it with iconv -f UTF-32 -t UTF-8 FILE > NEW"),
    (b"\x89PNG", "a picture", "type the numbers into a table and save it as \"CSV UTF-8\""),
    (b"BZh", "a bzip2 file", "unpack it first with bunzip2 FILE"),
    (b"\xfd7zXZ", "an xz file", "unpack it first with unxz FILE"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first with unzstd FILE"),
    (b"{\\rtf", "a text document (RTF)", "copy the table into a spreadsheet and save it as \"CSV UTF-8\""),
];

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Rows of cells.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Refuses what is plainly no text. `head` holds the first bytes, a few hundred if there are as many.
pub fn sniff(head: &[u8]) -> Result<Looks, FileFault> {
    other_kind(head)?;
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.is_empty() {
        return Err(FileFault::Empty);
    }
    let start = text.get(..9.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with(b"<!doctype") || start.starts_with(b"<html") {
        return Err(not("a web page", "download the file itself, not the page about it"));
    }
    if text.starts_with(b"[{")
        || text.starts_with(b"[\n")
        || text.starts_with(b"{\n")
        || text.starts_with(b"{\r")
    {
        return Err(not(
            "JSON",
            "write one object a line, or convert it to CSV with the columns of the house CSV",
        ));
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if zeros * 4 > head.len() {
        return Err(not("text, for most of its bytes are zero", "export it again"));
    }
    Ok(if text.starts_with(b"{") { Looks::JsonLines } else { Looks::Csv })
}

/// Refuses what is no text at all, whatever its encoding.
pub fn other_kind(head: &[u8]) -> Result<(), FileFault> {
    match OTHERS.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        Some((_, what, way_out)) => Err(FileFault::NotACsv { what, way_out }),
        None => Ok(()),
    }
}

fn not(what: &'static str, way_out: &'static str) -> FileFault {
    FileFault::NotACsv { what, way_out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_recognised_by_their_first_bytes() {
        assert_eq!(sniff(b""), Err(FileFault::Empty));
        assert_eq!(sniff(b"\xef\xbb\xbf \n"), Err(FileFault::Empty));
        for head in [
            &b"PK\x03\x04rest"[..],
            b"<!DOCTYPE html>",
            b"  <html>",
            b"[{\"a\":1}]",
            b"\xff\xfe\0\0a\0\0\0",
            b"\0\0\0\0a",
            b"%PDF-1.4",
        ] {
            assert!(matches!(sniff(head), Err(FileFault::NotACsv { .. })), "{head:?}");
        }
        assert_eq!(sniff(b"event,place\n"), Ok(Looks::Csv));
        assert_eq!(sniff(b"\xef\xbb\xbfevent,place\n"), Ok(Looks::Csv));
        assert_eq!(sniff(b"{\"event\": \"Flood\"}\n"), Ok(Looks::JsonLines));
    }
}
