//! What is given rarely of a figure: recorded as a row gives it.

use crate::model::figure::Details;
use crate::store::Result;
use crate::store::details::{cells, details_from};
use crate::store::ledgers::Ledger;

use super::entry::EntryTransaction;
use super::snapshot;

/// Records the details that a row gives of a figure that was there, once an entry: what two files give stands while either
/// does, as figures do. The snapshots of a feed fall only from the newest on, so that the first to give a detail speaks for
/// all, and what this desk mended since holds until the feed says something new. Whether there was something to record.
pub(super) fn give(
    entry: &mut EntryTransaction<'_>,
    series: i64,
    figure: i64,
    given: &Details,
) -> Result<bool> {
    let before = entry.transaction.before(Ledger::Detail);
    let feed = snapshot::feed(entry);
    let is_own = |row: i64| -> Result<bool> {
        let of = match feed {
            Some(_) if row <= before => entry.visibility.entry_of(Ledger::Detail, row)?,
            _ => None,
        };
        Ok(row > before || of.is_some_and(|entry| entry.feed == feed))
    };
    let own = details_from(entry.transaction.conn(), &entry.visibility, (series, figure), &is_own)?;
    let own = own.unwrap_or_default();
    let is_news = given.over(&own) != own;
    if is_news {
        put(entry, series, figure, given, None)?;
    }
    Ok(is_news)
}

/// Records details of a figure; with a reason where the desk mends them.
pub(super) fn put(
    entry: &mut EntryTransaction<'_>,
    series: i64,
    figure: i64,
    details: &Details,
    why: Option<&str>,
) -> Result<()> {
    entry.transaction.insert(Ledger::Detail, &cells(series, figure, details, why))?;
    Ok(())
}
