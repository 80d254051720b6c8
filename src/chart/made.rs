//! A chart, made from what a picture shows: panels and lines on two scales.

use crate::report::pictured::{Holding, PictureReport, PicturedFigure};

use super::caption::{caption, question};
use super::key::key;
use super::lines::{LineStyle, line};
use super::parts::{Bracket, Dash, Panel, PlotLine, Rule, Stroke};
use super::scale::{CountScale, DayScale};
use super::thin::thin;
use super::{Chart, ChartOptions, Spacing};

/// How many lines share a panel; more have a panel each.
const TOGETHER: usize = 4;

/// The chart of a picture.
pub fn chart(report: &PictureReport, options: ChartOptions) -> Chart {
    let (first, last) = extent(report);
    let steps = DayScale::of(first, last);
    let mut by_voice: Vec<Vec<&PicturedFigure>> = vec![Vec::new(); report.voices.len()];
    for figure in &report.figures {
        by_voice[figure.voice].push(figure);
    }
    let lines: Vec<PlotLine> = by_voice
        .iter()
        .enumerate()
        .map(|(at, figures)| {
            let kept = thin(figures, steps, options.columns);
            let style = LineStyle { dash: dash(at), holds: report.holds, spacing: options.spacing };
            line(&report.voices[at], figures, &kept, style)
        })
        .collect();
    let days = days(first, last, &lines);
    let counts = CountScale::of(options.spacing, report.figures.iter().flat_map(numbers));
    let panels = panels(report, lines, days);
    let subtitle = match options.spacing {
        Spacing::Linear => report.subtitle.clone(),
        Spacing::Logarithmic => format!("{}; logarithmic scale", report.subtitle),
    };
    Chart {
        title: report.title.clone(),
        subtitle,
        key: key(&panels),
        panels,
        days,
        counts,
        caption: caption(report),
        alt: report.alt.clone(),
        question: question(&report.question),
        origin: report.origin.clone(),
        table: report.table(),
    }
}

/// The printed numbers of a figure.
fn numbers(figure: &PicturedFigure) -> impl Iterator<Item = u64> {
    figure.number.extent().into_iter().flat_map(|(low, high)| [low, high])
}

/// The first and the last day of all figures and those that say them again.
fn extent(report: &PictureReport) -> (i32, i32) {
    let mut ends: Option<(i32, i32)> = None;
    let mut add = |first: i32, last: i32| {
        let (low, high) = ends.unwrap_or((first, last));
        ends = Some((low.min(first), high.max(last)));
    };
    for figure in &report.figures {
        add(figure.days.first, figure.days.last);
        figure.relays.iter().for_each(|relay| add(relay.day, relay.day));
    }
    ends.unwrap_or((0, 1))
}

/// The scale of days: of the figures, and of what their lines still hold behind them, up to a quarter more.
fn days(first: i32, last: i32, lines: &[PlotLine]) -> DayScale {
    let held = |line: &PlotLine| match line.strokes.last() {
        Some(Stroke::Unrenewed { to, .. }) => Some(*to),
        _ => None,
    };
    let room = ((last - first) / 4).max(7);
    let held = lines.iter().filter_map(held).max().unwrap_or(last);
    let margin = i32::from(first == last);
    DayScale::of(
        first.saturating_sub(margin),
        held.clamp(last, last.saturating_add(room)).saturating_add(margin),
    )
}

fn panels(report: &PictureReport, lines: Vec<PlotLine>, days: DayScale) -> Vec<Panel> {
    let alone = lines.len() > TOGETHER || (lines.len() > 1 && report.holds == Holding::InItsWindow);
    if !alone {
        let rules = lines.iter().enumerate().flat_map(|(at, _)| rules(report, at, at, days)).collect();
        let brackets = bracket(report).into_iter().collect();
        return vec![Panel { name: None, lines, brackets, rules }];
    }
    let panel = |(at, line): (usize, PlotLine)| {
        let line = PlotLine { dash: Dash::Solid, ..line };
        Panel {
            name: Some(line.name.clone()),
            rules: rules(report, at, 0, days),
            brackets: Vec::new(),
            lines: vec![line],
        }
    };
    lines.into_iter().enumerate().map(panel).collect()
}

fn dash(line: usize) -> Dash {
    [Dash::Solid, Dash::Long, Dash::Dotted, Dash::DashDot][line % TOGETHER]
}

/// The rules of one voice, whose line stands at a place of its panel.
fn rules(report: &PictureReport, voice: usize, line: usize, days: DayScale) -> Vec<Rule> {
    let own = report.figures.iter().filter(|figure| figure.voice == voice);
    let within = own.filter_map(|figure| Some((figure.days.last, figure.rule.clone()?)));
    let left = report.voices[voice].left.iter().map(|left| (left.day, left.words.clone()));
    let left = left.filter(|(day, _)| (days.first..=days.last).contains(day));
    within.chain(left).map(|(day, words)| Rule { day, line, words }).collect()
}

fn bracket(report: &PictureReport) -> Option<Bracket> {
    let difference = report.difference?;
    let (low, high) = (report.figures.get(difference.low)?, report.figures.get(difference.high)?);
    Some(Bracket {
        day: low.days.last.max(high.days.last),
        low: low.number.extent()?.1,
        high: high.number.extent()?.0,
        low_words: low.words.clone(),
        high_words: high.words.clone(),
    })
}
