//! Which figures reject which, whatever relay of a statement declares it.

use crate::model::recorded::{ActKind, FigureId};
use crate::model::words::LinkKind;

use super::track::ResolvedTracks;

/// Whether one member, or another relay of its statement, rejects what another says. A typing error rejects nothing.
pub fn rejects(resolved: &ResolvedTracks<'_>, by: usize, target: usize) -> bool {
    let acts = resolved.series.acts().iter();
    let mut replies = acts.filter(|act| act.what == ActKind::Linked(LinkKind::Disputes));
    let says = |id: FigureId, member: usize| !resolved.series.is_void(id) && says_it(resolved, id, member);
    replies.any(|act| says(act.figure, target) && act.other.is_some_and(|id| says(id, by)))
}

/// Whether a figure of the series is a relay of what a member says, or is said again by it.
pub fn says_it(resolved: &ResolvedTracks<'_>, id: FigureId, member: usize) -> bool {
    let found = resolved.series.members().iter().position(|member| member.id() == id);
    found.is_some_and(|at| resolved.said_first(at) == member || resolved.are_one_statement(at, member))
}
