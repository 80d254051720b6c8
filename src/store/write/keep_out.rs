//! A text that was erased here because the law demands it does not come in again: its mark is recorded in its place.

use crate::model::attribution::{Attribution, Source};
use crate::model::recorded::EntryId;
use crate::store::redactions::put_marks;

use super::batch::Batch;
use super::entry::{EntryTransaction, ErasedText};

/// How many are listed one by one.
const LISTED: usize = 100;

/// Puts marks in the place of texts of a batch that were erased here.
pub(super) fn keep_out(entry: &mut EntryTransaction<'_>, batch: &mut Batch) {
    let erased = &entry.erased;
    let mut of_attributions = Vec::new();
    for (place, who) in batch.attributions.values().to_vec().iter().enumerate() {
        let mut who = Attribution::clone(who);
        let erased_here = put_marks(erased, who.erasable_mut());
        if !erased_here.is_empty() {
            batch.attributions.replace(place, who);
        }
        of_attributions.push(erased_here);
    }
    let mut of_sources = Vec::new();
    for (place, source) in batch.sources.values().to_vec().iter().enumerate() {
        let mut source = Source::clone(source);
        let erased_here = put_marks(erased, source.erasable_mut());
        if !erased_here.is_empty() {
            batch.sources.replace(place, source);
        }
        of_sources.push(erased_here);
    }
    for row in batch.rows.iter_mut().filter(|row| !row.dropped) {
        let mut erased_here = of_attributions[row.key.attribution as usize].clone();
        erased_here.extend(&of_sources[row.key.source as usize]);
        if let Some(extra) = &mut row.extra {
            erased_here.extend(put_marks(erased, extra.details.erasable_mut()));
        }
        note(
            &mut entry.erased_texts,
            row.line,
            erased_here.into_iter().map(|(field, entry)| (field.name(), entry)),
        );
    }
}

/// Puts a mark in the place of a text beside figures, in the column `field`, where it was erased here.
pub(super) fn keep_out_text(
    entry: &mut EntryTransaction<'_>,
    line: u64,
    field: &'static str,
    text: Option<&mut String>,
) {
    if !entry.erased.is_empty() {
        let erased_here = put_marks(&entry.erased, text.into_iter().map(|text| (field, text)));
        note(&mut entry.erased_texts, line, erased_here);
    }
}

fn note(
    known: &mut Vec<ErasedText>,
    line: u64,
    erased_here: impl IntoIterator<Item = (&'static str, EntryId)>,
) {
    let room = LISTED.saturating_sub(known.len());
    known.extend(erased_here.into_iter().take(room).map(|(field, entry)| ErasedText { line, field, entry }));
}
