//! `show entry`: all that is known of one act of the desk.

use super::entries;
use super::error::Error;
use crate::intake::profile::Profile;
use crate::model::date::Timestamp;
use crate::model::recorded::{EntryId, FigureId};
use crate::model::undo_fault::UndoFault;
use crate::report::entry_card::EntryCard;
use crate::report::undone::RestingReport;
use crate::store::dependents::Dependent;
use crate::store::{self, Result as StoreResult, Store, View};

/// How many figures and links are named.
const NAMED: usize = 10;

/// All that this desk knew of an entry by a time.
///
/// # Errors
/// There is no entry of that number, or what the store says.
pub fn show_entry(store: &Store, recorded_by: Option<Timestamp>, id: EntryId) -> Result<EntryCard, Error> {
    let view = View::of(store, recorded_by)?;
    card(&view, id)?.ok_or_else(|| Error::of(&UndoFault::NoSuchEntry(id)))
}

/// All that is known of an entry; `None` where there is none of that number.
///
/// # Errors
/// What the store says.
pub(super) fn card(view: &View<'_>, id: EntryId) -> StoreResult<Option<EntryCard>> {
    let Some(entry) = store::entries::one(view, id)? else { return Ok(None) };
    let parts = entry.file.as_ref().and_then(|file| entries::parts(&file.settings));
    let (flags, profile) = parts.unwrap_or_default();
    let profile = serde_json::from_value::<Profile>(profile.into()).unwrap_or_default();
    Ok(Some(EntryCard {
        bytes: entry.file.as_ref().map(|file| file.bytes),
        kept: store::kept::of_entry(view, id)?.is_some(),
        taken_back_by: store::undone::undos_of(view, id)?.into_iter().map(|undo| undo.0).collect(),
        flags,
        profile_says: (profile != Profile::default()).then(|| profile.to_toml()),
        figures: figures(view, id)?,
        rests_on: links(view, store::dependents::links_of(view, id, NAMED)?),
        resting: links(view, store::dependents::links_on(view, id)?),
        of: entries::report(view, &entry)?,
    }))
}

/// The first figures that it recorded.
fn figures(view: &View<'_>, id: EntryId) -> StoreResult<Vec<i64>> {
    Ok(store::changes::recorded(view, id, NAMED)?.into_iter().map(|figure| figure.0).collect())
}

fn links(view: &View<'_>, links: Vec<Dependent>) -> Vec<RestingReport> {
    let figure = |id: FigureId| store::figures::one(view, id).ok().flatten();
    links.iter().map(|link| RestingReport::new(link.entry, &link.act, &figure)).collect()
}
