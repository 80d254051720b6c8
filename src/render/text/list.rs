//! Lists: short ones as a table within the width, long ones line by line as they come.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, Width};
use unicode_width::UnicodeWidthStr;

use crate::render::style::TextStyle;
use crate::render::visible::visible;
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};

use super::wrap::fitted;

/// How many rows are measured before the first is written; a list that is no longer is set as a table.
const MEASURED: usize = 200;

/// Writes a table whose rows are all there.
///
/// # Errors
/// What writing meets.
pub fn table(out: &mut dyn Write, table: &Table, style: TextStyle) -> io::Result<()> {
    let mut list = TextList::begin(out, table.columns.clone(), style);
    table.rows.iter().try_for_each(|row| list.row(row.clone()))?;
    list.end()
}

/// A list whose rows come one by one; memory does not grow with them.
pub struct TextList<'o> {
    out: &'o mut dyn Write,
    columns: Vec<TableColumn>,
    style: TextStyle,
    /// Rows that wait to be measured.
    waiting: Vec<Vec<TableCell>>,
    /// The widths of the columns, once they are settled.
    widths: Option<Vec<usize>>,
}

impl<'o> TextList<'o> {
    /// Begins a list.
    pub fn begin(out: &'o mut dyn Write, columns: Vec<TableColumn>, style: TextStyle) -> TextList<'o> {
        TextList { out, columns, style, waiting: Vec::new(), widths: None }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// What writing meets.
    pub fn row(&mut self, cells: Vec<TableCell>) -> io::Result<()> {
        if let Some(widths) = &self.widths {
            return line(self.out, &self.columns, widths, &cells);
        }
        self.waiting.push(cells);
        if self.waiting.len() <= MEASURED {
            return Ok(());
        }
        let widths = widths(&self.columns, &self.waiting, self.style.columns());
        let names: Vec<TableCell> = self.columns.iter().map(|column| column.name.as_ref().into()).collect();
        let mut header = Vec::new();
        line(&mut header, &self.columns, &widths, &names)?;
        writeln!(self.out, "{}", self.style.dim(String::from_utf8_lossy(&header).trim_end()))?;
        self.waiting.drain(..).try_for_each(|row| line(self.out, &self.columns, &widths, &row))?;
        self.widths = Some(widths);
        Ok(())
    }

    /// Ends the list; what was not written yet is set as a table.
    ///
    /// # Errors
    /// What writing meets.
    pub fn end(self) -> io::Result<()> {
        if self.widths.is_some() || self.waiting.is_empty() {
            return Ok(());
        }
        let grid = grid(&self.columns, &self.waiting, self.style);
        let mut lines = grid.lines();
        if let Some(header) = lines.next() {
            writeln!(self.out, "{}", self.style.dim(header.trim_end()))?;
        }
        lines.try_for_each(|line| writeln!(self.out, "{}", line.trim_end()))
    }
}

fn grid(columns: &[TableColumn], rows: &[Vec<TableCell>], style: TextStyle) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(comfy_table::presets::NOTHING);
    grid.set_content_arrangement(ContentArrangement::Dynamic);
    grid.set_width(u16::try_from(style.columns()).unwrap_or(u16::MAX));
    grid.set_header(columns.iter().map(|column| visible(&column.name)));
    for row in rows {
        grid.add_row(row.iter().map(|cell| visible(&cell.text()).into_owned()));
    }
    for (at, column) in columns.iter().enumerate() {
        let last = at + 1 == columns.len();
        let Some(set) = grid.column_mut(at) else { continue };
        set.set_padding((0, if last { 0 } else { 2 }));
        if column.holds == ColumnContent::Numbers {
            set.set_cell_alignment(CellAlignment::Right);
        }
        if column.holds != ColumnContent::Words {
            set.set_constraint(ColumnConstraint::ContentWidth);
        } else {
            set.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(8)));
        }
    }
    grid
}

/// The widths that columns take in lines that are not wrapped: as wide as the rows measured; words give way.
fn widths(columns: &[TableColumn], rows: &[Vec<TableCell>], width: usize) -> Vec<usize> {
    let widest =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| visible(&cell.text()).width()).max();
    let mut widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| widest(at).unwrap_or(0).max(column.name.width()))
        .collect();
    let gaps = 2 * columns.len().saturating_sub(1);
    let words: Vec<usize> =
        (0..columns.len()).filter(|at| columns[*at].holds == ColumnContent::Words).collect();
    while widths.iter().sum::<usize>() + gaps > width {
        let Some(at) = words.iter().copied().max_by_key(|at| widths[*at]).filter(|at| widths[*at] > 8) else {
            break;
        };
        widths[at] -= 1;
    }
    widths
}

fn line(
    out: &mut dyn Write,
    columns: &[TableColumn],
    widths: &[usize],
    cells: &[TableCell],
) -> io::Result<()> {
    let mut line = String::new();
    for ((column, width), cell) in columns.iter().zip(widths).zip(cells) {
        let text = cell.text();
        let shown = visible(&text);
        let fitted = match column.holds {
            ColumnContent::Numbers => format!("{}{shown}", " ".repeat(width.saturating_sub(shown.width()))),
            ColumnContent::Words => fitted(&shown, *width),
            ColumnContent::Fixed => format!("{shown}{}", " ".repeat(width.saturating_sub(shown.width()))),
        };
        line.push_str(&fitted);
        line.push_str("  ");
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Colour;

    fn listed(rows: usize, style: TextStyle) -> String {
        let mut table_ = Table::new(&[
            ("id", ColumnContent::Numbers),
            ("event", ColumnContent::Words),
            ("published_on", ColumnContent::Fixed),
        ]);
        for at in 0..rows {
            table_.push([
                TableCell::from(at as u64),
                format!("Event number {at} with a long name \u{1b}[2J غزة").into(),
                "2023-10-25".into(),
            ]);
        }
        let mut out = Vec::new();
        table(&mut out, &table_, style).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn short_and_long_lists_stay_within_the_width() {
        let style = TextStyle { width: 44, colour: Colour::Plain };
        for rows in [1, 3, 1_000] {
            let shown = listed(rows, style);
            assert!(shown.lines().all(|line| line.width() <= 44), "{shown}");
            assert!(!shown.contains('\u{1b}') && shown.contains("2023-10-25"));
        }
        assert_eq!(listed(1_000, style).lines().count(), 1_001);
        assert_eq!(listed(0, style), "");
    }
}
