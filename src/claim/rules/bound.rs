//! The third test: the words of the claim leave room for the number. It is the claim's words that allow the figure, never the
//! figure's words that allow the claim.

use crate::model::recorded::FigureId;
use crate::model::wording::Kind;

use super::super::case::{AnsweredSeries, Case, Standing};
use super::super::clauses::{all_with_numbers, claimed};
use super::super::prints::{RoomLeft, excludes, reaches, size};
use super::super::{Checked, ClaimVerdict};
use super::dispute::attribute_to;
use super::excluded::excluders;

/// From below or about: *supported as a bound* where the words hold what every authority says by now; of them all more than
/// double the bound: *superseded*. From above: only where a figure comes near the bound. Some, but not all, where they
/// differ: *disputed*.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    case.frames
        .iter()
        .find_map(|frame| match RoomLeft::of(&case.claim.wording) {
            RoomLeft::Exact => None,
            RoomLeft::Upwards | RoomLeft::Around => of_all(case, frame),
            RoomLeft::Downwards => from_above(case, frame),
        })
        .or_else(|| case.frames.iter().find_map(|frame| of_some(case, frame)))
}

/// What counts of one frame.
fn counted<'c, 's>(case: &'c Case<'s>, frame: &'c AnsweredSeries<'s>) -> Vec<Standing<'c, 's>> {
    case.counted().filter(|one| std::ptr::eq(one.frame, frame)).collect()
}

/// Whether the words of a claim hold a whole figure.
fn holds(case: &Case<'_>, one: &Standing<'_, '_>) -> bool {
    case.claim.wording.count().contains(one.wording.count()) || one.allows_that_day(case)
}

/// Where the words hold every figure that counts. Of one without an upper end it is enough that it allows the words, if
/// another lies inside.
pub fn of_all<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<Checked> {
    if !matches!(RoomLeft::of(&case.claim.wording), RoomLeft::Upwards | RoomLeft::Around) {
        return None;
    }
    let counted = counted(case, frame);
    let claim = case.claim.wording.count();
    let is_inside = |one: &Standing<'_, '_>| holds(case, one);
    let allows = |one: &Standing<'_, '_>| {
        is_inside(one) || (one.wording.count().high().is_none() && one.wording.count().meet(claim).is_some())
    };
    if !counted.iter().any(is_inside) || !counted.iter().all(allows) {
        return None;
    }
    let is_far = counted.iter().all(|one| is_more_than_double(case, one));
    if is_far && !case.in_windows() {
        let because = format!("{} counted by now: {}", far_more(&counted), told(&counted));
        return Some(Checked::of(ClaimVerdict::Superseded, because, ids(&counted)));
    }
    Some(bound(case, &counted))
}

/// "Dozens" has no number that could be doubled.
fn is_more_than_double(case: &Case<'_>, one: &Standing<'_, '_>) -> bool {
    let claim = &case.claim.wording;
    claim.kind() != Kind::Vague && size(one.wording) > size(claim).saturating_mul(2)
}

fn far_more(counted: &[Standing<'_, '_>]) -> &'static str {
    if counted.len() == 1 { "more than twice as many are" } else { "all have more than twice as many" }
}

fn from_above<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<Checked> {
    let counted = counted(case, frame);
    let claim = &case.claim.wording;
    let is_near = |one: &&Standing<'_, '_>| reaches(one.wording, claim);
    let near: Vec<Standing<'_, '_>> = counted.iter().filter(is_near).copied().collect();
    let stands_against = |one: &Standing<'_, '_>| excludes(one.wording, one.wording.count(), claim);
    (!near.is_empty() && !counted.iter().any(stands_against)).then(|| bound(case, &near))
}

/// Where the words hold what some say and not what others do, and these differ or exclude it.
fn of_some<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<Checked> {
    if !case.names_nobody() || RoomLeft::of(&case.claim.wording) == RoomLeft::Exact {
        return None;
    }
    let (counted, claim) = (counted(case, frame), case.claim.wording.count());
    let is_held = |one: &&Standing<'_, '_>| match RoomLeft::of(&case.claim.wording) {
        RoomLeft::Downwards => reaches(one.wording, &case.claim.wording),
        _ => holds(case, one) || one.wording.value().is_some_and(|value| claim.allows(value)),
    };
    let (inside, outside): (Vec<_>, Vec<_>) = counted.iter().partition(|one| is_held(one));
    let inside: Vec<Standing<'_, '_>> = inside.into_iter().copied().collect();
    let outside: Vec<Standing<'_, '_>> = outside.into_iter().copied().collect();
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    let excluding = excluders(case);
    let against: Vec<Standing<'_, '_>> = outside
        .iter()
        .filter(|one| excluding.iter().any(|by| by.chosen.id == one.chosen.id))
        .copied()
        .collect();
    let held: Vec<FigureId> = inside.iter().map(|one| one.chosen.id).collect();
    if against.is_empty() && !frame.differs(&held) {
        return None;
    }
    let others = if against.is_empty() { &outside } else { &against };
    let because = format!(
        "\u{201c}{}\u{201d} leaves room for {}, and not for {}",
        claimed(case),
        told(&inside),
        told(others)
    );
    let nearest = inside.iter().chain(others).map(|one| one.chosen.id).collect();
    Some(Checked::of(ClaimVerdict::Disputed, because, nearest))
}

fn bound(case: &Case<'_>, counted: &[Standing<'_, '_>]) -> Checked {
    let because = format!("\u{201c}{}\u{201d} leaves room for {}", claimed(case), told(counted));
    let voice = counted.last().and_then(|one| attribute_to(case, &one.chosen.voice));
    Checked { attribute_to: voice, ..Checked::of(ClaimVerdict::SupportedAsABound, because, ids(counted)) }
}

fn told(standing: &[Standing<'_, '_>]) -> String {
    all_with_numbers(standing.iter().copied())
}

/// The newest first.
fn ids(standing: &[Standing<'_, '_>]) -> Vec<FigureId> {
    standing.iter().rev().map(|one| one.chosen.id).collect()
}
