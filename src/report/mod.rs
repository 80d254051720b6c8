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
pub mod grammar;
pub mod house;
pub mod lists;
pub mod measure;
pub mod mended;
pub mod merge;
pub mod names;
pub mod people;
pub mod quoting;
pub mod receipt;
pub mod revisions;
pub mod sentences;
pub mod setting;
#[cfg(test)]
pub mod testing;
pub mod timeline;
pub mod undone;
pub mod verified;
pub mod when;
