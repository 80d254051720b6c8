//! Where everything of a chart stands in a drawing of a given width: the field of each panel, and every text with its place.
//! No text covers another.

mod below;
mod candidates;
mod column;
mod field;
mod grid;
mod names;
mod occupied;
pub mod spots;
#[cfg(test)]
mod tests;
mod text;
mod wanted;

use serde::Serialize;

use super::Chart;
use super::parts::{Dash, KeySort};
use super::scale::{CountScale, DayScale};

pub use text::TextRole;

/// How wide a drawing is, and how wide its letters are.
#[derive(Clone, Copy)]
pub struct DrawingFrame<'f> {
    /// The width, in units of the drawing.
    pub width: f64,
    /// How wide a text is, in the same units.
    pub measure: &'f dyn Fn(&str, TextRole) -> f64,
}

/// A chart with everything at its place. From the left and from the top, in units of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartLayout {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The texts above and below the panels.
    pub texts: Vec<PlacedText>,
    /// The panels of the chart, in their order.
    pub fields: Vec<PanelField>,
    /// The samples beside the texts of the key.
    pub samples: Vec<PlacedSample>,
}

/// A panel at its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PanelField {
    /// From the first day to the last, and from the lowest count to the highest.
    pub plot: Area,
    /// Where words without a number stand, if there are any: the height of their marks.
    pub words_at: Option<f64>,
    /// The scale of days.
    pub days: DayScale,
    /// The scale of counts.
    pub counts: CountScale,
    /// The heights of the lines of the grid.
    pub grid: Vec<f64>,
    /// The places of the ticks of days.
    pub day_ticks: Vec<f64>,
    /// Its name and the labels of its scales.
    pub texts: Vec<PlacedText>,
    /// The samples of its lines, where their names do not stand beside them.
    pub samples: Vec<PlacedSample>,
    /// What is written beside its marks, rules and brackets.
    pub labels: Vec<PlacedLabel>,
    /// The brackets of the panel.
    pub brackets: Vec<PlacedBracket>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Area {
    /// Its left side.
    pub left: f64,
    /// Its upper side.
    pub top: f64,
    /// Its right side.
    pub right: f64,
    /// Its lower side.
    pub bottom: f64,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedText {
    /// The text.
    pub text: String,
    /// What it is.
    pub role: TextRole,
    /// Where its anchor is.
    pub x: f64,
    /// Where it stands: its base line.
    pub y: f64,
    /// Which part of it is at `x`.
    pub anchor: TextAnchor,
    /// The line whose it is: a place in the lines of its panel.
    pub of_line: Option<usize>,
}

/// Which part of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextAnchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// What is written beside a mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedLabel {
    /// What it covers.
    pub area: Area,
    /// Its lines.
    pub texts: Vec<PlacedText>,
    /// From the mark to the label, where it does not stand next to it.
    pub leader: Option<Leader>,
}

/// A thin line from a mark to its label.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Leader {
    /// Where it begins: across, down.
    pub from: [f64; 2],
    /// Where it ends.
    pub to: [f64; 2],
}

/// A bracket.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlacedBracket {
    /// Where its upright stands.
    pub x: f64,
    /// How high its upper end is.
    pub top: f64,
    /// How high its lower end is.
    pub bottom: f64,
}

/// A sample of a mark or a line, in a box beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlacedSample {
    /// What it is a sample of.
    pub of: SampleOf,
    /// Its box.
    pub area: Area,
}

/// What is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleOf {
    /// A sort of mark.
    Sort(KeySort),
    /// A line of a panel, by its place and its dash.
    Line(usize, Dash),
}

/// How far the first and the last day stand from the sides of a field, so that their marks cover nothing beside it.
const INSET: f64 = 12.0;
/// How much room there is above the highest count of a field, for arrows and labels.
const HEADROOM: f64 = 38.0;

impl Area {
    /// Whether two areas have more than an edge in common.
    pub fn meets(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The area with so much more on each side.
    pub fn grown(&self, by: f64) -> Area {
        let Area { left, top, right, bottom } = *self;
        Area { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
    }

    /// How far another area is away; zero where they meet.
    pub fn distance(&self, other: &Area) -> f64 {
        let across = (other.left - self.right).max(self.left - other.right).max(0.0);
        let down = (other.top - self.bottom).max(self.top - other.bottom).max(0.0);
        across.hypot(down)
    }

    /// Whether the other lies within this one.
    pub fn holds(&self, other: &Area) -> bool {
        let rounding = 0.01;
        self.left <= other.left + rounding
            && other.right <= self.right + rounding
            && self.top <= other.top + rounding
            && other.bottom <= self.bottom + rounding
    }
}

impl PanelField {
    /// Where a day stands.
    pub fn x(&self, day: i32) -> f64 {
        self.plot.left + INSET + self.days.at(day) * (self.plot.right - self.plot.left - 2.0 * INSET)
    }

    /// Where a count stands.
    pub fn y(&self, count: u64) -> f64 {
        self.plot.bottom - self.counts.at(count) * (self.plot.bottom - self.plot.top)
    }

    /// How wide a day is.
    pub fn day_width(&self) -> f64 {
        (self.plot.right - self.plot.left - 2.0 * INSET) / f64::from(self.days.last - self.days.first)
    }
}

impl ChartLayout {
    /// Puts everything at its place.
    pub fn of(chart: &Chart, frame: DrawingFrame<'_>) -> ChartLayout {
        grid::layout(chart, frame)
    }
}
