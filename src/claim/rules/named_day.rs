//! The first test: a claim that names a day asks what held on it.

use crate::model::recorded::FigureId;
use crate::model::status::Status;
use crate::reconcile::Fate;
use crate::series::Member;

use super::super::case::{AnsweredSeries, Case};
use super::super::clauses::{Succession, became, day, is_figure, was_figure};
use super::super::prints::prints;
use super::super::{Checked, ClaimVerdict};
use super::dispute::{attribute_to, disputed};
use super::older::taken_back;

/// A standing figure for that very day prints the number: *supported*, or *disputed*. Only one that was taken back:
/// *withdrawn* or *corrected*. Only one for a later day: *not yet*.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    case.day?;
    on_the_day(case).or_else(|| taken_back_since(case)).or_else(|| for_a_later_day(case))
}

fn on_the_day(case: &Case<'_>) -> Option<Checked> {
    let (frame, place, member) = case.frames.iter().find_map(|frame| {
        let mut printing = of_the_day(case, frame).rev().filter(|(place, member)| {
            let is_mine = case.is_mine(frame.series().voice(member)) && case.has_its_origin(&member.recorded);
            is_mine && stands(frame, *place) && !was_changed_for_its_day(frame, *place)
        });
        printing.next().map(|(place, member)| (frame, place, member))
    })?;
    let id = member.id();
    if case.names_nobody()
        && frame.differs(&[id])
        && let Some(disputed) = disputed(case, frame, id)
    {
        return Some(disputed);
    }
    Some(supported(case, frame, place, member))
}

/// The figures of the day that the claim names which print its number.
pub fn of_the_day<'c, 's>(
    case: &'c Case<'s>,
    frame: &'c AnsweredSeries<'s>,
) -> impl DoubleEndedIterator<Item = (usize, &'s Member)> {
    frame.shown().filter(|(_, member)| {
        let wording = member.recorded.figure.count.as_ref();
        case.day.is_some_and(|day| case.is_of_the_day(member, day))
            && wording.is_some_and(|wording| prints(wording, &case.claim.wording))
    })
}

/// Whether a figure was not withdrawn.
pub fn stands(frame: &AnsweredSeries<'_>, place: usize) -> bool {
    frame.selection.resolved.withdrawal(place).is_none()
}

/// Whether its authority gave another number for the same day since: then that one held.
fn was_changed_for_its_day(frame: &AnsweredSeries<'_>, place: usize) -> bool {
    let member = &frame.series().members()[place];
    let Fate::RevisedBy(by) = frame.fate(place) else { return false };
    frame.series().member_with(by).is_some_and(|by| by.as_of == member.as_of)
}

fn supported<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>, place: usize, member: &Member) -> Checked {
    let series = frame.series();
    let since = changed_since(case.by_now(frame), place);
    let because = match since.and_then(|id| case.figure(id)) {
        Some(new) => {
            let became = became(&member.recorded, new, Succession::Revised, series.names());
            format!("{}; {became}", was_figure(&member.recorded, series.names()))
        }
        None => is_figure(&member.recorded, series.names()),
    };
    Checked {
        attribute_to: attribute_to(case, series.voice(member)),
        revised_by: since,
        ..Checked::of(ClaimVerdict::Supported, because, vec![series.members()[place].id()])
    }
}

/// The figure, for whatever day, by which the authority of one changed its count since.
fn changed_since(frame: &AnsweredSeries<'_>, place: usize) -> Option<FigureId> {
    match frame.fate(place) {
        Fate::RevisedBy(by) => Some(by),
        _ => None,
    }
}

fn taken_back_since(case: &Case<'_>) -> Option<Checked> {
    let all = case.frames.iter().flat_map(|frame| {
        let members = frame.series().members().iter().enumerate();
        let of_the_day = members.filter(|(_, member)| {
            let wording = member.recorded.figure.count.as_ref();
            case.day.is_some_and(|day| case.is_of_the_day(member, day))
                && wording.is_some_and(|wording| prints(wording, &case.claim.wording))
                && case.is_mine(frame.series().voice(member))
        });
        of_the_day.filter_map(|(place, _)| taken_back(case, frame, place))
    });
    all.min_by_key(|(rank, _)| *rank).map(|(_, checked)| checked)
}

fn for_a_later_day(case: &Case<'_>) -> Option<Checked> {
    let asked = case.day?;
    // A window that was counted is judged by its own count.
    if case.in_windows() && case.counted().next().is_some() {
        return None;
    }
    let is_later = |member: &&Member| member.as_of.first_day() > asked.last_day();
    let mut later = case.known_members().filter(|(member, voice)| {
        let wording = member.recorded.figure.count.as_ref();
        is_later(member)
            && case.is_mine(voice)
            && case.has_its_origin(&member.recorded)
            && wording.is_some_and(|wording| prints(wording, &case.claim.wording))
            && is_standing(case, member)
    });
    let (first, _) = later.next()?;
    let names = case.names()?;
    let because = format!(
        "{}, later than {}",
        is_figure(&first.recorded, names),
        crate::phrase::when::beside(asked, day(&first.recorded))
    );
    Some(Checked::of(ClaimVerdict::NotYet, because, vec![first.id()]))
}

fn is_standing(case: &Case<'_>, member: &Member) -> bool {
    let series = case.input.series;
    let status = series.map(|series| series.status(member.id(), &case.known));
    status.is_some_and(Status::stands)
}
