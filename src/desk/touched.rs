//! The answers of the series that were touched by what was recorded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answers::{Answered, Request, each_family, families};
use super::criteria::Criteria;
use super::error::Error;
use crate::export::audience::Audience;
use crate::model::names::Names;
use crate::model::recorded::FigureId;
use crate::reconcile::{Answer, Verdict, policies};
use crate::report::answer::{AnswerReport, Explain};
use crate::report::touched::TouchedReport;
use crate::store::{self, Store};

/// How many of the touched series are answered.
const ANSWERS: usize = 5;

/// The series that were touched.
#[derive(Clone, Debug)]
pub struct TouchedSeries {
    /// Their numbers.
    series: Vec<i64>,
    /// Figures whose series were touched.
    figures: Vec<FigureId>,
    order: AnswerOrder,
    /// The entries of files that touched them.
    entries: Vec<i64>,
}

/// Which answers come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AnswerOrder {
    /// By their names.
    Named,
    /// What a person should see: sources that differ; then by their names.
    Urgent,
}

impl TouchedSeries {
    /// By hand, figure by figure.
    pub(super) fn by_hand(series: Vec<i64>) -> TouchedSeries {
        TouchedSeries { series, figures: Vec::new(), order: AnswerOrder::Named, entries: Vec::new() }
    }

    /// By files, in these entries.
    pub(super) fn by_files(series: Vec<i64>, entries: Vec<i64>) -> TouchedSeries {
        TouchedSeries { series, figures: Vec::new(), order: AnswerOrder::Urgent, entries }
    }

    /// By hand: the series of some figures.
    pub(super) fn of_figures(figures: Vec<FigureId>) -> TouchedSeries {
        TouchedSeries { figures, ..TouchedSeries::by_hand(Vec::new()) }
    }

    /// Answers them: five at most; none where none of them holds a figure.
    ///
    /// # Errors
    /// What the store says.
    pub fn answers(&self, store: &Store) -> Result<TouchedReport, Error> {
        let mut first = FirstAnswers { order: self.order, came: 0, to_look_at: 0, reports: BTreeMap::new() };
        if !(self.series.is_empty() && self.figures.is_empty()) {
            let (view, criteria) = (store::View::of(store, None)?, Criteria::default());
            let mut series = self.series.clone();
            for id in &self.figures {
                series.extend(store::series::of_figure(&view, *id)?.into_iter().flat_map(|key| key.ids));
            }
            let (policy, explain) = (policies::DEFAULT, Explain::AnswerOnly);
            let request = Request { criteria: &criteria, policy, explain, audience: Audience::Internal };
            let (keys, names) = (store::series::with_ids(&view, &series)?, view.names());
            each_family(families(request, &view, keys)?, &mut |family| {
                first.take(request, request.answer(family, names), names);
                Ok(())
            })?;
        }
        let (all, to_look_at) = (first.came, first.to_look_at);
        let answers = first.reports.into_values().collect();
        Ok(TouchedReport { answers, all, to_look_at, entries: self.asked(store)? })
    }

    /// How all of them are asked for: by one entry after the other, or by none where the store holds no other.
    fn asked(&self, store: &Store) -> Result<Vec<String>, Error> {
        let all = store::entries::count(&store::View::of(store, None)?)?;
        Ok(match self.entries.as_slice() {
            [] => Vec::new(),
            [_, _, ..] if all == self.entries.len() as u64 => Vec::new(),
            [one] => vec![format!(" --entry {one}")],
            [one, other] => vec![format!(" --entry {one}"), format!(", then --entry {other}")],
            [first, .., last] => {
                vec![format!(" --entry {first}"), format!(", and so on to --entry {last}")]
            }
        })
    }
}

/// The answers that come first, of all that came so far: no others are put into words, or kept.
struct FirstAnswers {
    order: AnswerOrder,
    came: usize,
    /// How many of them a person should look at.
    to_look_at: usize,
    /// By how urgent they are, then in the order in which they came.
    reports: BTreeMap<(u8, usize), AnswerReport>,
}

impl FirstAnswers {
    fn take(&mut self, request: Request<'_>, answered: Answered, names: &Arc<Names>) {
        let place = (self.urgency(&answered.answer), self.came);
        self.came += 1;
        self.to_look_at += usize::from(answered.answer.needs_a_look());
        if self.reports.len() == ANSWERS {
            if self.reports.last_key_value().is_some_and(|(last, _)| *last < place) {
                return;
            }
            self.reports.pop_last();
        }
        self.reports.insert(place, request.report(answered, names));
    }

    /// What a person should see first: sources that differ, then the rest in the order of their names.
    fn urgency(&self, answer: &Answer) -> u8 {
        match (self.order, answer.verdict) {
            (AnswerOrder::Named, _) | (_, Verdict::SourcesDiffer) => 0,
            _ if answer.order_unknown => 1,
            (_, Verdict::MostlyAgree) => 2,
            (_, Verdict::Withdrawn) => 3,
            _ => 4,
        }
    }
}
