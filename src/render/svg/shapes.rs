//! The shapes of marks, at a place given in pixels; and their samples beside the key.

use std::io;

use super::xml::Xml;
use crate::chart::Spacing;
use crate::chart::layout::spots::ARROW;
use crate::chart::layout::{Area, PlacedSample, SampleOf};
use crate::chart::parts::{Dash, Fill, KeySort};

/// How wide a cap is to each side.
const CAP: f64 = 5.0;
/// From how narrow on a column is drawn without its edges.
const NARROW: f64 = 4.0;

/// A number of pixels, to a tenth.
pub fn number(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// The class of a mark of a line.
pub fn class(line: usize, fill: Fill) -> String {
    match fill {
        Fill::Filled => format!("mark l{0} f{0}", line % 4),
        Fill::Hollow => format!("mark l{} hollow", line % 4),
    }
}

/// The word for a dash in the style.
pub fn dash(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Long => "long",
        Dash::Dotted => "dotted",
        Dash::DashDot => "dash_dot",
    }
}

/// A point.
pub fn point(xml: &mut Xml<'_>, class: &str, (x, y): (f64, f64), radius: f64) -> io::Result<()> {
    let (cx, cy, r) = (number(x), number(y), number(radius));
    xml.empty("circle", &[("class", class), ("cx", &cx), ("cy", &cy), ("r", &r)])
}

/// An arrow upwards without an end.
pub fn arrow_up(xml: &mut Xml<'_>, class: &str, (x, y): (f64, f64)) -> io::Result<()> {
    let tip = y - ARROW;
    let (left, right, wing) = (number(x - 3.5), number(x + 3.5), number(tip + 5.0));
    let (x, y, tip) = (number(x), number(y), number(tip));
    path(xml, class, &format!("M{x} {y}V{tip}M{left} {wing}L{x} {tip}L{right} {wing}"))
}

/// A cap with a stem below it.
pub fn cap(xml: &mut Xml<'_>, class: &str, (x, y): (f64, f64)) -> io::Result<()> {
    let (left, right, down) = (number(x - CAP), number(x + CAP), number(y + ARROW));
    let (x, y) = (number(x), number(y));
    path(xml, class, &format!("M{left} {y}H{right}M{x} {y}V{down}"))
}

/// A bar between two heights, with an end at each.
pub fn bar(xml: &mut Xml<'_>, class: &str, x: f64, (top, bottom): (f64, f64)) -> io::Result<()> {
    let (left, right) = (number(x - CAP + 1.0), number(x + CAP - 1.0));
    let (x, top, bottom) = (number(x), number(top), number(bottom));
    path(xml, class, &format!("M{left} {top}H{right}M{x} {top}V{bottom}M{left} {bottom}H{right}"))
}

/// A short tail to the left: at the latest this day.
pub fn tail_left(xml: &mut Xml<'_>, class: &str, (x, y): (f64, f64)) -> io::Result<()> {
    let tip = x - 11.0;
    let (up, down, wing) = (number(y - 2.5), number(y + 2.5), number(tip + 4.0));
    let (x, y, tip) = (number(x - 4.0), number(y), number(tip));
    path(xml, class, &format!("M{x} {y}H{tip}M{wing} {up}L{tip} {y}L{wing} {down}"))
}

/// A line over the days that a coarse date can mean, with an end at each.
pub fn some_day(xml: &mut Xml<'_>, class: &str, (from, to): (f64, f64), y: f64) -> io::Result<()> {
    let (up, down) = (number(y - 3.0), number(y + 3.0));
    let (from, to, y) = (number(from), number(to), number(y));
    path(xml, class, &format!("M{from} {up}V{down}M{from} {y}H{to}M{to} {up}V{down}"))
}

/// A bracket open to the left.
pub fn bracket(xml: &mut Xml<'_>, x: f64, (top, bottom): (f64, f64)) -> io::Result<()> {
    let left = number(x - 5.0);
    let (x, top, bottom) = (number(x), number(top), number(bottom));
    path(xml, "bracket", &format!("M{left} {top}H{x}V{bottom}H{left}"))
}

/// Anything that is drawn by lines.
pub fn path(xml: &mut Xml<'_>, class: &str, d: &str) -> io::Result<()> {
    xml.empty("path", &[("class", class), ("d", d)])
}

