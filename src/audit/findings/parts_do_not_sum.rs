//! `parts_do_not_sum`: the parts of a whole come to more than the whole, or, where they are all there, to another number.

use std::collections::BTreeMap;

use crate::audit::covers::largest_apart;
use crate::audit::event::Event;
use crate::audit::groups::groups_not_adding_up;
use crate::audit::undeclared::{Extent, UndeclaredParts, places_not_adding_up};
use crate::audit::{Finding, Rank};
use crate::model::count::Count;
use crate::model::facets::Facets;
use crate::model::figure::Completeness;
use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::model::wording::Kind;
use crate::phrase::figure::{figure, show, who};
use crate::phrase::number::{first, grouped, signed};
use crate::series::Voice;
use crate::series::step::on_a_later_day;

/// How many parts are named.
const NAMED: usize = 12;

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let declared = event.wholes().into_iter().filter_map(|whole| of_whole(event, whole));
    let undeclared = places_not_adding_up(event).into_iter().chain(groups_not_adding_up(event));
    declared.chain(undeclared.map(of_undeclared)).collect()
}

/// Parts that no row declares: more than the whole, or, where they are all there is, another number.
fn of_undeclared(undeclared: UndeclaredParts<'_>) -> Finding {
    let UndeclaredParts { whole, parts, sum, extent } = undeclared;
    let claim =
        match (extent, parts.first().is_some_and(|part| part.figure.scope.place != whole.figure.scope.place))
        {
            (_, true) => "the places in it",
            (Extent::All, false) => "groups that are all there is",
            (Extent::Some, false) => "groups that exclude each other",
        };
    told(whole, &parts, sum, claim, Rank::Warning)
}

fn of_whole(event: &Event<'_>, id: FigureId) -> Option<Finding> {
    let whole = event.that_stands(id).filter(|whole| !whole.figure.as_of.is_assumed())?;
    let declared = event.parts_of(id);
    let is_complete = declared.iter().any(|(_, completeness)| *completeness == Completeness::All);
    let parts = declared.iter().filter_map(|(part, _)| event.that_stands(*part));
    let parts: Vec<&Recorded> = parts.filter(|part| belongs(part, whole)).collect();
    let parts = distinct(&parts);
    match is_complete {
        true => all_there(&parts, whole),
        false => families(&parts, whole).into_iter().find_map(|family| too_many(&family, whole)),
    }
    .map(|(parts, sum)| finding(event, whole, &parts, sum, is_complete))
}

/// A part of the same definition, with a stated day that is not later than the whole's.
fn belongs(part: &Recorded, whole: &Recorded) -> bool {
    let days = part.figure.as_of.stated().zip(whole.figure.as_of.stated());
    part.figure.count.is_some()
        && part.figure.scope.definition == whole.figure.scope.definition
        && days.is_some_and(|(part, whole)| part.last_day() <= whole.last_day())
}

/// One figure for each scope: the same part, relayed twice, is one part. Of several the one recorded last.
fn distinct<'r>(parts: &[&'r Recorded]) -> Vec<&'r Recorded> {
    let mut kept: Vec<&'r Recorded> = Vec::new();
    for part in parts {
        kept.retain(|other| other.figure.scope != part.figure.scope);
        kept.push(part);
    }
    kept
}

/// Parts that exclude each other, so that their numbers may be added: by sex, age and status, by place, else by other names.
/// (Women may be civilians, and journalists men.)
fn families<'r>(parts: &[&'r Recorded], whole: &Recorded) -> Vec<Vec<&'r Recorded>> {
    let mut families: BTreeMap<&str, Vec<&'r Recorded>> = BTreeMap::new();
    let mut by_facets = Vec::new();
    for part in parts {
        let differs = part.figure.scope.differences(&whole.figure.scope);
        match differs.as_slice() {
            [Dimension::Group] => match Facets::of(&part.figure.scope.group) {
                facets if facets.values.say_nothing() => families.entry("group").or_default().push(part),
                facets => by_facets.push((facets.cells(), *part)),
            },
            [dimension @ (Dimension::Place | Dimension::Event | Dimension::Measure)] => {
                families.entry(dimension.word()).or_default().push(part);
            }
            _ => {}
        }
    }
    let least = |part: &Recorded| part.figure.count.as_ref().map_or(0, |count| count.count().low());
    let cells: Vec<_> = by_facets.iter().map(|(cells, part)| (*cells, least(part))).collect();
    let apart = largest_apart(&cells).into_iter().map(|at| by_facets[at].1).collect();
    families.into_values().map(|family| innermost(&family)).chain([apart]).collect()
}

