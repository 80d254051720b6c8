//! Figures as they were recorded: one, all, those of a series; what each is called and whether it stands.

use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::Row;
use rustc_hash::FxHashMap;

use crate::model::figure::Details;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::reports::withdraw_reports;
use crate::model::scope::Scope;
use crate::model::status::{Status, has_void_or_gone};
use crate::model::words::LinkKind;

use super::details::{self, details_of, lay_over, layers};
use super::ledgers::Ledger;
use super::rows::{is_visible, unreadable};
use super::sightings::Sightings;
use super::view::View;
use super::visibility::Rank;
use super::{Result, acts, merged, rows};

/// What an answer needs of a figure: the key index alone holds it.
const OF_KEY: &str = "id, attribution, as_of, window, known_at, kind, value, low, high";

/// The other columns of a figure.
const BESIDE_KEY: &str = "series, source, wording, line";

/// Whether figures come with the documents that they were read in, and the lines of their files.
#[derive(Clone, Copy)]
pub(super) enum Documents {
    /// They do.
    Read,
    /// Of the documents the publisher alone is given.
    Left,
}

/// One figure, if it is visible.
pub fn one(view: &View<'_>, id: FigureId) -> Result<Option<Recorded>> {
    if !is_visible(view.conn, &view.visibility, id.0)? {
        return Ok(None);
    }
    figure_row(view, id.0)
}

/// Every visible figure, in the order of recording.
pub fn each(view: &View<'_>, mut take: impl FnMut(&Recorded) -> Result<()>) -> Result<()> {
    each_while(view, |recorded| take(&recorded).map(ControlFlow::Continue))
}

/// Every visible figure, in the order of recording, until `take` breaks off.
pub fn each_while(view: &View<'_>, mut take: impl FnMut(Recorded) -> Result<ControlFlow<()>>) -> Result<()> {
    each_with_document(view, |recorded, _| take(recorded))
}

/// The same, each with the number of the document that it was read in.
pub fn each_with_document(
    view: &View<'_>,
    mut take: impl FnMut(Recorded, i64) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure ORDER BY id");
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if is_visible(view.conn, &view.visibility, id)? {
            let mut found = recorded(view, row, &merged::sightings_of(view, id)?)?;
            add_details(view, row.get(9)?, &mut found)?;
            if take(found, row.get(10)?)?.is_break() {
                break;
            }
        }
    }
    Ok(())
}

/// The visible ones of some figures, in the order of recording.
///
/// # Errors
/// What SQLite says.
pub fn in_order(view: &View<'_>, ids: impl IntoIterator<Item = FigureId>) -> Result<Vec<Recorded>> {
    let figures = ids.into_iter().filter_map(|id| one(view, id).transpose());
    merged::sort(view, figures.collect::<Result<_>>()?)
}

/// What a figure counts, by canonical names.
///
/// # Errors
/// No figure of that number is visible.
pub fn scope_of(view: &View<'_>, id: FigureId) -> Result<Arc<Scope>> {
    let found = one(view, id)?.ok_or_else(|| unreadable("figure", "it is not there"))?;
    Ok(view.canonical(found.figure.scope))
}

/// The refs of a figure, oldest first.
pub fn references(view: &View<'_>, id: FigureId) -> Result<Vec<String>> {
    if !view.has_refs {
        return Ok(Vec::new());
    }
    let mut statement = view.conn.prepare_cached("SELECT id, ref FROM ref WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    let mut named: Vec<(Rank, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if view.visibility.sees(Ledger::Ref, id) {
            named.push((view.visibility.rank_of(Ledger::Ref, id)?, row.get(1)?));
        }
    }
    named.sort_by_key(|(rank, _)| *rank);
    let mut references: Vec<String> = Vec::new();
    for (_, reference) in named {
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    Ok(references)
}

/// Whether a figure was our own typing error.
pub fn is_void(view: &View<'_>, id: FigureId) -> Result<bool> {
    Ok(view.has_acts() && view.mends()?.is_void(id))
}

/// Whether a figure was our own typing error, or had vanished from its feed by what the public could know.
pub fn is_void_or_gone(view: &View<'_>, id: FigureId, question: &Question) -> Result<bool> {
    Ok(view.has_acts() && has_void_or_gone(&acts::on(view, id)?, question))
}

