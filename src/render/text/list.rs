//! Lists: short ones as a table within the width, long ones line by line as they come.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, Width};
use unicode_width::UnicodeWidthStr;

use crate::render::direction::set_apart;
use crate::render::style::TextStyle;
use crate::render::visible::visible;
use crate::report::lists::{ColumnContent, Table, TableCell, TableColumn};

use super::widths::{DAY, LEAST, widths};
use super::wrap::{fitted, wrapped};

/// How many rows are measured before the first is written; a list that is no longer is set as a table.
const MEASURED: usize = 200;

/// What is wider is no word: an address, which is broken where it must.
const WORD: usize = 24;

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
        if self.waiting.len() <= MEASURED { Ok(()) } else { self.settle() }
    }

    /// Settles the widths by the rows that wait, and writes these: each has one line from now on.
    fn settle(&mut self) -> io::Result<()> {
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
    pub fn end(mut self) -> io::Result<()> {
        if self.widths.is_some() || self.waiting.is_empty() {
            return Ok(());
        }
        if self.columns.iter().any(|column| column.holds == ColumnContent::Line) {
            return self.settle();
        }
        let Some(bounds) = bounds(&self.columns, &self.waiting, self.style.columns()) else {
            return blocks(self.out, &self.columns, &self.waiting, self.style);
        };
        let grid = grid(&self.columns, &self.waiting, &bounds, self.style);
        let mut lines = grid.lines();
        if let Some(header) = lines.next() {
            writeln!(self.out, "{}", self.style.dim(&set_apart(header.trim_end())))?;
        }
        lines.try_for_each(|line| writeln!(self.out, "{}", set_apart(line.trim_end())))
    }
}

fn grid(columns: &[TableColumn], rows: &[Vec<TableCell>], bounds: &[Option<u16>], style: TextStyle) -> Grid {
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
        set.set_constraint(match bounds[at] {
            None => ColumnConstraint::ContentWidth,
            Some(least) => ColumnConstraint::LowerBoundary(Width::Fixed(least + if last { 0 } else { 2 })),
        });
    }
    grid
}

/// Writes rows one below the other, a line for each cell: where columns beside each other would break words.
fn blocks(
    out: &mut dyn Write,
    columns: &[TableColumn],
    rows: &[Vec<TableCell>],
    style: TextStyle,
) -> io::Result<()> {
    let label = columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
    let room = style.columns().saturating_sub(label + 2);
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| **cell != TableCell::Blank) {
            for (place, line) in wrapped(&visible(&cell.text()), room, 0).iter().enumerate() {
                let name = if place == 0 { column.name.as_ref() } else { "" };
                let name = format!("{name}{}", " ".repeat(label - name.width() + 2));
                writeln!(out, "{}{}", style.dim(&set_apart(&name)), set_apart(line))?;
            }
        }
    }
    Ok(())
}

/// How narrow columns of words may be: as their longest word, so that none is broken. `None` among them: what is never
/// broken; `None` for all: there is no room for that.
fn bounds(columns: &[TableColumn], rows: &[Vec<TableCell>], width: usize) -> Option<Vec<Option<u16>>> {
    let cells =
        |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.text().into_owned());
    let all = |at: usize| cells(at).chain([columns[at].name.clone().into_owned()]);
    let is_words = |at: usize| matches!(columns[at].holds, ColumnContent::Words | ColumnContent::Line);
    let longest = |text: String| {
        let shown = visible(&text);
        let words = shown.split_whitespace().map(UnicodeWidthStr::width);
        words.filter(|width| *width <= WORD).max().unwrap_or(0)
    };
    let word = |at: usize| all(at).map(longest).max().unwrap_or(0);
    let whole = |at: usize| all(at).map(|text| visible(&text).width()).max().unwrap_or(0);
    let words: Vec<usize> = (0..columns.len()).filter(|at| is_words(*at)).collect();
    let fixed: usize = (0..columns.len()).filter(|at| !is_words(*at)).map(whole).sum();
    let room = width.saturating_sub(fixed + 2 * columns.len().saturating_sub(1));
    let least: Vec<(usize, usize)> =
        words.iter().map(|at| (*at, word(*at).max(LEAST.min(whole(*at))))).collect();
    if least.iter().map(|(_, least)| least).sum::<usize>() > room {
        return None;
    }
    let bound = |at: usize| least.iter().find(|(of, _)| *of == at).map(|(_, least)| *least);
    Some((0..columns.len()).map(|at| bound(at).and_then(|least| u16::try_from(least).ok())).collect())
}

