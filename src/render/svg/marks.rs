//! The lines and marks of one panel.

use std::collections::HashSet;
use std::io;

use rustc_hash::FxBuildHasher;

use super::shapes::{
    arrow_up, bar, cap, class, column, dash, number, path, point, some_day, tail_left, tick, words,
};
use super::xml::Xml;
use crate::chart::layout::spots::{MarkSize, size, spot, window};
use crate::chart::layout::{Area, PanelField};
use crate::chart::parts::{Fill, PlotLine, PlotMark, RiseKind, Shape, SpanOfDays, Stroke};

/// How large points are, and how large where they are many.
const RADIUS: f64 = 3.2;
const SMALL: f64 = 1.7;

/// Draws the strokes of a line.
pub fn strokes(xml: &mut Xml<'_>, field: &PanelField, at: usize, line: &PlotLine) -> io::Result<()> {
    let (mut steps, mut revised, mut tails) = (String::new(), String::new(), String::new());
    let mut pen = None;
    for stroke in &line.strokes {
        match *stroke {
            Stroke::Held { from, to, count } => {
                let (x, y, to) = (number(field.x(from)), number(field.y(count)), number(field.x(to)));
                go(&mut steps, &mut pen, &x, &y);
                steps.push_str(&format!("H{to}"));
                pen = Some((to, y));
            }
            Stroke::Unrenewed { from, to, count } => {
                let (x, y, to) = (number(field.x(from)), number(field.y(count)), number(field.x(to)));
                tails.push_str(&format!("M{x} {y}H{to}"));
            }
            Stroke::Rise { day, from, to, why } => {
                let (x, from, to) = (number(field.x(day)), number(field.y(from)), number(field.y(to)));
                go(&mut steps, &mut pen, &x, &from);
                steps.push_str(&format!("V{to}"));
                if why == RiseKind::Revision {
                    revised.push_str(&format!("M{x} {from}V{to}"));
                }
                pen = Some((x, to));
            }
        }
    }
    let own = at % 4;
    for (class, d) in [
        (format!("tail l{own}"), tails),
        (format!("step l{own} {}", dash(line.dash)), steps),
        (format!("revised l{own}"), revised),
    ] {
        if !d.is_empty() {
            path(xml, &class, &d)?;
        }
    }
    Ok(())
}

/// Moves the pen to a place, unless it is there.
fn go(path: &mut String, pen: &mut Option<(String, String)>, x: &str, y: &str) {
    if pen.as_ref().is_none_or(|(own_x, own_y)| own_x != x || own_y != y) {
        path.push_str(&format!("M{x} {y}"));
    }
}

/// Draws the marks of a line, and the ticks of those who said a number again.
pub fn marks(xml: &mut Xml<'_>, field: &PanelField, at: usize, line: &PlotLine) -> io::Result<()> {
    let ticks: HashSet<String, FxBuildHasher> = HashSet::default();
    let ticks = line.relays.iter().fold((ticks, String::new()), |(mut seen, mut d), relay| {
        let y = relay.count.map_or(field.words_at.unwrap_or(field.plot.bottom), |count| field.y(count));
        let one = tick((field.x(relay.day), y));
        if seen.insert(one.clone()) {
            d.push_str(&one);
        }
        (seen, d)
    });
    if !ticks.1.is_empty() {
        path(xml, &format!("relay l{}", at % 4), &ticks.1)?;
    }
    let mut drawn: HashSet<(Option<SpanOfDays>, i32, Shape, Fill), FxBuildHasher> = HashSet::default();
    for (place, mark) in line.marks.iter().enumerate() {
        let Some(size) = size(line, place) else { continue };
        if drawn.insert((mark.since, mark.day, mark.shape, mark.fill)) {
            self::mark(xml, field, (at, mark), if size == MarkSize::Small { SMALL } else { RADIUS })?;
        }
    }
    Ok(())
}

fn mark(
    xml: &mut Xml<'_>,
    field: &PanelField,
    (line, mark): (usize, &PlotMark),
    size: f64,
) -> io::Result<()> {
    let class = class(line, mark.fill);
    let open = format!("mark l{} open", line % 4);
    let [x, y] = spot(field, mark);
    if let Some(SpanOfDays::SomeDay(from)) = mark.since {
        some_day(xml, &format!("relay l{}", line % 4), (field.x(from), x), y)?;
    }
    if mark.at_the_latest {
        tail_left(xml, &open, (x, y))?;
    }
    if let Some(ends) = window(field, mark) {
        return in_window(xml, field, (line, mark), ends);
    }
    match mark.shape {
        Shape::Point { .. } => point(xml, &class, (x, y), size),
        Shape::AtLeast { .. } => {
            arrow_up(xml, &open, (x, y))?;
            point(xml, &class, (x, y), size)
        }
        Shape::UpTo { .. } => cap(xml, &open, (x, y)),
        Shape::Bar { low, high, point: one } => {
            bar(xml, &open, x, (field.y(high), field.y(low)))?;
            one.map_or(Ok(()), |one| point(xml, &class, (x, field.y(one)), size))
        }
        Shape::Words => words(xml, &open, (x, y)),
    }
}

/// A number over its window: a column from zero, or a line where the scale has no zero below it.
fn in_window(
    xml: &mut Xml<'_>,
    field: &PanelField,
    (line, mark): (usize, &PlotMark),
    [left, right]: [f64; 2],
) -> io::Result<()> {
    let (own, [x, y]) = (line % 4, spot(field, mark));
    let gap = ((right - left) * 0.08).min(2.0);
    let (left, right) = (left + gap, right - gap);
    let open = format!("mark l{own} open");
    let across = |y: f64| format!("M{} {}H{}", number(left), number(y), number(right));
    let area = Area { left, top: y, right, bottom: field.plot.bottom };
    let column = |xml: &mut Xml<'_>| column(xml, field.counts.spacing, (own, mark.fill), area);
    match mark.shape {
        Shape::Point { .. } => column(xml),
        Shape::AtLeast { .. } => {
            column(xml)?;
            arrow_up(xml, &open, (x, y))
        }
        Shape::UpTo { .. } => {
            path(xml, &open, &across(y))?;
            cap(xml, &open, (x, y))
        }
        Shape::Bar { low, high, point: one } => {
            let both = [high, low].map(|end| across(field.y(end))).concat();
            path(xml, &open, &both)?;
            bar(xml, &open, x, (field.y(high), field.y(low)))?;
            one.map_or(Ok(()), |one| point(xml, &class(line, mark.fill), (x, field.y(one)), RADIUS))
        }
        Shape::Words => words(xml, &open, (x, y)),
    }
}
