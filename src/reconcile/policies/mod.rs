//! The policies: each a pure function from a series and a question to an answer, each in a file of its own.

mod agree;
mod authority;
mod latest;
mod most_supported;
mod per_authority;
mod range;

use crate::model::question::Question;
use crate::series::Series;

use super::answer::Answer;
pub use per_authority::POLICY as PER_AUTHORITY;

/// A way to make an answer of a series.
#[derive(Debug)]
pub struct Policy {
    /// The name after `--policy`.
    pub name: &'static str,
    /// What it answers, in one clause.
    pub about: &'static str,
    /// Makes the answer; the same series and question give the same answer.
    pub apply: fn(&Series, &Question) -> Answer,
}

/// Every policy, the default first.
pub const ALL: &[&Policy] = &[
    &range::POLICY,
    &authority::POLICY,
    &latest::POLICY,
    &agree::POLICY,
    &most_supported::POLICY,
    &per_authority::POLICY,
];

/// The policy of that name; `-` and `_` are one.
pub fn named(name: &str) -> Option<&'static Policy> {
    let plain = name.replace('-', "_");
    ALL.iter().copied().find(|policy| policy.name.replace('-', "_") == plain)
}
