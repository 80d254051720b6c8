//! What the desk answered: changed rows were mistyped before, or the source printed both.

use crate::model::recorded::{Act, ActKind, FigureId};
use crate::store::details::details_of;
use crate::store::ledgers::Ledger;
use crate::store::rows::is_visible;
use crate::store::view::View;
use crate::store::write::entry::EntryTransaction;
use crate::store::write::mend::{Heirs, Replacement};
use crate::store::write::{details, mend as mending};
use crate::store::{Result, voids};

use super::pairs::{self, Pair, PairKind};

/// How many pairs are in memory at once.
const PAGE: usize = 1024;

/// Puts what changed rows are in the place of what they were, and what that had from elsewhere with it.
///
/// # Errors
/// What SQLite says.
pub fn mend(entry: &mut EntryTransaction<'_>, why: &str) -> Result<()> {
    let mends = [PairKind::Changed, PairKind::Rises];
    each(entry, mends, |entry, view, pair| mend_row(entry, view, pair, why))?;
    each(entry, [PairKind::Unclear, PairKind::MovedOn], |entry, view, pair| {
        restore(entry, view, pair.new, why)
    })
}

/// Lets what changed rows are stand beside what they were, void before or not.
///
/// # Errors
/// What SQLite says.
pub fn keep_both(entry: &mut EntryTransaction<'_>, why: &str) -> Result<()> {
    for kinds in [[PairKind::Changed, PairKind::Rises], [PairKind::Unclear, PairKind::MovedOn]] {
        each(entry, kinds, |entry, view, pair| restore(entry, view, pair.new, why))?;
    }
    Ok(())
}

/// A figure that was there before, and is void, stands again.
fn restore(entry: &mut EntryTransaction<'_>, view: &View<'_>, figure: FigureId, why: &str) -> Result<()> {
    if figure.0 > entry.transaction.before(Ledger::Figure) {
        return Ok(());
    }
    mending::restore(entry, view, figure, why)
}

fn each(
    entry: &mut EntryTransaction<'_>,
    kinds: [PairKind; 2],
    mut take: impl FnMut(&mut EntryTransaction<'_>, &View<'_>, Pair) -> Result<()>,
) -> Result<()> {
    if entry.sheet.is_none() {
        return Ok(());
    }
    let (mut last, mut view) = (Pair::FIRST, None);
    loop {
        let page = pairs::after(entry.transaction.conn(), kinds, last, PAGE)?;
        for pair in &page {
            let view = match &view {
                Some(view) => view,
                None => view.insert(entry.view()?),
            };
            take(entry, view, *pair)?;
        }
        match page.last() {
            Some(pair) if page.len() == PAGE => last = *pair,
            _ => return Ok(()),
        }
    }
}

fn mend_row(entry: &mut EntryTransaction<'_>, view: &View<'_>, pair: Pair, why: &str) -> Result<()> {
    let Pair { old, new, .. } = pair;
    count(entry, new)?;
    let (conn, all) = (entry.transaction.conn(), view.visibility());
    if voids::is_void(conn, all, old)? && !voids::is_overruled(conn, all, old)? {
        return Ok(()); // a part that was mended with its whole
    }
    take_details(entry, view, old, new)?;
    let parts = mending::parts_in_words(view, new)?;
    let follows = |entry: &mut EntryTransaction<'_>, act: &Act| Ok(!is_said_by_row(entry, old, act)?);
    let replacement = Replacement::of(view, old, new, parts.clone())?;
    let heirs = Heirs::of([&replacement]);
    mending::replace(entry, view, &replacement, &heirs, (&follows, why))?;
    for part in parts {
        if !pairs::is_new(entry.transaction.conn(), part.0)? {
            count(entry, part)?;
        }
    }
    Ok(())
}

/// A mended row is counted as that, and not as what it would be by itself.
fn count(entry: &mut EntryTransaction<'_>, new: FigureId) -> Result<()> {
    let was_visible = new.0 <= entry.transaction.before(Ledger::Figure)
        && is_visible(entry.transaction.conn(), &entry.visibility, new.0)?;
    let counts = &mut entry.counts;
    let by_itself = match (was_visible, counts.same) {
        (false, _) => &mut counts.new,
        (true, 0) => &mut counts.changed,
        (true, _) => &mut counts.same,
    };
    *by_itself = by_itself.saturating_sub(1);
    counts.mended += 1;
    Ok(())
}

/// What was known of the old figure from elsewhere, or by amendments, holds where the row is silent.
fn take_details(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    old: FigureId,
    new: FigureId,
) -> Result<()> {
    let series = |id: FigureId| -> Result<i64> {
        let sql = "SELECT series FROM figure WHERE id = ?1";
        Ok(entry.transaction.conn().prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    };
    let (was, is) = (series(old)?, series(new)?);
    let (conn, all) = (entry.transaction.conn(), view.visibility());
    let Some(known) = details_of(conn, all, was, old.0)? else { return Ok(()) };
    let given = details_of(conn, all, is, new.0)?.unwrap_or_default();
    let both = given.over(&known);
    if both != given {
        details::put(entry, is, new.0, &both, None)?;
    }
    Ok(())
}

/// Whether the row that was the old figure declared an act, and no other file did: the row says now what it declares.
fn is_said_by_row(entry: &EntryTransaction<'_>, old: FigureId, act: &Act) -> Result<bool> {
    let is_own = match act.what {
        ActKind::PartOf(_) => act.figure == old,
        _ => act.other == Some(old),
    };
    let Some(sheet) = entry.sheet.as_ref().filter(|_| is_own) else { return Ok(false) };
    let sql = "SELECT id FROM act WHERE figure = ?1 AND what = ?2 AND other = ?3
                 AND series = (SELECT series FROM figure WHERE id = ?1) AND id <= ?4";
    let mut statement = entry.transaction.conn().prepare_cached(sql)?;
    let before = entry.transaction.before(Ledger::Act);
    let other = act.other.map(|other| other.0);
    let mut rows = statement.query((act.figure.0, act.what.word(), other, before))?;
    while let Some(row) = rows.next()? {
        let by = entry.visibility.standing_entry_of(Ledger::Act, row.get(0)?)?;
        if by.is_some_and(|by| sheet.entries.binary_search(&by.id).is_err()) {
            return Ok(false);
        }
    }
    Ok(true)
}
