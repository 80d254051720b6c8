//! From the store to answers: each series that is asked for, reconciled, in the order of the names.

use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId};
use crate::reconcile::{Answer, Policy};
use crate::report::answer::{AnswerReport, Explain};
use crate::series::Series;
use crate::store::Result;
use crate::store::ledgers::Ledger;
use crate::store::read::{Reader, SeriesKey};

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
        let names = reader.names().clone();
        let series = Series::new(material.scope, material.figures, material.acts, material.related, names);
        let answer = (self.policy.apply)(&series, &self.question);
        Ok(Some((series, answer)))
    }

    /// The answer as it is printed.
    pub fn report(&self, reader: &Reader<'_>, series: &Series, answer: &Answer) -> AnswerReport {
        let reference = |id| reader.references(id).ok().and_then(|references| references.into_iter().next());
        AnswerReport::new(series, answer, &self.question, self.explain, &reference)
    }
}

/// Whether an entry recorded a figure or saw it again.
pub fn saw(reader: &Reader<'_>, entry: EntryId, figure: FigureId) -> Result<bool> {
    let first = reader.horizon().entry_of(Ledger::Figure, figure.0).is_some_and(|sealed| sealed.id == entry);
    Ok(first || reader.sightings(figure)?.iter().any(|(seen_by, _)| *seen_by == entry))
}
