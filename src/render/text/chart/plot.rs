//! One panel of a chart as letters: lines, marks, and what is to be read beside them.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::chart::Spacing;
use crate::chart::parts::{
    Bracket, Dash, Fill, MarkNote, NoteKind, Panel, PlotLine, PlotMark, RiseKind, Rule, Shape, SpanOfDays,
    Stroke,
};
use crate::chart::scale::{CountScale, DayScale};
use crate::render::direction::set_apart;
use crate::render::visible::visible;

use super::canvas::{Canvas, cut_to};
use super::letters::Glyphs;

/// Where a panel is drawn: its scales, and how many rows and columns it has for them.
#[derive(Clone, Copy)]
pub struct PlotField<'c> {
    pub days: DayScale,
    pub counts: CountScale,
    pub glyphs: &'static Glyphs,
    /// The panel.
    pub panel: &'c Panel,
    /// The columns of the days.
    pub columns: usize,
    /// The columns of days and of the labels to the right of them.
    pub width: usize,
    /// The rows of the counts, the lowest being that of the axis.
    pub rows: usize,
}

/// A panel that was drawn.
pub struct DrawnPanel {
    /// Its letters, without what stands to the left and below.
    pub canvas: Canvas,
    /// What had no room beside its mark.
    pub left_over: Vec<String>,
    /// Whether several points stand at one place.
    pub shares: bool,
}

/// Rows above the counts: for an arrow and for a label at the top.
pub const HEAD: usize = 1;

impl<'c> PlotField<'c> {
    /// The row of a count.
    pub fn row(&self, count: u64) -> usize {
        HEAD + self.rows - 1 - ((self.rows - 1) as f64 * self.counts.at(count)).round() as usize
    }

    /// The row of the axis.
    pub fn axis(&self) -> usize {
        HEAD + self.rows - 1
    }

    /// The column of a day.
    pub fn column(&self, day: i32) -> usize {
        ((self.columns - 1) as f64 * self.days.at(day)).round() as usize
    }

    /// The columns of the days of a mark, the first and the last.
    fn window(&self, mark: &PlotMark) -> (usize, usize) {
        let to = self.column(mark.day);
        let first = match mark.since {
            Some(SpanOfDays::Window(day) | SpanOfDays::SomeDay(day)) => day,
            None => mark.day,
        };
        (self.column(first).min(to), to)
    }

    /// How many people a mark counts over a window, where that is a column: the scale begins at zero.
    fn column_of(&self, mark: &PlotMark) -> Option<u64> {
        match (mark.shape, mark.since, self.counts.spacing) {
            (Shape::Point { count }, Some(SpanOfDays::Window(_)), Spacing::Linear) => Some(count),
            _ => None,
        }
    }

    /// Where the point of a mark stands: its row and column.
    fn point_of(&self, mark: &PlotMark) -> Option<(usize, usize)> {
        let row = match mark.shape {
            _ if self.column_of(mark).is_some() => None,
            Shape::Point { count } | Shape::AtLeast { count } | Shape::UpTo { count } => {
                Some(self.row(count))
            }
            Shape::Bar { point, .. } => point.map(|count| self.row(count)),
            Shape::Words => Some(self.axis() + 1),
        };
        row.map(|row| (row, self.column(mark.day)))
    }

    /// Whether a row below the axis holds words without a number.
    pub fn has_words(&self) -> bool {
        let marks = self.panel.lines.iter().flat_map(|line| &line.marks);
        marks.into_iter().any(|mark| mark.shape == Shape::Words)
    }

