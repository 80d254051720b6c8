//! Where the text of a field comes from, once the columns are known by their places.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::dated::{DateParts, whole};
use super::finder::{Finder, Presence};
use crate::intake::profile::{FromCells, Value};
use crate::model::date::DateStyle;

/// The separator of paths.
const PATH: &str = " > ";

/// A text that a row gives.
#[derive(Clone, Debug)]
pub(super) struct TextSource {
    shape: TextShape,
    default: Option<String>,
    split: Option<String>,
    codes: BTreeMap<String, String>,
    /// How the cells of its template make a date, where they do.
    date: Option<DateParts>,
}

#[derive(Clone, Debug)]
enum TextShape {
    Constant(String),
    Column(usize),
    /// The parts of a path, each of texts and cells.
    Path(Vec<Vec<Piece>>),
}

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Cell(usize),
    /// A cell that this file does not have.
    Absent,
}

impl Piece {
    /// Its text; `None` for a cell.
    fn text(&self) -> Option<&str> {
        match self {
            Piece::Text(text) => Some(text),
            Piece::Cell(_) | Piece::Absent => None,
        }
    }
}

/// The cells of a row, with blanks for the words that stand for nothing.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r> {
    pub cells: &'r [&'r str],
    pub missing: &'r [String],
}

impl<'r> Cells<'r> {
    /// The text of a cell; empty when it holds nothing.
    pub fn get(&self, at: usize) -> &'r str {
        let text = self.cells.get(at).map_or("", |cell| cell.trim());
        if self.missing.iter().any(|word| word == text) { "" } else { text }
    }
}

/// A code that nothing explains.
pub(super) struct Unexplained {
    pub column: usize,
    pub code: String,
}

impl TextSource {
    /// A text that is the same in all rows.
    pub fn constant(text: &str) -> TextSource {
        TextSource {
            shape: TextShape::Constant(text.to_owned()),
            default: None,
            split: None,
            codes: BTreeMap::new(),
            date: None,
        }
    }

    /// The cells of a column.
    pub fn column(at: usize, default: Option<String>) -> TextSource {
        TextSource { shape: TextShape::Column(at), default, ..TextSource::constant("") }
    }

    /// What a profile says, with columns by their places; `None` where none of them is there, and nothing stands for
    /// them.
    pub fn of(value: &Value, finder: &Finder<'_>) -> Option<TextSource> {
        let FromCells { column, template, default, split, codes, optional } = match value {
            Value::Constant(text) => return Some(TextSource::constant(text)),
            Value::Cells(cells) => cells.clone(),
        };
        let presence = Presence::of(optional);
        let shape = match (column, template) {
            (Some(column), _) => finder.place(&column, presence).map(TextShape::Column),
            (None, template) => {
                let template = template.unwrap_or_default();
                let part = |part| pieces(part, finder, presence);
                let parts: Vec<_> = template.split(PATH).map(part).collect();
                let is_there = |piece: &Piece| !matches!(piece, Piece::Absent);
                parts.iter().flatten().any(is_there).then_some(TextShape::Path(parts))
            }
        };
        match (shape, default) {
            (Some(shape), default) => Some(TextSource { shape, default, split, codes, date: None }),
            (None, Some(default)) => Some(TextSource::constant(&default)),
            (None, None) => None,
        }
    }

    /// The same for a field that is a date: cells of a template that are blank take nothing from the others.
    pub fn of_date(mut self, style: DateStyle) -> TextSource {
        if let TextShape::Path(parts) = &self.shape
            && let [part] = parts.as_slice()
        {
            let template: Vec<_> = part.iter().map(Piece::text).collect();
            self.date = DateParts::of(&template, style);
        }
        self
    }

    /// Gives what stands where the cells are blank; a constant that is blank becomes this one.
    pub fn fall_back_on(&mut self, text: &str) {
        match &mut self.shape {
            TextShape::Constant(own) => text.clone_into(own),
            TextShape::Column(_) | TextShape::Path(_) => {
                self.default.get_or_insert_with(|| text.to_owned());
            }
        }
    }

    /// The text, where it is the same in all rows.
    pub fn constant_text(&self) -> Option<&str> {
        match &self.shape {
            TextShape::Constant(text) => Some(text),
            TextShape::Column(_) | TextShape::Path(_) => None,
        }
    }

