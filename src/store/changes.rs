//! What an entry changed, and why.

use crate::model::asked::AskedBody;
use crate::model::names::NameFact;
use crate::model::recorded::{Act, ActKind, EntryId, FigureId};

use super::Result;
use super::asked::asking;
use super::facts::facts_between;
use super::ledgers::Ledger;
use super::rows::act;
use super::view::View;

/// The reason that the desk gave for an amendment, where it gave one.
pub fn why(view: &View<'_>, entry: EntryId) -> Result<Option<String>> {
    for (ledger, sql) in [
        (Ledger::Redaction, "SELECT why FROM redaction WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT 1"),
        (Ledger::Fact, "SELECT why FROM fact WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1"),
        (
            Ledger::Detail,
            "SELECT why FROM detail WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1",
        ),
        (Ledger::Asked, "SELECT why FROM asked WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1"),
        (Ledger::Act, "SELECT why FROM act WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1"),
        (Ledger::Hold, "SELECT why FROM hold WHERE id > ?1 AND id <= ?2 AND why <> '' ORDER BY id LIMIT 1"),
    ] {
        let Some((above, last)) = view.visibility().rows_of(ledger, entry)? else { continue };
        let mut statement = view.conn.prepare_cached(sql)?;
        let mut rows = statement.query([above, last])?;
        if let Some(row) = rows.next()? {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// What an entry said about names.
pub fn facts(view: &View<'_>, entry: EntryId) -> Result<Vec<NameFact>> {
    let Some((above, last)) = view.visibility().rows_of(Ledger::Fact, entry)? else {
        return Ok(Vec::new());
    };
    facts_between(view.conn, above, last)
}

/// Whom an entry says that the desk asked, each with the figure.
pub fn asked(view: &View<'_>, entry: EntryId) -> Result<Vec<(FigureId, AskedBody)>> {
    let Some((above, last)) = view.visibility().rows_of(Ledger::Asked, entry)? else {
        return Ok(Vec::new());
    };
    let sql = "SELECT figure, body, asked_on, answer, why FROM asked WHERE id > ?1 AND id <= ?2 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((FigureId(row.get(0)?), asking(row)?));
    }
    Ok(found)
}

/// The figures that an entry recorded first; the first `most`.
pub fn recorded(view: &View<'_>, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
    figures(
        view,
        entry,
        Ledger::Figure,
        "SELECT id FROM figure WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
        most,
    )
}

/// The figures to which an entry added details; the first `most`.
pub fn detailed(view: &View<'_>, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
    figures(
        view,
        entry,
        Ledger::Detail,
        "SELECT figure FROM detail WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
        most,
    )
}

/// The figures that an entry saw again; the first `most`.
pub fn seen_again(view: &View<'_>, entry: EntryId, most: usize) -> Result<Vec<FigureId>> {
    figures(
        view,
        entry,
        Ledger::Sighting,
        "SELECT figure FROM sighting WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3",
        most,
    )
}

/// The entries that mended details of a figure, and stand.
pub fn mended_details(view: &View<'_>, id: FigureId) -> Result<Vec<EntryId>> {
    let sql = "SELECT id FROM detail
               WHERE series = (SELECT series FROM figure WHERE id = ?1) AND figure = ?1 AND why IS NOT NULL ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = view.visibility().standing_entry_of(Ledger::Detail, row.get(0)?)?;
        entries.extend(entry.map(|entry| entry.id));
    }
    Ok(entries)
}

/// The figures that an entry voided, whether or not it stands.
pub fn voided(view: &View<'_>, entry: EntryId) -> Result<Vec<Act>> {
    let Some((above, last)) = view.visibility().rows_of(Ledger::Act, entry)? else {
        return Ok(Vec::new());
    };
    let sql = "SELECT id, figure, what, other, known_at, reason, reason_by FROM act
               WHERE id > ?1 AND id <= ?2 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    let mut acts = Vec::new();
    while let Some(row) = rows.next()? {
        acts.push(act(row)?);
    }
    acts.retain(|act| act.what == ActKind::Void);
    Ok(acts)
}

fn figures(view: &View<'_>, entry: EntryId, ledger: Ledger, sql: &str, most: usize) -> Result<Vec<FigureId>> {
    let Some((above, last)) = view.visibility().rows_of(ledger, entry)? else { return Ok(Vec::new()) };
    let mut statement = view.conn.prepare_cached(sql)?;
    let rows = statement.query_map((above, last, most as i64), |row| row.get(0).map(FigureId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
