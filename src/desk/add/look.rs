//! One look at a figure before it is recorded: its sentence, its fields, and what it is to those that are there.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::draft::AddPlan;
use crate::desk::answers::series_of;
use crate::desk::error::Error;
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Scope;
use crate::prose::sentences::sentence;
use crate::reconcile::nearby::nearby;
use crate::reconcile::{PreparedContext, RelationContext, policies};
use crate::report::added::{AddLook, AddReport};
use crate::report::figure::RelationReport;
use crate::series::Series;
use crate::store::{self, Result as StoreResult, Store, View};

/// How many figures beside it are shown.
const BESIDE: usize = 4;

/// A figure as `show` would show it. `report`: what recording it would come to.
///
/// # Errors
/// What the store says.
pub(super) fn look(plan: &AddPlan, report: AddReport) -> Result<AddLook, Error> {
    let figure = plan.drafted().figure.clone();
    let id = FigureId(i64::MAX);
    let own = Recorded { id, order: id.0, line: 0, figure };
    let relations = match (report.figure, plan.path().exists()) {
        (None, true) => relations(&Store::open_for_reading(plan.path())?, &own)?,
        _ => Vec::new(),
    };
    Ok(AddLook {
        sentence: said_alone(&own),
        fields: own.figure.cells().into_iter().map(|(field, text)| (field.name(), text)).collect(),
        relations,
        added: AddReport { dry_run: true, ..report },
    })
}

/// The sentence of a figure as if it were the only one. A statement has none.
fn said_alone(own: &Recorded) -> String {
    if own.figure.count.is_none() {
        return String::new();
    }
    let (scope, names) = (Arc::clone(&own.figure.scope), Arc::new(Names::default()));
    let series = Series::new(scope, vec![own.clone()], Vec::new(), Vec::new(), names);
    let question = Question::default();
    let answer = (policies::DEFAULT.apply)(&series, &question);
    sentence(&series, &answer, &question, None)
}

/// What it would be to the figures of its series.
fn relations(store: &Store, own: &Recorded) -> StoreResult<Vec<String>> {
    let (view, question) = (View::of(store, None)?, Question::default());
    let scope = &own.figure.scope;
    let filter = Filter {
        event: Some(scope.event.to_string()),
        measure: Some(scope.measure),
        count_type: Some(scope.count_type),
        ..Filter::default()
    };
    let keys = store::series::matching(&view, &filter)?;
    let Some(key) = keys.into_iter().find(|key| is_same(view.names(), &key.scope, scope)) else {
        return Ok(Vec::new());
    };
    let mut material = store::material::with_documents(&view, &key)?.knowing_event_days(&view, &question)?;
    let mut figures = material.figures.clone();
    figures.push(own.clone());
    let acts = material.acts.clone();
    material.figures.push(own.clone());
    let series = series_of(view.names(), material);
    let near = nearby(&series, own.id, &question);
    let newest = series.members().iter().rev().map(|member| member.id()).take(BESIDE);
    let others = near.before.into_iter().chain(near.then).chain(near.again).chain(near.beside).chain(newest);
    let mut seen = FxHashSet::from_iter([own.id]);
    let others = others.filter(|id| seen.insert(*id)).filter_map(|id| series.figure(id));
    let others: Vec<&Recorded> = others.take(BESIDE).collect();
    let figures: Vec<&Recorded> = figures.iter().collect();
    let all = [series.clone()];
    let context = PreparedContext::of(&RelationContext {
        figures: &figures,
        acts: &acts,
        series: &all,
        question,
        names: view.names(),
    });
    let related = others.iter().filter_map(|other| {
        let relation = RelationReport::new(&context.relate(own, other), own.id, other)?;
        Some(relation.line())
    });
    Ok(related.collect())
}

/// Whether two scopes count the same, by what the desk says of names.
fn is_same(names: &Names, key: &Scope, own: &Scope) -> bool {
    let one = |kind: NameKind, name: &Name| names.canonical(kind, name);
    let place = |scope: &Scope| scope.place.as_ref().map(|place| one(NameKind::Place, place));
    one(NameKind::Event, &key.event) == one(NameKind::Event, &own.event)
        && place(key) == place(own)
        && one(NameKind::Group, &key.group) == one(NameKind::Group, &own.group)
        && (key.measure, key.unit, key.count_type) == (own.measure, own.unit, own.count_type)
        && key.definition == own.definition
}
