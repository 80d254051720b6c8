//! What was said about a name.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::amended::AmendReport;

use super::block::{labelled, paragraph};

/// Writes what is said now, and what was said before.
///
/// # Errors
/// What writing meets.
pub fn amended(out: &mut dyn Write, report: &AmendReport, style: Style) -> io::Result<()> {
    let headline = match (report.entry, report.dry_run) {
        (Some(entry), _) => format!("{} {}: recorded as entry {entry}", report.kind, report.name),
        (None, true) => format!("{} {}: a dry run; nothing was recorded", report.kind, report.name),
        (None, false) => format!("{} {}: said before; nothing changed", report.kind, report.name),
    };
    paragraph(out, &headline, style)?;
    for (field, value) in report.said.iter().chain(&report.held_before) {
        let value = if value.is_empty() { "taken back" } else { value };
        labelled(out, &field.replace('_', " "), value, style)?;
    }
    match report.entry {
        Some(entry) => labelled(out, "take back", &format!("tollbook undo {entry}"), style),
        None => Ok(()),
    }
}
