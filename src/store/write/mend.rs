//! Mending what this desk typed: a figure becomes void, and another takes its place with its details, refs and links.

use rustc_hash::FxHashMap;

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
    let view = entry.view()?;
    void_seen(entry, &view, id, why)
}

/// As [`void`], of a figure as a view shows it; where many are voided it is the same for all.
pub(super) fn void_seen(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    id: FigureId,
    why: &str,
) -> Result<Mended> {
    let mut void = vec![id];
    void.extend(included(view, id)?.iter().map(|part| part.id));
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
    let replacement = Replacement::of(&view, id, entered.id, entered.parts)?;
    let heirs = Heirs::of([&replacement]);
    let (void, settled) = replace(entry, &view, &replacement, &heirs, (&all, why))?;
    Ok(Mended { by: Some(entered.id), void, settled })
}

/// Which links of a figure go over to the one in its place.
pub(super) type Follows<'f> = &'f dyn Fn(&mut EntryTransaction<'_>, &Act) -> Result<bool>;

/// A figure that is put in the place of another.
pub(super) struct Replacement {
    old: FigureId,
    by: FigureId,
    /// The figures that the new words include.
    parts: Vec<FigureId>,
    /// Those that the old words included and the new ones do not, each with the one in its place.
    old_parts: Vec<(Recorded, Option<FigureId>)>,
}

impl Replacement {
    /// `view`: one with what this entry has added; where many figures are mended it is the same for all.
    pub(super) fn of(
        view: &View<'_>,
        old: FigureId,
        by: FigureId,
        parts: Vec<FigureId>,
    ) -> Result<Replacement> {
        let mut old_parts = Vec::new();
        for part in included(view, old)? {
            if !parts.contains(&part.id) {
                let heir = part_with_group(view, &parts, &part)?;
                old_parts.push((part, heir));
            }
        }
        Ok(Replacement { old, by, parts, old_parts })
    }
}

/// The figures that lose their places in an entry, each with the one that takes it: a link between two of them leads from
/// one in place to the other.
pub(super) struct Heirs(FxHashMap<FigureId, Option<FigureId>>);

impl Heirs {
    pub(super) fn of<'r>(replacements: impl IntoIterator<Item = &'r Replacement>) -> Heirs {
        let mut heirs = FxHashMap::default();
        for one in replacements {
            heirs.insert(one.old, Some(one.by));
            heirs.extend(one.old_parts.iter().map(|(part, heir)| (part.id, *heir)));
        }
        Heirs(heirs)
    }

    /// The figure to which a link of another leads now; `None`: to none that is not void.
    fn heir(&self, entry: &EntryTransaction<'_>, of: FigureId) -> Result<Option<FigureId>> {
        match self.0.get(&of) {
            Some(heir) => Ok(*heir),
            None => Ok((!by_hand::is_void(entry, of)?).then_some(of)),
        }
    }
}

/// Puts a figure that was recorded, with the parts that its words include, in the place of another. The figures that are
/// void now: it, and those that its words included; and whether this settled what desks had read differently.
pub(super) fn replace(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    replacement: &Replacement,
    heirs: &Heirs,
    (follows, why): (Follows<'_>, &str),
) -> Result<(Vec<FigureId>, bool)> {
    let Replacement { old, by, ref parts, ref old_parts } = *replacement;
    let mut void = vec![old];
    let own: Vec<FigureId> = parts.iter().copied().chain(old_parts.iter().map(|(part, _)| part.id)).collect();
    follow(entry, view, (old, by), (&own, heirs), follows)?;
    let mut settled = settle(entry, old, Some(by), why)?;
    entry_acts::of_desk(entry, old, ActKind::Void, Some(by), why)?;
    for (part, heir) in old_parts {
        if let Some(heir) = heir {
            follow(entry, view, (part.id, *heir), (&[], heirs), follows)?;
        }
        settled |= settle(entry, part.id, *heir, why)?;
        entry_acts::of_desk(entry, part.id, ActKind::Void, *heir, why)?;
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

/// Gives refs and links of one figure to another; those of `own` parts stay behind.
fn follow(
    entry: &mut EntryTransaction<'_>,
    view: &View<'_>,
    (from, to): (FigureId, FigureId),
    (own, heirs): (&[FigureId], &Heirs),
    follows: Follows<'_>,
) -> Result<()> {
    for reference in figures::references(view, from)? {
        name_figure(entry, to, &reference)?;
    }
    for act in acts::on(view, from)? {
        match (act.what, act.other) {
            (ActKind::Void, _) => {}
            (ActKind::Gone, _) => entry_acts::gone(entry, to, act.known_at.to_packed())?,
            (_, Some(other)) => {
                if let Some(other) = heirs.heir(entry, other)?
                    && other != to
                    && follows(entry, &act)?
                {
                    tie(entry, &act, to, other)?;
                }
            }
            _ => {}
        }
    }
    for act in acts::by(view, from)? {
        if act.what == ActKind::Void || own.contains(&act.figure) {
            continue;
        }
        if let Some(figure) = heirs.heir(entry, act.figure)?
            && figure != to
            && follows(entry, &act)?
        {
            tie(entry, &act, figure, to)?;
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
