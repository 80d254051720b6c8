//! Sheets of Excel, cell by cell: memory holds the texts of the workbook and one row.

use std::collections::HashSet;
use std::io::{Read, Seek, Write};

use calamine::{
    Data, DataRef, DataType, Dimensions, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError,
};

use super::cell::{DateShown, text};
use super::{Listed, SheetRead, SheetWidth, chosen, reference};
use crate::intake::input_fault::InputFault;
use crate::intake::row_fault::RowFault;
use crate::intake::rows_out::RowsOut;

/// The last row and column that a sheet can have, from 0.
const LAST: (u32, u32) = (1_048_575, 16_383);

pub fn write<R: Read + Seek, W: Write>(
    reader: R,
    named: Option<&str>,
    mut out: RowsOut<W>,
) -> Result<SheetRead, InputFault> {
    let mut book = Xlsx::new(reader).map_err(fault)?;
    let mut sheets: Vec<Listed> = Vec::new();
    let listed = book.sheets_metadata().to_vec();
    let mut names = HashSet::new();
    if let Some(twice) = listed.iter().find(|sheet| !names.insert(sheet.name.to_lowercase())) {
        return Err(InputFault::Workbook(format!("two of its sheets have the name `{}`", twice.name)));
    }
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if holds_cells(&mut book, &sheet.name)? {
            sheets.push((sheet.name.clone(), sheet.visible != SheetVisible::Visible));
        }
    }
    let (name, because) = chosen(sheets, named)?;
    let merged = merged(&book.merge_cells_by_sheet_name(&name).map_err(fault)?);
    let width = width(&mut book, &name, out.left())?;
    write_rows(&mut book, &name, width, &mut out)?;
    out.end()?;
    Ok(SheetRead { name, because, first_column: width.first, merged })
}

fn fault(error: XlsxError) -> InputFault {
    match error {
        XlsxError::Io(error) => InputFault::unpacking(error),
        XlsxError::Password => InputFault::Locked,
        other => InputFault::Workbook(other.to_string()),
    }
}

fn holds_cells<R: Read + Seek>(book: &mut Xlsx<R>, name: &str) -> Result<bool, InputFault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        if !is_blank(cell.get_value()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_blank(cell: &DataRef<'_>) -> bool {
    cell.is_empty() || cell.get_string().is_some_and(|text| text.trim().is_empty())
}

/// Looks through a sheet: which columns hold anything. A formula without a value would read as a blank cell, which means
/// that nothing was reported.
/// Each cell that it spans takes a sign of the table, of which there may be `most`.
fn width<R: Read + Seek>(book: &mut Xlsx<R>, name: &str, most: u64) -> Result<SheetWidth, InputFault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    let (mut columns, mut last) = (Vec::new(), 0);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(fault)? {
        let (row, column) = cell.pos;
        if row > LAST.0 || column > LAST.1 {
            return Err(InputFault::Workbook(format!("it has a cell in row {row}, column {column}")));
        }
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            return Err(InputFault::NoValue { cell: reference(u64::from(row), column as usize) });
        }
        if !is_blank(&cell.value) {
            columns.push(column as usize);
            last = row;
            if columns.len() == 1024 {
                let width = SheetWidth::over(columns.drain(..));
                columns.extend(width.map(|width| [width.first, width.last]).into_iter().flatten());
            }
        }
    }
    let width = SheetWidth::over(columns.into_iter())
        .ok_or_else(|| InputFault::Sheet { named: Some(name.to_owned()), sheets: Vec::new() })?;
    if (width.columns() as u64).saturating_mul(u64::from(last)) > most {
        return Err(InputFault::Spans { last: reference(u64::from(last), width.last), most });
    }
    Ok(width)
}

fn write_rows<R: Read + Seek, W: Write>(
    book: &mut Xlsx<R>,
    name: &str,
    width: SheetWidth,
    out: &mut RowsOut<W>,
) -> Result<(), InputFault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(fault)?;
    let shown: Vec<DateShown> = cells.styles().iter().map(shown).collect();
    let mut row = Pending { cells: vec![String::new(); width.columns()], at: 0, bytes: 0 };
    let most = out.left() / 4;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(fault)? {
        let (at, column) = cell.get_position();
        if at < row.at {
            return Err(InputFault::Workbook("its rows are out of order".into()));
        }
        while row.at < at {
            row.write(out)?;
        }
        let slot = (column as usize).checked_sub(width.first).and_then(|column| row.cells.get_mut(column));
        if let Some(slot) = slot.filter(|_| !is_blank(cell.get_value())) {
            *slot = text(cell.get_value(), shown.get(style).copied().unwrap_or_default());
            row.bytes += slot.len() as u64;
            if row.bytes > most {
                return Err(InputFault::Memory { most });
            }
        }
    }
    row.write(out)
}

fn shown(style: &Style) -> DateShown {
    style.number_format.as_ref().map_or(DateShown::Day, |format| DateShown::by(&format.format_code))
}

/// A row that is being filled.
struct Pending {
    cells: Vec<String>,
    at: u32,
    /// The bytes in its cells.
    bytes: u64,
}

impl Pending {
    /// Writes the row, and begins the next. A row of blanks is an empty line.
    fn write<W: Write>(&mut self, out: &mut RowsOut<W>) -> Result<(), InputFault> {
        if self.bytes == 0 {
            out.blank()?;
        } else {
            out.row(self.cells.iter().map(String::as_str))?;
            self.cells.fill(String::new());
            self.bytes = 0;
        }
        self.at += 1;
        Ok(())
    }
}

/// The merged cells, as they are reported.
fn merged(areas: &[Dimensions]) -> Vec<(u64, RowFault)> {
    let one = |area: &Dimensions| {
        let name = |(row, column): (u32, u32)| reference(u64::from(row), column as usize);
        (u64::from(area.start.0) + 1, RowFault::MergedCells { from: name(area.start), to: name(area.end) })
    };
    areas.iter().map(one).collect()
}

/// The cell of a sheet that is held whole, as one that is read by and by.
pub fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(whole) => DataRef::Int(*whole),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(date) => DataRef::DateTimeIso(date.clone()),
        Data::DurationIso(length) => DataRef::DurationIso(length.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
