//! Another tollbook store as the input of `import`: it is verified, then merged, and only read.

use std::path::Path;

use crate::cli::progress::Bar;
use crate::cli::{Context, clock};
use crate::desk::Progress;
use crate::desk::error::Error;
use crate::desk::opening::Writable;
use crate::desk::receipts::{Home, already};
use crate::model::recorded::{Counts, EntryId, FileRead};
use crate::report::merge::{ConflictReport, MergeReport};
use crate::report::receipt::Receipt;
use crate::store;
use crate::store::merge::{Arrival, Merged, Outcome};
use crate::store::{Store, StoreFault};

/// Merges a store. The receipt, and the series that were touched.
///
/// # Errors
/// A store that is newer, older, damaged, or not as its own entries sealed it; nothing was merged then.
pub fn merge(path: &Path, desk: &mut Writable, context: &mut Context) -> Result<(Receipt, Vec<i64>), Error> {
    let other = Store::open_for_reading(path)?;
    // What brings nothing need not be taken off its word.
    if !desk.store.has_all_of(&other)? {
        verify(path, &other, context)?;
    }
    let outcome = if context.global.dry_run { Outcome::DryRun } else { Outcome::Recorded };
    let arrival = Arrival { at: clock::now(context.global.now), outcome };
    let mut progress = Bar::new(context.global.quiet);
    progress.begin(rows_of(&other)?, "the rows to merge");
    let merged = desk.store.merge(&other, arrival, &mut |seen| progress.at(seen, seen))?;
    drop(progress);
    if outcome == Outcome::Recorded {
        context.recorded.extend(merged.entries.iter().map(|entry| entry.0));
    }
    let touched = if outcome == Outcome::Recorded { merged.touched.clone() } else { Vec::new() };
    Ok((receipt(path, desk, &merged, outcome), touched))
}

/// A store that is taken off its word must keep it: every link holds.
fn verify(path: &Path, other: &Store, context: &Context) -> Result<(), Error> {
    let mut progress = Bar::new(context.global.quiet);
    progress.begin(rows_of(other)?, "the rows to verify");
    let verified = other.verify(|seen| progress.at(seen, seen))?;
    let Some(first) = verified.faults.first() else { return Ok(()) };
    let more = match verified.faults.len() {
        1 => String::new(),
        faults => format!("; and {} more", faults - 1),
    };
    Err(StoreFault::Damaged { path: path.into(), what: format!("{first}{more}") }.into())
}

/// How many rows a store holds, about.
fn rows_of(store: &Store) -> Result<u64, StoreFault> {
    let last = store::View::of(store, None)?.visibility().last();
    Ok(last.iter().fold(0, |all, mark| mark.unsigned_abs().saturating_add(all)))
}

fn receipt(path: &Path, desk: &Writable, merged: &Merged, outcome: Outcome) -> Receipt {
    let recorded = outcome == Outcome::Recorded;
    let entry = |entry: Option<&EntryId>| entry.filter(|_| recorded).map(|entry| entry.0);
    let conflicts = merged.conflicts.iter().map(|conflict| ConflictReport {
        name_kind: conflict.kind.word(),
        name: conflict.name.clone(),
        says: conflict.field.word(),
        ours: conflict.ours.value.clone(),
        ours_by: conflict.ours.who.clone(),
        ours_at: conflict.ours.at.iso(),
        theirs: conflict.theirs.value.clone(),
        theirs_by: conflict.theirs.who.clone(),
        theirs_at: conflict.theirs.at.iso(),
        holds: conflict.holds.clone(),
    });
    let report = MergeReport {
        entries: merged.entries.len() as u64,
        known: merged.known,
        first: entry(merged.entries.first()),
        last: entry(merged.entries.last()),
        facts: merged.facts,
        conflicts: conflicts.collect(),
        undone: merged.undone.iter().map(|entry| entry.0).collect(),
        kept_out: merged.kept_out,
        erased: merged.erased,
        files_left: merged.files_left,
    };
    let home = Home { store: desk.path.display().to_string(), made: false, profile: None };
    let nothing = FileRead { name: String::new(), bytes: 0, sha256: [0; 32], settings: String::new() };
    Receipt {
        sha256: String::new(),
        entry: report.last,
        counts: Counts { new: merged.new, same: merged.same, ..Counts::default() },
        names: merged.facts,
        already_imported: None,
        store_is_new: desk.made && report.last.is_some(),
        dry_run: !recorded,
        merged: Some(report),
        ..already(&path.display().to_string(), &nothing, EntryId(0), &home)
    }
}

/// What `import` can be told about a CSV says nothing about a store.
pub fn takes_no_settings(path: &Path) -> Error {
    Error::usage(
        format!("{} is a tollbook store, and is merged as it is", path.display()),
        "import it by itself, without the flags that say how a file is read",
    )
}
