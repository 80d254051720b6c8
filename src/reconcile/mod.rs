//! How figures relate, and the answer of a series under a policy, with its trace. Pure.

pub mod align;
pub mod declared;
pub mod relation;

pub use relation::{Around, Detail, Relation, RelationKind, relate};
