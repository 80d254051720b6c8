//! The fourth test: an older figure prints the number. Old is not wrong, but it is not what holds now.

use crate::model::recorded::{FigureId, Recorded};
use crate::model::status::Status;
use crate::phrase::figure::words;
use crate::phrase::when::{beside, on};
use crate::reconcile::Fate;

use super::super::case::{AnsweredSeries, Case};
use super::super::clauses::{Succession, became, was_figure, who};
use super::super::prints::printed_once;
use super::super::{Checked, ClaimVerdict};

/// What was taken back before what a newer figure replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OlderKind {
    /// Who said it took it back, or denies it.
    Withdrawn,
    /// Its publisher mended its report.
    Corrected,
    /// A newer figure took its place.
    Superseded,
}

/// *Withdrawn*, *corrected* or *superseded*. A window is never superseded by the next.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let all = case.frames.iter().flat_map(|frame| {
        let members = frame.series().members().iter().enumerate().rev();
        members.filter_map(|(place, member)| {
            let wording = member.recorded.figure.count.as_ref()?;
            let is_meant = printed_once(wording, &case.claim.wording)
                && case.is_mine(frame.series().voice(member))
                && case.has_its_origin(&member.recorded);
            let since = || {
                superseded(case.by_now(frame), place)
                    .filter(|_| frame.selection.resolved.is_shown(place) && frame.is_asked(place))
            };
            let found = || taken_back(case, frame, place).or_else(|| superseded(frame, place)).or_else(since);
            if is_meant { found() } else { None }
        })
    });
    all.min_by_key(|(rank, _)| *rank).map(|(_, checked)| checked)
}

/// The verdict on a number of which the report or the statement was taken back.
pub fn taken_back<'a>(
    case: &Case<'a>,
    frame: &AnsweredSeries<'a>,
    place: usize,
) -> Option<(OlderKind, Checked)> {
    let resolved = &frame.selection.resolved;
    let recorded = &frame.series().members()[place].recorded;
    if !case.known.knows(recorded.figure.published_on) {
        return None;
    }
    match (frame.fate(place), resolved.statuses[place]) {
        (_, Status::Void | Status::Gone) => None,
        (_, Status::Corrected(by)) => Some((OlderKind::Corrected, corrected(frame, recorded, by))),
        // Who withdraws a number and gives it again withdraws one report, not the count.
        (Fate::Retracted(_) | Fate::Disowned(_), _)
            if resolved.withdrawal(resolved.said_first(place)).is_none() =>
        {
            None
        }
        (Fate::Retracted(by), _) => Some((OlderKind::Withdrawn, withdrawn(frame, place, by, Taken::Back))),
        (Fate::Disowned(by), _) => Some((OlderKind::Withdrawn, withdrawn(frame, place, by, Taken::Denied))),
        _ => None,
    }
}

/// How a statement was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// It was withdrawn.
    Back,
    /// Its authority denies having said it.
    Denied,
}

fn withdrawn(frame: &AnsweredSeries<'_>, place: usize, by: Option<FigureId>, how: Taken) -> Checked {
    let (series, names) = (frame.series(), frame.series().names());
    let recorded = &series.members()[place].recorded;
    let known_at = frame.selection.resolved.withdrawal(place).map(|act| act.known_at.date);
    let day = known_at.map(|day| beside(day, super::super::clauses::day(recorded)));
    let day = day.map(|day| format!(" on {day}")).unwrap_or_default();
    let became = match how {
        Taken::Denied => format!("{} denied{day} having given it", who(recorded, names)),
        Taken::Back => format!("it was withdrawn{day}"),
    };
    let because = format!("{}; {became}", was_figure(recorded, names));
    let nearest = [recorded.id].into_iter().chain(by).collect();
    Checked::of(ClaimVerdict::Withdrawn, because, nearest)
}

fn corrected(frame: &AnsweredSeries<'_>, recorded: &Recorded, by: FigureId) -> Checked {
    let (series, names) = (frame.series(), frame.series().names());
    let publisher = crate::phrase::names::Speech::new(names).publisher(&recorded.figure.source.publisher);
    let printed = recorded.figure.published_on.date;
    let mended = series.figure(by).map(|by| {
        let to = by.figure.count.as_ref().map(|_| format!(" to {}", words(by))).unwrap_or_default();
        format!(" and mended its report{to} on {}", beside(by.figure.published_on.date, printed))
    });
    let because =
        format!("{publisher} printed {} {}{}", words(recorded), on(printed), mended.unwrap_or_default());
    Checked::of(ClaimVerdict::Corrected, because, vec![recorded.id, by])
}

fn superseded(frame: &AnsweredSeries<'_>, place: usize) -> Option<(OlderKind, Checked)> {
    let (series, names) = (frame.series(), frame.series().names());
    let member = &series.members()[place];
    let recorded = &member.recorded;
    let newest = || {
        let of_track = |one: &&crate::reconcile::Chosen| series.members()[one.member].track == member.track;
        frame.selection.chosen.iter().rev().find(of_track).map(|one| one.id)
    };
    let leading = || frame.answer.kept().next().map(|one| one.id);
    let (by, change) = match frame.fate(place) {
        Fate::SupersededBy(by) => (Some(by), Succession::WentOn),
        Fate::RevisedBy(by) | Fate::RedefinedBy(by) => (Some(by), Succession::Revised),
        Fate::Older | Fate::FirstCount | Fate::OtherOrigin => (leading(), Succession::Another),
        // It was said more precisely since.
        Fate::Kept | Fate::ContradictedBy(_) | Fate::Retracted(_) | Fate::Disowned(_)
            if newest() != Some(member.id()) =>
        {
            (newest(), Succession::WentOn)
        }
        Fate::Gone => (newest().or_else(leading), Succession::WentOn),
        _ => return None,
    };
    let by = by.filter(|by| *by != member.id());
    let became = by.and_then(|by| series.figure(by)).map(|new| became(recorded, new, change, names));
    let became = became.unwrap_or_else(|| "it no longer counts".to_owned());
    let because = format!("{}; {became}", was_figure(recorded, names));
    let newest = newest().filter(|newest| Some(*newest) != by && *newest != member.id());
    let nearest = [member.id()].into_iter().chain(by).chain(newest).collect();
    Some((OlderKind::Superseded, Checked::of(ClaimVerdict::Superseded, because, nearest)))
}
