//! What changed in a series: the sentence then and now, and the figures that came, changed or went.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::render::visible::visible;
use crate::report::answer::TraceReport;
use crate::report::difference::DifferenceReport;

use super::block::labelled;

/// How many figures of one kind are told.
const TOLD: usize = 8;

/// The letters of a day: a time is too long for a label.
const DAY: usize = 10;

/// Writes what changed in one series.
///
/// # Errors
/// What writing meets.
pub fn difference(out: &mut dyn Write, report: &DifferenceReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&visible(&report.scope.heading())))?;
    if report.moved {
        let is_day = report.from.len() <= DAY && report.to.len() <= DAY;
        let (then, now) = if is_day { (report.from.as_str(), report.to.as_str()) } else { ("then", "now") };
        labelled(out, then, &report.before.sentence, style)?;
        labelled(out, now, &report.after.sentence, style)?;
    } else {
        labelled(out, "answer", "did not move", style)?;
    }
    if report.before.verdict != report.after.verdict {
        let verdicts = format!("{}, now {}", report.before.verdict, report.after.verdict);
        labelled(out, "verdict", &verdicts, style)?;
    }
    let (again, new): (Vec<&TraceReport>, Vec<&TraceReport>) =
        report.added.iter().partition(|figure| figure.fate == "restates");
    figures(out, "added", new.into_iter().map(one_line), style)?;
    figures(out, "repeated", again.into_iter().map(one_line), style)?;
    for (label, list) in
        [("revised", &report.revised), ("withdrawn", &report.withdrawn), ("restored", &report.restored)]
    {
        figures(out, label, list.iter().map(with_reason), style)?;
    }
    Ok(())
}

fn figures(
    out: &mut dyn Write,
    label: &str,
    mut told: impl ExactSizeIterator<Item = String>,
    style: Style,
) -> io::Result<()> {
    let more = told.len().saturating_sub(TOLD);
    for (place, line) in told.by_ref().take(TOLD).enumerate() {
        labelled(out, if place == 0 { label } else { "" }, &line, style)?;
    }
    if more > 0 {
        labelled(out, "", &format!("and {more} more: --json and --csv list all"), style)?;
    }
    Ok(())
}

/// `#14 (ref): 7,028, Gaza Health Ministry, as of 2023-10-26 (UN OCHA)`.
fn one_line(figure: &TraceReport) -> String {
    let reference = figure.reference.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let words = figure.wording.as_deref().unwrap_or("no number");
    let who = figure.authority.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let day = match &figure.as_of {
        Some(day) => format!(", as of {day}"),
        None => format!(", published {}", figure.published_on),
    };
    format!("#{}{reference}: {words}{who}{day} ({})", figure.id, figure.publisher)
}

fn with_reason(figure: &TraceReport) -> String {
    format!("{}: {}", one_line(figure), figure.because)
}
