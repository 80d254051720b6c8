//! One panel at its place: its scales, its names, and what is written beside its marks.

use super::candidates::{WantedLabel, place};
use super::column;
use super::names::{NAME_WIDTH, NamesStand, above, names_stand, room_beside};
use super::occupied::{Occupied, TakenBy};
use super::spots::{end, take_all};
use super::text::{TextRole, covered_by, widest};
use super::wanted::{AskedLabel, PanelLabels, RANK_NAME};
use super::{Area, DrawingFrame, HEADROOM, PanelField, PlacedBracket, PlacedText, TextAnchor};
use crate::chart::Chart;
use crate::chart::parts::{Bracket, Panel, Shape};
use crate::report::pictured::labels;

/// Where a panel may stand: from the left and the top, how wide, and how high its field is.
#[derive(Clone, Copy)]
pub struct Room {
    /// Its left side.
    pub left: f64,
    /// Its upper side.
    pub top: f64,
    /// How wide it is with everything.
    pub width: f64,
    /// How high the field alone is.
    pub height: f64,
    /// How high its name is at least, so that fields beside each other begin at one height.
    pub name_height: f64,
}

/// A panel at its place, where it ends, and what is to be said of its marks for which there was no room.
pub struct Fielded {
    /// The panel.
    pub field: PanelField,
    /// Where it ends.
    pub bottom: f64,
    /// What had no room beside its mark: the day, and the words.
    pub left_over: Vec<(i32, String)>,
}

/// How far ticks of counts lie apart at least, and ticks of days.
const COUNT_TICKS: f64 = 42.0;
const DAY_TICKS: f64 = 58.0;
/// How high the row of words is.
const WORDS_ROW: f64 = 26.0;
/// How many labels of a panel are given a place at most.
const MOST_LABELS: usize = 240;
/// How near to the right side a line has to end for its name to stand beside the field.
const BESIDE_THE_FIELD: f64 = 70.0;
/// How wide a bracket is, with the gap before it.
const BRACKET: f64 = 14.0;

/// Puts a panel at its place.
pub fn fielded(chart: &Chart, panel: &Panel, room: Room, frame: DrawingFrame<'_>) -> Fielded {
    let stand = names_stand(panel, room.width);
    let fielded = PanelSetting { chart, panel, room, frame, stand }.fielded();
    match fielded {
        Some(fielded) => fielded,
        // There was no room for a name beside its line.
        None => {
            let in_rows = PanelSetting { chart, panel, room, frame, stand: NamesStand::InRows };
            in_rows.fielded().unwrap_or_else(|| in_rows.empty())
        }
    }
}

/// A panel, and where and how it is to stand.
#[derive(Clone, Copy)]
struct PanelSetting<'s> {
    chart: &'s Chart,
    panel: &'s Panel,
    room: Room,
    frame: DrawingFrame<'s>,
    stand: NamesStand,
}

