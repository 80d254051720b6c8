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
    /// What its mark covers, where it is the label of one.
    pub mark: Option<Area>,
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
/// How much nearer the middle of a label stands to its own mark than to any other, and how far all of it from others: where
/// the label is in line with its mark, and where it is not.
const IN_LINE: (f64, f64) = (2.0, 2.0);
const ASIDE: (f64, f64) = (8.0, 6.0);

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
        Effort::Any => &[TakenBy::Stroke, TakenBy::Rule],
    };
    for (number, version) in wanted.versions.iter().enumerate() {
        let sized = SizedLabel::of(version, widest_line, frame);
        for by in strictness {
            let is_good = |place: &LabelPlace| {
                within.holds(&place.area)
                    && occupied.is_free(&place.area, *by)
                    && place.belongs(wanted, occupied)
            };
            if let Some(place) = candidates(wanted, &sized).into_iter().find(is_good) {
                occupied.take_text(place.area);
                for point in place.on_leader(wanted) {
                    occupied.take(point, TakenBy::Rule);
                }
                return Some((place.label(sized, wanted), number));
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

/// On the right, then on the left: in the middle of the mark, and clear above and below what runs through it.
fn beside(wanted: &WantedLabel, sized: &SizedLabel) -> Vec<LabelPlace> {
    let ([x, y], half) = (wanted.at, sized.height / 2.0);
    let sides = [(x + GAP + 2.0, TextAnchor::Start), (x - GAP - 2.0 - sized.width, TextAnchor::End)];
    let mut found = Vec::new();
    for (left, anchor) in sides {
        for shift in [0.0, -half - CLEAR, half + CLEAR, -sized.height, sized.height] {
            let top = y - half + shift;
            let area = Area { left, top, right: left + sized.width, bottom: top + sized.height };
            found.push(LabelPlace { area, anchor });
        }
    }
    found
}

/// How far a label beside a mark stands from a line through it.
const CLEAR: f64 = 2.0;

/// Above and below: over the middle of the mark, then to the left and to the right.
fn rows(wanted: &WantedLabel, sized: &SizedLabel, rows: std::ops::Range<i32>) -> Vec<LabelPlace> {
    let [x, y] = wanted.at;
    let quarter = sized.width / 4.0;
    let mut found = Vec::new();
    for row in rows {
        let away = f64::from(row) * 15.0;
        let above = y - wanted.reach.up - GAP - away - sized.height;
        let below = y + wanted.reach.down + GAP + away;
        for top in [above, below] {
            for (left, anchor) in [
                (x - 2.0 * quarter, TextAnchor::Middle),
                (x - 3.0 * quarter, TextAnchor::Middle),
                (x - quarter, TextAnchor::Middle),
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
    /// Whether a reader sees whose label this is: it stands next to its own mark and to no other, or a line leads there
    /// over nothing else.
    fn belongs(&self, wanted: &WantedLabel, occupied: &Occupied) -> bool {
        let Some(own) = wanted.mark else { return true };
        if self.leader(wanted).is_some() {
            return self.on_leader(wanted).all(|point| occupied.is_free(&point, TakenBy::Rule));
        }
        let quarter = (self.area.right - self.area.left) / 4.0;
        let core = Area { left: self.area.left + quarter, right: self.area.right - quarter, ..self.area };
        let (nearer, away) = if self.is_in_line(wanted.at) { IN_LINE } else { ASIDE };
        occupied.is_apart(&core, core.distance(&own) + nearer, &own)
            && occupied.is_apart(&self.area, away, &own)
    }

    /// Whether it stands right above, below or beside a place.
    fn is_in_line(&self, [x, y]: [f64; 2]) -> bool {
        let Area { left, top, right, bottom } = self.area;
        ((left + right) / 2.0 - x).abs() < 1.0 || ((top + bottom) / 2.0 - y).abs() < 1.0
    }

    /// The line from a mark to its label, where it is needed.
    fn leader(&self, wanted: &WantedLabel) -> Option<Leader> {
        let Area { left, top, right, bottom } = self.area;
        let ([x, y], reach) = (wanted.at, wanted.reach.up.max(wanted.reach.down));
        let to = [x.clamp(left, right), y.clamp(top, bottom)];
        let is_far = (to[0] - x).hypot(to[1] - y) - reach > NEAR;
        is_far.then_some(Leader { from: wanted.at, to })
    }

    /// Small areas along that line, outside the mark and the label.
    fn on_leader(&self, wanted: &WantedLabel) -> impl Iterator<Item = Area> + use<> {
        const STEP: f64 = 3.0;
        let leader = self.leader(wanted);
        let own = wanted.mark.unwrap_or(self.area);
        let label = self.area;
        leader.into_iter().flat_map(move |Leader { from, to }| {
            let (across, down) = (to[0] - from[0], to[1] - from[1]);
            let steps = (across.hypot(down) / STEP).ceil().max(1.0);
            let point = move |at: u32| {
                let part = f64::from(at) / steps;
                let (x, y) = (from[0] + across * part, from[1] + down * part);
                Area { left: x, top: y, right: x, bottom: y }.grown(1.5)
            };
            let all = (0..=steps as u32).map(point);
            all.filter(move |point| !point.meets(&own) && !point.meets(&label))
        })
    }

    fn label(self, sized: SizedLabel, wanted: &WantedLabel) -> PlacedLabel {
        let leader = self.leader(wanted);
        PlacedLabel { area: self.area, texts: sized.texts(&self.area, self.anchor, wanted.of_line), leader }
    }
}
