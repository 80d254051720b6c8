//! `list`: tables of what the store holds.

use std::ops::ControlFlow;

use super::criteria::Criteria;
use super::error::Error;
use super::{names, sources};
use crate::model::date::Timestamp;
use crate::model::names::NameKind;
use crate::report::asked::ListedAsked;
use crate::report::figure::one_line;
use crate::report::listed::{self, FeedReport, ListedFigure, Listing, SourceReport};
use crate::report::lists::Table;
use crate::report::scope::ScopeReport;
use crate::store::asked::AskedOf;
use crate::store::entries::FeedSnapshots;
use crate::store::{self, Store, View};

/// Hands every figure that is asked for to `take`, in the order of recording, also what does not stand. Memory does not grow with their number.
///
/// # Errors
/// What the store says, or `take`.
pub fn figures(
    store: &Store,
    criteria: &Criteria,
    take: &mut dyn FnMut(&ListedFigure) -> Result<(), Error>,
) -> Result<(), Error> {
    figures_in(&View::of(store, criteria.question.recorded_by)?, criteria, take)
}

/// The same in a view, which knows what the question may.
///
/// # Errors
/// As [`figures`].
pub(super) fn figures_in(
    view: &View<'_>,
    criteria: &Criteria,
    take: &mut dyn FnMut(&ListedFigure) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut refused = None;
    store::figures::each_while(view, |recorded| {
        if criteria.pick(view, &recorded)? {
            let reference = store::figures::references(view, recorded.id)?.into_iter().next();
            let status = match view.embargo(&recorded.figure) {
                Some(_) => "embargoed",
                None => store::figures::status(view, recorded.id, &criteria.question)?,
            };
            refused = take(&ListedFigure { recorded, reference, status }).err();
        }
        Ok(if refused.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    refused.map_or(Ok(()), Err)
}

/// The series that hold figures which are asked for.
///
/// # Errors
/// What the store says.
pub fn series(store: &Store, criteria: &Criteria) -> Result<Listing, Error> {
    let view = View::of(store, criteria.question.recorded_by)?;
    let mut found = Vec::new();
    for key in store::series::matching(&view, &criteria.filter)? {
        let mut asked = 0;
        for one in &store::material::of(&view, &key)?.figures {
            let is_asked = criteria.question.admits(one) && criteria.admit_in_scope(&view, one)?;
            asked += u64::from(is_asked);
        }
        if asked > 0 {
            found.push((ScopeReport::new(&key.scope), asked));
        }
    }
    Ok(listed::series(&found))
}

/// The names of one kind that occur in figures which are asked for.
///
/// # Errors
/// What the store says.
pub fn names(store: &Store, criteria: &Criteria, kind: NameKind) -> Result<Table, Error> {
    let view = View::of(store, criteria.question.recorded_by)?;
    Ok(listed::names(kind.word(), &names::occurring(&view, kind, criteria)?))
}

/// The documents of figures that are asked for.
pub struct AskedSources<'s> {
    view: View<'s>,
    /// How many of its figures are asked for, by the number of each document.
    figures: Vec<u32>,
}

impl<'s> AskedSources<'s> {
    /// Counts their figures. Memory is four bytes a document.
    ///
    /// # Errors
    /// What the store says.
    pub fn of(store: &'s Store, criteria: &Criteria) -> Result<AskedSources<'s>, Error> {
        let view = View::of(store, criteria.question.recorded_by)?;
        let mut figures = Vec::new();
        store::figures::each_with_document(&view, |recorded, document| {
            if criteria.pick(&view, &recorded)? {
                *counted(&mut figures, document) += 1;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        store::sources::each_later_row(&view, |later, first| {
            let of_later = std::mem::take(counted(&mut figures, later));
            *counted(&mut figures, first) += of_later;
        })?;
        Ok(AskedSources { view, figures })
    }

    /// Whether nothing is said of any of them: when it was gone, where a copy is kept.
    ///
    /// # Errors
    /// What the store says.
    pub fn say_nothing(&self) -> Result<bool, Error> {
        let mut says = false;
        self.each_while(&mut |one| {
            says = one.says_something();
            Ok(if says { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(!says)
    }

    /// Hands each to `take`, by their numbers.
    ///
    /// # Errors
    /// What the store says, or `take`.
    pub fn each(&self, take: &mut dyn FnMut(&SourceReport) -> Result<(), Error>) -> Result<(), Error> {
        self.each_while(&mut |one| take(one).map(ControlFlow::Continue))
    }

    fn each_while(
        &self,
        take: &mut dyn FnMut(&SourceReport) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        for (id, figures) in (0..).zip(&self.figures).filter(|(_, figures)| **figures > 0) {
            let Some(source) = store::addressed::source(&self.view, id)? else { continue };
            let [(_, gone_on), (_, archive_url)] = sources::said_of(self.view.names(), &source);
            let report = SourceReport { id, source, figures: u64::from(*figures), gone_on, archive_url };
            if take(&report)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn counted(figures: &mut Vec<u32>, document: i64) -> &mut u32 {
    let place = usize::try_from(document).unwrap_or_default();
    if figures.len() <= place {
        figures.resize(place + 1, 0);
    }
    &mut figures[place]
}

/// Whom the desk asked about the figures that are asked for, and what came back: of each question what was told last.
///
/// # Errors
/// What the store says.
pub fn asked(store: &Store, criteria: &Criteria) -> Result<Vec<ListedAsked>, Error> {
    asked_in(&View::of(store, criteria.question.recorded_by)?, criteria)
}

/// The same in a view.
///
/// # Errors
/// As [`asked`].
pub(super) fn asked_in(view: &View<'_>, criteria: &Criteria) -> Result<Vec<ListedAsked>, Error> {
    let mut asked = Vec::new();
    for AskedOf { figure, entry, asking } in store::asked::all(view)? {
        let Some(recorded) = store::figures::one(view, figure)? else { continue };
        let Some(entry) = store::entries::one(view, entry)? else { continue };
        if criteria.pick(view, &recorded)? {
            let is = one_line(&recorded);
            asked.push(ListedAsked { figure: figure.0, is, asking, entry: entry.id.0, who: entry.who });
        }
    }
    Ok(asked)
}

/// The feeds that stand, each with its first and its last snapshot.
///
/// # Errors
/// What the store says.
pub fn feeds(store: &Store, recorded_by: Option<Timestamp>) -> Result<Table, Error> {
    let (view, mut reports) = (View::of(store, recorded_by)?, Vec::new());
    for FeedSnapshots { first, last, snapshots } in store::entries::feeds(&view)? {
        let (Some(first), Some(last)) =
            (store::entries::one(&view, first)?, store::entries::one(&view, last)?)
        else {
            continue;
        };
        let (Some(from), Some(to)) = (first.snapshot, last.snapshot) else { continue };
        reports.push(FeedReport {
            feed: from.feed,
            snapshots,
            first: from.at,
            last: to.at,
            entry: last.id.0,
            figures: last.counts.new + last.counts.same + last.counts.changed,
        });
    }
    Ok(listed::feeds(&reports))
}
