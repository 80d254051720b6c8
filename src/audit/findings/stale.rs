//! `stale`: an authority whose newest figure stands against a much newer one of another authority.

use crate::audit::sheet::{Newest, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::phrase::figure::figure;

/// How much newer the other figure is, in days, at the least.
const DAYS: i32 = 30;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.has_windows() {
        return Vec::new(); // periods are independent of each other
    }
    let newest: Vec<&Newest<'_>> =
        sheet.newest().iter().filter(|newest| newest.voice.is_attributed()).collect();
    let last = newest.iter().copied().max_by_key(|newest| (newest.day.first_day(), newest.recorded.order));
    let left_behind = newest.iter().filter_map(|old| {
        let newer = newest.iter().filter(|new| is_left_behind(old, new));
        let other = last
            .filter(|last| is_left_behind(old, last))
            .or_else(|| newer.copied().max_by_key(|new| (new.day.first_day(), new.recorded.order)))?;
        Some(finding(old, other))
    });
    left_behind.collect()
}

/// Whether the days are 30 days or more apart, and no number satisfies both printed figures.
fn is_left_behind(old: &Newest<'_>, new: &Newest<'_>) -> bool {
    new.day.first_day().days_since(old.day.first_day()) >= DAYS
        && old.wording.count().meet(new.wording.count()).is_none()
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
