//! From a selection and what a policy decided to an answer: the chosen figures, and the fate of every figure.

use std::sync::Arc;

use crate::model::count::Count;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::model::status::Status;
use crate::model::wording::Wording;
use crate::series::Voice;
use crate::series::step::{Step, TrackPlace, step};
use crate::series::track::TrackOutcome;

use super::answer::{
    Agreement, Answer, Chosen, Fate, NoNumber, Outside, Redefined, Role, SkippedAuthority, Span, Traced,
    Verdict, Withdrawal,
};
use super::declared;
use super::derived::{dimensions, reverts};
use super::policy::Policy;
use super::relation::RelationKind;
use super::select::Selection;
use super::support::Support;

/// What a policy decides; the rest of an answer is the same under every policy.
#[derive(Clone, Debug, Default)]
pub struct PolicyDecision {
    /// The number or range.
    pub span: Option<Span>,
    /// Figures that count and are no end of it: they are named with their day.
    pub dated: Vec<FigureId>,
    /// The figures that are equally new, where one was looked for.
    pub tied: Vec<FigureId>,
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
    support: &Support,
    mut selection: Selection<'_>,
    decision: PolicyDecision,
) -> Answer {
    let mut tracks: Vec<usize> = selection.kept().map(|chosen| selection.track(chosen)).collect();
    let kept = tracks.len();
    tracks.sort_unstable();
    tracks.dedup();
    let order_unknown = tracks.len() < kept;
    let verdict = verdict(&selection, support, decision.span, order_unknown);
    let nothing = (kept == 0).then_some(NoNumber::NothingStands);
    let outside = support.outside(&selection);
    let redefined = selection.chosen.iter().filter_map(|chosen| redefined(&selection, chosen)).collect();
    let trace = trace(&selection, &decision.contradicted);
    selection.chosen.reverse();
    selection.chosen.sort_by_key(|chosen| !chosen.is_kept());
    Answer {
        policy: policy.name,
        answers_with: policy.answers_with,
        span: decision.span,
        no_number: nothing.or(decision.no_number).filter(|_| decision.span.is_none()),
        verdict,
        order_unknown,
        support: support.support,
        allow: support.allow(),
        outside,
        roots: support.roots.len(),
        window: selection.resolved.window,
        chosen: selection.chosen,
        dated: decision.dated,
        tied: decision.tied,
        skipped: decision.skipped,
        runs: decision.runs,
        redefined,
        disputes: selection.disputes,
        trace,
    }
}

/// The verdict beside an answer. What was set aside as older never leaves it: where it lies apart from the answer nobody is
/// said to agree, or to stand alone.
fn verdict(selection: &Selection<'_>, support: &Support, span: Option<Span>, order_unknown: bool) -> Verdict {
    use Verdict::{Compatible, DifferentDates, OrderUnknown, SingleSource, SourcesAgree};
    let span = span.and_then(|span| Count::new(span.low, span.high));
    let is_apart = |chosen: &Chosen| {
        let count = selection.wording(chosen).map(Wording::count);
        let from_answer = count.zip(span).is_some_and(|(count, span)| count.meet(span).is_none());
        from_answer || (span.is_none() && selection.kept().all(|kept| selection.are_apart(chosen, kept)))
    };
    let mut older = selection.chosen.iter().filter(|chosen| chosen.role.is_older());
    match support.verdict {
        SingleSource if order_unknown => OrderUnknown,
        SingleSource | SourcesAgree | Compatible if older.any(is_apart) => DifferentDates,
        verdict => verdict,
    }
}

fn trace(selection: &Selection<'_>, contradicted: &[(FigureId, FigureId)]) -> Vec<Traced> {
    let members = selection.series().members();
    let traced = |member: usize| Traced { id: members[member].id(), fate: fate(selection, member) };
    let mut trace: Vec<Traced> = (0..members.len()).map(traced).collect();
    for chosen in &selection.chosen {
        let by = contradicted.iter().find(|(loser, _)| *loser == chosen.id).map(|(_, by)| *by);
        trace[chosen.member].fate = by.map_or_else(|| fate_of_role(&chosen.role), Fate::ContradictedBy);
    }
    trace
}

fn fate_of_role(role: &Role) -> Fate {
    match role {
        Role::Kept => Fate::Kept,
        Role::Older => Fate::Older,
        Role::FirstCount => Fate::FirstCount,
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
    match selection.declared(&a, &b).map(|link| link.kind) {
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

/// Whether the authority of a chosen figure counts under another definition by now: a declared link says so, or its
/// figures under the other definition took the place of these (`docs/rules.md`, "Redefined series").
fn redefined(selection: &Selection<'_>, chosen: &Chosen) -> Option<Redefined> {
    let series = selection.series();
    let related = series.related();
    if related.is_empty() {
        return None;
    }
    let track = &series.tracks()[selection.track(chosen)];
    let last = last_published(selection, chosen);
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
        related.iter().filter(|other| counts_otherwise(selection, chosen, other)).collect();
    // Two definitions that an authority used side by side are not one in the place of the other.
    let side_by_side = others.iter().any(|other| other.figure.published_on.date.first_day() <= last);
    let took_over = others.into_iter().filter(|_| !side_by_side).chain(related.iter().filter(declared));
    let first = took_over.min_by_key(|other| (other.figure.published_on.order_key(), other.order))?;
    Some(Redefined { voice: chosen.voice.clone(), by: first.id, scope: Arc::clone(&first.figure.scope) })
}

/// Whether a figure is the same authority's count of the same, by another definition only.
fn counts_otherwise(selection: &Selection<'_>, chosen: &Chosen, other: &Recorded) -> bool {
    let series = selection.series();
    dimensions(&series.members()[chosen.member].recorded, other, series.names()) == [Dimension::Definition]
        && other.figure.count.is_some()
        && selection.question.knows(other.figure.published_on)
        && !series.is_void(other.id)
        && Voice::of(&other.figure, series.names()) == chosen.voice
}

/// The last day on which the authority of a chosen figure published under this definition, as far as the public could
/// know: the reference day has no say in whether a definition was left.
fn last_published(selection: &Selection<'_>, chosen: &Chosen) -> crate::model::date::Day {
    let members = selection.series().members();
    let published = |member: usize| members[member].recorded.figure.published_on.date.first_day();
    let track = &selection.series().tracks()[selection.track(chosen)];
    let shown = track.members.iter().copied().filter(|member| selection.resolved.is_shown(*member));
    shown.map(published).fold(published(chosen.member), Ord::max)
}
