//! The page of a figure.

use super::asking::{Asking, Made, missing};
use super::{links, tolls};
use crate::desk::error::Error;
use crate::desk::show;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::FigureId;
use crate::model::redacted::shown;
use crate::phrase::names::Speech;
use crate::prose::citing::cite;
use crate::report::address::PageId;
use crate::report::check::CitationReport;
use crate::report::listed::ListedFigure;
use crate::report::pages::PageContent;
use crate::report::pages::figure::FigurePage;
use crate::report::pages::linked::Linked;
use crate::report::pages::parts::PageParts;
use crate::store;

pub fn page(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let (view, id) = (asked.view, FigureId(id));
    let Some(recorded) = store::figures::one(view, id)? else {
        return Ok(missing(
            format!("this desk has no figure {id}"),
            "search for it by its event, its place or who said it",
        ));
    };
    if !asked.question.knows(recorded.figure.published_on) {
        let on = recorded.figure.published_on.long();
        return Ok(missing(
            format!("figure {id} was published on {on}, after that time"),
            "look at it as it is known now, or at another figure",
        ));
    }
    let report = show::figure(view, &recorded, &asked.question)?;
    let figure = &recorded.figure;
    let key = store::series::of_figure(view, id)?;
    let criteria = tolls::of_clocks(asked);
    let answer = key.as_ref().map(|key| tolls::alone(asked, &criteria, key, |_| ())).transpose()?.flatten();
    let series = key.as_ref().and_then(links::series);
    let name = |kind, name: &Name| links::name(view, kind, name);
    let source = &figure.source;
    let identity = if source.title.is_empty() { &source.url } else { &source.title };
    let identity = match shown(identity).as_ref() {
        "" => format!("a document of {}", source.publisher),
        identity => identity.to_owned(),
    };
    let via = figure.attribution.via.iter().flat_map(|via| via.steps());
    let via = via.filter_map(Name::read).map(|step| relay(asked, &step)).collect::<Result<_, Error>>()?;
    let said = |field: &str| {
        let said = report.source.iter().rev().find(|(name, _)| *name == field);
        said.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let page = FigurePage {
        scope: links::scope(view, &figure.scope, series)?,
        answer: answer.map(|(report, ())| report),
        authority: figure.authority().map(|who| name(NameKind::Authority, who)).transpose()?,
        via,
        publisher: name(NameKind::Publisher, &source.publisher)?,
        source: Linked { text: identity, to: store::addressed::source_of(view, id)?.map(PageId::Source) },
        url: said("url"),
        archive_url: said("archive_url"),
        citation: CitationReport::from(cite(&recorded, &Speech::new(view.names()))),
        row: ListedFigure {
            reference: report.refs.first().cloned(),
            status: store::figures::status(view, id, &asked.question)?,
            recorded,
        },
        report,
    };
    Ok((PageParts::WHOLE, PageContent::Figure(Box::new(page))))
}

/// A relay: a publisher, where it is known as one; else an authority.
fn relay(asked: &Asking<'_, '_>, name: &Name) -> Result<Linked, Error> {
    let publisher = links::name(asked.view, NameKind::Publisher, name)?;
    if publisher.to.is_some() {
        return Ok(publisher);
    }
    Ok(links::name(asked.view, NameKind::Authority, name)?)
}
