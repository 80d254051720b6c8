//! The whole drawing: the title, the panels in rows, and what stands below them.

use super::below::below;
use super::field::{Room, fielded, in_words};
use super::text::{TextRole, paragraph, wrapped};
use super::{ChartLayout, DrawingFrame};
use crate::chart::Chart;
use crate::chart::parts::Panel;

/// The narrowest drawing.
const NARROWEST: f64 = 240.0;
/// The margin around everything.
const MARGIN: f64 = 12.0;
/// How far panels lie apart.
const GAP: f64 = 18.0;
/// How wide each of a few panels is at least, and each of many.
const FEW: f64 = 210.0;
const MANY: f64 = 150.0;
/// How many are a few.
const A_FEW: usize = 4;
/// How high the field of each of several panels is.
const PANEL_HEIGHT: f64 = 110.0;
/// How many panels stand side by side at most.
const BESIDE: usize = 3;

/// Puts everything at its place.
pub fn layout(chart: &Chart, frame: DrawingFrame<'_>) -> ChartLayout {
    let frame = DrawingFrame { width: frame.width.max(NARROWEST), ..frame };
    let inner = frame.width - 2.0 * MARGIN;
    let (texts, fields, samples) = (Vec::new(), Vec::new(), Vec::new());
    let mut layout = ChartLayout { width: frame.width, height: MARGIN, texts, fields, samples };
    for (text, role) in [(&chart.title, TextRole::Title), (&chart.subtitle, TextRole::Subtitle)] {
        let lines = wrapped(text, role, inner, frame);
        layout.height = paragraph(&mut layout.texts, lines, role, MARGIN, layout.height);
    }
    layout.height += 10.0;
    let mut left_over = Vec::new();
    match chart.panels.as_slice() {
        [] => nothing(&mut layout, inner, frame),
        [panel] => {
            let height = (frame.width * 0.42).clamp(190.0, 340.0);
            let room = Room { left: MARGIN, top: layout.height, width: inner, height, name_height: 0.0 };
            let one = fielded(chart, panel, room, frame);
            layout.height = one.bottom;
            left_over.extend(one.left_over);
            layout.fields.push(one.field);
        }
        _ => left_over.extend(several(&mut layout, chart, inner, frame)),
    }
    layout.height += 12.0;
    below(&mut layout, chart, &in_words(&left_over), (MARGIN, inner), frame);
    layout.height = (layout.height + MARGIN).ceil();
    layout
}

fn nothing(layout: &mut ChartLayout, inner: f64, frame: DrawingFrame<'_>) {
    let lines = wrapped("No figure holds for these days.", TextRole::Subtitle, inner, frame);
    layout.height = paragraph(&mut layout.texts, lines, TextRole::Subtitle, MARGIN, layout.height);
}

/// Panels in rows; gives back what had no room beside its mark.
fn several(
    layout: &mut ChartLayout,
    chart: &Chart,
    inner: f64,
    frame: DrawingFrame<'_>,
) -> Vec<(i32, String)> {
    let narrowest = if chart.panels.len() > A_FEW { MANY } else { FEW };
    let fitting = ((inner + GAP) / (narrowest + GAP)).floor() as usize;
    let columns = fitting.clamp(1, BESIDE).min(chart.panels.len());
    let width = (inner - GAP * (columns as f64 - 1.0)) / columns as f64;
    let mut left_over = Vec::new();
    for row in chart.panels.chunks(columns) {
        let top = layout.height;
        let lines = |panel: &Panel| {
            panel.name.as_ref().map_or(0, |name| wrapped(name, TextRole::Name, width, frame).len())
        };
        let most = row.iter().map(lines).max().unwrap_or(0);
        let name_height = TextRole::Name.line_height() * most as f64;
        for (at, panel) in row.iter().enumerate() {
            let left = MARGIN + (width + GAP) * at as f64;
            let one =
                fielded(chart, panel, Room { left, top, width, height: PANEL_HEIGHT, name_height }, frame);
            layout.height = layout.height.max(one.bottom);
            left_over.extend(one.left_over);
            layout.fields.push(one.field);
        }
        layout.height += GAP;
    }
    layout.height -= GAP;
    left_over
}
