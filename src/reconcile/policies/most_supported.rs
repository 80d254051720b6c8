//! `most_supported`: the printed number that most bodies allow.

use std::cmp::Reverse;

use crate::model::question::Question;
use crate::model::wording::Kind;
use crate::reconcile::answer::{Answer, AnswersWith, NoNumber};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::{Pick, Selection};
use crate::reconcile::span::span_of;
use crate::reconcile::support::Support;
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

use super::latest::contradicted_by;

/// The policy.
pub const POLICY: Policy = Policy {
    name: "most_supported",
    about: "the exact printed number that more than half of the bodies allow",
    answers_with: AnswersWith::OneFigure,
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let support = Support::of(&selection);
    let decision = match most_supported(&selection, &support) {
        None => PolicyDecision { no_number: Some(NoNumber::NoFigureSupported), ..PolicyDecision::default() },
        Some(pick) => PolicyDecision {
            span: Some(span_of(&pick.place)),
            contradicted: contradicted_by(&selection, pick),
            ..PolicyDecision::default()
        },
    };
    answer(&POLICY, &selection, &support, decision)
}

/// Of the exact figures that more than half of the bodies allow, the one that most do; of several the nearest to the
/// lower median of the printed values, then the lower; of equal ones the newest. Always a figure that somebody printed.
fn most_supported<'a, 's>(selection: &'a Selection<'s>, support: &Support) -> Option<&'a Pick<'s>> {
    let mut printed: Vec<u64> = selection.kept().filter_map(|pick| pick.place.wording().value()).collect();
    printed.sort_unstable();
    let median = *printed.get(printed.len().checked_sub(1)? / 2)?;
    let exact = selection.kept().filter(|pick| pick.place.wording().kind() == Kind::Exact);
    let allowed = exact.filter_map(|pick| {
        let value = pick.place.wording().value()?;
        let bodies = support.allowing(value);
        support.is_most(bodies).then_some((
            bodies,
            Reverse(value.abs_diff(median)),
            Reverse(value),
            pick.key,
            pick,
        ))
    });
    allowed.max_by_key(|(bodies, near, low, key, _)| (*bodies, *near, *low, *key)).map(|(.., pick)| pick)
}
