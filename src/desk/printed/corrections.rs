//! `export --corrections`: the list for readers of what was put right, as it was when a person signed it.

use std::path::Path;

use super::judged::action_of;
use super::list::{because, deciding, instead, judged};
use crate::claim::ClaimAction;
use crate::desk::error::Error;
use crate::desk::markdown_file::MarkdownFile;
use crate::disk::sharing::Sharing;
use crate::export::audience::{Audience, is_public_address};
use crate::model::date::Timestamp;
use crate::model::question::Question;
use crate::model::redacted::marked;
use crate::report::corrections::{CorrectionLine, blocks};
use crate::store::printed::{KeptSentence, Signature};
use crate::store::{self, Store, View};

/// Writes the list as Markdown, newest first; how many lines it has.
///
/// # Errors
/// A name that ends otherwise, a folder that may not be written, or what the store says.
pub fn write_corrections(
    store: &Store,
    recorded_by: Option<Timestamp>,
    to: &Path,
    sharing: Sharing,
) -> Result<u64, Error> {
    let mut count = 0;
    MarkdownFile { to, what: "a list of corrections", flag: "--corrections", sharing }.write(&mut || {
        let lines = corrections(store, recorded_by)?;
        count = lines.len() as u64;
        Ok(blocks(&lines))
    })?;
    Ok(count)
}

/// What was put right, newest first: corrections, withdrawals and updates that a person signed.
///
/// # Errors
/// What the store says.
pub fn corrections(store: &Store, recorded_by: Option<Timestamp>) -> Result<Vec<CorrectionLine>, Error> {
    let mut signed = all_signed(&View::of(store, recorded_by)?)?;
    signed.sort_by_key(|(kept, signature)| (std::cmp::Reverse(signature.entry.id), kept.id));
    let mut lines = Vec::new();
    for (kept, signature) in signed {
        lines.extend(line(store, &kept, &signature)?);
    }
    Ok(lines)
}

/// The signatures of all sentences. A view is open no longer than this takes, since a store has one at a time.
fn all_signed(view: &View<'_>) -> Result<Vec<(KeptSentence, Signature)>, Error> {
    let mut signed = Vec::new();
    for kept in store::printed::all(view)? {
        let signatures = store::printed::signatures(view, &kept.printed.key())?;
        signed.extend(signatures.into_iter().map(|signature| (kept.clone(), signature)));
    }
    Ok(signed)
}

/// A line, by what this desk had when it was signed; `None` where a person only looked, or where the words were erased.
fn line(store: &Store, kept: &KeptSentence, signature: &Signature) -> Result<Option<CorrectionLine>, Error> {
    let printed = &kept.printed;
    if marked(&printed.claim).is_some() {
        return Ok(None);
    }
    let at = signature.entry.recorded_at;
    let view = View::of(store, Some(at))?;
    let question = Question { recorded_by: Some(at), ..Question::default() };
    let judged = judged(&view, kept.id, (question, Audience::Public))?;
    let Some(worst) = deciding(&judged).into_iter().next() else { return Ok(None) };
    let what = match action_of(&worst) {
        ClaimAction::Correct => "Correction",
        ClaimAction::Withdraw => "Withdrawal",
        ClaimAction::Update => "Update",
        ClaimAction::Look | ClaimAction::Leave => return Ok(None),
    };
    Ok(Some(CorrectionLine {
        on: at.day().to_date().long(),
        what,
        claim: printed.claim.clone(),
        printed_on: printed.printed_on.long(),
        place: Some(printed.story.clone()).filter(|story| !story.is_empty() && marked(story).is_none()),
        url: Some(printed.url.clone()).filter(|url| is_public_address(url)),
        is_ours: worst.mistyped.is_some(),
        instead: instead(&view, &worst)?,
        because: because(&worst),
        write: worst.write,
    }))
}