    /// Draws it.
    pub fn draw(self) -> DrawnPanel {
        let rows = self.axis() + 1 + usize::from(self.has_words());
        let canvas = Canvas::new(self.width, rows);
        let mut plot = Plot { field: self, canvas, labels: Vec::new(), points: BTreeMap::new() };
        for line in &self.panel.lines {
            plot.columns(line);
            plot.strokes(line);
        }
        for (at, line) in self.panel.lines.iter().enumerate() {
            plot.marks(at, line);
        }
        plot.set_points();
        for (at, line) in self.panel.lines.iter().enumerate() {
            plot.beside_marks(at, line);
            plot.relays(line);
        }
        plot.join_labels();
        self.panel.brackets.iter().for_each(|bracket| plot.bracket(bracket));
        self.panel.rules.iter().for_each(|rule| plot.labels.push(plot.of_rule(rule)));
        let left_over = plot.write_labels();
        self.panel.rules.iter().for_each(|rule| plot.rule(rule.day));
        let shares = plot.points.keys().any(|place| plot.is_shared(*place));
        DrawnPanel { canvas: plot.canvas, left_over, shares }
    }
}

struct Plot<'c> {
    field: PlotField<'c>,
    canvas: Canvas,
    labels: Vec<MarkLabel>,
    /// The points at each row and column: of which line, and what it looks like.
    points: BTreeMap<(usize, usize), Vec<(usize, char)>>,
}

/// What is to be read beside a mark.
struct MarkLabel {
    row: usize,
    column: usize,
    /// The most important first.
    weight: NoteKind,
    /// The points of the lines that it is about, where the mark does not show them.
    points: String,
    said: String,
    /// What is said below the chart where it has no room; nothing: the table says it.
    otherwise: Vec<String>,
    /// What is said below the chart in any case: a reason was given.
    reason: Vec<String>,
}

impl MarkLabel {
    fn text(&self) -> String {
        let between = if self.points.is_empty() { "" } else { " " };
        set_apart(&format!("{}{between}{}", self.points, self.said)).into_owned()
    }

    /// Both in one, where that is short enough: `●■ 14`, or `● 14; ■ 13`.
    fn joined(&self, other: &MarkLabel) -> Option<MarkLabel> {
        let (points, said) = if self.said == other.said {
            (format!("{}{}", self.points, other.points), self.said.clone())
        } else {
            (self.points.clone(), format!("{}; {} {}", self.said, other.points, other.said))
        };
        let both = |own: &[String], others: &[String]| [own, others].concat();
        let joined = MarkLabel {
            points,
            said,
            weight: self.weight.min(other.weight),
            otherwise: both(&self.otherwise, &other.otherwise),
            reason: both(&self.reason, &other.reason),
            ..*self
        };
        (joined.text().width() <= LABEL).then_some(joined)
    }
}

