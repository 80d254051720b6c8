//! `reconcile`: the answer of every series that is asked for, in the order of the names.

use super::answering::Asked;
use super::error::Error;
use super::gathering::each_gathered;
use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::recorded::EntryId;
use crate::reconcile::{Policy, policies};
use crate::report::answer::{AnswerReport, Explain};
use crate::store::Store;
use crate::store::view::View;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ReconcileOptions {
    /// The three clocks.
    pub question: Question,
    /// The name of a policy.
    pub policy: String,
    /// Whether the trace comes with each answer.
    pub explain: Explain,
    /// Which series.
    pub filter: Filter,
    /// Only series of which this entry recorded or saw a figure.
    pub entry: Option<EntryId>,
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
    let ReconcileOptions { question, explain, entry, ref filter, .. } = *options;
    let reader = store.read(question.recorded_by)?;
    let asked = Asked { question, policy: policy(&options.policy)?, explain, filter, entry };
    let (names, mut answers, mut needs_a_look) = (reader.names(), 0_u64, false);
    each_gathered(&asked, &reader, reader.series(filter)?, &mut |gathered| {
        let report = asked.told(asked.judged(gathered, names), names);
        answers += 1;
        needs_a_look |= report.shown.needs_a_look;
        take(&report)
    })?;
    let nothing = (answers == 0).then(|| nothing_matches(filter, &reader));
    Ok(Reconciled { needs_a_look, nothing })
}

/// The policies, each with what it does in a few words.
pub fn policies() -> impl Iterator<Item = (&'static str, &'static str)> {
    policies::ALL.iter().map(|policy| (policy.name, policy.about))
}

/// The policy of that name.
///
/// # Errors
/// No policy has it.
pub fn policy(name: &str) -> Result<&'static Policy, Error> {
    policies::named(name).ok_or_else(|| {
        let names: Vec<&str> = policies().map(|(name, _)| name).collect();
        Error::usage(format!("there is no policy `{name}`"), format!("write one of {}", names.join(", ")))
    })
}

fn nothing_matches(filter: &Filter, reader: &View<'_>) -> Error {
    if reader.visibility().is_empty() {
        return Error::usage(
            "this desk had recorded nothing by then",
            "see what was recorded when with tollbook log",
        );
    }
    let asked = if *filter == Filter::default() { "the store holds no figures" } else { "no figure matches" };
    Error::usage(asked, "see what there is with tollbook list series")
}
