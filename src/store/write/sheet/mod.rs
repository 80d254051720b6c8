//! A desk's own sheet, imported again: what its rows say beside what a file of that name said before. Nothing is looked up
//! where no standing entry has the name, and what is in memory is one bit a figure.

mod compare;
mod comparison;
mod files;
mod mending;
mod pairs;
mod told;
mod vanished;

pub use compare::{SheetChanges, compare};
pub(in crate::store::write) use comparison::SheetComparison;
pub use files::{is_overtaken, is_overtaken_by_now};
pub use mending::{keep_both, mend};
pub use told::{FirstOf, StaleRow, changed, stale, unclear};
pub use vanished::{Vanished, vanished};

use crate::store::Result;

use super::entry::EntryTransaction;
use super::touched::Touched;

/// Begins to compare a file with those of its name, before any row is written. `sheet`: which of a workbook it is.
///
/// # Errors
/// What SQLite says.
pub fn begin(entry: &mut EntryTransaction<'_>, name: &str, sheet: Option<&str>) -> Result<()> {
    let files = files::named(entry.transaction.conn(), &entry.visibility, name, sheet)?;
    if files.is_empty() {
        return Ok(());
    }
    pairs::lay_out(entry.transaction.conn())?;
    let last = files.iter().rev().find(|file| file.is_own).map(|file| file.entry);
    entry.sheet = Some(Box::new(SheetComparison {
        entries: files.into_iter().map(|file| file.entry).collect(),
        last,
        before: Touched::default(),
        held: Touched::default(),
    }));
    Ok(())
}

/// Notes that the file holds a figure.
pub(in crate::store::write) fn note(entry: &mut EntryTransaction<'_>, figure: i64) {
    if let Some(sheet) = &mut entry.sheet {
        sheet.held.insert(figure);
    }
}
