//! Another tollbook store as a file that is imported: it is verified, then merged, and only read.

use std::path::Path;

use super::{FileOutcome, ImportSink, Job};
use crate::desk::error::Error;
use crate::desk::opening::Writable;
use crate::desk::progress::Progress;
use crate::intake::settings::Settings;
use crate::model::recorded::{Counts, EntryId};
use crate::report::merge::{ConflictReport, DeskDifferenceReport, MergeReport};
use crate::report::receipt::Receipt;
use crate::store::merge::{Arrival, Conflict, MergeMode, Merged};
use crate::store::verify::VerifyFault;
use crate::store::{self, Store, StoreFault, View};

/// Merges a store.
///
/// # Errors
/// What ends the whole import.
pub(super) fn import(
    path: &Path,
    job: &Job<'_>,
    target: &mut Writable,
    progress: &mut dyn Progress,
    sink: &mut dyn ImportSink,
) -> Result<FileOutcome, Error> {
    let options = job.options;
    let how_it_is_read = options.profile.is_some() || options.save_profile || options.carry_over.is_some();
    if how_it_is_read || options.settings != Settings::default() {
        return Ok(FileOutcome::Refused(takes_no_settings(path)));
    }
    let merged = merge(path, job, target, progress);
    progress.end();
    Ok(match merged {
        Ok((receipt, _)) if options.dry_run => FileOutcome::Taken(Box::new(receipt), Vec::new()),
        Ok((receipt, merged)) => {
            merged.entries.iter().for_each(|entry| sink.recorded(*entry));
            FileOutcome::Taken(Box::new(receipt), merged.touched)
        }
        Err(recorded @ Error::Recorded(_)) => return Err(recorded),
        Err(failure) => FileOutcome::Refused(failure),
    })
}

/// A store that is newer, older, damaged, or not as its own entries sealed it is refused.
fn merge(
    path: &Path,
    job: &Job<'_>,
    target: &mut Writable,
    progress: &mut dyn Progress,
) -> Result<(Receipt, Merged), Error> {
    let other = Store::open_for_reading(path)?;
    // A store that adds nothing need not be verified.
    if !store::merge::has_all_of(&target.store, &other)? {
        verify(path, &other, progress)?;
    }
    let outcome = if job.options.dry_run { MergeMode::DryRun } else { MergeMode::Recorded };
    let arrival = Arrival { at: (job.author.clock)(), outcome };
    progress.begin(store::verify::rows(&other)?, "the rows to merge");
    let merged =
        store::merge::merge(&mut target.store, &other, arrival, &mut |seen| progress.at(seen, seen))?;
    let held = held(&target.store, &merged, outcome)?;
    Ok((receipt(path, target, (&merged, held), outcome), merged))
}

/// A store whose entries are taken over must be as they were sealed: every link holds.
fn verify(path: &Path, other: &Store, progress: &mut dyn Progress) -> Result<(), Error> {
    progress.begin(store::verify::rows(other)?, "the rows to verify");
    let mut verified = store::verify::verify(other, |seen| progress.at(seen, seen))?;
    progress.end();
    verified.faults.retain(|fault| *fault != VerifyFault::Words); // an index, which the merged store makes anew
    let Some(first) = verified.faults.first() else { return Ok(()) };
    let more = match verified.faults.len() {
        1 => String::new(),
        faults => format!("; and {} more", faults - 1),
    };
    Err(StoreFault::Damaged { path: path.into(), what: format!("{first}{more}") }.into())
}

/// How many figures are held by entries that came in.
fn held(store: &Store, merged: &Merged, outcome: MergeMode) -> Result<u64, StoreFault> {
    let (Some(first), Some(last), MergeMode::Recorded) =
        (merged.entries.first(), merged.entries.last(), outcome)
    else {
        return Ok(0);
    };
    let view = View::of(store, None)?.with_withheld()?;
    let holds = store::held::all(&view)?;
    let came = |entry: &EntryId| (first..=last).contains(&entry) && view.visibility().stands(*entry);
    let figures = holds.entries().filter(came).map(|entry| store::held::figures_of(&view, entry));
    figures.map(|figures| figures.map(|figures| figures.len() as u64)).sum()
}

fn receipt(path: &Path, target: &Writable, (merged, held): (&Merged, u64), outcome: MergeMode) -> Receipt {
    let recorded = outcome == MergeMode::Recorded;
    let entry = |entry: Option<&EntryId>| entry.filter(|_| recorded).map(|entry| entry.0);
    let report = MergeReport {
        entries: merged.entries.len() as u64,
        known: merged.known,
        first: entry(merged.entries.first()),
        last: entry(merged.entries.last()),
        held,
        facts: merged.facts,
        conflicts: merged.conflicts.iter().map(conflict).collect(),
        differs: merged.differing.iter().map(DeskDifferenceReport::new).collect(),
        undone: merged.undone.iter().map(|entry| entry.0).collect(),
        kept_out: merged.kept_out,
        erased: merged.erased,
        files_left: merged.files_left,
    };
    Receipt {
        entry: report.last,
        counts: Counts { new: merged.new, same: merged.same, ..Counts::default() },
        names: merged.facts,
        store_is_new: target.made && report.last.is_some(),
        dry_run: !recorded,
        merged: Some(report),
        ..Receipt::of(&path.display().to_string(), &target.path.display().to_string())
    }
}

fn conflict(conflict: &Conflict) -> ConflictReport {
    ConflictReport {
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
    }
}

/// Flags that say how a CSV is read say nothing about a store.
fn takes_no_settings(path: &Path) -> Error {
    Error::usage(
        format!("{} is a tollbook store, and is merged as it is", path.display()),
        "import it by itself, without the flags that say how a file is read",
    )
}
