//! The receipt of an addition by hand.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::added::AddReport;

use super::block::{labelled, paragraph};

/// Writes what was recorded, what was taken and assumed, and where.
///
/// # Errors
/// What writing meets.
pub fn added(out: &mut dyn Write, report: &AddReport, style: Style) -> io::Result<()> {
    paragraph(out, &headline(report), style)?;
    labelled(out, "figure", &report.line, style)?;
    labelled(out, "series", &report.series, style)?;
    for part in &report.parts {
        labelled(out, "part", part, style)?;
    }
    for link in &report.links {
        labelled(out, "relation", link, style)?;
    }
    if let Some(taken) = &report.taken {
        let fields = taken.fields.iter().map(|(field, text)| format!("{} {text}", field.replace('_', " ")));
        let fields = fields.collect::<Vec<_>>().join(", ");
        labelled(out, &format!("taken from #{}", taken.from), &fields, style)?;
    }
    for (field, meaning) in &report.assumed {
        labelled(out, "assumed", &format!("{}: {meaning}", field.replace('_', " ")), style)?;
    }
    for notice in &report.notices {
        labelled(out, "look at", &format!("{}: {}", notice.what, notice.hint), style)?;
    }
    let new = match (report.store_is_new, report.dry_run) {
        (true, _) => " (made by this addition)",
        (false, true) => " (untouched)",
        (false, false) => "",
    };
    labelled(out, "store", &format!("{}{new}", report.store), style)?;
    match report.entry {
        Some(entry) => labelled(out, "take back", &format!("tollbook undo {entry}"), style),
        None => Ok(()),
    }
}

fn headline(report: &AddReport) -> String {
    let id = report.figure.map(|id| format!("#{id}")).unwrap_or_default();
    match (report.outcome, report.entry, report.dry_run) {
        ("new", _, true) => "a new figure: a dry run; nothing was recorded".to_owned(),
        ("new", Some(entry), _) => format!("{id} recorded as entry {entry}"),
        ("changed", _, true) => {
            format!("{id} is the same figure, and would gain something: a dry run; nothing was recorded")
        }
        ("changed", Some(entry), _) => {
            format!("{id} is the same figure: entry {entry} adds what was not known of it")
        }
        (_, Some(entry), _) => format!("{id} is the same figure: entry {entry} notes that it was seen again"),
        (_, None, true) => format!("{id} is the same figure: a dry run; nothing was recorded"),
        (_, None, false) => format!("{id} is the same figure: nothing changed"),
    }
}
