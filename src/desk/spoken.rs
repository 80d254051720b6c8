//! Whether a ledger speaks of a word.

use crate::model::question::Question;
pub use crate::store::names::WordMatch;
use crate::store::{self, Result, Store, View};

/// How a word stands in the names and definitions of a ledger; `None`: not at all.
///
/// # Errors
/// What the store says.
pub fn spoken(store: &Store, word: &str, question: &Question) -> Result<Option<WordMatch>> {
    store::names::word(&View::of(store, question.recorded_by)?, word)
}
