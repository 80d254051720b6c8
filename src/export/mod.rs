//! Figures for other programs, in formats that `import` reads again without loss. A new format is a file here, and two lines
//! in this list.

pub mod audience;
mod common;
mod csv;
pub mod dataset;
mod hxl;
mod jsonl;
pub mod rows;
mod values;

use crate::model::column::Field;
use audience::Audience;

pub use common::{ExportFormat, ExportWriter, Exported, Links, target};
pub use dataset::about::DatasetAbout;
pub use rows::{RowsFormat, RowsWriter};
pub use values::{ValueForm, ValueRows, columns as value_columns};

/// Every format; the first is the usual one.
pub const ALL: &[ExportFormat] = &[csv::FORMAT, jsonl::FORMAT];

/// The house CSV with a row of HXL tags, which no ending of a file asks for.
pub const TAGGED: &ExportFormat = &hxl::FORMAT;

/// The format of that name, or of files that end so; else the usual one.
pub fn format(name: Option<&str>) -> &'static ExportFormat {
    let is_it = |format: &&ExportFormat| name.is_some_and(|name| format.endings.contains(&name));
    ALL.iter().find(is_it).unwrap_or(&ALL[0])
}

/// The fields of an export, without those that are to be left out. Bounds in columns are for files of others: the words of
/// our own figures hold them.
pub fn fields(audience: Audience, without: &[Field]) -> Vec<Field> {
    let bounds = [Field::Low, Field::High];
    let leaves =
        |field: &Field| audience.may_have(*field) && !without.contains(field) && !bounds.contains(field);
    Field::ALL.iter().copied().filter(|field| field.is_kept()).filter(leaves).collect()
}
