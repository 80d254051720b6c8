//! The pages of reports as lines of text.

use std::io::{self, Write};

use crate::render::style::{Fingerprints, TextStyle};
use crate::render::visible::visible;
use crate::report::Report;
use crate::report::page::{Block, Page};

use super::list;
use super::wrap::wrapped;

/// Writes a report as text.
///
/// # Errors
/// What writing meets.
pub fn report(out: &mut dyn Write, report: &impl Report, style: TextStyle) -> io::Result<()> {
    page(out, &Page::of(report), style)
}

/// Writes a page.
///
/// # Errors
/// What writing meets.
pub fn page(out: &mut dyn Write, page: &Page, style: TextStyle) -> io::Result<()> {
    page.blocks().iter().try_for_each(|block| draw(out, block, style))
}

fn draw(out: &mut dyn Write, block: &Block, style: TextStyle) -> io::Result<()> {
    match block {
        Block::Heading(text) => writeln!(out, "{}", style.bold(&visible(text))),
        Block::Title { name, aside, words } => {
            let (name, words) = (style.bold(&visible(name)), style.bold(&visible(words)));
            writeln!(out, "{name}{}: {words}", visible(aside))
        }
        Block::Paragraph(text) => {
            wrapped(&visible(text), style.columns(), 0).iter().try_for_each(|line| writeln!(out, "{line}"))
        }
        Block::Line(text) => writeln!(out, "{}", visible(text)),
        Block::Labelled { label, text } => labelled(out, label, text, style),
        Block::ToType { label, text } => {
            writeln!(out, "{}{}", style.dim(&beside(label)), visible(text))
        }
        Block::Table(table) => list::table(out, table, style),
        Block::Fingerprint(text) => match style.fingerprints {
            Fingerprints::Shown => writeln!(out, "{}{text}", style.dim(&beside("fingerprint"))),
            Fingerprints::LeftOut => Ok(()),
        },
        Block::Remark(text) => writeln!(out, "{}", style.dim(&visible(text))),
        Block::Blank => writeln!(out),
    }
}

/// How far from the left the text beside a label begins.
const LABEL: usize = 17;

/// A label with the blanks that stand between it and its text.
fn beside(label: &str) -> String {
    format!("  {label:<width$}", width = LABEL - 2)
}

/// Writes a label, dim, and its text in the rest of the width. A long label has a line of its own.
fn labelled(out: &mut dyn Write, label: &str, text: &str, style: TextStyle) -> io::Result<()> {
    let shown = visible(text);
    // What has no blank is a hash, a path or a url: it stays whole, so that it can be copied.
    let room = if shown.contains(' ') { style.columns().saturating_sub(LABEL) } else { usize::MAX };
    let is_long = label.chars().count() > LABEL - 3;
    if is_long {
        writeln!(out, "{}", style.dim(&format!("  {label}")))?;
    }
    for (place, line) in wrapped(&shown, room, 0).iter().enumerate() {
        let label = if place == 0 && !is_long { label } else { "" };
        writeln!(out, "{}{line}", style.dim(&beside(label)))?;
    }
    Ok(())
}
