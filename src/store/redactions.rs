//! What was erased because the law demands it: which cells, and whose figures; never the texts.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::model::recorded::{EntryId, FigureId};
use crate::model::redacted::{TextHash, hash_of, mark, marked};

use super::Result;
use super::ledgers::Ledger;
use super::view::View;
use super::visibility::Visibility;

/// One redaction, as its entry recorded it.
#[derive(Clone, Debug)]
pub struct Redaction {
    /// The entry.
    pub entry: EntryId,
    /// What was asked to be erased: quote, note, speaker, url.
    pub field: String,
    /// The figures whose rows held it.
    pub figures: Vec<FigureId>,
    /// The imports whose kept bytes were dropped.
    pub files: Vec<EntryId>,
    /// Why.
    pub why: String,
}

impl Redaction {
    fn of(entry: EntryId, field: String, why: String) -> Redaction {
        Redaction { entry, field, figures: Vec::new(), files: Vec::new(), why }
    }
}

/// The cells that were erased, each with the hash of what stood there.
pub(super) struct Erased(FxHashMap<i64, Vec<(String, TextHash)>>);

/// The erased cells of one row.
pub(super) struct ErasedRow<'e> {
    table: &'e str,
    cells: &'e [(String, TextHash)],
}

impl Erased {
    pub fn load(conn: &Connection) -> Result<Erased> {
        let mut statement = conn.prepare("SELECT row, cell, sha256 FROM redaction ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut erased: FxHashMap<i64, Vec<(String, TextHash)>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            erased.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
        Ok(Erased(erased))
    }

    /// What was erased in a row; `None` where nothing was in any row of that number.
    pub fn row<'e>(&'e self, table: &'e str, id: i64) -> Option<ErasedRow<'e>> {
        self.0.get(&id).map(|cells| ErasedRow { table, cells })
    }
}

impl ErasedRow<'_> {
    /// The hash of what stood in a column.
    pub fn hash(&self, column: &str) -> Option<TextHash> {
        let is_it = |cell: &str| cell.split_once('.') == Some((self.table, column));
        self.cells.iter().find(|(cell, _)| is_it(cell)).map(|(_, hash)| *hash)
    }
}

/// The hashes of the texts that were erased, each with the entry that did it: what may not come in again.
pub(super) fn hashes(conn: &Connection, visibility: &Visibility) -> Result<FxHashMap<TextHash, EntryId>> {
    let mut statement = conn.prepare_cached("SELECT id, sha256 FROM redaction ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut hashes = FxHashMap::default();
    while let Some(row) = rows.next()? {
        if let Some(entry) = visibility.entry_of(Ledger::Redaction, row.get(0)?)? {
            hashes.entry(row.get(1)?).or_insert(entry.id);
        }
    }
    Ok(hashes)
}

/// Puts marks in the place of texts that were erased: the columns that held them, and the entries that erased them.
pub(super) fn put_marks<'t, F>(
    erased: &FxHashMap<TextHash, EntryId>,
    texts: impl Iterator<Item = (F, &'t mut String)>,
) -> Vec<(F, EntryId)> {
    let mut met = Vec::new();
    for (field, text) in texts.filter(|(_, text)| marked(text).is_none()) {
        let hash = hash_of(text);
        if let Some(entry) = erased.get(&hash) {
            met.push((field, *entry));
            *text = mark(&hash);
        }
    }
    met
}

/// Whether an entry erased something: such an entry cannot be taken back.
pub fn did_erase(view: &View<'_>, entry: EntryId) -> Result<bool> {
    is_redaction(view.visibility(), entry)
}

/// The visible redactions, oldest first.
pub fn all(view: &View<'_>) -> Result<Vec<Redaction>> {
    let mut statement = view.conn.prepare("SELECT id, field, cell, row, why FROM redaction ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut found: Vec<Redaction> = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(entry) = view.visibility().entry_of(Ledger::Redaction, row.get(0)?)? else { continue };
        if found.last().is_none_or(|last| last.entry != entry.id) {
            found.push(Redaction::of(entry.id, row.get(1)?, row.get(4)?));
        }
        let (cell, id): (String, i64) = (row.get(2)?, row.get(3)?);
        if let Some(last) = found.last_mut() {
            add_holder(view, &cell, id, last)?;
        }
    }
    for redaction in &mut found {
        redaction.figures.sort_unstable();
        redaction.figures.dedup();
    }
    Ok(found)
}

/// What was erased of a figure: field, entry and why, oldest first.
pub fn of_figure(view: &View<'_>, id: FigureId) -> Result<Vec<Redaction>> {
    let sql = "SELECT redaction.id, redaction.field, redaction.why
               FROM figure CROSS JOIN redaction
               WHERE figure.id = ?1
                 AND (redaction.cell LIKE 'attribution.%' AND redaction.row = figure.attribution
                   OR redaction.cell LIKE 'source.%' AND redaction.row = figure.source
                   OR redaction.cell LIKE 'detail.%' AND redaction.row IN
                     (SELECT detail.id FROM detail WHERE detail.series = figure.series AND detail.figure = figure.id)
                   OR redaction.cell LIKE 'act.%' AND redaction.row IN
                     (SELECT act.id FROM act WHERE act.series = figure.series AND act.figure = figure.id))
               ORDER BY redaction.id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let own = view.visibility().entry_of(Ledger::Figure, id.0)?.map(|sealed| sealed.id);
    let mut found: Vec<Redaction> = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(entry) = view.visibility().entry_of(Ledger::Redaction, row.get(0)?)? else { continue };
        let is_listed = found.last().is_some_and(|last| last.entry == entry.id);
        if !is_listed && own.is_some_and(|own| own < entry.id) {
            found.push(Redaction { figures: vec![id], ..Redaction::of(entry.id, row.get(1)?, row.get(2)?) });
        }
    }
    Ok(found)
}

