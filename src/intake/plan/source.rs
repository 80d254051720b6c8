//! Where the text of a field comes from, once the columns are known by their places.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::dated::{DateParts, whole};
use super::finder::{Finder, Presence};
use super::named::NamedParts;
use crate::intake::profile::{FromCells, Others, Value};
use crate::intake::totals::is_sum_word;
use crate::model::date::DateStyle;
use crate::model::unseen::is_bare;

/// The separator of paths.
const PATH: &str = " > ";

/// How much of a template is shown.
const SHOWN: usize = 60;

/// A text that a row gives.
#[derive(Clone, Debug)]
pub(super) struct TextSource {
    shape: TextShape,
    default: Option<String>,
    split: Option<String>,
    codes: BTreeMap<String, String>,
    /// How the cells of its template make a date, where they do.
    date: Option<DateParts>,
    others: Others,
    blank: BlankPart,
    /// The template, as far as it is shown.
    template: String,
}

/// What becomes of a part of a path whose cells are blank.
#[derive(Clone, Debug)]
enum BlankPart {
    /// It is left out.
    LeftOut,
    /// It is left out unless other rows name that part of the place above it: then the words stand for it, or, without
    /// words, the row is refused.
    OfPlace(Option<String>),
}

#[derive(Clone, Debug)]
enum TextShape {
    Constant(String),
    Column(usize),
    /// The parts of a path, each of texts and cells.
    Path(Vec<Vec<Piece>>),
}

impl TextShape {
    /// The text of a path without cells.
    fn only_text(&self) -> Option<String> {
        let TextShape::Path(parts) = self else { return None };
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => Some(text.clone()),
            Piece::Cell(_) | Piece::Absent => None,
        };
        let part = |part: &Vec<Piece>| part.iter().map(text).collect::<Option<String>>();
        Some(parts.iter().map(part).collect::<Option<Vec<_>>>()?.join(PATH))
    }
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
    /// Which parts of a place the file names; `None` while it was not looked through.
    pub named: Option<&'r NamedParts>,
    /// Where the event of the row's figure comes from.
    pub event: Option<&'r TextSource>,
    /// By which words of the profile, besides the usual ones, a row of sums says what it is; `None` for every other row.
    pub sums: Option<&'r [String]>,
    /// The most bytes of a text that is put together.
    pub longest: usize,
}

impl<'r> Cells<'r> {
    /// The text of a cell; empty when it holds nothing.
    pub fn get(&self, at: usize) -> &'r str {
        let text = self.cells.get(at).map_or("", |cell| cell.trim());
        if is_bare(text) || self.missing.iter().any(|word| word == text) { "" } else { text }
    }

    /// The event of the row's figure; empty where it is that of all rows.
    fn event(&self) -> Cow<'r, str> {
        let of_rows = self.event.filter(|source| source.constant_text().is_none());
        of_rows.and_then(|source| source.text(*self).ok()).unwrap_or_default()
    }
}

/// Why the text of a row cannot be told.
pub(super) enum NoText {
    /// A code that nothing explains, and its column.
    UnknownCode(usize, String),
    /// A blank part of a place of which other rows name that part: its column, and the place.
    BlankPart(usize, String),
    /// A blank part of a place: what it is goes by the other rows of the file.
    Unsettled,
    /// A text longer than a cell may be: a column of it, and its template.
    TooLong { column: usize, template: String },
}

impl TextSource {
    /// A text that is the same in all rows.
    pub fn constant(text: &str) -> TextSource {
        TextSource::plain(TextShape::Constant(text.to_owned()), None)
    }

    /// The cells of a column.
    pub fn column(at: usize, default: Option<String>) -> TextSource {
        TextSource::plain(TextShape::Column(at), default)
    }

    fn plain(shape: TextShape, default: Option<String>) -> TextSource {
        TextSource {
            shape,
            default,
            split: None,
            codes: BTreeMap::new(),
            others: Others::Refuse,
            blank: BlankPart::LeftOut,
            date: None,
            template: String::new(),
        }
    }

