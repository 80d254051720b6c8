//! The tables of a data set that is handed on: a column says what it holds and what that means, so that a file of values, a
//! Data Package and a database need no second list.

pub mod answers;
pub mod key;
pub mod log;
pub mod names;
pub mod sources;

use super::lists::TableCell;

/// A table of a data set, with a row for each `R`.
pub struct DatasetTable<R: 'static> {
    /// Its name.
    pub name: &'static str,
    /// What a row of it is, in one sentence.
    pub about: &'static str,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Columns whose cells are keys of other tables.
    pub refers: &'static [Reference],
    /// Columns by which rows are counted and chosen: few different cells.
    pub facets: &'static [&'static str],
    /// Columns in which words are sought.
    pub searched: &'static [&'static str],
    /// The columns.
    pub columns: &'static [DatasetColumn<R>],
}

/// A column of such a table: its name, what it holds, what that means, the cell of a row.
pub type DatasetColumn<R> = (&'static str, ColumnType, &'static str, fn(&R) -> TableCell);

/// A column whose cells are keys of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The column.
    pub column: &'static str,
    /// The other table.
    pub table: &'static str,
    /// Its key.
    pub to: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub enum ColumnType {
    /// Words.
    Text,
    /// One word of a list.
    OneOf(&'static [&'static str]),
    /// Several words of a list, with a blank between two.
    SomeOf(&'static [&'static str]),
    /// An address of the web.
    Address,
    /// A number that is 0 or more.
    Number,
    /// A day of the calendar.
    Day,
    /// A day, a month or a year, perhaps with a time, as far as it was given: ISO 8601.
    Date,
    /// A time in UTC, ISO 8601.
    Time,
    /// `true` or `false`.
    Flag,
}

/// What a table is, whatever its rows are.
#[derive(Clone, Debug)]
pub struct TableShape {
    /// Its name.
    pub name: &'static str,
    /// What a row of it is.
    pub about: &'static str,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Columns whose cells are keys of other tables.
    pub refers: Vec<Reference>,
    /// Columns by which rows are counted and chosen.
    pub facets: Vec<&'static str>,
    /// Columns in which words are sought.
    pub searched: Vec<&'static str>,
    /// The columns.
    pub columns: Vec<ShapeColumn>,
}

/// A column of a [`TableShape`].
#[derive(Clone, Copy, Debug)]
pub struct ShapeColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: ColumnType,
    /// What that means.
    pub about: &'static str,
}

/// A table with some of its columns.
pub struct ChosenTable<R: 'static> {
    /// What it is.
    pub shape: TableShape,
    cells: Vec<fn(&R) -> TableCell>,
}

impl<R> DatasetTable<R> {
    /// The table with the columns that `leaves` admits; those of its key always.
    pub fn with(&self, leaves: &dyn Fn(&str) -> bool) -> ChosenTable<R> {
        let chosen = || self.columns.iter().filter(|(name, ..)| self.key.contains(name) || leaves(name));
        let has = |wanted: &&'static str| chosen().any(|(name, ..)| name == wanted);
        let column = |(name, holds, about, _): &DatasetColumn<R>| ShapeColumn { name, holds: *holds, about };
        let shape = TableShape {
            name: self.name,
            about: self.about,
            key: self.key,
            refers: self.refers.iter().filter(|one| has(&one.column)).copied().collect(),
            facets: self.facets.iter().filter(|name| has(name)).copied().collect(),
            searched: self.searched.iter().filter(|name| has(name)).copied().collect(),
            columns: chosen().map(column).collect(),
        };
        ChosenTable { shape, cells: chosen().map(|(.., cell)| *cell).collect() }
    }
}

impl<R> ChosenTable<R> {
    /// The cells of a row.
    pub fn cells(&self, row: &R) -> Vec<TableCell> {
        self.cells.iter().map(|cell| cell(row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::dataset::answers::ANSWERS;
    use crate::report::dataset::log::LOG;
    use crate::report::dataset::names::NAMES;
    use crate::report::dataset::sources::SOURCES;

    fn whole(shape: &TableShape) {
        let names: Vec<&str> = shape.columns.iter().map(|column| column.name).collect();
        let has = |name: &str| names.contains(&name);
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), names.len(), "{}: a column stands there twice", shape.name);
        assert!(shape.key.iter().all(|name| has(name)), "{}: its key", shape.name);
        assert!(shape.refers.iter().all(|one| has(one.column)), "{}: what it refers to", shape.name);
        let facets = shape.columns.iter().filter(|column| shape.facets.contains(&column.name)).count();
        let searched = shape.columns.iter().filter(|column| shape.searched.contains(&column.name)).count();
        assert_eq!((facets, searched), (shape.facets.len(), shape.searched.len()), "{}", shape.name);
        for column in &shape.columns {
            let is_described = column.about.len() > 8 && !column.about.ends_with('.');
            assert!(is_described, "{}.{}: {}", shape.name, column.name, column.about);
        }
    }

    /// What a table says of its columns is of columns that it has, and each is described.
    #[test]
    fn a_table_is_described_by_its_own_columns() {
        let all = |_: &str| true;
        let all_of_figures: Vec<_> = crate::report::values::COLUMNS.iter().collect();
        whole(&crate::report::values::shape(&all_of_figures));
        let shapes = [
            ANSWERS.with(&all).shape,
            LOG.with(&all).shape,
            NAMES.with(&all).shape,
            SOURCES.with(&all).shape,
        ];
        shapes.iter().for_each(whole);
        let (answers, log) = (&ANSWERS, &LOG);
        assert_eq!(answers.with(&all).shape.facets.len(), answers.facets.len());
        assert_eq!(log.with(&all).shape.searched.len(), log.searched.len());
    }

    #[test]
    fn a_column_of_the_key_always_leaves() {
        let chosen = SOURCES.with(&|name| name == "url");
        let names: Vec<&str> = chosen.shape.columns.iter().map(|column| column.name).collect();
        assert_eq!(names, ["source", "url"]);
        assert_eq!(chosen.shape.searched, ["url"]);
    }
}
