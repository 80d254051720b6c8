//! The answers of the series that an entry touched.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::touched::TouchedReport;

use super::answer::answers;

/// Writes the answers below what was recorded, then the command for the rest; nothing where there is no answer.
///
/// # Errors
/// What writing meets.
pub fn touched(out: &mut dyn Write, report: &TouchedReport, style: Style) -> io::Result<()> {
    if report.answers.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    answers(out, &report.answers, style)?;
    if report.more > 0 {
        let entry = report.entry.map_or_else(String::new, |entry| format!(" --entry {entry}"));
        writeln!(out, "\n{} more series: tollbook reconcile{entry}", report.more)?;
    }
    Ok(())
}
