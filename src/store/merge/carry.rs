//! From the other store's numbers to this one's: names, series, attributions, sources, figures.
//!
//! Bounded: what is remembered between rows does not grow with the store.

use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};

use crate::model::attribution::Source;
use crate::model::names::NameKind;
use crate::store::chain::Cell;
use crate::store::dictionary::Dictionary;
use crate::store::ledgers::Ledger;
use crate::store::redactions::put_marks;
use crate::store::rows::unreadable;
use crate::store::{Result, figure_key};

use super::erasing;
use super::merging::Merging;
use super::number_map::Arriving;

/// The columns of a figure, the ten of its natural key first.
pub(super) const FIGURE: &str =
    "series, attribution, as_of, window, known_at, source, kind, value, low, high, wording, line, id";

/// A cell of the other store as it stands in this one.
pub fn carried(
    merging: &mut Merging<'_, '_, '_>,
    ledger: Ledger,
    column: &str,
    value: Value,
) -> Result<Value> {
    Ok(match (column, value) {
        ("series", Value::Integer(id)) => Value::Integer(series(merging, id)?),
        ("attribution", Value::Integer(id)) => Value::Integer(attribution(merging, id)?),
        ("source", Value::Integer(id)) => Value::Integer(source(merging, id)?),
        ("figure" | "other", Value::Integer(id)) => Value::Integer(our_figure(merging, id)?),
        ("name" | "feed", Value::Integer(id)) => Value::Integer(name(merging, id)?),
        ("entry", Value::Integer(id)) => Value::Integer(entry(merging, id)?),
        (_, Value::Text(text)) if ledger.is_erasable(column) => Value::Text(erasing::keep_out(merging, text)),
        (_, value) => value,
    })
}

/// The number here of one of their entries, which came before the row that names it.
pub fn entry(merging: &Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    merging.entries.get(&id).copied().ok_or_else(|| unreadable("entry", "a row names a later entry"))
}

/// The number here of one of their names.
pub fn name(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    let conn = merging.theirs.conn;
    let mut statement = conn.prepare_cached("SELECT kind, text FROM name WHERE id = ?1")?;
    let (kind, text): (String, String) = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let kind = NameKind::from_word(&kind).ok_or_else(|| unreadable("name", &kind))?;
    merging.interned.name(&mut merging.transaction, kind, &text)
}

/// The number here of one of their series.
pub fn series(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    if let Some(here) = merging.series_met.get(id) {
        return Ok(here);
    }
    let scope = merging.theirs.dictionary.scope(id)?;
    let here = merging.interned.scope(&mut merging.transaction, &scope)?;
    merging.series_met.put(id, here);
    Ok(here)
}

/// The number here of one of their attributions.
pub fn attribution(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    if let Some(here) = merging.attributions_met.get(id) {
        return Ok(here);
    }
    let attributed = merging.theirs.dictionary.attributed(id)?;
    let mut who = Arc::clone(&attributed.who);
    if !merging.erased.is_empty() {
        let mut own = (*who).clone();
        let met = put_marks(&merging.erased, own.erasable_mut());
        merging.merged.kept_out += met.len() as u64;
        who = if met.is_empty() { who } else { Arc::new(own) };
    }
    let publisher = &attributed.printed_by.publisher;
    let here = merging.interned.attribution(&mut merging.transaction, &who, publisher)?;
    merging.attributions_met.put(id, here);
    Ok(here)
}

/// The number here of one of their sources.
pub fn source(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    if let Some(here) = merging.sources_met.get(id) {
        return Ok(here);
    }
    let mut source = merging.theirs.dictionary.source(id)?;
    if !merging.erased.is_empty() {
        let mut own = (*source).clone();
        let met = put_marks(&merging.erased, own.erasable_mut());
        merging.merged.kept_out += met.len() as u64;
        source = if met.is_empty() { source } else { Arc::new(own) };
    }
    let before = merging.transaction.last(Ledger::Source);
    let here = merging.interned.source(&mut merging.transaction, &source)?;
    if here <= before {
        fill(merging, here, &source)?;
    }
    merging.sources_met.put(id, here);
    Ok(here)
}

/// What the other desk knows of a source that is here goes into a row beside it, where it is fuller.
fn fill(merging: &mut Merging<'_, '_, '_>, here: i64, theirs: &Source) -> Result<()> {
    let conn = merging.transaction.conn();
    let ours = Dictionary::new(conn, Some(i64::MAX)).source(here)?;
    let filled = (*ours).clone().filled_by(theirs);
    if *ours == filled {
        return Ok(());
    }
    let key = "SELECT key, publisher FROM source WHERE id = ?1";
    let (key, publisher): (i64, i64) =
        conn.prepare_cached(key)?.query_row([here], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let cells = [
        Cell::Int(key),
        Cell::Int(publisher),
        Cell::Text(&filled.url),
        Cell::Text(&filled.title),
        Cell::text(filled.archive_url.as_deref()),
        Cell::text(filled.language.as_deref()),
    ];
    merging.transaction.insert(Ledger::Source, &cells)?;
    Ok(())
}

/// The number here of one of their figures: it was recorded by an entry that is here by now.
pub fn our_figure(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    if let Some(here) = merging.figures_met.get(id) {
        return Ok(here);
    }
    let here = match merging.arrived.number_of(id) {
        Some(number) if is_figure(merging, number)? => number,
        _ => same_figure(merging, id)?,
    };
    merging.figures_met.put(id, here);
    Ok(here)
}

fn is_figure(merging: &Merging<'_, '_, '_>, number: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM figure WHERE id = ?1";
    let found: Option<i64> =
        merging.transaction.conn().prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// The number here of one of their figures, by its key.
fn same_figure(merging: &mut Merging<'_, '_, '_>, id: i64) -> Result<i64> {
    let sql = format!("SELECT {FIGURE} FROM figure WHERE id = ?1");
    let mut statement = merging.theirs.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let one = arriving(merging, row)?;
    figure_key::number_of(merging.transaction.conn(), &one.key)
}

pub(super) fn arriving(merging: &mut Merging<'_, '_, '_>, row: &Row<'_>) -> Result<Arriving> {
    let mut key: figure_key::Key = [0; 10];
    for (at, column) in key.iter_mut().enumerate() {
        *column = row.get(at)?;
    }
    key[0] = series(merging, key[0])?;
    key[1] = attribution(merging, key[1])?;
    key[5] = source(merging, key[5])?;
    Ok(Arriving { key, wording: row.get(10)?, line: row.get(11)?, theirs: row.get(12)?, number: 0 })
}
