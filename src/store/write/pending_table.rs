//! Rows that point at other rows, kept aside until their file has been read: on disk, so that memory does not grow.

use rusqlite::Connection;

use crate::model::figure::Declares;
use crate::model::link_fault::LinkFault;
use crate::model::recorded::ActKind;
use crate::model::uid::Uid;
use crate::model::validate::Drafted;
use crate::model::words::Reason;

use crate::store::Result;

/// Stands where the choices of an ambiguous name would: the row points at itself.
const ITSELF: &str = "itself";

/// A pending row: one that points at others, until its file has been read.
#[derive(Clone, Debug)]
pub struct PendingRow {
    /// The number that was reserved for its figure: several figures of one line may wait.
    pub reserved: i64,
    /// Its physical line.
    pub line: u64,
    /// Its cells, as the caller packed them.
    pub cells: String,
    /// Whether another figure of its line was refused before, so that the row stands among the rejects already.
    pub is_told: bool,
}

/// A link that a pending row declares.
#[derive(Clone, Debug)]
pub(in crate::store::write) struct PendingLink {
    pub number: i64,
    pub line: u64,
    pub figure: i64,
    pub target: String,
    pub what: ActKind,
    pub reason: Option<Reason>,
    pub reason_by: Option<String>,
}

pub(in crate::store::write) fn lay_out(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS pending
           (reserved INTEGER PRIMARY KEY, line INTEGER NOT NULL, ref TEXT, uid TEXT NOT NULL, cells TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0, refused TEXT, choices TEXT, figure INTEGER);
         CREATE INDEX IF NOT EXISTS temp.pending_by_ref ON pending (ref);
         CREATE INDEX IF NOT EXISTS temp.pending_by_uid ON pending (uid);
         CREATE TEMP TABLE IF NOT EXISTS pending_link
           (reserved INTEGER NOT NULL, target TEXT NOT NULL, what TEXT NOT NULL, reason TEXT, reason_by TEXT);
         CREATE INDEX IF NOT EXISTS temp.pending_link_by_row ON pending_link (reserved);
         DELETE FROM temp.pending;
         DELETE FROM temp.pending_link;",
    )?;
    Ok(())
}

pub(in crate::store::write) fn put(
    conn: &Connection,
    line: u64,
    reserved: i64,
    drafted: &Drafted,
    cells: &str,
) -> Result<()> {
    let uid = Uid::of(&drafted.figure).to_string();
    conn.prepare_cached(
        "INSERT INTO temp.pending (reserved, line, ref, uid, cells) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((reserved, line as i64, &drafted.reference, uid, cells))?;
    let mut link = conn.prepare_cached(
        "INSERT INTO temp.pending_link (reserved, target, what, reason, reason_by) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for one in &drafted.declared {
        let what = match one.what {
            Declares::PartOf(completeness) => ActKind::PartOf(completeness),
            Declares::Relation(kind) => ActKind::Linked(kind),
        };
        link.execute((reserved, &one.target, what.word(), one.reason.map(Reason::word), &one.reason_by))?;
    }
    Ok(())
}

/// Whether a row that waits, and was not refused, bears this name.
pub(in crate::store::write) fn is_named(conn: &Connection, reference: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM temp.pending WHERE ref = ?1 AND refused IS NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([reference], |row| row.get(0))?)
}

/// Whether a row that waits, and was not refused, has a uid that begins like this.
pub(in crate::store::write) fn has_uid(conn: &Connection, start: &str) -> Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM temp.pending WHERE uid >= ?1 AND uid < ?1 || 'g' AND refused IS NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([start], |row| row.get(0))?)
}

