//! CSV for spreadsheets: tidy rows; a cell that a spreadsheet would run as a formula is defused.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::model::formula::is_formula;
use crate::report::lists::{Table, TableCell};

/// CsvRows under one header.
pub struct CsvRows<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    /// Begins with the names of the columns, which may come from data: a wide timeline has those of authorities.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin<'n>(out: W, columns: impl IntoIterator<Item = &'n str>) -> io::Result<CsvRows<W>> {
        let mut out = csv::Writer::from_writer(out);
        for column in columns {
            out.write_field(defused(column).as_bytes())?;
        }
        out.write_record(None::<&[u8]>)?;
        Ok(CsvRows { out })
    }

    /// Adds a row of as many cells as there are columns.
    ///
    /// # Errors
    /// What writing meets; another number of cells.
    pub fn row(&mut self, cells: &[TableCell]) -> io::Result<()> {
        for cell in cells {
            let text = cell.text();
            self.out.write_field(defused(&text).as_bytes())?;
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends the rows.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends the rows, and gives back where they went.
    ///
    /// # Errors
    /// What writing meets.
    pub fn into_inner(self) -> io::Result<W> {
        self.out
            .into_inner()
            .map_err(|failed| io::Error::new(failed.error().kind(), failed.error().to_string()))
    }
}

/// Writes a table.
///
/// # Errors
/// What writing meets.
pub fn table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let mut rows = CsvRows::begin(out, table.columns.iter().map(|column| column.name.as_ref()))?;
    table.rows.iter().try_for_each(|row| rows.row(row))?;
    rows.end()
}

/// The text, with an apostrophe before it where a spreadsheet would take it for a formula.
pub fn defused(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Adds a cell as the csv crate writes it: in quotes where a comma, a quote or the end of a line stands in it.
pub fn put_cell(row: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    if !bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return row.extend_from_slice(bytes);
    }
    row.push(b'"');
    for byte in bytes {
        if *byte == b'"' {
            row.push(b'"');
        }
        row.push(*byte);
    }
    row.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::lists::ColumnContent;

    proptest! {
        /// What is written by hand is what the csv crate writes.
        #[test]
        fn cells_are_quoted_as_the_csv_crate_quotes_them(cells in proptest::collection::vec("[a,\"\n\r é;']{0,6}", 2..5)) {
            let mut row = Vec::new();
            for cell in &cells {
                put_cell(&mut row, cell);
                row.push(b',');
            }
            row.pop();
            row.push(b'\n');
            let mut expected = csv::Writer::from_writer(Vec::new());
            expected.write_record(&cells).expect("a record");
            prop_assert_eq!(row, expected.into_inner().expect("flushed"));
        }
    }

    #[test]
    fn a_column_that_is_named_as_a_formula_is_defused() {
        let mut out = Vec::new();
        CsvRows::begin(&mut out, ["as_of", "=1+1"]).and_then(CsvRows::end).expect("written");
        assert_eq!(String::from_utf8(out).expect("text"), "as_of,'=1+1\n");
    }

    #[test]
    fn formulas_are_defused_and_all_else_is_verbatim() {
        let mut rows = Table::new(&[("id", ColumnContent::Numbers), ("note", ColumnContent::Words)]);
        for note in ["=1+1", "@SUM(A1)", "-", "\tx", "5,791", "a\nb", "\u{202e}x"] {
            rows.push([TableCell::from(1), note.into()]);
        }
        let mut out = Vec::new();
        table(&mut out, &rows).expect("written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(
            text,
            "id,note\n1,'=1+1\n1,'@SUM(A1)\n1,'-\n1,'\tx\n1,\"5,791\"\n1,\"a\nb\"\n1,\u{202e}x\n"
        );
    }
}
