//! What an OpenDocument workbook would take in memory: a few letters there can stand for millions of cells, and a tag for
//! a thousand million blanks.

use std::collections::HashSet;
use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};

use super::part::{PartEvents, stated};
use crate::intake::input_fault::InputFault;
use crate::intake::packing::Archive;

/// The memory of a cell, in the sheet as it is read and in the one that is made of it.
const CELL: u64 = 56;
/// How many copies of a text there are at once.
const COPIES: u64 = 3;
/// The most columns of a sheet: what a row repeats beyond them is not read.
const COLUMNS: u64 = 16_384;

/// Refuses a workbook whose sheets would take more than `most` bytes of memory.
///
/// # Errors
/// As said; parts that are damaged; sheets of one name.
pub fn check<R: Read + Seek>(archive: &mut Archive<R>, most: u64) -> Result<(), InputFault> {
    let mut manifest = PartEvents::new("META-INF/manifest.xml", archive.named("META-INF/manifest.xml")?);
    while manifest.next(true)?.is_some() {}
    drop(manifest);
    let taken = memory_of(PartEvents::new("content.xml", archive.named("content.xml")?))?;
    if taken > most { Err(InputFault::Memory { most }) } else { Ok(()) }
}

/// The bytes that the sheets take while the last of them is read.
fn memory_of<R: Read>(mut content: PartEvents<R>) -> Result<u64, InputFault> {
    let mut book = BookTally::default();
    while let Some(event) = content.next(book.is_aside)? {
        match event {
            Event::Start(tag) => book.begin(&tag)?,
            Event::Empty(tag) => {
                book.begin(&tag)?;
                book.end(tag.name().as_ref());
            }
            Event::End(tag) => book.end(tag.name().as_ref()),
            Event::Text(_) | Event::GeneralRef(_) => book.text(event.len() as u64),
            _ => {}
        }
    }
    Ok(book.taken)
}

#[derive(Default)]
struct BookTally {
    taken: u64,
    sheet: OdsExtent,
    row: RowExtent,
    names: HashSet<String>,
    /// Whether a note on a cell is passed, which is held as a whole.
    is_aside: bool,
}

/// The rows and columns of a sheet, up to the last that hold anything.
#[derive(Default)]
struct OdsExtent {
    rows: u64,
    rows_used: u64,
    columns_used: u64,
    /// The bytes of its texts, in all cells that have them.
    texts: u64,
    /// Cells that are held while it is read.
    cells: u64,
}

/// The cells of a row.
#[derive(Default)]
struct RowExtent {
    repeated: u64,
    columns: u64,
    /// The last of them: how often it stands there, whether it holds anything, and the bytes of its text.
    last: (u64, bool, u64),
}

impl BookTally {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), InputFault> {
        match tag.name().as_ref() {
            "table:table" => {
                self.sheet = OdsExtent::default();
                let name = tag.try_get_attribute("table:name").ok().flatten();
                let name = name.map(|name| name.value.into_owned());
                if let Some(name) = name.filter(|name| !self.names.insert(name.to_lowercase())) {
                    return Err(InputFault::Workbook(format!("two of its sheets have the name `{name}`")));
                }
            }
            "table:table-row" => {
                let repeated = stated(tag, "table:number-rows-repeated").max(1);
                self.row = RowExtent { repeated, ..RowExtent::default() };
                self.sheet.rows = self.sheet.rows.saturating_add(repeated);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.settle_cell();
                let repeated = stated(tag, "table:number-columns-repeated").clamp(1, COLUMNS);
                let holds =
                    tag.contains("office:value") || tag.contains("office:string") || tag.contains("formula");
                self.row.last = (repeated, holds, tag.len() as u64);
            }
            "text:s" => self.text(stated(tag, "text:c")),
            "office:annotation" => self.is_aside = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table-row" => {
                self.settle_cell();
                self.sheet.cells = self.sheet.cells.saturating_add(self.row.columns);
            }
            "table:table" => {
                let area = self.sheet.rows_used.saturating_mul(self.sheet.columns_used);
                let cells = self.sheet.cells.saturating_add(area);
                let texts = self.sheet.texts.saturating_mul(COPIES);
                self.taken = self.taken.saturating_add(cells.saturating_mul(CELL)).saturating_add(texts);
            }
            "office:annotation" => self.is_aside = false,
            _ => {}
        }
    }

    fn text(&mut self, bytes: u64) {
        self.row.last.2 = self.row.last.2.saturating_add(bytes);
    }

    /// Counts the last cell, once its text is known.
    fn settle_cell(&mut self) {
        let (repeated, holds, bytes) = std::mem::take(&mut self.row.last);
        let (row, sheet) = (&mut self.row, &mut self.sheet);
        row.columns = row.columns.saturating_add(repeated).min(COLUMNS);
        if holds {
            sheet.rows_used = sheet.rows;
            sheet.columns_used = sheet.columns_used.max(row.columns);
            let everywhere = repeated.saturating_mul(row.repeated);
            sheet.texts = sheet.texts.saturating_add(bytes.saturating_mul(everywhere));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(rows: &str) -> u64 {
        let sheet = format!("<table:table table:name=\"a\">{rows}</table:table>");
        memory_of(PartEvents::new("a part", sheet.as_bytes())).expect("a part")
    }

    #[test]
    fn repeated_cells_and_texts_are_counted() {
        let full = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
        let wide = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let row = |inside: &str| format!("<table:table-row>{inside}</table:table-row>");
        let three = memory(&row(&full.repeat(3)));
        assert!(three > 6 * CELL && three < 20 * CELL, "{three}");
        assert!(memory(&row(&(wide.to_owned() + full))) > 2 * 16384 * CELL);
        let hidden = "<table:table-cell a=\">\" table:number-columns-repeated = '16384' office:value=\"1\"/>";
        assert!(memory(&row(hidden)) > 2 * 16384 * CELL);
        let many = |rows: u64| {
            memory(&format!(
                "<table:table-row table:number-rows-repeated=\"{rows}\">{full}</table:table-row>"
            ))
        };
        assert!(many(1_000_000) > 1_000_000 * CELL);
        let blanks = |many: &str| {
            let text = format!("<text:p>a<text:s text:c=\"{many}\"/>b</text:p>");
            memory(&row(&format!("<table:table-cell office:value-type=\"string\">{text}</table:table-cell>")))
        };
        assert!(blanks("3") < 1000 && blanks("1000000000") >= 3_000_000_000);
    }

    #[test]
    fn a_sheet_that_never_ends_and_two_of_one_name_are_refused() {
        let why = |part: &str| {
            memory_of(PartEvents::new("a part", part.as_bytes())).expect_err("a fault").to_string()
        };
        assert!(why("<table:table table:name=\"a\"><table:table-row>").contains("ends too soon"));
        let twice = "<a><table:table table:name=\"a\"/><table:table table:name=\"A\"/></a>";
        assert!(why(twice).contains("`A`"));
    }
}
