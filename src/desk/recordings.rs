//! When the figures of a series were recorded, as far as a date of one lies after the day on which the store began: of most
//! stores nothing is read for that.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::audit::imports::Imports;
use crate::audit::is_dated_after;
use crate::model::date::Day;
use crate::model::recorded::{EntryId, FigureId, Recorded, Recorder};
use crate::store::{self, Result, View};

/// When figures were recorded, of those series that may need it.
#[derive(Default)]
pub struct RecordingTimes {
    began: Option<Day>,
    recorders: Option<Arc<[Recorder]>>,
}

/// When the figures of one series were recorded.
#[derive(Clone)]
pub struct Recordings {
    recorders: Arc<[Recorder]>,
    elsewhere: FxHashMap<FigureId, EntryId>,
}

impl RecordingTimes {
    /// Of a store: of its entries one is read.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(view: &View<'_>) -> Result<RecordingTimes> {
        Ok(RecordingTimes { began: store::entries::began(view)?, recorders: None })
    }

    /// Those of the figures of a series; `None` where no date of theirs lies after the day on which the store began.
    ///
    /// # Errors
    /// What the store says.
    pub fn of_figures(&mut self, view: &View<'_>, figures: &[Recorded]) -> Result<Option<Recordings>> {
        let Some(began) = self.began else { return Ok(None) };
        let late = figures.iter().filter(|recorded| is_dated_after(&recorded.figure, began));
        let mut late: Vec<Recorded> = late.cloned().collect();
        if late.is_empty() {
            return Ok(None);
        }
        let recorders = match &self.recorders {
            Some(recorders) => Arc::clone(recorders),
            None => Arc::clone(self.recorders.insert(store::entries::recorders(view)?.into())),
        };
        Ok(Some(Recordings { recorders, elsewhere: store::provenance::first_elsewhere(view, &mut late)? }))
    }
}

impl Recordings {
    /// Of figures of which it is known which entry brought each; the entries in the order of recording.
    pub(super) fn of(recorders: Arc<[Recorder]>, brought: FxHashMap<FigureId, EntryId>) -> Recordings {
        Recordings { recorders, elsewhere: brought }
    }

    /// The imports that brought the figures.
    pub fn imports(&self) -> Imports<'_> {
        Imports::new(&self.recorders, self.elsewhere.clone())
    }
}
