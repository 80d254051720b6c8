//! `jump`: a total of ten times or a tenth of the one before, or a step far beyond those before it.

use crate::audit::sheet::{Dated, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::date::Day;
use crate::model::recorded::ActKind;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show_both, who};
use crate::phrase::number::{grouped, signed};
use crate::series::Series;
use crate::series::step::{method_changed, origins_differ};

/// Below this, ten times is what a first count becomes.
const FEWEST: u64 = 10;
/// However steady a count was, a deviation is no less than so many people.
const FEWEST_STEPS: i64 = 2;
/// How many steps must be known, and how many of the newest are looked back on.
const STEPS: usize = 10;
const LOOKED_BACK: usize = 30;
/// How much faster than in its fastest step of late a count may grow.
const ALLOWANCE: f64 = 1.25;
/// For how many days from the first a steep rise is what happens.
const FIRST_DAYS: i32 = 7;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    if sheet.series.scope.count_type != CountType::Total {
        return Vec::new();
    }
    sheet.tracks().flat_map(|track| of_track(sheet, &sheet.exact(track))).collect()
}

fn of_track(sheet: &SeriesSheet<'_>, totals: &[(Dated<'_>, u64)]) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut steps, mut growth): (Vec<i64>, Vec<f64>) = (Vec::new(), Vec::new());
    let Some(first) = totals.first().map(|(dated, _)| dated.day) else { return found };
    for pair in totals.windows(2) {
        let [(before, a), (after, b)] = pair else { continue };
        if is_another_count(sheet.series, before, after) {
            steps.clear();
            growth.clear();
            continue;
        }
        let step = a_day(signed(*b) - signed(*a), before.day, after.day);
        let rate = growth_a_day(*a, *b, before.day, after.day);
        let is_late = after.day.days_since(first) > FIRST_DAYS;
        let how = by_ten(*a, *b).map(str::to_owned).or_else(|| {
            let is_asked = is_late && (sheet.looks_at(before.id()) || sheet.looks_at(after.id()));
            let usual = is_asked.then(|| far_beyond(step, &steps))??;
            Some(format!("{} a day, where {} had been usual", grouped(step), grouped(usual)))
        });
        match how.filter(|_| !grows_as_before(rate, &growth)) {
            Some(how) => found.push(finding(before, after, &how)),
            None => growth.push(rate),
        }
        steps.push(step);
    }
    found.retain(|finding| finding.figures.iter().any(|id| sheet.looks_at(*id)));
    found
}

/// By how much a count grows a day, in powers of e, however large it is.
fn growth_a_day(a: u64, b: u64, from: Day, to: Day) -> f64 {
    let days = to.days_since(from).max(1);
    ((b.max(1) as f64) / (a.max(1) as f64)).ln() / f64::from(days)
}

/// Whether a count grows no faster than it has: exponential growth is ordinary, however large its steps become.
fn grows_as_before(rate: f64, growth: &[f64]) -> bool {
    let last = &growth[growth.len().saturating_sub(STEPS)..];
    let fastest = last.iter().copied().fold(0.0, f64::max);
    rate > 0.0 && rate <= ALLOWANCE * fastest
}

/// Counted otherwise, or a change that a row declares: no step of the count.
fn is_another_count(series: &Series, before: &Dated<'_>, after: &Dated<'_>) -> bool {
    let (a, b) = (&before.recorded.figure, &after.recorded.figure);
    let declared = series.acts_on(before.id()).iter();
    let declared = declared.filter(|act| matches!(act.what, ActKind::Linked(_)));
    origins_differ(a, b)
        || method_changed(a, b)
        || declared.into_iter().any(|act| act.other == Some(after.id()))
}

fn by_ten(a: u64, b: u64) -> Option<&'static str> {
    let is_ten_times = |small: u64, large: u64| {
        let ten = small.saturating_mul(10);
        small >= FEWEST && large.abs_diff(ten) <= ten / 50
    };
    match () {
        () if is_ten_times(a, b) => Some("ten times the total before"),
        () if is_ten_times(b, a) => Some("a tenth of the total before"),
        () => None,
    }
}

/// A step as so many people a day.
fn a_day(step: i64, from: Day, to: Day) -> i64 {
    step / i64::from(to.days_since(from)).max(1)
}

/// The usual step, where this one is more than five robust deviations (1.5 times the median deviation) above it. However steady
/// the steps were, the deviation is at least a sixth of the usual one, its root (that of counting), and two people.
fn far_beyond(step: i64, steps: &[i64]) -> Option<i64> {
    if steps.len() < STEPS {
        return None;
    }
    let mut last = steps[steps.len().saturating_sub(LOOKED_BACK)..].to_vec();
    let usual = median(&mut last);
    last.iter_mut().for_each(|step| *step = (*step - usual).abs());
    let deviation = (median(&mut last) * 3 / 2).max(usual / 6).max(usual.max(0).isqrt()).max(FEWEST_STEPS);
    (step - usual > 5 * deviation).then_some(usual)
}

fn median(numbers: &mut [i64]) -> i64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

fn finding(before: &Dated<'_>, after: &Dated<'_>, how: &str) -> Finding {
    let explanation = format!(
        "the total of {} went from {} to {}: {how}",
        who(after.recorded),
        figure(before.recorded),
        figure(after.recorded)
    );
    let hint = format!("compare both with their sources: {}", show_both(after.id(), before.id()));
    Finding::new(Rank::Note, vec![after.id(), before.id()], explanation, hint)
}