impl Plot<'_> {
    /// The columns of counts over a window.
    fn columns(&mut self, line: &PlotLine) {
        for mark in &line.marks {
            let Some(count) = self.field.column_of(mark) else { continue };
            let (field, glyphs) = (self.field, self.field.glyphs);
            let high = (field.rows - 1) as f64 * field.counts.at(count);
            let eighths = ((8.0 * high).round() as usize).max(usize::from(count > 0));
            let (from, to) = field.window(mark);
            // A gap between two windows, where there is room for one.
            for column in from..=if to > from + 1 { to - 1 } else { to } {
                for row in 0..field.rows {
                    let filled = eighths.saturating_sub(8 * row).min(8);
                    if let Some(block) = glyphs.block(filled, mark.fill) {
                        self.canvas.set(field.axis().saturating_sub(row), column, block);
                    }
                }
            }
        }
    }

    fn strokes(&mut self, line: &PlotLine) {
        for stroke in &line.strokes {
            match *stroke {
                Stroke::Held { from, to, count } => self.held((from, to), count, line.dash),
                Stroke::Unrenewed { from, to, count } => {
                    let (row, glyph) = (self.field.row(count), self.field.glyphs.unrenewed);
                    for column in self.field.column(from)..=self.field.column(to) {
                        self.canvas.set_faint(row, column, glyph);
                    }
                }
                Stroke::Rise { day, from, to, why } => self.rise(day, (from, to), why),
            }
        }
    }

    fn held(&mut self, (from, to): (i32, i32), count: u64, dash: Dash) {
        let (row, field) = (self.field.row(count), self.field);
        for column in field.column(from)..=field.column(to) {
            if let Some(glyph) = field.glyphs.stroke(dash, column) {
                self.canvas.set(row, column, glyph);
            }
        }
    }

    fn rise(&mut self, day: i32, (from, to): (u64, u64), why: RiseKind) {
        let (column, glyphs) = (self.field.column(day), self.field.glyphs);
        let (below, above) = (self.field.row(from), self.field.row(to));
        if below == above {
            return;
        }
        self.canvas.set(below, column, glyphs.corners[usize::from(above > below)]);
        for row in below.min(above) + 1..below.max(above) {
            self.canvas.set(row, column, glyphs.rise(why));
        }
    }

    /// The points, bars and ends of a line.
    fn marks(&mut self, at: usize, line: &PlotLine) {
        for mark in &line.marks {
            let (field, column) = (self.field, self.field.column(mark.day));
            let point = field.glyphs.point(at, mark.fill);
            match mark.shape {
                _ if field.column_of(mark).is_some() => {}
                Shape::Bar { low, high, .. } => self.bar(column, (low, high)),
                _ => {}
            }
            if let Some(place) = field.point_of(mark) {
                self.points.entry(place).or_default().push((at, point));
            }
        }
    }

    /// Sets the points: one for several lines where theirs stand at one place.
    fn set_points(&mut self) {
        for ((row, column), points) in &self.points {
            let last = points.last().map(|(_, point)| *point);
            let point = if self.is_shared((*row, *column)) { Some(self.field.glyphs.several) } else { last };
            point.into_iter().for_each(|point| self.canvas.set(*row, *column, point));
        }
    }

    /// Whether points of several lines stand at a place.
    fn is_shared(&self, place: (usize, usize)) -> bool {
        let points = self.points.get(&place).map_or(&[][..], Vec::as_slice);
        points.windows(2).any(|pair| pair[0].0 != pair[1].0)
    }

    /// One label for what is said of points at one place.
    fn join_labels(&mut self) {
        let mut labels: Vec<MarkLabel> = Vec::with_capacity(self.labels.len());
        for label in std::mem::take(&mut self.labels) {
            let place = (label.row, label.column);
            let same = labels.iter_mut().find(|other| (other.row, other.column) == place);
            let same = same.filter(|_| self.is_shared(place));
            match same.and_then(|same| same.joined(&label).map(|joined| (same, joined))) {
                Some((same, joined)) => *same = joined,
                None => labels.push(label),
            }
        }
        self.labels = labels;
    }

    fn bar(&mut self, column: usize, (low, high): (u64, u64)) {
        let ([top, between, bottom, both], field) = (self.field.glyphs.bar, self.field);
        let (from, to) = (field.row(high), field.row(low));
        if from == to {
            self.canvas.set(from, column, both);
            return;
        }
        self.canvas.set(from, column, top);
        self.canvas.set(to, column, bottom);
        (from + 1..to).for_each(|row| self.canvas.set(row, column, between));
    }

    /// What belongs to marks without being them: arrows, stems, tails, the days that a coarse date can mean; then labels.
    fn beside_marks(&mut self, at: usize, line: &PlotLine) {
        let is_one_of_several = self.field.panel.lines.len() > 1;
        for mark in &line.marks {
            let (field, glyphs, column) = (self.field, self.field.glyphs, self.field.column(mark.day));
            let row = self.row_of(mark);
            match mark.shape {
                Shape::AtLeast { .. } => self.canvas.set_below(row.saturating_sub(1), column, glyphs.arrow),
                Shape::UpTo { .. } => self.canvas.set_below(row + 1, column, glyphs.stem),
                _ => {}
            }
            if mark.at_the_latest {
                self.canvas.set_below(row, column.checked_sub(1).unwrap_or(1), glyphs.tail);
            }
            let is_column = field.column_of(mark).is_some();
            let (from, to) = field.window(mark);
            if !is_column {
                (from..to).for_each(|day| self.canvas.set_below(row, day, glyphs.some_day));
            }
            let name = match field.point_of(mark) {
                Some(place) if self.is_shared(place) => Some(glyphs.point(at, mark.fill)),
                Some(_) => None,
                None => Some(glyphs.point(at, Fill::Filled)).filter(|_| is_one_of_several && !is_column),
            };
            let column = if is_column { (from + to) / 2 } else { column };
            self.labels.extend(label(mark, name, (row, column), glyphs.cut()));
        }
    }

    /// The row at which a mark is labelled.
    fn row_of(&self, mark: &PlotMark) -> usize {
        match mark.shape {
            Shape::Point { count } if self.field.column_of(mark).is_some() => {
                self.field.row(count).saturating_sub(1)
            }
            Shape::Point { count } | Shape::AtLeast { count } | Shape::UpTo { count } => {
                self.field.row(count)
            }
            Shape::Bar { high, .. } => self.field.row(high),
            Shape::Words => self.field.axis() + 1,
        }
    }

    fn relays(&mut self, line: &PlotLine) {
        for relay in &line.relays {
            let Some(count) = relay.count else { continue };
            let (row, column) = (self.field.row(count), self.field.column(relay.day));
            let is_free = row + 1 < self.field.axis();
            if is_free {
                self.canvas.set_below(row + 1, column, self.field.glyphs.relay);
            }
        }
    }

    /// The bracket to the right of its day, where nothing stands, with the two numbers.
    fn bracket(&mut self, bracket: &Bracket) {
        let (field, [top, between, bottom]) = (self.field, self.field.glyphs.bracket);
        let (from, to) = (field.row(bracket.high), field.row(bracket.low));
        let words = [&bracket.high_words, &bracket.low_words].map(|words| visible(words).into_owned());
        let width = words.iter().map(|words| words.width()).max().unwrap_or(0) + 2;
        let start = field.column(bracket.day) + 2;
        let is_free = |column: &usize| (from..=to).all(|row| self.canvas.has_room(row, *column, width));
        let place = (start..field.width.saturating_sub(width - 1)).find(is_free).filter(|_| to > from);
        let Some(column) = place else {
            let text = format!("{} and {}: the newest numbers differ", bracket.low_words, bracket.high_words);
            self.labels.push(MarkLabel {
                row: from,
                column: field.width,
                weight: NoteKind::Disputed,
                points: String::new(),
                otherwise: vec![visible(&text).into_owned()],
                reason: Vec::new(),
                said: text,
            });
            return;
        };
        (from + 1..to).for_each(|row| self.canvas.set(row, column, between));
        for (row, glyph, words) in [(from, top, &words[0]), (to, bottom, &words[1])] {
            self.canvas.set(row, column, glyph);
            self.canvas.write(row, column + 2, &set_apart(words));
        }
        let is_said = |label: &MarkLabel| {
            label.weight == NoteKind::Number && label.points.is_empty() && words.contains(&label.said)
        };
        self.labels.retain(|label| !is_said(label));
    }

    /// What is to be read beside a rule, at its top.
    fn of_rule(&self, rule: &Rule) -> MarkLabel {
        let words = visible(&rule.words).into_owned();
        let column = self.field.column(rule.day);
        MarkLabel {
            row: 0,
            column: column.saturating_sub(1),
            weight: NoteKind::Withdrawn,
            points: String::new(),
            said: cut_to(&words, WIDE_LABEL, self.field.glyphs.cut()),
            otherwise: vec![words],
            reason: Vec::new(),
        }
    }

    fn rule(&mut self, day: i32) {
        let column = self.field.column(day);
        for row in 0..self.field.axis() {
            self.canvas.set_below(row, column, self.field.glyphs.rule);
        }
    }

    /// Writes the labels that have room, the most important first; gives back what is to be said elsewhere.
    fn write_labels(&mut self) -> Vec<String> {
        let mut labels = std::mem::take(&mut self.labels);
        let last = labels.iter().map(|label| label.column).max();
        labels.sort_by_key(|label| (label.weight, Some(label.column) != last));
        let mut left_over = Vec::new();
        for label in labels {
            left_over.extend(label.reason.clone());
            match place(&self.canvas, &label, self.field.axis()) {
                Some((row, column)) => self.canvas.write(row, column, &label.text()),
                None => left_over.extend(label.otherwise),
            }
        }
        left_over
    }
}

