//! The fifth test: somebody says it, and not who the claim names.

use super::super::case::{AnsweredSeries, Case};
use super::super::clauses::{all_with_numbers, is_figure, named};
use super::super::{Checked, ClaimVerdict};
use super::named_day::{of_the_day, stands};

/// *Attributed to another*, where an authority is named and the newest figure of another prints the number, or one of the
/// day that the claim names.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let named = named(case)?;
    let others = case.standing().filter(|one| !case.is_mine(&one.chosen.voice));
    let newest = others.filter_map(|one| Some((one.counts(), one.printed_by(&case.claim.wording)?)));
    let newest = newest.max_by_key(|(counts, _)| *counts).map(|(_, id)| id);
    let id = newest.or_else(|| case.frames.iter().find_map(|frame| of_that_day(case, frame)))?;
    let (recorded, names) = (case.figure(id)?, case.names()?);
    let own = all_with_numbers(case.mine());
    let own = match own.is_empty() {
        true => format!("no figure of {named} is recorded here"),
        false => format!("the newest here is that of {own}"),
    };
    let because = format!("{}; {own}", is_figure(recorded, names));
    let nearest = [id].into_iter().chain(case.mine().map(|one| one.chosen.id)).collect();
    Some(Checked::of(ClaimVerdict::AttributedToAnother, because, nearest))
}

fn of_that_day<'a>(case: &Case<'a>, frame: &AnsweredSeries<'a>) -> Option<crate::model::recorded::FigureId> {
    let mut others = of_the_day(case, frame)
        .rev()
        .filter(|(place, member)| !case.is_mine(frame.series().voice(member)) && stands(frame, *place));
    others.next().map(|(_, member)| member.id())
}
