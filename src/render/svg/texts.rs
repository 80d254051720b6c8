//! Texts of a drawing.

use std::io;

use super::shapes::number;
use super::xml::Xml;
use crate::chart::layout::{PlacedText, TextAnchor, TextRole};

/// What lies below a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextGround {
    /// Nothing.
    Paper,
    /// Lines, from which it is set apart.
    Lines,
}

/// Writes a text.
pub fn text(xml: &mut Xml<'_>, text: &PlacedText, on: TextGround) -> io::Result<()> {
    let role = match text.role {
        TextRole::Title => "title",
        TextRole::Subtitle => "subtitle",
        TextRole::Name => "name",
        TextRole::Number => "number",
        TextRole::Note => "note",
        TextRole::Tick => "tick",
        TextRole::Caption => "caption",
    };
    let mut class = role.to_owned();
    if on == TextGround::Lines {
        class.push_str(" halo");
    }
    let fills = matches!(text.role, TextRole::Name | TextRole::Number);
    if let Some(line) = text.of_line.filter(|_| fills) {
        class.push_str(&format!(" f{}", line % 4));
    }
    let anchor = match text.anchor {
        TextAnchor::Start => "start",
        TextAnchor::Middle => "middle",
        TextAnchor::End => "end",
    };
    let (x, y) = (number(text.x), number(text.y));
    let attributes = [("class", class.as_str()), ("x", &x), ("y", &y), ("text-anchor", anchor)];
    xml.shown(&attributes[..if anchor == "start" { 3 } else { 4 }], &text.text)
}