/// How wide the label of a mark may be.
const LABEL: usize = 28;

/// How wide the label of a rule may be.
const WIDE_LABEL: usize = 48;

/// What is to be read beside a mark: its number, and in a word what became of it.
fn label(mark: &PlotMark, name: Option<char>, (row, column): (usize, usize), cut: &str) -> Option<MarkLabel> {
    let weight = mark.notes.iter().map(|note| note.kind).min()?;
    let notes: Vec<&MarkNote> = mark.notes.iter().filter(|note| note.kind != NoteKind::Number).collect();
    let number = notes.len() < mark.notes.len();
    let number = number.then(|| visible(&mark.words)).into_iter();
    let short = |note: &&MarkNote| visible(short(note)).into_owned();
    let all = number.map(Into::into).chain(notes.iter().map(short)).collect::<Vec<String>>().join(", ");
    let of_notes = notes.iter().map(short).collect::<Vec<_>>().join(", ");
    let (said, is_cut) = match (all.width() > LABEL, of_notes.width() > LABEL) {
        (false, _) => (all, false),
        (true, false) if !notes.is_empty() => (of_notes, false),
        (true, _) => (cut_to(if notes.is_empty() { &all } else { &of_notes }, LABEL, cut), true),
    };
    let whole = notes.iter().map(|note| note.words.as_str()).collect::<Vec<_>>().join(", ");
    let told = (!notes.is_empty()).then(|| visible(&format!("{}, {whole}", mark.words)).into_owned());
    let in_any_case = is_cut || notes.iter().any(|note| has_reason(note));
    let (reason, otherwise) = if in_any_case { (told, None) } else { (None, told) };
    let points = name.map(String::from).unwrap_or_default();
    let (reason, otherwise) = (reason.into_iter().collect(), otherwise.into_iter().collect());
    Some(MarkLabel { row, column, weight, points, said, otherwise, reason })
}

