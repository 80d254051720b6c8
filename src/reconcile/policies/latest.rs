//! `latest`: the newest figure.

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::answer::{Answer, AnswersWith, Chosen, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
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
    let span = newest.and_then(|newest| span_of_track(&selection, newest));
    let contradicted = newest.map(|newest| contradicted_by(&selection, newest)).unwrap_or_default();
    let decision = PolicyDecision { span, contradicted, ..PolicyDecision::default() };
    answer(&POLICY, &Support::of(&selection), selection, decision)
}

/// What the authority of a chosen figure says: that figure, or all of its newest where their order is unknown.
pub(super) fn span_of_track(selection: &Selection<'_>, chosen: &Chosen) -> Option<Span> {
    let own = selection.kept().filter(|other| selection.track(other) == selection.track(chosen));
    match RangeEnds::of(own.clone().filter_map(|own| selection.place(own))) {
        Some(ends) if own.count() > 1 => Some(ends.span()),
        _ => selection.place(chosen).map(|place| span_of(&place)),
    }
}

/// The figures of other authorities for which a figure leaves no room on one day.
pub(super) fn contradicted_by(selection: &Selection<'_>, chosen: &Chosen) -> Vec<(FigureId, FigureId)> {
    let others = selection.kept().filter(|other| selection.track(other) != selection.track(chosen));
    let apart = others.filter(|other| selection.conflict(other, chosen));
    apart.map(|other| (other.id, chosen.id)).collect()
}
