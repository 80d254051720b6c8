//! How many people a source claimed: the interval its words allow, and the arithmetic of such intervals.

/// How many people a source claimed, as the interval its words allow.
///
/// Whole people, both ends inclusive. "More than 5,700" is `5701..`, because the source would be
/// wrong at 5,700. A missing upper end means *no upper claim was made*, which is not the same as
/// a very large number.
///
/// Invariant: `low <= high` whenever `high` is present. Nothing outside this file can break it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    low: u64,
    high: Option<u64>,
}

impl Count {
    /// The most people a printed number may speak of: about everyone alive. A number above it is a
    /// misreading, and [`Wording::read`](super::wording::Wording::read) refuses it. Arithmetic on counts
    /// may go beyond it.
    pub const MOST: u64 = 8_200_000_000;

    /// The counts from `low` to `high`, both included; `high` `None` is open above. `None` when
    /// `low > high`.
    pub fn new(low: u64, high: Option<u64>) -> Option<Count> {
        match high {
            Some(high) if low > high => None,
            high => Some(Count { low, high }),
        }
    }

    /// `n` and nothing else.
    pub fn exactly(n: u64) -> Count {
        Count::between(n, n)
    }

    /// `n` or any larger number.
    pub fn at_least(n: u64) -> Count {
        Count { low: n, high: None }
    }

    /// The smallest count allowed, in people.
    pub fn low(self) -> u64 {
        self.low
    }

    /// The largest count allowed, in people; `None` when no upper claim was made.
    pub fn high(self) -> Option<u64> {
        self.high
    }

    /// The counts both claims allow, or `None` when the claims contradict each other.
    pub fn meet(self, other: Count) -> Option<Count> {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Count::new(self.low.max(other.low), high)
    }

    /// The smallest count that contains both, with whatever lies between them.
    pub fn hull(self, other: Count) -> Count {
        let low = self.low.min(other.low);
        match (self.high, other.high) {
            (Some(a), Some(b)) => Count::between(low, a.max(b)),
            _ => Count::at_least(low),
        }
    }

