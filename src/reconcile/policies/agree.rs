//! `agree`: the counts that most bodies allow.

use std::cmp::Reverse;

use crate::model::count::Count;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::align::on_the_day;
use crate::reconcile::answer::{Agreement, Answer, AnswersWith, NoNumber, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::{Pick, Selection};
use crate::reconcile::span::{RangeEnds, span_of};
use crate::reconcile::support::{CountRun, Root, Support, runs};
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;
use crate::series::step::TrackPlace;

/// The policy.
pub const POLICY: Policy = Policy {
    name: "agree",
    about: "the interval that most bodies allow, if more than half do",
    answers_with: AnswersWith::Agreement,
    apply,
};

fn apply(series: &Series, question: &Question) -> Answer {
    let selection = Selection::new(series, question);
    let support = Support::of(&selection);
    let decision = decide(&selection, &support);
    answer(&POLICY, &selection, &support, decision)
}

fn decide(selection: &Selection<'_>, support: &Support) -> PolicyDecision {
    if !support.is_most(support.support) {
        return PolicyDecision { no_number: Some(NoNumber::HalfOrFewerAgree), ..PolicyDecision::default() };
    }
    let claimants: Vec<&Root> = support.roots.iter().filter(|root| root.allows.is_some()).collect();
    let claims: Vec<Count> = claimants.iter().filter_map(|root| root.allows).collect();
    let joined = join(runs(&claims).1);
    let picks = |run: &CountRun| -> Vec<&Pick<'_>> {
        let picks = run.supporters.iter().flat_map(|claim| &claimants[*claim].picks);
        let mut picks: Vec<usize> = picks.copied().collect();
        picks.sort_unstable();
        picks.into_iter().map(|pick| &selection.picks[pick]).collect()
    };
    // The one that the newest figure allows; of several the lower.
    let newest = |run: &&CountRun| (picks(run).last().map(|pick| pick.key), Reverse(run.count.low()));
    let Some(run) = joined.iter().max_by_key(newest) else { return PolicyDecision::default() };
    let agreed = picks(run);
    let id = |pick: &Pick<'_>| pick.place.recorded().id;
    let outside = selection
        .kept()
        .filter(|pick| support.is_root_pick(selection, pick) && !agreed.iter().any(|a| id(a) == id(pick)));
    let by: Option<FigureId> = agreed.last().map(|pick| id(pick));
    PolicyDecision {
        span: span(selection, &agreed, run.count),
        contradicted: outside.filter_map(|pick| Some((id(pick), by?))).collect(),
        runs: joined
            .iter()
            .map(|run| Agreement { count: run.count, figures: picks(run).into_iter().map(id).collect() })
            .collect(),
        ..PolicyDecision::default()
    }
}

/// Joins runs that touch; what they rest on is joined too.
fn join(runs: Vec<CountRun>) -> Vec<CountRun> {
    let mut joined: Vec<CountRun> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.count.high().and_then(|high| high.checked_add(1)) == Some(run.count.low()) => {
                last.count = last.count.hull(run.count);
                last.supporters.extend(run.supporters);
                last.supporters.sort_unstable();
                last.supporters.dedup();
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// The agreed counts, with the figures that hold their ends and the one number where a figure printed just that.
fn span(selection: &Selection<'_>, agreed: &[&Pick<'_>], count: Count) -> Option<Span> {
    let day = selection.newest_day()?;
    let says = |place: &TrackPlace<'_>| on_the_day(place, day);
    let places = || agreed.iter().map(|pick| pick.place);
    let any = places().next_back()?;
    let low =
        RangeEnds::of(places().filter(|place| says(place).low() == count.low())).map(|ends| ends.span());
    let high =
        RangeEnds::of(places().filter(|place| says(place).high() == count.high())).map(|ends| ends.span());
    let (low, high) = (low.unwrap_or(span_of(&any)), high.unwrap_or(span_of(&any)));
    let printed =
        places().rev().filter_map(|place| span_of(&place).best).find(|best| count == Count::exactly(*best));
    Some(Span {
        low: count.low(),
        best: printed,
        high: count.high(),
        low_by: low.low_by,
        high_by: high.high_by,
        low_by_convention: low.low_by_convention,
        high_by_convention: high.high_by_convention && count.high().is_some(),
    })
}