/// What became of a figure by what the public could know, by the word of the views.
pub fn status(view: &View<'_>, id: FigureId, question: &Question) -> Result<&'static str> {
    with_status(view, id, question, |status| status.word())
}

/// Reads something of what became of a figure by what the public could know.
pub(super) fn with_status<T>(
    view: &View<'_>,
    id: FigureId,
    question: &Question,
    read: impl FnOnce(Status<'_>) -> T,
) -> Result<T> {
    Ok(read(Status::of(&acts_that_count(view, id)?, question, |_| false)))
}

/// What happened to a figure, but for what void figures declare, in the order in which the public could know it.
pub(super) fn acts_that_count(view: &View<'_>, id: FigureId) -> Result<Vec<Act>> {
    if !view.has_acts() {
        return Ok(Vec::new());
    }
    let mut acts = Vec::new();
    for act in acts::on(view, id)? {
        let is_declared_by_void = match act.other {
            Some(other) if act.what != ActKind::Void => is_void(view, other)?,
            _ => false,
        };
        if !is_declared_by_void {
            acts.push(act);
        }
    }
    name_withdrawn_reports(view, id, &mut acts)?;
    acts.sort_by_key(|act| act.known_at.order_key());
    Ok(acts)
}

/// Reads retractions of a figure by its publisher alone as what they are.
fn name_withdrawn_reports(view: &View<'_>, id: FigureId, acts: &mut [Act]) -> Result<()> {
    let retracts = |act: &&Act| act.what == ActKind::Linked(LinkKind::Retracts);
    let retracting: Vec<FigureId> = acts.iter().filter(retracts).filter_map(|act| act.other).collect();
    if retracting.is_empty() {
        return Ok(());
    }
    let mut known = Vec::new();
    for id in retracting.into_iter().chain([id]) {
        known.extend(one(view, id)?);
    }
    withdraw_reports(acts, known.iter(), view.names());
    Ok(())
}

/// Whether a figure of that number was ever recorded, taken back since or not.
pub fn was_recorded(view: &View<'_>, id: FigureId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM figure WHERE id = ?1)";
    Ok(view.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
}

/// Adds the visible figures of a series, and what saw them again.
pub(super) fn of_series(
    view: &View<'_>,
    series: i64,
    documents: Documents,
    sightings: &mut Sightings,
    into: &mut Vec<Recorded>,
) -> Result<()> {
    let from = into.len();
    match documents {
        Documents::Read => {
            let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure WHERE series = ?1");
            let mut statement = view.conn.prepare_cached(&sql)?;
            let mut rows = statement.query([series])?;
            while let Some(row) = rows.next()? {
                let id = row.get(0)?;
                if is_visible(view.conn, &view.visibility, id)? {
                    merged::add_sightings(view, id, sightings)?;
                    into.push(recorded(view, row, sightings)?);
                }
            }
        }
        Documents::Left => of_key(view, series, sightings, into)?,
    }
    if view.has_details {
        let mut details = details_of_series(view, series)?;
        for recorded in &mut into[from..] {
            if let Some(details) = details.remove(&recorded.id.0) {
                recorded.figure.details = details;
                // An embargo that has ended says nothing of what may be printed.
                recorded.figure.details.embargo_until = view.embargo(&recorded.figure);
            }
        }
    }
    Ok(())
}

/// The figures of a series as the key index holds them; where stores were merged, with their lines.
fn of_key(view: &View<'_>, series: i64, sightings: &mut Sightings, into: &mut Vec<Recorded>) -> Result<()> {
    let (scope, wordings) = (view.dictionary.scope(series)?, wordings_of(view, series)?);
    let sql = format!("SELECT {OF_KEY}{} FROM figure WHERE series = ?1", merged::beside_key(view));
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([series])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if is_visible(view.conn, &view.visibility, id)? {
            let attributed = view.dictionary.attributed(row.get(1)?)?;
            let (scope, source) = (Arc::clone(&scope), Arc::clone(&attributed.printed_by));
            merged::add_sightings(view, id, sightings)?;
            let wording = sightings.fullest_words(id, wordings.get(&id).map(String::as_str));
            let figure = rows::figure(row, scope, &attributed.who, source, wording)?;
            let line = merged::line_beside_key(view, row, 9)?;
            into.push(Recorded { id: FigureId(id), order: id, line, figure });
        }
    }
    Ok(())
}

/// The words of the figures of a series that are not the plain ones of their kind and value: few in most stores.
fn wordings_of(view: &View<'_>, series: i64) -> Result<FxHashMap<i64, String>> {
    let sql = "SELECT id, wording FROM figure WHERE series = ?1 AND wording IS NOT NULL";
    let mut statement = view.conn.prepare_cached(sql)?;
    let wordings = statement.query_map([series], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(wordings.collect::<rusqlite::Result<_>>()?)
}

fn details_of_series(view: &View<'_>, series: i64) -> Result<FxHashMap<i64, Details>> {
    let sql = format!("{} WHERE series = ?1 ORDER BY figure, id", *details::SELECT);
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([series])?;
    let mut details = FxHashMap::default();
    for layer in layers(&mut rows, &view.visibility, false)? {
        let figure = layer.figure;
        let known = details.remove(&figure);
        details.insert(figure, lay_over(known, layer));
    }
    Ok(details)
}

fn add_details(view: &View<'_>, series: i64, recorded: &mut Recorded) -> Result<()> {
    if view.has_details
        && let Some(details) = details_of(view.conn, &view.visibility, series, recorded.id.0)?
    {
        recorded.figure.details = details;
    }
    Ok(())
}

fn figure_row(view: &View<'_>, id: i64) -> Result<Option<Recorded>> {
    let sql = format!("SELECT {OF_KEY}, {BESIDE_KEY} FROM figure WHERE id = ?1");
    let mut statement = view.conn.prepare_cached(&sql)?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut found = recorded(view, row, &merged::sightings_of(view, id)?)?;
    add_details(view, row.get(9)?, &mut found)?;
    Ok(Some(found))
}

/// The figure in a row of [`OF_KEY`] and [`BESIDE_KEY`].
fn recorded(view: &View<'_>, row: &Row<'_>, sightings: &Sightings) -> Result<Recorded> {
    let id: i64 = row.get(0)?;
    let attributed = view.dictionary.attributed(row.get(1)?)?;
    let (scope, source) = (view.dictionary.scope(row.get(9)?)?, view.dictionary.source(row.get(10)?)?);
    let wording =
        row.get_ref(11)?.as_str_or_null().map_err(|_| unreadable("figure", "a wording is not a text"))?;
    let wording = sightings.fullest_words(id, wording);
    let figure = rows::figure(row, scope, &attributed.who, source, wording)?;
    Ok(Recorded { id: FigureId(id), order: id, line: row.get::<_, i64>(12)? as u64, figure })
}
