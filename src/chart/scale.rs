//! The two scales of a chart: days from left to right, counts from bottom to top, each with ticks at round values.

use serde::Serialize;

use super::Spacing;
use crate::model::date::Day;
use crate::report::pictured::labels;

/// Days from left to right, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayScale {
    /// The day at the left edge.
    pub first: i32,
    /// The day at the right edge; always a later one.
    pub last: i32,
}

/// Counts from bottom to top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CountScale {
    /// How they are set out.
    pub spacing: Spacing,
    /// The lowest count above zero that has a place: 0 where the scale is linear, else a power of ten.
    pub bottom: u64,
    /// The count at the top.
    pub top: u64,
    /// Whether zero has a line of its own below a logarithmic scale.
    pub has_zero_line: bool,
}

/// A day with a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayTick {
    /// The day.
    pub day: i32,
    /// Its label: `18 Oct`, `Oct` or `2023`.
    pub label: String,
    /// The year below it, where it is the first of that year and the label does not say it.
    pub year: Option<String>,
}

/// A count with a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountTick {
    /// The count.
    pub count: u64,
    /// Its label: `5,000`.
    pub label: String,
}

/// Which part of the height a logarithmic scale leaves for the line of zero.
const ZERO_PART: f64 = 0.14;

impl DayScale {
    /// The scale of the days from `first` to `last`, both with a place.
    pub fn of(first: i32, last: i32) -> DayScale {
        let (first, last) = (first.min(last), last.max(first));
        let (lowest, highest) = (Day::MIN.number(), Day::MAX.number());
        let (first, last) = (first.clamp(lowest, highest - 1), last.clamp(lowest, highest));
        DayScale { first, last: last.max(first + 1) }
    }

    /// Where a day stands: 0 at the left edge, 1 at the right.
    pub fn at(self, day: i32) -> f64 {
        let part = f64::from(day.saturating_sub(self.first)) / f64::from(self.last - self.first);
        part.clamp(0.0, 1.0)
    }

    /// At most `most` ticks, and at least one where a round day is within; round days only.
    pub fn ticks(self, most: usize) -> Vec<DayTick> {
        let most = most.max(1);
        let fitting = STEPS
            .iter()
            .map(|step| (step, step.days(self)))
            .find(|(_, days)| days.len() <= most && !days.is_empty());
        let (step, days) = fitting.unwrap_or((&STEPS[0], vec![self.first]));
        let mut said = None;
        let tick = |day: &i32| {
            let year = labels::year(*day);
            let is_new = said.replace(year.clone()) != Some(year.clone());
            let label = step.label(*day);
            DayTick { day: *day, year: Some(year).filter(|year| is_new && *year != label), label }
        };
        days.iter().map(tick).collect()
    }
}

/// How far ticks of days lie apart.
#[derive(Clone, Copy, Debug)]
enum DayStep {
    Days(i32),
    Weeks(i32),
    Months(i32),
    Years(i32),
}

const STEPS: &[DayStep] = &[
    DayStep::Days(1),
    DayStep::Days(2),
    DayStep::Days(5),
    DayStep::Weeks(1),
    DayStep::Weeks(2),
    DayStep::Months(1),
    DayStep::Months(2),
    DayStep::Months(3),
    DayStep::Months(6),
    DayStep::Years(1),
    DayStep::Years(2),
    DayStep::Years(5),
    DayStep::Years(10),
    DayStep::Years(20),
    DayStep::Years(50),
    DayStep::Years(100),
    DayStep::Years(200),
    DayStep::Years(500),
    DayStep::Years(1000),
    DayStep::Years(5000),
];

/// A Monday.
const MONDAY: i32 = 4;

impl DayStep {
    /// Its days on a scale; none where they would be far too many.
    fn days(self, scale: DayScale) -> Vec<i32> {
        let every = |length: i32, origin: i32| {
            if (scale.last - scale.first) / length > MOST_TRIED {
                return Vec::new();
            }
            let before = (scale.first - origin).rem_euclid(length);
            let from = if before == 0 { scale.first } else { scale.first - before + length };
            (from..=scale.last).step_by(usize::try_from(length).unwrap_or(1)).collect()
        };
        match self {
            DayStep::Days(length) => every(length, scale.first),
            DayStep::Weeks(weeks) => every(7 * weeks, MONDAY),
            DayStep::Months(months) => months_of(scale, months),
            DayStep::Years(years) => months_of(scale, 12 * years),
        }
    }

    fn label(self, day: i32) -> String {
        match self {
            DayStep::Days(_) | DayStep::Weeks(_) => labels::day_and_month(day),
            DayStep::Months(_) => labels::month(day).to_owned(),
            DayStep::Years(_) => labels::year(day),
        }
    }
}

/// How many ticks are counted before a step is given up.
const MOST_TRIED: i32 = 400;

