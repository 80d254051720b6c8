//! Links that somebody declared between two figures: they win over what follows from the numbers
//! (`docs/rules.md`, "Declared links").

use std::cmp::Ordering;

use crate::model::names::Names;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::words::LinkKind;
use crate::series::step::{TrackPlace, method_changed};

use super::derived::reverts;
use super::relation::{Detail, Relation, RelationKind};

/// The link between two figures that was declared last, among acts that count. Its target is the earlier figure; of a
/// part and its whole, the whole.
pub fn last<'a>(a: FigureId, b: FigureId, acts: impl Iterator<Item = &'a Act>) -> Option<Relation> {
    let joins = |act: &&Act| {
        let other =
            act.other.filter(|other| (act.figure, *other) == (a, b) || (act.figure, *other) == (b, a));
        other.is_some() && kind_of(act.what).is_some()
    };
    let act = acts.filter(joins).max_by_key(|act| (act.known_at.order_key(), act.what.word()))?;
    let (other, kind) = (act.other?, kind_of(act.what)?);
    let (earlier, later) =
        if kind == RelationKind::PartOf { (other, act.figure) } else { (act.figure, other) };
    let (reason, reason_by) = (act.reason, act.reason_by.clone());
    Some(Relation { reason, reason_by, ..Relation::new(earlier, later, kind) })
}

/// Whether a declared revision goes up or down; `None` where the printed values are the same.
pub fn direction(before: &TrackPlace<'_>, after: &TrackPlace<'_>) -> Option<Detail> {
    match after.compare(before) {
        Ordering::Greater => Some(Detail::Up),
        Ordering::Less => Some(Detail::Down),
        Ordering::Equal => None,
    }
}

/// Adds what the numbers say to a declared revision or redefinition.
pub fn in_detail<'h>(
    relation: Relation,
    x: &TrackPlace<'_>,
    y: &TrackPlace<'_>,
    history: impl Iterator<Item = &'h Recorded>,
    names: &Names,
) -> Relation {
    let (a, b) = if x.recorded().id == relation.earlier { (x, y) } else { (y, x) };
    let (before, after) = (&a.recorded().figure, &b.recorded().figure);
    let detail = match relation.kind {
        RelationKind::Revises if reverts(a, b, history, names) => Some(Detail::Reverts),
        RelationKind::Revises => direction(a, b),
        RelationKind::Redefines if before.scope.definition != after.scope.definition => {
            Some(Detail::Definition)
        }
        RelationKind::Redefines if method_changed(before, after) => Some(Detail::Method),
        _ => None,
    };
    relation.with(detail)
}

/// The relation that an act declares; `None` for what merely happens to one figure.
pub fn kind_of(what: ActKind) -> Option<RelationKind> {
    Some(match what {
        ActKind::Void | ActKind::Gone => return None,
        ActKind::PartOf(_) => RelationKind::PartOf,
        ActKind::Linked(LinkKind::Revises) => RelationKind::Revises,
        ActKind::Linked(LinkKind::Corrects) => RelationKind::Corrects,
        ActKind::Linked(LinkKind::Retracts) => RelationKind::Retracts,
        ActKind::Linked(LinkKind::Disowns) => RelationKind::Disowns,
        ActKind::Linked(LinkKind::Reinstates) => RelationKind::Reinstates,
        ActKind::Linked(LinkKind::Redefines) => RelationKind::Redefines,
        ActKind::Linked(LinkKind::Rebases) => RelationKind::Rebases,
        ActKind::Linked(LinkKind::DerivedFrom) => RelationKind::DerivedFrom,
        ActKind::Linked(LinkKind::Disputes) => RelationKind::Disputes,
    })
}
