//! Rows that point at other rows: kept aside while their file is read, judged at its end, then linked.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

use crate::model::column::Field;
use crate::model::link_fault::LinkFault;
use crate::model::recorded::{ActKind, EntryId, FigureId};
use crate::model::uid::Uids;
use crate::model::validate::Drafted;
use crate::store::ledgers::Ledger;
use crate::store::lookup::{self, FigureMatch};
use crate::store::rows::is_visible;
use crate::store::view::View;
use crate::store::{Result, dependents, figures};

use super::entry::EntryTransaction;
use super::keep_out::keep_out_text;
use super::pending_table::{self, PendingRow, PendingTarget};
use super::{acts, rows as file_rows, snapshot};

/// Keeps aside a row that points at other rows, with the number that its figure will get. `false` as in
/// [`EntryTransaction::append`].
pub fn keep(
    entry: &mut EntryTransaction<'_>,
    id: i64,
    line: u64,
    drafted: &Drafted,
    cells: &str,
) -> Result<bool> {
    if let Some(reference) = &drafted.reference
        && (file_rows::is_taken(entry, reference)?
            || pending_table::is_named(entry.transaction.conn(), reference)?)
    {
        return Ok(false);
    }
    entry.transaction.reserve_through(Ledger::Figure, id + drafted.parts.len() as i64);
    pending_table::put(entry.transaction.conn(), line, id, drafted, cells)?;
    Ok(true)
}

/// Judges the pending rows once their file has been read: those that point at nothing, or at a refused row, are
/// refused, until no more are.
pub fn judge(entry: &mut EntryTransaction<'_>) -> Result<()> {
    file_rows::flush(entry)?;
    find_uids(entry)?;
    while refuse_some(entry)? {}
    Ok(())
}

/// Refuses the pending rows that point at nothing; whether there were any.
fn refuse_some(entry: &mut EntryTransaction<'_>) -> Result<bool> {
    let (mut refused, mut after) = (false, 0);
    loop {
        let page = pending_table::targets(entry.transaction.conn(), after)?;
        let Some(last) = page.last() else { return Ok(refused) };
        after = last.number;
        let mut known = KnownTargets::default();
        for PendingTarget { row, own, target, .. } in page {
            let name = target.strip_prefix("ref:").unwrap_or(&target);
            let found = match own.as_deref() == Some(name) {
                true => Err(LinkFault::Itself { target }),
                false => find_target(entry, &mut known, &target)?,
            };
            if let Err(why) = found {
                pending_table::refuse(entry.transaction.conn(), row, &why)?;
                refused = true;
            }
        }
    }
}

/// The next pending row after one, by its reserved number, and why it was refused, if it was.
pub fn after(entry: &EntryTransaction<'_>, row: i64) -> Result<Option<(PendingRow, Option<LinkFault>)>> {
    pending_table::after(entry.transaction.conn(), row)
}

/// Notes that a line stands among the rejects, whose figures from a reserved number on are the last that wait.
pub fn were_told(entry: &EntryTransaction<'_>, first: i64) -> Result<()> {
    pending_table::were_told(entry.transaction.conn(), first)
}

/// Adds the links of the pending rows.
pub fn link(entry: &mut EntryTransaction<'_>) -> Result<()> {
    file_rows::flush(entry)?;
    find_uids(entry)?;
    let mut after = 0;
    loop {
        let page = pending_table::links(entry.transaction.conn(), after)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.number;
        let mut known = KnownTargets::default();
        for mut link in page {
            let Ok(Some(target)) = find_target(entry, &mut known, &link.target)? else { continue };
            let (figure, other) = match link.what {
                ActKind::PartOf(_) => (link.figure, target.0),
                _ => (target.0, link.figure),
            };
            keep_out_text(entry, link.line, Field::ReasonBy.name(), link.reason_by.as_mut());
            let reason = (link.reason.map(|reason| reason.word()), link.reason_by.as_deref());
            acts::put(entry, figure, link.what, other, link.figure, reason)?;
        }
    }
}

/// What targets of one page of links lead to in the store before this entry: thousands of rows may point at one figure.
type KnownTargets = FxHashMap<String, FigureMatch>;

