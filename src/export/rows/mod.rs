//! Rows for other engines, which `answer` judges: JSON lines in every build, an Arrow stream and Parquet in builds with these
//! features.

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "parquet")]
mod parquet;

use std::io::{self, Write};

use crate::model::interchange::FigureRow;
use crate::render::json;

/// Writes rows of figures.
pub trait RowsWriter: Send {
    /// Writes some rows.
    ///
    /// # Errors
    /// What writing meets.
    fn rows(&mut self, rows: &[FigureRow]) -> io::Result<()>;

    /// Ends.
    ///
    /// # Errors
    /// What writing meets.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// Begins a file of rows. `about`: what is said of all of them.
pub type BeginRows =
    for<'o> fn(&'o mut (dyn Write + Send), &[(&'static str, String)]) -> io::Result<Box<dyn RowsWriter + 'o>>;

/// A format of rows.
pub struct RowsFormat {
    /// How its files end.
    pub endings: &'static [&'static str],
    /// The feature of the build that adds it; `None`: every build has it.
    pub feature: Option<&'static str>,
    /// Begins a file; `None` where the build has not got it.
    pub begin: Option<BeginRows>,
}

/// Every format of rows.
pub const FORMATS: &[RowsFormat] = &[
    RowsFormat { endings: &["jsonl", "ndjson", "json"], feature: None, begin: Some(json_lines) },
    RowsFormat {
        endings: &["arrows"],
        feature: Some("arrow"),
        #[cfg(feature = "arrow")]
        begin: Some(arrow::begin),
        #[cfg(not(feature = "arrow"))]
        begin: None,
    },
    RowsFormat {
        endings: &["parquet"],
        feature: Some("parquet"),
        #[cfg(feature = "parquet")]
        begin: Some(parquet::begin),
        #[cfg(not(feature = "parquet"))]
        begin: None,
    },
];

/// The format of files that end so.
pub fn of_ending(ending: &str) -> Option<&'static RowsFormat> {
    FORMATS.iter().find(|format| format.endings.contains(&ending))
}

struct RowLines<'o>(&'o mut (dyn Write + Send));

fn json_lines<'o>(
    out: &'o mut (dyn Write + Send),
    _: &[(&'static str, String)],
) -> io::Result<Box<dyn RowsWriter + 'o>> {
    Ok(Box::new(RowLines(out)))
}

impl RowsWriter for RowLines<'_> {
    fn rows(&mut self, rows: &[FigureRow]) -> io::Result<()> {
        rows.iter().try_for_each(|row| json::line(&mut *self.0, row))
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
