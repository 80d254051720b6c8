//! The chart of a series in its page: drawn for wide and for narrow screens, and the same as a table.

use maud::{Markup, PreEscaped, html};

use crate::chart::{Chart, ChartOptions};
use crate::render::svg::{self, SvgOptions, SvgStyle};
use crate::report::address::PageId;
use crate::report::pages::parts::ROWS;
use crate::report::pictured::PictureReport;
use crate::report::timeline::TimelineReport;

use super::pieces::Drawing;
use super::timeline::points;

/// How wide the two drawings are, in pixels.
const WIDE: u32 = 800;
const NARROW: u32 = 328;

pub fn chart(drawing: Drawing<'_>, series: Option<&PageId>, picture: &PictureReport) -> Markup {
    let timeline = &picture.timeline;
    let first =
        TimelineReport { points: timeline.points.iter().take(ROWS).cloned().collect(), ..timeline.clone() };
    let more = timeline.points.len().saturating_sub(ROWS);
    let whole = match series {
        Some(PageId::Series(id)) => drawing.addressing.href(&drawing.at.to(PageId::Timeline(*id))),
        _ => None,
    };
    html! {
        section aria-labelledby="over-time" {
            h2 #over-time { "Over time" }
            figure.chart {
                div.wide { (drawn(picture, WIDE, "wide")) }
                div.narrow { (drawn(picture, NARROW, "narrow")) }
            }
            details {
                summary { "The same as a table" }
                (points(drawing, &first))
                @if more > 0 { p { "And " (more) " more." } }
            }
            @if let Some(whole) = whole { p { a href=(whole) { "The table alone" } } }
        }
    }
}

/// The chart as SVG, whose texts are escaped and made visible as it is written.
fn drawn(picture: &PictureReport, width: u32, id: &str) -> Markup {
    let chart = Chart::of(picture, ChartOptions::of_width(width as usize));
    let mut out = Vec::new();
    match svg::chart(&mut out, &chart, SvgOptions { width, id, style: SvgStyle::OfThePage }) {
        Ok(()) => PreEscaped(String::from_utf8_lossy(&out).into_owned()),
        Err(_) => html! {}, // nothing is written past memory, which does not fail
    }
}
