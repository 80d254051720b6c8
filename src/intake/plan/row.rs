//! One row under a plan: what each of its cells becomes.

use std::borrow::Cow;

use super::Condition;
use super::cell::CellPlan;
use crate::model::draft::{Draft, Field};
use crate::model::problem::Problem;

/// What a cell becomes.
pub enum CellOutcome<'r> {
    /// A figure, if its texts can be read.
    Figure(FigureTexts<'r>),
    /// Nothing was reported.
    NotReported,
    /// It repeats an older one.
    CarriedForward,
    /// It cannot be read: why, and the column that shows it.
    Refused(Problem, usize),
    /// What it is goes by the other rows of the file, which was not looked through yet.
    Unsettled,
}

/// The texts of one figure.
pub struct FigureTexts<'r> {
    pub(super) texts: Vec<(Field, Cow<'r, str>)>,
    pub(super) plan: &'r CellPlan,
}

impl FigureTexts<'_> {
    /// The texts under the house names.
    pub fn draft(&self) -> Draft<'_> {
        let mut draft = Draft::default();
        draft.follow(&self.plan.conventions);
        for (field, text) in &self.texts {
            draft.set(*field, text);
        }
        draft
    }
}

/// Whether one of the conditions on a row is met.
pub(super) fn holds(conditions: &[Condition], row: &[&str]) -> bool {
    conditions.iter().any(|when| is_met(when, row))
}

/// Whether a condition is met, with all that must hold besides.
pub(super) fn is_met(when: &Condition, row: &[&str]) -> bool {
    let cell = printed(row, when.column);
    when.is.iter().any(|word| word == cell) && when.and.iter().all(|other| is_met(other, row))
}

/// A cell as conditions see it: without blanks around it; words that stand for nothing are words here.
pub(super) fn printed<'r>(row: &[&'r str], column: usize) -> &'r str {
    row.get(column).map_or("", |cell| cell.trim())
}
