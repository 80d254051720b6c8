//! `stale`: an authority whose newest figure stands against a much newer one of another authority.

use std::cmp::Reverse;

use crate::audit::sheet::{Newest, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::date::PartialDate;
use crate::model::decisions::report_rhythm;
use crate::model::wording::Kind;
use crate::model::words::CountType;
use crate::phrase::figure::figure;
use crate::reconcile::fit::is_floor;
use crate::series::step::is_estimate;

/// How much newer the other figure is, in days, at the least; of who reports seldom not before its next report was due.
const DAYS: i32 = 30;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.scope.count_type != CountType::Total {
        return Vec::new(); // periods are independent of each other, and a stock was right in its day
    }
    if sheet.series.scope.definition.as_deref().is_some_and(is_floor) {
        return Vec::new(); // no higher figure of another conflicts with a floor
    }
    let newest: Vec<&Newest<'_>> =
        sheet.newest().iter().filter(|newest| newest.voice.is_attributed()).collect();
    let by_newness = ByNewness::of(&newest);
    let left_behind = newest.iter().filter_map(|old| {
        let due = report_rhythm(sheet.series.names(), old.voice.name()).map_or(0, |reports| reports.days);
        Some(finding(old, by_newness.that_leaves_behind(old, DAYS.max(due + 1))?))
    });
    left_behind.collect()
}

/// The newest figures of authorities, the newest of them first.
struct ByNewness<'n, 's> {
    newest: Vec<&'n Newest<'s>>,
    /// Of each and all before it the highest low end, and the lowest high end where one is stated.
    ends: Vec<(u64, Option<u64>)>,
}

impl<'n, 's> ByNewness<'n, 's> {
    fn of(newest: &[&'n Newest<'s>]) -> ByNewness<'n, 's> {
        let mut newest = newest.to_vec();
        newest.sort_by_key(|newest| Reverse((newest.day.map(PartialDate::first_day), newest.recorded.order)));
        let mut ends: Vec<(u64, Option<u64>)> = Vec::with_capacity(newest.len());
        for count in newest.iter().map(|newest| newest.wording.count()) {
            let (low, high) = ends.last().copied().unwrap_or_default();
            ends.push((low.max(count.low()), high.into_iter().chain(count.high()).min()));
        }
        ByNewness { newest, ends }
    }

    /// The newest figure beside which another is out of date by so many days at least.
    fn that_leaves_behind(&self, old: &Newest<'_>, least: i32) -> Option<&'n Newest<'s>> {
        let day = age(old)?.first_day();
        let is_newer =
            |new: &&Newest<'_>| new.day.is_some_and(|new| new.first_day().days_since(day) >= least);
        let newer = self.newest.partition_point(is_newer);
        let (highest_low, lowest_high) = *self.ends.get(newer.checked_sub(1)?)?;
        let count = old.wording.count();
        let all_meet = count.high().is_none_or(|high| highest_low <= high)
            && lowest_high.is_none_or(|high| high >= count.low());
        let mut newer = self.newest[..newer].iter().filter(|_| !all_meet);
        newer.find(|new| is_left_behind(old, new, least)).copied()
    }
}

/// Whether the first days are so many days or more apart, the dates cannot overlap, and no number satisfies both printed figures.
fn is_left_behind(old: &Newest<'_>, new: &Newest<'_>, least: i32) -> bool {
    let days = age(old).zip(new.day);
    days.is_some_and(|(old, new)| {
        new.first_day().days_since(old.first_day()) >= least && !new.may_overlap(old)
    }) && old.wording.count().meet(new.wording.count()).is_none()
}

/// The day by which a figure is old: the one for which it holds; a study looks back, and is as new as its publication.
fn age(newest: &Newest<'_>) -> Option<PartialDate> {
    let figure = &newest.recorded.figure;
    let is_study = figure.attribution.method.as_deref().is_some_and(is_estimate)
        || newest.wording.kind() == Kind::Estimate;
    newest.day.map(|day| if is_study { figure.published_on.date } else { day })
}

fn finding(old: &Newest<'_>, new: &Newest<'_>) -> Finding {
    let explanation = format!(
        "the newest figure of {} is {}; {} has {}",
        old.voice.name(),
        figure(old.recorded),
        new.voice.name(),
        figure(new.recorded)
    );
    let hint =
        format!("see whether {} has a newer one: tollbook timeline --authority \"{0}\"", old.voice.name());
    Finding::new(Rank::Warning, vec![old.recorded.id, new.recorded.id], explanation, hint)
}
