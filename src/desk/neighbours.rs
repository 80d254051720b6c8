//! The series that figures stand in, for the rule of how two of them relate.

use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::reports::withdraw_reports;
use crate::reconcile::explain::because;
use crate::reconcile::{PreparedContext, RelationContext, policies};
use crate::series::Series;
use crate::store::{self, Result, View};

use super::answers::series_of;

/// The series of some figures, as far as a question may know them.
pub struct Neighbours {
    /// The series, each once.
    pub series: Vec<Series>,
    figures: Vec<Recorded>,
    acts: Vec<Act>,
    question: Question,
}

impl Neighbours {
    /// Reads the series that hold these figures.
    pub fn read(view: &View<'_>, ids: &[FigureId], question: &Question) -> Result<Neighbours> {
        let (series, figures, acts) = (Vec::new(), Vec::new(), Vec::new());
        let mut neighbours = Neighbours { series, figures, acts, question: *question };
        for id in ids {
            let holds = |series: &Series| series.members().iter().any(|member| member.id() == *id);
            if neighbours.series.iter().any(holds) {
                continue;
            }
            let Some(key) = store::series::of_figure(view, *id)? else { continue };
            let material = store::material::with_documents(view, &key)?.knowing_event_days(view, question)?;
            neighbours.figures.extend(material.figures.iter().chain(&material.related).cloned());
            neighbours.acts.extend(material.acts.iter().cloned());
            neighbours.series.push(series_of(view.names(), material));
        }
        neighbours.figures.sort_unstable_by_key(|recorded| recorded.id);
        neighbours.figures.dedup_by_key(|recorded| recorded.id);
        neighbours.figures.retain(|recorded| question.knows(recorded.figure.published_on));
        withdraw_reports(&mut neighbours.acts, neighbours.figures.iter(), view.names());
        neighbours.acts.retain(|act| question.knows(act.known_at));
        Ok(neighbours)
    }

    /// Adds acts on figures of other series.
    pub fn add_acts(&mut self, acts: Vec<Act>) {
        self.acts.extend(acts);
    }

    /// Hands what is known around the figures to `ask`.
    pub fn with_context<T>(&self, view: &View<'_>, ask: impl FnOnce(&PreparedContext<'_>) -> T) -> T {
        let figures: Vec<&Recorded> = self.figures.iter().collect();
        ask(&PreparedContext::of(&RelationContext {
            figures: &figures,
            acts: &self.acts,
            series: &self.series,
            question: self.question,
            names: view.names(),
        }))
    }

    /// What became of a figure, by the word of the views.
    pub fn status(&self, id: FigureId, question: &Question) -> &'static str {
        let holds = |series: &&Series| series.members().iter().any(|member| member.id() == id);
        self.series.iter().find(holds).map_or("", |series| series.status(id, question).word())
    }

    /// Why the answer of its series puts a figure aside as older, in one clause; `None` where it does not.
    pub fn why_older(&self, id: FigureId, question: &Question) -> Option<String> {
        let series = self.series.iter().find(|series| series.member(id).is_some())?;
        let answer = (policies::DEFAULT.apply)(series, question);
        let traced = answer.trace.iter().find(|traced| traced.id == id)?;
        traced.fate.is_older().then(|| because(&answer, series, traced))
    }
}
