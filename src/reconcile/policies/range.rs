//! `range`: from the lowest to the highest that the sources say.

use crate::model::question::Question;
use crate::reconcile::answer::{Answer, AnswersWith};
use crate::reconcile::ends::Ends;
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
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
    let Ends { span, dated } = Ends::of(&selection);
    let decision = PolicyDecision { span, dated, ..PolicyDecision::default() };
    answer(&POLICY, &Support::of(&selection), selection, decision)
}
