//! Sums whose parts stand beside them in their file: once all rows were written, the parts are declared.

use std::collections::BTreeSet;

use crate::model::figure::Completeness;
use crate::model::name::STEP;
use crate::model::recorded::ActKind;
use crate::model::scope::EVERYBODY;
use crate::model::validate::SummedOver;
use crate::store::Result;
use crate::store::ledgers::Ledger;

use super::entry::{EntryTransaction, SumFigure};
use super::{acts, snapshot};

/// Whether cells of the file hold no figure that may be parts of its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// All cells are figures.
    None,
    /// Some are blank, refused or set aside.
    Some,
}

/// A series that may hold parts of a sum, and the name in which it differs.
struct PartSeries {
    series: i64,
    name: String,
}

/// Declares the parts of the sums of this file: the figures in their places, or of their groups, of the same source and
/// day. They are all of them where none is missing that stands beside another sum of that series.
///
/// # Errors
/// What SQLite says.
pub fn declare(entry: &mut EntryTransaction<'_>, gaps: Gaps) -> Result<()> {
    let mut sums = std::mem::take(&mut entry.sums);
    sums.sort_unstable();
    sums.dedup();
    for sums in sums.chunk_by(|one, next| one.series == next.series) {
        let Some(first) = sums.first() else { continue };
        let series = part_series(entry, *first)?;
        let mut usual = BTreeSet::new();
        for sum in sums {
            usual.extend(parts_of(entry, sum.figure, &series)?.into_iter().map(|(series, _)| series));
        }
        for sum in sums {
            let parts = parts_of(entry, sum.figure, &series)?;
            let found: BTreeSet<i64> = parts.iter().map(|(series, _)| *series).collect();
            let is_whole = found == usual && (sums.len() > 1 || gaps == Gaps::None);
            let completeness = if is_whole { Completeness::All } else { Completeness::Some };
            for (_, part) in parts {
                let what = ActKind::PartOf(completeness);
                acts::put(entry, part, what, sum.figure, sum.figure, (None, None))?;
            }
        }
    }
    Ok(())
}

/// The series of whatever lies in the place, or belongs to the group, of a sum.
fn part_series(entry: &EntryTransaction<'_>, sum: SumFigure) -> Result<Vec<PartSeries>> {
    let sql = match sum.over {
        SummedOver::Places => {
            "SELECT part.id, own.text, above.text FROM series AS whole
             JOIN series AS part USING (event, measure, unit, grp, count_type, definition)
             JOIN name AS own ON own.id = part.place JOIN name AS above ON above.id = whole.place
             WHERE whole.id = ?1"
        }
        SummedOver::Groups => {
            "SELECT part.id, own.text, above.text FROM series AS whole
             JOIN series AS part USING (event, measure, unit, place, count_type, definition)
             JOIN name AS own ON own.id = part.grp JOIN name AS above ON above.id = whole.grp
             WHERE whole.id = ?1"
        }
    };
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([sum.series])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (series, name, above): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if lies_in(&name, &above) {
            found.push(PartSeries { series, name });
        }
    }
    Ok(found)
}

/// Whether a place lies in another, or a group belongs to another. All places lie in none, all groups are people.
fn lies_in(name: &str, above: &str) -> bool {
    match above {
        "" | EVERYBODY => name != above && !name.is_empty(),
        _ => name.strip_prefix(above).is_some_and(|rest| rest.starts_with(STEP)),
    }
}

/// The figures of this file that are parts of a sum, with their series: of its attribution, day, window and source. What
/// lies in another part is no part of its own.
fn parts_of(entry: &EntryTransaction<'_>, sum: i64, series: &[PartSeries]) -> Result<Vec<(i64, i64)>> {
    let mut found: Vec<(&PartSeries, i64)> = Vec::new();
    for part in series {
        found.extend(figures_beside(entry, sum, part.series)?.into_iter().map(|figure| (part, figure)));
    }
    let is_topmost = |one: &PartSeries| !found.iter().any(|(other, _)| lies_in(&one.name, &other.name));
    let topmost = found.iter().filter(|(part, _)| is_topmost(part));
    Ok(topmost.map(|(part, figure)| (part.series, *figure)).collect())
}

/// The figures of a series that this file holds, and that share with another what all parts of it share. In a feed they
/// may be known since other snapshots, and a day that is not stated is that of each.
fn figures_beside(entry: &EntryTransaction<'_>, figure: i64, series: i64) -> Result<Vec<i64>> {
    let conn = entry.transaction.conn();
    let of_day = "SELECT part.id, part.known_at = whole.known_at FROM figure AS whole
                  JOIN figure AS part USING (attribution, as_of, window, source)
                  WHERE whole.id = ?1 AND part.series = ?2";
    let undated = "SELECT part.id, part.known_at = whole.known_at FROM figure AS whole
                   JOIN figure AS part USING (attribution, window, source)
                   WHERE whole.id = ?1 AND part.series = ?2 AND part.as_of & 1 = 1";
    let is_dated = "SELECT as_of & 1 = 0 FROM figure WHERE id = ?1";
    let is_dated: bool = conn.prepare_cached(is_dated)?.query_row([figure], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(if is_dated { of_day } else { undated })?;
    let rows = statement.query_map((figure, series), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (part, is_of_one_time): (i64, bool) = row?;
        let is_there = match snapshot::holds(entry, part) {
            Some(holds) => holds,
            None => is_of_one_time && is_in_file(entry, part)?,
        };
        if is_there {
            found.push(part);
        }
    }
    Ok(found)
}

/// Whether this file brought a figure, or saw it again.
fn is_in_file(entry: &EntryTransaction<'_>, figure: i64) -> Result<bool> {
    if figure > entry.transaction.before(Ledger::Figure) {
        return Ok(true);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM sighting WHERE figure = ?1 AND id > ?2)";
    let before = entry.transaction.before(Ledger::Sighting);
    Ok(entry.transaction.conn().prepare_cached(sql)?.query_row((figure, before), |row| row.get(0))?)
}
