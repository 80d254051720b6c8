//! What stands below the panels: what had no room beside its mark, the key, and the caption.

use super::text::{TextRole, paragraph, widest, wrapped};
use super::{Area, ChartLayout, DrawingFrame, PlacedSample, SampleOf};
use crate::chart::Chart;

/// How many texts that had no room are written out.
const WRITTEN_OUT: usize = 10;
/// How wide a sample of the key is.
const SAMPLE: f64 = 26.0;
/// From how wide a drawing on the key has two columns.
const TWO_COLUMNS: f64 = 520.0;

/// Writes all of it into a layout.
pub fn below(
    layout: &mut ChartLayout,
    chart: &Chart,
    left_over: &[String],
    (left, width): (f64, f64),
    frame: DrawingFrame<'_>,
) {
    notes(layout, left_over, (left, width), frame);
    key(layout, chart, (left, width), frame);
    for text in &chart.caption {
        let lines = wrapped(text, TextRole::Caption, width, frame);
        layout.height = paragraph(&mut layout.texts, lines, TextRole::Caption, left, layout.height) + 2.0;
    }
}

fn notes(layout: &mut ChartLayout, left_over: &[String], (left, width): (f64, f64), frame: DrawingFrame<'_>) {
    let more = left_over.len().saturating_sub(WRITTEN_OUT);
    let more = (more > 0).then(|| format!("and {more} more, in the table of the same figures"));
    for text in left_over.iter().take(WRITTEN_OUT).chain(&more) {
        let lines = wrapped(text, TextRole::Caption, width, frame);
        layout.height = paragraph(&mut layout.texts, lines, TextRole::Caption, left, layout.height);
    }
    if !left_over.is_empty() {
        layout.height += 8.0;
    }
}

fn key(layout: &mut ChartLayout, chart: &Chart, (left, width): (f64, f64), frame: DrawingFrame<'_>) {
    let role = TextRole::Caption;
    let columns = if width >= TWO_COLUMNS && chart.key.len() > 1 { 2 } else { 1 };
    let gap = 16.0;
    let own = (width - gap * (columns as f64 - 1.0)) / columns as f64;
    for row in chart.key.chunks(columns) {
        let top = layout.height;
        let mut bottom = top;
        for (at, entry) in row.iter().enumerate() {
            let left = left + (own + gap) * at as f64;
            let area = Area { left, top, right: left + SAMPLE - 6.0, bottom: top + role.line_height() };
            layout.samples.push(PlacedSample { of: SampleOf::Sort(entry.sort), area });
            let lines = wrapped(entry.words, role, own - SAMPLE, frame);
            debug_assert!(widest(&lines, role, frame) <= own, "a word of the key is wider than its column");
            bottom = bottom.max(paragraph(&mut layout.texts, lines, role, left + SAMPLE, top));
        }
        layout.height = bottom + 2.0;
    }
    if !chart.key.is_empty() {
        layout.height += 8.0;
    }
}
