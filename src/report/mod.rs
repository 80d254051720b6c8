//! Findings, sentences and answers as plain values: the one shape that screen, CSV, JSON, page and chart share. No widths, no
//! colours, no formats.

pub mod added;
pub mod amended;
pub mod answer;
pub mod columns;
pub mod comparison;
pub mod difference;
pub mod entry;
pub mod figure;
pub mod finding;
pub mod house;
pub mod lists;
pub mod mended;
pub mod merge;
pub mod receipt;
pub mod revisions;
pub mod timeline;
pub mod touched;
pub mod undone;
pub mod verified;

#[cfg(test)]
pub use crate::prose::testing;
