//! `verify`: the store itself.

use super::error::Error;
use super::progress::Progress;
use crate::model::uid::hex;
use crate::report::redaction::erased;
use crate::report::verified::VerifyReport;
use crate::store::ledgers::Ledger;
use crate::store::{self, Store, View};

/// Checks the file and every link of the hash chain; `name` is what the report calls the store.
///
/// # Errors
/// Only what keeps the check from being made; what it finds is in the report.
pub fn verify(store: &Store, name: &str, progress: &mut dyn Progress) -> Result<VerifyReport, Error> {
    progress.begin(rows(store)?, "the rows");
    let verified = store::verify::verify(store, |seen| progress.at(seen, seen))?;
    progress.end();
    Ok(VerifyReport {
        store: name.to_owned(),
        entries: verified.entries,
        rows: verified.rows,
        head: hex(&verified.head),
        redactions: redactions(store)?,
        faults: verified.faults.iter().map(ToString::to_string).collect(),
    })
}

/// How many rows a store holds.
fn rows(store: &Store) -> Result<u64, Error> {
    let view = View::of(store, None)?;
    let last = view.visibility().last();
    Ok(Ledger::ALL.iter().map(|ledger| last[*ledger as usize].unsigned_abs()).sum())
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
