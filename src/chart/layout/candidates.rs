//! Labels beside marks: the most important first, each at the first place near its mark that is free.

use super::occupied::{Occupied, TakenBy};
use super::text::{TextRole, widest, wrapped};
use super::{Area, DrawingFrame, Leader, PlacedLabel, PlacedText, TextAnchor};

/// A label that wants a place.
#[derive(Clone, Debug)]
pub struct WantedLabel {
    /// Where its mark is: across, down.
    pub at: [f64; 2],
    /// How far the mark reaches above, below and beside that place.
    pub reach: MarkReach,
    /// Its texts, the fullest version first.
    pub versions: Vec<Vec<(String, TextRole)>>,
    /// Where it is sought first.
    pub side: FirstSide,
    /// What is placed before what: the lowest first.
    pub rank: u8,
    /// How far it is sought for.
    pub effort: Effort,
    /// The line of its panel that it belongs to.
    pub of_line: Option<usize>,
}

/// How far a mark reaches from its place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MarkReach {
    /// Upwards.
    pub up: f64,
    /// Downwards.
    pub down: f64,
}

/// How far a place for a label is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Next to its mark, over nothing.
    OnlyNear,
    /// Also further away, and over lines.
    Any,
}

/// Where a label is sought first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstSide {
    /// Above its mark.
    Above,
    /// On its right.
    Right,
}

/// A label whose place is not yet decided: its texts in lines, and how large it is.
pub struct SizedLabel {
    lines: Vec<(String, TextRole)>,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// How far a label stands from its mark.
const GAP: f64 = 5.0;
/// From how far on a line leads from a mark to its label.
const NEAR: f64 = 10.0;
/// How many further rows above and below a mark are tried.
const ROWS: i32 = 4;

/// Finds a place for a label within an area, and says which of its versions it has; `None` where none is free.
pub fn place(
    wanted: &WantedLabel,
    within: &Area,
    widest_line: f64,
    occupied: &mut Occupied,
    frame: DrawingFrame<'_>,
) -> Option<(PlacedLabel, usize)> {
    let strictness: &[TakenBy] = match wanted.effort {
        Effort::OnlyNear => &[TakenBy::Stroke],
        Effort::Any => &[TakenBy::Stroke, TakenBy::Mark],
    };
    for (number, version) in wanted.versions.iter().enumerate() {
        let sized = SizedLabel::of(version, widest_line, frame);
        for by in strictness {
            let found = candidates(wanted, &sized)
                .into_iter()
                .find(|candidate| within.holds(&candidate.area) && occupied.is_free(&candidate.area, *by));
            if let Some(candidate) = found {
                occupied.take(candidate.area, TakenBy::Text);
                return Some((candidate.label(sized, wanted), number));
            }
        }
    }
    None
}

impl SizedLabel {
    /// A version of a label in lines that are no wider than they may be.
    pub fn of(version: &[(String, TextRole)], most: f64, frame: DrawingFrame<'_>) -> SizedLabel {
        let mut lines = Vec::new();
        let mut width: f64 = 0.0;
        for (text, role) in version {
            let broken = wrapped(text, *role, most, frame);
            width = width.max(widest(&broken, *role, frame));
            lines.extend(broken.into_iter().map(|line| (line, *role)));
        }
        let height = lines.iter().map(|(_, role)| role.line_height()).sum();
        SizedLabel { lines, width, height }
    }

    /// How far below its upper side the middle of its first line is.
    pub fn first_middle(&self) -> f64 {
        self.lines.first().map_or(0.0, |(_, role)| role.line_height() / 2.0)
    }

    /// Its lines within an area.
    pub fn texts(self, area: &Area, anchor: TextAnchor, of_line: Option<usize>) -> Vec<PlacedText> {
        let x = match anchor {
            TextAnchor::Start => area.left,
            TextAnchor::Middle => (area.left + area.right) / 2.0,
            TextAnchor::End => area.right,
        };
        let mut line_top = area.top;
        let text = |(text, role): (String, TextRole)| {
            let y = line_top + role.ascent();
            line_top += role.line_height();
            PlacedText { text, role, x, y, anchor, of_line }
        };
        self.lines.into_iter().map(text).collect()
    }
}

/// The line from a mark to its label, where it is needed. `reach`: how far the mark itself reaches.
fn leader(from: [f64; 2], to: [f64; 2], reach: f64) -> Option<Leader> {
    let far = (to[0] - from[0]).hypot(to[1] - from[1]) - reach > NEAR;
    far.then_some(Leader { from, to })
}

/// A place that a label could have.
#[derive(Clone, Copy)]
struct LabelPlace {
    area: Area,
    anchor: TextAnchor,
}

/// All places that a label could have, the best first.
fn candidates(wanted: &WantedLabel, sized: &SizedLabel) -> Vec<LabelPlace> {
    let mut beside = beside(wanted, sized);
    let mut near = rows(wanted, sized, 0..1);
    let far = match wanted.effort {
        Effort::OnlyNear => Vec::new(),
        Effort::Any => rows(wanted, sized, 1..ROWS),
    };
    match wanted.side {
        FirstSide::Above => {
            near.extend(beside);
            near.extend(far);
            near
        }
        FirstSide::Right => {
            beside.extend(near);
            beside.extend(far);
            beside
        }
    }
}

/// On the right and on the left, in the middle of the mark first.
fn beside(wanted: &WantedLabel, sized: &SizedLabel) -> Vec<LabelPlace> {
    let ([x, y], half) = (wanted.at, sized.height / 2.0);
    let mut found = Vec::new();
    for shift in [0.0, -half, half, -2.0 * half, 2.0 * half] {
        for (left, anchor) in
            [(x + GAP + 2.0, TextAnchor::Start), (x - GAP - 2.0 - sized.width, TextAnchor::End)]
        {
            found.push(LabelPlace {
                area: Area {
                    left,
                    top: y - half + shift,
                    right: left + sized.width,
                    bottom: y + half + shift,
                },
                anchor,
            });
        }
    }
    // The right side is better at any height than the left.
    found.sort_by_key(|candidate| wanted.side == FirstSide::Right && candidate.anchor == TextAnchor::End);
    found
}

/// Above and below, in the middle, to the right, to the left.
fn rows(wanted: &WantedLabel, sized: &SizedLabel, rows: std::ops::Range<i32>) -> Vec<LabelPlace> {
    let [x, y] = wanted.at;
    let mut found = Vec::new();
    for row in rows {
        let away = f64::from(row) * 15.0;
        let above = y - wanted.reach.up - GAP - away - sized.height;
        let below = y + wanted.reach.down + GAP + away;
        for top in [above, below] {
            for (left, anchor) in [
                (x - sized.width / 2.0, TextAnchor::Middle),
                (x - sized.width + 3.0, TextAnchor::End),
                (x - 3.0, TextAnchor::Start),
            ] {
                let area = Area { left, top, right: left + sized.width, bottom: top + sized.height };
                found.push(LabelPlace { area, anchor });
            }
        }
    }
    found
}

impl LabelPlace {
    fn label(self, sized: SizedLabel, wanted: &WantedLabel) -> PlacedLabel {
        let Area { left, top, right, bottom } = self.area;
        let [across, down] = wanted.at;
        let to = [across.clamp(left, right), down.clamp(top, bottom)];
        let leader = leader(wanted.at, to, wanted.reach.up.max(wanted.reach.down));
        PlacedLabel { area: self.area, texts: sized.texts(&self.area, self.anchor, wanted.of_line), leader }
    }
}
