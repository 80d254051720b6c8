//! The second test: the newest figure prints the number.

use super::super::case::{AnsweredSeries, Case, Standing};
use super::super::clauses::{gave, is_figure};
use super::super::{Checked, ClaimVerdict};
use super::bound;
use super::dispute::{attribute_to, disputed};
use crate::model::recorded::{FigureId, Recorded};
use crate::reconcile::Fate;

/// *Supported*. Where the claim names nobody and the series differs: *disputed*, unless its words leave room for all.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let printing = case.counted().filter_map(|one| Some((one, one.printed_by(&case.claim.wording)?)));
    let printing: Vec<(Standing<'_, '_>, FigureId)> =
        printing.filter(|(one, _)| is_newest_still(case, one)).collect();
    let frame = printing.first()?.0.frame;
    // Of windows the newest that prints it is meant.
    let printing: Vec<_> = printing.into_iter().filter(|(one, _)| std::ptr::eq(one.frame, frame)).collect();
    let chosen: Vec<FigureId> = printing.iter().map(|(one, _)| one.chosen.id).collect();
    if is_disputed(case, frame, &chosen) {
        let sound = || printing.iter().find(|(one, _)| !frame.differs(&[one.chosen.id]));
        let lead = sound().or(printing.last())?.0.chosen.id;
        if let Some(disputed) = bound::of_all(case, frame).or_else(|| disputed(case, frame, lead)) {
            return Some(disputed);
        }
    }
    let (lead, id) = printing.iter().max_by_key(|(one, _)| one.chosen.is_kept())?;
    let names = frame.series().names();
    let recorded = case.figure(*id).unwrap_or(lead.recorded);
    let because = format!("{}{}", is_figure(recorded, names), others(case, frame, recorded));
    let mut nearest = vec![*id];
    nearest.extend(chosen.into_iter().filter(|other| other != id));
    Some(Checked {
        attribute_to: attribute_to(case, &lead.chosen.voice),
        ..Checked::of(ClaimVerdict::Supported, because, nearest)
    })
}

/// Who gives what else, where the claim names nobody: of another day, or outvoted.
fn others(case: &Case<'_>, frame: &AnsweredSeries<'_>, lead: &Recorded) -> String {
    let claim = case.claim.wording.count();
    let differs = |one: &Standing<'_, '_>| one.counts() && one.wording.count().meet(claim).is_none();
    let others = frame.standing().filter(|one| case.names_nobody() && differs(one));
    others.map(|one| format!("; {}", gave(one.recorded, lead, frame.series().names()))).collect()
}

/// Whether nothing took the place of a figure since the day that the claim names: for a day of which nobody spoke, an older
/// number holds only until a newer one is there.
fn is_newest_still<'a>(case: &Case<'a>, one: &Standing<'_, 'a>) -> bool {
    let took_its_place =
        |fate| matches!(fate, Fate::SupersededBy(_) | Fate::RevisedBy(_) | Fate::RedefinedBy(_) | Fate::Gone);
    case.day.is_none() || !took_its_place(case.by_now(one.frame).fate(one.chosen.member))
}

/// Whether a number printed by these newest figures is disputed: what others say matters only where nobody is named; that an
/// authority has two newest figures always does.
fn is_disputed<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>, chosen: &[FigureId]) -> bool {
    match case.names_nobody() {
        true => frame.differs(chosen),
        false => chosen.iter().all(|id| frame.has_two_newest(*id)),
    }
}