/// The beginnings of uids at which rows point.
pub(in crate::store::write) fn wanted_uids(conn: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT lower(substr(target, 5)) FROM temp.pending_link WHERE target LIKE 'uid:%'";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A link of a row that was not refused: its number, the row by its reserved number, the row's ref, and the target.
pub(in crate::store::write) struct PendingTarget {
    pub number: i64,
    pub row: i64,
    pub own: Option<String>,
    pub target: String,
}

/// How many links are looked at together: however many a file has, no more are in memory.
const PAGE: i64 = 4096;

/// The next links after one, in the order of the file, of rows that are not refused.
pub(in crate::store::write) fn targets(conn: &Connection, after: i64) -> Result<Vec<PendingTarget>> {
    let sql = "SELECT link.rowid, link.reserved, link.target, pending.ref
               FROM temp.pending_link AS link CROSS JOIN temp.pending USING (reserved)
               WHERE link.rowid > ?1 AND pending.refused IS NULL
               ORDER BY link.rowid LIMIT ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([after, PAGE], |row| {
        Ok(PendingTarget { number: row.get(0)?, row: row.get(1)?, target: row.get(2)?, own: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::store::write) fn refuse(conn: &Connection, row: i64, fault: &LinkFault) -> Result<()> {
    let itself = ITSELF.to_owned();
    let (target, choices) = match fault {
        LinkFault::SeveralFigures { target, choices } => (target, Some(choices)),
        LinkFault::NoFigure { target } | LinkFault::RefTaken { reference: target } => (target, None),
        LinkFault::Itself { target } => (target, Some(&itself)),
    };
    let sql = "UPDATE temp.pending SET refused = ?2, choices = ?3 WHERE reserved = ?1";
    conn.prepare_cached(sql)?.execute((row, target, choices))?;
    Ok(())
}

/// The next row after one, by its reserved number, refused or not, with the reason of its refusal.
pub(in crate::store::write) fn after(
    conn: &Connection,
    row: i64,
) -> Result<Option<(PendingRow, Option<LinkFault>)>> {
    let sql = "SELECT reserved, line, cells, told, refused, choices FROM temp.pending WHERE reserved > ?1
               ORDER BY reserved LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([row])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let refused: Option<String> = row.get(4)?;
    let choices: Option<String> = row.get(5)?;
    let fault = refused.map(|target| match choices {
        Some(choices) if choices == ITSELF => LinkFault::Itself { target },
        Some(choices) => LinkFault::SeveralFigures { target, choices },
        None => LinkFault::NoFigure { target },
    });
    let line = row.get::<_, i64>(1)? as u64;
    let pending = PendingRow { reserved: row.get(0)?, line, cells: row.get(2)?, is_told: row.get(3)? };
    Ok(Some((pending, fault)))
}

/// Notes of the rows from a reserved number on that their line stands among the rejects.
pub(in crate::store::write) fn were_told(conn: &Connection, first: i64) -> Result<()> {
    conn.prepare_cached("UPDATE temp.pending SET told = 1 WHERE reserved >= ?1")?.execute([first])?;
    Ok(())
}

/// Notes the figure that a pending row became.
pub(in crate::store::write) fn became(conn: &Connection, row: i64, figure: i64) -> Result<()> {
    conn.prepare_cached("UPDATE temp.pending SET figure = ?2 WHERE reserved = ?1")?.execute((row, figure))?;
    Ok(())
}

/// The next links after one, in the order of the file, of rows that became figures.
pub(in crate::store::write) fn links(conn: &Connection, after: i64) -> Result<Vec<PendingLink>> {
    let mut statement = conn.prepare_cached(
        "SELECT link.rowid, pending.figure, link.target, link.what, link.reason, link.reason_by, pending.line
         FROM temp.pending_link AS link CROSS JOIN temp.pending USING (reserved)
         WHERE link.rowid > ?1 AND pending.figure IS NOT NULL
         ORDER BY link.rowid LIMIT ?2",
    )?;
    let mut rows = statement.query([after, PAGE])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        let what: String = row.get(3)?;
        let Some(what) = ActKind::from_word(&what) else { continue };
        links.push(PendingLink {
            number: row.get(0)?,
            figure: row.get(1)?,
            target: row.get(2)?,
            what,
            reason: row.get::<_, Option<String>>(4)?.as_deref().and_then(Reason::from_word),
            reason_by: row.get(5)?,
            line: row.get::<_, i64>(6)? as u64,
        });
    }
    Ok(links)
}
