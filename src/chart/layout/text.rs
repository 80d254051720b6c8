//! Texts in lines that are no wider than they may be.

use serde::Serialize;

use super::{Area, DrawingFrame, PlacedText, TextAnchor};

/// What a text of a chart is: decides its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextRole {
    /// The title.
    Title,
    /// What the numbers and days are.
    Subtitle,
    /// The name of a line or a panel.
    Name,
    /// A number beside a mark.
    Number,
    /// What is said of it.
    Note,
    /// The label of a scale.
    Tick,
    /// The key and the caption.
    Caption,
}

impl TextRole {
    /// How large its letters are.
    pub fn size(self) -> f64 {
        match self {
            TextRole::Title => 17.0,
            TextRole::Subtitle => 13.0,
            TextRole::Name | TextRole::Number | TextRole::Note | TextRole::Tick | TextRole::Caption => 12.0,
        }
    }

    /// How far its lines lie apart.
    pub fn line_height(self) -> f64 {
        match self {
            TextRole::Title => 22.0,
            TextRole::Subtitle => 17.0,
            TextRole::Caption => 16.0,
            TextRole::Name | TextRole::Number | TextRole::Note | TextRole::Tick => 14.0,
        }
    }

    /// Whether its letters are bold.
    pub fn is_bold(self) -> bool {
        matches!(self, TextRole::Title | TextRole::Name | TextRole::Number)
    }

    /// How far below the upper side of its line its letters stand.
    pub fn ascent(self) -> f64 {
        (self.line_height() - self.size()) / 2.0 + 0.8 * self.size()
    }
}

/// A text in lines, broken at blanks; a word that is too wide alone is broken anywhere.
pub fn wrapped(text: &str, role: TextRole, most: f64, frame: DrawingFrame<'_>) -> Vec<String> {
    let width = |text: &str| (frame.measure)(text, role);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = last_piece(word, most, &width, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Breaks a word that is too wide; the last piece is given back.
fn last_piece(word: &str, most: f64, width: &dyn Fn(&str) -> f64, lines: &mut Vec<String>) -> String {
    if width(word) <= most {
        return word.to_owned();
    }
    let mut piece = String::new();
    for c in word.chars() {
        piece.push(c);
        if width(&piece) > most && piece.chars().count() > 1 {
            piece.pop();
            lines.push(std::mem::take(&mut piece));
            piece.push(c);
        }
    }
    piece
}

/// What a text covers.
pub fn covered_by(text: &PlacedText, frame: DrawingFrame<'_>) -> Area {
    let width = (frame.measure)(&text.text, text.role);
    let left = match text.anchor {
        TextAnchor::Start => text.x,
        TextAnchor::Middle => text.x - width / 2.0,
        TextAnchor::End => text.x - width,
    };
    let top = text.y - text.role.ascent();
    Area { left, top, right: left + width, bottom: top + text.role.line_height() }
}

/// How wide the widest of some lines is.
pub fn widest<'t>(
    lines: impl IntoIterator<Item = &'t String>,
    role: TextRole,
    frame: DrawingFrame<'_>,
) -> f64 {
    lines.into_iter().map(|line| (frame.measure)(line, role)).fold(0.0, f64::max)
}

/// Lines one under the other from `top` on, all at the same side; gives back where the next begins.
pub fn paragraph(into: &mut Vec<PlacedText>, lines: Vec<String>, role: TextRole, left: f64, top: f64) -> f64 {
    let mut y = top;
    for text in lines {
        let anchor = TextAnchor::Start;
        into.push(PlacedText { text, role, x: left, y: y + role.ascent(), anchor, of_line: None });
        y += role.line_height();
    }
    y
}
