//! The pages of who answers for figures, of who printed them, and of documents.

use rustc_hash::FxHashSet;

use super::asking::{Asking, Made, missing};
use super::{cards, links, tolls};
use crate::desk::answers::Answered;
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::sources;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::redacted::shown;
use crate::phrase::figure::words;
use crate::report::listed::ListedFigure;
use crate::report::pages::PageContent;
use crate::report::pages::named::{NewestOf, SpokenFigure, VoicePage};
use crate::report::pages::parts::PageParts;
use crate::report::pages::source::{SourceCard, SourcePage};
use crate::series::Member;
use crate::store::series::SeriesKey;
use crate::store::{self, Result as StoreResult, View};

/// An authority or a publisher.
pub fn page(asked: &Asking<'_, '_>, kind: NameKind, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let Some(name) = cards::named(asked, kind, id)? else {
        return Ok(missing(format!("this desk has no {} {id}", kind.word()), "search for it by its name"));
    };
    let attributions = store::attributed::attributions_of(view, kind, &name)?;
    let series = asked.series.map(|series| series.of(&attributions));
    let is_pending = series.is_none();
    let series = series.unwrap_or_default();
    let parts = PageParts::of_rows(asked.address.number, series.len());
    let known: Vec<i64> = parts.cut(&series).to_vec();
    let criteria = tolls::of_clocks(asked);
    let mut newest = Vec::new();
    for key in keys(view, &known)? {
        newest.extend(newest_of(asked, &criteria, (kind, &name), &key)?);
    }
    let under = view.names().get(kind, &name, NameField::Under).and_then(Name::read);
    let under = under.map(|under| links::name(view, NameKind::Authority, &under)).transpose()?;
    let card = cards::card(asked, kind, &name)?;
    Ok((parts, PageContent::Voice(VoicePage { card, under, newest, is_pending })))
}

/// The visible series of some numbers, each once, in the order of the numbers.
fn keys(view: &View<'_>, ids: &[i64]) -> StoreResult<Vec<SeriesKey>> {
    let mut seen = FxHashSet::default();
    let mut keys = Vec::new();
    for id in ids {
        let key = store::addressed::series(view, *id)?;
        keys.extend(key.filter(|key| seen.insert(key.ids.iter().min().copied())));
    }
    Ok(keys)
}

/// What a name said last in a series; `None` where the series holds nothing that is visible.
pub fn newest_of(
    asked: &Asking<'_, '_>,
    criteria: &Criteria,
    (kind, name): (NameKind, &Name),
    key: &SeriesKey,
) -> StoreResult<Option<NewestOf>> {
    let view = asked.view;
    let newest = |answered: &Answered| match kind {
        NameKind::Authority => of_authority(asked, answered, name),
        _ => of_publisher(asked, answered, name),
    };
    let Some((report, id)) = tolls::alone(asked, criteria, key, newest)? else { return Ok(None) };
    let recorded = id.map(|id| store::figures::one(view, id)).transpose()?.flatten();
    let figure = recorded.map(|recorded| spoken(asked, &recorded)).transpose()?;
    Ok(Some(NewestOf { report, series: links::series(key), figure }))
}

/// The newest figure of an authority: the one that a policy would choose; where it says nothing for the days of the answer,
/// the last of its track.
fn of_authority(asked: &Asking<'_, '_>, answered: &Answered, name: &Name) -> Option<FigureId> {
    let series = &answered.series;
    let chosen = answered.answer.chosen.iter().find(|chosen| chosen.voice.name() == name);
    let stands = |member: &&Member| asked.question.admits(&member.recorded) && !series.is_void(member.id());
    let last = || {
        let track = series.tracks().iter().find(|track| track.voice.name() == name)?;
        track.members.iter().rev().map(|at| &series.members()[*at]).find(stands).map(Member::id)
    };
    chosen.map(|chosen| chosen.id).or_else(last)
}

/// The figure that a publisher printed last.
fn of_publisher(asked: &Asking<'_, '_>, answered: &Answered, name: &Name) -> Option<FigureId> {
    let names = answered.series.names();
    let is_own = |recorded: &&Recorded| {
        names.canonical(NameKind::Publisher, &recorded.figure.source.publisher) == *name
            && asked.question.admits(recorded)
            && !answered.series.is_void(recorded.id)
    };
    let members = answered.series.members().iter().map(|member| &member.recorded).filter(is_own);
    members.max_by_key(|recorded| (recorded.figure.published_on.order_key(), recorded.id)).map(|one| one.id)
}

/// A figure as it is told beside others.
pub fn spoken(asked: &Asking<'_, '_>, recorded: &Recorded) -> StoreResult<SpokenFigure> {
    let (view, recorded) = (asked.view, &asked.shown(recorded));
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

/// A document.
pub fn source(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let view = asked.view;
    let Some(source) = store::addressed::source(view, id)? else {
        return Ok(missing(format!("this desk has no source {id}"), "search for its publisher or its event"));
    };
    let figures = figures_of(asked, id, &source.publisher)?;
    let is_pending = figures.is_none();
    let figures = figures.unwrap_or_default();
    let parts = PageParts::of_rows(asked.address.number, figures.len());
    let listed = parts.cut(&figures).iter().map(|id| listed(asked, *id));
    let figures = listed.collect::<StoreResult<Vec<_>>>()?.into_iter().flatten().collect();
    let [(_, gone_on), (_, archive_url)] = sources::said_of(view.names(), &source);
    let card = SourceCard {
        id,
        publisher: source.publisher.to_string(),
        title: shown(&source.title).into_owned(),
        url: shown(&source.url).into_owned(),
        archive_url: archive_url.or_else(|| source.archive_url.clone()),
        language: source.language.clone(),
        gone_on,
    };
    let publisher = links::name(view, NameKind::Publisher, &source.publisher)?;
    Ok((parts, PageContent::Source(Box::new(SourcePage { card, publisher, figures, is_pending }))))
}

/// The figures of a document that the question may know, in the order of recording; `None` where its series are not known yet.
fn figures_of(asked: &Asking<'_, '_>, source: i64, publisher: &Name) -> StoreResult<Option<Vec<FigureId>>> {
    let view = asked.view;
    let Some(series) = asked.series else { return Ok(None) };
    let canonical = view.names().canonical(NameKind::Publisher, publisher);
    let attributions = store::attributed::attributions_of(view, NameKind::Publisher, &canonical)?;
    let mut figures = store::addressed::figures_of_source(view, source, &series.pairs_of(&attributions))?;
    figures.sort_unstable();
    Ok(Some(figures))
}

/// A figure as a row of a list; `None` where the question may not know it.
pub fn listed(asked: &Asking<'_, '_>, id: FigureId) -> StoreResult<Option<ListedFigure>> {
    let view = asked.view;
    let Some(recorded) = store::figures::one(view, id)? else { return Ok(None) };
    if !asked.question.admits(&recorded) {
        return Ok(None);
    }
    let reference = store::figures::references(view, id)?.into_iter().next();
    let status = store::figures::status(view, id, &asked.question)?;
    Ok(Some(ListedFigure { recorded, reference, status }))
}
