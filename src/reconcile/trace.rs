//! From a selection and what a policy decided to an answer: the chosen figures, and the fate of every figure.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::series::Voice;
use crate::series::status::Status;
use crate::series::step::{Step, TrackPlace, step};
use crate::series::track::TrackOutcome;

use super::answer::{
    Agreement, Answer, Chosen, Fate, NoNumber, Outside, Redefined, Role, SkippedAuthority, Span, Traced,
    Withdrawal,
};
use super::declared;
use super::derived::{dimensions, reverts, same_authority};
use super::policy::Policy;
use super::relation::{Relation, RelationKind};
use super::select::{Pick, Selection};
use super::support::Support;

/// What a policy decides; the rest of an answer is the same under every policy.
#[derive(Clone, Debug, Default)]
pub struct PolicyDecision {
    /// The number or range.
    pub span: Option<Span>,
    /// Why there is none.
    pub no_number: Option<NoNumber>,
    /// Figures of U for which the answer leaves no room, each with a figure that answers.
    pub contradicted: Vec<(FigureId, FigureId)>,
    /// Authorities ranked above the one that answers.
    pub skipped: Vec<SkippedAuthority>,
    /// The intervals that most bodies allow.
    pub runs: Vec<Agreement>,
}

/// The answer that a policy's decision makes of a selection.
pub fn answer(
    policy: &Policy,
    selection: &Selection<'_>,
    support: &Support,
    decision: PolicyDecision,
) -> Answer {
    let mut picks: Vec<&Pick<'_>> = selection.picks.iter().collect();
    picks.sort_by_key(|pick| (!pick.is_kept(), Reverse(pick.key)));
    let kept: Vec<_> = selection.kept().map(|pick| selection.series().members()[pick.member].track).collect();
    let mut tracks = kept.clone();
    tracks.sort_unstable();
    tracks.dedup();
    let nothing = selection.kept().next().is_none().then_some(NoNumber::NothingStands);
    Answer {
        policy: policy.name,
        answers_with: policy.answers_with,
        span: decision.span,
        no_number: nothing.or(decision.no_number).filter(|_| decision.span.is_none()),
        verdict: support.verdict,
        order_unknown: tracks.len() < kept.len(),
        support: support.support,
        roots: support.roots.len(),
        window: selection.resolved.window,
        chosen: all_chosen(selection, &picks),
        skipped: decision.skipped,
        runs: decision.runs,
        redefined: selection.picks.iter().filter_map(|pick| redefined(selection, pick)).collect(),
        trace: trace(selection, &decision.contradicted),
    }
}

fn trace(selection: &Selection<'_>, contradicted: &[(FigureId, FigureId)]) -> Vec<Traced> {
    let members = selection.series().members();
    let mut trace: Vec<Traced> = members
        .iter()
        .enumerate()
        .map(|(place, member)| Traced { id: member.id(), fate: fate(selection, place) })
        .collect();
    for pick in &selection.picks {
        let fate = &mut trace[pick.member].fate;
        let id = members[pick.member].id();
        let by = contradicted.iter().find(|(loser, _)| *loser == id).map(|(_, by)| *by);
        *fate = by.map_or_else(|| fate_of_role(&pick.role), Fate::ContradictedBy);
    }
    trace
}

fn fate_of_role(role: &Role) -> Fate {
    match role {
        Role::Kept => Fate::Kept,
        Role::Older => Fate::Older,
        Role::OtherOrigin => Fate::OtherOrigin,
        Role::Unattributed => Fate::Unattributed,
        Role::Withdrawn(withdrawn) => match withdrawn.how {
            Withdrawal::Retracted => Fate::Retracted(withdrawn.by),
            Withdrawal::Disowned => Fate::Disowned(withdrawn.by),
        },
    }
}

