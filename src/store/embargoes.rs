//! Figures that are not to be printed before a time (`docs/rules.md`, "Hold and embargo").

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::model::date::Timestamp;

use super::Result;
use super::details::details_of;
use super::visibility::Visibility;

/// The figures of which a detail gives an embargo: of most stores there is none, and the index says so.
const GIVEN: &str = "SELECT series, figure FROM detail INDEXED BY detail_with_embargo
  WHERE embargo_until IS NOT NULL";

/// The figures under embargo at a time; without one, all that ever were.
pub(super) fn at(conn: &Connection, visibility: &Visibility<'_>, now: Option<Timestamp>) -> Result<Vec<i64>> {
    let ends = ends(conn, visibility)?;
    Ok(ends
        .into_iter()
        .filter(|(_, end)| now.is_none_or(|now| now < *end))
        .map(|(figure, _)| figure)
        .collect())
}

/// The figures that have an embargo, each with its end.
pub(super) fn ends(conn: &Connection, visibility: &Visibility<'_>) -> Result<Vec<(i64, Timestamp)>> {
    let mut statement = conn.prepare_cached(GIVEN)?;
    let given = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let given: BTreeSet<(i64, i64)> = given.collect::<rusqlite::Result<_>>()?;
    let mut ends = Vec::new();
    for (series, figure) in given {
        let details = details_of(conn, visibility, series, figure)?;
        let until = details.and_then(|details| details.embargo_until).and_then(Timestamp::of);
        ends.extend(until.map(|end| (figure, end)));
    }
    Ok(ends)
}
