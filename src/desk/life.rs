//! The life of a figure: what this desk did with it.

use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, Entry, EntryId, FigureId};
use crate::report::life::LifeReport;
use crate::store::undone::TakenBack;
use crate::store::{self, Result, View};

/// What this desk did with a figure, oldest first; of what happened to it, what the public could know.
///
/// # Errors
/// What the store says.
pub fn life(view: &View<'_>, id: FigureId, question: &Question) -> Result<Vec<LifeReport>> {
    let mut life = Vec::new();
    if let Some(entry) = store::entries::of_figure(view, id)? {
        let line = store::figures::one(view, id)?.map_or(0, |recorded| recorded.line);
        life.push(LifeReport::recorded(&entry, line));
    }
    for (entry, line) in store::provenance::sightings(view, id)? {
        life.extend(store::entries::one(view, entry)?.map(|entry| LifeReport::seen_again(&entry, line)));
    }
    let known = |act: &Act| act.what != ActKind::Void && question.knows(act.known_at);
    for (act, entry) in store::acts::with_entries(view, id)?.into_iter().filter(|(act, _)| known(act)) {
        life.extend(store::entries::one(view, entry)?.map(|entry| LifeReport::act(&entry, &act, None)));
    }
    for (act, entry) in store::acts::mends_of(view, id)? {
        let mended = |entry: &_, why: Option<&str>| match act.figure == id {
            true => LifeReport::act(entry, &act, why),
            false => LifeReport::in_place_of(entry, act.figure, why),
        };
        life.extend(with_reason(view, entry, mended)?);
    }
    for (act, entry) in overruled(view, id)? {
        life.extend(with_reason(view, entry, |entry, _| LifeReport::overruled(entry, act.other))?);
    }
    for entry in store::changes::mended_details(view, id)? {
        life.extend(with_reason(view, entry, LifeReport::details_mended)?);
    }
    for figure in mended_as(view, id)? {
        for (entry, asking) in store::asked::of_figure(view, figure)? {
            let entry = store::entries::one(view, entry)?;
            life.extend(entry.map(|entry| LifeReport::asked(&entry, &asking)));
        }
    }
    for (said, by) in store::held::life_of(view, id)? {
        let entry = store::entries::one(view, by)?;
        life.extend(entry.map(|entry| LifeReport::held(&entry, said.kind, said.why.as_deref())));
    }
    for redaction in store::redactions::of_figure(view, id)? {
        let entry = store::entries::one(view, redaction.entry)?;
        life.extend(entry.map(|entry| LifeReport::redacted(&entry, &redaction.field, &redaction.why)));
    }
    life.extend(undone(view, id, question)?);
    let mut entries: Vec<i64> = life.iter().map(|act| act.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    for entry in entries {
        taken_back(view, EntryId(entry), &mut life)?;
    }
    life.sort_by_key(|act| act.entry);
    Ok(life)
}

/// A figure, and those in whose place it stands: what was asked about them was asked about it.
fn mended_as(view: &View<'_>, id: FigureId) -> Result<Vec<FigureId>> {
    let (mut figures, mut at) = (vec![id], 0);
    while let Some(figure) = figures.get(at).copied() {
        at += 1;
        for (act, _) in store::acts::mends_of(view, figure)? {
            if act.other == Some(figure) && !figures.contains(&act.figure) {
                figures.push(act.figure);
            }
        }
    }
    Ok(figures)
}

/// What was done with a figure by entries that do not stand.
fn undone(view: &View<'_>, id: FigureId, question: &Question) -> Result<Vec<LifeReport>> {
    let mut life = Vec::new();
    for (entry, what) in store::undone::of_figure(view, id)? {
        let report = |entry: &Entry, why: Option<&str>| match &what {
            TakenBack::Act(act) if act.figure != id => LifeReport::in_place_of(entry, act.figure, why),
            TakenBack::Act(act) => LifeReport::act(entry, act, why),
            TakenBack::SeenAgain(line) => LifeReport::seen_again(entry, *line),
            TakenBack::DetailsMended => LifeReport::details_mended(entry, why),
        };
        let is_known = !matches!(&what, TakenBack::Act(act) if act.what != ActKind::Void && !question.knows(act.known_at));
        if is_known {
            life.extend(with_reason(view, entry, report)?);
        }
    }
    Ok(life)
}

/// The undos of an entry, and those of these.
fn taken_back(view: &View<'_>, of: EntryId, life: &mut Vec<LifeReport>) -> Result<()> {
    for undo in store::undone::undos_of(view, of)? {
        let Some(undo) = store::entries::one(view, undo)? else { continue };
        life.push(LifeReport::taken_back(&undo, of));
        taken_back(view, undo.id, life)?;
    }
    Ok(())
}

/// That another desk read a figure differently, and what it put there holds.
fn overruled(view: &View<'_>, id: FigureId) -> Result<Vec<(Act, EntryId)>> {
    let own = store::acts::mends_of(view, id)?;
    let mut acts = store::acts::with_entries(view, id)?;
    acts.retain(|(act, _)| act.what == ActKind::Void && !own.iter().any(|(known, _)| known == act));
    Ok(acts)
}

/// What an entry did, with the reason that the desk gave for it; `None` where the entry is not shown.
fn with_reason(
    view: &View<'_>,
    entry: EntryId,
    report: impl FnOnce(&Entry, Option<&str>) -> LifeReport,
) -> Result<Option<LifeReport>> {
    let Some(entry) = store::entries::one(view, entry)? else { return Ok(None) };
    Ok(Some(report(&entry, store::changes::why(view, entry.id)?.as_deref())))
}
