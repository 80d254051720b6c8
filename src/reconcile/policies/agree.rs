//! `agree`: the counts that most bodies allow.

use std::cmp::Reverse;

use crate::model::count::Count;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::answer::{Agreement, Answer, AnswersWith, Chosen, NoNumber, Span};
use crate::reconcile::policy::Policy;
use crate::reconcile::select::Selection;
use crate::reconcile::span::{RangeEnds, span_of};
use crate::reconcile::support::{CountRun, Root, Support, runs};
use crate::reconcile::trace::{PolicyDecision, answer};
use crate::series::Series;

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
    answer(&POLICY, &support, selection, decision)
}

fn decide(selection: &Selection<'_>, support: &Support) -> PolicyDecision {
    let claimants: Vec<&Root> = support.roots.iter().filter(|root| root.allows.is_some()).collect();
    let claims: Vec<Count> = claimants.iter().filter_map(|root| root.allows).collect();
    let (most, runs) = runs(&claims);
    if !support.is_most(most) {
        return PolicyDecision { no_number: Some(NoNumber::HalfOrFewerAgree), ..PolicyDecision::default() };
    }
    let joined = join(runs);
    let figures = |run: &CountRun| -> Vec<&Chosen> {
        let figures = run.supporters.iter().flat_map(|claim| claimants[*claim].figures(selection));
        let mut figures: Vec<&Chosen> = figures.collect();
        figures.sort_by_key(|chosen| chosen.key);
        figures
    };
    // The one that the newest figure allows; of several the lower.
    let newest = |run: &&CountRun| (figures(run).last().map(|chosen| chosen.key), Reverse(run.count.low()));
    let Some(run) = joined.iter().max_by_key(newest) else { return PolicyDecision::default() };
    let agreed = figures(run);
    let outside = selection.kept().filter(|chosen| {
        support.counts(selection, chosen) && !agreed.iter().any(|agreed| agreed.id == chosen.id)
    });
    let by: Option<FigureId> = agreed.last().map(|chosen| chosen.id);
    PolicyDecision {
        span: span(selection, &agreed, run.count),
        contradicted: outside.filter_map(|chosen| Some((chosen.id, by?))).collect(),
        runs: joined
            .iter()
            .map(|run| Agreement { count: run.count, figures: figures(run).iter().map(|f| f.id).collect() })
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
fn span(selection: &Selection<'_>, agreed: &[&Chosen], count: Count) -> Option<Span> {
    let day = selection.newest_day()?;
    let places = || agreed.iter().filter_map(|chosen| selection.place(chosen));
    let any = places().next_back()?;
    let holding = |is: &dyn Fn(Count) -> bool| {
        let says = |chosen: &Chosen| selection.says_on(chosen, day);
        let holds = agreed.iter().filter(|chosen| says(chosen).is_some_and(is));
        let holds: Vec<_> = holds.filter_map(|chosen| selection.place(chosen)).collect();
        RangeEnds::of(holds.into_iter()).map(|ends| ends.span())
    };
    let low = holding(&|says| says.low() == count.low());
    let high = holding(&|says| says.high() == count.high());
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
