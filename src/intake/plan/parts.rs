//! Which figures of a row are parts of another one of it, as a profile says once for all rows.

use std::ptr;

use super::cell::CellPlan;
use super::finder::{Finder, Presence};
use super::{Plan, TextSource};
use crate::intake::profile::{ColumnPattern, CountedParts};
use crate::model::draft::Field;
use crate::model::figure::Completeness;

/// A figure of each row, and the figures of the row that are parts of it, by their numbers.
#[derive(Clone, Debug)]
pub struct PartsOfRow {
    whole: usize,
    parts: Vec<usize>,
    completeness: Completeness,
}

impl PartsOfRow {
    /// The whole, and its parts among the figures that a row has. Where one is missing, they are not all there.
    pub fn among(&self, numbers: &[usize]) -> Option<(usize, Vec<usize>, Completeness)> {
        let place = |number: usize| numbers.iter().position(|own| *own == number);
        let whole = place(self.whole)?;
        let parts: Vec<usize> = self.parts.iter().filter_map(|part| place(*part)).collect();
        let is_whole = parts.len() == self.parts.len();
        Some((whole, parts, if is_whole { self.completeness } else { Completeness::Some }))
    }
}

/// What a profile says of the parts of its figures, with these by their numbers.
pub(super) fn found(finder: &Finder<'_>, plan: &Plan, said: &[CountedParts]) -> Vec<PartsOfRow> {
    said.iter().filter_map(|said| of_one(finder, plan, said)).collect()
}

fn of_one(finder: &Finder<'_>, plan: &Plan, said: &CountedParts) -> Option<PartsOfRow> {
    let is_called = |cell: &CellPlan, name: &str| cell.name.trim() == name.trim();
    let Some(whole) = plan.cells.iter().position(|cell| is_called(cell, &said.of)) else {
        finder.lacks(&said.of, Presence::of(said.optional));
        return None;
    };
    let mut parts: Vec<usize> = Vec::new();
    for name in &said.columns {
        let pattern = ColumnPattern::of(name);
        let fits = |cell: &CellPlan| {
            is_called(cell, name) || pattern.is_some_and(|pattern| pattern.part(cell.name.trim()).is_some())
        };
        let fitting: Vec<usize> = (0..plan.cells.len()).filter(|at| fits(&plan.cells[*at])).collect();
        if fitting.is_empty() {
            finder.lacks(name, Presence::of(said.optional));
        }
        parts.extend(fitting);
    }
    if said.columns.is_empty() {
        let alike = |at: &usize| counts_alike(plan, &plan.cells[*at], &plan.cells[whole]);
        parts.extend((0..plan.cells.len()).filter(alike));
    }
    parts.retain(|part| *part != whole);
    parts.sort_unstable();
    parts.dedup();
    let completeness = if said.complete { Completeness::All } else { Completeness::Some };
    Some(PartsOfRow { whole, parts, completeness })
}

/// Whether two figures of a row count the same, of whomever.
fn counts_alike(plan: &Plan, one: &CellPlan, other: &CellPlan) -> bool {
    let is_same = |one: &TextSource, other: &TextSource| {
        let text = one.constant_text();
        ptr::eq(one, other) || text.is_some() && text == other.constant_text()
    };
    let scope = [Field::Measure, Field::Unit, Field::CountType, Field::Definition];
    scope.into_iter().all(|field| match (plan.source(one, field), plan.source(other, field)) {
        (Some(one), Some(other)) => is_same(one, other),
        (one, other) => one.is_none() && other.is_none(),
    })
}
