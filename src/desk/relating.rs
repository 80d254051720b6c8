//! What is known around figures, for the rule of how two of them relate.

use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::reconcile::{PreparedContext, RelationContext};
use crate::series::Series;
use crate::store;
use crate::store::Result;
use crate::store::View;

use super::answers::series_of;

/// The series of some figures, as far as a question may know them.
pub struct Surroundings {
    /// The series, each once.
    pub series: Vec<Series>,
    figures: Vec<Recorded>,
    acts: Vec<Act>,
}

impl Surroundings {
    /// Reads the series that hold these figures.
    pub fn read(reader: &View<'_>, ids: &[FigureId], question: &Question) -> Result<Surroundings> {
        let mut around = Surroundings { series: Vec::new(), figures: Vec::new(), acts: Vec::new() };
        for id in ids {
            let holds = |series: &Series| series.members().iter().any(|member| member.id() == *id);
            if around.series.iter().any(holds) {
                continue;
            }
            let Some(key) = store::series::of_figure(reader, *id)? else { continue };
            let material = store::material::with_documents(reader, &key)?;
            around.figures.extend(material.figures.iter().chain(&material.related).cloned());
            around.acts.extend(material.acts.iter().cloned());
            around.series.push(series_of(reader.names(), material));
        }
        around.figures.sort_unstable_by_key(|recorded| recorded.id);
        around.figures.dedup_by_key(|recorded| recorded.id);
        around.figures.retain(|recorded| question.knows(recorded.figure.published_on));
        around.acts.retain(|act| question.knows(act.known_at));
        Ok(around)
    }

    /// Adds acts on figures of other series.
    pub fn learn(&mut self, acts: Vec<Act>) {
        self.acts.extend(acts);
    }

    /// Asks with what is known around the figures.
    pub fn ask<T>(&self, reader: &View<'_>, ask: impl FnOnce(&PreparedContext<'_>) -> T) -> T {
        let figures: Vec<&Recorded> = self.figures.iter().collect();
        ask(&PreparedContext::of(&RelationContext {
            figures: &figures,
            acts: &self.acts,
            names: reader.names(),
        }))
    }

    /// What became of a figure, by the word of the views.
    pub fn status(&self, id: FigureId, question: &Question) -> &'static str {
        let holds = |series: &&Series| series.members().iter().any(|member| member.id() == id);
        self.series.iter().find(holds).map_or("", |series| series.status(id, question).word())
    }
}
