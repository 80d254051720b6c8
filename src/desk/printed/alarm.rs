//! What every receipt says last where sentences were kept: how many of them need a hand.

use super::judged::each;
use crate::desk::error::Error;
use crate::export::audience::Audience;
use crate::model::question::Question;
use crate::report::worklist::PrintedTally;
use crate::store::{self, Store, View};

/// How many printed sentences need a hand, and how many do not; `None` where none was ever kept.
///
/// # Errors
/// What the store says.
pub fn alarm(store: &Store) -> Result<Option<PrintedTally>, Error> {
    alarm_in(&View::of(store, None)?)
}

/// The same in a view.
///
/// # Errors
/// What the store says.
pub fn alarm_in(view: &View<'_>) -> Result<Option<PrintedTally>, Error> {
    let sentences = store::printed::all(view)?;
    if sentences.is_empty() {
        return Ok(None);
    }
    let mut tally = PrintedTally::default();
    each(view, (Question::default(), Audience::Internal), sentences, &mut |judged| {
        tally.count(judged.to_do());
        Ok(())
    })?;
    Ok(Some(tally))
}
