//! The documents that figures were read in.

use std::sync::Arc;

use crate::model::attribution::Source;

use super::Result;
use super::ledgers::Ledger;
use super::view::View;

/// One row a source: where stores were merged, what another desk says of a source stands in a later row.
const SOURCES: &str = "SELECT id FROM source
     WHERE NOT EXISTS (SELECT 1 FROM source AS first
                       WHERE first.key = source.key AND first.publisher = source.publisher AND first.id < source.id)
     ORDER BY id";

/// The documents that were read, by their numbers.
pub fn all(view: &View<'_>) -> Result<Vec<(i64, Arc<Source>)>> {
    let mut statement = view.conn.prepare_cached(SOURCES)?;
    let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut seen = ids;
    seen.retain(|id| view.visibility.reaches(Ledger::Source, *id));
    seen.into_iter().map(|id| Ok((id, view.dictionary.source(id)?))).collect()
}
