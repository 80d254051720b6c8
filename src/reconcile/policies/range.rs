//! `range`: from the lowest to the highest that the sources say.

use crate::model::question::Question;
use crate::reconcile::answer::{Answer, Span};
use crate::reconcile::select::{Pick, Selection};
use crate::reconcile::span::Ends;
use crate::reconcile::support::Support;
use crate::reconcile::trace::{Decision, answer};
use crate::series::Series;

use super::Policy;

/// The policy.
pub const POLICY: Policy = Policy {
    name: "range",
    about: "the lowest low and the highest high of the authorities, and who holds each end",
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let decision = Decision { span: widest(&selection), ..Decision::default() };
    answer(POLICY.name, &selection, &Support::of(&selection), decision)
}

/// The printed intervals of U together. One that contains another authority's supports it and does not widen it.
fn widest(selection: &Selection<'_>) -> Option<Span> {
    let track = |pick: &Pick<'_>| selection.series().members()[pick.member].track;
    let holds_another = |pick: &Pick<'_>| {
        let count = pick.place.wording().count();
        selection.kept().any(|other| {
            let inner = other.place.wording().count();
            track(other) != track(pick) && count != inner && count.contains(inner)
        })
    };
    Ends::of(selection.kept().filter(|pick| !holds_another(pick)).map(|pick| pick.place))
        .map(|ends| ends.span())
}
