//! How the counts of a series were revised, a line an authority.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::render::visible::visible;
use crate::report::lists::{Cell, Holds, Table};
use crate::report::revisions::{RevisionsReport, TrackReport, VersionReport};

use super::list;

/// Writes the revisions of one series.
///
/// # Errors
/// What writing meets.
pub fn revisions(out: &mut dyn Write, report: &RevisionsReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&visible(&report.scope.heading())))?;
    let mut table = Table::new(&[
        ("authority", Holds::Words),
        ("versions", Holds::Numbers),
        ("first", Holds::Words),
        ("last", Holds::Words),
        ("spread", Holds::Numbers),
        ("settled", Holds::Fixed),
    ]);
    report.tracks.iter().for_each(|track| table.push(row(track)));
    list::table(out, &table, style)
}

fn row(track: &TrackReport) -> [Cell; 6] {
    let window = match &track.window {
        Some([Some(first), Some(last)]) if first == last => format!(", {last}"),
        Some([Some(first), Some(last)]) => format!(", {first} to {last}"),
        Some([_, Some(last)]) => format!(", to {last}"),
        _ => String::new(),
    };
    let unnamed = if track.attributed { "" } else { " (names no source)" };
    let status = if track.status == "stands" { String::new() } else { format!(", {}", track.status) };
    let settled = match track.settled_after_days {
        None => String::new(),
        Some(0) => "at once".to_owned(),
        Some(1) => "after 1 day".to_owned(),
        Some(days) => format!("after {days} days"),
    };
    [
        format!("{}{unnamed}{window}", track.authority).into(),
        Cell::Number(track.versions as u64),
        version(&track.first).into(),
        format!("{}{status}", version(&track.last)).into(),
        track.spread.into(),
        settled.into(),
    ]
}

fn version(version: &VersionReport) -> String {
    format!("{} ({})", version.wording, version.published_on.get(..10).unwrap_or(&version.published_on))
}
