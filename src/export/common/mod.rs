//! What export formats are made of: what they are given, and rows of cells.

mod format;
mod links;
mod rows;

pub use format::{ExportFormat, ExportWriter, Exported};
pub use links::{Links, target};
pub(super) use rows::{CellFormat, CellRows};