/// The fate of a figure that was not chosen.
fn fate(selection: &Selection<'_>, member: usize) -> Fate {
    let resolved = &selection.resolved;
    let id = |member: usize| selection.series().members()[member].id();
    match (resolved.outcomes[member], resolved.statuses[member]) {
        (_, Status::Void) => Fate::Void,
        (TrackOutcome::NotYetKnown, _) => Fate::OutsideTheQuestion(Outside::NotYetKnown),
        (TrackOutcome::Statement, _) => Fate::Statement,
        (_, Status::Gone) => Fate::Gone,
        (_, Status::Corrected(by)) => Fate::Corrected(by),
        (TrackOutcome::LaterDay, _) => Fate::OutsideTheQuestion(Outside::LaterDay),
        (TrackOutcome::OtherWindow, _) => Fate::OutsideTheQuestion(Outside::OtherWindow),
        (_, Status::Retracted(act)) => Fate::Retracted(act.other),
        (_, Status::Disowned(act)) => Fate::Disowned(act.other),
        (TrackOutcome::Restates(_), _) => Fate::Restates(id(resolved.said_first(member))),
        (TrackOutcome::Followed(by), _) => {
            followed(selection, member, declaring_relay(selection, member, by))
        }
        (TrackOutcome::Hidden | TrackOutcome::Chosen, _) => Fate::Kept,
    }
}

/// The figure that took a member's place; of several relays of one statement the one that declares the change.
fn declaring_relay(selection: &Selection<'_>, member: usize, by: usize) -> usize {
    let members = selection.series().members();
    let acts = selection.series().acts_on(members[member].id());
    if acts.is_empty() {
        return by;
    }
    let declares = |relay: &usize| acts.iter().any(|act| act.other == Some(members[*relay].id()));
    selection.resolved.relays(by).find(declares).unwrap_or(by)
}

/// What the figure that took its place did to it. A declared link wins.
fn followed(selection: &Selection<'_>, member: usize, by: usize) -> Fate {
    let id = selection.series().members()[by].id();
    let Some((a, b)) = selection.resolved.places[member].zip(selection.resolved.places[by]) else {
        return Fate::SupersededBy(id);
    };
    match declared(selection, &a, &b).map(|link| link.kind) {
        Some(RelationKind::Revises) => return Fate::RevisedBy(id),
        Some(RelationKind::Redefines) => return Fate::RedefinedBy(id),
        Some(RelationKind::Rebases) => return Fate::OtherOrigin,
        _ => {}
    }
    let stepped = step(a, b);
    match stepped.step {
        Step::Repeats => Fate::Restates(id),
        Step::Redefines => Fate::RedefinedBy(id),
        Step::Rebases | Step::OtherOrigin => Fate::OtherOrigin,
        Step::RevisesUp | Step::RevisesDown if stepped.later == id => Fate::RevisedBy(id),
        Step::Updates if goes_back(selection, &a, &b) => Fate::RevisedBy(id),
        Step::Updates | Step::RevisesUp | Step::RevisesDown | Step::OrderUnknown => Fate::SupersededBy(id),
    }
}

fn goes_back(selection: &Selection<'_>, a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> bool {
    let names = selection.series().names();
    b.wording().value().is_some_and(|value| reverts(a, b, selection.that_printed(value), names))
}

/// The declared link between two members, as far as it counts.
fn declared(selection: &Selection<'_>, a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> Option<Relation> {
    let series = selection.series();
    let (a, b) = (a.recorded().id, b.recorded().id);
    let acts = series.acts_on(a).iter().chain(series.acts_on(b));
    declared::last(a, b, acts.filter(|act| series.counts(act, &selection.question)))
}

/// The chosen figures, those that count first. What an authority gave is counted once, however many of its figures are
/// chosen.
fn all_chosen(selection: &Selection<'_>, picks: &[&Pick<'_>]) -> Vec<Chosen> {
    let series = selection.series();
    let mut versions: FxHashMap<usize, usize> = FxHashMap::default();
    let of_track = |track: usize| {
        let outcomes =
            series.tracks()[track].members.iter().map(|member| selection.resolved.outcomes[*member]);
        outcomes.filter(|outcome| matches!(outcome, TrackOutcome::Followed(_) | TrackOutcome::Chosen)).count()
    };
    let mut all = Vec::with_capacity(picks.len());
    for pick in picks {
        let track = series.members()[pick.member].track;
        all.push(chosen(selection, pick, *versions.entry(track).or_insert_with(|| of_track(track))));
    }
    all
}

fn chosen(selection: &Selection<'_>, pick: &Pick<'_>, versions: usize) -> Chosen {
    let series = selection.series();
    let track = &series.tracks()[series.members()[pick.member].track];
    Chosen {
        id: pick.place.recorded().id,
        voice: track.voice.clone(),
        role: pick.role.clone(),
        previous: pick.previous.and_then(|member| previous(selection, pick, member)),
        relayed_by: relayed_by(selection, pick),
        versions,
    }
}