    /// What a profile says, with columns by their places; `None` where none of them is there, and nothing stands for
    /// them.
    pub fn of(value: &Value, finder: &Finder<'_>) -> Option<TextSource> {
        TextSource::beside(None, value, finder)
    }

    /// A text that is known before a row is read, such as that for which the star of a pattern stands.
    fn known(
        text: String,
        codes: &BTreeMap<String, String>,
        others: Others,
        finder: &Finder<'_>,
    ) -> TextSource {
        let meaning = codes.get(&text);
        if meaning.is_none() && !codes.is_empty() && others == Others::Refuse {
            finder.lacks_code(&text);
        }
        TextSource::constant(meaning.unwrap_or(&text))
    }

    /// The same, of a place.
    pub fn of_place(value: &Value, finder: &Finder<'_>) -> Option<TextSource> {
        let words = match value {
            Value::Constant(_) => None,
            Value::Cells(cells) => cells.blank.clone(),
        };
        Some(TextSource { blank: BlankPart::OfPlace(words), ..TextSource::of(value, finder)? })
    }

    /// The same, of what stands beside a column: where no other one is named, that column is meant.
    pub fn beside(own: Option<usize>, value: &Value, finder: &Finder<'_>) -> Option<TextSource> {
        let FromCells { column, template, default, split, codes, others, optional, blank: _, file: _ } =
            match value {
                Value::Constant(text) => return Some(TextSource::constant(&finder.filled(text))),
                Value::Cells(cells) => cells.clone(),
            };
        let presence = Presence::of(optional);
        let shown = template.as_deref().map_or_else(String::new, |text| text.chars().take(SHOWN).collect());
        let shape = match (column, template) {
            (Some(column), _) => finder.place(&column, presence).map(TextShape::Column),
            (None, None) => own.map(TextShape::Column),
            (None, Some(template)) => {
                let part = |part| pieces(part, finder, presence);
                let parts: Vec<_> = template.split(PATH).map(part).collect();
                let is_there = |piece: &Piece| !matches!(piece, Piece::Absent);
                parts.iter().flatten().any(is_there).then_some(TextShape::Path(parts))
            }
        };
        if let Some(text) = shape.as_ref().and_then(TextShape::only_text) {
            return Some(TextSource::known(text, &codes, others, finder));
        }
        match (shape, default) {
            (Some(shape), default) => {
                let plain = TextSource::plain(shape, default);
                Some(TextSource { split, codes, others, template: shown, ..plain })
            }
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
            TextShape::Path(parts) => parts.iter().find_map(|part| first_cell(part)),
        }
    }

    /// The column whose cells are the text itself.
    pub fn plain_column(&self) -> Option<usize> {
        match self.shape {
            TextShape::Column(at) if self.lets_cells_through() && self.split.is_none() => Some(at),
            _ => None,
        }
    }

    fn lets_cells_through(&self) -> bool {
        self.codes.is_empty() || self.others == Others::Keep
    }

