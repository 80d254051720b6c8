//! Workbooks: one sheet of them, as a CSV whose lines are the rows of the sheet.

mod cell;
mod extent;
mod held;
mod ods;
mod part;
mod xlsx;

use std::io::{BufReader, Read, Seek, Write};

use super::input_fault::InputFault;
use super::packing::{Archive, ArchiveContent};
use super::row_fault::RowFault;
use super::rows_out::RowsOut;

/// The most bytes that a workbook or a JSON document may have unpacked, unless the desk says otherwise: they are held in
/// memory, as a whole or in large parts.
pub const HELD_BYTES: u64 = 256_000_000;

/// A sheet that was written as a CSV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRead {
    /// Its name.
    pub name: String,
    /// How it was chosen; `None` where the desk named it, or there is no other.
    pub because: Option<&'static str>,
    /// The first of its columns that holds anything, from 0: the first of the CSV.
    pub first_column: usize,
    /// Cells that are merged, with the row of the first.
    pub merged: Vec<(u64, RowFault)>,
}

/// Writes one sheet of a workbook as a CSV in UTF-8: line by line its rows, from the first on.
///
/// # Errors
/// A workbook that cannot be read, is larger than `most` bytes, or has several sheets of which none was named; formulas
/// that were never worked out.
pub fn write_sheet(
    mut reader: impl Read + Seek,
    named: Option<&str>,
    to: impl Write,
    most: u64,
) -> Result<SheetRead, InputFault> {
    let mut archive = Archive::open(BufReader::new(&mut reader), most)?;
    let content = archive.content()?;
    archive.measure()?;
    drop(archive);
    reader.rewind()?;
    let out = RowsOut::new(to, most);
    match content {
        ArchiveContent::Xlsx => {
            held::check(&mut Archive::open(BufReader::new(&mut reader), most)?, most)?;
            reader.rewind()?;
            xlsx::write(BufReader::new(reader), named, out)
        }
        ArchiveContent::Ods => {
            extent::check(&mut Archive::open(BufReader::new(&mut reader), most)?, most)?;
            reader.rewind()?;
            ods::write(BufReader::new(reader), named, out)
        }
        ArchiveContent::Files(_) => Err(InputFault::Nested),
    }
}

/// A sheet by its name, and whether it is hidden.
type Listed = (String, bool);

/// The sheet that is meant, of those that hold cells.
fn chosen(sheets: Vec<Listed>, named: Option<&str>) -> Result<(String, Option<&'static str>), InputFault> {
    if let Some(named) = named {
        let found = sheets.iter().find(|(name, _)| name == named);
        let found = found.or_else(|| sheets.iter().find(|(name, _)| name.trim() == named.trim()));
        return match found {
            Some((name, _)) => Ok((name.clone(), None)),
            None => Err(InputFault::Sheet { named: Some(named.to_owned()), sheets }),
        };
    }
    let mut open = sheets.iter().filter(|(_, hidden)| !hidden);
    match (open.next(), open.next(), sheets.len()) {
        (Some((name, _)), None, 1) => Ok((name.clone(), None)),
        (Some((name, _)), None, _) => Ok((name.clone(), Some("the only sheet that is not hidden"))),
        _ => Err(InputFault::Sheet { named: None, sheets }),
    }
}

/// The columns that hold anything.
#[derive(Clone, Copy, Debug)]
struct SheetWidth {
    first: usize,
    last: usize,
}

impl SheetWidth {
    fn over(cells: impl Iterator<Item = usize>) -> Option<SheetWidth> {
        cells.fold(None, |width, at| {
            Some(match width {
                None => SheetWidth { first: at, last: at },
                Some(SheetWidth { first, last }) => SheetWidth { first: first.min(at), last: last.max(at) },
            })
        })
    }

    fn columns(self) -> usize {
        self.last - self.first + 1
    }
}

/// A cell as spreadsheets name it: row and column from 0.
pub fn reference(row: u64, column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_of_spreadsheets() {
        let name = |column| reference(6, column);
        assert_eq!([0, 25, 26, 701, 702].map(name), ["A7", "Z7", "AA7", "ZZ7", "AAA7"]);
    }

    #[test]
    fn a_sheet_is_chosen_only_where_there_is_no_choice() {
        let sheets = |list: &[(&str, bool)]| list.iter().map(|(name, h)| ((*name).to_owned(), *h)).collect();
        let choice = |list: &[(&str, bool)], named| chosen(sheets(list), named).map(|(name, _)| name).ok();
        assert_eq!(choice(&[("a", false)], None).as_deref(), Some("a"));
        assert_eq!(choice(&[("a", false), ("b", true)], None).as_deref(), Some("a"));
        assert_eq!(choice(&[("a", false), ("b", false)], None), None);
        assert_eq!(choice(&[("a", true)], None), None);
        assert_eq!(choice(&[("a", false), ("b", true)], Some("b")).as_deref(), Some("b"));
        assert_eq!(choice(&[("a", false)], Some("c")), None);
        assert_eq!(choice(&[], None), None);
    }
}
