//! `latest`: the newest figure.

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::align::meet_on_one_day;
use crate::reconcile::answer::{Answer, AnswersWith, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::{Pick, Selection};
use crate::reconcile::span::{RangeEnds, span_of};
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

/// The policy.
pub const POLICY: Policy =
    Policy { name: "latest", about: "the newest figure", answers_with: AnswersWith::OneFigure, apply };

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let newest = selection.kept().next_back();
    let span = newest.map(|newest| span_of_track(&selection, newest));
    let contradicted = newest.map(|newest| contradicted_by(&selection, newest)).unwrap_or_default();
    let decision = PolicyDecision { span, contradicted, ..PolicyDecision::default() };
    answer(&POLICY, &selection, &Support::of(&selection), decision)
}

/// What the authority of a chosen figure says: that figure, or all of its newest where their order is unknown.
pub(super) fn span_of_track(selection: &Selection<'_>, pick: &Pick<'_>) -> Span {
    let track = |pick: &Pick<'_>| selection.series().members()[pick.member].track;
    let own = selection.kept().filter(|other| track(other) == track(pick));
    match RangeEnds::of(own.clone().map(|pick| pick.place)) {
        Some(ends) if own.count() > 1 => ends.span(),
        _ => span_of(&pick.place),
    }
}

/// The figures of other authorities for which a figure leaves no room on one day.
pub(super) fn contradicted_by(selection: &Selection<'_>, pick: &Pick<'_>) -> Vec<(FigureId, FigureId)> {
    let track = |pick: &Pick<'_>| selection.series().members()[pick.member].track;
    let others = selection.kept().filter(|other| track(other) != track(pick));
    let apart = others.filter(|other| meet_on_one_day(&other.place, &pick.place).is_err());
    apart.map(|other| (other.place.recorded().id, pick.place.recorded().id)).collect()
}
