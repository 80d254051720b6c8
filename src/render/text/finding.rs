//! Findings, one under the other, worst first.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::finding::FindingReport;

use super::block::{labelled, paragraph};

/// Writes findings and how many there are, among so many figures that were asked for.
///
/// # Errors
/// What writing meets.
pub fn findings(
    out: &mut dyn Write,
    reports: &[FindingReport],
    figures: u64,
    style: Style,
) -> io::Result<()> {
    for report in reports {
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
        writeln!(out)?;
    }
    paragraph(out, &counted(reports, figures), style)?;
    match reports.iter().find(|report| report.accepted.is_none()) {
        Some(first) => {
            let command = format!("tollbook amend finding {} --accept -m WHY", first.handle);
            paragraph(out, &format!("What is explained is settled, such as the first: {command}"), style)
        }
        None => Ok(()),
    }
}

/// `2 findings among 49 figures: 1 error, 1 warning`.
fn counted(reports: &[FindingReport], figures: u64) -> String {
    let among = several(usize::try_from(figures).unwrap_or(usize::MAX), "figure");
    if reports.is_empty() {
        return format!("Nothing was found among {among}.");
    }
    let of_rank = |rank: &str| reports.iter().filter(|report| report.rank == rank).count();
    let ranks = ["error", "warning", "note"].into_iter().map(|rank| (rank, of_rank(rank)));
    let ranks: Vec<String> = ranks.filter(|(_, n)| *n > 0).map(|(rank, n)| several(n, rank)).collect();
    format!("{} among {among}: {}", several(reports.len(), "finding"), ranks.join(", "))
}

fn several(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
