//! Sheets of LibreOffice and others. The whole workbook is held in memory; its extent was looked at before.

use std::io::{Read, Seek, Write};

use calamine::{Data, Ods, OdsError, Range, Reader, SheetVisible};

use super::cell::{DateShown, text};
use super::xlsx::borrowed;
use super::{Listed, SheetRead, SheetWidth, chosen};
use crate::intake::input_fault::InputFault;
use crate::intake::rows_out::RowsOut;

pub fn write<R: Read + Seek, W: Write>(
    reader: R,
    named: Option<&str>,
    mut out: RowsOut<W>,
) -> Result<SheetRead, InputFault> {
    let mut book: Ods<R> = Ods::new(reader).map_err(fault)?;
    let mut sheets: Vec<Listed> = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        let range = book.worksheet_range(&sheet.name).map_err(fault)?;
        if range.used_cells().next().is_some() {
            sheets.push((sheet.name, sheet.visible != SheetVisible::Visible));
        }
    }
    let (name, because) = chosen(sheets, named)?;
    let range = book.worksheet_range(&name).map_err(fault)?;
    let first_column = write_rows(&range, &mut out)?;
    out.end()?;
    Ok(SheetRead { name, because, first_column, merged: Vec::new() })
}

fn fault(error: OdsError) -> InputFault {
    match error {
        OdsError::Io(error) => InputFault::unpacking(error),
        OdsError::Password => InputFault::Locked,
        other => InputFault::Workbook(other.to_string()),
    }
}

/// Writes the rows; the first column that holds anything.
fn write_rows<W: Write>(range: &Range<Data>, out: &mut RowsOut<W>) -> Result<usize, InputFault> {
    let (above, left) = range.start().unwrap_or_default();
    for _ in 0..above {
        out.blank()?;
    }
    let used = range.used_cells().map(|(_, column, _)| column);
    let Some(width) = SheetWidth::over(used) else { return Ok(left as usize) };
    for row in range.rows() {
        let cells: Vec<String> = (row.iter().skip(width.first).take(width.columns()))
            .map(|cell| text(&borrowed(cell), DateShown::Day))
            .collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            out.blank()?;
        } else {
            out.row(cells.iter().map(String::as_str))?;
        }
    }
    Ok(left as usize + width.first)
}
