//! `period_is_not_delta`: a period count that is not the difference of the two totals around its window.

use rustc_hash::FxHashMap;

use crate::audit::event::Event;
use crate::audit::sheet::{Dated, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::date::Day;
use crate::model::name::Name;
use crate::model::wording::Kind;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show, who};
use crate::phrase::number::{grouped, signed};
use crate::series::step::origins_differ;

/// How a period count and the rise of the total differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Residual {
    /// A declared component accounts for it.
    Explained,
    /// The total rose by more than the period counts.
    MissingIncrement,
    /// The total stood still.
    CumulativeNotUpdated,
    /// The total fell.
    DownwardRevision,
    /// The period counts more than the total rose by.
    Mismatch,
}

impl Residual {
    const fn word(self) -> &'static str {
        match self {
            Residual::Explained => "explained by what is declared part of the total",
            Residual::MissingIncrement => "missing increment",
            Residual::CumulativeNotUpdated => "cumulative not updated",
            Residual::DownwardRevision => "downward revision",
            Residual::Mismatch => "mismatch",
        }
    }
}

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (periods, totals) in event.pairs(CountType::Period, CountType::Total) {
        let left = left_behind(totals);
        for track in periods.series.tracks() {
            let Some(of_totals) = totals.track_of(&track.voice) else { continue };
            let totals = totals.exact(of_totals);
            let by_day: FxHashMap<Day, Dated<'_>> = totals_by_day(&totals);
            for (period, value) in periods.exact(track) {
                let own = around(event, &period, value, &by_day);
                found.extend(own.or_else(|| {
                    let (after, first) =
                        (by_day.get(&period.day)?, period.recorded.figure.window_first_day()?);
                    let before = first.plus_days(-1);
                    let other = left.get(&(before, &after.recorded.figure.source.publisher))?;
                    (!by_day.contains_key(&before)).then(|| across(&period, value, other, after))?
                }));
            }
        }
    }
    found
}

fn totals_by_day<'s>(totals: &[(Dated<'s>, u64)]) -> FxHashMap<Day, Dated<'s>> {
    totals.iter().map(|(dated, _)| (dated.day, *dated)).collect()
}

/// The last total that each publisher printed of each authority, by day and publisher.
fn left_behind<'s>(totals: &SeriesSheet<'s>) -> FxHashMap<(Day, &'s Name), Dated<'s>> {
    let mut left = FxHashMap::default();
    if totals.series.tracks().len() < 2 {
        return left;
    }
    for track in totals.tracks().filter(|track| track.voice.is_attributed()) {
        let mut last: FxHashMap<&Name, Dated<'s>> = FxHashMap::default();
        for (dated, _) in totals.exact(track) {
            last.insert(&dated.recorded.figure.source.publisher, dated);
        }
        left.extend(last.into_iter().map(|(publisher, dated)| ((dated.day, publisher), dated)));
    }
    left
}

/// Sets a period count against the step between the totals of two authorities, where a publisher went over from one to the
/// other: said to be so, whatever it comes to.
fn across(period: &Dated<'_>, value: u64, before: &Dated<'_>, after: &Dated<'_>) -> Option<Finding> {
    let rise = signed(after.exact()?) - signed(before.exact()?);
    if rise == signed(value) {
        return None;
    }
    let explanation = format!(
        "{} counted {} for the period; {} goes from {} of {} to {}: that is not a step of one count",
        who(period.recorded),
        figure(period.recorded),
        after.recorded.figure.source.publisher,
        figure(before.recorded),
        who(before.recorded),
        figure(after.recorded)
    );
    let hint = format!("print the count of the day, not the difference of the totals: {}", show(period.id()));
    Some(Finding::new(Rank::Note, vec![period.id(), after.id(), before.id()], explanation, hint))
}

/// Sets a period count against the totals of the day before its window and of its last day.
fn around(
    event: &Event<'_>,
    period: &Dated<'_>,
    value: u64,
    totals: &FxHashMap<Day, Dated<'_>>,
) -> Option<Finding> {
    let first = period.recorded.figure.window_first_day()?;
    let (before, after) = (totals.get(&first.plus_days(-1))?, totals.get(&period.day)?);
    if origins_differ(&before.recorded.figure, &after.recorded.figure) {
        return None;
    }
    let rise = signed(after.exact()?) - signed(before.exact()?);
    let residual = signed(value) - rise;
    let components = components(event, after, period);
    let how = match () {
        () if residual == 0 => return None,
        () if components > 0 && components == -residual => Residual::Explained,
        () if rise == 0 => Residual::CumulativeNotUpdated,
        () if rise < 0 => Residual::DownwardRevision,
        () if residual < 0 => Residual::MissingIncrement,
        () => Residual::Mismatch,
    };
    Some(finding(period, before, after, (rise, residual), how))
}

/// How many people the other components add that are declared part of a total.
fn components(event: &Event<'_>, total: &Dated<'_>, period: &Dated<'_>) -> i64 {
    let others = event.components(total.recorded).into_iter().filter(|part| part.id != period.id());
    let counts = others.filter_map(|part| part.figure.count.as_ref());
    counts.filter(|count| count.kind() == Kind::Exact).filter_map(|count| count.value()).map(signed).sum()
}

fn finding(
    period: &Dated<'_>,
    before: &Dated<'_>,
    after: &Dated<'_>,
    (rise, residual): (i64, i64),
    how: Residual,
) -> Finding {
    let more = if residual > 0 { "more" } else { "fewer" };
    let moved = match rise {
        0 => "stood still".to_owned(),
        1.. => format!("rose by {}", grouped(rise)),
        _ => format!("fell by {}", grouped(-rise)),
    };
    let explanation = format!(
        "{} counted {} for the period; its total {moved}, from {} to {}: {} {more} ({})",
        who(period.recorded),
        figure(period.recorded),
        figure(before.recorded),
        figure(after.recorded),
        grouped(residual.abs()),
        how.word()
    );
    let hint = match how {
        Residual::Explained => format!("see what else the total took in: {}", show(after.id())),
        _ => format!("compare the count and both totals with their sources: {}", show(period.id())),
    };
    let rank = if how == Residual::Explained { Rank::Note } else { Rank::Warning };
    Finding::new(rank, vec![period.id(), after.id(), before.id()], explanation, hint)
}
