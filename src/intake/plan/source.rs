//! Where the text of a field comes from, once the columns are known by their places.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::intake::fault::FileFault;
use crate::intake::header::Header;
use crate::intake::profile::{FromCells, Value};

/// The separator of paths.
const PATH: &str = " > ";

/// A text that a row gives.
#[derive(Clone, Debug)]
pub(super) struct TextSource {
    shape: TextShape,
    default: Option<String>,
    split: Option<String>,
    codes: BTreeMap<String, String>,
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
        }
    }

    /// The cells of a column.
    pub fn column(at: usize, default: Option<String>) -> TextSource {
        TextSource { shape: TextShape::Column(at), default, split: None, codes: BTreeMap::new() }
    }

    /// What a profile says, with columns by their places.
    ///
    /// # Errors
    /// A column that is not there.
    pub fn of(value: &Value, header: &Header) -> Result<TextSource, FileFault> {
        let FromCells { column, template, default, split, codes } = match value {
            Value::Constant(text) => return Ok(TextSource::constant(text)),
            Value::Cells(cells) => cells.clone(),
        };
        let shape = match (column, template) {
            (Some(column), _) => TextShape::Column(header.place(&column)?),
            (None, template) => {
                let template = template.unwrap_or_default();
                TextShape::Path(
                    template.split(PATH).map(|part| pieces(part, header)).collect::<Result<_, _>>()?,
                )
            }
        };
        Ok(TextSource { shape, default, split, codes })
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
                Piece::Text(_) => None,
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
                    Piece::Text(_) => None,
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
                let parts = parts.iter().filter_map(|part| self.part(part, cells));
                Cow::Owned(parts.collect::<Vec<_>>().join(PATH))
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
                    text.push_str(&cell);
                }
            }
        }
        (has_text || !has_cells).then_some(text)
    }
}

/// Texts and `{column}`s.
fn pieces(part: &str, header: &Header) -> Result<Vec<Piece>, FileFault> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some((text, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').ok_or_else(|| header.lacks(after))?;
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Cell(header.place(name)?));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}
