//! Which parts of a drawing are taken, to be asked quickly however many there are.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Area;

/// Areas, by the squares of a grid that they touch.
#[derive(Debug, Default)]
pub struct Occupied {
    squares: HashMap<(i32, i32), Vec<(Area, TakenBy)>, FxBuildHasher>,
}

/// What takes an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakenBy {
    /// A line: a text over it can be read, but is better elsewhere.
    Stroke,
    /// A rule, a bracket, or a line that leads to a label.
    Rule,
    /// A mark: a text over it hides it.
    Mark,
    /// Another text.
    Text,
}

/// How wide a square is.
const SQUARE: f64 = 32.0;
/// How far texts stand apart at least, side by side and one above the other, so that two are not read as one.
const BETWEEN_TEXTS: (f64, f64) = (10.0, 4.0);

impl Occupied {
    /// Takes an area.
    pub fn take(&mut self, area: Area, by: TakenBy) {
        for square in squares(&area) {
            self.squares.entry(square).or_default().push((area, by));
        }
    }

    /// Takes an area for a text, with the gap to the next one.
    pub fn take_text(&mut self, area: Area) {
        let (across, down) = BETWEEN_TEXTS;
        let (left, right) = (area.left - across, area.right + across);
        self.take(Area { left, right, top: area.top - down, bottom: area.bottom + down }, TakenBy::Text);
    }

    /// Whether no mark but `own`, and what lies upon it, comes as near to an area as `distance`.
    pub fn is_apart(&self, area: &Area, distance: f64, own: &Area) -> bool {
        let (around, own) = (area.grown(distance), own.grown(0.5));
        squares(&around).all(|square| {
            let taken = self.squares.get(&square).map_or(&[][..], Vec::as_slice);
            let is_other = |(other, what): &&(Area, TakenBy)| *what == TakenBy::Mark && !own.holds(other);
            taken.iter().filter(is_other).all(|(other, _)| other.distance(area) > distance)
        })
    }

    /// Whether an area is free of everything from `by` on: of texts alone, of texts and marks, or of strokes too.
    pub fn is_free(&self, area: &Area, by: TakenBy) -> bool {
        squares(area).all(|square| {
            let taken = self.squares.get(&square).map_or(&[][..], Vec::as_slice);
            !taken.iter().any(|(other, what)| *what >= by && other.meets(area))
        })
    }
}

fn squares(area: &Area) -> impl Iterator<Item = (i32, i32)> + use<> {
    let square = |at: f64| (at / SQUARE).floor() as i32;
    let (left, right) = (square(area.left), square(area.right));
    let (top, bottom) = (square(area.top), square(area.bottom));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}
