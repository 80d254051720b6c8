//! Mending what this desk typed: a figure becomes void, and another takes its place with its details, refs and links.

use crate::model::figure::{Completeness, Details};
use crate::model::name::Name;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::validate::Drafted;
use crate::model::wording::{Part, Wording};
use crate::model::words::Reason;
use crate::store::ledgers::Ledger;
use crate::store::view::View;
use crate::store::{Result, acts, figures, mends, voids};

use super::by_hand::{self, name_figure};
use super::entry::EntryTransaction;
use super::{acts as entry_acts, details as entry_details};

/// What became of a figure that was mended or voided.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The figure that takes its place; `None` where none does.
    pub by: Option<FigureId>,
    /// The figures that are void now: it, and those that its words included.
    pub void: Vec<FigureId>,
    /// Whether this settled what desks had read differently.
    pub settled: bool,
}

/// Records other details of a figure whose identity stays.
pub fn details(entry: &mut EntryTransaction<'_>, id: FigureId, details: &Details, why: &str) -> Result<()> {
    let series = series_of(entry, id)?;
    entry.touched.insert(series);
    entry_details::put(entry, series, id.0, details, Some(why))?;
    entry.counts.changed += 1;
    Ok(())
}

/// Voids a figure, and those that its words included.
pub fn void(entry: &mut EntryTransaction<'_>, id: FigureId, why: &str) -> Result<Mended> {
    let mut void = vec![id];
    void.extend(included(&entry.view()?, id)?.iter().map(|part| part.id));
    let mut settled = false;
    for figure in &void {
        settled |= settle(entry, *figure, None, why)?;
        entry_acts::of_desk(entry, *figure, ActKind::Void, None, why)?;
    }
    Ok(Mended { by: None, void, settled })
}

/// Settles what desks read differently, where they did: `by` is what the source says, be it this figure itself; `None`: there
/// should be none. What others read gives way to it. Whether there was anything to settle.
pub fn settle(
    entry: &mut EntryTransaction<'_>,
    id: FigureId,
    by: Option<FigureId>,
    why: &str,
) -> Result<bool> {
    let others = mends::other_readings(entry.transaction.conn(), &entry.visibility, id)?;
    let mut is_marked = false;
    for other in &others {
        match other.figure {
            same if same == by && same.is_some() => {}
            Some(figure) if !other.stands_by_itself => {
                entry_acts::of_desk(entry, figure, ActKind::Void, by, why)?;
            }
            // Nothing can give way: what holds is marked instead.
            _ if !is_marked => {
                entry_acts::of_desk(entry, id, voids::SETTLED, None, why)?;
                is_marked = true;
            }
            _ => {}
        }
    }
    Ok(!others.is_empty())
}

/// Records the mended figure and voids the old one: details, refs and links follow. A figure that was void itself stands
/// again.
pub fn figure(entry: &mut EntryTransaction<'_>, id: FigureId, drafted: Drafted, why: &str) -> Result<Mended> {
    let entered = by_hand::enter(entry, drafted, &[])?;
    let all = |_: &mut EntryTransaction<'_>, _: &Act| Ok(true);
    let view = entry.view()?;
    let (void, settled) = replace(entry, &view, id, (entered.id, &entered.parts), (&all, why))?;
    Ok(Mended { by: Some(entered.id), void, settled })
}

