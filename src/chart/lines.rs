//! The line of one authority: its marks, and the strokes that hold between them.

use crate::report::pictured::{
    DaysAre, Holding, PicturedFigure, PicturedNumber, PicturedStanding, PicturedVoice,
};

use super::parts::{
    Dash, Fill, MarkNote, NoteKind, PlotLine, PlotMark, Relay, RiseKind, Rule, Shape, SpanOfDays, Stroke,
};

/// How a line is drawn.
#[derive(Clone, Copy)]
pub struct LineStyle {
    /// How it is told apart.
    pub dash: Dash,
    /// For how long a number holds.
    pub holds: Holding,
    /// Which numbers are written beside their marks.
    pub numbers: WrittenNumbers,
}

/// Which numbers are written beside their marks, beside those with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenNumbers {
    /// All of them.
    All,
    /// The first and the last of each line.
    Ends,
}

/// The line of a voice, and the rules that belong to it. `figures`: all of it, in their order; `kept`: the places of those
/// that are drawn.
pub fn line(
    voice: &PicturedVoice,
    figures: &[&PicturedFigure],
    kept: &[usize],
    style: LineStyle,
) -> (PlotLine, Vec<Rule>) {
    let drawn: Vec<&PicturedFigure> = kept.iter().map(|at| figures[*at]).collect();
    let placed = placed(&drawn, style.holds);
    let mut marks: Vec<PlotMark> =
        drawn.iter().zip(&placed).map(|(figure, day)| mark(figure, *day)).collect();
    number(&mut marks, style.numbers);
    let strokes = match style.holds {
        Holding::UntilTheNext => strokes(voice, &drawn, &placed, &reports(figures)),
        Holding::UntilKnownOtherwise(until) => known_strokes(&drawn, &placed, until),
        Holding::InItsWindow | Holding::OnItsDay => Vec::new(),
    };
    let named_at = marks.len().checked_sub(1);
    let rule = |(figure, day): (&&PicturedFigure, &i32)| {
        Some(Rule { day: *day, line: 0, words: figure.rule.clone()? })
    };
    let left = voice.left.iter().map(|left| Rule { day: left.day, line: 0, words: left.words.clone() });
    let rules = drawn.iter().zip(&placed).filter_map(rule).chain(left).collect();
    let (name, dash) = (voice.name.clone(), style.dash);
    (PlotLine { name, dash, strokes, marks, relays: relays(figures), named_at }, rules)
}

/// The day at which each figure stands. A month or a year ends where the next figure begins, so that none stands before the
/// one it follows.
fn placed(figures: &[&PicturedFigure], holds: Holding) -> Vec<i32> {
    let mut before = i32::MIN;
    let mut placed = Vec::with_capacity(figures.len());
    for (at, figure) in figures.iter().enumerate() {
        let next = figures.get(at + 1).map_or(i32::MAX, |next| next.days.first);
        let day = match holds {
            Holding::UntilTheNext => figure.days.last.min(next.max(figure.days.first)).max(before),
            Holding::InItsWindow | Holding::OnItsDay | Holding::UntilKnownOtherwise(_) => figure.days.last,
        };
        before = day;
        placed.push(day);
    }
    placed
}

fn mark(figure: &PicturedFigure, day: i32) -> PlotMark {
    let stands = figure.standing == PicturedStanding::Stands;
    let is_about = matches!(figure.number, PicturedNumber::About(_));
    let hollow = is_about || !stands || !figure.disputed_by.is_empty();
    let first = figure.days.first;
    PlotMark {
        id: figure.id,
        day,
        since: match figure.days.are {
            DaysAre::Window => Some(SpanOfDays::Window(first)),
            DaysAre::Stated | DaysAre::AtTheLatest => (first < day).then_some(SpanOfDays::SomeDay(first)),
        },
        at_the_latest: figure.days.are == DaysAre::AtTheLatest,
        shape: shape(figure),
        fill: if hollow { Fill::Hollow } else { Fill::Filled },
        words: figure.words.clone(),
        notes: notes(figure),
    }
}

fn shape(figure: &PicturedFigure) -> Shape {
    match figure.number {
        PicturedNumber::Exact(count) | PicturedNumber::About(count) => Shape::Point { count },
        PicturedNumber::AtLeast(count) => Shape::AtLeast { count },
        PicturedNumber::UpTo(count) => Shape::UpTo { count },
        PicturedNumber::Range { low, high } => Shape::Bar { low, high, point: None },
        PicturedNumber::Estimate { point, low, high } => Shape::Bar { low, high, point: Some(point) },
        PicturedNumber::Words => Shape::Words,
    }
}

