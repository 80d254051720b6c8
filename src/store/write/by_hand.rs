//! One figure entered by hand: it is recorded, or found to be there, and what it declares of others is tied to it.

use crate::model::column::Field;
use crate::model::figure::Figure;
use crate::model::recorded::{ActKind, EntryKind, FigureId, Recorded};
use crate::model::validate::Drafted;
use crate::model::words::Reason;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::{Result, figures};

use super::batch::{Batch, Rest};
use super::entry::EntryTransaction;
use super::keep_out::keep_out_text;
use super::{acts, put, rows};

/// What a figure declares of another one that was found.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it declares.
    pub what: ActKind,
    /// The other figure; of a part the whole.
    pub target: FigureId,
    /// Why, as somebody gave it.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

/// What became of a figure that was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was not in the ledger, or not visible any more.
    New,
    /// It was there, and nothing was added to it.
    Same,
    /// It was there, and gained details, a ref or a link.
    Changed,
}

/// A figure that was entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Its number: its own, or that of the same figure before.
    pub id: FigureId,
    /// What became of it.
    pub outcome: Became,
    /// The figures of parts that its words include.
    pub parts: Vec<FigureId>,
}

/// Enters one figure that comes from no file, with the parts that its words include and its links.
pub fn enter(entry: &mut EntryTransaction<'_>, drafted: Drafted, links: &[Link]) -> Result<Entered> {
    let (id, outcome) = enter_figure(entry, drafted.figure)?;
    let mut gained = match &drafted.reference {
        Some(reference) => name_figure(entry, id, reference)?,
        None => false,
    };
    let mut parts = Vec::new();
    for part in drafted.parts {
        let (part, _) = enter_figure(entry, part)?;
        let what = ActKind::PartOf(crate::model::figure::Completeness::Some);
        gained |= acts::put(entry, part.0, what, id.0, id.0, (None, None))?;
        parts.push(part);
    }
    for link in links {
        let (figure, other) = match link.what {
            ActKind::PartOf(_) => (id.0, link.target.0),
            _ => (link.target.0, id.0),
        };
        let mut reason_by = link.reason_by.clone();
        keep_out_text(entry, 0, Field::ReasonBy.name(), reason_by.as_mut());
        let reason = (link.reason.map(Reason::word), reason_by.as_deref());
        gained |= acts::put(entry, figure, link.what, other, id.0, reason)?;
    }
    let outcome = if outcome == Became::Same && gained { Became::Changed } else { outcome };
    Ok(Entered { id, outcome, parts })
}

/// Gives a figure a ref, unless it has it already; whether it had not.
pub(super) fn name_figure(entry: &mut EntryTransaction<'_>, id: FigureId, reference: &str) -> Result<bool> {
    let mut statement =
        entry.transaction.conn().prepare_cached("SELECT id FROM ref WHERE ref = ?1 AND figure = ?2")?;
    let ids = statement.query_map((reference, id.0), |row| row.get(0))?;
    let before = entry.transaction.before(Ledger::Ref);
    for known in ids {
        let known: i64 = known?;
        if known > before || entry.visibility.sees(Ledger::Ref, known) {
            return Ok(false);
        }
    }
    entry.transaction.insert(Ledger::Ref, &[Cell::Text(reference), Cell::Int(id.0)])?;
    Ok(true)
}

/// Whether an addition by hand that stands recorded a figure, or saw it again.
pub fn was_added(entry: &EntryTransaction<'_>, id: FigureId) -> Result<bool> {
    let was_added = |ledger, row| -> Result<bool> {
        let entry = entry.visibility.standing_entry_of(ledger, row)?;
        Ok(entry.is_some_and(|entry| entry.kind == EntryKind::Add))
    };
    if was_added(Ledger::Figure, id.0)? {
        return Ok(true);
    }
    let mut statement =
        entry.transaction.conn().prepare_cached("SELECT id FROM sighting WHERE figure = ?1 ORDER BY id")?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        if was_added(Ledger::Sighting, row.get(0)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Figures with what this entry has added, in the order in which they are named.
pub fn recorded(entry: &EntryTransaction<'_>, ids: &[FigureId]) -> Result<Vec<Recorded>> {
    let view = entry.view()?;
    let found = ids.iter().filter_map(|id| figures::one(&view, *id).transpose());
    found.collect()
}

/// Whether a figure is a typing error of this desk, by what was recorded before this entry.
pub fn is_void(entry: &EntryTransaction<'_>, id: FigureId) -> Result<bool> {
    crate::store::voids::is_void(entry.transaction.conn(), &entry.visibility, id)
}

fn enter_figure(entry: &mut EntryTransaction<'_>, figure: Figure) -> Result<(FigureId, Became)> {
    let before = rows::counts(entry)?;
    let reserved = entry.transaction.reserve(Ledger::Figure);
    let mut batch = Batch::default();
    batch.push(reserved, 0, figure, Rest::default())?;
    batch.sort();
    put::write(entry, &mut batch)?;
    let after = rows::counts(entry)?;
    let id = batch.became.first().copied().unwrap_or(reserved);
    if id != reserved {
        entry.transaction.give_back_number(Ledger::Figure, reserved);
    }
    let outcome = match (after.new > before.new, after.changed > before.changed) {
        (true, _) => Became::New,
        (false, true) => Became::Changed,
        (false, false) => Became::Same,
    };
    Ok((FigureId(id), outcome))
}