/// A rectangle.
pub fn rectangle(xml: &mut Xml<'_>, class: &str, area: Area) -> io::Result<()> {
    let (x, y) = (number(area.left), number(area.top));
    let (width, height) = (number(area.right - area.left), number(area.bottom - area.top));
    let attributes = [("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
    xml.empty("rect", &attributes)
}

/// What is drawn over the days of a window: a column, or a line at its upper side where the scale has no zero below it.
pub fn column(
    xml: &mut Xml<'_>,
    spacing: Spacing,
    (line, fill): (usize, Fill),
    area: Area,
) -> io::Result<()> {
    let open = match fill {
        Fill::Filled => format!("mark l{line} open"),
        Fill::Hollow => format!("mark l{line} open dotted"),
    };
    match (spacing, fill) {
        (Spacing::Logarithmic, _) => {
            let across = format!("M{} {}H{}", number(area.left), number(area.top), number(area.right));
            path(xml, &open, &across)
        }
        (Spacing::Linear, Fill::Filled) if area.right - area.left < NARROW => {
            let right = area.right.max(area.left + 1.0);
            rectangle(xml, &format!("spike f{line}"), Area { right, ..area })
        }
        (Spacing::Linear, Fill::Filled) => rectangle(xml, &format!("column l{line} f{line}"), area),
        (Spacing::Linear, Fill::Hollow) => rectangle(xml, &open, area),
    }
}

/// A sample in its box, for a drawing whose counts are so set out.
pub fn sample(xml: &mut Xml<'_>, sample: &PlacedSample, spacing: Spacing) -> io::Result<()> {
    let Area { left, top, right, bottom } = sample.area;
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let (across, mark, open) = (
        format!("M{} {}H{}", number(left), number(y), number(right)),
        class(0, Fill::Filled),
        "mark l0 open",
    );
    match sample.of {
        SampleOf::Line(line, style) => path(xml, &format!("step l{} {}", line % 4, dash(style)), &across),
        SampleOf::Sort(KeySort::AtLeast) => arrow_up(xml, open, (x, y + 7.0)),
        SampleOf::Sort(KeySort::UpTo) => cap(xml, open, (x, y - 7.0)),
        SampleOf::Sort(KeySort::Bar) => bar(xml, open, x, (y - 6.0, y + 6.0)),
        SampleOf::Sort(KeySort::About) => point(xml, &class(0, Fill::Hollow), (x, y), 3.2),
        SampleOf::Sort(KeySort::Unrenewed) => path(xml, "tail l0", &across),
        SampleOf::Sort(KeySort::AtTheLatest) => {
            tail_left(xml, open, (x + 5.0, y))?;
            point(xml, &mark, (x + 5.0, y), 3.2)
        }
        SampleOf::Sort(KeySort::SomeDay) => {
            some_day(xml, "relay l0", (left + 1.0, right - 5.0), y)?;
            point(xml, &mark, (right - 5.0, y), 3.2)
        }
        SampleOf::Sort(KeySort::Relay) => path(xml, "relay l0", &tick((x, y))),
        SampleOf::Sort(sort @ (KeySort::Window | KeySort::AboutWindow)) => {
            let fill = if sort == KeySort::Window { Fill::Filled } else { Fill::Hollow };
            let top = if spacing == Spacing::Linear { y - 6.0 } else { y };
            let area = Area { left: x - 5.0, top, right: x + 5.0, bottom: y + 6.0 };
            column(xml, spacing, (0, fill), area)
        }
        SampleOf::Sort(KeySort::Bracket) => bracket(xml, x + 2.0, (y - 6.0, y + 6.0)),
        SampleOf::Sort(KeySort::Words) => words(xml, open, (x, y)),
    }
}

/// The small tick of a relay, at a number.
pub fn tick((x, y): (f64, f64)) -> String {
    format!("M{} {}V{}", number(x), number(y - 6.5), number(y + 6.5))
}

/// The mark of words without a number: two strokes that stand for a text.
pub fn words(xml: &mut Xml<'_>, class: &str, (x, y): (f64, f64)) -> io::Result<()> {
    let (left, right, short) = (number(x - 4.0), number(x + 4.0), number(x + 1.5));
    path(xml, class, &format!("M{left} {}H{right}M{left} {}H{short}", number(y - 2.0), number(y + 2.0)))
}
