//! `reconcile --breakdown`: who is counted, one authority's day as a table by sex and age.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::answers::{Answered, Request, policy};
use super::error::Error;
use super::kin::{Kin, Kinship, each_of};
use super::reconcile::{ReconcileOptions, Reconciled, no_answer};
use crate::export::audience::Audience;
use crate::model::date::{Moment, PartialDate};
use crate::model::facets::Facets;
use crate::model::name::Name;
use crate::model::names::Names;
use crate::model::recorded::Recorded;
use crate::model::scope::{EVERYBODY, Scope};
use crate::model::words::CountType;
use crate::reconcile::policies::PER_AUTHORITY;
use crate::report::breakdown::{BreakdownReport, ToldGroups};
use crate::series::{Voice, WindowDays};
use crate::store::{self, Store};

/// Hands a table for each authority and whole of the series that are asked for to `take`, which may be called from another
/// thread: that of the newest day for which it gives parts.
///
/// # Errors
/// What the store says, or `take`.
pub fn breakdown(
    store: &Store,
    options: &ReconcileOptions,
    take: &mut (dyn FnMut(&BreakdownReport) -> Result<(), Error> + Send),
) -> Result<Reconciled, Error> {
    let criteria = &options.criteria.cut();
    let view = store::View::of(store, criteria.question.recorded_by)?;
    let (explain, audience) = (options.explain, Audience::Internal);
    let request = Request { criteria, policy: policy(PER_AUTHORITY.name)?, explain, audience };
    let (names, mut any) = (view.names(), false);
    // A part may be asked for, and the table has its whole.
    let asked = store::series::matching(&view, &criteria.filter)?;
    let around = store::series::around(&view, &asked)?;
    let scopes: FxHashSet<Arc<Scope>> = asked.into_iter().map(|key| key.scope).collect();
    each_of(request, &view, Kinship::Place, &around, &mut |kin| {
        let tables = tables(request, kin, &scopes, names);
        any |= !tables.is_empty();
        tables.iter().try_for_each(&mut *take)
    })?;
    let nothing = (!any).then(|| match scopes.is_empty() {
        true => no_answer(&criteria.filter, &view),
        false => Error::usage(
            "no authority gives parts by sex, age, status or role for one day of what is asked for",
            "see which groups there are with tollbook list series",
        ),
    });
    Ok(Reconciled { needs_a_look: false, nothing })
}

/// The tables of the series that are asked for, count by count, authority by authority.
fn tables(
    request: Request<'_>,
    kin: Kin,
    scopes: &FxHashSet<Arc<Scope>>,
    names: &Arc<Names>,
) -> Vec<BreakdownReport> {
    let asked = kin.asked.len();
    let families = kin.asked.into_iter().chain(kin.beside);
    let answered: Vec<Answered> = request.answer_all(families, names);
    let mut counts: Vec<Scope> = Vec::new();
    for one in answered.iter().take(asked).filter(|one| scopes.contains(&one.series.scope)) {
        let count = of_everybody(&one.series.scope);
        counts.extend(count.filter(|count| !counts.contains(count)));
    }
    let tables = counts.iter().flat_map(|count| {
        let groups = answered.iter().filter(|one| of_everybody(&one.series.scope).as_ref() == Some(count));
        of_one_count(&groups.collect::<Vec<_>>(), names)
    });
    tables.collect()
}

/// A scope without its group.
fn of_everybody(scope: &Scope) -> Option<Scope> {
    Some(Scope { group: Name::read(EVERYBODY)?, ..scope.clone() })
}

/// One figure with what it must share with others to stand in one table.
struct GroupFigure<'r> {
    voice: &'r Voice,
    day: Option<PartialDate>,
    document: Option<(&'r Name, &'r str, Moment)>,
    window: Option<WindowDays>,
    recorded: &'r Recorded,
}

/// Of each authority the tables of the newest day for which it gives parts.
fn of_one_count(groups: &[&Answered], names: &Names) -> Vec<BreakdownReport> {
    let mut placed: Vec<GroupFigure<'_>> = groups.iter().flat_map(|one| newest(one)).collect();
    placed.sort_by(|a, b| {
        let newest_first =
            |one: &GroupFigure<'_>| std::cmp::Reverse(one.recorded.figure.as_of.date().first_day());
        let key = |one: &GroupFigure<'_>| (newest_first(one), one.day.is_none());
        a.voice.cmp(b.voice).then_with(|| key(a).cmp(&key(b)))
    });
    let mut tables: Vec<BreakdownReport> = Vec::new();
    let mut done: Option<&Voice> = None;
    for at in 0..placed.len() {
        let first = &placed[at];
        if done == Some(first.voice) {
            continue;
        }
        let together = |one: &&GroupFigure<'_>| {
            one.voice == first.voice
                && (one.day, one.document, one.window) == (first.day, first.document, first.window)
        };
        let figures = placed.iter().filter(together).map(|one| (facets(one.recorded), one.recorded));
        let own =
            BreakdownReport::all_of(&ToldGroups { voice: first.voice, figures: figures.collect() }, names);
        done = if own.is_empty() { done } else { Some(first.voice) };
        tables.extend(own);
    }
    tables
}

fn facets(recorded: &Recorded) -> Facets {
    Facets::of(&recorded.figure.scope.group)
}

/// The newest figure of each authority that stands and has a number.
fn newest(answered: &Answered) -> impl Iterator<Item = GroupFigure<'_>> {
    let stands = answered.answer.chosen.iter().filter(|chosen| chosen.is_kept() || chosen.role.is_older());
    stands.filter_map(|chosen| {
        let recorded = answered.series.figure(chosen.id)?;
        let figure = &recorded.figure;
        figure.count.as_ref()?;
        let day = figure.as_of.stated();
        let document = (&figure.source.publisher, figure.source.identity(), figure.published_on);
        let is_of_window = figure.scope.count_type == CountType::Period;
        Some(GroupFigure {
            voice: &chosen.voice,
            day,
            document: day.is_none().then_some(document),
            window: is_of_window.then(|| WindowDays::of(figure)),
            recorded,
        })
    })
}