impl PanelSetting<'_> {
    /// The field without anything beside its marks.
    fn empty(self) -> Fielded {
        let (field, bottom) = self.bare();
        Fielded { field, bottom, left_over: Vec::new() }
    }

    /// The whole field; `None` where a name has no room beside its line.
    fn fielded(self) -> Option<Fielded> {
        let (mut field, bottom) = self.bare();
        field.brackets = self.panel.brackets.iter().map(|bracket| self.bracket(&field, bracket)).collect();
        let mut occupied = self.occupied(&field);
        let (within, most) = (self.label_area(&field), self.label_width(&field));
        let names_beside = (self.stand == NamesStand::Beside).then_some(field.plot.right - BESIDE_THE_FIELD);
        let PanelLabels { in_column, mut near } = PanelLabels::of(self.panel, &field, names_beside);
        let names: Vec<&WantedLabel> = in_column.iter().collect();
        let left = field.plot.right + self.bracket_width() + 6.0;
        field.labels = column::in_column(&names, Area { left, ..within }, NAME_WIDTH, self.frame)?;
        field.labels.iter().for_each(|label| occupied.take_text(label.area));
        near.sort_by_key(|asked| asked.label.rank);
        let mut left_over = Vec::new();
        for (at, AskedLabel { label, note }) in near.into_iter().enumerate() {
            let most = if label.rank == RANK_NAME { most.max(NAME_WIDTH) } else { most };
            let placed = (at < MOST_LABELS).then(|| place(&label, &within, most, &mut occupied, self.frame));
            match placed.flatten() {
                Some((placed, version)) => {
                    left_over.extend(note.filter(|_| version > 0));
                    field.labels.push(placed);
                }
                None if label.rank == RANK_NAME && self.stand == NamesStand::Beside => return None,
                None => left_over.extend(note),
            }
        }
        Some(Fielded { field, bottom, left_over })
    }

    /// What is taken of a field before any label is placed.
    fn occupied(self, field: &PanelField) -> Occupied {
        let mut occupied = Occupied::default();
        take_all(field, &self.panel.lines, &mut occupied);
        field.texts.iter().for_each(|text| occupied.take_text(covered_by(text, self.frame)));
        for PlacedBracket { x, top, bottom } in field.brackets.iter().copied() {
            occupied.take(Area { left: x - 5.0, top, right: x + 1.0, bottom }, TakenBy::Rule);
        }
        for rule in &self.panel.rules {
            let (x, top) = (field.x(rule.day), field.plot.top - HEADROOM);
            let area = Area { left: x - 1.0, top, right: x + 1.0, bottom: field.plot.bottom };
            occupied.take(area, TakenBy::Rule);
        }
        occupied
    }

    /// The scales and names; and where it ends.
    fn bare(self) -> (PanelField, f64) {
        let PanelSetting { chart, panel, room, frame, stand } = self;
        let (mut texts, mut samples) = (Vec::new(), Vec::new());
        let y = above(panel, stand, (room.left, room.top, room.width), frame, (&mut texts, &mut samples));
        let y = y.max(room.top + room.name_height);
        let ticks = chart.counts.ticks((room.height / COUNT_TICKS).round() as usize);
        let labels: Vec<String> = ticks.iter().map(|tick| tick.label.clone()).collect();
        let left = room.left + widest(&labels, TextRole::Tick, frame) + 8.0;
        let right = room.left + room.width - self.right_side();
        let top = y + HEADROOM;
        let plot = Area { left, top, right, bottom: top + room.height };
        let has_words =
            panel.lines.iter().flat_map(|line| &line.marks).any(|mark| mark.shape == Shape::Words);
        let mut field = PanelField {
            plot,
            words_at: has_words.then_some(plot.bottom + WORDS_ROW / 2.0),
            days: chart.days,
            counts: chart.counts,
            grid: Vec::new(),
            day_ticks: Vec::new(),
            texts,
            samples,
            labels: Vec::new(),
            brackets: Vec::new(),
        };
        field.grid = ticks.iter().map(|tick| field.y(tick.count)).collect();
        for (y, text) in field.grid.clone().into_iter().zip(labels) {
            let (role, anchor, x, y) = (TextRole::Tick, TextAnchor::End, left - 6.0, y + 4.0);
            field.texts.push(PlacedText { text, role, x, y, anchor, of_line: None });
        }
        let below = plot.bottom + if has_words { WORDS_ROW } else { 0.0 };
        let bottom = self.day_labels(&mut field, below + 7.0);
        (field, bottom)
    }

    fn bracket_width(self) -> f64 {
        if self.panel.brackets.is_empty() { 0.0 } else { BRACKET }
    }

    /// How much room is left on the right of the field.
    fn right_side(self) -> f64 {
        let bracket = self.bracket_width();
        let words = self.panel.brackets.iter().flat_map(|bracket| [&bracket.low_words, &bracket.high_words]);
        match self.stand {
            NamesStand::Beside => bracket + room_beside(self.panel, self.frame),
            NamesStand::Above | NamesStand::InRows if bracket > 0.0 => {
                bracket + 10.0 + widest(words, TextRole::Number, self.frame).min(NAME_WIDTH / 2.0)
            }
            NamesStand::Above | NamesStand::InRows => 8.0,
        }
    }

    /// Writes the labels of days; gives back where they end.
    fn day_labels(self, field: &mut PanelField, top: f64) -> f64 {
        let plot = field.plot;
        let most = ((plot.right - plot.left) / DAY_TICKS).floor().max(1.0) as usize;
        let (within, role) = ((plot.left - 24.0, plot.right + 24.0), TextRole::Tick);
        let mut has_years = false;
        let mut free_from = [f64::MIN; 2];
        for tick in self.chart.days.ticks(most) {
            let x = field.x(tick.day);
            field.day_ticks.push(x);
            for (row, text) in [Some(tick.label), tick.year].into_iter().enumerate() {
                let Some(text) = text else { continue };
                let half = (self.frame.measure)(&text, role) / 2.0;
                let middle = x.clamp(within.0 + half, (within.1 - half).max(within.0 + half));
                if middle - half < free_from[row] {
                    continue;
                }
                free_from[row] = middle + half + 6.0;
                has_years |= row == 1;
                let y = top + role.line_height() * row as f64 + role.ascent();
                let anchor = TextAnchor::Middle;
                field.texts.push(PlacedText { text, role, x: middle, y, anchor, of_line: None });
            }
        }
        top + role.line_height() * if has_years { 2.0 } else { 1.0 }
    }

    fn bracket(self, field: &PanelField, bracket: &Bracket) -> PlacedBracket {
        let of_two = self.panel.lines.iter().filter_map(|line| end(field, line));
        let ends = of_two.map(|[x, _]| x).fold(field.x(bracket.day), f64::max);
        PlacedBracket {
            x: (ends + BRACKET - 2.0).min(field.plot.right + BRACKET - 2.0),
            top: field.y(bracket.high),
            bottom: field.y(bracket.low),
        }
    }

    /// Where labels may stand.
    fn label_area(self, field: &PanelField) -> Area {
        let left = field.plot.left;
        let right = self.room.left + self.room.width;
        let bottom = field.words_at.map_or(field.plot.bottom - 1.0, |at| at + WORDS_ROW / 2.0);
        Area { left, top: field.plot.top - HEADROOM, right, bottom }
    }

    fn label_width(self, field: &PanelField) -> f64 {
        ((field.plot.right - field.plot.left) * 0.45).clamp(70.0, 190.0)
    }
}

/// What had no room, in the order of its days, for the list below a chart.
pub fn in_words(left_over: &[(i32, String)]) -> Vec<String> {
    let mut all = left_over.to_vec();
    all.sort();
    all.dedup();
    all.into_iter().map(|(day, words)| format!("{}: {words}", labels::whole_day(day))).collect()
}
