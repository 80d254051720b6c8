//! Finding a figure by what people type: its id, its ref, or the start of its uid.

use rusqlite::Connection;

use crate::model::recorded::FigureId;
use crate::model::uid::Uids;

use super::ledgers::Ledger;
use super::rows::is_visible;
use super::view::View;
use super::visibility::Visibility;
use super::{Result, figures, voids};

/// How many choices are listed when a name is ambiguous.
const CHOICES: usize = 10;

/// What a name led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureMatch {
    /// No visible figure.
    Nothing,
    /// This one.
    One(FigureId),
    /// Several.
    Many(Vec<FigureId>),
}

impl FigureMatch {
    fn among(mut figures: Vec<FigureId>) -> FigureMatch {
        figures.sort_unstable();
        figures.dedup();
        match figures.as_slice() {
            [] => FigureMatch::Nothing,
            [one] => FigureMatch::One(*one),
            _ => FigureMatch::Many(figures),
        }
    }
}

/// The ref of a figure that no other visible figure has: what a file of all figures can call it.
pub fn own_reference(view: &View<'_>, id: FigureId) -> Result<Option<String>> {
    if !view.has_refs {
        return Ok(None);
    }
    for reference in figures::references(view, id)? {
        if figure(view, &format!("ref:{reference}"))? == FigureMatch::One(id) {
            return Ok(Some(reference));
        }
    }
    Ok(None)
}

/// The figures that a typed name leads to: digits are an id, `uid:` begins a uid, anything else (or `ref:`) is a ref.
pub fn figure(view: &View<'_>, name: &str) -> Result<FigureMatch> {
    find(view.conn, view.visibility(), name)
}

/// As [`figure`], for an entry in the making too.
pub(super) fn find(conn: &Connection, visibility: &Visibility, name: &str) -> Result<FigureMatch> {
    if let Some(uid) = name.strip_prefix("uid:") {
        return find_uid(conn, visibility, uid);
    }
    if let Some(id) = name.parse::<i64>().ok().filter(|_| name.bytes().all(|b| b.is_ascii_digit())) {
        let known = "SELECT EXISTS (SELECT 1 FROM figure WHERE id = ?1)";
        let there: bool = conn.prepare_cached(known)?.query_row([id], |row| row.get(0))?;
        let there = there && is_visible(conn, visibility, id)?;
        return Ok(if there { FigureMatch::One(FigureId(id)) } else { FigureMatch::Nothing });
    }
    let reference = name.strip_prefix("ref:").unwrap_or(name);
    let mut statement = conn.prepare_cached("SELECT id, figure FROM ref WHERE ref = ?1")?;
    let mut rows = statement.query([reference])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, figure): (i64, i64) = (row.get(0)?, row.get(1)?);
        if visibility.sees(Ledger::Ref, id) && is_visible(conn, visibility, figure)? {
            found.push(FigureId(figure));
        }
    }
    // A figure that was mended and the one in its place have one ref: it leads to the one that stands.
    if found.len() > 1 {
        let void =
            found.iter().map(|id| voids::is_void(conn, visibility, *id)).collect::<Result<Vec<_>>>()?;
        let mut void = void.into_iter();
        let standing: Vec<_> = found.iter().copied().filter(|_| !void.next().unwrap_or(false)).collect();
        found = if standing.is_empty() { found } else { standing };
    }
    Ok(FigureMatch::among(found))
}

/// Uids are not kept: they are computed from what is kept, figure by figure.
fn find_uid(conn: &Connection, visibility: &Visibility, start: &str) -> Result<FigureMatch> {
    let reader = View::over(conn, visibility.clone())?;
    let mut found = Vec::new();
    let start = start.to_ascii_lowercase();
    let mut uids = Uids::default();
    figures::each(&reader, |recorded| {
        if found.len() < CHOICES
            && !start.is_empty()
            && uids.of(&recorded.figure).to_string().starts_with(&start)
        {
            found.push(recorded.id);
        }
        Ok(())
    })?;
    Ok(FigureMatch::among(found))
}