fn previous(selection: &Selection<'_>, pick: &Pick<'_>, member: usize) -> Option<(FigureId, Relation)> {
    let (series, before) = (selection.series(), selection.resolved.places[member]?);
    let said = declared(selection, &before, &pick.place).map(|relation| match relation.kind {
        RelationKind::Revises => relation.with(declared::direction(&before, &pick.place)),
        _ => relation,
    });
    let relation = said.unwrap_or_else(|| {
        let value = pick.place.wording().value();
        let history = value.into_iter().flat_map(|value| selection.that_printed(value));
        same_authority(&before, &pick.place, history, series.names())
    });
    Some((before.recorded().id, relation))
}

/// How many publishers carry the statement of a chosen figure, or restate it.
fn relayed_by(selection: &Selection<'_>, pick: &Pick<'_>) -> usize {
    let (series, resolved) = (selection.series(), &selection.resolved);
    let members = series.members();
    let track = &series.tracks()[members[pick.member].track];
    if track.members.len() == 1 {
        return 1;
    }
    let carry = resolved.relays(pick.member).chain(resolved.sayings(pick.member).iter().copied());
    let publishers = [pick.member].into_iter().chain(carry).map(|member| {
        let publisher = &members[member].recorded.figure.source.publisher;
        series.names().canonical(NameKind::Publisher, publisher)
    });
    let mut publishers: Vec<Name> = publishers.collect();
    publishers.sort_unstable();
    publishers.dedup();
    publishers.len()
}

/// Whether the authority of a chosen figure counts under another definition by now: a declared link says so, or its
/// figures under the other definition took the place of these (`docs/rules.md`, "Redefined series").
fn redefined(selection: &Selection<'_>, pick: &Pick<'_>) -> Option<Redefined> {
    let series = selection.series();
    let related = series.related();
    if related.is_empty() {
        return None;
    }
    let track = &series.tracks()[series.members()[pick.member].track];
    let last = last_published(selection, pick);
    let is_redefinition = |act: &&Act| {
        let kind = declared::kind_of(act.what);
        kind == Some(RelationKind::Redefines) && series.counts(act, &selection.question)
    };
    let acts =
        selection.resolved.partakers(track).flat_map(|member| series.acts_on(series.members()[member].id()));
    let links: Vec<FigureId> = acts.filter(is_redefinition).filter_map(|act| act.other).collect();
    let declared =
        |other: &&Recorded| links.contains(&other.id) && other.figure.published_on.date.first_day() >= last;
    let others: Vec<&Recorded> =
        related.iter().filter(|other| counts_otherwise(selection, pick, &track.voice, other)).collect();
    // Two definitions that an authority used side by side are not one in the place of the other.
    let side_by_side = others.iter().any(|other| other.figure.published_on.date.first_day() <= last);
    let took_over = others.into_iter().filter(|_| !side_by_side).chain(related.iter().filter(declared));
    let first = took_over.min_by_key(|other| (other.figure.published_on.order_key(), other.order))?;
    Some(Redefined { voice: track.voice.clone(), by: first.id, scope: Arc::clone(&first.figure.scope) })
}

/// Whether a figure is the same authority's count of the same, by another definition only.
fn counts_otherwise(selection: &Selection<'_>, pick: &Pick<'_>, voice: &Voice, other: &Recorded) -> bool {
    let series = selection.series();
    dimensions(pick.place.recorded(), other, series.names()) == [Dimension::Definition]
        && other.figure.count.is_some()
        && selection.question.knows(other.figure.published_on)
        && !series.is_void(other.id)
        && Voice::of(&other.figure, series.names()) == *voice
}

/// The last day on which the authority of a chosen figure published under this definition, as far as the public could
/// know: the reference day has no say in whether a definition was left.
fn last_published(selection: &Selection<'_>, pick: &Pick<'_>) -> crate::model::date::Day {
    let members = selection.series().members();
    let published = |member: usize| members[member].recorded.figure.published_on.date.first_day();
    let track = &selection.series().tracks()[members[pick.member].track];
    track
        .members
        .iter()
        .copied()
        .filter(|member| selection.resolved.is_shown(*member))
        .map(published)
        .max()
        .unwrap_or(published(pick.member))
}
