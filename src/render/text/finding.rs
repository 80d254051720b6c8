//! Findings, one under the other, worst first.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::finding::{FindingReport, Told};

use super::block::{labelled, paragraph};

/// Writes one finding.
///
/// # Errors
/// What writing meets.
pub fn finding(out: &mut dyn Write, report: &FindingReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&format!("{} {}", report.rank, report.handle)))?;
    labelled(out, "found", &report.explanation, style)?;
    labelled(out, "type", &report.hint, style)?;
    if let Some(accepted) = &report.accepted {
        let by = accepted.who.as_ref().map(|who| format!(", {who}")).unwrap_or_default();
        let at = accepted.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        labelled(out, "accepted", &format!("{}{by}{at}", accepted.why), style)?;
        let back = accepted.entry.map(|entry| format!("tollbook undo {entry}"));
        labelled(out, "take back", &back.unwrap_or_default(), style)?;
    }
    Ok(())
}

/// Says below the findings how many there are, among so many figures that were asked for.
///
/// # Errors
/// What writing meets.
pub fn close(out: &mut dyn Write, told: &Told, figures: u64, style: Style) -> io::Result<()> {
    if told.all() > 0 {
        writeln!(out)?;
    }
    paragraph(out, &counted(told, figures), style)?;
    let Some(first) = &told.first_open else { return Ok(()) };
    let command = format!("tollbook amend finding {first} --accept -m WHY");
    paragraph(out, &format!("What is explained is settled, such as the first: {command}"), style)
}

/// `2 findings among 49 figures: 1 error, 1 warning`.
fn counted(told: &Told, figures: u64) -> String {
    let among = several(usize::try_from(figures).unwrap_or(usize::MAX), "figure");
    if told.all() == 0 {
        return format!("Nothing was found among {among}.");
    }
    let of_rank = ["error", "warning", "note"].into_iter().map(|rank| (rank, told.of_rank(rank)));
    let ranks: Vec<String> = of_rank.filter(|(_, n)| *n > 0).map(|(rank, n)| several(n, rank)).collect();
    format!("{} among {among}: {}", several(told.all(), "finding"), ranks.join(", "))
}

fn several(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
