//! How many cells of a file lost something when they were read: for its receipt.

use std::collections::BTreeMap;

use crate::model::draft::Field;
use crate::model::taken_off::{TakenOff, TakenOffOf};
use crate::report::taken_off::TakenOffReport;

/// What was taken off, by its kind and column.
#[derive(Debug, Default)]
pub struct TakenOffCells(BTreeMap<(TakenOffOf, Field, Option<Box<str>>), SomeCells>);

#[derive(Debug)]
struct SomeCells {
    cells: u64,
    line: u64,
    first: Box<str>,
}

impl TakenOffCells {
    /// Counts what was taken off the cells of a row.
    pub fn add(&mut self, line: u64, of_row: Vec<TakenOff>) {
        for TakenOff { field, what, cell, column } in of_row {
            let some =
                self.0.entry((what, field, column)).or_insert(SomeCells { cells: 0, line, first: cell });
            some.cells += 1;
        }
    }

    /// Counts what was taken off later rows.
    pub fn append(&mut self, later: TakenOffCells) {
        for (key, later) in later.0 {
            let cells = later.cells;
            let some = self.0.entry(key).or_insert(SomeCells { cells: 0, ..later });
            some.cells += cells;
        }
    }

    /// For the receipt.
    pub fn report(&self) -> Vec<TakenOffReport> {
        let one = |((what, field, column), some): (&(TakenOffOf, Field, Option<Box<str>>), &SomeCells)| {
            TakenOffReport {
                what: what.word(),
                kept_in: what.kept_in().map(Field::name),
                column: column.as_deref().unwrap_or(field.name()).to_owned(),
                cells: some.cells,
                line: some.line,
                value: some.first.to_string(),
            }
        };
        self.0.iter().map(one).collect()
    }
}
