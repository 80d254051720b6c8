//! Whether one wording restates another: "more than 5,700" restates 5,791 (`docs/rules.md`, "Restatements").

use std::ops::RangeInclusive;

use crate::model::count::Count;
use crate::model::wording::{Kind, Wording};

/// Whether two figures hold for the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// The same as_of.
    Same,
    /// Another as_of.
    Differ,
}

/// Whether `later` restates `earlier`: the same interval; or intervals that meet and printed values that agree.
///
/// On the same day it holds both ways. On different days only the later wording may be the shorter one: 471 does not
/// restate yesterday's "about 500".
pub fn restates(later: &Wording, earlier: &Wording, days: Days) -> bool {
    let (b, a) = (later.count(), earlier.count());
    if a == b {
        return true;
    }
    if a.meet(b).is_none() {
        return false;
    }
    let short = match (later.value(), earlier.value()) {
        (Some(b), Some(a)) => a == b || is_short_for(b, a) || (days == Days::Same && is_short_for(a, b)),
        _ => false,
    };
    short || (days == Days::Same && (lies_in(later, earlier) || lies_in(earlier, later)))
}

/// Whether `short` is `full` rounded half up, or cut, to fewer significant digits, by no more than a tenth of `full`.
fn is_short_for(short: u64, full: u64) -> bool {
    short != full && short.abs_diff(full) <= full / 10 && short_forms(full).any(|form| form == short)
}

/// A number cut, and rounded half up, to fewer significant digits: by ever larger units. Some may equal the number.
pub fn short_forms(full: u64) -> impl Iterator<Item = u64> {
    let units = std::iter::successors(Some(10_u64), |unit| unit.checked_mul(10))
        .take_while(move |unit| *unit <= full);
    units.flat_map(move |unit| [full / unit * unit, full.saturating_add(unit / 2) / unit * unit])
}

/// All numbers of which one may be a short form lie in this range; it holds others as well. The number alone
/// where its last digit is no zero.
pub fn full_forms(short: u64) -> RangeInclusive<u64> {
    let units = std::iter::successors(Some(10_u64), |unit| unit.checked_mul(10));
    let unit = units.take_while(|unit| short > 0 && short.is_multiple_of(*unit)).last();
    let Some(unit) = unit else { return short..=short };
    short - unit / 2..=short.saturating_add(unit - 1)
}

/// Whether the printed value of `inner`, or its whole printed range, lies in the closed range that `outer` gives.
fn lies_in(inner: &Wording, outer: &Wording) -> bool {
    let range = outer.count();
    let gives_a_range = matches!(outer.kind(), Kind::Range | Kind::About | Kind::Nearly | Kind::Estimate);
    if !gives_a_range || range.high().is_none() {
        return false;
    }
    match inner.value() {
        Some(value) => range.contains(Count::exactly(value)),
        None => inner.kind() == Kind::Range && range.contains(inner.count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(later: &str, earlier: &str, days: Days) -> bool {
        let read = |text| Wording::read(text).expect("words of a count").whole;
        restates(&read(later), &read(earlier), days)
    }

    #[test]
    fn the_examples_of_the_rule() {
        assert!(says("more than 5,700", "5,791", Days::Differ));
        assert!(says("250-260", "about 253", Days::Same));
        assert!(says("at least 253", "about 253", Days::Same));
        assert!(!says("at least 97", "115", Days::Differ));
        assert!(!says("471", "about 500", Days::Differ));
        assert!(says("471", "about 500", Days::Same));
        assert!(!says("up to 50", "12", Days::Same));
    }

    #[test]
    fn rounding_is_by_half_up_or_cut_and_by_no_more_than_a_tenth() {
        for (short, full) in
            [(5_800, 5_791), (5_700, 5_791), (6_000, 5_791), (100, 95), (90, 95), (1_000, 1_004)]
        {
            assert!(is_short_for(short, full), "{short} for {full}");
        }
        for (short, full) in
            [(5_791, 5_791), (5_000, 5_791), (5_750, 5_791), (10, 15), (0, 7), (5_900, 5_791)]
        {
            assert!(!is_short_for(short, full), "{short} for {full}");
        }
        assert!(!is_short_for(u64::MAX, u64::MAX - 1));
    }

    #[test]
    fn an_equal_value_restates_only_where_the_intervals_meet() {
        assert!(!says("more than 50", "50", Days::Same));
        assert!(says("at least 50", "50", Days::Differ));
        assert!(says("dozens", "dozens", Days::Differ));
        assert!(!says("dozens", "scores", Days::Same));
    }
}
