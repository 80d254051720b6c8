//! How figures relate, and the answer of a series under a policy, with its trace. Pure.

pub mod align;
pub mod answer;
pub mod changes;
#[cfg(test)]
mod days;
pub mod declared;
pub mod derived;
pub mod disputed;
pub mod ends;
pub mod explain;
pub mod fingerprint;
pub mod fit;
mod largest_set;
#[cfg(test)]
mod laws;
pub mod nearby;
pub mod policies;
pub mod policy;
pub mod relate;
pub mod relation;
pub mod revisions;
pub mod rhythm;
pub mod select;
#[cfg(test)]
mod situations;
pub mod span;
pub mod support;
#[cfg(test)]
mod tests;
pub mod trace;
pub mod windows;

pub use answer::{
    Answer, AnswersWith, Chosen, Fate, NoNumber, Outside, Role, Span, Traced, Verdict, Withdrawal, Withdrawn,
};
pub use policy::Policy;
pub use relate::{PreparedContext, RelationContext, relate};
pub use relation::{Detail, Relation, RelationKind};
