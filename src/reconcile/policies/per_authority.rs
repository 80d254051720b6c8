//! `per-authority`: one line an authority, its newest figure with the one before.

use crate::model::question::Question;
use crate::reconcile::answer::{Answer, AnswersWith, NoNumber};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

/// The policy. Its lines are [`Answer::chosen`].
pub const POLICY: Policy = Policy {
    name: "per-authority",
    about: "one line an authority: its newest figure, its day, the value before, the number of versions",
    answers_with: AnswersWith::Lines,
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let decision =
        PolicyDecision { no_number: Some(NoNumber::OneLineAnAuthority), ..PolicyDecision::default() };
    answer(&POLICY, &Support::of(&selection), selection, decision)
}
