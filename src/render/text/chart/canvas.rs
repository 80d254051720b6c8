//! A field of letters on which a chart is drawn: what is set stays, and labels stand only where nothing is.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows of letters, each as wide as the others.
pub struct Canvas {
    width: usize,
    cells: Vec<Vec<Letter>>,
}

/// What stands in one column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Letter {
    Blank,
    /// The blank before or behind a text.
    Margin,
    /// A letter that gives way to all others.
    Faint(char),
    Glyph(char),
    /// The first column of a text.
    Text(String),
    /// A further column of a text.
    Goes,
}

impl Canvas {
    /// An empty field.
    pub fn new(width: usize, rows: usize) -> Canvas {
        Canvas { width, cells: vec![vec![Letter::Blank; width]; rows] }
    }

    /// How wide it is.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.cells.len()
    }

    /// Sets a letter, whatever stood there but text.
    pub fn set(&mut self, row: usize, column: usize, glyph: char) {
        if let Some(cell) = self.cell(row, column)
            && !matches!(cell, Letter::Text(_) | Letter::Goes)
        {
            *cell = Letter::Glyph(glyph);
        }
    }

    /// Sets a letter that gives way to all others.
    pub fn set_faint(&mut self, row: usize, column: usize, glyph: char) {
        if let Some(cell) = self.cell(row, column)
            && *cell == Letter::Blank
        {
            *cell = Letter::Faint(glyph);
        }
    }

    /// Sets a letter where nothing stands.
    pub fn set_below(&mut self, row: usize, column: usize, glyph: char) {
        if let Some(cell) = self.cell(row, column)
            && matches!(cell, Letter::Blank | Letter::Faint(_))
        {
            *cell = Letter::Glyph(glyph);
        }
    }

    /// Sets a tick on an axis, where nothing else stands on it.
    pub fn set_floor(&mut self, row: usize, column: usize, (axis, tick): (char, char)) {
        if let Some(cell) = self.cell(row, column)
            && *cell == Letter::Glyph(axis)
        {
            *cell = Letter::Glyph(tick);
        }
    }

    /// Whether nothing stands at a place of the field that would not give way to a text.
    fn is_free(&self, row: usize, column: usize) -> bool {
        let cell = self.cells.get(row).and_then(|cells| cells.get(column));
        matches!(cell, Some(Letter::Blank | Letter::Faint(_) | Letter::Margin))
    }

    /// Whether a text of some width has room, with a blank before and behind it where the field goes on.
    pub fn has_room(&self, row: usize, column: usize, width: usize) -> bool {
        let (from, to) = (column.saturating_sub(1), (column + width + 1).min(self.width));
        width > 0 && column + width <= self.width && (from..to).all(|at| self.is_free(row, at))
    }

    /// Writes a text from a column on; what is beyond the edge is not drawn.
    pub fn write(&mut self, row: usize, column: usize, text: &str) {
        let width = text.width();
        if width == 0 || column + width > self.width || row >= self.rows() {
            return;
        }
        let cells = &mut self.cells[row];
        let margin = [column.checked_sub(1), Some(column + width)];
        for at in margin.into_iter().flatten() {
            if let Some(cell @ (Letter::Faint(_) | Letter::Blank)) = cells.get_mut(at) {
                *cell = Letter::Margin;
            }
        }
        cells[column] = Letter::Text(text.to_owned());
        cells[column + 1..column + width].fill(Letter::Goes);
    }

    /// The rows as texts; blanks at their ends are left out.
    pub fn lines(self) -> impl Iterator<Item = String> {
        self.cells.into_iter().map(|cells| {
            let mut line = String::new();
            for cell in cells {
                match cell {
                    Letter::Blank | Letter::Margin => line.push(' '),
                    Letter::Glyph(glyph) | Letter::Faint(glyph) => line.push(glyph),
                    Letter::Text(text) => line.push_str(&text),
                    Letter::Goes => {}
                }
            }
            line.truncate(line.trim_end().len());
            line
        })
    }

    fn cell(&mut self, row: usize, column: usize) -> Option<&mut Letter> {
        self.cells.get_mut(row)?.get_mut(column)
    }
}

/// As much of a text as a width holds, with `cut` behind it where that is not all.
pub fn cut_to(text: &str, width: usize, cut: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(cut.width());
    let (mut used, mut kept) = (0, String::new());
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept.push_str(cut);
    kept
}

/// A text with blanks behind it up to a width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_only_where_nothing_is_and_has_a_blank_on_both_sides() {
        let mut canvas = Canvas::new(10, 1);
        canvas.set(0, 4, '*');
        assert!(canvas.has_room(0, 0, 3) && canvas.has_room(0, 6, 4));
        assert!(!canvas.has_room(0, 0, 4) && !canvas.has_room(0, 5, 2) && !canvas.has_room(0, 6, 5));
        canvas.write(0, 6, "גאזה");
        assert!(!canvas.has_room(0, 8, 1));
        canvas.set(0, 7, '*');
        assert_eq!(canvas.lines().collect::<Vec<_>>(), ["    * גאזה"]);
    }

    #[test]
    fn a_text_is_cut_or_filled_to_a_width() {
        assert_eq!(cut_to("Observatory", 6, "…"), "Obser…");
        assert_eq!(padded("漢字", 6), "漢字  ");
    }
}
