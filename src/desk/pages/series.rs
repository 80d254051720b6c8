//! The page of a series.

use std::sync::Arc;

use super::asking::{Asking, Made, missing};
use super::{links, request, tolls, voices};
use crate::desk::answers::{Answered, Request};
use crate::desk::error::Error;
use crate::desk::kin::{self, Kin};
use crate::model::recorded::{FigureId, Recorded};
use crate::phrase::names::Speech;
use crate::prose::citing::cite;
use crate::reconcile::policies;
use crate::report::answer::{AnswerReport, Explain};
use crate::report::check::CitationReport;
use crate::report::pages::PageContent;
use crate::report::pages::named::SpokenFigure;
use crate::report::pages::parts::PageParts;
use crate::report::pages::series::{ChangeDays, SeriesPage};
use crate::report::pictured::PictureReport;
use crate::report::sisters::Sisters;
use crate::report::timeline::TimelineReport;
use crate::store::series::SeriesKey;
use crate::store::{self, Result as StoreResult, View};

/// How many days on which something changed are named.
const DAYS: usize = 12;

pub fn page(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let Some(key) = store::addressed::series(asked.view, id)? else { return Ok(no_series(id)) };
    let Some(mut page) = whole(asked, &key, &mut |_| {})? else { return Ok(no_series(id)) };
    let parts = cut(&mut page.report, asked.address.number);
    Ok((parts, PageContent::Series(Box::new(page))))
}

/// A series with every figure; `note` sees its answer before that is put into words. `None` where no figure is visible.
pub fn whole(
    asked: &Asking<'_, '_>,
    key: &SeriesKey,
    note: &mut dyn FnMut(&Answered),
) -> Result<Option<SeriesPage>, Error> {
    let (view, criteria) = (asked.view, tolls::of_clocks(asked));
    let asking = |explain| {
        let (criteria, audience) = (&criteria, asked.audience);
        Request { criteria, policy: policies::DEFAULT, explain, audience }
    };
    let (own, beside) = (asking(Explain::WithTrace), asking(Explain::AnswerOnly));
    let Some((Kin { asked: mut families, beside: others }, keys)) = kin::of_one(own, beside, view, key)?
    else {
        return Ok(None);
    };
    families.extend(others);
    let names = view.names();
    let mut answered = own.answer_all(families, names).into_iter();
    let Some(first) = answered.next() else { return Ok(None) };
    note(&first);
    let around = BesideAnswer::of(asked, &first)?;
    let scoped = |request: &Request<'_>, answered: Answered| {
        (Arc::clone(&answered.series.scope), request.report(answered, names))
    };
    let mut reports = vec![scoped(&own, first)];
    reports.extend(answered.map(|sister| scoped(&beside, sister)));
    let sisters = Sisters::of(&reports);
    let report = sisters.beside(reports.swap_remove(0));
    Ok(Some(SeriesPage {
        scope: links::scope(view, &key.scope, links::series(key))?,
        sisters: sister_links(&report, &keys),
        report,
        picture: around.picture,
        sides: around.sides,
        citations: around.citations,
        as_of_days: around.as_of_days,
        known_days: around.known_days,
        in_full: Vec::new(),
    }))
}

/// Leaves of the trace what one part of the page shows.
fn cut(report: &mut AnswerReport, number: std::num::NonZeroU32) -> PageParts {
    let Some(trace) = report.trace.as_mut() else { return PageParts::WHOLE };
    let parts = PageParts::of_rows(number, trace.len());
    *trace = parts.cut(trace).to_vec();
    parts
}

/// The sisters that the answer names, each with its page.
fn sister_links(report: &AnswerReport, keys: &[SeriesKey]) -> Vec<(String, crate::report::address::PageId)> {
    let page = |measure: &str, definition: &Option<String>| {
        let is_it =
            |key: &&SeriesKey| key.scope.measure.word() == measure && key.scope.definition == *definition;
        keys.iter().find(is_it).and_then(links::series)
    };
    let linked = report.beside.iter().map(|sister| (sister, page(sister.measure, &sister.definition)));
    linked.filter_map(|(sister, page)| Some((sister.brief.clone(), page?))).collect()
}

