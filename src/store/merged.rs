//! What is different where stores were merged: numbers depend on who merged whom, the order of recording does not. Nothing
//! else asks whether they were.

use rusqlite::Row;
use rustc_hash::FxHashMap;

use super::Result;
use super::ledgers::Ledger;
use super::sightings::{SeenAgain, Sighting, Sightings};
use super::view::View;
use super::visibility::Rank;
use crate::model::figure::Figure;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::Uid;

/// The entry that recorded a figure first, wherever that was, and its line there. Of figures that share both the uids decide:
/// they are worked out for those alone.
type First = (Rank, u64);

/// Prepares for very many figures: which of them were seen again at all is read once. (Where stores were not merged,
/// numbers are the order of recording, and nobody asks.)
///
/// # Errors
/// What SQLite says.
pub fn expect_many(view: &View<'_>) -> Result<()> {
    if !view.visibility().is_mixed() || view.seen_again.get().is_some() {
        return Ok(());
    }
    let mut seen = SeenAgain::default();
    let mut statement = view.conn.prepare_cached("SELECT figure FROM sighting ORDER BY figure")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        seen.put(row.get(0)?);
    }
    let _ = view.seen_again.set(seen); // read before: it holds the same
    Ok(())
}

/// Whether other rows may have seen a figure again, or another desk sooner.
pub(super) fn may_be_seen_again(view: &View<'_>, figure: i64) -> bool {
    view.visibility.is_mixed() && view.seen_again.get().is_none_or(|seen| seen.holds(figure))
}

/// What saw one figure again.
pub(super) fn sightings_of(view: &View<'_>, figure: i64) -> Result<Sightings> {
    let mut sightings = Sightings::default();
    add_sightings(view, figure, &mut sightings)?;
    Ok(sightings)
}

/// Adds what saw a figure again; nothing where numbers are the order of recording.
pub(super) fn add_sightings(view: &View<'_>, figure: i64, to: &mut Sightings) -> Result<()> {
    if !may_be_seen_again(view, figure) {
        return Ok(());
    }
    let sql = "SELECT id, line, wording FROM sighting WHERE figure = ?1 AND id <= ?2";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([figure, view.visibility().last()[Ledger::Sighting as usize]])?;
    while let Some(row) = rows.next()? {
        let seen = Sighting { id: row.get(0)?, line: row.get::<_, i64>(1)? as u64, words: row.get(2)? };
        to.put(figure, seen);
    }
    Ok(())
}

/// Gives the figures of a series, and the related ones, their places in the order of recording.
pub(super) fn put_in_order(
    view: &View<'_>,
    figures: &mut [Recorded],
    related: &mut [Recorded],
    sightings: &Sightings,
) -> Result<()> {
    if !view.visibility.is_mixed() {
        return Ok(());
    }
    let mut firsts: Vec<(First, FigureId)> = Vec::new();
    for recorded in &*figures {
        firsts.push((first_seen(view, recorded, sightings)?, recorded.id));
    }
    for recorded in &*related {
        firsts.push((first_seen(view, recorded, &sightings_of(view, recorded.id.0)?)?, recorded.id));
    }
    firsts.sort_unstable();
    for together in firsts.chunk_by_mut(|a, b| a.0 == b.0).filter(|together| together.len() > 1) {
        let mut uids = FxHashMap::default();
        for recorded in figures
            .iter()
            .chain(&*related)
            .filter(|recorded| together.iter().any(|(_, id)| *id == recorded.id))
        {
            uids.insert(recorded.id, uid(view, recorded)?);
        }
        together.sort_unstable_by_key(|(_, id)| (uids.get(id).copied(), *id));
    }
    let order: FxHashMap<FigureId, i64> = firsts.into_iter().map(|(_, id)| id).zip(1..).collect();
    for recorded in figures.iter_mut().chain(related) {
        recorded.order = order.get(&recorded.id).copied().unwrap_or(recorded.id.0);
    }
    figures.sort_by_key(|recorded| recorded.order);
    Ok(())
}

/// Gives figures that are read together their places in the order of recording, and puts them in that order.
///
/// # Errors
/// What SQLite says.
pub fn place_all(view: &View<'_>, figures: &mut [Recorded]) -> Result<()> {
    put_in_order(view, &mut [], figures, &Sightings::default())?;
    figures.sort_by_key(|recorded| recorded.order);
    Ok(())
}

/// Puts figures in the order of recording; where nothing was merged, they come as they are.
pub(super) fn sort(view: &View<'_>, figures: Vec<Recorded>) -> Result<Vec<Recorded>> {
    if !view.visibility.is_mixed() {
        return Ok(figures);
    }
    let mut placed = Vec::new();
    for recorded in figures {
        let sightings = sightings_of(view, recorded.id.0)?;
        placed.push((first_seen(view, &recorded, &sightings)?, uid(view, &recorded)?, recorded));
    }
    placed.sort_unstable_by_key(|(first, uid, _)| (*first, *uid));
    Ok(placed.into_iter().map(|(_, _, recorded)| recorded).collect())
}

/// Puts what rows of a ledger say, each with its number, in the order of recording, wherever that was.
pub(super) fn sort_rows<T>(view: &View<'_>, ledger: Ledger, rows: &mut [(i64, T)]) -> Result<()> {
    if view.visibility.is_mixed() {
        let mut ranks = FxHashMap::default();
        for (id, _) in rows.iter() {
            ranks.insert(*id, view.visibility.rank_of(ledger, *id)?);
        }
        rows.sort_by_key(|(id, _)| (ranks.get(id).copied(), *id));
    }
    Ok(())
}

/// What the order of recording needs of a figure besides its key, as the end of a list of columns: its line.
pub(super) fn beside_key(view: &View<'_>) -> &'static str {
    if view.visibility.is_mixed() { ", line" } else { "" }
}

/// The line in a column that [`beside_key`] asked for; 0 where it did not.
pub(super) fn line_beside_key(view: &View<'_>, row: &Row<'_>, column: usize) -> Result<u64> {
    Ok(if view.visibility.is_mixed() { row.get::<_, i64>(column)? as u64 } else { 0 })
}

/// The entry and the line that saw a figure first, standing or not: undoing changes no order.
fn first_seen(view: &View<'_>, recorded: &Recorded, sightings: &Sightings) -> Result<First> {
    let mut first = (view.visibility().rank_of(Ledger::Figure, recorded.id.0)?, recorded.line);
    for seen in sightings.of(recorded.id.0) {
        first = first.min((view.visibility().rank_of(Ledger::Sighting, seen.id)?, seen.line));
    }
    Ok(first)
}

/// The uid of a figure, whose document may have been left.
fn uid(view: &View<'_>, recorded: &Recorded) -> Result<Uid> {
    let sql = "SELECT source FROM figure WHERE id = ?1";
    let source = view.conn.prepare_cached(sql)?.query_row([recorded.id.0], |row| row.get(0))?;
    let source = view.dictionary.source(source)?;
    Ok(Uid::of(&Figure { source, ..recorded.figure.clone() }))
}
