//! By which cells of a planned table a row shows that it is a sum of others.

use super::source::TextSource;
use super::{CellPlan, Plan};
use crate::intake::totals::{SumCells, SumColumns};
use crate::model::draft::Field;

/// Where the words of a sum are looked for. What codes say of a cell goes before them.
pub fn sums_of(plan: &Plan) -> SumCells {
    let of_columns =
        plan.codes.iter().flat_map(|codes| codes.table.keys().map(|code| (codes.column, code.clone())));
    let own = plan.cells.iter().flat_map(|cell| &cell.own);
    let of_fields = plan.base.iter().chain(own).flat_map(|(_, source)| {
        source.codes().flat_map(|code| source.columns().into_iter().map(move |at| (at, code.to_owned())))
    });
    SumCells::of(&PlannedColumns(plan), of_columns.chain(of_fields).collect())
}

/// The columns of a plan, by the fields that are read from them.
struct PlannedColumns<'p>(&'p Plan);

impl PlannedColumns<'_> {
    fn coded(&self, field: Field) -> impl Iterator<Item = usize> {
        let gives = move |fields: &Vec<(Field, String)>| fields.iter().any(|(own, _)| *own == field);
        let coded = self.0.codes.iter().filter(move |codes| codes.table.values().any(gives));
        coded.map(|codes| codes.column)
    }

    fn of_cell(&self, cell: &CellPlan, field: Field) -> Vec<usize> {
        let counted = cell.column.filter(|_| field == Field::Figure);
        let source = self.0.source(cell, field).map(TextSource::columns).unwrap_or_default();
        counted.into_iter().chain(source).chain(self.coded(field)).collect()
    }
}

impl SumColumns for PlannedColumns<'_> {
    fn columns(&self, field: Field) -> Vec<usize> {
        let mut columns: Vec<usize> =
            self.0.cells.iter().flat_map(|cell| self.of_cell(cell, field)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    fn is_own(&self, field: Field) -> bool {
        self.0.cells.iter().all(|cell| !self.of_cell(cell, field).is_empty())
    }
}
