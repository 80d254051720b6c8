//! Pairs of figures that one row was and is, kept aside on disk, so that memory does not grow with a sheet.

use rusqlite::{Connection, params};

use crate::model::recorded::FigureId;
use crate::model::sheet::SheetStep;
use crate::store::Result;

/// What a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairKind {
    /// The row moved on.
    MovedOn,
    /// The row was changed.
    Changed,
    /// The row was changed, and its count rises.
    Rises,
    /// Several rows may be what one was, or one row what several were.
    Unclear,
}

impl PairKind {
    const fn number(self) -> i64 {
        match self {
            PairKind::MovedOn => 0,
            PairKind::Changed => 1,
            PairKind::Rises => 2,
            PairKind::Unclear => 3,
        }
    }
}

impl From<SheetStep> for PairKind {
    fn from(change: SheetStep) -> PairKind {
        match change {
            SheetStep::MovedOn => PairKind::MovedOn,
            SheetStep::Otherwise => PairKind::Changed,
            SheetStep::Rises => PairKind::Rises,
        }
    }
}

/// What a row was and is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub line: u64,
    pub old: FigureId,
    pub new: FigureId,
}

pub(super) fn lay_out(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS sheet_pair
           (line INTEGER NOT NULL, new INTEGER NOT NULL, old INTEGER NOT NULL, by_ref INTEGER NOT NULL, kind INTEGER NOT NULL,
            PRIMARY KEY (line, new, old)) WITHOUT ROWID;
         CREATE INDEX IF NOT EXISTS temp.sheet_pair_by_old ON sheet_pair (old);
         CREATE INDEX IF NOT EXISTS temp.sheet_pair_by_new ON sheet_pair (new);
         DELETE FROM temp.sheet_pair;",
    )?;
    Ok(())
}

/// By what the figure that a row was is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairedBy {
    Ref,
    Key,
}

pub(super) fn put(conn: &Connection, pair: Pair, by: PairedBy, kind: PairKind) -> Result<()> {
    let sql =
        "INSERT OR IGNORE INTO temp.sheet_pair (line, new, old, by_ref, kind) VALUES (?1, ?2, ?3, ?4, ?5)";
    let by_ref = by == PairedBy::Ref;
    conn.prepare_cached(sql)?.execute(params![
        pair.line as i64,
        pair.new.0,
        pair.old.0,
        by_ref,
        kind.number()
    ])?;
    Ok(())
}

/// Once all pairs are found: a ref goes before all else, and where several rows fit one figure, or one row several, none
/// is taken for it.
pub(super) fn settle(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "DELETE FROM temp.sheet_pair
         WHERE by_ref = 0 AND old IN (SELECT old FROM temp.sheet_pair WHERE by_ref = 1);
         UPDATE temp.sheet_pair SET kind = 3
         WHERE kind IN (1, 2)
           AND (EXISTS (SELECT 1 FROM temp.sheet_pair AS other WHERE other.old = sheet_pair.old AND other.new <> sheet_pair.new)
             OR EXISTS (SELECT 1 FROM temp.sheet_pair AS other WHERE other.new = sheet_pair.new AND other.old <> sheet_pair.old));",
    )?;
    Ok(())
}

/// How many rows there are of a kind.
pub(super) fn lines(conn: &Connection, kind: PairKind) -> Result<u64> {
    let sql = "SELECT count(DISTINCT line) FROM temp.sheet_pair WHERE kind = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([kind.number()], |row| row.get::<_, i64>(0))? as u64)
}

/// How many rows the desk may have to be asked about.
pub(super) fn asked_lines(conn: &Connection) -> Result<u64> {
    let sql = "SELECT count(DISTINCT line) FROM temp.sheet_pair WHERE kind <> ?1";
    Ok(conn.prepare_cached(sql)?.query_row([PairKind::MovedOn.number()], |row| row.get::<_, i64>(0))? as u64)
}

/// How many pairs there are of some kinds.
pub(super) fn count(conn: &Connection, kinds: [PairKind; 2]) -> Result<u64> {
    let sql = "SELECT count(*) FROM temp.sheet_pair WHERE kind IN (?1, ?2)";
    let kinds = kinds.map(PairKind::number);
    Ok(conn.prepare_cached(sql)?.query_row(kinds, |row| row.get::<_, i64>(0))? as u64)
}

/// Whether there is any pair.
pub(super) fn any(conn: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM temp.sheet_pair)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The next pairs of some kinds after one, in the order of the file; at most so many.
pub(super) fn after(conn: &Connection, kinds: [PairKind; 2], after: Pair, most: usize) -> Result<Vec<Pair>> {
    let sql = "SELECT line, new, old FROM temp.sheet_pair
               WHERE kind IN (?1, ?2) AND (line, new, old) > (?3, ?4, ?5) ORDER BY line, new, old LIMIT ?6";
    let mut statement = conn.prepare_cached(sql)?;
    let asked = params![
        kinds[0].number(),
        kinds[1].number(),
        after.line as i64,
        after.new.0,
        after.old.0,
        most as i64
    ];
    let rows = statement.query_map(asked, |row| {
        let line = row.get::<_, i64>(0)? as u64;
        Ok(Pair { line, new: FigureId(row.get(1)?), old: FigureId(row.get(2)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Pair {
    /// Before all others.
    pub const FIRST: Pair = Pair { line: 0, old: FigureId(0), new: FigureId(0) };
}

/// Whether a figure is what some row is now, and was not.
pub(super) fn is_new(conn: &Connection, figure: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM temp.sheet_pair WHERE new = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([figure], |row| row.get(0))?)
}

/// Whether a figure is what some row was.
pub(super) fn is_old(conn: &Connection, figure: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM temp.sheet_pair WHERE old = ?1)";
    Ok(conn.prepare_cached(sql)?.query_row([figure], |row| row.get(0))?)
}
