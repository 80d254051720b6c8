//! Sentences that were printed go in.

use crate::model::printed::PrintedSentence;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::{Result, printed};

use super::entry::EntryTransaction;
use super::keep_out::keep_out_text;

/// What became of a sentence that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceKept {
    /// Its number.
    pub id: i64,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// Keeps sentences, each with its place in the text that is kept with the entry. One that is there already is left as it is.
///
/// # Errors
/// What SQLite says.
pub fn keep(
    entry: &mut EntryTransaction<'_>,
    sentences: &[(PrintedSentence, Option<(usize, usize)>)],
) -> Result<Vec<SentenceKept>> {
    let known = printed::all(&entry.view_before()?)?;
    let mut ids: rustc_hash::FxHashMap<String, i64> =
        known.into_iter().map(|kept| (kept.printed.key(), kept.id)).collect();
    let mut became = Vec::with_capacity(sentences.len());
    for (sentence, span) in sentences {
        let key = sentence.key();
        if let Some(id) = ids.get(&key) {
            became.push(SentenceKept { id: *id, is_new: false });
            continue;
        }
        let id = put(entry, sentence.clone(), *span)?;
        ids.insert(key, id);
        became.push(SentenceKept { id, is_new: true });
    }
    Ok(became)
}

/// A text that was erased here does not come in again.
fn put(
    entry: &mut EntryTransaction<'_>,
    mut sentence: PrintedSentence,
    span: Option<(usize, usize)>,
) -> Result<i64> {
    keep_out_text(entry, 0, "claim", Some(&mut sentence.claim));
    keep_out_text(entry, 0, "story", Some(&mut sentence.story));
    keep_out_text(entry, 0, "url", Some(&mut sentence.url));
    let place = |at: Option<usize>| Cell::int(at.and_then(|at| i64::try_from(at).ok()));
    let cells = [
        Cell::Text(&sentence.claim),
        Cell::Text(&sentence.story),
        Cell::Text(&sentence.url),
        Cell::Int(sentence.printed_on.to_packed()),
        place(span.map(|(start, _)| start)),
        place(span.map(|(_, end)| end)),
    ];
    entry.transaction.insert(Ledger::Printed, &cells)
}
