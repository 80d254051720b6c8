//! What mending or erasing did to figures.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::mended::{MendReport, RedactReport};

use super::block::{labelled, paragraph};

/// Writes what was mended, and which figure takes the place of which.
///
/// # Errors
/// What writing meets.
pub fn mended(out: &mut dyn Write, report: &MendReport, style: Style) -> io::Result<()> {
    let what = match (report.by, report.void.is_empty()) {
        (Some(by), _) => format!("#{} mended as #{by}", report.figure),
        (None, false) => format!("#{} void", report.figure),
        (None, true) => format!("#{} mended", report.figure),
    };
    let headline = match report.entry {
        Some(entry) => format!("{what}: recorded as entry {entry}"),
        None => format!("{what}: a dry run; nothing was recorded"),
    };
    paragraph(out, &headline, style)?;
    for field in &report.mended {
        let shown = |text: &str| if text.is_empty() { "blank".to_owned() } else { text.to_owned() };
        labelled(out, field.field, &format!("{}, was {}", shown(&field.is), shown(&field.was)), style)?;
    }
    for void in &report.void {
        let line = if *void == report.figure {
            report.was.clone()
        } else {
            format!("#{void}, which its words included")
        };
        labelled(out, "void", &line, style)?;
    }
    labelled(out, "in its place", report.is.as_deref().unwrap_or_default(), style)?;
    labelled(out, "why", &report.why, style)?;
    labelled(out, "store", &report.store, style)?;
    match report.entry {
        Some(entry) => labelled(out, "take back", &format!("tollbook undo {entry}"), style),
        None => Ok(()),
    }
}

/// Writes which figures held a text, and that it was erased.
///
/// # Errors
/// What writing meets.
pub fn redacted(out: &mut dyn Write, report: &RedactReport, style: Style) -> io::Result<()> {
    let headline = match report.entry {
        Some(entry) => format!("{} erased: recorded as entry {entry}; nothing brings it back", report.field),
        None => format!("{} of #{}: a dry run; nothing was erased", report.field, report.figure),
    };
    paragraph(out, &headline, style)?;
    held(out, report, style)?;
    labelled(out, "why", &report.why, style)?;
    labelled(out, "store", &report.store, style)
}

/// Writes which figures and files hold the text.
///
/// # Errors
/// What writing meets.
pub fn held(out: &mut dyn Write, report: &RedactReport, style: Style) -> io::Result<()> {
    for figure in &report.figures {
        labelled(out, "held by", figure, style)?;
    }
    let rows = |count: u64| if count == 1 { "row" } else { "rows" };
    let copies = report.copies.iter().map(|(column, count)| format!("{column} in {count} {}", rows(*count)));
    labelled(out, "copies", &copies.collect::<Vec<_>>().join(", "), style)?;
    for file in &report.files {
        let dropped = if report.entry.is_some() { "dropped" } else { "to be dropped" };
        labelled(out, "kept file", &format!("{file}: its bytes are {dropped}"), style)?;
    }
    for place in &report.stays {
        labelled(out, "still there", place, style)?;
    }
    Ok(())
}
