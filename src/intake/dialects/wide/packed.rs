//! A row with packed cells, value by value: what one becomes is given out before the next is read.

use super::Wide;
use super::row::WideRow;
use crate::intake::csv::KeptRecord;
use crate::intake::plan::{PackedValues, RowRole};
use crate::intake::stopped::Stopped;
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

impl Wide<'_> {
    /// Reads the next value of a row, or rejects the row after its last.
    ///
    /// # Errors
    /// As those of [`WideRow::row`].
    pub(super) fn next_value(&mut self, mut packed: PackedRow) -> Result<(), Stopped> {
        let Wide { plan, sums, shared, queue, cells, passed, first, .. } = self;
        let (survey, omissions, tally) = (self.survey, self.omissions, cells);
        let role = packed.role;
        let mut row = WideRow { plan, sums, shared, queue, survey, omissions, tally, passed, first, role };
        let record = packed.record.record();
        if packed.next == packed.values.len() {
            row.reject(&record, packed.problems);
            return Ok(());
        }
        for problem in row.value(&record, &packed.values, packed.next)? {
            if packed.problems.len() < TOLD && !packed.problems.contains(&problem) {
                packed.problems.push(problem);
            }
        }
        packed.next += 1;
        if packed.next < packed.values.len() || !packed.problems.is_empty() {
            self.packed = Some(packed);
        }
        Ok(())
    }
}
