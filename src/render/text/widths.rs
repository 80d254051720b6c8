//! How wide the columns of a table are whose rows have one line each: as wide as what was measured; words give way.

use unicode_width::UnicodeWidthStr;

use crate::render::visible::visible;
use crate::report::lists::{ColumnContent, TableCell, TableColumn};

/// How wide a day is: what is left of a time where there is no room.
pub const DAY: usize = "2023-10-24".len();

/// To how little words give way.
pub const LEAST: usize = 8;

/// From how little on the line that matters is worth more than what stands beside it.
const LINE: usize = 24;

/// The widths of columns, by the rows that were measured; 0: the column is left out.
pub fn widths(columns: &[TableColumn], rows: &[Vec<TableCell>], width: usize) -> Vec<usize> {
    let widest =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| visible(&cell.text()).width()).max();
    let natural = columns.iter().enumerate();
    let natural: Vec<usize> =
        natural.map(|(at, column)| widest(at).unwrap_or(0).max(column.name.width())).collect();
    let mut columns = ColumnWidths { columns, widths: natural.clone(), width };
    columns.narrow(ColumnContent::Words, LEAST);
    if columns.excess() > 0 {
        columns.cut(ColumnContent::Time, DAY);
    }
    columns.narrow(ColumnContent::Line, LINE);
    let has_line = columns.of(ColumnContent::Line).next().is_some();
    if columns.excess() > 0 && has_line {
        columns.cut(ColumnContent::Words, 0);
    }
    columns.narrow(ColumnContent::Line, LEAST);
    columns.widen(ColumnContent::Line, &natural);
    columns.widths
}

struct ColumnWidths<'t> {
    columns: &'t [TableColumn],
    widths: Vec<usize>,
    /// How much room there is.
    width: usize,
}

impl ColumnWidths<'_> {
    fn of(&self, holds: ColumnContent) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(move |at| self.columns[*at].holds == holds)
    }

    /// How wide all of them are, with what stands between.
    fn total(&self) -> usize {
        let shown = self.widths.iter().filter(|width| **width > 0).count();
        self.widths.iter().sum::<usize>() + 2 * shown.saturating_sub(1)
    }

    fn excess(&self) -> usize {
        self.total().saturating_sub(self.width)
    }

    /// Takes from the widest of a kind as long as there is too little room, and it has more than `least`.
    fn narrow(&mut self, holds: ColumnContent, least: usize) {
        while self.excess() > 0 {
            let widest = self.of(holds).max_by_key(|at| self.widths[*at]);
            let Some(at) = widest.filter(|at| self.widths[*at] > least) else { break };
            self.widths[at] -= 1;
        }
    }

    fn cut(&mut self, holds: ColumnContent, most: usize) {
        for at in self.of(holds).collect::<Vec<_>>() {
            self.widths[at] = self.widths[at].min(most);
        }
    }

    /// Gives a kind the room that is left.
    fn widen(&mut self, holds: ColumnContent, natural: &[usize]) {
        for at in self.of(holds).collect::<Vec<_>>() {
            let room = self.width.saturating_sub(self.total());
            self.widths[at] = natural[at].min(self.widths[at] + room);
        }
    }
}
