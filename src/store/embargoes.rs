//! Figures that are not to be printed before a time (`docs/rules.md`, "Hold and embargo").

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::model::date::Timestamp;

use super::details::details_of;
use super::visibility::Visibility;
use super::{Result, pack};

/// Details that give an embargo: of most stores there is none, and the index says so.
const GIVEN: &str = "SELECT series, figure, embargo_until FROM detail INDEXED BY detail_with_embargo
  WHERE embargo_until IS NOT NULL";

/// The figures under embargo at a time; without one, all that ever were.
pub(super) fn at(conn: &Connection, visibility: &Visibility<'_>, now: Option<Timestamp>) -> Result<Vec<i64>> {
    Ok(ends_after(conn, visibility, now)?.into_iter().map(|(figure, _)| figure).collect())
}

/// The figures with an embargo that ends after a time, each with its end. Those whose embargoes have all ended are not looked up.
pub(super) fn ends_after(
    conn: &Connection,
    visibility: &Visibility<'_>,
    now: Option<Timestamp>,
) -> Result<Vec<(i64, Timestamp)>> {
    let is_ahead = |until: &Timestamp| now.is_none_or(|now| now < *until);
    let mut statement = conn.prepare_cached(GIVEN)?;
    let mut rows = statement.query([])?;
    let mut given = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let until = Timestamp::of(pack::read_moment(row.get(2)?)?);
        if until.is_some_and(|until| is_ahead(&until)) {
            given.insert((row.get(0)?, row.get(1)?));
        }
    }
    let mut ends = Vec::new();
    for (series, figure) in given {
        let details = details_of(conn, visibility, series, figure)?;
        let until = details.and_then(|details| details.embargo_until).and_then(Timestamp::of);
        ends.extend(until.filter(is_ahead).map(|end| (figure, end)));
    }
    Ok(ends)
}
