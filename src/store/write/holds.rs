//! Holding back what an entry records, and releasing it.

use std::collections::BTreeSet;

use crate::model::date::Timestamp;
use crate::model::hold::HoldKind;
use crate::model::hold_fault::HoldFault;
use crate::model::names::NameField;
use crate::model::recorded::{EntryId, EntryKind, FigureId};
use crate::store::chain::Cell;
use crate::store::holds::{Hold, held_figure};
use crate::store::ledgers::Ledger;
use crate::store::{Result, entries, facts, pack};

use super::entry::EntryTransaction;

/// What is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// All that an entry recorded.
    Entry(EntryId),
    /// One figure; the rest of its entry stays held.
    Figure(FigureId),
}

/// Writes down that the entry is held back, where it is asked or where the store wants two names; else what stays held of
/// it. How it is held.
pub(super) fn seal(
    entry: &mut EntryTransaction<'_>,
    kind: EntryKind,
    why: Option<&str>,
) -> Result<Option<HoldKind>> {
    let kind = match kind {
        EntryKind::Import | EntryKind::Add if wants_two(entry)? => Some(HoldKind::SecondName),
        EntryKind::Import | EntryKind::Add => why.map(|_| HoldKind::Held),
        EntryKind::Amend | EntryKind::Undo => None,
    };
    let kind = kind.filter(|_| {
        RECORDING.iter().any(|ledger| entry.transaction.last(*ledger) > entry.transaction.before(*ledger))
    });
    if let Some(kind) = kind {
        put(entry, kind, (None, None), why)?;
    } else {
        for (figure, hold) in std::mem::take(&mut entry.held_on) {
            put(entry, hold.kind, (Some(figure), None), hold.why.as_deref())?;
        }
    }
    Ok(kind)
}

/// What an entry has of its own when it recorded something of figures.
const RECORDING: [Ledger; 4] = [Ledger::Figure, Ledger::Sighting, Ledger::Detail, Ledger::Act];

/// Keeps a figure held that stands for another which is: it was seen again, or takes its place.
pub(super) fn hold_on(entry: &mut EntryTransaction<'_>, held: i64, figure: i64) -> Result<()> {
    if !entry.holds.is_empty()
        && let Some(hold) = of_figure(entry, FigureId(held))?
    {
        entry.held_on.insert(figure, hold);
    }
    Ok(())
}

/// Holds one figure back that counted until now.
///
/// # Errors
/// Within: why it cannot be held.
pub fn hold(
    entry: &mut EntryTransaction<'_>,
    figure: FigureId,
    why: &str,
) -> Result<std::result::Result<(), HoldFault>> {
    if of_figure(entry, figure)?.is_some() {
        return Ok(Err(HoldFault::Held(figure)));
    }
    put(entry, HoldKind::Held, (Some(figure.0), None), Some(why))?;
    Ok(Ok(()))
}

/// Releases what is held. `who` does it: where a second name is wanted, another than who recorded it.
///
/// # Errors
/// Within: why it cannot be released.
pub fn release(
    entry: &mut EntryTransaction<'_>,
    what: Release,
    who: &str,
    why: Option<&str>,
) -> Result<std::result::Result<(), HoldFault>> {
    let (hold, recorded_by, of) = match what {
        Release::Entry(id) => {
            if entry.visibility.entry(id)?.is_none() {
                return Ok(Err(HoldFault::NoSuchEntry(id)));
            }
            let hold = entry.holds.of_entry(id).filter(|hold| hold.kind.holds()).cloned();
            let Some(hold) = hold else { return Ok(Err(HoldFault::EntryNotHeld(id))) };
            touch(entry, id)?;
            (hold, id, (None, Some(id.0)))
        }
        Release::Figure(id) => {
            let Some(hold) = of_figure(entry, id)? else { return Ok(Err(HoldFault::NotHeld(id))) };
            let Some(recorded) = entry.visibility.entry_of(Ledger::Figure, id.0)? else {
                return Ok(Err(HoldFault::NotHeld(id)));
            };
            if takes_a_place(entry, id, recorded.id)? {
                return Ok(Err(HoldFault::Mends { figure: id, entry: recorded.id }));
            }
            (hold, recorded.id, (Some(id.0), None))
        }
    };
    let recorder = entries::who(entry.transaction.conn(), recorded_by)?;
    if (hold.kind == HoldKind::SecondName || wants_two(entry)?) && recorder == who {
        return Ok(Err(HoldFault::SameName { entry: recorded_by, who: recorder }));
    }
    put(entry, HoldKind::Released, of, why)?;
    Ok(Ok(()))
}

