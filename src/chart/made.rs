//! A chart, made from what a picture shows: panels and lines on two scales.

use crate::report::pictured::{Holding, PictureReport, PicturedFigure};

use super::caption::{asked, caption};
use super::key::key;
use super::lines::{LineStyle, WrittenNumbers, line};
use super::parts::{Bracket, Dash, Panel, PlotLine, Rule, SpanOfDays, Stroke};
use super::scale::{CountScale, DayScale};
use super::thin::thin;
use super::{Chart, ChartOptions, Spacing};

/// How many lines share a panel; more have a panel each.
const TOGETHER: usize = 4;
/// How many numbers of a panel are written out beside their marks; of more only the first and the last of each line.
const WRITTEN_OUT: usize = 12;

/// The chart of a picture.
pub fn chart(report: &PictureReport, options: ChartOptions) -> Chart {
    let (first, last) = extent(report);
    let steps = DayScale::of(first, last);
    let mut by_voice: Vec<Vec<&PicturedFigure>> = vec![Vec::new(); report.voices.len()];
    for figure in &report.figures {
        by_voice[figure.voice].push(figure);
    }
    let drawn = by_voice.iter().enumerate().map(|(at, figures)| {
        let kept = thin(figures, steps, options.columns);
        let beside = if alone(report) { figures.len() } else { report.figures.len() };
        let numbers = if beside > WRITTEN_OUT { WrittenNumbers::Ends } else { WrittenNumbers::All };
        let style = LineStyle { dash: dash(at), holds: report.holds, numbers };
        line(&report.voices[at], figures, &kept, style)
    });
    let (lines, rules): (Vec<PlotLine>, Vec<Vec<Rule>>) = drawn.unzip();
    let days = days(first, last, &lines);
    let counts = CountScale::of(options.spacing, report.figures.iter().flat_map(numbers));
    let panels = panels(report, lines, rules, days);
    let mut subtitle = report.subtitle.clone();
    if options.spacing == Spacing::Logarithmic {
        subtitle.push_str(if counts.has_zero_line {
            "; logarithmic scale, zero below it"
        } else {
            "; logarithmic scale"
        });
    }
    if panels.len() > 1 {
        subtitle.push_str("; one field for each authority, all on the same scales");
    }
    Chart {
        title: report.title.clone(),
        subtitle,
        key: key(&panels, days),
        panels,
        days,
        counts,
        caption: caption(report),
        alt: report.alt.clone(),
        question: asked(report),
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
    if let Holding::UntilKnownOtherwise(until) = report.holds {
        add(until, until);
    }
    ends.unwrap_or((0, 1))
}

/// The scale of days: of the figures, and of what their lines still hold behind them, up to a quarter more.
fn days(first: i32, last: i32, lines: &[PlotLine]) -> DayScale {
    let has_windows = lines
        .iter()
        .flat_map(|line| &line.marks)
        .any(|mark| matches!(mark.since, Some(SpanOfDays::Window(_))));
    let held = |line: &PlotLine| match line.strokes.last() {
        Some(Stroke::Unrenewed { to, .. }) => Some(*to),
        _ => None,
    };
    let room = ((last - first) / 4).max(7);
    let held = lines.iter().filter_map(held).max().unwrap_or(last);
    let margin = i32::from(first == last || has_windows);
    DayScale::of(
        first.saturating_sub(margin),
        held.clamp(last, last.saturating_add(room)).saturating_add(margin),
    )
}

fn panels(report: &PictureReport, lines: Vec<PlotLine>, rules: Vec<Vec<Rule>>, days: DayScale) -> Vec<Panel> {
    let within = |rule: &Rule| (days.first..=days.last).contains(&rule.day);
    match alone(report) {
        _ if lines.is_empty() => Vec::new(),
        false => {
            let of_line =
                |(line, rules): (usize, Vec<Rule>)| rules.into_iter().map(move |rule| Rule { line, ..rule });
            let rules = rules.into_iter().enumerate().flat_map(of_line).filter(within).collect();
            vec![Panel { name: None, lines, brackets: bracket(report).into_iter().collect(), rules }]
        }
        true => {
            let panel = |(line, rules): (PlotLine, Vec<Rule>)| Panel {
                name: Some(line.name.clone()),
                brackets: Vec::new(),
                rules: rules.into_iter().filter(within).collect(),
                lines: vec![PlotLine { dash: Dash::Solid, ..line }],
            };
            lines.into_iter().zip(rules).map(panel).collect()
        }
    }
}

/// Whether each line has a panel of its own.
fn alone(report: &PictureReport) -> bool {
    let lines = report.voices.len();
    lines > TOGETHER || (lines > 1 && report.holds == Holding::InItsWindow)
}

fn dash(line: usize) -> Dash {
    [Dash::Solid, Dash::Long, Dash::Dotted, Dash::DashDot][line % TOGETHER]
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
