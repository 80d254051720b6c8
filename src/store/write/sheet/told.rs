//! What a desk is told of the rows of its sheet: the first of them one by one, the others by their number.

use crate::model::recorded::FigureId;
use crate::model::sheet::{SheetRow, changed_cells};
use crate::store::ledgers::Ledger;
use crate::store::rows::is_visible;
use crate::store::write::entry::EntryTransaction;
use crate::store::{Result, figures, mends, voids};

use super::compare::line_of;
use super::pairs::{self, Pair, PairKind};

/// Some of many.
#[derive(Clone, Debug)]
pub struct FirstOf<T> {
    /// The first of them.
    pub first: Vec<T>,
    /// How many there are.
    pub all: u64,
}

impl<T> Default for FirstOf<T> {
    fn default() -> FirstOf<T> {
        FirstOf { first: Vec::new(), all: 0 }
    }
}

/// The changed rows, the first `most`.
///
/// # Errors
/// What SQLite says.
pub fn changed(entry: &EntryTransaction<'_>, most: usize) -> Result<FirstOf<SheetRow>> {
    rows(entry, [PairKind::Changed, PairKind::Rises], most)
}

/// The rows that may be what one figure was, or several; the first `most`.
///
/// # Errors
/// What SQLite says.
pub fn unclear(entry: &EntryTransaction<'_>, most: usize) -> Result<FirstOf<SheetRow>> {
    rows(entry, [PairKind::Unclear; 2], most)
}

fn rows(entry: &EntryTransaction<'_>, kinds: [PairKind; 2], most: usize) -> Result<FirstOf<SheetRow>> {
    if entry.sheet.is_none() {
        return Ok(FirstOf::default());
    }
    let conn = entry.transaction.conn();
    let pairs = pairs::after(conn, kinds, Pair::FIRST, most)?;
    if pairs.is_empty() {
        return Ok(FirstOf::default());
    }
    let view = entry.view()?;
    let mut first = Vec::new();
    for Pair { line, old, new } in pairs {
        if let (Some(was), Some(is)) = (figures::one(&view, old)?, figures::one(&view, new)?) {
            let reference = reference_of(entry, new)?;
            let cells = changed_cells(&was.figure, &is.figure);
            first.push(SheetRow { line, reference, scope: is.figure.scope, old, new, cells });
        }
    }
    Ok(FirstOf { first, all: pairs::count(conn, kinds)? })
}

/// The ref that the file gives a figure.
fn reference_of(entry: &EntryTransaction<'_>, figure: FigureId) -> Result<Option<String>> {
    let sql = "SELECT ref FROM ref WHERE figure = ?1 AND id > ?2 ORDER BY id LIMIT 1";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([figure.0, entry.transaction.before(Ledger::Ref)])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}

/// A row that says what this desk mended or voided since, by hand, or what another desk read differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleRow {
    /// The physical line.
    pub line: u64,
    /// The void figure.
    pub figure: FigureId,
    /// What it says, in words; empty for a statement without a number.
    pub words: String,
    /// The figure in its place, and its words; `None`: the desk voided it.
    pub by: Option<(FigureId, String)>,
}

/// The rows that say what this desk mended or voided; the first `most`. What is mended stays mended.
///
/// # Errors
/// What SQLite says.
pub fn stale(entry: &EntryTransaction<'_>, most: usize) -> Result<FirstOf<StaleRow>> {
    let Some(sheet) = &entry.sheet else { return Ok(FirstOf::default()) };
    let (conn, all) = (entry.transaction.conn(), entry.visibility.with_unsealed());
    let (mut told, mut view) = (FirstOf::default(), None);
    let sql = "SELECT DISTINCT figure FROM act WHERE what = 'void' ORDER BY figure";
    let mut statement = conn.prepare_cached(sql)?;
    let void = statement.query_map([], |row| row.get(0).map(FigureId))?;
    let mut void: Vec<FigureId> = void.collect::<rusqlite::Result<_>>()?;
    void.extend(mends::overruled_figures(conn, &all)?);
    for figure in void {
        if !sheet.held.holds(figure.0)
            || !is_visible(conn, &all, figure.0)?
            || !voids::is_void(conn, &all, figure)?
        {
            continue;
        }
        told.all += 1;
        if told.first.len() < most {
            let view = match &view {
                Some(view) => view,
                None => view.insert(entry.view()?),
            };
            let words = |id: FigureId| -> Result<String> {
                let found = figures::one(view, id)?;
                Ok(found.and_then(|one| Some(one.figure.words()?.into_owned())).unwrap_or_default())
            };
            let by = voids::heir(conn, &all, figure)?
                .map(|by| Ok::<_, crate::store::StoreFault>((by, words(by)?)));
            let (line, by) = (line_of(entry, figure)?, by.transpose()?);
            told.first.push(StaleRow { line, figure, words: words(figure)?, by });
        }
    }
    Ok(told)
}