/// Which links of a figure go over to the one in its place.
pub(super) type Follows<'f> = &'f dyn Fn(&mut EntryTransaction<'_>, &Act) -> Result<bool>;

/// Puts a figure that was recorded, with the parts that its words include, in the place of another. The figures that are
/// void now: it, and those that its words included; and whether this settled what desks had read differently. `view`: one
/// with what this entry has added; where many figures are mended it is the same for all.
pub(super) fn replace(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    id: FigureId,
    (by, parts): (FigureId, &[FigureId]),
    (follows, why): (Follows<'_>, &str),
) -> Result<(Vec<FigureId>, bool)> {
    let old_parts = included(view, id)?;
    let mut void = vec![id];
    follow(entry, view, (id, by), &old_parts, follows)?;
    let mut settled = settle(entry, id, Some(by), why)?;
    entry_acts::of_desk(entry, id, ActKind::Void, Some(by), why)?;
    for part in &old_parts {
        if parts.contains(&part.id) {
            continue; // the words include it as before
        }
        let heir = part_with_group(view, parts, part)?;
        if let Some(heir) = heir {
            follow(entry, view, (part.id, heir), &[], follows)?;
        }
        settled |= settle(entry, part.id, heir, why)?;
        entry_acts::of_desk(entry, part.id, ActKind::Void, heir, why)?;
        void.push(part.id);
    }
    for stands in parts.iter().chain([&by]) {
        restore(entry, view, *stands, why)?;
    }
    Ok((void, settled))
}

/// The figures that a figure's own words included.
pub(super) fn parts_in_words(view: &View<'_>, id: FigureId) -> Result<Vec<FigureId>> {
    Ok(included(view, id)?.iter().map(|part| part.id).collect())
}

/// Lets a figure that is void stand again.
pub(super) fn restore(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    id: FigureId,
    why: &str,
) -> Result<()> {
    if voids::is_void(entry.transaction.conn(), view.visibility(), id)? {
        entry_acts::of_desk(entry, id, ActKind::Void, Some(id), why)?;
    }
    Ok(())
}

/// The figures that a figure's own words included: its parts, from the same entry and line.
fn included(view: &View<'_>, id: FigureId) -> Result<Vec<Recorded>> {
    let Some(whole) = figures::one(view, id)? else { return Ok(Vec::new()) };
    let entry = |id: FigureId| -> Result<_> {
        Ok(view.visibility().entry_of(Ledger::Figure, id.0)?.map(|sealed| sealed.id))
    };
    let own = (whole.line, entry(id)?);
    let mut parts = Vec::new();
    for act in acts::by(view, id)? {
        if act.what != ActKind::PartOf(Completeness::Some) || act.figure.0 <= id.0 {
            continue;
        }
        if let Some(part) = figures::one(view, act.figure)?
            && (part.line, entry(part.id)?) == own
            && is_in_words(&whole, &part)
            && !parts.iter().any(|known: &Recorded| known.id == part.id)
        {
            parts.push(part);
        }
    }
    Ok(parts)
}

fn part_with_group(view: &View<'_>, parts: &[FigureId], old: &Recorded) -> Result<Option<FigureId>> {
    for id in parts {
        let part = figures::one(view, *id)?;
        if part.is_some_and(|part| part.figure.scope.group == old.figure.scope.group) {
            return Ok(Some(*id));
        }
    }
    Ok(None)
}

/// Gives refs and links of one figure to another; links to `parts` stay behind.
fn follow(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    (from, to): (FigureId, FigureId),
    parts: &[Recorded],
    follows: Follows<'_>,
) -> Result<()> {
    for reference in figures::references(view, from)? {
        name_figure(entry, to, &reference)?;
    }
    for act in acts::on(view, from)? {
        match (act.what, act.other) {
            (ActKind::Void, _) => {}
            (ActKind::Gone, _) => entry_acts::gone(entry, to, act.known_at.to_packed())?,
            (_, Some(other)) if other != to && !by_hand::is_void(entry, other)? && follows(entry, &act)? => {
                tie(entry, &act, to, other)?
            }
            _ => {}
        }
    }
    for act in acts::by(view, from)? {
        let is_part = parts.iter().any(|part| part.id == act.figure);
        if act.what != ActKind::Void
            && !is_part
            && act.figure != to
            && !by_hand::is_void(entry, act.figure)?
            && follows(entry, &act)?
        {
            tie(entry, &act, act.figure, to)?;
        }
    }
    Ok(())
}

/// Ties an act anew to the figures that take the places of its own.
fn tie(entry: &mut EntryTransaction<'_>, act: &Act, figure: FigureId, other: FigureId) -> Result<()> {
    let says = if matches!(act.what, ActKind::PartOf(_)) { figure } else { other };
    let reason = (act.reason.map(Reason::word), act.reason_by.as_deref());
    entry_acts::put(entry, figure.0, act.what, other.0, says.0, reason)?;
    Ok(())
}

fn series_of(entry: &EntryTransaction<'_>, id: FigureId) -> Result<i64> {
    let sql = "SELECT series FROM figure WHERE id = ?1";
    Ok(entry.transaction.conn().prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
}

/// Whether a part is one that the whole's words name: of a group inside the whole's, all else alike.
fn is_in_words(whole: &Recorded, part: &Recorded) -> bool {
    let (whole, part) = (&whole.figure, &part.figure);
    let words = whole.count.as_ref().and_then(|count| Wording::read(count.own_text()?).ok());
    let named = |said: &Part| {
        Some(&said.wording) == part.count.as_ref()
            && Name::read(&said.group).is_some_and(|group| group.leaf() == part.scope.group.leaf())
    };
    words.is_some_and(|words| words.parts.iter().any(named))
        && (part.as_of, part.published_on, &part.source) == (whole.as_of, whole.published_on, &whole.source)
        && part.attribution == whole.attribution
}
