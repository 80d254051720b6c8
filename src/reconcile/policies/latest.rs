//! `latest`: the newest figure.

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::answer::{Answer, AnswersWith, Chosen, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
use crate::reconcile::span::{self, RangeEnds};
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

/// The policy.
pub const POLICY: Policy =
    Policy { name: "latest", about: "the newest figure", answers_with: AnswersWith::OneFigure, apply };

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let Some(newest) = selection.kept().next_back() else {
        return answer(&POLICY, &Support::of(&selection), selection, PolicyDecision::default());
    };
    let tied = tied_with(&selection, newest);
    let span = if tied.is_empty() { span_of_track(&selection, newest) } else { span_of(&selection, &tied) };
    let mut contradicted = contradicted_by(&selection, newest);
    contradicted.retain(|(other, _)| !tied.contains(other));
    let decision = PolicyDecision { span, contradicted, tied, ..PolicyDecision::default() };
    answer(&POLICY, &Support::of(&selection), selection, decision)
}

/// The figures that are as new as the newest, itself among them, where other authorities gave any: no order of rows decides
/// between them.
fn tied_with(selection: &Selection<'_>, newest: &Chosen) -> Vec<FigureId> {
    let own = |chosen: &&Chosen| selection.track(chosen) == selection.track(newest);
    let is_as_new = |chosen: &&Chosen| own(chosen) || chosen.key.ties_with(&newest.key);
    match selection.kept().filter(is_as_new).all(|chosen| own(&chosen)) {
        true => Vec::new(),
        false => selection.kept().filter(is_as_new).map(|chosen| chosen.id).collect(),
    }
}

/// All that some chosen figures say.
fn span_of(selection: &Selection<'_>, ids: &[FigureId]) -> Option<Span> {
    let own = selection.kept().filter(|chosen| ids.contains(&chosen.id));
    let ends = RangeEnds::of(own.filter_map(|chosen| selection.place(chosen)))?;
    Some(ends.one().unwrap_or_else(|| ends.span()))
}

/// What the authority of a chosen figure says: that figure, or all of its newest where their order is unknown.
pub(super) fn span_of_track(selection: &Selection<'_>, chosen: &Chosen) -> Option<Span> {
    let own = selection.kept().filter(|other| selection.track(other) == selection.track(chosen));
    match RangeEnds::of(own.clone().filter_map(|own| selection.place(own))) {
        Some(ends) if own.count() > 1 => Some(ends.span()),
        _ => selection.place(chosen).map(|place| span::span_of(&place)),
    }
}

/// The figures of other authorities for which a figure leaves no room on one day.
pub(super) fn contradicted_by(selection: &Selection<'_>, chosen: &Chosen) -> Vec<(FigureId, FigureId)> {
    let others = selection.kept().filter(|other| selection.track(other) != selection.track(chosen));
    let apart = others.filter(|other| selection.conflict(other, chosen));
    apart.map(|other| (other.id, chosen.id)).collect()
}
