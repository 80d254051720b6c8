//! The fifth test: somebody says it, and not who the claim names.

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::{FigureId, Recorded};

use super::super::case::{AnsweredSeries, Case};
use super::super::clauses::{all_with_numbers, is_figure, named};
use super::super::prints::prints;
use super::super::{Checked, ClaimVerdict};
use super::named_day::{of_the_day, stands};

/// *Attributed to another*, where an authority is named and the newest figure of another prints the number, or one of the
/// day that the claim names, or one that the named one only published or passed on.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let named = named(case)?;
    let others = case.standing().filter(|one| !case.is_mine(&one.chosen.voice));
    let newest = others.filter_map(|one| Some((one.counts(), one.printed_by(&case.claim.wording)?)));
    let newest = newest.max_by_key(|(counts, _)| *counts).map(|(_, id)| id);
    let of_that_day = || case.frames.iter().find_map(|frame| of_that_day(case, frame));
    let passed_on = case.frames.iter().find_map(|frame| passed_on(case, frame));
    let id = newest.or_else(of_that_day).or(passed_on)?;
    let (recorded, names) = (case.figure(id)?, case.names()?);
    let own = all_with_numbers(case.mine());
    let own = match (passed_on, own.is_empty()) {
        (Some(_), true) => format!("{named} only passed it on"),
        (None, true) => format!("no figure of {named} is recorded here"),
        (_, false) => format!("the newest here is that of {own}"),
    };
    let because = format!("{}; {own}", is_figure(recorded, names));
    let nearest = [id].into_iter().chain(case.mine().map(|one| one.chosen.id)).collect();
    Some(Checked::of(ClaimVerdict::AttributedToAnother, because, nearest))
}

fn of_that_day<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<FigureId> {
    let mut others = of_the_day(case, frame)
        .rev()
        .filter(|(place, member)| !case.is_mine(frame.series().voice(member)) && stands(frame, *place));
    others.next().map(|(_, member)| member.id())
}

/// The last figure of another that prints the number, and that the named one published or passed on.
fn passed_on<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<FigureId> {
    let (named, names) = (case.claim.authority.as_ref()?.name(), case.names()?);
    let is_named = |name: &Name| {
        let of_kind = |kind| names.canonical(kind, name) == *named;
        of_kind(NameKind::Publisher) || of_kind(NameKind::Authority)
    };
    let carries = |recorded: &Recorded| {
        let via = recorded.figure.attribution.via.as_ref();
        let relays = via.into_iter().flat_map(Name::steps).filter_map(Name::read);
        is_named(&recorded.figure.source.publisher) || relays.into_iter().any(|relay| is_named(&relay))
    };
    let mut printing = frame.shown().rev().filter(|(place, member)| {
        let count = member.recorded.figure.count.as_ref();
        !case.is_mine(frame.series().voice(member))
            && stands(frame, *place)
            && frame.is_asked(*place)
            && count.is_some_and(|count| prints(count, &case.claim.wording))
            && carries(&member.recorded)
    });
    printing.next().map(|(_, member)| member.id())
}
