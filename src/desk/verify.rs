//! `verify`: the store itself.

use std::path::Path;

use super::error::Error;
use super::progress::Progress;
use crate::model::uid::hex;
use crate::report::redaction::erased;
use crate::report::verified::VerifyReport;
use crate::store::verify::Verified;
use crate::store::{self, Store, View};

/// Checks the file and every link of the hash chain; `path` is how the report calls the store.
///
/// # Errors
/// Only what keeps the check from being made; what it finds is in the report.
pub fn verify(store: &Store, path: &Path, progress: &mut dyn Progress) -> Result<VerifyReport, Error> {
    progress.begin(store::verify::rows(store).unwrap_or(0), "the rows");
    let verified = store::verify::verify(store, |seen| progress.at(seen, seen))?;
    progress.end();
    let redactions = match redactions(store) {
        Err(_) if !verified.faults.is_empty() => Vec::new(), // it cannot be read: that is what was found
        told => told?,
    };
    Ok(report(path, verified, redactions))
}

/// What was found of the store at `path`.
pub(super) fn report(path: &Path, verified: Verified, redactions: Vec<String>) -> VerifyReport {
    let Verified { entries, rows, head, faults } = verified;
    let faults = faults.iter().map(ToString::to_string).collect();
    VerifyReport { store: path.display().to_string(), entries, rows, head: hex(&head), redactions, faults }
}

/// What was erased, when, by whom and why.
fn redactions(store: &Store) -> Result<Vec<String>, Error> {
    let (view, mut redactions) = (View::of(store, None)?, Vec::new());
    for one in store::redactions::all(&view)? {
        let entry = store::entries::one(&view, one.entry)?;
        redactions
            .extend(entry.map(|entry| erased(&one.field, &one.figures, one.files.len(), &entry, &one.why)));
    }
    Ok(redactions)
}
