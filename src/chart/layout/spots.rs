//! What the marks and lines of a panel take of its field, and where the line of a voice ends.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::candidates::MarkReach;
use super::occupied::{Occupied, TakenBy};
use super::{Area, PanelField};
use crate::chart::parts::{Fill, NoteKind, PlotLine, PlotMark, Shape, SpanOfDays, Stroke};

/// How far an arrow without an end reaches, whatever its number; and the stem below a cap.
pub const ARROW: f64 = 15.0;
/// How far a point reaches.
pub const POINT: f64 = 4.0;

/// From how many marks on a line is drawn without those of mere numbers: its steps show them.
const CROWDED: usize = 60;

/// How large a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkSize {
    /// As large as a mark is.
    Full,
    /// Smaller, among many.
    Small,
}

/// How large a mark of a line is drawn; `None` where the steps of the line show it.
pub fn size(line: &PlotLine, place: usize) -> Option<MarkSize> {
    let mark = line.marks.get(place)?;
    let says_more = mark.notes.iter().any(|note| note.kind != NoteKind::Number);
    let is_last = place + 1 == line.marks.len();
    if line.marks.len() <= CROWDED || says_more || is_last {
        return Some(MarkSize::Full);
    }
    let is_plain = matches!(mark.shape, Shape::Point { .. }) && mark.fill == Fill::Filled;
    let by_steps = is_plain && !line.strokes.is_empty() && place != 0;
    (!by_steps).then_some(MarkSize::Small)
}

/// What a mark covers.
pub fn covered(field: &PanelField, mark: &PlotMark) -> Area {
    let ([x, y], reach) = (spot(field, mark), reach(field, mark));
    Area { left: x - POINT, top: y - reach.up, right: x + POINT, bottom: y + reach.down }
}

/// Where a mark stands: across, down.
pub fn spot(field: &PanelField, mark: &PlotMark) -> [f64; 2] {
    let x = match mark.since {
        Some(SpanOfDays::Window(from)) => (field.x(from) + field.x(mark.day)) / 2.0,
        Some(SpanOfDays::SomeDay(_)) | None => field.x(mark.day),
    };
    let y = match mark.shape {
        Shape::Point { count } | Shape::AtLeast { count } | Shape::UpTo { count } => field.y(count),
        Shape::Bar { high, point: None, .. } => field.y(high),
        Shape::Bar { point: Some(point), .. } => field.y(point),
        Shape::Words => field.words_at.unwrap_or(field.plot.bottom),
    };
    [x, y]
}

/// From where to where the window of a mark goes: all of its days.
pub fn window(field: &PanelField, mark: &PlotMark) -> Option<[f64; 2]> {
    let Some(SpanOfDays::Window(from)) = mark.since else { return None };
    let half = field.day_width() / 2.0;
    Some([field.x(from) - half, field.x(mark.day) + half])
}

/// How far a mark reaches above and below its spot.
pub fn reach(field: &PanelField, mark: &PlotMark) -> MarkReach {
    let [_, y] = spot(field, mark);
    match mark.shape {
        Shape::Point { .. } => MarkReach { up: POINT, down: POINT },
        Shape::AtLeast { .. } => MarkReach { up: ARROW + 2.0, down: POINT },
        Shape::UpTo { .. } => MarkReach { up: 2.0, down: ARROW },
        Shape::Bar { low, high, .. } => {
            MarkReach { up: y - field.y(high) + 2.0, down: field.y(low) - y + 2.0 }
        }
        Shape::Words => MarkReach { up: POINT, down: POINT },
    }
}

/// Takes what the lines and marks of a panel cover; what covers the same again is taken once.
pub fn take_all(field: &PanelField, lines: &[PlotLine], occupied: &mut Occupied) {
    let mut taken: HashSet<[i32; 4], FxBuildHasher> = HashSet::default();
    let mut take = |area: Area, by: TakenBy| {
        let corner = |at: f64| (at * 2.0).round() as i32;
        if taken.insert([corner(area.left), corner(area.top), corner(area.right), corner(area.bottom)]) {
            occupied.take(area, by);
        }
    };
    for line in lines {
        line.strokes.iter().for_each(|stroke| take(covered_by(field, *stroke), TakenBy::Stroke));
        for (place, mark) in line.marks.iter().enumerate() {
            if size(line, place).is_some() {
                take(covered(field, mark), TakenBy::Mark);
            }
            if let Some([left, right]) = window(field, mark) {
                let [_, top] = spot(field, mark);
                take(Area { left, top, right, bottom: field.plot.bottom }, TakenBy::Stroke);
            }
        }
    }
}

fn covered_by(field: &PanelField, stroke: Stroke) -> Area {
    let (left, right, a, b) = match stroke {
        Stroke::Held { from, to, count } | Stroke::Unrenewed { from, to, count } => {
            (field.x(from), field.x(to), count, count)
        }
        Stroke::Rise { day, from, to, .. } => (field.x(day), field.x(day), from.max(to), from.min(to)),
    };
    Area { left: left - 1.0, top: field.y(a) - 1.0, right: right + 1.0, bottom: field.y(b) + 1.0 }
}

/// Where the line of a voice ends: where its last number is too old, else at its last mark.
pub fn end(field: &PanelField, line: &PlotLine) -> Option<[f64; 2]> {
    let last = line.marks.last()?;
    let [x, y] = spot(field, last);
    let held = match line.strokes.last() {
        Some(Stroke::Unrenewed { to, .. } | Stroke::Held { to, .. }) => field.x(*to),
        Some(Stroke::Rise { .. }) | None => x,
    };
    Some([held.max(x), y])
}