fn line(
    out: &mut dyn Write,
    columns: &[TableColumn],
    widths: &[usize],
    cells: &[TableCell],
) -> io::Result<()> {
    let mut line = String::new();
    for ((column, width), cell) in columns.iter().zip(widths).zip(cells).filter(|((_, width), _)| **width > 0)
    {
        let text = cell.text();
        let shown = visible(&text);
        let fitted = match column.holds {
            ColumnContent::Numbers => format!("{}{shown}", " ".repeat(width.saturating_sub(shown.width()))),
            ColumnContent::Words | ColumnContent::Line => fitted(&shown, *width),
            ColumnContent::Time if *width == DAY => fitted(shown.split(' ').next().unwrap_or_default(), DAY),
            ColumnContent::Fixed | ColumnContent::Time => {
                format!("{shown}{}", " ".repeat(width.saturating_sub(shown.width())))
            }
        };
        line.push_str(&fitted);
        line.push_str("  ");
    }
    writeln!(out, "{}", set_apart(line.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn no_word_is_broken_however_narrow_the_screen() {
        let mut names = Table::new(&[
            ("authority", ColumnContent::Words),
            ("figures", ColumnContent::Numbers),
            ("publisher", ColumnContent::Words),
            ("last_day", ColumnContent::Fixed),
        ]);
        let cells = ["Committee to Protect Journalists".into(), 12.into(), "Intelligence".into()];
        names.push(cells.into_iter().chain(["2023-10-25".into()]));
        for width in [40, 48, 52, 60, 80, 160] {
            let mut out = Vec::new();
            table(&mut out, &names, TextStyle { width, ..TextStyle::PIPE }).expect("written");
            let shown = String::from_utf8(out).expect("text");
            let words: Vec<&str> = shown.split_whitespace().collect();
            for word in ["Committee", "Protect", "Journalists", "Intelligence", "authority", "2023-10-25"] {
                assert!(words.contains(&word), "{width}: {word}\n{shown}");
            }
            assert!(shown.lines().all(|line| line.width() <= width), "{width}\n{shown}");
        }
    }

    #[test]
    fn columns_of_names_from_right_to_left_stay_in_their_order() {
        let mut names = Table::new(&[("one", ColumnContent::Words), ("other", ColumnContent::Words)]);
        names.push(["وزارة الصحة".into(), "משרד הבריאות".into()]);
        for width in [80, 12] {
            let mut out = Vec::new();
            table(&mut out, &names, TextStyle { width, ..TextStyle::PIPE }).expect("written");
            let shown = String::from_utf8(out).expect("text");
            assert_eq!(shown.matches('\u{2068}').count(), shown.matches('\u{2069}').count());
            assert!(shown.contains('\u{2068}'), "{shown:?}");
            assert!(width < 80 || shown.contains("\u{2069}  \u{2068}"), "{shown:?}");
        }
    }

    #[test]
    fn short_and_long_lists_stay_within_the_width() {
        let style = TextStyle { width: 44, ..TextStyle::PIPE };
        for rows in [1, 3, 1_000] {
            let shown = listed(rows, style);
            assert!(shown.lines().all(|line| line.width() <= 44), "{shown}");
            assert!(!shown.contains('\u{1b}') && shown.contains("2023-10-25"));
        }
        assert_eq!(listed(1_000, style).lines().count(), 1_001);
        assert_eq!(listed(0, style), "");
    }
}
