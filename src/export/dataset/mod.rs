//! What goes beside the tables of a data set: descriptions that programs read, and one that people read.

pub mod about;
pub mod datasette;
pub mod package;
pub mod readme;
#[cfg(feature = "xlsx")]
pub mod workbook;
