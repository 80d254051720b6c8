//! `show`: everything of one figure, or what is known of a name.

use rustc_hash::FxHashSet;

use super::criteria::Criteria;
use super::error::Error;
use super::life::life;
use super::nearest::near;
use super::neighbours::Neighbours;
use super::reconcile::{ReconcileOptions, reconcile};
use super::{figures, held, list, names, sources};
use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::uid::Uid;
use crate::reconcile::nearby::nearby;
use crate::reconcile::{Verdict, policies};
use crate::report::answer::{AnswerReport, Explain};
use crate::report::figure::{Around, FigureReport, RelationReport};
use crate::report::in_text::InTextReport;
use crate::report::listed::{Listing, NameReport};
use crate::store::lookup::FigureMatch;
use crate::store::{self, View};
use crate::store::{Result as StoreResult, Store};

/// What a name leads to.
#[derive(Debug)]
pub enum Showing {
    /// A figure.
    Figure(Box<FigureReport>),
    /// All that is named so: events, places, groups, authorities, publishers.
    Names(Vec<NameReport>),
    /// Several names that have all the words.
    Choice(Vec<NameReport>),
    /// The answer of the one series that matches the words.
    Answer(Box<AnswerReport>),
    /// The series that match the words.
    Series(Listing),
}

/// What a name leads to, by what the public could know and this desk had. A figure goes before a name, and a name before
/// words that it has among others.
///
/// # Errors
/// A name that leads to nothing, or to several figures; what the store says.
pub fn show(store: &Store, name: &str, question: Question) -> Result<Showing, Error> {
    // A search opens a view of its own, and a store has one at a time.
    let shown = {
        let view = View::of(store, question.recorded_by)?;
        shown(&view, name, question)?
    };
    shown.map_or_else(|| found(store, name, question), Ok)
}