/// What a page shows beside the report of an answer.
struct BesideAnswer {
    picture: Option<PictureReport>,
    sides: Vec<SpokenFigure>,
    citations: Vec<CitationReport>,
    as_of_days: ChangeDays,
    known_days: ChangeDays,
}

impl BesideAnswer {
    fn of(asked: &Asking<'_, '_>, answered: &Answered) -> StoreResult<BesideAnswer> {
        let view = asked.view;
        let (series, answer) = (&answered.series, &answered.answer);
        let kept = answer.kept().filter_map(|chosen| series.figure(chosen.id));
        let sides = kept.map(|recorded| voices::spoken(asked, recorded)).collect::<StoreResult<_>>()?;
        let answering = answer.answering().into_iter().filter_map(|chosen| series.figure(chosen.id));
        let standing = || {
            let members = series.members().iter().filter(|member| !series.is_void(member.id()));
            members.map(|member| &member.recorded.figure)
        };
        let picture = PictureReport::new(series, answer, &asked.question);
        Ok(BesideAnswer {
            picture: Some(picture).filter(|picture| picture.figures.len() > 1),
            sides,
            citations: answering.map(|one| cited(view, &asked.shown(one))).collect(),
            as_of_days: change_days(standing().filter_map(|figure| Some(figure.as_of.stated()?.iso()))),
            known_days: change_days(standing().map(|figure| figure.published_on.date.iso())),
        })
    }
}

/// A figure cited, in three styles.
pub fn cited(view: &View<'_>, recorded: &Recorded) -> CitationReport {
    CitationReport::from(cite(recorded, &Speech::new(view.names())))
}

/// The newest of some days.
fn change_days(days: impl Iterator<Item = String>) -> ChangeDays {
    let mut days: Vec<String> = days.collect();
    days.sort_unstable_by(|one, other| other.cmp(one));
    days.dedup();
    let all = days.len();
    days.truncate(DAYS);
    ChangeDays { days, all }
}

/// A series over time.
pub fn timeline(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let Some(key) = store::addressed::series(view, id)? else { return Ok(no_series(id)) };
    let Some(mut report) = whole_timeline(asked, &key)? else { return Ok(no_series(id)) };
    let parts = PageParts::of_rows(asked.address.number, report.points.len());
    report.points = parts.cut(&report.points).to_vec();
    let scope = links::scope(view, &key.scope, links::series(&key))?;
    Ok((parts, PageContent::Timeline(Box::new(scope), Box::new(report))))
}

/// A series over time, with every figure that says something new; `None` where no figure is visible.
pub fn whole_timeline(asked: &Asking<'_, '_>, key: &SeriesKey) -> StoreResult<Option<TimelineReport>> {
    let (view, criteria) = (asked.view, tolls::of_clocks(asked));
    let request = Request { policy: &policies::PER_AUTHORITY, ..request::request(&criteria, asked.audience) };
    let material = store::material::of(view, key)?.knowing_event_days(view, &asked.question)?;
    if material.figures.is_empty() {
        return Ok(None);
    }
    let (series, answer) = request.answer_to(&asked.question, view.names(), material);
    Ok(Some(TimelineReport::new(&series, &answer, &asked.question)))
}

/// The figures of a series, as they are listed.
pub fn figures(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let Some(key) = store::addressed::series(view, id)? else { return Ok(no_series(id)) };
    let mut known: Vec<FigureId> = Vec::new();
    for recorded in store::material::of(view, &key)?.figures {
        known.extend(asked.question.admits(&recorded).then_some(recorded.id));
    }
    known.sort_unstable();
    let parts = PageParts::of_rows(asked.address.number, known.len());
    let listed = parts.cut(&known).iter().map(|id| voices::listed(asked, *id));
    let listed = listed.collect::<StoreResult<Vec<_>>>()?.into_iter().flatten().collect();
    let scope = links::scope(view, &key.scope, links::series(&key))?;
    Ok((parts, PageContent::Figures(Box::new(scope), listed)))
}

fn no_series(id: i64) -> Made {
    missing(format!("this desk has no series {id}"), "search for it by its event or place")
}