/// The firsts of every so many months.
fn months_of(scale: DayScale, every: i32) -> Vec<i32> {
    let month_of = |day: i32| {
        let (year, month, _) = labels::date(day);
        year * 12 + i32::try_from(month).unwrap_or(1) - 1
    };
    let (from, to) = (month_of(scale.first), month_of(scale.last));
    if (to - from) / every > MOST_TRIED {
        return Vec::new();
    }
    let first_of = |month: i32| {
        let (year, month) = (month.div_euclid(12), u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1);
        Day::from_ymd(year, month, 1).map(Day::number)
    };
    let start = from + (every - from.rem_euclid(every)) % every;
    let months = (start..=to).step_by(usize::try_from(every).unwrap_or(1));
    months.filter_map(first_of).filter(|day| (scale.first..=scale.last).contains(day)).collect()
}

impl CountScale {
    /// The scale on which all of `counts` have a place, its top at a round number.
    pub fn of(spacing: Spacing, counts: impl Iterator<Item = u64>) -> CountScale {
        let (mut lowest, mut highest, mut zero) = (u64::MAX, 0, false);
        for count in counts {
            zero |= count == 0;
            highest = highest.max(count);
            if count > 0 {
                lowest = lowest.min(count);
            }
        }
        match spacing {
            Spacing::Linear => {
                let step = round_step(highest, LINEAR_TICKS);
                let top = highest.div_ceil(step).saturating_mul(step).max(1);
                CountScale { spacing, bottom: 0, top, has_zero_line: false }
            }
            Spacing::Logarithmic => {
                let bottom = power_below(lowest.min(highest.max(1)));
                let top = round_step(highest, 1).max(bottom.saturating_mul(10));
                CountScale { spacing, bottom, top, has_zero_line: zero }
            }
        }
    }

    /// Where a count stands: 0 at the bottom, 1 at the top.
    pub fn at(self, count: u64) -> f64 {
        let part = match self.spacing {
            Spacing::Linear => count as f64 / self.top as f64,
            Spacing::Logarithmic if count == 0 => 0.0,
            Spacing::Logarithmic => {
                let (bottom, top) = ((self.bottom as f64).log10(), (self.top as f64).log10());
                let part = ((count as f64).log10() - bottom) / (top - bottom);
                if self.has_zero_line { ZERO_PART + (1.0 - ZERO_PART) * part.max(0.0) } else { part }
            }
        };
        part.clamp(0.0, 1.0)
    }

    /// About `most` ticks at round counts, the lowest first; a logarithmic scale has powers of ten.
    pub fn ticks(self, most: usize) -> Vec<CountTick> {
        let counts = match self.spacing {
            Spacing::Linear => self.linear_ticks(most),
            Spacing::Logarithmic => self.powers(most),
        };
        counts.into_iter().map(|count| CountTick { count, label: labels::count(count) }).collect()
    }

    fn linear_ticks(self, most: usize) -> Vec<u64> {
        let step = round_step(self.top, most.max(1) as u64);
        (0..=self.top / step).map(|times| times * step).collect()
    }

    /// Powers of ten; with twice and five times each where there is room for them.
    fn powers(self, most: usize) -> Vec<u64> {
        let most = most.max(2);
        let powers: Vec<u64> = std::iter::successors(Some(self.bottom), |power| power.checked_mul(10))
            .take_while(|power| *power <= self.top)
            .collect();
        let between = powers.iter().flat_map(|power| [1, 2, 5].map(|times| power.saturating_mul(times)));
        let between: Vec<u64> = between.filter(|count| *count <= self.top).collect();
        let zero = self.has_zero_line.then_some(0).into_iter();
        if between.len() <= most {
            return zero.chain(between).collect();
        }
        let every = powers.len().div_ceil(most);
        zero.chain(powers.into_iter().step_by(every)).collect()
    }
}

/// How many ticks a linear scale has about.
const LINEAR_TICKS: u64 = 5;

