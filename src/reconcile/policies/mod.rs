//! The policies: each a pure function from a series and a question to an answer, each in a file of its own.

mod agree;
mod authority;
mod latest;
mod most_supported;
mod per_authority;
mod range;

use super::policy::Policy;
pub use per_authority::POLICY as PER_AUTHORITY;

/// The policy where nobody names one.
pub const DEFAULT: &Policy = &range::POLICY;

/// Every policy, the default first.
pub const ALL: &[&Policy] = &[
    DEFAULT,
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
