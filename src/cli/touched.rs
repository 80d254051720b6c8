//! The answers of the series that an act of the desk touched.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Context;
use crate::desk::answering::{Asked, Judged};
use crate::desk::error::Error;
use crate::desk::gathering::each_gathered;
use crate::model::filter::Filter;
use crate::model::names::Names;
use crate::model::question::Question;
use crate::reconcile::{Answer, Verdict, policies};
use crate::render::text;
use crate::report::answer::{AnswerReport, Explain};
use crate::store::Store;

/// How many of the touched series are answered.
const ANSWERS: usize = 20;

/// What touched the series.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A desk, figure by figure: they are answered in the order of their names.
    Hand,
    /// Files: what a person should see first comes first.
    Import {
        /// The entry, where one alone was made.
        entry: Option<i64>,
    },
}

/// Answers the series that were touched: twenty at most, then the command for the rest; nothing where none of them holds a
/// figure.
pub fn answer(store: &Store, touched: &[i64], by: By, context: &mut Context) -> Result<(), Error> {
    let Some(policy) = policies::named("range").filter(|_| !touched.is_empty()) else { return Ok(()) };
    let (reader, filter) = (store.read(None)?, Filter::default());
    let (question, explain) = (Question::default(), Explain::AnswerOnly);
    let asked = Asked { question, policy, explain, filter: &filter, entry: None };
    let (keys, names) = (reader.series_with(touched)?, reader.names());
    let mut first = First { by, came: 0, reports: BTreeMap::new() };
    each_gathered(&asked, &reader, keys, &mut |gathered| {
        first.take(&asked, asked.judged(gathered, names), names);
        Ok(())
    })?;
    first.print(context)
}

/// The answers that come first, of all that came so far: no others are put into words, or kept.
struct First {
    by: By,
    came: usize,
    /// By how urgent they are, then in the order in which they came.
    reports: BTreeMap<(u8, usize), AnswerReport>,
}

impl First {
    fn take(&mut self, asked: &Asked<'_>, judged: Judged, names: &Arc<Names>) {
        let place = (self.urgency(&judged.answer), self.came);
        self.came += 1;
        if self.reports.len() == ANSWERS {
            if self.reports.last_key_value().is_some_and(|(last, _)| *last < place) {
                return;
            }
            self.reports.pop_last();
        }
        self.reports.insert(place, asked.told(judged, names));
    }

    /// What a person should see first: sources that differ, then the rest in the order of their names.
    fn urgency(&self, answer: &Answer) -> u8 {
        match (self.by, answer.verdict) {
            (By::Hand, _) => 0,
            (_, Verdict::SourcesDiffer) => 0,
            _ if answer.order_unknown => 1,
            (_, Verdict::MostlyAgree) => 2,
            (_, Verdict::Withdrawn) => 3,
            _ => 4,
        }
    }

    fn print(&self, context: &mut Context) -> Result<(), Error> {
        if self.reports.is_empty() {
            return Ok(());
        }
        let style = context.out.style();
        let out = context.out.stdout();
        writeln!(out)?;
        text::answer::answers(out, self.reports.values(), style)?;
        let rest = self.came - self.reports.len();
        if rest > 0 {
            let entry = match self.by {
                By::Import { entry: Some(entry) } => format!(" --entry {entry}"),
                _ => String::new(),
            };
            writeln!(out, "\n{rest} more series: tollbook reconcile{entry}")?;
        }
        Ok(())
    }
}
