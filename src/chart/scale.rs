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
const ZERO_PART: f64 = 0.08;

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
                let top = power_above(highest.max(1)).max(bottom.saturating_mul(10));
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

    fn powers(self, most: usize) -> Vec<u64> {
        let powers: Vec<u64> = std::iter::successors(Some(self.bottom), |power| power.checked_mul(10))
            .take_while(|power| *power <= self.top)
            .collect();
        let every = powers.len().div_ceil(most.max(2));
        let zero = self.has_zero_line.then_some(0);
        zero.into_iter().chain(powers.into_iter().step_by(every.max(1))).collect()
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

fn power_above(number: u64) -> u64 {
    let below = power_below(number);
    if below == number { number } else { below.saturating_mul(10) }
}
