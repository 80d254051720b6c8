//! A chart as letters: as wide as the screen, legible without colour.

mod canvas;
mod letters;
mod plot;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::chart::Chart;
use crate::chart::parts::{Fill, Panel, PlotLine};
use crate::chart::scale::DayTick;
use crate::render::direction::set_apart;
use crate::render::style::TextStyle;
use crate::render::visible::visible;

use super::wrap::wrapped;
use canvas::{Canvas, cut_to, padded};
pub use letters::Letters;
use plot::{DrawnPanel, PlotField};

/// How many columns days take at least in a panel that stands beside another.
const BESIDE: usize = 40;

/// How many lines of what had no room beside a mark are written below the chart.
const LEFT_OVER: usize = 6;

/// Into how many columns of letters a chart for a width is thinned.
pub fn columns(style: TextStyle) -> usize {
    style.columns()
}

/// Writes a chart: its lines by name, its panels, what the marks mean, who said it and how far they agree.
///
/// # Errors
/// What writing meets.
pub fn chart(out: &mut dyn Write, chart: &Chart, style: TextStyle, letters: Letters) -> io::Result<()> {
    let width = style.columns();
    let subtitle = visible(&chart.subtitle);
    let subtitle = if subtitle.is_empty() { Vec::new() } else { wrapped(&subtitle, width, 0) };
    subtitle.iter().try_for_each(|line| writeln!(out, "{}", style.dim(line)))?;
    let (left_over, shares) = match chart.panels.as_slice() {
        [panel] => {
            names(out, &panel.lines, (letters, width))?;
            let room = room_for_labels(std::slice::from_ref(panel), width);
            let drawn = Framed { chart, panel, letters, width, room, rows: rows(width) }.draw();
            drawn.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            (drawn.left_over, drawn.shares)
        }
        panels => (beside_each_other(out, chart, panels, (letters, width))?, false),
    };
    for line in left_over.iter().take(LEFT_OVER) {
        wrapped(line, width, 2).iter().try_for_each(|line| writeln!(out, "{}", set_apart(line)))?;
    }
    if left_over.len() > LEFT_OVER {
        writeln!(out, "and {} more: see the table", left_over.len() - LEFT_OVER)?;
    }
    key(out, chart, style, (letters, shares))?;
    for line in chart.caption.iter().take(CAPTION) {
        let lines = wrapped(&visible(line), width, 0);
        lines.iter().try_for_each(|line| writeln!(out, "{}", set_apart(line)))?;
    }
    Ok(())
}

/// How much of the caption is printed: who said it as of when, and how far they agree.
const CAPTION: usize = 2;

/// How many rows the counts of a panel have that stands alone.
fn rows(width: usize) -> usize {
    match width {
        ..70 => 9,
        70..110 => 11,
        _ => 13,
    }
}

/// The rows of one panel of several.
const SMALL_ROWS: usize = 5;

/// How wide the sample of a line is, with the blanks around it.
const SAMPLE: usize = 7;

/// Who answers for which line.
fn names(out: &mut dyn Write, lines: &[PlotLine], (letters, width): (Letters, usize)) -> io::Result<()> {
    let glyphs = letters.glyphs();
    for (at, line) in lines.iter().enumerate() {
        let dash: String = (0..3).map(|column| glyphs.stroke(line.dash, column).unwrap_or(' ')).collect();
        let sample = format!("{}{dash}", glyphs.point(at, Fill::Filled));
        let name = cut_to(&visible(&line.name), width.saturating_sub(SAMPLE), glyphs.cut());
        writeln!(out, "  {sample} {}", set_apart(&name))?;
    }
    Ok(())
}

