//! Reports as text for a terminal or a pipe: the most important first, no more than the width.

pub mod added;
pub mod amended;
pub mod answer;
pub mod block;
pub mod comparison;
pub mod difference;
pub mod entry;
pub mod figure;
pub mod finding;
pub mod list;
pub mod mended;
pub mod merge;
pub mod receipt;
pub mod revisions;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod touched;
pub mod undone;
pub mod verified;
pub mod wrap;
