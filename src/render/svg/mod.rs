//! A chart as SVG: legible in a column of 360 pixels, in print, in the dark, without colours, and read aloud.

mod field;
mod marks;
mod measure;
mod metadata;
mod shapes;
#[cfg(test)]
mod tests;
mod texts;
mod xml;

use std::io::{self, Write};

use crate::chart::Chart;
use crate::chart::layout::{ChartLayout, DrawingFrame};

pub use measure::measure;
use xml::Xml;

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

/// The style of all drawings, for a page that holds some. All of it is about elements within `.tollbook-chart`.
pub const STYLE: &str = include_str!("style.css");

/// Writes a chart.
///
/// # Errors
/// What writing meets.
pub fn chart(out: &mut dyn Write, chart: &Chart, options: SvgOptions<'_>) -> io::Result<()> {
    let layout = layout(chart, options.width);
    let (width, height) = (shapes::number(layout.width), shapes::number(layout.height));
    let (title, desc) = (format!("{}-title", options.id), format!("{}-desc", options.id));
    let mut xml = Xml::to(out);
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "tollbook-chart"),
            ("width", &width),
            ("height", &height),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("role", "img"),
            ("aria-labelledby", &title),
            ("aria-describedby", &desc),
            ("direction", "ltr"),
        ],
    )?;
    xml.verbatim("\n")?;
    xml.element("title", &[("id", &title)], &chart.title)?;
    xml.element("desc", &[("id", &desc)], &chart.alt)?;
    if options.style == SvgStyle::Inside {
        metadata::metadata(&mut xml, chart)?;
        xml.open("style", &[])?;
        xml.verbatim(STYLE)?;
        xml.close("style")?;
    }
    xml.empty("rect", &[("class", "paper"), ("width", &width), ("height", &height)])?;
    for (panel, field) in chart.panels.iter().zip(&layout.fields) {
        field::field(&mut xml, panel, field)?;
    }
    layout.samples.iter().try_for_each(|sample| shapes::sample(&mut xml, sample, chart.counts.spacing))?;
    layout.texts.iter().try_for_each(|text| texts::text(&mut xml, text, texts::TextGround::Paper))?;
    xml.close("svg")
}

/// Where everything stands in a drawing of a width in pixels.
pub fn layout(chart: &Chart, width: u32) -> ChartLayout {
    ChartLayout::of(chart, DrawingFrame { width: f64::from(width), measure: &measure })
}
