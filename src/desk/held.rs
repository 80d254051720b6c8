//! What is held back: which figures, by whom and why; holding one, releasing what is held.

use super::author::Author;
use super::criteria::Criteria;
use super::error::Error;
use super::figures::sought;
use super::touched::TouchedSeries;
use crate::model::hold::HoldKind;
use crate::model::recorded::{EntryId, EntryKind, FigureId};
use crate::report::held::{HeldReport, HoldReport, ListedHeld};
use crate::store::held::Hold;
use crate::store::write::EntryTransaction;
use crate::store::write::holds::{self, Release};
use crate::store::{self, Result as StoreResult, Store, View};

/// What is to be held or released.
#[derive(Clone, Debug)]
pub struct HoldOptions {
    /// What.
    pub of: HoldTarget,
    /// `Released`, or `Held`.
    pub kind: HoldKind,
    /// Why.
    pub why: Option<String>,
    /// Only what would be done.
    pub dry_run: bool,
}

/// What can be held or released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldTarget {
    /// One figure, by its id, its ref or its uid.
    Figure(String),
    /// What an entry recorded.
    Entry(EntryId),
}

/// Hands the held figures that are asked for to `take`, by their numbers.
///
/// # Errors
/// What the store says, or `take`.
pub fn list(
    store: &Store,
    criteria: &Criteria,
    take: &mut dyn FnMut(&ListedHeld) -> Result<(), Error>,
) -> Result<(), Error> {
    let view = View::of(store, criteria.question.recorded_by)?.with_withheld()?;
    for (id, hold) in store::held::figures(&view)? {
        let Some(recorded) = store::figures::one(&view, id)? else { continue };
        if !store::figures::is_void(&view, id)? && criteria.pick(&view, &recorded)? {
            take(&ListedHeld { recorded, held: report(&view, hold)? })?;
        }
    }
    Ok(())
}

/// By whom a figure is held, and why; `None` where it is not. `view`: one that shows what is held.
///
/// # Errors
/// What the store says.
pub(super) fn of_figure(view: &View<'_>, id: FigureId) -> StoreResult<Option<HeldReport>> {
    store::held::of_figure(view, id)?.map(|hold| report(view, hold)).transpose()
}

fn report(view: &View<'_>, hold: Hold) -> StoreResult<HeldReport> {
    let who = store::entries::one(view, hold.by)?.map_or_else(String::new, |entry| entry.who);
    Ok(HeldReport { how: hold.kind.word(), entry: hold.by.0, who, why: hold.why })
}

/// Holds a figure back, or releases what is held. What was done, and the series that were touched.
///
/// # Errors
/// Why it cannot be done, or what the store says.
pub fn settle(
    store: &mut Store,
    options: &HoldOptions,
    author: &Author,
) -> Result<(HoldReport, TouchedSeries), Error> {
    let (figure, figures, under_embargo) = {
        let view = View::of(store, None)?.with_withheld()?;
        let (figure, figures) = match &options.of {
            HoldTarget::Figure(name) => sought(&view, name).map(|id| (Some(id), vec![id]))?,
            HoldTarget::Entry(entry) => (None, store::held::figures_of(&view, *entry)?),
        };
        let stays = if options.kind.holds() { 0 } else { under_embargo(&view, &figures)? };
        (figure, figures.len() as u64, stays)
    };
    let mut report = HoldReport {
        entry: None,
        what: if options.kind.holds() { "held" } else { "released" },
        figure: figure.map(|id| id.0),
        of_entry: match options.of {
            HoldTarget::Entry(entry) => Some(entry.0),
            HoldTarget::Figure(_) => None,
        },
        figures,
        under_embargo,
        why: options.why.clone(),
        dry_run: options.dry_run,
    };
    let mut writer = EntryTransaction::begin(store)?;
    put(&mut writer, options, figure, author)?;
    if options.dry_run {
        return Ok((report, TouchedSeries::by_hand(Vec::new())));
    }
    let written = store::write::commit(writer, &author.operation(EntryKind::Amend))?;
    report.entry = Some(written.entry.id.0);
    Ok((report, TouchedSeries::by_hand(written.touched)))
}

/// How many of some figures are in no answer when they are released, since they are under embargo.
fn under_embargo(view: &View<'_>, figures: &[FigureId]) -> StoreResult<u64> {
    let mut count = 0;
    for id in figures {
        let recorded = store::figures::one(view, *id)?;
        count += u64::from(recorded.is_some_and(|recorded| view.embargo(&recorded.figure).is_some()));
    }
    Ok(count)
}

fn put(
    writer: &mut EntryTransaction<'_>,
    options: &HoldOptions,
    figure: Option<FigureId>,
    author: &Author,
) -> Result<(), Error> {
    let why = options.why.as_deref();
    let put = match (&options.of, figure) {
        (HoldTarget::Entry(entry), _) => holds::release(writer, Release::Entry(*entry), &author.who, why)?,
        (HoldTarget::Figure(_), Some(id)) if options.kind.holds() => {
            holds::hold(writer, id, why.unwrap_or_default())?
        }
        (HoldTarget::Figure(_), Some(id)) => holds::release(writer, Release::Figure(id), &author.who, why)?,
        (HoldTarget::Figure(_), None) => Ok(()),
    };
    put.map_err(|fault| Error::of(&fault))
}