/// Whether a note gives a reason.
fn has_reason(note: &MarkNote) -> bool {
    match note.kind {
        NoteKind::Withdrawn => note.words.contains(['(', ':']),
        NoteKind::Revised => note.words.contains(": "),
        NoteKind::Disputed | NoteKind::Number => false,
    }
}

/// The first words of a note: what became of the figure, without the reason.
fn short(note: &MarkNote) -> &str {
    let end = match note.kind {
        NoteKind::Withdrawn => note.words.find([' ', ':']),
        NoteKind::Revised => note.words.find(' '),
        NoteKind::Disputed | NoteKind::Number => None,
    };
    &note.words[..end.unwrap_or(note.words.len())]
}

/// Where a label has room: to the right of its mark, to the left, above, below; never on the axis.
fn place(canvas: &Canvas, label: &MarkLabel, axis: usize) -> Option<(usize, usize)> {
    let (row, column, width) = (label.row, label.column, label.text().width());
    let middle = column.saturating_sub(width / 2).min(canvas.width().saturating_sub(width));
    let beside = [Some(column + 2), column.checked_sub(width + 1)].map(|at| (Some(row), at));
    let around = [Some(middle), (column + 1).checked_sub(width), Some(column)];
    let rows = [row.checked_sub(1), Some(row + 1), row.checked_sub(2), Some(row + 2)];
    let apart = rows.into_iter().flat_map(|row| around.map(|at| (row, at)));
    let places = beside.into_iter().chain(apart).filter_map(|(row, at)| Some((row?, at?)));
    places.into_iter().find(|(row, at)| *row != axis && canvas.has_room(*row, *at, width))
}
