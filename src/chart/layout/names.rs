//! How the names of lines stand in a panel: above it, beside their lines, or in rows with a sample of each.

use super::text::{TextRole, paragraph, widest, wrapped};
use super::{Area, DrawingFrame, PlacedSample, PlacedText, SampleOf};
use crate::chart::parts::Panel;

/// How the names of lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesStand {
    /// One line: its name is that of the panel.
    Above,
    /// At the ends of their lines.
    Beside,
    /// In rows above the field, each with a sample of its line.
    InRows,
}

/// From how wide a field on names stand beside their lines.
const WIDE: f64 = 540.0;
/// How wide a name may be beside its line.
pub const NAME_WIDTH: f64 = 160.0;
/// How wide a sample of a line is.
const SAMPLE: f64 = 30.0;

/// How the names of a panel stand in a field of a width.
pub fn names_stand(panel: &Panel, width: f64) -> NamesStand {
    match panel.lines.len() {
        0 | 1 => NamesStand::Above,
        _ if width >= WIDE => NamesStand::Beside,
        _ => NamesStand::InRows,
    }
}

/// How much room names need on the right of a field.
pub fn room_beside(panel: &Panel, frame: DrawingFrame<'_>) -> f64 {
    let widths = panel.lines.iter().map(|line| {
        let number = line.marks.last().map(|mark| mark.words.as_str()).unwrap_or_default();
        let texts = [(line.name.as_str(), TextRole::Name), (number, TextRole::Number)];
        let width = |(text, role)| widest(&wrapped(text, role, NAME_WIDTH, frame), role, frame);
        texts.map(width).into_iter().fold(0.0, f64::max)
    });
    widths.fold(0.0, f64::max).clamp(60.0, NAME_WIDTH) + 12.0
}

/// Writes what stands above a field; gives back where it ends.
pub fn above(
    panel: &Panel,
    stand: NamesStand,
    (left, top, width): (f64, f64, f64),
    frame: DrawingFrame<'_>,
    (texts, samples): (&mut Vec<PlacedText>, &mut Vec<PlacedSample>),
) -> f64 {
    let mut y = top;
    let own = panel.lines.iter().map(|line| &line.name);
    match stand {
        NamesStand::Above => {
            for name in panel.name.iter().chain(own.filter(|name| panel.name.as_ref() != Some(*name))) {
                y = paragraph(texts, wrapped(name, TextRole::Name, width, frame), TextRole::Name, left, y);
            }
        }
        NamesStand::InRows => {
            for (at, line) in panel.lines.iter().enumerate() {
                let role = TextRole::Name;
                let area = Area { left, top: y, right: left + SAMPLE - 6.0, bottom: y + role.line_height() };
                samples.push(PlacedSample { of: SampleOf::Line(at, line.dash), area });
                let before = texts.len();
                let lines = wrapped(&line.name, role, width - SAMPLE, frame);
                y = paragraph(texts, lines, role, left + SAMPLE, y) + 2.0;
                texts[before..].iter_mut().for_each(|text| text.of_line = Some(at));
            }
        }
        NamesStand::Beside => {}
    }
    y
}
