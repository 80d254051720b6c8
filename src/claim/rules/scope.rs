//! The seventh test: a figure prints the number and counts something else in one respect.

use std::sync::Arc;

use crate::model::names::{NameKind, Names};
use crate::model::question::Question;
use crate::model::scope::{Dimension, Scope};
use crate::model::words::{CountType, Measure};
use crate::series::{Member, Series};

use super::super::case::Case;
use super::super::clauses::is_figure_of;
use super::super::prints::prints;
use super::super::{Checked, ClaimVerdict};

/// The dimensions that make another scope, the first to be named first.
const NAMED: [Dimension; 6] = [
    Dimension::Group,
    Dimension::Measure,
    Dimension::Unit,
    Dimension::Place,
    Dimension::Definition,
    Dimension::CountType,
];

/// The measures of which one may be taken for another.
const ALIKE: [Measure; 8] = [
    Measure::Killed,
    Measure::Died,
    Measure::PresumedDead,
    Measure::BodiesRecovered,
    Measure::KilledOrMissing,
    Measure::Missing,
    Measure::Disappeared,
    Measure::Injured,
];

/// *Different scope*, naming the dimension. In two dimensions it is a coincidence.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let names = case.names()?;
    let claimed = scope_of(case);
    let mut found: Vec<(Dimension, bool, &Member, &Series)> = Vec::new();
    for series in case.input.others {
        let Some(dimension) = only_difference(&claimed, &series.scope, names) else { continue };
        let printing = series.members().iter().rev().filter(|member| is_printing(case, series, member));
        found.extend(printing.map(|member| (dimension, case.is_mine(series.voice(member)), member, series)));
    }
    let rank = |dimension: Dimension| NAMED.iter().position(|named| *named == dimension);
    found.sort_by_key(|(dimension, is_mine, ..)| (!is_mine, rank(*dimension)));
    let (dimension, _, first, series) = *found.first()?;
    let because = format!(
        "{}: another {}",
        is_figure_of(&first.recorded, series.names()),
        dimension.word().replace('_', " ")
    );
    let nearest = vec![first.id()];
    Some(Checked {
        dimensions: vec![dimension],
        ..Checked::of(ClaimVerdict::DifferentScope, because, nearest)
    })
}

/// What the claim counts.
fn scope_of(case: &Case<'_>) -> Arc<Scope> {
    case.input.series.map_or_else(|| Arc::new(case.claim.scope()), |series| Arc::clone(&series.scope))
}

/// The one dimension in which two scopes of an event differ, aliases resolved; `None` where there are more, or where one
/// cannot be taken for the other. The missing are counted now and the dead so far: that comes with the measure.
fn only_difference(a: &Scope, b: &Scope, names: &Names) -> Option<Dimension> {
    let (a, b) = (canonical(a, names), canonical(b, names));
    let mut differs = a.differences(&b);
    let is_a_stock =
        |scope: &Scope| scope.measure == Measure::Missing && scope.count_type == CountType::Current;
    let is_a_toll = |scope: &Scope| scope.count_type == CountType::Total;
    if differs.contains(&Dimension::Measure)
        && (is_a_stock(&a) && is_a_toll(&b) || is_a_toll(&a) && is_a_stock(&b))
    {
        differs.retain(|dimension| *dimension != Dimension::CountType);
    }
    let [only] = differs[..] else { return None };
    let are_alike = ALIKE.contains(&a.measure) && ALIKE.contains(&b.measure);
    (NAMED.contains(&only) && (only != Dimension::Measure || are_alike)).then_some(only)
}

fn canonical(scope: &Scope, names: &Names) -> Scope {
    Scope {
        event: names.canonical(NameKind::Event, &scope.event),
        place: scope.place.as_ref().map(|place| names.canonical(NameKind::Place, place)),
        group: names.canonical(NameKind::Group, &scope.group),
        ..scope.clone()
    }
}

/// Whether a figure of another series stands, could be known, and prints the number of the claim.
fn is_printing(case: &Case<'_>, series: &Series, member: &Member) -> bool {
    let question = Question { as_of: case.day.or(case.known.as_of), ..case.known };
    let count = member.recorded.figure.count.as_ref();
    question.admits(&member.recorded)
        && series.status(member.id(), &question).stands()
        && count.is_some_and(|count| prints(count, &case.claim.wording))
}