/// Marks the series of an entry's figures as touched.
fn touch(entry: &mut EntryTransaction<'_>, id: EntryId) -> Result<()> {
    let Some((above, last)) = entry.visibility.rows_of(Ledger::Figure, id)? else { return Ok(()) };
    let sql = "SELECT series FROM figure WHERE id > ?1 AND id <= ?2";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    while let Some(row) = rows.next()? {
        entry.touched.insert(row.get(0)?);
    }
    Ok(())
}

/// Whether this store wants a second name for what is recorded.
fn wants_two(entry: &EntryTransaction<'_>) -> Result<bool> {
    Ok(facts::of_store(entry.transaction.conn(), &entry.visibility, NameField::TwoPerson)?.is_some())
}

/// How many figures an entry gave an embargo that has not ended at a time.
pub(super) fn embargoed(entry: &EntryTransaction<'_>, now: Timestamp) -> Result<u64> {
    let before = entry.transaction.before(Ledger::Detail);
    if entry.transaction.last(Ledger::Detail) == before {
        return Ok(0);
    }
    let sql = "SELECT figure, embargo_until FROM detail WHERE id > ?1 AND embargo_until IS NOT NULL";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let mut rows = statement.query([before])?;
    let mut figures = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let until = Timestamp::of(pack::read_moment(row.get(1)?)?);
        if until.is_some_and(|until| now < until) {
            figures.insert(row.get::<_, i64>(0)?);
        }
    }
    Ok(figures.len() as u64)
}

/// Why a figure is held.
fn of_figure(entry: &EntryTransaction<'_>, id: FigureId) -> Result<Option<Hold>> {
    held_figure(entry.transaction.conn(), &entry.visibility, &entry.holds, id)
}

/// Whether the entry that recorded a figure put it in the place of another: both go together.
fn takes_a_place(entry: &EntryTransaction<'_>, id: FigureId, recorded: EntryId) -> Result<bool> {
    let Some((above, last)) = entry.visibility.rows_of(Ledger::Act, recorded)? else { return Ok(false) };
    let sql = "SELECT EXISTS (SELECT 1 FROM act WHERE other = ?1 AND what = 'void' AND id > ?2 AND id <= ?3)";
    let is_held = entry.holds.of_entry(recorded).is_some_and(|hold| hold.kind.holds());
    Ok(is_held
        && entry.transaction.conn().prepare_cached(sql)?.query_row((id.0, above, last), |row| row.get(0))?)
}

fn put(
    entry: &mut EntryTransaction<'_>,
    kind: HoldKind,
    (figure, of): (Option<i64>, Option<i64>),
    why: Option<&str>,
) -> Result<()> {
    let why = why.filter(|why| !why.is_empty());
    let cells = [Cell::Text(kind.word()), Cell::int(figure), Cell::int(of), Cell::text(why)];
    if let Some(figure) = figure {
        let sql = "SELECT series FROM figure WHERE id = ?1";
        let series = entry.transaction.conn().prepare_cached(sql)?.query_row([figure], |row| row.get(0))?;
        entry.touched.insert(series);
    }
    entry.transaction.insert(Ledger::Hold, &cells)?;
    Ok(())
}
