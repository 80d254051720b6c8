//! Which of several mends of one figure holds (`docs/rules.md`, "Several mends"). Of most stores next to nothing is read for
//! that: the acts of the desk itself are few, and have an index of their own.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params_from_iter};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::mends::{Differing, Mend, MendAct, MendReading, Mends};
use crate::model::recorded::{Act, ActKind, EntryKind, FigureId};

use super::ledgers::Ledger;
use super::rows::seen_by;
use super::visibility::{EntryMarks, Rank, Visibility};
use super::{Result, pack};

/// Every act of the desk itself.
const ALL: &str = "SELECT id, figure, what, other FROM act INDEXED BY act_of_desk
  WHERE what = 'void' OR (what = 'reinstates' AND other IS NULL)";

/// Those on one figure.
const ON: &str = "SELECT id, figure, what, other FROM act INDEXED BY act_of_desk
  WHERE figure = ?1 AND (what = 'void' OR (what = 'reinstates' AND other IS NULL))";

/// Those that put one figure in the place of another.
const IN_PLACE_OF: &str = "SELECT id, figure, what, other FROM act WHERE other = ?1 AND what = 'void'";

/// A place in the order of recording: that of the entry, then the row, whose order within an entry is the same everywhere.
pub(super) type At = (Rank, i64);

/// What the mends of a view come to, beyond that a mended figure is void.
pub(super) struct MendsRead {
    mended: FxHashSet<FigureId>,
    mended_back: BTreeSet<FigureId>,
    overruled: FxHashMap<FigureId, Overruled>,
    differing: Vec<Differing<At>>,
}

/// A figure in whose place another stands.
struct Overruled {
    series: i64,
    row: i64,
    act: Act,
}

impl MendsRead {
    /// Of all that is visible.
    pub(super) fn of(conn: &Connection, visibility: &Visibility<'_>) -> Result<MendsRead> {
        let acts = read(conn, visibility, ALL, None)?;
        let Mends { differing, mended_back, overruled } = Mends::of(acts.clone());
        let mended = acts.iter().filter(|mend| is_mend(mend)).map(|mend| mend.figure).collect();
        let mut found = MendsRead { mended, mended_back, differing, overruled: FxHashMap::default() };
        for (figure, by) in overruled {
            if !stands_by_itself(conn, visibility, figure, &acts)? {
                found.overruled.insert(figure, self::overruled(conn, figure, by)?);
            }
        }
        Ok(found)
    }

    /// What desks read differently.
    pub(super) fn differing(&self) -> &[Differing<At>] {
        &self.differing
    }

    /// Whether a figure is void.
    pub(super) fn is_void(&self, id: FigureId) -> bool {
        self.overruled.contains_key(&id) || self.mended.contains(&id) && !self.mended_back.contains(&id)
    }

    /// Takes void acts out of those that were read, where the mend was mended back.
    pub(super) fn drop_mended_back(&self, acts: &mut Vec<(i64, Act)>) {
        if !self.mended_back.is_empty() {
            acts.retain(|(_, act)| act.what != ActKind::Void || !self.mended_back.contains(&act.figure));
        }
    }

    /// That a figure is void since a newer mend holds, with the row of that one.
    pub(super) fn overruling(&self, wanted: impl Fn(i64, &Act) -> bool) -> Vec<(i64, Act)> {
        let overruled = self.overruled.values().filter(|one| wanted(one.series, &one.act));
        overruled.map(|one| (one.row, one.act.clone())).collect()
    }
}

