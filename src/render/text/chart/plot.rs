//! One panel of a chart as letters: lines, marks, and what is to be read beside them.

use unicode_width::UnicodeWidthStr;

use crate::chart::Spacing;
use crate::chart::parts::{
    Bracket, Dash, Fill, MarkNote, NoteKind, Panel, PlotLine, PlotMark, RiseKind, Rule, Shape, SpanOfDays,
    Stroke,
};
use crate::chart::scale::{CountScale, DayScale};
use crate::render::visible::visible;

use super::canvas::{Canvas, cut_to, set_apart};
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

    /// Whether a row below the axis holds words without a number.
    pub fn has_words(&self) -> bool {
        let marks = self.panel.lines.iter().flat_map(|line| &line.marks);
        marks.into_iter().any(|mark| mark.shape == Shape::Words)
    }

    /// Draws it.
    pub fn draw(self) -> DrawnPanel {
        let rows = self.axis() + 1 + usize::from(self.has_words());
        let mut plot = Plot { field: self, canvas: Canvas::new(self.width, rows), labels: Vec::new() };
        for line in &self.panel.lines {
            plot.columns(line);
            plot.strokes(line);
        }
        for (at, line) in self.panel.lines.iter().enumerate() {
            plot.marks(at, line);
        }
        for (at, line) in self.panel.lines.iter().enumerate() {
            plot.beside_marks(at, line);
            plot.relays(line);
        }
        self.panel.brackets.iter().for_each(|bracket| plot.bracket(bracket));
        self.panel.rules.iter().for_each(|rule| plot.labels.push(plot.of_rule(rule)));
        let left_over = plot.write_labels();
        self.panel.rules.iter().for_each(|rule| plot.rule(rule.day));
        DrawnPanel { canvas: plot.canvas, left_over }
    }
}

struct Plot<'c> {
    field: PlotField<'c>,
    canvas: Canvas,
    labels: Vec<MarkLabel>,
}

/// What is to be read beside a mark.
struct MarkLabel {
    row: usize,
    column: usize,
    /// The most important first.
    weight: NoteKind,
    text: String,
    /// What is said below the chart where it has no room; `None`: the table says it.
    otherwise: Option<String>,
    /// What is said below the chart in any case: a reason was given.
    reason: Option<String>,
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
                Shape::Point { count } | Shape::AtLeast { count } | Shape::UpTo { count } => {
                    self.point((field.row(count), column), point, at);
                }
                Shape::Bar { low, high, point: within } => {
                    self.bar(column, (low, high));
                    within.into_iter().for_each(|count| self.canvas.set(field.row(count), column, point));
                }
                Shape::Words => self.canvas.set(field.axis() + 1, column, point),
            }
        }
    }

    /// Sets a point of a line; beside that of another line where both would stand at one place.
    fn point(&mut self, (row, column): (usize, usize), point: char, line: usize) {
        let glyphs = self.field.glyphs;
        let own = [Fill::Filled, Fill::Hollow].map(|fill| glyphs.point(line, fill));
        let beside = [Some(column), Some(column + 1), column.checked_sub(1)];
        let is_taken = |column: &usize| {
            let there = self.canvas.glyph(row, *column).filter(|there| !own.contains(there));
            glyphs.is_point(there)
        };
        let place = beside.into_iter().flatten().find(|column| !is_taken(column));
        self.canvas.set(row, place.unwrap_or(column), point);
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
            let has_no_point = matches!(mark.shape, Shape::Bar { point: None, .. });
            let name = (is_one_of_several && has_no_point).then(|| glyphs.point(at, Fill::Filled));
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
        let words = [&bracket.high_words, &bracket.low_words].map(|words| set_apart(&visible(words)));
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
                otherwise: Some(visible(&text).into_owned()),
                reason: None,
                text,
            });
            return;
        };
        (from + 1..to).for_each(|row| self.canvas.set(row, column, between));
        for (row, glyph, words) in [(from, top, &words[0]), (to, bottom, &words[1])] {
            self.canvas.set(row, column, glyph);
            self.canvas.write(row, column + 2, words);
        }
        let is_said = |label: &MarkLabel| label.weight == NoteKind::Number && words.contains(&label.text);
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
            text: set_apart(&cut_to(&words, WIDE_LABEL, self.field.glyphs.cut())),
            otherwise: Some(words),
            reason: None,
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
                Some((row, column)) => self.canvas.write(row, column, &label.text),
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
    let name = name.map(|name| format!("{name} ")).unwrap_or_default();
    Some(MarkLabel { row, column, weight, text: format!("{name}{}", set_apart(&said)), otherwise, reason })
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
    let (row, column, width) = (label.row, label.column, label.text.width());
    let middle = column.saturating_sub(width / 2).min(canvas.width().saturating_sub(width));
    let beside = [Some(column + 2), column.checked_sub(width + 1)].map(|at| (Some(row), at));
    let around = [Some(middle), (column + 1).checked_sub(width), Some(column)];
    let rows = [row.checked_sub(1), Some(row + 1), row.checked_sub(2), Some(row + 2)];
    let apart = rows.into_iter().flat_map(|row| around.map(|at| (row, at)));
    let places = beside.into_iter().chain(apart).filter_map(|(row, at)| Some((row?, at?)));
    places.into_iter().find(|(row, at)| *row != axis && canvas.has_room(*row, *at, width))
}