/// The figure or the names that words lead to; `None` where they name nothing.
fn shown(view: &View<'_>, name: &str, question: Question) -> Result<Option<Showing>, Error> {
    if store::lookup::figure(view, name)? != FigureMatch::Nothing {
        let recorded = figures::public(view, name, &question)?;
        return Ok(Some(Showing::Figure(Box::new(figure(view, &recorded, &question)?))));
    }
    if let Some(held) = withheld(view, name, &question)? {
        return Ok(Some(held));
    }
    let named = names::card(view, name, question)?;
    if !named.is_empty() {
        return Ok(Some(Showing::Names(named)));
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let holding = names::holding(view, &words, question)?;
    Ok(match holding.as_slice() {
        [] => None,
        [_] => Some(Showing::Names(holding)),
        _ => Some(Showing::Choice(holding)),
    })
}

/// A figure that is held, which is shown as such.
///
/// # Errors
/// It is under embargo.
fn withheld(view: &View<'_>, name: &str, question: &Question) -> Result<Option<Showing>, Error> {
    if !view.visibility().is_discreet() {
        return Ok(None);
    }
    let whole = view.with_withheld()?;
    let FigureMatch::One(id) = store::lookup::figure(&whole, name)? else { return Ok(None) };
    let Some(held) = held::of_figure(&whole, id)? else {
        let under = store::figures::one(&whole, id)?.and_then(|recorded| whole.embargo(&recorded.figure));
        return under.map_or(Ok(None), |until| Err(Error::of(&figures::embargoed(name, until))));
    };
    let recorded = figures::public(&whole, name, question)?;
    let mut report = figure(&whole, &recorded, question)?;
    report.status = "held".to_owned();
    report.held = Some(held);
    Ok(Some(Showing::Figure(Box::new(report))))
}

/// The answer or the series that a search for words finds which name nothing.
fn found(store: &Store, typed: &str, question: Question) -> Result<Showing, Error> {
    let words = typed.split_whitespace().map(str::to_owned).collect();
    let filter = Filter { words, ..Filter::default() };
    let criteria = Criteria { question, filter, entry: None }.understood(store)?;
    let options = ReconcileOptions {
        criteria: criteria.clone(),
        policy: policies::DEFAULT.name.to_owned(),
        explain: Explain::AnswerOnly,
    };
    // A series of which nothing was known by then is not shown: its names say what came later.
    let nothing = Verdict::NoFigure.to_string();
    let mut answers = Vec::new();
    reconcile(store, &options, &mut |answer| {
        if answers.len() < 2 && answer.verdict != nothing {
            answers.push(answer.clone());
        }
        Ok(())
    })?;
    match (answers.pop(), answers.is_empty()) {
        (None, _) => {
            let view = View::of(store, question.recorded_by)?;
            Err(near(&criteria.filter, &view).unwrap_or_else(|| figures::none(typed)))
        }
        (Some(answer), true) => Ok(Showing::Answer(Box::new(answer))),
        (Some(_), false) => Ok(Showing::Series(list::series(store, &criteria)?)),
    }
}

/// Everything of one figure.
///
/// # Errors
/// What the store says.
pub(super) fn figure(view: &View<'_>, recorded: &Recorded, question: &Question) -> StoreResult<FigureReport> {
    let file =
        store::entries::of_figure(view, recorded.id)?.and_then(|entry| entry.file).map(|file| file.name);
    let mut neighbours = Neighbours::read(view, &[recorded.id], question)?;
    let (relations, more_relations) = relations(view, &mut neighbours, recorded, question)?;
    let around = Around {
        refs: store::figures::references(view, recorded.id)?,
        status: neighbours.status(recorded.id, question).to_owned(),
        relations,
        more_relations,
        life: life(view, recorded.id, question)?,
        file,
        in_text: in_text(view, recorded)?,
    };
    let mut report = FigureReport::new(recorded, around);
    report.under_embargo_until = view.embargo(&recorded.figure).map(|until| until.iso());
    let said = sources::said_of(view.names(), &recorded.figure.source);
    report.source.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
    Ok(report)
}

/// Where its words stand in an article that an entry kept; of several entries the first.
fn in_text(view: &View<'_>, recorded: &Recorded) -> StoreResult<Option<InTextReport>> {
    let mut figure = Some(recorded.clone());
    while let Some(one) = figure {
        if let Some(found) = in_own_text(view, &one)? {
            return Ok(Some(found));
        }
        // What mended a figure stands where that one stood.
        let void = |act: &&Act| act.what == ActKind::Void && act.figure < one.id;
        let mended = store::acts::by(view, one.id)?.iter().filter(void).map(|act| act.figure).max();
        figure = mended.map(|id| store::figures::one(view, id)).transpose()?.flatten();
    }
    Ok(None)
}

fn in_own_text(view: &View<'_>, recorded: &Recorded) -> StoreResult<Option<InTextReport>> {
    let uid = Uid::of(&recorded.figure).to_string();
    let first = store::entries::of_figure(view, recorded.id)?.map(|entry| entry.id);
    let again = store::provenance::sightings(view, recorded.id)?.into_iter().map(|(entry, _)| entry);
    for entry in first.into_iter().chain(again) {
        let file = store::entries::one(view, entry)?.and_then(|entry| entry.file);
        let Some((file, place)) =
            file.and_then(|file| Some((file.name.clone(), place(&file.settings, &uid)?)))
        else {
            continue;
        };
        let text = store::kept::of_entry(view, entry)?.and_then(|bytes| String::from_utf8(bytes).ok());
        if let Some(found) = text.and_then(|text| InTextReport::new(&file, &text, place)) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Where the settings of an entry say that a figure stands in its text.
fn place(settings: &str, uid: &str) -> Option<(usize, usize)> {
    let settings: serde_json::Value = serde_json::from_str(settings).ok()?;
    serde_json::from_value(settings.get("spans")?.get(uid)?.clone()).ok()
}

/// How many figures of one kind are shown beside one: those that say it again, and those of other authorities.
const BESIDE: usize = 4;

/// What other figures are to one, and how many more there are: declared links first, then what it changed and what changed
/// it, who says it again, and what others say beside it.
fn relations(
    view: &View<'_>,
    neighbours: &mut Neighbours,
    recorded: &Recorded,
    question: &Question,
) -> StoreResult<(Vec<RelationReport>, usize)> {
    let id = recorded.id;
    let (mut on, mut by) = (store::acts::on(view, id)?, store::acts::by(view, id)?);
    let mut relations = replacements(view, &on, &by)?;
    let counts = |act: &Act| act.what != ActKind::Void && question.knows(act.known_at);
    on.retain(counts);
    by.retain(counts);
    let linked = on.iter().filter_map(|act| act.other);
    let mut others: Vec<FigureId> = linked.chain(by.iter().map(|act| act.figure)).collect();
    neighbours.add_acts(by);
    let mut more = 0;
    if let Some(series) = neighbours.series.first() {
        let near = nearby(series, id, question);
        others.extend(near.before.into_iter().chain(near.then));
        for figures in [near.again, near.beside] {
            more += figures.len().saturating_sub(BESIDE);
            others.extend(figures.into_iter().take(BESIDE));
        }
    }
    let mut seen = FxHashSet::default();
    others.retain(|other| seen.insert(*other));
    let others = others.into_iter().filter_map(|other| store::figures::one(view, other).transpose());
    let mut others: Vec<Recorded> = others.collect::<StoreResult<_>>()?;
    // What was tied to a figure that is void is tied to the one in its place.
    for at in (0..others.len()).rev() {
        if store::figures::is_void(view, others[at].id)? {
            others.remove(at);
        }
    }
    relations.extend(neighbours.with_context(view, |context| {
        let related = others
            .iter()
            .filter_map(|other| RelationReport::new(&context.relate(recorded, other), id, other));
        related.collect::<Vec<_>>()
    }));
    Ok((relations, more))
}

/// The figure that stands in the place of a void one, and the void one in whose place a figure stands.
fn replacements(view: &View<'_>, on: &[Act], by: &[Act]) -> StoreResult<Vec<RelationReport>> {
    let void = |act: &&Act| act.what == ActKind::Void;
    let mut replacements = Vec::new();
    for other in on.iter().filter(void).filter_map(|act| act.other) {
        replacements
            .extend(store::figures::one(view, other)?.map(|other| RelationReport::replaced_by(&other)));
    }
    for act in by.iter().filter(void) {
        replacements
            .extend(store::figures::one(view, act.figure)?.map(|other| RelationReport::replaces(&other)));
    }
    Ok(replacements)
}
