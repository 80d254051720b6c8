//! Rows whose packed cells hold several values: each value makes a row of its own, and all of them share the other cells.

use std::collections::HashSet;
use std::ops::Range;

use crate::intake::row_fault::RowFault;
use crate::model::problem::Problem;

/// The most values of one row.
const VALUES: usize = 500_000;
/// The most bytes that its other cells may have, once for each value.
const REPEATED: usize = 256_000_000;

/// The rows that a row with packed cells stands for: each has only its own values.
#[derive(Debug)]
pub struct PackedValues {
    /// By column: where its values stand in the cell.
    columns: Vec<(usize, Vec<Range<usize>>)>,
    /// Which of the values make rows: those that say what an earlier one says do not.
    numbers: Vec<usize>,
}

impl PackedValues {
    /// Takes the packed columns of a row apart; `None` when each holds one value.
    ///
    /// # Errors
    /// Cells that do not hold equally many values, or too many: why, and the column.
    pub(super) fn of(
        cells: &[&str],
        columns: &[usize],
        by: &str,
    ) -> Result<Option<PackedValues>, (Problem, usize)> {
        let count = |at: &usize| cells.get(*at).map_or(0, |cell| cell.matches(by).count() + 1);
        let Some((most, widest)) = columns.iter().map(|at| (count(at), *at)).max_by_key(|(count, _)| *count)
        else {
            return Ok(None);
        };
        if most < 2 {
            return Ok(None);
        }
        let refused = |fault: RowFault, at: usize| Err((Problem::of_row(&fault), at));
        if let Some(at) = columns.iter().find(|at| !matches!(count(at), 1) && count(at) != most) {
            return refused(RowFault::UnequalPacking { first: most, other: count(at) }, *at);
        }
        let others: usize = cells
            .iter()
            .enumerate()
            .filter(|(at, _)| !columns.contains(at))
            .map(|(_, cell)| cell.len())
            .sum();
        let all: usize = columns.iter().map(count).sum();
        if all > VALUES || others.saturating_mul(most) > REPEATED {
            return refused(RowFault::TooManyPacked { values: most, beside: others }, widest);
        }
        let values = |at: &usize| (*at, ranges(cells.get(*at).copied().unwrap_or_default(), by));
        let mut packed = PackedValues { columns: columns.iter().map(values).collect(), numbers: Vec::new() };
        let mut seen = HashSet::new();
        packed.numbers = (0..most).filter(|n| seen.insert(packed.values(*n, cells))).collect();
        Ok(Some(packed))
    }

    /// How many rows they make.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// One of the rows, from the cells of the row that holds all of them.
    pub fn row<'c>(&self, number: usize, cells: &[&'c str]) -> Vec<&'c str> {
        let mut row = cells.to_vec();
        let value = self.numbers.get(number).copied().unwrap_or_default();
        for ((at, _), text) in self.columns.iter().zip(self.values(value, cells)) {
            if let Some(cell) = row.get_mut(*at) {
                *cell = text;
            }
        }
        row
    }

    /// The values of that number, one for each packed column.
    fn values<'c>(&self, number: usize, cells: &[&'c str]) -> Vec<&'c str> {
        let value = |(at, ranges): &(usize, Vec<Range<usize>>)| {
            let range = ranges.get(number).or(ranges.first())?;
            cells.get(*at)?.get(range.clone())
        };
        self.columns.iter().map(|column| value(column).unwrap_or_default()).collect()
    }
}

/// Where the values of a cell stand, without the blanks around them.
fn ranges(cell: &str, by: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let range = |value: &str| {
        let from = start + (value.len() - value.trim_start().len());
        start += value.len() + by.len();
        from..from + value.trim().len()
    };
    cell.split(by).map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_make_rows_that_share_their_cells_and_are_there_once() {
        let cells = ["E", " a; b ;a;c", "1;2;1;3", "x"];
        let packed = PackedValues::of(&cells, &[1, 2], ";").ok().flatten().expect("values");
        let rows: Vec<Vec<&str>> = (0..packed.rows()).map(|n| packed.row(n, &cells)).collect();
        assert_eq!(rows, [["E", "a", "1", "x"], ["E", "b", "2", "x"], ["E", "c", "3", "x"]]);
        assert!(rows.iter().all(|row| std::ptr::eq(row[0], cells[0])));
        let one = ["E", "a;b", "7", "x"];
        let packed = PackedValues::of(&one, &[1, 2], ";").ok().flatten().expect("values");
        assert_eq!(packed.row(1, &one), ["E", "b", "7", "x"]);
        assert!(PackedValues::of(&["E", "a", "7"], &[1, 2], ";").is_ok_and(|packed| packed.is_none()));
        assert!(PackedValues::of(&["E", "a;b;c", "7;8"], &[1, 2], ";").is_err_and(|(_, at)| at == 2));
    }

    #[test]
    fn too_many_values_and_too_long_cells_beside_them_are_refused() {
        let values = "a;".repeat(1000);
        let long = "x".repeat(1_000_000);
        assert!(PackedValues::of(&[&values, &long], &[0], ";").is_err());
        assert!(PackedValues::of(&[&values, "x"], &[0], ";").is_ok());
        assert!(PackedValues::of(&["a;".repeat(VALUES + 1).as_str(), "x"], &[0], ";").is_err());
    }
}
