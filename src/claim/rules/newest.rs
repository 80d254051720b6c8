//! Rule 2: the newest figure prints the number.

use crate::model::recorded::FigureId;
use crate::phrase::grammar::listed;
use crate::series::Voice;

use super::super::case::{Case, Frame, Standing};
use super::super::clauses::{gave, is_figure};
use super::super::{Checked, ClaimVerdict};
use super::bound;

/// *Supported*. Where the claim names nobody and the series differs: *disputed*, unless its words leave room for all.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let printing: Vec<(Standing<'_, '_>, FigureId)> =
        case.counted().filter_map(|one| Some((one, one.printed_by(&case.claim.wording)?))).collect();
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
    let mut nearest = vec![*id];
    nearest.extend(chosen.into_iter().filter(|other| other != id));
    Some(Checked {
        attribute_to: attribute_to(case, &lead.chosen.voice),
        ..Checked::of(ClaimVerdict::Supported, is_figure(recorded, names), nearest)
    })
}

/// Whether a number printed by these newest figures is disputed: what others say matters only where nobody is named; that an
/// authority has two newest figures always does.
fn is_disputed<'a>(case: &Case<'a>, frame: &Frame<'a>, chosen: &[FigureId]) -> bool {
    match case.names_nobody() {
        true => frame.differs(chosen),
        false => chosen.iter().all(|id| frame.has_two_newest(*id)),
    }
}

/// Whose figure it is, and who gives what else; `None` where nobody does.
pub fn disputed<'a>(case: &Case<'a>, frame: &Frame<'a>, printing: FigureId) -> Option<Checked> {
    let lead = case.figure(printing)?;
    let (series, names) = (frame.series(), frame.series().names());
    let rivals = rivals(frame, printing);
    let told: Vec<String> =
        rivals.iter().filter_map(|id| series.figure(*id)).map(|other| gave(other, lead, names)).collect();
    if told.is_empty() {
        return None;
    }
    let because = format!("{}; {}", is_figure(lead, names), listed(&told));
    let nearest = [printing].into_iter().chain(rivals).collect();
    Some(Checked::of(ClaimVerdict::Disputed, because, nearest))
}

/// The figures that stand against one: those that cannot hold beside it and the replies to it; else all that say otherwise.
fn rivals(frame: &Frame<'_>, printing: FigureId) -> Vec<FigureId> {
    let selection = &frame.selection;
    let place = frame.series().member(printing);
    let said = place.map(|place| selection.resolved.said_first(place));
    let own = selection.chosen.iter().find(|one| one.id == printing || Some(one.member) == said);
    let kept = || frame.standing().filter(|other| other.chosen.is_kept() && other.chosen.id != printing);
    let against = |other: &Standing<'_, '_>| own.is_some_and(|own| selection.conflict(own, other.chosen));
    let replies = selection.disputes.iter().filter(|dispute| own.is_some_and(|own| own.id == dispute.chosen));
    let mut rivals: Vec<FigureId> = kept().filter(against).map(|other| other.chosen.id).collect();
    rivals.extend(replies.map(|dispute| dispute.by));
    if rivals.is_empty() {
        rivals.extend(kept().map(|other| other.chosen.id));
    }
    rivals
}

/// To whom a number has to be attributed that a claim gives without saying who does.
pub fn attribute_to(case: &Case<'_>, voice: &Voice) -> Option<Voice> {
    case.names_nobody().then(|| voice.clone())
}