fn notes(figure: &PicturedFigure) -> Vec<MarkNote> {
    let mut notes = Vec::new();
    let mut note = |kind: NoteKind, words: String| notes.push(MarkNote { kind, words });
    if let PicturedStanding::Withdrawn(words) = &figure.standing {
        note(NoteKind::Withdrawn, words.clone());
    }
    if !figure.disputed_by.is_empty() {
        note(NoteKind::Disputed, format!("disputed by {}", figure.disputed_by.join(", ")));
    }
    if let Some(change) = &figure.revises {
        let reason = change.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        note(NoteKind::Revised, format!("revised from {}{reason}", change.from));
    }
    notes
}

/// Writes numbers beside marks.
fn number(marks: &mut [PlotMark], written: WrittenNumbers) {
    let last = marks.len().saturating_sub(1);
    for (at, mark) in marks.iter_mut().enumerate() {
        if written == WrittenNumbers::All || at == 0 || at == last || !mark.notes.is_empty() {
            mark.notes.push(MarkNote { kind: NoteKind::Number, words: mark.words.clone() });
        }
    }
}

/// The days on which an authority's numbers were reported, in order, each once.
fn reports(figures: &[&PicturedFigure]) -> Vec<i32> {
    let relays = figures.iter().flat_map(|figure| &figure.relays);
    let again = relays.filter(|relay| !relay.at_the_latest).map(|relay| relay.day);
    let mut days: Vec<i32> = figures.iter().map(|figure| figure.days.last).chain(again).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What holds between the figures: a number until the next, or until it is too old.
fn strokes(
    voice: &PicturedVoice,
    figures: &[&PicturedFigure],
    placed: &[i32],
    reports: &[i32],
) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut held: Option<(i32, u64)> = None;
    for (figure, day) in figures.iter().zip(placed) {
        let stands = figure.standing == PicturedStanding::Stands;
        let level = figure.number.level().filter(|_| stands);
        let mut reaches = None;
        if let Some((from, count)) = held {
            let is_held = hold(&mut strokes, voice, (from, *day, count), reports);
            reaches = is_held.then_some(count);
        }
        if let (Some(from), Some(to), None) = (reaches, level, &figure.rule)
            && from != to
        {
            let why = if figure.revises.is_some() { RiseKind::Revision } else { RiseKind::Update };
            strokes.push(Stroke::Rise { day: *day, from, to, why });
        }
        held = level.map(|level| (*day, level));
    }
    if let Some((from, count)) = held {
        let last = reports.last().map_or(from, |last| from.max(*last));
        hold(&mut strokes, voice, (from, last, count), reports);
        let to = last.saturating_add(voice.holds_days);
        strokes.push(Stroke::Unrenewed { from: last, to, count });
    }
    strokes
}

/// What was known between the figures: a number until another was, the last one up to a day.
fn known_strokes(figures: &[&PicturedFigure], placed: &[i32], until: i32) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let mut held: Option<(i32, u64)> = None;
    for (figure, day) in figures.iter().zip(placed) {
        let stands = figure.standing == PicturedStanding::Stands;
        let level = figure.number.level().filter(|_| stands);
        if let Some((from, count)) = held {
            strokes.extend((*day > from).then_some(Stroke::Held { from, to: *day, count }));
            let to = level.filter(|level| *level != count);
            strokes.extend(to.map(|to| Stroke::Rise { day: *day, from: count, to, why: RiseKind::Update }));
        }
        held = level.map(|level| (*day, level));
    }
    let last = held.filter(|(from, _)| *from < until);
    strokes.extend(last.map(|(from, count)| Stroke::Held { from, to: until, count }));
    strokes
}

/// Adds the strokes of a number from one day to another; says whether it reaches the other. Where it was not reported for
/// too long, it ends in between.
fn hold(
    strokes: &mut Vec<Stroke>,
    voice: &PicturedVoice,
    (from, to, count): (i32, i32, u64),
    reports: &[i32],
) -> bool {
    let between = &reports[reports.partition_point(|day| *day <= from)..];
    let between = &between[..between.partition_point(|day| *day < to)];
    let (mut start, mut at) = (from, from);
    let mut reaches = true;
    for day in between.iter().copied().chain([to]) {
        reaches = day.saturating_sub(at) <= voice.holds_days;
        if !reaches {
            strokes.extend((at > start).then_some(Stroke::Held { from: start, to: at, count }));
            strokes.push(Stroke::Unrenewed { from: at, to: at.saturating_add(voice.holds_days), count });
            start = day;
        }
        at = day;
    }
    strokes.extend((at > start).then_some(Stroke::Held { from: start, to: at, count }));
    reaches
}