/// Panels beside and below each other, each with its name.
fn beside_each_other(
    out: &mut dyn Write,
    chart: &Chart,
    panels: &[Panel],
    (letters, width): (Letters, usize),
) -> io::Result<Vec<String>> {
    let beside = (width / BESIDE).max(1);
    let each = (width - 2 * (beside - 1)) / beside;
    let room = room_for_labels(panels, each);
    let mut left_over = Vec::new();
    for row in panels.chunks(beside) {
        let drawn = row.iter().map(|panel| {
            let framed = Framed { chart, panel, letters, width: each, room, rows: SMALL_ROWS };
            let mut drawn = framed.draw();
            let name = panel.name.as_deref().unwrap_or_default();
            let shown = cut_to(&visible(name), each, letters.glyphs().cut());
            left_over.extend(drawn.left_over.drain(..).map(|said| format!("{}: {said}", visible(name))));
            drawn.lines.insert(0, set_apart(&shown).into_owned());
            drawn.lines
        });
        let drawn: Vec<Vec<String>> = drawn.collect();
        let high = drawn.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..high {
            let lines = drawn.iter().map(|lines| lines.get(at).map(String::as_str).unwrap_or_default());
            let line = lines.map(|line| padded(line, each)).collect::<Vec<_>>().join("  ");
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(left_over)
}

/// What the marks mean. `shares`: whether several points stand at one place.
fn key(
    out: &mut dyn Write,
    chart: &Chart,
    style: TextStyle,
    (letters, shares): (Letters, bool),
) -> io::Result<()> {
    let glyphs = letters.glyphs();
    let several = shares.then(|| format!("{} several at one place", glyphs.several));
    let entries = chart
        .key
        .iter()
        .map(|entry| format!("{} {}", glyphs.sample(entry.sort, chart.counts.spacing), entry.words));
    let text = several.into_iter().chain(entries).collect::<Vec<_>>().join("; ");
    if text.is_empty() {
        return Ok(());
    }
    wrapped(&text, style.columns(), 0).iter().try_for_each(|line| writeln!(out, "{}", style.dim(line)))
}

/// A panel with its two axes.
struct Framed<'c> {
    chart: &'c Chart,
    panel: &'c Panel,
    letters: Letters,
    width: usize,
    /// The columns to the right of the days, for labels.
    room: usize,
    rows: usize,
}

/// A panel with its axes, as lines.
struct DrawnFrame {
    lines: Vec<String>,
    left_over: Vec<String>,
    /// Whether several points stand at one place.
    shares: bool,
}

impl Framed<'_> {
    fn draw(&self) -> DrawnFrame {
        let ticks = self.chart.counts.ticks((self.rows / 3).max(2));
        let gutter = ticks.iter().map(|tick| tick.label.width()).max().unwrap_or(0);
        let width = self.width.saturating_sub(gutter + 2).max(8);
        let columns = width.saturating_sub(self.room).max(4);
        let field = PlotField {
            days: self.chart.days,
            counts: self.chart.counts,
            glyphs: self.letters.glyphs(),
            panel: self.panel,
            columns,
            width,
            rows: self.rows,
        };
        let days = self.chart.days.ticks((columns / DAY_LABEL).max(1));
        let DrawnPanel { mut canvas, left_over, shares } = field.draw();
        let [side, tick, corner, floor, floor_tick] = field.glyphs.axis;
        for column in 0..columns {
            canvas.set_below(field.axis(), column, floor);
        }
        for day in &days {
            canvas.set_floor(field.axis(), field.column(day.day), (floor, floor_tick));
        }
        let mut labels = vec![None; canvas.rows()];
        for count in &ticks {
            labels[field.row(count.count)].get_or_insert(count.label.clone());
        }
        let framed = canvas.lines().zip(labels).enumerate().map(|(row, (line, label))| {
            let axis = match (row.cmp(&field.axis()), &label) {
                (std::cmp::Ordering::Equal, _) => corner,
                (std::cmp::Ordering::Greater, _) => ' ',
                (std::cmp::Ordering::Less, Some(_)) => tick,
                (std::cmp::Ordering::Less, None) => side,
            };
            let label = label.unwrap_or_default();
            format!("{label:>gutter$} {axis}{line}").trim_end().to_owned()
        });
        let mut lines: Vec<String> = framed.collect();
        lines.extend(under(&days, &field, gutter + 2));
        DrawnFrame { lines, left_over, shares }
    }
}

/// How many columns apart the labels of days stand, at least.
const DAY_LABEL: usize = 12;

/// How many columns to the right of the days are left to labels: as the newest numbers need, a fifth of the width at most.
fn room_for_labels(panels: &[Panel], width: usize) -> usize {
    let lines = panels.iter().flat_map(|panel| &panel.lines);
    let newest = lines.filter_map(|line| line.marks.last());
    let longest = newest.map(|mark| visible(&mark.words).width()).max().unwrap_or(0);
    let bracket = if panels.iter().all(|panel| panel.brackets.is_empty()) { 0 } else { 3 };
    (longest + 2 + bracket).min(width / 5)
}

/// The labels of days below the axis, the year behind the first of each year or below it.
fn under(days: &[DayTick], field: &PlotField<'_>, gutter: usize) -> Vec<String> {
    let whole = gutter + field.width;
    let mut canvas = Canvas::new(whole, 2);
    let mut put = |row: usize, column: usize, label: &str| {
        let start = column.saturating_sub(label.width() / 2).max(gutter.saturating_sub(1));
        let start = start.min(whole.saturating_sub(label.width()));
        let has_room = canvas.has_room(row, start, label.width());
        if has_room {
            canvas.write(row, start, label);
        }
        has_room
    };
    for day in days {
        let column = gutter + field.column(day.day);
        let with_year = day.year.as_ref().map(|year| format!("{} {year}", day.label));
        if !with_year.is_some_and(|label| put(0, column, &label)) && put(0, column, &day.label) {
            day.year.iter().for_each(|year| _ = put(1, column, year));
        }
    }
    canvas.lines().filter(|line| !line.is_empty()).collect()
}
