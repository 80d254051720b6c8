//! From the store to answers: each series that is asked for, reconciled, in the order of the names.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::filter::Filter;
use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId, Recorded};
use crate::model::words::CountType;
use crate::prose::sentences::answering;
use crate::reconcile::{Answer, Chosen, Policy, policies};
use crate::report::answer::{AnswerReport, Explain};
use crate::series::Series;
use crate::store::Result;
use crate::store::ledgers::Ledger;
use crate::store::view::{Material, SeriesKey, View};

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

/// All that the answer of one series needs: once it is gathered, no store is read.
pub struct Gathered {
    material: Material,
    /// The total of what the series counts window by window, where there is one.
    total: Option<Material>,
    /// The refs of the figures, for a trace.
    references: FxHashMap<FigureId, String>,
}

/// A series and its answer, with what the report of it takes besides.
pub struct Judged {
    /// The answer.
    pub answer: Answer,
    series: Series,
    total: Option<Material>,
    references: FxHashMap<FigureId, String>,
}

impl Asked<'_> {
    /// The answer of one series; `None` when it holds no figure that is asked for.
    pub fn answer(&self, reader: &View<'_>, key: &SeriesKey) -> Result<Option<(Series, Answer)>> {
        let material = reader.material(key)?;
        match self.asks(reader, &material)? {
            true => Ok(Some(self.answer_to(&self.question, reader.names(), material))),
            false => Ok(None),
        }
    }

    /// Reads what the answer of one series needs; `None` when it holds no figure that is asked for.
    pub fn gather(&self, reader: &View<'_>, key: &SeriesKey) -> Result<Option<Gathered>> {
        let material = match self.explain {
            // The findings of a trace are known by the uids of their figures, which documents are a part of.
            Explain::WithTrace => reader.material_with_documents(key)?,
            Explain::AnswerOnly => reader.material(key)?,
        };
        if !self.asks(reader, &material)? {
            return Ok(None);
        }
        let total = match key.scope.count_type {
            CountType::Period => reader.total_of(key)?.map(|key| reader.material(&key)).transpose()?,
            _ => None,
        };
        let references = match self.explain {
            Explain::WithTrace => references(reader, &material),
            Explain::AnswerOnly => FxHashMap::default(),
        };
        Ok(Some(Gathered { material, total, references }))
    }

    /// The answer of a series, before it is put into words.
    pub fn judged(&self, gathered: Gathered, names: &Arc<Names>) -> Judged {
        let Gathered { material, total, references } = gathered;
        let (series, answer) = self.answer_to(&self.question, names, material);
        Judged { answer, series, total, references }
    }

    /// The answer of a series as it is printed.
    pub fn told(&self, judged: Judged, names: &Arc<Names>) -> AnswerReport {
        let Judged { answer, series, total, references } = judged;
        let reference = |id| references.get(&id).cloned();
        let mut report = AnswerReport::new(&series, &answer, &self.question, self.explain, &reference);
        if let ([one], Some(total)) = (answering(&answer).as_slice(), total)
            && let Some(total) = self.total_beside(names, total, &series, one)
        {
            report.tell_total(&series, one.id, &total);
        }
        report
    }

    /// Whether a series holds a figure that is asked for.
    pub fn asks(&self, reader: &View<'_>, material: &Material) -> Result<bool> {
        for recorded in &material.figures {
            if is_asked_within(reader, self.filter, self.entry, recorded)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A series and its answer to a question.
    pub fn answer_to(&self, question: &Question, names: &Arc<Names>, material: Material) -> (Series, Answer) {
        let series = series_with(names, material);
        let answer = (self.policy.apply)(&series, question);
        (series, answer)
    }

    /// The total that the authority of a period count gave for the last day of the window, where it is known and stands.
    fn total_beside(
        &self,
        names: &Arc<Names>,
        total: Material,
        series: &Series,
        period: &Chosen,
    ) -> Option<Recorded> {
        let day = series.figure(period.id).and_then(|recorded| recorded.figure.as_of.stated())?;
        let totals = series_with(names, total);
        let question = Question { as_of: Some(day), ..self.question };
        let answer = (policies::named("per-authority")?.apply)(&totals, &question);
        let mut own = answer.kept().filter(|chosen| chosen.voice == period.voice);
        let (first, more) = (own.next(), own.next());
        first.filter(|_| more.is_none()).and_then(|chosen| totals.figure(chosen.id).cloned())
    }
}

/// The first ref of each figure that has one.
fn references(reader: &View<'_>, material: &Material) -> FxHashMap<FigureId, String> {
    let figures = material.figures.iter().chain(&material.related);
    figures.filter_map(|one| Some((one.id, first_reference(reader, one.id)?))).collect()
}

/// A series from what the store knows of it, with what the desk says about names.
pub fn series_of(reader: &View<'_>, material: Material) -> Series {
    series_with(reader.names(), material)
}

fn series_with(names: &Arc<Names>, material: Material) -> Series {
    Series::new(material.scope, material.figures, material.acts, material.related, Arc::clone(names))
}

/// The first ref that a file gave to a figure; what is only shown beside it is left out where the store cannot be read.
pub fn first_reference(reader: &View<'_>, id: FigureId) -> Option<String> {
    reader.references(id).ok()?.into_iter().next()
}

/// Whether one figure is asked for, by filter and entry.
pub fn is_asked(
    reader: &View<'_>,
    filter: &Filter,
    entry: Option<EntryId>,
    recorded: &Recorded,
) -> Result<bool> {
    Ok(filter.admits_scope(&recorded.figure.scope) && is_asked_within(reader, filter, entry, recorded)?)
}

/// Whether one figure is asked for, within a scope that is.
pub fn is_asked_within(
    reader: &View<'_>,
    filter: &Filter,
    entry: Option<EntryId>,
    recorded: &Recorded,
) -> Result<bool> {
    match entry {
        _ if !filter.admits(recorded) => Ok(false),
        Some(entry) => saw(reader, entry, recorded.id),
        None => Ok(true),
    }
}

/// Whether an entry recorded a figure or saw it again.
fn saw(reader: &View<'_>, entry: EntryId, figure: FigureId) -> Result<bool> {
    let own = reader.visibility().rows_of(Ledger::Figure, entry)?;
    let first = own.is_some_and(|(above, last)| figure.0 > above && figure.0 <= last);
    Ok(first || reader.sightings(figure)?.iter().any(|(seen_by, _)| *seen_by == entry))
}
