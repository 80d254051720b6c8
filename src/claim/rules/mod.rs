//! The rules of a verdict, in their order: the first that has one decides (`docs/rules.md`, "Checking a sentence").

mod another;
mod bound;
mod excluded;
mod named_day;
mod newest;
mod no_record;
mod not_yet;
mod older;
mod scope;

use super::Checked;
use super::case::Case;

/// A rule: its verdict, where it has one.
type Rule = fn(&Case<'_>) -> Option<Checked>;

/// Every rule, the first that is asked first.
const IN_ORDER: &[Rule] = &[
    named_day::verdict,
    newest::verdict,
    bound::verdict,
    older::verdict,
    another::verdict,
    not_yet::verdict,
    scope::verdict,
    excluded::verdict,
];

/// The verdict of the first rule that has one; where none has, nobody says the number and nobody excludes it.
pub fn verdict(case: &Case<'_>) -> Checked {
    IN_ORDER.iter().find_map(|rule| rule(case)).unwrap_or_else(|| no_record::verdict(case))
}
