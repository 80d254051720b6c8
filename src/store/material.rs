//! All that the answer of one series rests on.

use std::sync::Arc;

use crate::model::desk_difference::DeskDifference;
use crate::model::event_days::EventDays;
use crate::model::feeds::Feeds;
use crate::model::question::Question;
use crate::model::recorded::{Act, Recorded};
use crate::model::scope::{EventPlaces, Scope};
use crate::model::words::CountType;

use super::figures::{self, Documents};
use super::series::SeriesKey;
use super::sightings::Sightings;
use super::view::View;
use super::{Result, acts, desk_differences, event_days, event_places, feeds, merged, related};

/// All that is known of one series.
#[derive(Clone, Debug)]
pub struct Material {
    /// What is counted.
    pub scope: Arc<Scope>,
    /// Every visible figure; with documents, in the order of recording.
    pub figures: Vec<Recorded>,
    /// Every visible act on these figures, and on the related ones.
    pub acts: Vec<Act>,
    /// Figures of other series that acts point at.
    pub related: Vec<Recorded>,
    /// How many places the store has for the event.
    pub event_places: EventPlaces,
    /// Which snapshots of feeds brought figures.
    pub feeds: Arc<Feeds>,
    /// What desks read differently, where one of their figures is of this series.
    pub differing: Vec<Arc<DeskDifference>>,
    /// What all series of the event say of its days, where that was asked for.
    pub event_days: EventDays,
}

impl Material {
    /// The same, with what all series of the event say of its days as far as a question may know, where an answer may
    /// depend on them: several authorities give a total.
    ///
    /// # Errors
    /// What the store says.
    pub fn knowing_event_days(self, view: &View<'_>, question: &Question) -> Result<Material> {
        Ok(match self.rests_on_event_days() {
            true => Material { event_days: event_days::of(view, &self.scope.event, question)?, ..self },
            false => self,
        })
    }

    /// Whether an answer may depend on what all series of the event say of its days: several authorities give a total.
    pub fn rests_on_event_days(&self) -> bool {
        let mut authorities = self.figures.iter().map(|recorded| recorded.figure.authority());
        let first = authorities.next().flatten();
        let several = authorities.any(|other| other.is_none() || other != first);
        self.scope.count_type == CountType::Total && several
    }
}

/// What the answer of a series rests on: all that is known of it but the documents, of whose sources the publisher alone
/// is read, and the lines of the files. The key index holds that, and is read in order; documents lie far apart.
pub fn of(view: &View<'_>, key: &SeriesKey) -> Result<Material> {
    gather(view, key, Documents::Left)
}

/// All that is known of a series.
pub fn with_documents(view: &View<'_>, key: &SeriesKey) -> Result<Material> {
    gather(view, key, Documents::Read)
}

fn gather(view: &View<'_>, key: &SeriesKey, documents: Documents) -> Result<Material> {
    let (mut figures, mut acts, mut sightings) = (Vec::new(), Vec::new(), Sightings::default());
    for id in &key.ids {
        figures::of_series(view, *id, documents, &mut sightings, &mut figures)?;
        acts::of_series(view, *id, &mut acts)?;
    }
    if matches!(documents, Documents::Read) {
        figures.sort_unstable_by_key(|recorded| recorded.id);
    }
    let mut related = related::figures(view, key, &figures, &mut acts)?;
    merged::put_in_order(view, &mut figures, &mut related, &sightings)?;
    let differing = desk_differences::in_series(view, &key.ids)?;
    let (event_places, feeds) = (event_places::of(view, &key.scope.event)?, feeds::of(view)?);
    Ok(Material {
        scope: Arc::clone(&key.scope),
        figures,
        acts,
        related,
        event_places,
        feeds,
        differing,
        event_days: EventDays::default(),
    })
}
