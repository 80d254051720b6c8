//! Tables that are no CSV, written as one: a line of text for each row, so that the line of a row can be named.

use std::io::{self, Write};

use super::input_fault::InputFault;

/// Writes rows as CSV in UTF-8 with commas, at most so many bytes.
pub struct RowsOut<W> {
    to: W,
    left: u64,
    most: u64,
}

impl<W: Write> RowsOut<W> {
    /// Writes to `to`, at most `most` bytes.
    pub fn new(to: W, most: u64) -> RowsOut<W> {
        RowsOut { to, left: most, most }
    }

    /// Writes one row. A line break in a cell becomes a blank: a row is one line.
    ///
    /// # Errors
    /// More bytes than are allowed, and failures of the system.
    pub fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<(), InputFault> {
        let mut is_first = true;
        for cell in cells {
            if !is_first {
                self.put(b",")?;
            }
            is_first = false;
            self.put(written(cell).as_bytes())?;
        }
        self.put(b"\n")
    }

    /// Writes an empty line.
    ///
    /// # Errors
    /// As those of [`RowsOut::row`].
    pub fn blank(&mut self) -> Result<(), InputFault> {
        self.put(b"\n")
    }

    /// How many bytes may still be written.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Hands on what was written.
    ///
    /// # Errors
    /// Failures of the system.
    pub fn end(mut self) -> io::Result<()> {
        self.to.flush()
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), InputFault> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(InputFault::TooLarge { most: self.most });
        };
        self.left = left;
        Ok(self.to.write_all(bytes)?)
    }
}

/// A cell as it stands in such a line.
pub fn written(cell: &str) -> String {
    let line = cell.replace(['\r', '\n'], " ");
    if line.contains([',', '"']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

/// Which cell of a written row holds the character of that column, from 0.
pub fn cell_at(cells: &[String], column: usize) -> Option<usize> {
    let mut end = 0;
    cells.iter().position(|cell| {
        end += written(cell).chars().count() + 1;
        column <= end
    })
}

/// A number without the fraction that a whole one does not have.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_lines_and_cells_are_found_again() {
        let mut out = Vec::new();
        let cells = ["a,b".to_owned(), String::new(), "say \"x\"\nnow".to_owned()];
        RowsOut::new(&mut out, 100).row(cells.iter().map(String::as_str)).unwrap();
        assert_eq!(String::from_utf8(out.clone()).unwrap(), "\"a,b\",,\"say \"\"x\"\" now\"\n");
        assert_eq!([1, 7, 8].map(|column| cell_at(&cells, column)), [Some(0), Some(1), Some(2)]);
        assert!(matches!(
            RowsOut::new(&mut out, 3).row(["1234"].into_iter()),
            Err(InputFault::TooLarge { most: 3 })
        ));
        assert_eq!([number(5791.0), number(0.5), number(-3.0)], ["5791", "0.5", "-3"]);
    }
}
