//! How large the sheets of an OpenDocument workbook would be: a few letters there can stand for millions of cells.

use std::io::{BufRead, BufReader, Read, Seek};

use crate::intake::input_fault::InputFault;
use crate::intake::packing::Archive;

/// The most cells that the sheets may have, from the first to the last that holds anything: some 500 MB of memory.
const CELLS: u64 = 10_000_000;

/// Refuses a workbook whose sheets would not fit into memory.
pub fn check<R: Read + Seek>(archive: &mut Archive<R>) -> Result<(), InputFault> {
    if cells_in(BufReader::new(archive.named("content.xml")?))? > CELLS {
        return Err(InputFault::Workbook(format!("a sheet of it spans more than {CELLS} cells")));
    }
    Ok(())
}

/// The area of the largest sheet: its rows times its columns, up to the last that hold anything.
fn cells_in(mut content: impl BufRead) -> Result<u64, InputFault> {
    let (mut tag, mut largest) = (Vec::new(), 0);
    let mut sheet = Sheet::default();
    loop {
        tag.clear();
        if content.read_until(b'>', &mut tag).map_err(InputFault::unpacking)? == 0 {
            return Ok(largest);
        }
        let from = tag.iter().rposition(|byte| *byte == b'<').unwrap_or(0);
        let text = String::from_utf8_lossy(&tag[from..]);
        if text.starts_with("<table:table ") {
            sheet = Sheet::default();
        } else if text.starts_with("<table:table-row") {
            sheet.row(repeats(&text, "table:number-rows-repeated"));
        } else if text.starts_with("<table:table-cell") || text.starts_with("<table:covered-table-cell") {
            let holds = text.contains("office:value") || text.contains("office:string");
            sheet.cells(repeats(&text, "table:number-columns-repeated"), holds);
        }
        largest = largest.max(sheet.rows_used.saturating_mul(sheet.columns_used));
    }
}

fn repeats(tag: &str, name: &str) -> u64 {
    let value = tag.split_once(name).and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

#[derive(Default)]
struct Sheet {
    rows: u64,
    rows_used: u64,
    columns: u64,
    columns_used: u64,
}

impl Sheet {
    fn row(&mut self, repeated: u64) {
        self.rows = self.rows.saturating_add(repeated);
        self.columns = 0;
    }

    fn cells(&mut self, repeated: u64, holds: bool) {
        self.columns = self.columns.saturating_add(repeated);
        if holds {
            self.rows_used = self.rows;
            self.columns_used = self.columns_used.max(self.columns);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_cells_are_counted_and_blank_ends_are_not() {
        let cells = |rows: &str| cells_in(format!("<table:table name=\"a\">{rows}</table:table>").as_bytes());
        let full = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
        let wide = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let row = |inside: &str| format!("<table:table-row>{inside}</table:table-row>");
        assert_eq!(cells(&(row(&(full.repeat(3) + wide)) + &row(wide))).unwrap(), 3);
        assert_eq!(cells(&row(&(wide.to_owned() + full))).unwrap(), 16385);
        let many =
            format!("<table:table-row table:number-rows-repeated=\"1000000\">{wide}{full}</table:table-row>");
        assert!(cells(&many).unwrap() > CELLS);
    }
}
