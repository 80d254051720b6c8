//! The page of a series.

use std::sync::Arc;

use super::asking::{Asking, Made, missing};
use super::links;
use crate::desk::answers::{Answered, Request};
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::kin::{self, Kin};
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::model::redacted::shown;
use crate::phrase::figure::words;
use crate::phrase::names::Speech;
use crate::prose::citing::cite;
use crate::reconcile::policies;
use crate::report::answer::{AnswerReport, Explain};
use crate::report::check::CitationReport;
use crate::report::pages::PageContent;
use crate::report::pages::parts::PageParts;
use crate::report::pages::series::{ChangeDays, SeriesPage, SpokenFigure};
use crate::report::sisters::Sisters;
use crate::store::series::SeriesKey;
use crate::store::{self, Result as StoreResult, View};

/// How many days on which something changed are named.
const DAYS: usize = 12;

pub fn page(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let no_series =
        || missing(format!("this desk has no series {id}"), "search for it by its event or place");
    let Some(key) = store::addressed::series(view, id)? else { return Ok(no_series()) };
    let criteria = Criteria { question: asked.question, ..Criteria::default() };
    let request = |explain| Request { criteria: &criteria, policy: policies::DEFAULT, explain };
    let (own, beside) = (request(Explain::WithTrace), request(Explain::AnswerOnly));
    let Some((Kin { asked: mut families, beside: others }, keys)) = kin::of_one(own, beside, view, &key)?
    else {
        return Ok(no_series());
    };
    families.extend(others);
    let names = view.names();
    let mut answered = own.answer_all(families, names).into_iter();
    let Some(first) = answered.next() else { return Ok(no_series()) };
    let around = BesideAnswer::of(view, &first)?;
    let scoped = |request: &Request<'_>, answered: Answered| {
        (Arc::clone(&answered.series.scope), request.report(answered, names))
    };
    let mut reports = vec![scoped(&own, first)];
    reports.extend(answered.map(|sister| scoped(&beside, sister)));
    let sisters = Sisters::of(&reports);
    let mut report = sisters.beside(reports.swap_remove(0));
    let parts = cut(&mut report, asked.address.number);
    let page = SeriesPage {
        scope: links::scope(view, &key.scope, links::series(&key))?,
        sisters: sister_links(&report, &keys),
        report,
        sides: around.sides,
        citation: around.citation,
        as_of_days: around.as_of_days,
        known_days: around.known_days,
    };
    Ok((parts, PageContent::Series(Box::new(page))))
}

/// Leaves of the trace what one part of the page shows.
fn cut(report: &mut AnswerReport, number: std::num::NonZeroU32) -> PageParts {
    let Some(trace) = report.trace.as_mut() else { return PageParts::WHOLE };
    let parts = PageParts::of(number, trace.len());
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
    sides: Vec<SpokenFigure>,
    citation: Option<CitationReport>,
    as_of_days: ChangeDays,
    known_days: ChangeDays,
}

impl BesideAnswer {
    fn of(view: &View<'_>, answered: &Answered) -> StoreResult<BesideAnswer> {
        let (series, answer) = (&answered.series, &answered.answer);
        let kept = answer.kept().filter_map(|chosen| series.figure(chosen.id));
        let sides = kept.map(|recorded| side(view, recorded)).collect::<StoreResult<_>>()?;
        let leading = answer.leading().and_then(|chosen| series.figure(chosen.id));
        let standing = || {
            let members = series.members().iter().filter(|member| !series.is_void(member.id()));
            members.map(|member| &member.recorded.figure)
        };
        Ok(BesideAnswer {
            sides,
            citation: leading.map(|one| CitationReport::from(cite(one, &Speech::new(view.names())))),
            as_of_days: change_days(standing().filter_map(|figure| Some(figure.as_of.stated()?.iso()))),
            known_days: change_days(standing().map(|figure| figure.published_on.date.iso())),
        })
    }
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

/// What one authority says.
fn side(view: &View<'_>, recorded: &Recorded) -> StoreResult<SpokenFigure> {
    let (figure, source) = (&recorded.figure, &recorded.figure.source);
    let publisher = links::name(view, NameKind::Publisher, &source.publisher)?;
    Ok(SpokenFigure {
        id: recorded.id,
        words: words(recorded),
        authority: match figure.authority() {
            Some(authority) => links::name(view, NameKind::Authority, authority)?,
            None => publisher.clone(),
        },
        as_of: figure.as_of.stated().map(|day| day.iso()),
        publisher,
        published_on: figure.published_on.iso(),
        title: shown(&source.title).into_owned(),
        url: shown(&source.url).into_owned(),
    })
}
