//! What goes beside the tables of a data set: descriptions that programs read, and one that people read.

pub mod about;
pub mod datasette;
pub mod package;
pub mod readme;
#[cfg(feature = "xlsx")]
pub mod workbook;

use serde::Serialize;

use crate::render::json;

/// A JSON document as a text; letters that command or hide are written by their numbers.
fn document(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = json::value(&mut out, value);
    String::from_utf8_lossy(&out).into_owned()
}
