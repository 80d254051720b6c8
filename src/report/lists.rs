//! Tables of texts: what `list` gives, whatever it lists.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::model::recorded::FigureId;

/// A table: columns by name, rows of cells. As JSON a list of objects, numbers as numbers, blanks as null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<TableCell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name: a word of the house CSV where there is one.
    pub name: Cow<'static, str>,
    /// What stands in it.
    pub holds: ColumnContent,
}

/// What stands in a column, so far as it decides how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnContent {
    /// Words: set to the left, wrapped where there is no room.
    Words,
    /// What is never wrapped or cut: dates, codes, printed figures.
    Fixed,
    /// Numbers: set to the right.
    Numbers,
    /// Words of which only the beginning matters: a table that has such a column gives each row one line, and cuts there.
    Line,
    /// A day and a time; where one line has no room for both, the day.
    Time,
}

/// A column of a table that has one row for each `R`: its name, what stands in it, the cell of a row.
pub type ColumnOf<R> = (&'static str, ColumnContent, fn(&R) -> TableCell);

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCell {
    /// Nothing is known.
    Blank,
    /// A text from data or a word of ours.
    Text(String),
    /// A number of ours: an id, a count of rows. Printed figures are texts.
    Number(u64),
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[(&'static str, ColumnContent)]) -> Table {
        let columns = columns
            .iter()
            .map(|(name, holds)| TableColumn { name: Cow::Borrowed(*name), holds: *holds })
            .collect();
        Table { columns, rows: Vec::new() }
    }

    /// A table with a row for each of `rows`.
    pub fn of<R>(columns: &[ColumnOf<R>], rows: &[R]) -> Table {
        let rows = rows.iter().map(|row| cells(columns, row)).collect();
        Table { columns: heads(columns), rows }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones are blank.
    pub fn push(&mut self, cells: impl IntoIterator<Item = TableCell>) {
        let mut row: Vec<TableCell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), TableCell::Blank);
        self.rows.push(row);
    }
}

/// Columns without their cells.
pub fn heads<R>(columns: &[ColumnOf<R>]) -> Vec<TableColumn> {
    columns.iter().map(|(name, holds, _)| TableColumn { name: Cow::Borrowed(*name), holds: *holds }).collect()
}

/// The names of columns.
pub fn names<R>(columns: &[ColumnOf<R>]) -> Vec<&'static str> {
    columns.iter().map(|(name, ..)| *name).collect()
}

/// The cells of one row.
pub fn cells<R>(columns: &[ColumnOf<R>], row: &R) -> Vec<TableCell> {
    columns.iter().map(|(.., cell)| cell(row)).collect()
}

impl TableCell {
    /// The cell as a text; a blank one is empty.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            TableCell::Blank => "".into(),
            TableCell::Text(text) => text.as_str().into(),
            TableCell::Number(number) => number.to_string().into(),
        }
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> TableCell {
        if text.is_empty() { TableCell::Blank } else { TableCell::Text(text) }
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> TableCell {
        text.to_owned().into()
    }
}

impl From<bool> for TableCell {
    fn from(holds: bool) -> TableCell {
        TableCell::Text(holds.to_string())
    }
}

impl From<u64> for TableCell {
    fn from(number: u64) -> TableCell {
        TableCell::Number(number)
    }
}

impl From<FigureId> for TableCell {
    fn from(id: FigureId) -> TableCell {
        TableCell::Number(id.0.unsigned_abs())
    }
}

impl<T: Into<TableCell>> From<Option<T>> for TableCell {
    fn from(cell: Option<T>) -> TableCell {
        cell.map_or(TableCell::Blank, Into::into)
    }
}

impl Serialize for TableCell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TableCell::Blank => serializer.serialize_none(),
            TableCell::Text(text) => serializer.serialize_str(text),
            TableCell::Number(number) => serializer.serialize_u64(*number),
        }
    }
}

/// One row with the names of its columns.
pub struct TableRow<'t> {
    columns: &'t [TableColumn],
    cells: &'t [TableCell],
}

impl<'t> TableRow<'t> {
    /// A row that stands in no table.
    pub fn new(columns: &'t [TableColumn], cells: &'t [TableCell]) -> TableRow<'t> {
        TableRow { columns, cells }
    }
}

impl Table {
    /// The rows, each with the names of its columns.
    pub fn rows(&self) -> impl Iterator<Item = TableRow<'_>> {
        self.rows.iter().map(|cells| TableRow { columns: &self.columns, cells })
    }
}

impl Serialize for TableRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(&column.name, cell)?;
        }
        map.end()
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in self.rows() {
            seq.serialize_element(&row)?;
        }
        seq.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_a_list_of_objects() {
        let mut table = Table::new(&[
            ("id", ColumnContent::Numbers),
            ("event", ColumnContent::Words),
            ("place", ColumnContent::Words),
        ]);
        table.push([TableCell::from(1), "Gaza war".into()]);
        let json = serde_json::to_string(&table).expect("JSON");
        assert_eq!(json, r#"[{"id":1,"event":"Gaza war","place":null}]"#);
    }
}
