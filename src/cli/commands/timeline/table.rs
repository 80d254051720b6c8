//! Timelines as tables, wide or long.

use super::CsvLayout;
use crate::cli::emit::Output;
use crate::desk::timeline::timeline;
use crate::desk::{Criteria, Error, Store};
use crate::report::timeline::wide::{self, wide};

/// Prints them as CSV.
pub fn print(store: &Store, criteria: &Criteria, layout: CsvLayout, out: &mut Output) -> Result<(), Error> {
    match layout {
        CsvLayout::Wide => side_by_side(store, criteria, out),
        CsvLayout::ByNumber => by_number(store, criteria, out),
        CsvLayout::Long => one_by_one(store, criteria, out),
    }
}

/// Each timeline as it comes: as JSON, or as a long table.
pub fn one_by_one(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let mut reports = out.each();
    timeline(store, criteria, &mut |report| Ok(reports.add(&report)?))?;
    Ok(reports.end("")?)
}

/// One wide table of all series.
fn side_by_side(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let mut reports = Vec::new();
    timeline(store, criteria, &mut |report| {
        reports.push(report);
        match wide::count(&reports) <= wide::MOST_LINES {
            true => Ok(()),
            false => Err(Error::usage(
                format!(
                    "a wide table has room for {} lines, and more authorities and series are asked for",
                    wide::MOST_LINES
                ),
                "ask for fewer: tollbook timeline --event NAME --wide; or take a row a figure: tollbook timeline --long",
            )),
        }
    })?;
    Ok(out.table(&wide(&reports))?)
}

/// One series as a wide table; several as a long one, with a row a figure.
fn by_number(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let (mut alone, mut several, mut any) = (None, out.each(), false);
    timeline(store, criteria, &mut |report| {
        if !std::mem::replace(&mut any, true) {
            alone = Some(report);
            return Ok(());
        }
        if let Some(first) = alone.take() {
            several.add(&first)?;
        }
        Ok(several.add(&report)?)
    })?;
    match alone {
        Some(one) => {
            drop(several);
            out.table(&wide(&[one]))?;
        }
        None => several.end("")?,
    }
    Ok(())
}
