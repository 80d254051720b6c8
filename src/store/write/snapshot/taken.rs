//! What the rest of writing asks of the snapshot that an entry takes.

use crate::model::recorded::FigureId;
use crate::model::snapshot::Snapshot;
use crate::store::ledgers::Ledger;
use crate::store::write::entry::EntryTransaction;

use super::comparing::RowFate;

/// Whether this entry takes a snapshot of a feed.
pub(in crate::store::write) fn is_taken(entry: &EntryTransaction<'_>) -> bool {
    entry.comparing.is_some()
}

/// The snapshot that this entry takes.
pub(in crate::store::write) fn taken<'e>(entry: &'e EntryTransaction<'_>) -> Option<&'e Snapshot> {
    entry.comparing.as_ref().map(|comparing| &comparing.snapshot)
}

/// Whether the snapshot that this entry takes holds a figure; `None` where it takes none.
pub(in crate::store::write) fn holds(entry: &EntryTransaction<'_>, figure: i64) -> Option<bool> {
    entry.comparing.as_ref().map(|comparing| comparing.figures.contains(&figure))
}

/// The number of the feed of which this entry takes a snapshot.
pub(in crate::store::write) fn feed(entry: &EntryTransaction<'_>) -> Option<i64> {
    entry.comparing.as_ref().map(|comparing| comparing.feed)
}

/// Whether a row of the batch says what the last snapshot said.
pub(in crate::store::write) fn is_unchanged(entry: &EntryTransaction<'_>, at: usize) -> bool {
    let fates = entry.comparing.as_ref().map(|comparing| comparing.fates.as_slice());
    matches!(fates.and_then(|fates| fates.get(at)), Some(RowFate::Unchanged))
}

/// The figure of an unchanged row with that ref.
pub(in crate::store::write) fn unchanged_named(
    entry: &EntryTransaction<'_>,
    reference: &str,
) -> Option<FigureId> {
    entry.comparing.as_ref()?.refs.get(reference).copied().map(FigureId)
}

/// When what an unchanged row newly declares became known; `None` where the row is of no snapshot, or new.
pub(in crate::store::write) fn known_with(entry: &EntryTransaction<'_>, says: i64) -> Option<i64> {
    let comparing = entry.comparing.as_ref()?;
    (says <= entry.transaction.before(Ledger::Figure)).then(|| comparing.snapshot.at.to_packed())
}
