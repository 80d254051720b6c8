//! Answers that stand beside each other: which are sisters, and what is said of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::scope::{Scope, SharedWithSisters};
use crate::reconcile::Verdict;

use super::answer::AnswerReport;
use super::sister::SisterReport;

/// The answers of which something is known, as sisters of others.
pub struct Sisters(FxHashMap<SharedWithSisters, Vec<(Arc<Scope>, SisterReport)>>);

impl Sisters {
    /// Of some answers, each with what it counts.
    pub fn of(answers: &[(Arc<Scope>, AnswerReport)]) -> Sisters {
        if answers.len() < 2 {
            return Sisters(FxHashMap::default());
        }
        let nothing = Verdict::NoFigure.to_string();
        let mut sisters: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (scope, report) in answers.iter().filter(|(_, report)| report.verdict != nothing) {
            let together = sisters.entry(scope.shared_with_sisters()).or_default();
            together.push((Arc::clone(scope), sister(report)));
        }
        Sisters(sisters)
    }

    /// An answer with its sisters beside it.
    pub fn beside(&self, (scope, report): (Arc<Scope>, AnswerReport)) -> AnswerReport {
        let together = self.0.get(&scope.shared_with_sisters()).into_iter().flatten();
        let own = together.filter(|(other, _)| other.is_sister_of(&scope));
        AnswerReport { beside: own.map(|(_, sister)| sister.clone()).collect(), ..report }
    }
}

/// An answer as the sister of another.
fn sister(report: &AnswerReport) -> SisterReport {
    let ends = report.answer.as_ref();
    SisterReport {
        measure: report.scope.measure,
        definition: report.scope.definition.clone(),
        low: ends.map(|ends| ends.low),
        best: ends.and_then(|ends| ends.best),
        high: ends.and_then(|ends| ends.high),
        verdict: report.verdict.clone(),
        as_of: report.as_of.clone(),
        sentence: report.sentence.clone(),
        brief: brief(report),
    }
}

/// `died: 17 (single source, 2 March 2024)`.
fn brief(report: &AnswerReport) -> String {
    let (scope, shown) = (&report.scope, &report.shown);
    let definition =
        scope.definition.as_ref().map(|words| format!(", {}", words.replace('_', " "))).unwrap_or_default();
    let number = if shown.printed.is_empty() { "no number" } else { &shown.printed };
    let day = if shown.as_of.is_empty() { String::new() } else { format!(", {}", shown.as_of) };
    format!("{}{definition}: {number} ({}{day})", scope.measure.replace('_', " "), report.verdict)
}
