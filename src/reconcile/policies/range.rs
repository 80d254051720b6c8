//! `range`: from the lowest to the highest that the sources say.

use std::collections::BTreeMap;

use crate::model::count::Count;
use crate::model::question::Question;
use crate::model::wording::Wording;
use crate::reconcile::answer::{Answer, AnswersWith, Chosen, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
use crate::reconcile::span::RangeEnds;
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

/// The policy.
pub const POLICY: Policy = Policy {
    name: "range",
    about: "the lowest low and the highest high of the authorities, and who holds each end",
    answers_with: AnswersWith::Range,
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let decision = PolicyDecision { span: widest(&selection), ..PolicyDecision::default() };
    answer(&POLICY, &Support::of(&selection), selection, decision)
}

/// The printed intervals of U together. One that contains another authority's supports it and does not widen it.
fn widest(selection: &Selection<'_>) -> Option<Span> {
    let mut of_track: BTreeMap<usize, Vec<Count>> = BTreeMap::new();
    let count = |chosen: &Chosen| selection.wording(chosen).map(Wording::count);
    for chosen in selection.kept() {
        of_track.entry(selection.track(chosen)).or_default().extend(count(chosen));
    }
    let holds_another = |chosen: &Chosen, count: Count| {
        let others = of_track.iter().filter(|(other, _)| **other != selection.track(chosen));
        others.flat_map(|(_, counts)| counts).any(|inner| count != *inner && count.contains(*inner))
    };
    let widest =
        selection.kept().filter(|chosen| !count(chosen).is_some_and(|count| holds_another(chosen, count)));
    RangeEnds::of(widest.filter_map(|chosen| selection.place(chosen))).map(|ends| ends.span())
}
