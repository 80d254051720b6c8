//! The answers of the series that an import touched.

use super::Context;
use super::answering::Asked;
use super::failure::Failure;
use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::reconcile::{Verdict, policies};
use crate::render::text;
use crate::report::answer::Explain;
use crate::report::receipt::Receipt;
use crate::store::Store;

/// How many of the touched series are answered.
const ANSWERS: usize = 20;

/// Answers the series that were touched: those that differ first, twenty at most, then the command for the rest.
pub fn answer(
    store: &Store,
    touched: &[i64],
    receipts: &[Receipt],
    context: &mut Context,
) -> Result<(), Failure> {
    let Some(range) = policies::named("range") else { return Ok(()) };
    let reader = store.read(None)?;
    let filter = Filter::default();
    let asked = Asked {
        question: Question::default(),
        policy: range,
        explain: Explain::AnswerOnly,
        filter: &filter,
        entry: None,
    };
    let mut keys = reader.series_with(touched)?;
    let mut urgent = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        if let Some((_, answer)) = asked.answer(&reader, key)? {
            urgent.push((urgency(answer.verdict, answer.order_unknown), place));
        }
    }
    urgent.sort_unstable();
    let rest = urgent.len().saturating_sub(ANSWERS);
    urgent.truncate(ANSWERS);
    let style = context.out.style();
    let mut reports = Vec::new();
    for (_, place) in urgent {
        reports.extend(asked.report(&reader, &keys[place])?);
    }
    keys.clear();
    writeln!(context.out.stdout())?;
    text::answer::answers(context.out.stdout(), &reports, style)?;
    if rest > 0 {
        let entry = match receipts {
            [one] => one.entry.map(|entry| format!(" --entry {entry}")).unwrap_or_default(),
            _ => String::new(),
        };
        writeln!(context.out.stdout(), "\n{rest} more series: tollbook reconcile{entry}")?;
    }
    Ok(())
}

/// What a person should see first: sources that differ, then the rest in the order of their names.
fn urgency(verdict: Verdict, order_unknown: bool) -> u8 {
    match verdict {
        Verdict::SourcesDiffer => 0,
        _ if order_unknown => 1,
        Verdict::MostlyAgree => 2,
        Verdict::Withdrawn => 3,
        _ => 4,
    }
}
