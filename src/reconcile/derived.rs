//! What two figures are to each other by their scopes, days and numbers alone (`docs/rules.md`, "Relations").

use std::cmp::Ordering;

use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::Recorded;
use crate::model::scope::{Dimension, Scope};
use crate::model::words::CountType;
use crate::series::order::KnownKey;
use crate::series::step::{Step, Stepped, TrackPlace, origins_differ, step};
use crate::series::{Voice, WindowDays, has_windows};

use super::fit::Fit;
use super::relation::{Detail, Relation, RelationKind};

/// The relation of two figures of one authority and one series. `history`: figures of the series, among
/// them those that stood before.
pub fn same_authority<'h>(
    x: &TrackPlace<'_>,
    y: &TrackPlace<'_>,
    history: impl Iterator<Item = &'h Recorded>,
    names: &Names,
) -> Relation {
    let Stepped { step, earlier, later } = step(*x, *y);
    let (a, b) = if x.recorded().id == earlier { (x, y) } else { (y, x) };
    let is = |kind| Relation::new(earlier, later, kind);
    let is_back = matches!(step, Step::Updates | Step::RevisesUp) && reverts(a, b, history, names);
    match step {
        Step::Repeats => is(RelationKind::Repeats),
        Step::Redefines => is(RelationKind::Redefines).with(Detail::Method),
        Step::Rebases => is(RelationKind::Rebases),
        Step::OtherOrigin => not_comparable(a.recorded(), b.recorded(), vec![Dimension::Origin]),
        Step::OrderUnknown => Relation {
            gap: a.wording().count().gap(b.wording().count()),
            ..is(RelationKind::Conflicts).with(Detail::OrderUnknown)
        },
        _ if is_back => is(RelationKind::Revises).with(Detail::Reverts),
        Step::Updates => is(RelationKind::Updates),
        Step::RevisesUp => is(RelationKind::Revises).with(Detail::Up),
        Step::RevisesDown => is(RelationKind::Revises).with(Detail::Down),
    }
}

/// Whether `b` returns to a value that stood in the series before `a`, with b's authority in its chain, and `a` lay
/// below it: 288, 275, 288. A stock may return to any value; an undated figure that restates another revises nothing.
pub fn reverts<'h>(
    a: &TrackPlace<'_>,
    b: &TrackPlace<'_>,
    history: impl Iterator<Item = &'h Recorded>,
    names: &Names,
) -> bool {
    let (x, y) = (a.recorded(), b.recorded());
    let is_stock = y.figure.scope.count_type == CountType::Current;
    if is_stock || b.stands_for_another() || b.compare(a) != Ordering::Greater {
        return false;
    }
    let Some(value) = b.wording().value() else { return false };
    let voice = Voice::of(&y.figure, names);
    let mut before = history.filter(|r| {
        let same_value = r.figure.count.as_ref().and_then(|count| count.value()) == Some(value);
        same_value && r.id != x.id && r.id != y.id && own_key(r) < a.known()
    });
    before.any(|r| in_chain(r, &voice, names) && dimensions(r, y, names).is_empty())
}

/// Whether somebody is named anywhere in a figure's chain: as its authority, a relay or its publisher.
fn in_chain(recorded: &Recorded, voice: &Voice, names: &Names) -> bool {
    let (who, source) = (&recorded.figure.attribution, &recorded.figure.source);
    let kind = if voice.is_attributed() { NameKind::Authority } else { NameKind::Publisher };
    let is = |name: &Name| names.canonical(kind, name) == *voice.name();
    let relayed = who.via.iter().flat_map(Name::steps).filter_map(Name::read).any(|name| is(&name));
    relayed || is(&source.publisher) || who.authority.as_ref().is_some_and(is)
}

/// The relation of two figures of different authorities, by how they fit together (`docs/rules.md`, "Two authorities").
pub fn different_authorities(a: &TrackPlace<'_>, b: &TrackPlace<'_>, fit: Fit) -> Relation {
    let (x, y) = (a.recorded(), b.recorded());
    if !matches!(fit, Fit::Conflicts(_)) {
        return Relation { fit: Some(fit), ..Relation::new(x.id, y.id, RelationKind::Compatible) };
    }
    let gap = a.wording().count().gap(b.wording().count());
    let methods = x.figure.attribution.method.as_ref().zip(y.figure.attribution.method.as_ref());
    let detail = methods.filter(|(a, b)| a != b).map(|_| Detail::Method);
    Relation { gap, fit: Some(fit), ..Relation::new(x.id, y.id, RelationKind::Conflicts).with(detail) }
}

/// Two figures that are about different things, and in which dimensions.
pub fn not_comparable(a: &Recorded, b: &Recorded, dimensions: Vec<Dimension>) -> Relation {
    Relation { dimensions, ..Relation::new(a.id, b.id, RelationKind::NotComparable) }
}

/// Every dimension in which two figures differ, aliases resolved (`docs/rules.md`, "Comparability"); empty where they are comparable.
pub fn dimensions(a: &Recorded, b: &Recorded, names: &Names) -> Vec<Dimension> {
    let (x, y) = (&a.figure.scope, &b.figure.scope);
    let mut differs = if std::sync::Arc::ptr_eq(x, y) { Vec::new() } else { x.differences(y) };
    differs.retain(|dimension| !is_alias(*dimension, x, y, names));
    if x.count_type == y.count_type
        && has_windows(x.count_type)
        && WindowDays::of(&a.figure) != WindowDays::of(&b.figure)
    {
        differs.push(Dimension::Period);
    }
    if origins_differ(&a.figure, &b.figure) {
        differs.push(Dimension::Origin);
    }
    differs
}

fn is_alias(dimension: Dimension, x: &Scope, y: &Scope, names: &Names) -> bool {
    let same = |kind, a: &Name, b: &Name| names.canonical(kind, a) == names.canonical(kind, b);
    match dimension {
        Dimension::Event => same(NameKind::Event, &x.event, &y.event),
        Dimension::Group => same(NameKind::Group, &x.group, &y.group),
        Dimension::Place => {
            x.place.as_ref().zip(y.place.as_ref()).is_some_and(|(a, b)| same(NameKind::Place, a, b))
        }
        _ => false,
    }
}

/// When a figure became known, by its own dates.
pub fn own_key(recorded: &Recorded) -> KnownKey {
    KnownKey::new(recorded, recorded.figure.as_of.date())
}
