//! The tests of a claim, in their order: the first that has a verdict decides (`docs/rules.md`, "Checking a sentence").

mod another;
mod bound;
mod dispute;
mod excluded;
mod named_day;
mod newest;
mod no_record;
mod not_yet;
mod older;
mod scope;

#[cfg(test)]
pub use excluded::excluders;

use super::Checked;
use super::case::Case;

/// A test: its verdict, where it has one.
type ClaimTest = fn(&Case<'_>) -> Option<Checked>;

/// Every test, the first that is asked first.
const IN_ORDER: &[ClaimTest] = &[
    named_day::verdict,
    newest::verdict,
    bound::verdict,
    older::verdict,
    another::verdict,
    not_yet::verdict,
    scope::verdict,
    excluded::verdict,
];

/// The verdict of the first test that has one; where none has, nobody says the number and nobody excludes it.
pub fn verdict(case: &Case<'_>) -> Checked {
    IN_ORDER.iter().find_map(|test| test(case)).unwrap_or_else(|| no_record::verdict(case))
}
