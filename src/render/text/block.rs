//! Labels and what they say, one under the other.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::render::visible::visible;

use super::wrap::wrapped;

/// Writes a label, dim, and its text in the rest of the width; nothing for an empty text.
///
/// # Errors
/// What writing meets.
pub fn labelled(out: &mut dyn Write, label: &str, text: &str, style: Style) -> io::Result<()> {
    const LABEL: usize = 17;
    if text.is_empty() {
        return Ok(());
    }
    let shown = visible(text);
    // What has no blank is a hash, a path or a url: it stays whole, so that it can be copied.
    let room = if shown.contains(' ') { style.columns().saturating_sub(LABEL) } else { usize::MAX };
    for (place, line) in wrapped(&shown, room, 0).iter().enumerate() {
        let label = if place == 0 { label } else { "" };
        let padded = format!("  {label:<width$}", width = LABEL - 2);
        writeln!(out, "{}{line}", style.dim(&padded))?;
    }
    Ok(())
}

/// Writes a paragraph within the width; its text is from data.
///
/// # Errors
/// What writing meets.
pub fn paragraph(out: &mut dyn Write, text: &str, style: Style) -> io::Result<()> {
    wrapped(&visible(text), style.columns(), 0).iter().try_for_each(|line| writeln!(out, "{line}"))
}
