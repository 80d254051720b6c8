//! `amend`: what this desk did is mended: what it typed, what it says about names and sources, what it may not keep.

pub mod asked;
pub mod decisions;
pub mod figure;
pub mod finding;
pub mod many;
pub mod names;
pub mod redact;
pub mod source;