/// Without what lies in another part of the same family: a city beside its province.
fn innermost<'r>(family: &[&'r Recorded]) -> Vec<&'r Recorded> {
    let inside = |name: Option<&Name>, other: Option<&Name>| {
        name.zip(other).is_some_and(|(name, other)| name != other && name.is_within(other.as_str()))
    };
    let is_inside = |part: &&&Recorded| {
        let scope = &part.figure.scope;
        family.iter().any(|other| {
            let around = &other.figure.scope;
            inside(scope.place.as_ref(), around.place.as_ref())
                || inside(Some(&scope.group), Some(&around.group))
                || inside(Some(&scope.event), Some(&around.event))
        })
    };
    family.iter().filter(|part| !is_inside(part)).copied().collect()
}

type Sum<'r> = (Vec<&'r Recorded>, Count);

fn too_many<'r>(parts: &[&'r Recorded], whole: &Recorded) -> Option<Sum<'r>> {
    let sum = sum(parts, whole)?;
    let most = whole.figure.count.as_ref()?.count().high()?;
    (parts.len() > 1 && sum.low() > most).then(|| (parts.to_vec(), sum))
}

fn all_there<'r>(parts: &[&'r Recorded], whole: &Recorded) -> Option<Sum<'r>> {
    let sum = sum(parts, whole)?;
    sum.meet(whole.figure.count.as_ref()?.count()).is_none().then(|| (parts.to_vec(), sum))
}

/// What the parts come to, on the whole's day.
fn sum(parts: &[&Recorded], whole: &Recorded) -> Option<Count> {
    let count = |part: &&Recorded| {
        let count = part.figure.count.as_ref()?.count();
        let same_day = part.figure.as_of.date() == whole.figure.as_of.date();
        Some(if same_day { count } else { on_a_later_day(count, part.figure.scope.count_type) })
    };
    parts.iter().map(count).reduce(|sum, next| Some(sum?.plus(next?))).flatten()
}

fn finding(
    event: &Event<'_>,
    whole: &Recorded,
    parts: &[&Recorded],
    sum: Count,
    is_complete: bool,
) -> Finding {
    let voice = |recorded: &Recorded| Voice::of(&recorded.figure, event.names);
    let one_voice = parts.iter().all(|part| voice(part) == voice(whole));
    let claim = if is_complete { "all its parts" } else { "parts of it" };
    told(whole, parts, sum, claim, if one_voice { Rank::Error } else { Rank::Warning })
}

fn told(whole: &Recorded, parts: &[&Recorded], sum: Count, claim: &str, rank: Rank) -> Finding {
    let named: Vec<String> =
        first(NAMED, parts.iter().map(|part| format!("{}: {}", of(part, whole), figure(part))));
    let exact = parts.iter().all(|part| part.figure.count.as_ref().is_some_and(|c| c.kind() == Kind::Exact));
    let least = if exact && sum.high() == Some(sum.low()) { "" } else { "at least " };
    let explanation = format!(
        "{} has {}, but {claim} come to {least}{}{}: {}",
        who(whole),
        figure(whole),
        grouped(signed(sum.low())),
        gap(whole, sum).unwrap_or_default(),
        named.join("; ")
    );
    let figures = std::iter::once(whole.id).chain(parts.iter().map(|part| part.id)).collect();
    Finding::new(rank, figures, explanation, format!("compare the parts with the source: {}", show(whole.id)))
}

/// By how much a sum misses the whole: `, 100 more`, `, at least 40 fewer`.
fn gap(whole: &Recorded, sum: Count) -> Option<String> {
    let all = whole.figure.count.as_ref()?.count();
    let is_one = |count: Count| count.high() == Some(count.low());
    let least = if is_one(sum) && is_one(all) { "" } else { "at least " };
    let gap = |from: u64, to: u64, than: &str| format!(", {least}{} {than}", grouped(signed(from - to)));
    match (all.high(), sum.high()) {
        (Some(most), _) if sum.low() > most => Some(gap(sum.low(), most, "more")),
        (_, Some(most)) if most < all.low() => Some(gap(all.low(), most, "fewer")),
        _ => None,
    }
}

/// What tells a part from its whole: `women`, `Derna`.
fn of(part: &Recorded, whole: &Recorded) -> String {
    let (own, around) = (&part.figure.scope, &whole.figure.scope);
    match () {
        () if own.group != around.group => own.group.to_string(),
        () if own.place != around.place => own.place.as_ref().map_or_else(String::new, ToString::to_string),
        () if own.event != around.event => own.event.to_string(),
        () => format!("{}, {}", own.measure.word().replace('_', " "), own.count_type),
    }
}
