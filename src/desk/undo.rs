//! `undo`: one entry is taken back as a whole, by a new entry; an undo of an undo restores it.

use super::author::Author;
use super::error::Error;
use crate::model::recorded::{EntryId, EntryKind};
use crate::model::undo_fault::UndoFault;
use crate::report::undone::{RestingReport, UndoReport};
use crate::store::write::Operation;
use crate::store::{self, Store};

/// What taking an entry back would do; of no entry in particular: the newest that is no undo.
///
/// # Errors
/// An entry that cannot be taken back, or what the store says.
pub fn plan(store: &mut Store, entry: Option<EntryId>) -> Result<UndoReport, Error> {
    let id = store::write::undo::choose(&store::write::EntryTransaction::begin(store)?, entry)?
        .map_err(refused)?;
    let view = store::View::of(store, None)?;
    let Some(entry) = store::entries::one(&view, id)? else {
        return Err(refused(UndoFault::NoSuchEntry(id)));
    };
    // What undoing an undo restores.
    let restored = entry.undoes.map(|undone| store::entries::one(&view, undone)).transpose()?.flatten();
    let resting = store::dependents::links_on(&view, id)?;
    let resting = resting.iter().map(|resting| {
        let figure = |id| store::figures::one(&view, id).ok().flatten();
        RestingReport::new(resting.entry, &resting.act, &figure)
    });
    Ok(UndoReport::new(
        &entry,
        restored.as_ref(),
        store::dependents::shown_only_by(&view, id)?,
        resting.collect(),
    ))
}

/// Takes the entry back that was planned.
///
/// # Errors
/// It cannot be taken back any more, or what the store says.
pub fn apply(store: &mut Store, plan: UndoReport, author: &Author) -> Result<UndoReport, Error> {
    let writer = store::write::EntryTransaction::begin(store)?;
    let id = store::write::undo::choose(&writer, Some(EntryId(plan.undoes)))?.map_err(refused)?;
    let undo = Operation { undoes: Some(id), ..author.operation(EntryKind::Undo) };
    let entry = store::write::commit(writer, &undo)?.entry.id.0;
    Ok(UndoReport { entry: Some(entry), dry_run: false, ..plan })
}

fn refused(fault: UndoFault) -> Error {
    Error::of(&fault)
}
