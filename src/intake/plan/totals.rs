//! Rows that are sums of others, where a profile keeps them: which they are, and what they are figures of.

use super::{FigureTexts, Plan};
use crate::intake::profile::Totals;
use crate::model::validate::SummedOver;

/// What a row is among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRole {
    /// One of them.
    Own,
    /// A sum of others, which the profile keeps.
    Sum,
}

/// Whether rows that are sums of others become figures.
pub fn keeps_totals(plan: &Plan) -> bool {
    plan.totals != Totals::Skip
}

/// Makes the figure of a sum that of the place, or the group, that what it adds up is in; what that is, where its parts are
/// declared.
pub fn raise(plan: &Plan, cell: &mut FigureTexts<'_>) -> Option<SummedOver> {
    let over = cell.raise(|word| plan.left_out.is_sum_word(word));
    (plan.totals == Totals::Sum).then_some(over)
}
