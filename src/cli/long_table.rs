//! A long table whose rows are printed as they come.

use std::io::{self, Write};

use crate::render::{csv, json, text};
use crate::report::lists::{ColumnOf, TableColumn, TableRow, cells, heads};

/// The rows of a long table as they come.
pub struct LongTable<'o, R: 'static> {
    cells: &'static [ColumnOf<R>],
    columns: Vec<TableColumn>,
    to: RowsTo<'o>,
}

/// Where rows go, in the format that was asked for.
pub enum RowsTo<'o> {
    /// A list for people.
    Text(text::list::TextList<'o>),
    /// CSV.
    Csv(csv::CsvRows<&'o mut (dyn Write + Send)>),
    /// One JSON list.
    Json(json::JsonList<&'o mut (dyn Write + Send)>),
    /// A JSON object a line.
    Jsonl(&'o mut (dyn Write + Send)),
}

impl<'o, R> LongTable<'o, R> {
    /// Begins a table with these columns.
    pub fn begin(cells: &'static [ColumnOf<R>], to: RowsTo<'o>) -> LongTable<'o, R> {
        LongTable { cells, columns: heads(cells), to }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, row: &R) -> io::Result<()> {
        let cells = cells(self.cells, row);
        match &mut self.to {
            RowsTo::Text(list) => list.row(cells),
            RowsTo::Csv(rows) => rows.row(&cells),
            RowsTo::Json(list) => list.value(&TableRow::new(&self.columns, &cells)),
            RowsTo::Jsonl(out) => json::line(*out, &TableRow::new(&self.columns, &cells)),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        match self.to {
            RowsTo::Text(list) => list.end(),
            RowsTo::Csv(rows) => rows.end(),
            RowsTo::Json(list) => list.end(),
            RowsTo::Jsonl(_) => Ok(()),
        }
    }
}