    /// Whether `other` lies wholly inside this count. Equal counts contain each other.
    pub fn contains(self, other: Count) -> bool {
        let high_inside = match (self.high, other.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(outer), Some(inner)) => inner <= outer,
        };
        self.low <= other.low && high_inside
    }

    /// Whether the claim would be right if the true number were `n`.
    pub fn allows(self, n: u64) -> bool {
        self.contains(Count::exactly(n))
    }

    /// The distance from low to high in people, so 0 for an exact count; `None` when open above.
    pub fn width(self) -> Option<u64> {
        self.high.map(|high| high - self.low)
    }

    /// Whether this count says strictly more than `other` by its width alone: any closed count is narrower
    /// than any open one, and no open count is narrower than another.
    pub fn is_narrower_than(self, other: Count) -> bool {
        match (self.width(), other.width()) {
            (Some(mine), Some(theirs)) => mine < theirs,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// How many people lie between two counts that contradict each other (11 and 8: 3), from the nearest
    /// end to the nearest end; `None` when they meet. Never 0.
    pub fn gap(self, other: Count) -> Option<u64> {
        let up_to = |below: Count, above: Count| above.low.checked_sub(below.high?).filter(|gap| *gap > 0);
        up_to(self, other).or_else(|| up_to(other, self))
    }

    /// The counts that the sum of one number from each may have. Open above if either is; a sum beyond
    /// `u64` opens it too.
    pub fn plus(self, other: Count) -> Count {
        let low = self.low.saturating_add(other.low);
        let high = self.high.zip(other.high).and_then(|(a, b)| a.checked_add(b));
        Count { low, high }
    }

    /// The counts that a number from this one less a number from `other` may have; nothing falls below 0.
    /// Low is 0 when `other` is open above; open above when this count is.
    pub fn minus(self, other: Count) -> Count {
        let low = other.high.map_or(0, |most| self.low.saturating_sub(most));
        let high = self.high.map(|most| most.saturating_sub(other.low));
        Count { low, high }
    }

    /// This count without its upper end: what an older total still says on a later day.
    pub fn open_above(self) -> Count {
        Count::at_least(self.low)
    }

    /// The counts between two ends given in either order, both included.
    fn between(a: u64, b: u64) -> Count {
        Count { low: a.min(b), high: Some(a.max(b)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(low: u64, high: u64) -> Count {
        Count::new(low, Some(high)).unwrap()
    }

    #[test]
    fn only_ordered_ends_make_a_count() {
        assert_eq!(Count::new(5, Some(4)), None);
        assert_eq!(Count::new(5, Some(5)), Some(Count::exactly(5)));
        assert_eq!(Count::new(5, None), Some(Count::at_least(5)));
    }

    #[test]
    fn a_gap_counts_the_people_between_two_contradicting_claims() {
        assert_eq!(Count::exactly(11).gap(Count::exactly(8)), Some(3));
        assert_eq!(Count::exactly(8).gap(Count::at_least(11)), Some(3));
        assert_eq!(Count::at_least(11).gap(count(3, 8)), Some(3));
        assert_eq!(count(3, 8).gap(count(8, 9)), None);
        assert_eq!(Count::at_least(11).gap(Count::at_least(2)), None);
    }

    #[test]
    fn any_closed_count_is_narrower_than_any_open_one() {
        assert!(count(0, 9_000).is_narrower_than(Count::at_least(8_999)));
        assert!(!Count::at_least(8_999).is_narrower_than(Count::at_least(0)));
        assert!(!count(1, 3).is_narrower_than(count(5, 7)));
        assert!(count(1, 2).is_narrower_than(count(5, 7)));
    }

    #[test]
    fn arithmetic_stops_at_its_ends() {
        assert_eq!(count(3, 5).minus(count(4, 9)), count(0, 1));
        assert_eq!(count(3, 5).minus(Count::at_least(1)), count(0, 4));
        assert_eq!(Count::at_least(3).minus(Count::exactly(1)), Count::at_least(2));
        assert_eq!(Count::exactly(u64::MAX).plus(Count::exactly(1)), Count::at_least(u64::MAX));
        assert_eq!(count(1, 2).plus(Count::at_least(4)), Count::at_least(5));
        assert_eq!(count(7, 9).open_above(), Count::at_least(7));
    }

    fn any_count() -> impl Strategy<Value = Count> {
        (0u64..12, prop::option::of(0u64..12))
            .prop_map(|(low, more)| Count { low, high: more.map(|more| low + more) })
    }

    /// The numbers a count of [`any_count`] allows, up to 40, which is past all of their closed ends.
    fn members(count: Count) -> Vec<u64> {
        (0..40).filter(|n| count.allows(*n)).collect()
    }

    proptest! {
        #[test]
        fn meet_is_what_both_allow(a in any_count(), b in any_count(), c in any_count()) {
            prop_assert_eq!(a.meet(b), b.meet(a));
            let left = a.meet(b).and_then(|ab| ab.meet(c));
            let right = b.meet(c).and_then(|bc| a.meet(bc));
            prop_assert_eq!(left, right);
            let both: Vec<u64> = members(a).into_iter().filter(|n| b.allows(*n)).collect();
            prop_assert_eq!(a.meet(b).map(members).unwrap_or_default(), both);
            prop_assert_eq!(a.meet(b).is_none(), a.gap(b).is_some());
            prop_assert_eq!(a.gap(b), b.gap(a));
        }

        #[test]
        fn containing_is_meeting_in_the_smaller(a in any_count(), b in any_count()) {
            prop_assert_eq!(a.contains(b), a.meet(b) == Some(b));
            prop_assert!(a.contains(a));
            prop_assert_eq!(a.contains(b) && b.contains(a), a == b);
        }

        #[test]
        fn hull_is_the_smallest_that_contains_both(a in any_count(), b in any_count(), c in any_count()) {
            let hull = a.hull(b);
            prop_assert_eq!(hull, b.hull(a));
            prop_assert!(hull.contains(a) && hull.contains(b));
            if c.contains(a) && c.contains(b) {
                prop_assert!(c.contains(hull));
            }
        }

        #[test]
        fn sums_and_differences_hold_every_case(a in any_count(), b in any_count()) {
            for x in members(a) {
                for y in members(b) {
                    prop_assert!(a.plus(b).allows(x + y));
                    prop_assert!(a.minus(b).allows(x.saturating_sub(y)));
                }
            }
            prop_assert!(a.plus(b).allows(a.low + b.low));
            prop_assert!(a.plus(b).high.is_none_or(|high| Some(high) == a.high.zip(b.high).map(|(x, y)| x + y)));
        }

        #[test]
        fn narrower_is_a_strict_order(a in any_count(), b in any_count(), c in any_count()) {
            prop_assert!(!a.is_narrower_than(a));
            prop_assert!(!(a.is_narrower_than(b) && b.is_narrower_than(a)));
            if a.is_narrower_than(b) && b.is_narrower_than(c) {
                prop_assert!(a.is_narrower_than(c));
            }
        }
    }
}
