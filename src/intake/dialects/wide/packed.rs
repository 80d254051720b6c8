//! A row with packed cells, value by value: what one becomes is given out before the next is read.

use crate::intake::csv::KeptRecord;
use crate::intake::plan::{PackedValues, RowRole};
use crate::model::place::Placed;

/// The most problems that are told of one row.
const TOLD: usize = 100;

/// A row, and which of its values comes next.
pub(super) struct PackedRow {
    pub record: KeptRecord,
    pub values: PackedValues,
    pub role: RowRole,
    pub next: usize,
    /// What is wrong with values that were read: the row is rejected once.
    pub problems: Vec<Placed>,
}

impl PackedRow {
    /// Notes what is wrong with a value.
    pub fn note(&mut self, problems: Vec<Placed>) {
        for problem in problems {
            if self.problems.len() < TOLD && !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }
}
