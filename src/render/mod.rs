//! Reports as text, CSV and JSON, written to the handle that is given. No standard output, no files.
//!
//! All text from data passes [`visible::visible`] on its way to a terminal.

pub mod csv;
mod direction;
pub mod faces;
pub mod html;
pub mod json;
pub mod markdown;
#[cfg(feature = "png")]
pub mod png;
pub mod problem;
pub mod style;
pub mod svg;
pub mod text;
pub mod visible;
pub mod visible_lines;
