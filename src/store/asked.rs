//! Whom the desk asked about figures: of each question what was told last.

use rusqlite::{Connection, Row};

use crate::model::asked::{AskedBody, AskedReply};
use crate::model::recorded::{EntryId, FigureId};

use super::ledgers::Ledger;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, pack};

/// A question about a figure, with the entry that told last of it.
#[derive(Clone, Debug)]
pub struct AskedOf {
    /// The figure.
    pub figure: FigureId,
    /// The entry.
    pub entry: EntryId,
    /// What was asked.
    pub asking: AskedBody,
}

/// What was asked about a figure, in the order of recording: every row that stands, with its entry.
///
/// # Errors
/// What SQLite says.
pub fn of_figure(view: &View<'_>, id: FigureId) -> Result<Vec<(EntryId, AskedBody)>> {
    rows_of(view.conn, view.visibility(), id)
}

/// What was asked about all figures, by figure: of each question what was told last.
///
/// # Errors
/// What SQLite says.
pub fn all(view: &View<'_>) -> Result<Vec<AskedOf>> {
    let mut statement = view.conn.prepare_cached("SELECT DISTINCT figure FROM asked ORDER BY figure")?;
    let figures = statement.query_map([], |row| row.get(0).map(FigureId))?;
    let mut all = Vec::new();
    for figure in figures {
        let figure = figure?;
        let told = told_of(view.conn, view.visibility(), figure)?;
        all.extend(told.into_iter().map(|(entry, asking)| AskedOf { figure, entry, asking }));
    }
    Ok(all)
}

/// Of each question about a figure what was told last: a question is a body and a day.
pub(super) fn told_of(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
) -> Result<Vec<(EntryId, AskedBody)>> {
    let mut told: Vec<(EntryId, AskedBody)> = Vec::new();
    for (entry, asking) in rows_of(conn, visibility, id)? {
        told.retain(|(_, known)| (&known.body, known.on) != (&asking.body, asking.on));
        told.push((entry, asking));
    }
    Ok(told)
}

/// A question of a row that has body, asked_on, answer and why behind its first column.
pub(super) fn asking(row: &Row<'_>) -> Result<AskedBody> {
    let (body, on, reply) = (row.get(1)?, pack::read_moment(row.get(2)?)?, AskedReply::of_cell(row.get(3)?));
    Ok(AskedBody { body, on, reply, why: row.get(4)? })
}

fn rows_of(
    conn: &Connection,
    visibility: &Visibility<'_>,
    id: FigureId,
) -> Result<Vec<(EntryId, AskedBody)>> {
    let sql = "SELECT id, body, asked_on, answer, why FROM asked WHERE figure = ?1 ORDER BY id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let Some(entry) = visibility.standing_entry_of(Ledger::Asked, number)? else { continue };
        found.push((visibility.rank_of(Ledger::Asked, number)?, entry.id, asking(row)?));
    }
    found.sort_by_key(|(rank, ..)| *rank);
    Ok(found.into_iter().map(|(_, entry, asking)| (entry, asking)).collect())
}
