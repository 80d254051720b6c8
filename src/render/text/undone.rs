//! What an undo did.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::undone::UndoReport;

use super::block::{labelled, paragraph};

/// Writes what was taken back, what it hides, and what had rested on it.
///
/// # Errors
/// What writing meets.
pub fn undone(out: &mut dyn Write, report: &UndoReport, style: Style) -> io::Result<()> {
    let what = format!("entry {} ({})", report.undoes, report.what);
    let headline = match (report.entry, report.restores) {
        (Some(entry), Some(restored)) => {
            format!("Entry {entry} takes back {what}: entry {restored} stands again")
        }
        (Some(entry), None) => format!("Entry {entry} takes back {what}"),
        (None, _) => format!("A dry run: {what} would be taken back; nothing was recorded"),
    };
    paragraph(out, &headline, style)?;
    if report.hidden > 0 {
        let figures = match (report.entry.is_some(), report.hidden) {
            (true, 1) => "figure is no longer shown",
            (true, _) => "figures are no longer shown",
            (false, 1) => "figure would no longer be shown",
            (false, _) => "figures would no longer be shown",
        };
        labelled(out, "hidden", &format!("{} {figures}", report.hidden), style)?;
    }
    resting(out, report, style)?;
    if !report.resting.is_empty() {
        let carry = format!("tollbook import FILE --carry-over {}", report.undoes);
        labelled(out, "carry over", &format!("a corrected file takes these links along: {carry}"), style)?;
    }
    match report.entry {
        Some(entry) => labelled(out, "restore", &format!("tollbook undo {entry}"), style),
        None => Ok(()),
    }
}

/// Writes the links that rest on the entry.
///
/// # Errors
/// What writing meets.
pub fn resting(out: &mut dyn Write, report: &UndoReport, style: Style) -> io::Result<()> {
    for resting in &report.resting {
        labelled(out, "rests on it", &format!("entry {}: {}", resting.entry, resting.link), style)?;
    }
    Ok(())
}
