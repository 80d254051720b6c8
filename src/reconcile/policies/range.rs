//! `range`: from the lowest to the highest that the sources say.

use std::collections::BTreeMap;

use crate::model::count::Count;
use crate::model::question::Question;
use crate::reconcile::answer::{Answer, AnswersWith, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::{Pick, Selection};
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
    answer(&POLICY, &selection, &Support::of(&selection), decision)
}

/// The printed intervals of U together. One that contains another authority's supports it and does not widen it.
fn widest(selection: &Selection<'_>) -> Option<Span> {
    let track = |pick: &Pick<'_>| selection.series().members()[pick.member].track;
    let mut of_track: BTreeMap<usize, Vec<Count>> = BTreeMap::new();
    for pick in selection.kept() {
        of_track.entry(track(pick)).or_default().push(pick.place.wording().count());
    }
    let holds_another = |pick: &Pick<'_>| {
        let count = pick.place.wording().count();
        let others =
            of_track.iter().filter(|(other, _)| **other != track(pick)).flat_map(|(_, counts)| counts);
        others.into_iter().any(|inner| count != *inner && count.contains(*inner))
    };
    RangeEnds::of(selection.kept().filter(|pick| !holds_another(pick)).map(|pick| pick.place))
        .map(|ends| ends.span())
}