/// Whether a figure is void; for an entry in the making too.
pub(super) fn is_void(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<bool> {
    let is_mended = read(conn, visibility, ON, Some(id.0))?.iter().any(is_mend);
    if read(conn, visibility, IN_PLACE_OF, Some(id.0))?.is_empty() {
        return Ok(is_mended);
    }
    let acts = around(conn, visibility, id)?;
    let mends = Mends::of(acts.clone());
    let is_overruled = mends.overruled.contains_key(&id) && !stands_by_itself(conn, visibility, id, &acts)?;
    Ok(is_overruled || is_mended && !mends.mended_back.contains(&id))
}

/// The figures that are void since a newer mend than theirs holds.
pub(super) fn overruled_figures(conn: &Connection, visibility: &Visibility<'_>) -> Result<Vec<FigureId>> {
    let mut figures: Vec<FigureId> = MendsRead::of(conn, visibility)?.overruled.into_keys().collect();
    figures.sort_unstable();
    Ok(figures)
}

/// The figure that stands in the place of one that a newer mend than its own overruled.
pub(super) fn in_place_of(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
) -> Result<Option<FigureId>> {
    let mends = Mends::of(around(conn, visibility, id)?);
    Ok(mends.overruled.get(&id).and_then(|by| by.figure))
}

/// What another desk put in the place of a figure.
pub(super) struct OtherReading {
    /// The figure; `None`: there should be none.
    pub figure: Option<FigureId>,
    /// Whether it stands without the mends that lead to it.
    pub stands_by_itself: bool,
}

/// What other desks put where one put this figure; nothing where none differs.
pub(super) fn other_readings(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
) -> Result<Vec<OtherReading>> {
    let acts = around(conn, visibility, id)?;
    let differing = Mends::of(acts.clone()).differing;
    let is_own = |one: &&Differing<At>| one.readings.iter().any(|reading| reading.figure == Some(id));
    let mut others = Vec::new();
    for reading in differing.iter().filter(is_own).flat_map(|one| &one.readings) {
        if let Some(figure) = reading.figure
            && figure != id
        {
            let stands_by_itself = stands_by_itself(conn, visibility, figure, &acts)?;
            others.push(OtherReading { figure: Some(figure), stands_by_itself });
        } else if reading.figure.is_none() {
            others.push(OtherReading { figure: None, stands_by_itself: false });
        }
    }
    Ok(others)
}

/// The visible acts of a statement.
fn read(
    conn: &Connection,
    visibility: &Visibility<'_>,
    sql: &str,
    key: Option<i64>,
) -> Result<Vec<Mend<At>>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(key))?;
    let mut mends = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if visibility.sees(Ledger::Act, id) {
            let act = match row.get_ref(2)?.as_str() {
                Ok("void") => MendAct::Mended(row.get::<_, Option<i64>>(3)?.map(FigureId)),
                _ => MendAct::Settled,
            };
            let at = (visibility.rank_of(Ledger::Act, id)?, id);
            mends.push(Mend { figure: FigureId(row.get(1)?), act, at });
        }
    }
    Ok(mends)
}

/// The acts on a figure, and on all that mends lead to and from.
fn around(conn: &Connection, visibility: &Visibility<'_>, id: FigureId) -> Result<Vec<Mend<At>>> {
    let (mut acts, mut known, mut left) = (Vec::new(), FxHashSet::default(), vec![id]);
    while let Some(figure) = left.pop() {
        if !known.insert(figure) {
            continue;
        }
        let on = read(conn, visibility, ON, Some(figure.0))?;
        let before = read(conn, visibility, IN_PLACE_OF, Some(figure.0))?;
        left.extend(before.iter().map(|mend| mend.figure));
        left.extend(on.iter().filter_map(place_of));
        acts.extend(on);
    }
    Ok(acts)
}

/// Whether it is a mend, rather than a mark.
fn is_mend(mend: &Mend<At>) -> bool {
    matches!(mend.act, MendAct::Mended(_))
}

/// The figure that an act puts in the place of another.
fn place_of(mend: &Mend<At>) -> Option<FigureId> {
    match mend.act {
        MendAct::Mended(place) => place,
        MendAct::Settled => None,
    }
}

/// Whether a figure stands without the mends that lead to it: a row said so before them, or one of another file.
fn stands_by_itself(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
    acts: &[Mend<At>],
) -> Result<bool> {
    let (mut mending, mut files) = (Vec::new(), Vec::new());
    for mend in acts.iter().filter(|mend| place_of(mend) == Some(id)) {
        mending.extend(visibility.entry_of(Ledger::Act, mend.at.1)?);
        for entry in seen_by(conn, visibility, mend.figure)? {
            files.push(file_of(conn, &entry)?);
        }
    }
    for entry in seen_by(conn, visibility, id)? {
        let is_before = mending.iter().all(|other| entry.rank < other.rank);
        let file = file_of(conn, &entry)?;
        let is_another = match entry.kind {
            // What is not sealed yet has no file: it is judged once it has one.
            EntryKind::Import => file.is_some() && !files.contains(&file),
            EntryKind::Add => true,
            EntryKind::Amend | EntryKind::Undo => false,
        };
        if !mending.iter().any(|other| other.id == entry.id) && (is_before || is_another) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn file_of(conn: &Connection, entry: &EntryMarks) -> Result<Option<String>> {
    let sql = "SELECT file FROM entry WHERE id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([entry.id.0], |row| row.get(0)).optional()?.flatten())
}

fn overruled(conn: &Connection, figure: FigureId, by: MendReading<At>) -> Result<Overruled> {
    let sql = "SELECT series, known_at FROM figure WHERE id = ?1";
    let (series, known_at): (i64, i64) =
        conn.prepare_cached(sql)?.query_row([figure.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let known_at = pack::read_moment(known_at)?;
    let act = Act { figure, what: ActKind::Void, other: by.figure, known_at, reason: None, reason_by: None };
    Ok(Overruled { series, row: by.at.1, act })
}