/// Where numbers were said again, one for each day and number.
fn relays(figures: &[&PicturedFigure]) -> Vec<Relay> {
    let all = figures.iter().flat_map(|figure| {
        let count = figure.number.level().or(figure.number.extent().map(|(_, high)| high));
        figure.relays.iter().map(move |relay| (relay.day, count))
    });
    let mut all: Vec<(i32, Option<u64>)> = all.collect();
    all.sort_unstable();
    let one = |same: &[(i32, Option<u64>)]| Relay {
        day: same[0].0,
        count: same[0].1,
        times: u32::try_from(same.len()).unwrap_or(u32::MAX),
    };
    all.chunk_by(|a, b| a == b).map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chart::{Chart, ChartOptions};
    use crate::report::pictured::PictureReport;
    use crate::report::pictured::testing::{any_large_picture, any_picture};

    /// The days of a stroke, from the first to the last.
    fn days(stroke: Stroke) -> (i32, i32) {
        match stroke {
            Stroke::Held { from, to, .. } | Stroke::Unrenewed { from, to, .. } => (from, to),
            Stroke::Rise { day, .. } => (day, day),
        }
    }

    fn counts(stroke: Stroke) -> Vec<u64> {
        match stroke {
            Stroke::Held { count, .. } | Stroke::Unrenewed { count, .. } => vec![count],
            Stroke::Rise { from, to, .. } => vec![from, to],
        }
    }

    /// Strokes go from left to right, lie at printed numbers of figures that stand, and end when these are too old.
    fn strokes_are_sound(picture: &PictureReport) -> Result<(), TestCaseError> {
        let chart = Chart::of(picture, ChartOptions::of_width(300));
        let lines: Vec<&PlotLine> = chart.panels.iter().flat_map(|panel| &panel.lines).collect();
        prop_assert_eq!(
            lines.len(),
            if picture.figures.is_empty() { lines.len() } else { picture.voices.len() }
        );
        for (at, line) in lines.iter().enumerate() {
            let own: Vec<&PicturedFigure> =
                picture.figures.iter().filter(|figure| figure.voice == at).collect();
            let stands = |figure: &&&PicturedFigure| figure.standing == PicturedStanding::Stands;
            let levels: Vec<u64> =
                own.iter().filter(stands).filter_map(|figure| figure.number.level()).collect();
            let mut reached = i32::MIN;
            for stroke in &line.strokes {
                let (from, to) = days(*stroke);
                prop_assert!(from <= to && from >= reached, "{stroke:?} after {reached}");
                prop_assert!(counts(*stroke).iter().all(|count| levels.contains(count)), "{stroke:?}");
                if let Stroke::Unrenewed { from, to, .. } = stroke {
                    prop_assert_eq!(to - from, picture.voices[at].holds_days);
                    reached = *from;
                } else {
                    reached = to;
                }
            }
            if picture.holds != Holding::UntilTheNext {
                prop_assert!(line.strokes.is_empty(), "what is counted in a window holds nowhere else");
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn strokes_hold_what_was_said_and_no_longer(picture in any_picture()) {
            strokes_are_sound(&picture)?;
        }

        #[test]
        fn strokes_of_many_figures_do_too(picture in any_large_picture(400)) {
            strokes_are_sound(&picture)?;
        }

        /// Every mark is a figure with its words; where all are drawn, every figure is a mark.
        #[test]
        fn every_figure_is_a_mark(picture in any_picture()) {
            let chart = Chart::of(&picture, ChartOptions::of_width(300));
            let marks = chart.panels.iter().flat_map(|panel| &panel.lines).flat_map(|line| &line.marks);
            let mut marks: Vec<_> = marks.map(|mark| (mark.id, mark.words.clone())).collect();
            let mut figures: Vec<_> =
                picture.figures.iter().map(|figure| (figure.id, figure.words.clone())).collect();
            marks.sort();
            figures.sort();
            prop_assert_eq!(marks, figures);
        }
    }
}
