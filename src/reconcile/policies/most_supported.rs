//! `most_supported`: the printed number that most bodies allow.

use std::cmp::Reverse;

use crate::model::question::Question;
use crate::model::wording::Kind;
use crate::reconcile::answer::{Answer, AnswersWith, Chosen, NoNumber};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
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
        Some(chosen) => PolicyDecision {
            span: selection.place(chosen).map(|place| span_of(&place)),
            contradicted: contradicted_by(&selection, chosen),
            ..PolicyDecision::default()
        },
    };
    answer(&POLICY, &support, selection, decision)
}

/// Of the exact figures that more than half of the bodies allow, the one that most do; of several the nearest to the
/// lower median of the printed values, then the lower; of equal ones the newest. Always a figure that somebody printed.
fn most_supported<'a>(selection: &'a Selection<'_>, support: &Support) -> Option<&'a Chosen> {
    let mut printed: Vec<u64> =
        selection.kept().filter_map(|chosen| selection.wording(chosen)?.value()).collect();
    printed.sort_unstable();
    let median = *printed.get(printed.len().checked_sub(1)? / 2)?;
    let allowed = selection.kept().filter_map(|chosen| {
        let exact = selection.wording(chosen).filter(|wording| wording.kind() == Kind::Exact)?;
        let value = exact.value()?;
        let bodies = support.allowing(value);
        support.is_most(bodies).then_some((
            bodies,
            Reverse(value.abs_diff(median)),
            Reverse(value),
            chosen.key,
            chosen,
        ))
    });
    allowed.max_by_key(|(bodies, near, low, key, _)| (*bodies, *near, *low, *key)).map(|(.., chosen)| chosen)
}
