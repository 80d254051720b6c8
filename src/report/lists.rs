//! Tables of texts: what `list` gives, whatever it lists.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A table: columns by name, rows of cells. As JSON a list of objects, numbers as numbers, blanks as null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: a word of the house CSV where there is one.
    pub name: Cow<'static, str>,
    /// What stands in it.
    pub holds: Holds,
}

/// What stands in a column, so far as it decides how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words: set to the left, wrapped where there is no room.
    Words,
    /// What is never wrapped or cut: dates, codes, printed figures.
    Fixed,
    /// Numbers: set to the right.
    Numbers,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Blank,
    /// A text from data or a word of ours.
    Text(String),
    /// A number of ours: an id, a count of rows. Printed figures are texts.
    Number(u64),
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[(&'static str, Holds)]) -> Table {
        let columns = columns
            .iter()
            .map(|(name, holds)| Column { name: Cow::Borrowed(*name), holds: *holds })
            .collect();
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones are blank.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<Cell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), Cell::Blank);
        self.rows.push(row);
    }
}

impl Cell {
    /// The cell as a text; a blank one is empty.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Cell::Blank => "".into(),
            Cell::Text(text) => text.as_str().into(),
            Cell::Number(number) => number.to_string().into(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_owned().into()
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Cell {
        Cell::Number(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Blank, Into::into)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Blank => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => serializer.serialize_u64(*number),
        }
    }
}

/// One row with the names of its columns.
pub struct Row<'t> {
    columns: &'t [Column],
    cells: &'t [Cell],
}

impl<'t> Row<'t> {
    /// A row that stands in no table.
    pub fn new(columns: &'t [Column], cells: &'t [Cell]) -> Row<'t> {
        Row { columns, cells }
    }
}

impl Table {
    /// The rows, each with the names of its columns.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

impl Serialize for Row<'_> {
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
        let mut table =
            Table::new(&[("id", Holds::Numbers), ("event", Holds::Words), ("place", Holds::Words)]);
        table.push([Cell::from(1), "Gaza war".into()]);
        let json = serde_json::to_string(&table).expect("JSON");
        assert_eq!(json, r#"[{"id":1,"event":"Gaza war","place":null}]"#);
    }
}