/// The smallest of 1, 2 and 5 times a power of ten of which `most` reach a number.
fn round_step(number: u64, most: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for times in [1, 2, 5] {
            let step = power.saturating_mul(times);
            if step.saturating_mul(most) >= number {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn power_below(number: u64) -> u64 {
    10_u64.saturating_pow(number.max(1).ilog10())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_spacing() -> impl Strategy<Value = Spacing> {
        prop::sample::select(vec![Spacing::Linear, Spacing::Logarithmic])
    }

    fn any_counts() -> impl Strategy<Value = Vec<u64>> {
        let count = prop_oneof![0..4_u64, 0..5_000_u64, 0..9_000_000_000_u64];
        prop::collection::vec(count, 0..12)
    }

    proptest! {
        #[test]
        fn all_counts_have_a_place_and_more_is_higher(spacing in any_spacing(), mut counts in any_counts()) {
            let scale = CountScale::of(spacing, counts.iter().copied());
            counts.sort_unstable();
            counts.dedup();
            for count in &counts {
                prop_assert!(*count <= scale.top && (*count >= scale.bottom || *count == 0));
                prop_assert!((0.0..=1.0).contains(&scale.at(*count)));
            }
            for pair in counts.windows(2) {
                prop_assert!(scale.at(pair[0]) < scale.at(pair[1]), "{pair:?} on {scale:?}");
            }
        }

        #[test]
        fn a_linear_scale_begins_at_zero_and_equal_steps_are_equal(counts in any_counts()) {
            let scale = CountScale::of(Spacing::Linear, counts.into_iter());
            prop_assert_eq!(scale.at(0), 0.0);
            prop_assert!((scale.at(scale.top) - 1.0).abs() < 1e-9);
            prop_assert!((scale.at(scale.top / 2 * 2) - 2.0 * scale.at(scale.top / 2)).abs() < 1e-9);
        }

        #[test]
        fn ticks_of_counts_are_round_rise_and_reach_the_top(
            spacing in any_spacing(), counts in any_counts(), most in 2..9_usize,
        ) {
            let scale = CountScale::of(spacing, counts.into_iter());
            let ticks: Vec<u64> = scale.ticks(most).iter().map(|tick| tick.count).collect();
            prop_assert!(ticks.len() <= most + 1 + usize::from(scale.has_zero_line), "{ticks:?}");
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(ticks.iter().all(|tick| *tick <= scale.top));
            let is_round = |count: u64| {
                let digits = count.to_string();
                count == 0 || digits.trim_end_matches('0').len() <= 2
            };
            prop_assert!(ticks.iter().all(|tick| is_round(*tick)), "{ticks:?}");
            if spacing == Spacing::Linear {
                prop_assert_eq!(ticks.first(), Some(&0));
                let step = ticks.get(1).map_or(scale.top, |tick| *tick);
                prop_assert!(ticks.last().is_some_and(|last| scale.top - last < step));
            }
        }

        #[test]
        fn days_have_a_place_and_later_is_further_right(a in -700_000..700_000_i32, b in 0..800_000_i32) {
            let scale = DayScale::of(a, a + b);
            prop_assert!(scale.first < scale.last);
            prop_assert_eq!((scale.at(scale.first), scale.at(scale.last)), (0.0, 1.0));
            prop_assert!(scale.at(scale.first) < scale.at(scale.first + 1));
        }

        #[test]
        fn ticks_of_days_are_few_within_and_the_year_is_said(
            first in -300_000..300_000_i32, length in 0..600_000_i32, most in 1..12_usize,
        ) {
            let scale = DayScale::of(first, first + length);
            let ticks = scale.ticks(most);
            prop_assert!(!ticks.is_empty() && ticks.len() <= most);
            prop_assert!(ticks.windows(2).all(|pair| pair[0].day < pair[1].day));
            prop_assert!(ticks.iter().all(|tick| (scale.first..=scale.last).contains(&tick.day)));
            let year = labels::year(ticks[0].day);
            prop_assert!(ticks[0].label == year || ticks[0].year.as_ref() == Some(&year));
        }
    }

    #[test]
    fn zero_has_a_line_of_its_own_below_a_logarithmic_scale() {
        let scale = CountScale::of(Spacing::Logarithmic, [0, 3, 40].into_iter());
        assert_eq!((scale.bottom, scale.top, scale.has_zero_line), (1, 50, true));
        assert!(scale.at(0) < scale.at(1));
        let without = CountScale::of(Spacing::Logarithmic, [3, 400].into_iter());
        assert!(!without.has_zero_line);
        assert_eq!(without.at(1), 0.0);
        let tens = |a: u64, b: u64| without.at(b) - without.at(a);
        assert!((tens(1, 10) - tens(10, 100)).abs() < 1e-9);
    }

    #[test]
    fn days_weeks_months_and_years_are_named() {
        let labels = |first: &str, last: &str, most: usize| {
            let day = |text: &str| {
                crate::model::date::PartialDate::read(text).expect("a date").first_day().number()
            };
            let ticks = DayScale::of(day(first), day(last)).ticks(most);
            let label = |tick: DayTick| match tick.year {
                Some(year) => format!("{} {year}", tick.label),
                None => tick.label,
            };
            ticks.into_iter().map(label).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(labels("2023-12-30", "2024-01-01", 5), "30 Dec 2023, 31 Dec, 1 Jan 2024");
        assert_eq!(labels("2023-10-04", "2023-11-02", 5), "9 Oct 2023, 16 Oct, 23 Oct, 30 Oct");
        assert_eq!(labels("2023-10-04", "2024-02-02", 5), "Nov 2023, Dec, Jan 2024, Feb");
        assert_eq!(labels("2013-10-04", "2023-11-02", 4), "2015, 2020");
    }
}
