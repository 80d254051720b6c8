//! Whose number it is, and who says what cannot hold beside it. Shared by the tests.

use crate::model::recorded::FigureId;
use crate::phrase::grammar::listed;
use crate::series::Voice;

use super::super::case::{AnsweredSeries, Case, Standing};
use super::super::clauses::{gave, is_figure};
use super::super::{Checked, ClaimVerdict};

/// Whose figure it is, and who gives what else; `None` where nobody does.
pub fn disputed<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>, printing: FigureId) -> Option<Checked> {
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
fn rivals(frame: &AnsweredSeries<'_>, printing: FigureId) -> Vec<FigureId> {
    let selection = &frame.selection;
    let place = frame.series().member(printing);
    let said = place.map(|place| selection.resolved.said_first(place));
    let own = selection.chosen.iter().find(|one| one.id == printing || Some(one.member) == said);
    let kept = || frame.standing().filter(|other| other.chosen.is_kept() && other.chosen.id != printing);
    let against = |other: &Standing<'_, '_>| own.is_some_and(|own| selection.conflict(own, other.chosen));
    let replies = selection.disputes.iter().filter(|dispute| own.is_some_and(|own| own.id == dispute.chosen));
    let mut rivals: Vec<FigureId> = kept().filter(against).map(|other| other.chosen.id).collect();
    for by in replies.map(|dispute| dispute.by) {
        if !rivals.contains(&by) {
            rivals.push(by);
        }
    }
    if rivals.is_empty() {
        rivals.extend(kept().map(|other| other.chosen.id));
    }
    rivals
}

/// To whom a number has to be attributed that a claim gives without saying who does.
pub fn attribute_to(case: &Case<'_>, voice: &Voice) -> Option<Voice> {
    case.names_nobody().then(|| voice.clone())
}
