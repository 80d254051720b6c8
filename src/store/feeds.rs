//! The snapshots of feeds that stand, as far as they tell which figures they brought.

use std::sync::Arc;

use crate::model::feeds::{Feeds, RowVersions, TakenSnapshot};
use crate::model::recorded::{EntryId, FigureId};

use super::ledgers::Ledger;
use super::view::View;
use super::{Result, pack};

/// Which snapshots brought figures; read once for a view.
pub fn of(view: &View<'_>) -> Result<Arc<Feeds>> {
    if let Some(feeds) = view.feeds.get() {
        return Ok(Arc::clone(feeds));
    }
    let read = Arc::new(Feeds::new(snapshots(view)?));
    Ok(Arc::clone(view.feeds.get_or_init(|| read)))
}

/// The name of a feed. Remembered.
///
/// # Errors
/// What SQLite says.
pub fn name(view: &View<'_>, feed: i64) -> Result<Option<String>> {
    Ok(view.dictionary.name(feed)?.map(|name| name.to_string()))
}

/// The snapshots of feeds that stand, each with the figures that it brought and the time of the one before it.
fn snapshots(view: &View<'_>) -> Result<Vec<TakenSnapshot>> {
    let sql = "SELECT feed, id, snapshot_at FROM entry INDEXED BY entry_by_feed
               WHERE feed IS NOT NULL AND id <= ?1 ORDER BY feed, id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([view.visibility().number().0])?;
    let mut taken: Vec<TakenSnapshot> = Vec::new();
    while let Some(row) = rows.next()? {
        let (feed, entry) = (row.get(0)?, EntryId(row.get(1)?));
        let figures = view.visibility().rows_of(Ledger::Figure, entry)?;
        if let Some(figures) = figures.filter(|_| view.visibility().counts(entry)) {
            let at = pack::read_moment(row.get(2)?)?;
            taken.push(TakenSnapshot { feed, at, before: None, figures });
        }
    }
    taken.sort_by_key(|snapshot| (snapshot.feed, snapshot.at.order_key()));
    // Two desks may have taken one at the same time: neither came before the other.
    for at in 1..taken.len() {
        let (last, this) = (taken[at - 1], taken[at]);
        let before = if last.at == this.at { last.before } else { Some(last.at) };
        taken[at].before = before.filter(|_| last.feed == this.feed);
    }
    Ok(taken)
}

/// The rows of feeds that several snapshots brought: an index alone tells which they are.
const CHANGED_ROWS: &str = "SELECT feed, row_key FROM feed_row GROUP BY feed, row_key HAVING count(*) > 1";

const ROW: &str = "SELECT id, figure FROM feed_row WHERE feed = ?1 AND row_key = ?2 ORDER BY id";

/// Which figures the rows of feeds were, of those that were several.
///
/// # Errors
/// What SQLite says.
pub fn row_versions(view: &View<'_>) -> Result<RowVersions> {
    let mut versions = Vec::new();
    let (mut changed, mut row) = (view.conn.prepare_cached(CHANGED_ROWS)?, view.conn.prepare_cached(ROW)?);
    let mut changed = changed.query([])?;
    while let Some(key) = changed.next()? {
        let (feed, key): (i64, Vec<u8>) = (key.get(0)?, key.get(1)?);
        let mut found = row.query((feed, key))?;
        let mut figures: Vec<FigureId> = Vec::new();
        while let Some(one) = found.next()? {
            if view.visibility().sees(Ledger::FeedRow, one.get(0)?) {
                figures.extend(one.get::<_, Option<i64>>(1)?.map(FigureId));
            }
        }
        if figures.len() > 1 {
            versions.push(figures);
        }
    }
    Ok(RowVersions::new(versions))
}