    /// The cells that it gives a meaning of their own.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.keys().map(String::as_str)
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
    pub fn text<'r>(&'r self, cells: Cells<'r>) -> Result<Cow<'r, str>, NoText> {
        let text = match &self.shape {
            TextShape::Constant(text) => return Ok(Cow::Borrowed(text)),
            TextShape::Column(at) => self.cell(cells, *at),
            TextShape::Path(parts) => {
                let date = self.date.as_ref().and_then(|date| date.known(&self.date_cells(parts, cells)));
                Cow::Owned(date.map_or_else(|| self.path(parts, cells), Ok)?)
            }
        };
        let text = match self.codes.get(text.as_ref()).filter(|_| !text.is_empty()) {
            Some(meaning) => Cow::Borrowed(meaning.as_str()),
            None if text.is_empty() || self.lets_cells_through() => text,
            None => {
                return Err(NoText::UnknownCode(self.place().unwrap_or_default(), text.into_owned()));
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
        let mut seen = HashSet::new();
        let values = text.split(by).map(str::trim).filter(|value| !value.is_empty() && seen.insert(*value));
        Cow::Owned(values.collect::<Vec<_>>().join(", "))
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

    fn path(&self, parts: &[Vec<Piece>], cells: Cells<'_>) -> Result<String, NoText> {
        let mut path = String::new();
        let is_of_sum = self.is_of_sum(parts, cells)?;
        for part in parts {
            match self.part(part, cells)? {
                Some(text) => push_step(&mut path, &text),
                None if is_of_sum => {}
                None => self.blank_part(&mut path, part, cells)?,
            }
            self.bounded(&path, part, cells)?;
        }
        Ok(path)
    }

    /// Whether a path ends in the word of a sum: what is blank in it is what the sum goes over.
    fn is_of_sum(&self, parts: &[Vec<Piece>], cells: Cells<'_>) -> Result<bool, NoText> {
        let Some(words) = cells.sums else { return Ok(false) };
        let mut texts = parts.iter().rev().map(|part| self.part(part, cells)).filter_map(Result::transpose);
        let last = texts.next().transpose()?;
        Ok(last.is_some_and(|text| is_sum_word(&text) || words.contains(&text)))
    }

    /// Refuses a text that is longer than a cell may be.
    fn bounded(&self, text: &str, part: &[Piece], cells: Cells<'_>) -> Result<(), NoText> {
        if text.len() <= cells.longest {
            return Ok(());
        }
        let column = first_cell(part).or(self.place()).unwrap_or_default();
        Err(NoText::TooLong { column, template: self.template.clone() })
    }

    /// A part whose cells are blank is left out, unless other rows name that part of the place above it.
    fn blank_part(&self, path: &mut String, part: &[Piece], cells: Cells<'_>) -> Result<(), NoText> {
        let BlankPart::OfPlace(words) = &self.blank else { return Ok(()) };
        let Some(column) = first_cell(part).filter(|_| !path.is_empty()) else { return Ok(()) };
        match (cells.named, words) {
            (None, _) => return Err(NoText::Unsettled),
            (Some(named), _) if !named.has(&cells.event(), column, path) => {}
            (Some(_), Some(words)) => push_step(path, words),
            (Some(_), None) => return Err(NoText::BlankPart(column, path.clone())),
        }
        Ok(())
    }

    /// Whether it is a path of several parts.
    pub fn has_parts(&self) -> bool {
        matches!(&self.shape, TextShape::Path(parts) if parts.len() > 1)
    }

    /// Notes which parts of its path a row names.
    pub fn note_parts(&self, cells: Cells<'_>, named: &mut NamedParts) {
        let TextShape::Path(parts) = &self.shape else { return };
        let mut path = String::new();
        for part in parts {
            // What is too long is told when the row is read.
            let Ok(text) = self.part(part, cells) else { return };
            let Some(text) = text else { continue };
            // The word of a sum names none of its parts.
            if let Some(column) = first_cell(part).filter(|_| !path.is_empty() && !is_sum_word(&text)) {
                named.note(&cells.event(), column, &path);
            }
            push_step(&mut path, &text);
        }
    }

    /// A part of a path; `None` when it has cells and all of them are blank.
    fn part(&self, pieces: &[Piece], cells: Cells<'_>) -> Result<Option<String>, NoText> {
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
            self.bounded(&text, pieces, cells)?;
        }
        Ok((has_text || !has_cells).then_some(text))
    }
}

fn push_step(path: &mut String, step: &str) {
    if !path.is_empty() {
        path.push_str(PATH);
    }
    path.push_str(step);
}

fn first_cell(part: &[Piece]) -> Option<usize> {
    part.iter().find_map(|piece| match piece {
        Piece::Cell(at) => Some(*at),
        Piece::Text(_) | Piece::Absent => None,
    })
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
        pieces.push(match finder.part().filter(|_| name == "*") {
            Some(part) => Piece::Text(part.to_owned()),
            None => finder.place(name, presence).map_or(Piece::Absent, Piece::Cell),
        });
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}
