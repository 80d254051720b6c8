//! Relays of a statement that was withdrawn: they still quote it, and are named.

use std::collections::BTreeSet;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::{Answer, Fate, Traced};
use crate::series::Series;

/// How many figures are named by number.
const NAMED: usize = 8;

/// Figures that say again what was retracted or disowned, other than the one that was: `3 figures quote a withdrawn
/// statement: #2, #4, #5`; empty for none.
pub fn quoting(series: &Series, answer: &Answer, question: &Question) -> String {
    let is_withdrawn = |fate: Fate| matches!(fate, Fate::Retracted(_) | Fate::Disowned(_));
    let withdrawn: BTreeSet<FigureId> =
        answer.trace.iter().filter(|traced| is_withdrawn(traced.fate)).map(|traced| traced.id).collect();
    if withdrawn.is_empty() {
        return String::new();
    }
    let quotes = |traced: &&Traced| match traced.fate {
        Fate::Restates(other) => withdrawn.contains(&other),
        fate => is_withdrawn(fate) && series.status(traced.id, question).withdrawal().is_none(),
    };
    let mut quoting: Vec<FigureId> = answer.trace.iter().filter(quotes).map(|traced| traced.id).collect();
    quoting.sort_unstable();
    let mut named: Vec<String> = quoting.iter().take(NAMED).map(|id| format!("#{id}")).collect();
    if quoting.len() > NAMED {
        named.push("others".to_owned());
    }
    match quoting.len() {
        0 => String::new(),
        1 => format!("1 figure quotes a withdrawn statement: {}", named.join(", ")),
        n => format!("{n} figures quote a withdrawn statement: {}", named.join(", ")),
    }
}
