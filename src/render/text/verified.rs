//! What `verify` found.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::verified::VerifyReport;

use super::block::{labelled, paragraph};

/// Writes whether a store is whole, and the head of its chain.
///
/// # Errors
/// What writing meets.
pub fn verified(out: &mut dyn Write, report: &VerifyReport, style: Style) -> io::Result<()> {
    let headline = match report.faults.len() {
        0 => format!("{}: every link holds", report.store),
        1 => format!("{}: one thing is wrong", report.store),
        n => format!("{}: {n} things are wrong", report.store),
    };
    paragraph(out, &headline, style)?;
    for fault in &report.faults {
        labelled(out, "fault", fault, style)?;
    }
    for redaction in &report.redactions {
        labelled(out, "redacted", redaction, style)?;
    }
    labelled(out, "entries", &report.entries.to_string(), style)?;
    labelled(out, "rows", &report.rows.to_string(), style)?;
    labelled(out, "head", &report.head, style)
}