    /// The column by which a fault is placed.
    pub fn place(&self) -> Option<usize> {
        match &self.shape {
            TextShape::Constant(_) => None,
            TextShape::Column(at) => Some(*at),
            TextShape::Path(parts) => parts.iter().flatten().find_map(|piece| match piece {
                Piece::Cell(at) => Some(*at),
                Piece::Text(_) | Piece::Absent => None,
            }),
        }
    }

    /// The column whose cells are the text itself.
    pub fn plain_column(&self) -> Option<usize> {
        match self.shape {
            TextShape::Column(at) if self.codes.is_empty() && self.split.is_none() => Some(at),
            _ => None,
        }
    }

    /// Every column that it reads.
    pub fn columns(&self) -> Vec<usize> {
        match &self.shape {
            TextShape::Constant(_) => Vec::new(),
            TextShape::Column(at) => vec![*at],
            TextShape::Path(parts) => parts
                .iter()
                .flatten()
                .filter_map(|piece| match piece {
                    Piece::Cell(at) => Some(*at),
                    Piece::Text(_) | Piece::Absent => None,
                })
                .collect(),
        }
    }

    /// The text of a row; empty where its cells are.
    pub fn text<'r>(&'r self, cells: Cells<'r>) -> Result<Cow<'r, str>, Unexplained> {
        let text = match &self.shape {
            TextShape::Constant(text) => return Ok(Cow::Borrowed(text)),
            TextShape::Column(at) => self.cell(cells, *at),
            TextShape::Path(parts) => {
                let known = self.date.as_ref().and_then(|date| date.known(&self.date_cells(parts, cells)));
                let parts = || parts.iter().filter_map(|part| self.part(part, cells)).collect::<Vec<_>>();
                Cow::Owned(known.unwrap_or_else(|| parts().join(PATH)))
            }
        };
        let text = match (self.codes.is_empty() || text.is_empty(), self.codes.get(text.as_ref())) {
            (true, _) => text,
            (false, Some(meaning)) => Cow::Borrowed(meaning.as_str()),
            (false, None) => {
                return Err(Unexplained {
                    column: self.place().unwrap_or_default(),
                    code: text.into_owned(),
                });
            }
        };
        Ok(match &self.default {
            Some(default) if text.is_empty() => Cow::Borrowed(default),
            _ => text,
        })
    }

    fn cell<'r>(&self, cells: Cells<'r>, at: usize) -> Cow<'r, str> {
        let text = cells.get(at);
        let Some(by) = self.split.as_deref().filter(|by| text.contains(by)) else {
            return Cow::Borrowed(text);
        };
        let mut values: Vec<&str> = Vec::new();
        for value in text.split(by).map(str::trim).filter(|value| !value.is_empty()) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Cow::Owned(values.join(", "))
    }

    /// The cells of a date.
    fn date_cells<'r>(&self, parts: &[Vec<Piece>], cells: Cells<'r>) -> Vec<&'r str> {
        let cell = |piece: &Piece| match piece {
            Piece::Text(_) => None,
            Piece::Cell(at) => Some(whole(cells.get(*at))),
            Piece::Absent => Some(""),
        };
        parts.iter().flatten().filter_map(cell).collect()
    }

    /// A part of a path; `None` when it has cells and all of them are blank.
    fn part(&self, pieces: &[Piece], cells: Cells<'_>) -> Option<String> {
        let (mut text, mut has_cells, mut has_text) = (String::new(), false, false);
        for piece in pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Cell(at) => {
                    let cell = self.cell(cells, *at);
                    has_cells = true;
                    has_text |= !cell.is_empty();
                    text.push_str(if self.date.is_some() { whole(&cell) } else { &cell });
                }
                Piece::Absent => has_cells = true,
            }
        }
        (has_text || !has_cells).then_some(text)
    }
}

/// Texts and `{column}`s.
fn pieces(part: &str, finder: &Finder<'_>, presence: Presence) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            finder.lacks(after, Presence::Needed);
            return pieces;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(finder.place(name, presence).map_or(Piece::Absent, Piece::Cell));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}
