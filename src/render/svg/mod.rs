//! A chart as SVG: legible in a column of 360 pixels, in print, in the dark, without colours, and read aloud.

use std::io::{self, Write};

use crate::chart::Chart;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvgOptions<'a> {
    /// How wide it is, in pixels; never less than 240.
    pub width: u32,
    /// The beginning of its ids, which must be one of a kind in a page: letters and digits.
    pub id: &'a str,
    /// Where its style stands.
    pub style: SvgStyle,
}

/// Where the style of a drawing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgStyle {
    /// In the drawing: a file of its own.
    Inside,
    /// In the page that it is part of, which holds [`STYLE`].
    OfThePage,
}

/// The style of all drawings, for a page that holds some.
pub const STYLE: &str = "";

/// Writes a chart.
///
/// # Errors
/// What writing meets.
pub fn chart(out: &mut dyn Write, chart: &Chart, options: SvgOptions<'_>) -> io::Result<()> {
    let _ = (chart, options);
    writeln!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
}
