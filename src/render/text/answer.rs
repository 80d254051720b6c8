//! Answers: the sentence first, then what it rests on; the trace where it was asked for.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::answer::{AnswerReport, LineReport, TraceReport};
use crate::report::lists::{Cell, Holds, Table};

use super::block::{labelled, paragraph};
use super::list;

/// Writes answers, a blank line between them.
///
/// # Errors
/// What writing meets.
pub fn answers<'a>(
    out: &mut dyn Write,
    reports: impl IntoIterator<Item = &'a AnswerReport>,
    style: Style,
) -> io::Result<()> {
    for (place, report) in reports.into_iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        answer(out, report, style)?;
    }
    Ok(())
}

/// Writes one answer.
///
/// # Errors
/// What writing meets.
pub fn answer(out: &mut dyn Write, report: &AnswerReport, style: Style) -> io::Result<()> {
    let shown = &report.shown;
    paragraph(out, &report.sentence, style)?;
    labelled(out, "series", &report.scope.heading(), style)?;
    let figure = if shown.printed.is_empty() { &shown.no_number } else { &shown.printed };
    labelled(out, "figure", figure, style)?;
    labelled(out, "verdict", &verdict(report), style)?;
    labelled(out, "attribution", &report.attribution, style)?;
    labelled(out, "as of", as_of(report), style)?;
    labelled(out, "withdrawn", &shown.quoting, style)?;
    labelled(out, "policy", &policy(report), style)?;
    if report.policy.replace('-', "_") == "per_authority" {
        writeln!(out)?;
        list::table(out, &lines(&shown.lines), style)?;
    }
    if let Some(trace) = &report.trace {
        writeln!(out)?;
        list::table(out, &traced(trace), style)?;
    }
    Ok(())
}

fn verdict(report: &AnswerReport) -> String {
    let shown = &report.shown;
    let support = if shown.support.is_empty() { String::new() } else { format!(" ({})", shown.support) };
    let relays = match shown.relayed_by {
        0 | 1 => String::new(),
        n => format!(", relayed by {n} publishers"),
    };
    format!("{}{support}{relays}", report.verdict)
}

fn as_of(report: &AnswerReport) -> &str {
    match report.shown.as_of.as_str() {
        "" if report.attribution.is_empty() => "",
        "" => "not stated",
        days => days,
    }
}

/// The policy, and the clocks of the question where they are set.
fn policy(report: &AnswerReport) -> String {
    let question = &report.question;
    let clocks = [
        ("as of", &question.as_of),
        ("known on", &question.known_on),
        ("recorded by", &question.recorded_by),
    ];
    let set = clocks.iter().filter_map(|(label, time)| Some(format!(", {label} {}", time.as_ref()?)));
    format!("{}{}", report.policy, set.collect::<String>())
}

/// One line an authority.
fn lines(lines: &[LineReport]) -> Table {
    let mut table = Table::new(&[
        ("authority", Holds::Words),
        ("newest", Holds::Words),
        ("as of", Holds::Words),
        ("before", Holds::Words),
        ("versions", Holds::Numbers),
        ("", Holds::Words),
    ]);
    for line in lines {
        let cells: [Cell; 6] = [
            line.authority.clone().into(),
            line.newest.clone().into(),
            line.as_of.clone().into(),
            line.previous.clone().into(),
            Cell::Number(line.versions as u64),
            line.role.into(),
        ];
        table.push(cells);
    }
    table
}

/// Every figure with its fate.
fn traced(trace: &[TraceReport]) -> Table {
    let mut table = Table::new(&[
        ("id", Holds::Numbers),
        ("figure", Holds::Words),
        ("authority (publisher)", Holds::Words),
        ("as of", Holds::Fixed),
        ("fate", Holds::Words),
    ]);
    for figure in trace {
        let who = match &figure.authority {
            Some(authority) if *authority != figure.publisher => {
                format!("{authority} ({})", figure.publisher)
            }
            Some(authority) => authority.clone(),
            None => format!("({})", figure.publisher),
        };
        let cells: [Cell; 5] = [
            Cell::Text(figure.id.to_string()),
            figure.wording.clone().into(),
            who.into(),
            figure.as_of.clone().into(),
            format!("{}: {}", figure.fate, figure.because).into(),
        ];
        table.push(cells);
    }
    table
}
