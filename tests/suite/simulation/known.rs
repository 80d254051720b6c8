//! What was known when, beside the answers of `reconcile` on every day.

use std::collections::BTreeMap;
use std::path::Path;

use tollbook::desk::knew::knew;
use tollbook::desk::reconcile::{ReconcileOptions, reconcile};
use tollbook::desk::{Criteria, Store};
use tollbook::export::audience::Audience;
use tollbook::model::date::{Day, Moment, PartialDate};
use tollbook::model::question::Question;
use tollbook::report::answer::{AnswerReport, EndsReport, Explain};
use tollbook::report::knew::{KnewReport, KnewStep};

/// What both tell of a day: the answer, as printed, the verdict, who says so, and as of when.
type Told = (Option<EndsReport>, Option<String>, String, String, Option<String>);

/// Compares both on every day on which something was published, and on the days around it; how many answers they were.
pub fn compare(store: &Path, question: Question) -> usize {
    let store = Store::open_for_reading(store).expect("a store");
    let question = Question { known_on: None, ..question };
    let criteria = Criteria { question, ..Criteria::default() };
    let mut known: BTreeMap<String, KnewReport> = BTreeMap::new();
    let told = knew(&store, &criteria, Audience::Internal, &mut |report, _| {
        known.insert(format!("{:?}", report.scope), report);
        Ok(())
    });
    assert_eq!(told.is_err(), known.is_empty(), "{told:?}");
    let day = |step: &KnewStep| PartialDate::read(&step.known_on).expect("a day").first_day();
    let steps = || known.values().flat_map(|report| &report.steps).map(day);
    let Some((first, last)) = steps().min().zip(steps().max()) else { return 0 };
    (0..=last.days_since(first) + 2)
        .map(|after| on(&store, first.plus_days(after - 1), &criteria, &known))
        .sum()
}

fn on(store: &Store, day: Day, criteria: &Criteria, known: &BTreeMap<String, KnewReport>) -> usize {
    let known_on = Some(Moment::on(day.to_date()));
    let question = Question { known_on, ..criteria.question };
    let criteria = Criteria { question, ..criteria.clone() };
    let options = ReconcileOptions { criteria, policy: "range".to_owned(), explain: Explain::AnswerOnly };
    let mut answers = Vec::new();
    let reconciled = reconcile(store, &options, &mut |report| {
        answers.push(report.clone());
        Ok(())
    });
    reconciled.expect("answers");
    for answer in &answers {
        let steps = known.get(&format!("{:?}", answer.scope)).map(|report| report.steps.as_slice());
        let steps = steps.unwrap_or_default().iter();
        let step = steps.take_while(|step| step.known_on <= day.to_date().iso()).last();
        match step {
            Some(step) => assert_eq!(of_step(step), of_answer(answer), "{:?} on {day:?}", answer.scope),
            None => assert_eq!(answer.verdict, "no figure", "{:?} on {day:?}", answer.scope),
        }
    }
    answers.len()
}

fn of_step(step: &KnewStep) -> Told {
    let KnewStep { answer, figure, verdict, attribution, as_of, .. } = step.clone();
    (answer, figure, verdict, attribution, as_of)
}

fn of_answer(answer: &AnswerReport) -> Told {
    let AnswerReport { answer, verdict, attribution, as_of, shown, .. } = answer.clone();
    (answer, Some(shown.printed).filter(|printed| !printed.is_empty()), verdict, attribution, as_of)
}
