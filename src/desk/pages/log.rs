//! The log, one entry of it, and the head of the chain.

use super::asking::{Asking, Made, missing};
use super::voices::listed;
use crate::desk::error::Error;
use crate::desk::{entries, show_entry};
use crate::model::recorded::{EntryId, FigureId};
use crate::model::uid::hex;
use crate::report::pages::PageContent;
use crate::report::pages::desk::{EntryPage, HeadPage, LogPage};
use crate::report::pages::parts::{PageParts, ROWS};
use crate::store::ledgers::Ledger;
use crate::store::{self, Result as StoreResult};

pub fn page(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let (view, all) = (asked.view, store::entries::count(asked.view)?);
    let parts = PageParts::of_rows(asked.address.number, usize::try_from(all).unwrap_or(usize::MAX));
    let found = store::entries::older(view, parts.passed(), ROWS)?;
    let found = found.iter().map(|entry| entries::report(view, entry)).collect::<StoreResult<_>>()?;
    Ok((parts, PageContent::Log(LogPage { entries: found, all })))
}

/// One act of the desk, with the figures that it recorded.
pub fn entry(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let Some(card) = show_entry::card(view, EntryId(id))? else {
        return Ok(missing(format!("this desk has no entry {id}"), "look through the log"));
    };
    let (above, last) = view.visibility().rows_of(Ledger::Figure, EntryId(id))?.unwrap_or_default();
    let rows = usize::try_from(last - above).unwrap_or_default();
    let parts = PageParts::of_rows(asked.address.number, rows);
    let first = above + i64::try_from(parts.passed()).unwrap_or(i64::MAX / 2);
    let mut figures = Vec::new();
    for id in (first + 1..=last).take(ROWS) {
        figures.extend(listed(asked, FigureId(id))?);
    }
    Ok((parts, PageContent::Entry(Box::new(EntryPage { card, figures }))))
}

/// The head of the chain, which is read and not verified.
pub fn head(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let view = asked.view;
    let newest = store::entries::one(view, view.visibility().number())?;
    let page = HeadPage {
        entries: store::entries::count(view)?,
        entry: view.visibility().number().0,
        recorded_at: newest.as_ref().map(|entry| entry.recorded_at.iso()),
        head: newest.map(|entry| hex(&entry.hash)),
        verified: false,
    };
    Ok((PageParts::WHOLE, PageContent::Head(page)))
}