/// The figure that a target names; `Ok(None)` when a pending row bears the name; else why it names none.
fn find_target(
    entry: &EntryTransaction<'_>,
    known: &mut KnownTargets,
    target: &str,
) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
    if let Some(uid) = target.strip_prefix("uid:") {
        return target_by_uid(entry, target, &uid.to_lowercase());
    }
    let reference = target.strip_prefix("ref:").unwrap_or(target);
    if let Some(figure) = snapshot::unchanged_named(entry, reference) {
        return Ok(Ok(Some(figure)));
    }
    let in_file = "SELECT figure FROM ref WHERE ref = ?1 AND id > ?2";
    let before = entry.transaction.before(Ledger::Ref);
    let found =
        entry.transaction.conn().prepare_cached(in_file)?.query_row((reference, before), |row| row.get(0));
    if let Some(figure) = found.optional()? {
        return Ok(Ok(Some(FigureId(figure))));
    }
    if pending_table::is_named(entry.transaction.conn(), reference)? {
        return Ok(Ok(None));
    }
    if !known.contains_key(target) {
        let found = lookup::find(entry.transaction.conn(), &entry.visibility, target)?;
        known.insert(target.to_owned(), found);
    }
    Ok(match known.get(target).cloned().unwrap_or(FigureMatch::Nothing) {
        FigureMatch::One(figure) => Ok(Some(figure)),
        FigureMatch::Nothing => Err(LinkFault::NoFigure { target: target.to_owned() }),
        FigureMatch::Many(figures) => Err(several(target, &figures)),
    })
}

fn target_by_uid(
    entry: &EntryTransaction<'_>,
    target: &str,
    uid: &str,
) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
    Ok(match entry.uids.get(uid).map(Vec::as_slice) {
        Some([one]) => Ok(Some(*one)),
        Some(figures) if figures.len() > 1 => Err(several(target, figures)),
        _ if pending_table::has_uid(entry.transaction.conn(), uid)? => Ok(None),
        _ => Err(LinkFault::NoFigure { target: target.to_owned() }),
    })
}

/// Finds, in one pass, the figures of the store and of this file to which the uids of the links lead.
fn find_uids(entry: &mut EntryTransaction<'_>) -> Result<()> {
    let wanted = pending_table::wanted_uids(entry.transaction.conn())?;
    entry.uids = wanted.into_iter().map(|uid| (uid, Vec::new())).collect();
    let lengths: BTreeSet<usize> = entry.uids.keys().map(String::len).collect();
    if lengths.is_empty() {
        return Ok(());
    }
    let (reader, uids) =
        (View::over(entry.transaction.conn(), entry.visibility.with_unsealed())?, &mut entry.uids);
    let mut hashed = Uids::default();
    figures::each(&reader, |recorded| {
        let uid = hashed.of(&recorded.figure).to_string();
        for length in &lengths {
            if let Some(found) = uid.get(..*length).and_then(|start| uids.get_mut(start)) {
                found.push(recorded.id);
            }
        }
        Ok(())
    })
}

/// Ties to the figures of this file the links that later entries had tied to figures of an entry since taken back:
/// to the figure with the same ref, else to the one on the same line, of several to that of the same series. How many were carried over, of how many.
pub fn carry_over(entry: &mut EntryTransaction<'_>, from: EntryId) -> Result<(u64, u64)> {
    file_rows::flush(entry)?;
    let (mut carried, mut all) = (0, 0);
    for resting in dependents::links(entry.transaction.conn(), &entry.visibility, from)? {
        let act = resting.act;
        if act.what == ActKind::Void {
            continue; // a figure of the corrected file is judged anew
        }
        all += 1;
        let figure = heir(entry, act.figure)?;
        let other = act.other.map(|other| heir(entry, other)).transpose()?.flatten();
        if let (Some(figure), Some(other)) = (figure, other) {
            let says = if matches!(act.what, ActKind::PartOf(_)) { figure } else { other };
            let reason = (act.reason.map(|reason| reason.word()), act.reason_by.as_deref());
            acts::put(entry, figure.0, act.what, other.0, says.0, reason)?;
            carried += 1;
        }
    }
    Ok((carried, all))
}

/// The figure itself where it is still visible; else the one of this file that takes its place.
fn heir(entry: &EntryTransaction<'_>, figure: FigureId) -> Result<Option<FigureId>> {
    let conn = entry.transaction.conn();
    if is_visible(conn, &entry.visibility, figure.0)? {
        return Ok(Some(figure));
    }
    let by_ref = "SELECT new.figure FROM ref AS old JOIN ref AS new ON new.ref = old.ref AND new.id > ?2
                  WHERE old.figure = ?1 ORDER BY new.id LIMIT 1";
    let mut found: Option<i64> = conn
        .prepare_cached(by_ref)?
        .query_row([figure.0, entry.transaction.before(Ledger::Ref)], |row| row.get(0))
        .optional()?;
    if found.is_none() {
        let by_line =
            "SELECT new.id FROM figure AS old JOIN figure AS new ON new.id > ?2 AND new.line = old.line
                       WHERE old.id = ?1 ORDER BY new.series <> old.series, new.id LIMIT 1";
        found = conn
            .prepare_cached(by_line)?
            .query_row([figure.0, entry.transaction.before(Ledger::Figure)], |row| row.get(0))
            .optional()?;
    }
    Ok(found.map(FigureId))
}

fn several(target: &str, figures: &[FigureId]) -> LinkFault {
    let choices = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    LinkFault::SeveralFigures { target: target.to_owned(), choices }
}
