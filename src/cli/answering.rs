//! From the store to answers: each series that is asked for, reconciled, in the order of the names.

use super::Context;
use super::failure::Failure;
use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId, Recorded};
use crate::reconcile::{Answer, Policy, policies};
use crate::render::text;
use crate::report::answer::{AnswerReport, Explain};
use crate::series::Series;
use crate::store::ledgers::Ledger;
use crate::store::read::{Material, Reader, SeriesKey};
use crate::store::{Result, Store};

/// What is asked of every series.
pub struct Asked<'a> {
    /// The three clocks.
    pub question: Question,
    /// The policy.
    pub policy: &'static Policy,
    /// Whether the trace comes with the answer.
    pub explain: Explain,
    /// Which series.
    pub filter: &'a Filter,
    /// Only series of which this entry recorded or saw a figure.
    pub entry: Option<EntryId>,
}

impl Asked<'_> {
    /// The answer of one series; `None` when it holds no figure that is asked for.
    pub fn answer(&self, reader: &Reader<'_>, key: &SeriesKey) -> Result<Option<(Series, Answer)>> {
        let material = reader.material(key)?;
        let by_entry = |id: FigureId| match self.entry {
            None => Ok(true),
            Some(entry) => saw(reader, entry, id),
        };
        let mut asked = false;
        for recorded in &material.figures {
            asked |= self.filter.admits(recorded) && by_entry(recorded.id)?;
            if asked {
                break;
            }
        }
        if !asked {
            return Ok(None);
        }
        let series = series_of(reader, material);
        let answer = (self.policy.apply)(&series, &self.question);
        Ok(Some((series, answer)))
    }

    /// The answer as it is printed.
    pub fn report(&self, reader: &Reader<'_>, series: &Series, answer: &Answer) -> AnswerReport {
        let reference = |id| first_reference(reader, id);
        AnswerReport::new(series, answer, &self.question, self.explain, &reference)
    }
}

/// Prints the answers of series that were touched by hand; nothing where none holds a figure.
pub fn answer_touched(
    store: &Store,
    touched: &[i64],
    context: &mut Context,
) -> std::result::Result<(), Failure> {
    let Some(policy) = policies::named("range").filter(|_| !touched.is_empty()) else { return Ok(()) };
    let (reader, filter) = (store.read(None)?, Filter::default());
    let (question, explain) = (Question::default(), Explain::AnswerOnly);
    let asked = Asked { question, policy, explain, filter: &filter, entry: None };
    let mut reports = Vec::new();
    for key in reader.series_with(touched)? {
        if let Some((series, answer)) = asked.answer(&reader, &key)? {
            reports.push(asked.report(&reader, &series, &answer));
        }
    }
    if !reports.is_empty() {
        let style = context.out.style();
        writeln!(context.out.stdout())?;
        text::answer::answers(context.out.stdout(), &reports, style)?;
    }
    Ok(())
}

/// A series from what the store knows of it, with what the desk says about names.
pub fn series_of(reader: &Reader<'_>, material: Material) -> Series {
    let names = reader.names().clone();
    Series::new(material.scope, material.figures, material.acts, material.related, names)
}

/// The first ref that a file gave to a figure; what is only shown beside it is left out where the store cannot be read.
pub fn first_reference(reader: &Reader<'_>, id: FigureId) -> Option<String> {
    reader.references(id).ok()?.into_iter().next()
}

/// Whether one figure is asked for, by filter and entry.
pub fn is_asked(
    reader: &Reader<'_>,
    filter: &Filter,
    entry: Option<EntryId>,
    recorded: &Recorded,
) -> Result<bool> {
    let asked = filter.admits_scope(&recorded.figure.scope) && filter.admits(recorded);
    match entry {
        Some(entry) if asked => saw(reader, entry, recorded.id),
        _ => Ok(asked),
    }
}

/// Whether an entry recorded a figure or saw it again.
fn saw(reader: &Reader<'_>, entry: EntryId, figure: FigureId) -> Result<bool> {
    let first = reader.horizon().entry_of(Ledger::Figure, figure.0).is_some_and(|sealed| sealed.id == entry);
    Ok(first || reader.sightings(figure)?.iter().any(|(seen_by, _)| *seen_by == entry))
}
