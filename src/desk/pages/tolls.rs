//! The answers of some series, each with its page.

use rustc_hash::FxHashMap;

use super::asking::Asking;
use super::links;
use super::request::request;
use crate::desk::answers::{Answered, Family};
use crate::desk::brief;
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::kin::{self, Kinship};
use crate::desk::reconcile::each_report;
use crate::desk::recordings::RecordingTimes;
use crate::model::names::NameKind;
use crate::report::address::PageId;
use crate::report::answer::AnswerReport;
use crate::report::pages::tolls::{PlaceTolls, Toll};
use crate::report::scope::ScopeReport;
use crate::store::Result as StoreResult;
use crate::store::series::SeriesKey;

/// The criteria of the clocks alone.
pub fn of_clocks(asked: &Asking<'_, '_>) -> Criteria {
    Criteria { question: asked.question, ..Criteria::default() }
}

/// The answers of some series, in the order of their names, each with its sisters beside it.
pub fn answers(asked: &Asking<'_, '_>, criteria: &Criteria, keys: &[SeriesKey]) -> Result<Vec<Toll>, Error> {
    let (request, names) = (request(criteria, asked.audience), asked.view.names());
    let mut reports: Vec<AnswerReport> = Vec::new();
    kin::each_of(request, asked.view, Kinship::Sisters, keys, &mut |kin| {
        each_report(request, kin, names, &mut |report| {
            reports.push(report);
            Ok(())
        })
    })?;
    let pages = pages(keys);
    let toll = |report: AnswerReport| Toll { series: page(&pages, &report.scope), report };
    Ok(reports.into_iter().map(toll).collect())
}

/// What is counted in some events and places, each in one paragraph. `keys` are all of each of these places, or a part of the
/// only one, of which there is no paragraph then.
pub fn places(
    asked: &Asking<'_, '_>,
    keys: &[SeriesKey],
    extent: PlaceExtent,
) -> Result<Vec<PlaceTolls>, Error> {
    let criteria = of_clocks(asked);
    let (request, names) = (request(&criteria, asked.audience), asked.view.names());
    let mut briefs = Vec::new();
    kin::each_of(request, asked.view, Kinship::Place, keys, &mut |kin| {
        briefs.push(brief::report(request, kin, names));
        Ok(())
    })?;
    let pages = pages(keys);
    let mut places = Vec::new();
    for mut brief in briefs {
        if extent == PlaceExtent::Part {
            brief.paragraph.clear();
        }
        let of_brief = |key: &&SeriesKey| {
            brief.series.first().is_some_and(|one| ScopeReport::new(&key.scope) == one.scope)
        };
        let Some(key) = keys.iter().find(of_brief) else { continue };
        let event = links::name(asked.view, NameKind::Event, &key.scope.event)?;
        let place = key.scope.place.as_ref().map(|place| links::name(asked.view, NameKind::Place, place));
        let place = place.transpose()?;
        places.push(PlaceTolls {
            page: links::event_place(&event, place.as_ref()),
            event,
            place,
            series: brief.series.iter().map(|report| page(&pages, &report.scope)).collect(),
            brief,
        });
    }
    Ok(places)
}

/// Whether series are all of their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceExtent {
    /// They are.
    Whole,
    /// They are some of one place.
    Part,
}

/// The pages of series, by the words of their events.
type Pages<'k> = FxHashMap<&'k str, Vec<(ScopeReport, Option<PageId>)>>;

fn pages(keys: &[SeriesKey]) -> Pages<'_> {
    let mut pages = Pages::default();
    for key in keys {
        let of_measure = pages.entry(key.scope.measure.word()).or_default();
        of_measure.push((ScopeReport::new(&key.scope), links::series(key)));
    }
    pages
}

fn page(pages: &Pages<'_>, scope: &ScopeReport) -> Option<PageId> {
    let mut of_measure = pages.get(scope.measure)?.iter();
    of_measure.find(|(own, _)| own == scope)?.1.clone()
}

/// The answer of one series alone, with what of it a page of a name needs; `None` where it holds no figure.
pub fn alone<T>(
    asked: &Asking<'_, '_>,
    criteria: &Criteria,
    key: &SeriesKey,
    pick: impl FnOnce(&Answered) -> T,
) -> StoreResult<Option<(AnswerReport, T)>> {
    let (request, names) = (request(criteria, asked.audience), asked.view.names());
    let mut times = RecordingTimes::of(asked.view)?;
    let Some(family) = Family::read(request, asked.view, key, &mut times)? else { return Ok(None) };
    let answered = request.answer(family, names);
    let picked = pick(&answered);
    Ok(Some((request.report(answered, names), picked)))
}
