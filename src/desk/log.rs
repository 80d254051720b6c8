//! `log`: what this desk did, newest first; the life of one figure; how the counts of each authority were revised.

use rustc_hash::FxHashSet;

use super::answers::series_of;
use super::criteria::Criteria;
use super::error::Error;
use super::life::life;
use super::{entries, figures};
use crate::model::date::Timestamp;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile;
use crate::report::entry::LogReport;
use crate::report::life::LifeReport;
use crate::report::revisions::RevisionsReport;
use crate::series::Voice;
use crate::store::{self, Result as StoreResult, Store, View};

/// The newest entries by a time, newest first, each with what it said about names; at most `most` of them, or all.
///
/// # Errors
/// What the store says.
pub fn log(store: &Store, recorded_by: Option<Timestamp>, most: Option<usize>) -> Result<LogReport, Error> {
    let view = View::of(store, recorded_by)?;
    let entries = store::entries::newest(&view, most)?.into_iter();
    let reports = entries.map(|entry| entries::report(&view, &entry)).collect::<StoreResult<_>>()?;
    Ok(LogReport { entries: reports, all: store::entries::count(&view)? })
}

/// What this desk did by a time with the figure that a name leads to, oldest first.
///
/// # Errors
/// A name that leads to no figure, or to several; what the store says.
pub fn life_of(store: &Store, recorded_by: Option<Timestamp>, name: &str) -> Result<Vec<LifeReport>, Error> {
    let view = View::of(store, recorded_by)?;
    let id = match figures::sought(&view, name) {
        Ok(id) => id,
        Err(failure) => hidden(&view, name)?.ok_or(failure)?,
    };
    Ok(life(&view, id, &Question::default())?)
}

/// A figure by its id that is shown no more, since what recorded it was taken back.
fn hidden(view: &View<'_>, name: &str) -> Result<Option<FigureId>, Error> {
    let Ok(id) = name.trim_start_matches('#').parse().map(FigureId) else { return Ok(None) };
    Ok(store::undone::is_hidden(view, id)?.then_some(id))
}

/// Hands to `take` how the counts of each authority changed, series by series; returns how many there were. A filter by
/// authority picks tracks.
///
/// # Errors
/// What the store says, or `take`.
pub fn revisions(
    store: &Store,
    criteria: &Criteria,
    take: &mut dyn FnMut(&RevisionsReport) -> Result<(), Error>,
) -> Result<u64, Error> {
    let criteria = &criteria.cut();
    let view = View::of(store, criteria.question.recorded_by)?;
    let mut revised = 0;
    for key in store::series::matching(&view, &criteria.filter)? {
        let material = store::material::of(&view, &key)?;
        let mut asked = FxHashSet::default();
        for recorded in &material.figures {
            if criteria.admit_in_scope(&view, recorded)? {
                asked.insert(Voice::of(&recorded.figure, view.names()));
            }
        }
        if asked.is_empty() {
            continue;
        }
        let series = series_of(view.names(), material);
        let tracks = reconcile::revisions::revisions(&series, &criteria.question).into_iter();
        let tracks = tracks.filter(|track| asked.contains(&track.voice));
        let mut report = RevisionsReport::new(&series, &criteria.question, tracks);
        report.question = report.question.chosen_by(&criteria.filter);
        if !report.tracks.is_empty() {
            revised += 1;
            take(&report)?;
        }
    }
    Ok(revised)
}
