//! `reconcile`: the answer of every series that is asked for, in the order of the names.

use std::sync::Arc;

use super::answers::{Answered, Request, policy};
use super::criteria::Criteria;
use super::error::Error;
use super::kin::{Kin, Kinship, each_kin};
use super::nearest::nothing_matches_of;
use crate::export::audience::Audience;
use crate::model::filter::Filter;
use crate::model::names::Names;
use crate::reconcile::policies;
use crate::report::answer::{AnswerReport, Explain};
use crate::report::sisters::Sisters;
use crate::store::{self, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct ReconcileOptions {
    /// Which series: those with a figure of these.
    pub criteria: Criteria,
    /// The name of a policy.
    pub policy: String,
    /// Whether the trace comes with each answer.
    pub explain: Explain,
}

/// What is left to say once all answers were handed out.
#[derive(Debug)]
pub struct Reconciled {
    /// Whether a person should look at one of them: sources differ, or an order is unknown.
    pub needs_a_look: bool,
    /// Why there was no answer, where there was none.
    pub nothing: Option<Error>,
}

/// Works out the answers and hands each of them to `take`, which may be called from another thread.
///
/// # Errors
/// A policy that does not exist, what the store says, or `take`.
pub fn reconcile(
    store: &Store,
    options: &ReconcileOptions,
    take: &mut (dyn FnMut(&AnswerReport) -> Result<(), Error> + Send),
) -> Result<Reconciled, Error> {
    reconcile_in(&store::View::of(store, options.criteria.question.recorded_by)?, options, take)
}

/// The same in a view, which knows what the question may.
///
/// # Errors
/// As [`reconcile`].
pub(super) fn reconcile_in(
    view: &View<'_>,
    options: &ReconcileOptions,
    take: &mut (dyn FnMut(&AnswerReport) -> Result<(), Error> + Send),
) -> Result<Reconciled, Error> {
    let criteria = &options.criteria.cut();
    let request = Request {
        criteria,
        policy: policy(&options.policy)?,
        explain: options.explain,
        audience: Audience::Internal,
    };
    let (names, mut answers, mut needs_a_look) = (view.names(), 0_u64, false);
    each_kin(request, view, Kinship::Sisters, &mut |kin| {
        each_report(request, kin, names, &mut |report| {
            answers += 1;
            needs_a_look |= report.shown.needs_a_look;
            take(&report)
        })
    })?;
    let nothing = (answers == 0).then(|| no_answer(&criteria.filter, view));
    Ok(Reconciled { needs_a_look, nothing })
}

/// Hands the answers that are asked for to `take`, each with its sisters.
pub(super) fn each_report(
    request: Request<'_>,
    Kin { asked, beside }: Kin,
    names: &Arc<Names>,
    take: &mut dyn FnMut(AnswerReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let report = |answered: Answered| (Arc::clone(&answered.series.scope), request.report(answered, names));
    let (asked, families) = (asked.len(), asked.into_iter().chain(beside));
    let answers: Vec<_> = request.answer_all(families, names).into_iter().map(report).collect();
    let sisters = Sisters::of(&answers);
    answers.into_iter().take(asked).try_for_each(|answer| take(sisters.beside(answer)))
}

/// The policies, each with what it does in a few words.
pub fn policies() -> impl Iterator<Item = (&'static str, &'static str)> {
    policies::ALL.iter().map(|policy| (policy.name, policy.about))
}

/// Why there is no answer.
pub(super) fn no_answer(filter: &Filter, view: &View<'_>) -> Error {
    if view.visibility().is_empty() {
        return Error::usage(
            "this desk had recorded nothing by then",
            "see what was recorded when with tollbook log",
        );
    }
    match *filter == Filter::default() {
        true => Error::usage("the store holds no figures", "see what there is with tollbook list series"),
        false => nothing_matches_of(filter, view),
    }
}
