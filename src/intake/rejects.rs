//! The rejects file: the rows that were refused, as they were, and why; to be mended and imported.

use std::io::{self, Write};

use super::header::REJECT_COLUMNS;
use super::item::Rejected;

/// Writes rejected rows as a CSV with the columns of their file and six more.
pub struct Rejects<W: Write> {
    out: csv::Writer<W>,
    columns: usize,
}

impl<W: Write> Rejects<W> {
    /// Begins with the header of the file whose rows follow.
    ///
    /// # Errors
    /// What writing meets.
    pub fn begin(out: W, header: &[String]) -> io::Result<Rejects<W>> {
        let header: Vec<&str> =
            header.iter().map(String::as_str).filter(|name| !REJECT_COLUMNS.contains(name)).collect();
        let columns = header.len();
        let mut out = csv::WriterBuilder::new().flexible(false).from_writer(out);
        out.write_record(header.into_iter().chain(REJECT_COLUMNS))?;
        Ok(Rejects { out, columns })
    }

    /// Adds a row. Of several problems the first is placed; all are named. A row that could not be split into cells
    /// is kept whole in `_value`.
    ///
    /// # Errors
    /// What writing meets.
    pub fn add(&mut self, rejected: &Rejected) -> io::Result<()> {
        let Some(first) = rejected.problems.first() else { return Ok(()) };
        let joined = |tell: fn(&crate::model::place::Placed) -> String| {
            rejected.problems.iter().map(tell).collect::<Vec<_>>().join("; ")
        };
        let why = joined(|placed| placed.problem.what.clone());
        let fix = joined(|placed| placed.problem.hint.clone());
        let code = joined(|placed| placed.problem.code.to_owned());
        let column = first.problem.field.map(str::to_owned).or(first.column.map(|column| column.to_string()));
        let blank = String::new();
        let cells = (0..self.columns).map(|at| rejected.cells.get(at).unwrap_or(&blank));
        let extra = [first.line.to_string(), column.unwrap_or_default(), first.value.clone(), code, why, fix];
        self.out.write_record(cells.chain(extra.iter()))?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
