//! `reconcile --brief`: all measures of an event and place in one paragraph.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::answers::{Answered, Request, policy};
use super::error::Error;
use super::kin::{Kin, Kinship, each_kin};
use super::reconcile::{ReconcileOptions, Reconciled, no_answer};
use crate::export::audience::Audience;
use crate::model::names::Names;
use crate::model::recorded::{ActKind, FigureId};
use crate::prose::brief::{AmongTheDead, ToldAnswer, counts_the_dead, order, paragraph};
use crate::reconcile::Verdict;
use crate::report::brief::BriefReport;
use crate::report::sisters::Sisters;
use crate::store::{self, Store};

/// Hands a paragraph for each event and place that holds a figure which is asked for to `take`, which may be called from
/// another thread.
///
/// # Errors
/// A policy that does not exist, what the store says, or `take`.
pub fn brief(
    store: &Store,
    options: &ReconcileOptions,
    take: &mut (dyn FnMut(&BriefReport) -> Result<(), Error> + Send),
) -> Result<Reconciled, Error> {
    let criteria = &options.criteria.cut();
    let view = store::View::of(store, criteria.question.recorded_by)?;
    let request = Request {
        criteria,
        policy: policy(&options.policy)?,
        explain: options.explain,
        audience: Audience::Internal,
    };
    let (names, mut any, mut needs_a_look) = (view.names(), false, false);
    each_kin(request, &view, Kinship::Place, &mut |kin| {
        let report = report(request, kin, names);
        any = true;
        needs_a_look |= report.series.iter().any(|answer| answer.shown.needs_a_look);
        take(&report)
    })?;
    let nothing = (!any).then(|| no_answer(&criteria.filter, &view));
    Ok(Reconciled { needs_a_look, nothing })
}

/// The paragraph of the series of one event and place. Series of which nothing is known are left out, unless there are no
/// others.
pub(super) fn report(request: Request<'_>, kin: Kin, names: &Arc<Names>) -> BriefReport {
    let families = kin.asked.into_iter().chain(kin.beside);
    let mut answered: Vec<Answered> = request.answer_all(families, names);
    if answered.iter().any(has_figure) {
        answered.retain(has_figure);
    }
    answered.sort_by(|a, b| order(&a.series.scope, &b.series.scope));
    let dead = dead_figures(&answered);
    let among: Vec<AmongTheDead> = answered.iter().map(|one| among_the_dead(one, &dead)).collect();
    let answers: Vec<_> =
        answered.into_iter().map(|one| (Arc::clone(&one.series.scope), request.report(one, names))).collect();
    let told = answers.iter().zip(among).map(|((scope, report), among_the_dead)| ToldAnswer {
        scope,
        sentence: &report.sentence,
        among_the_dead,
    });
    let paragraph = paragraph(&told.collect::<Vec<_>>());
    let scope = answers.first().map(|(scope, _)| Arc::clone(scope));
    let sisters = Sisters::of(&answers);
    BriefReport {
        event: scope.as_ref().map(|scope| scope.event.to_string()).unwrap_or_default(),
        place: scope.as_ref().and_then(|scope| scope.place.as_ref()).map(ToString::to_string),
        paragraph,
        series: answers.into_iter().map(|answer| sisters.beside(answer)).collect(),
    }
}

fn has_figure(answered: &Answered) -> bool {
    answered.answer.verdict != Verdict::NoFigure
}

/// The figures that count the dead.
fn dead_figures(answered: &[Answered]) -> FxHashSet<FigureId> {
    let dead = answered.iter().filter(|one| counts_the_dead(one.series.scope.measure));
    dead.flat_map(|one| one.series.members().iter().map(|member| member.id())).collect()
}

/// Whether a figure of an answer is declared to be part of one of the dead, where there are people to speak of.
fn among_the_dead(answered: &Answered, dead: &FxHashSet<FigureId>) -> AmongTheDead {
    let answer = &answered.answer;
    let is_none = answer.span.is_some_and(|span| span.high == Some(0));
    if is_none || answer.verdict == Verdict::Withdrawn {
        return AmongTheDead::Nobody;
    }
    let answering = answer.answering();
    let mut acts = answering.iter().flat_map(|chosen| answered.series.acts_on(chosen.id));
    let is_part = acts.any(|act| {
        matches!(act.what, ActKind::PartOf(_)) && act.other.is_some_and(|whole| dead.contains(&whole))
    });
    if is_part { AmongTheDead::Stated } else { AmongTheDead::NotStated }
}