/// Adds the figures, or the import, to which an erased cell belonged.
fn add_holder(view: &View<'_>, cell: &str, id: i64, redaction: &mut Redaction) -> Result<()> {
    let table = cell.split_once('.').map_or(cell, |(table, _)| table);
    if id == 0 {
        return Ok(()); // it was erased elsewhere, and never stood here
    }
    if table == "kept" {
        redaction.files.extend(view.visibility().entry_of(Ledger::Kept, id)?.map(|sealed| sealed.id));
        return Ok(());
    }
    // A figure that came later had the mark from the first.
    for figure in figures_with(view.conn, table, id)? {
        let entry = view.visibility().entry_of(Ledger::Figure, figure.0)?;
        redaction.figures.extend(entry.filter(|entry| entry.id < redaction.entry).map(|_| figure));
    }
    Ok(())
}

/// Whether an entry erased something.
pub(super) fn is_redaction(visibility: &Visibility, entry: EntryId) -> Result<bool> {
    Ok(visibility.rows_of(Ledger::Redaction, entry)?.is_some_and(|(above, last)| last > above))
}

/// The figures that use any of some rows, each with what the first of these rows is given. What very many figures may share
/// is sought in one pass over them.
pub(super) fn figures_with_any(
    conn: &Connection,
    rows: &FxHashMap<(&str, i64), i64>,
) -> Result<FxHashMap<FigureId, i64>> {
    let mut found: FxHashMap<FigureId, i64> = FxHashMap::default();
    let mut note = |figure: FigureId, given: i64| {
        found.entry(figure).and_modify(|known| *known = given.min(*known)).or_insert(given);
    };
    let mut are_shared = false;
    for ((table, id), given) in rows {
        match *table {
            "attribution" | "source" => are_shared = true,
            table => figures_with(conn, table, *id)?.into_iter().for_each(|figure| note(figure, *given)),
        }
    }
    if are_shared {
        let mut statement = conn.prepare("SELECT id, attribution, source FROM figure")?;
        let mut figures = statement.query([])?;
        while let Some(figure) = figures.next()? {
            for (table, column) in [("attribution", 1), ("source", 2)] {
                if let Some(given) = rows.get(&(table, figure.get(column)?)) {
                    note(FigureId(figure.get(0)?), *given);
                }
            }
        }
    }
    Ok(found)
}

/// The figures that use a row of a table.
pub(super) fn figures_with(conn: &Connection, table: &str, id: i64) -> Result<Vec<FigureId>> {
    let sql = match table {
        "detail" => "SELECT figure FROM detail WHERE id = ?1",
        "attribution" => "SELECT id FROM figure WHERE attribution = ?1",
        "source" => "SELECT id FROM figure WHERE source = ?1",
        "act" => "SELECT figure FROM act WHERE id = ?1",
        _ => return Ok(Vec::new()),
    };
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get(0).map(FigureId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
