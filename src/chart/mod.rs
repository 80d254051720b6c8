//! The geometry of pictures: marks, scales and labels as plain values. No pixels, no formats: what draws them is elsewhere.

mod caption;
mod key;
pub mod layout;
mod lines;
mod made;
pub mod parts;
pub mod scale;
mod thin;

use serde::Serialize;

use crate::report::lists::Table;
use crate::report::pictured::{PictureOrigin, PictureReport};

use parts::Panel;
use scale::{CountScale, DayScale};

/// A picture of one series.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// What is counted and where.
    pub title: String,
    /// What the numbers and the days are.
    pub subtitle: String,
    /// One, or one an authority where there are many; all on the same two scales.
    pub panels: Vec<Panel>,
    /// From left to right.
    pub days: DayScale,
    /// From bottom to top.
    pub counts: CountScale,
    /// What the marks mean, of those that are drawn, in the order in which they are explained.
    pub key: Vec<parts::KeyEntry>,
    /// Who said it, as of when, how far they agree; then who printed it, and of which state of the store it is.
    pub caption: Vec<String>,
    /// What it shows, in plain words.
    pub alt: String,
    /// The question in words, for the metadata of a file.
    pub question: String,
    /// What made it.
    pub origin: Option<PictureOrigin>,
    /// The same figures as a table.
    #[serde(skip)]
    pub table: Table,
}

/// How a chart is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartOptions {
    /// How counts are set out.
    pub spacing: Spacing,
    /// Into how many steps the days are parted at most where there are too many marks: as many as the drawing is wide. In
    /// each the first, last, lowest and highest mark of a line stay, and all that say more than a number.
    pub columns: usize,
}

/// How counts are set out on their scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spacing {
    /// The same distance for the same number of people, from zero on.
    Linear,
    /// The same distance for the same multiple. Zero has a line of its own below.
    Logarithmic,
}

impl ChartOptions {
    /// A linear chart for a drawing of so many columns: pixels, or letters of a terminal.
    pub fn of_width(columns: usize) -> ChartOptions {
        ChartOptions { spacing: Spacing::Linear, columns }
    }
}

impl Chart {
    /// The chart of a series.
    pub fn of(report: &PictureReport, options: ChartOptions) -> Chart {
        made::chart(report, options)
    }
}
