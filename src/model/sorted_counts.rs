//! Many counts at once: those that meet another are found without a look at all of them.

use super::count::Count;

/// Counts by their low ends.
#[derive(Clone, Debug, Default)]
pub struct SortedCounts {
    /// Each count once, with the places of those that are it; by low end, then by high end.
    counts: Vec<(Count, Vec<usize>)>,
    /// Of each and all before it the highest high end; `None` where one of them is open above.
    reach: Vec<Option<u64>>,
}

impl SortedCounts {
    /// Some counts; their places are those in which they come.
    pub fn of(counts: impl Iterator<Item = Count>) -> SortedCounts {
        let mut placed: Vec<(Count, usize)> = counts.zip(0..).collect();
        placed.sort_unstable_by_key(|(count, place)| (count.low(), count.high(), *place));
        let mut sorted = SortedCounts::default();
        for equal in placed.chunk_by(|a, b| a.0 == b.0) {
            let count = equal[0].0;
            let before = sorted.reach.last().copied().unwrap_or(Some(0));
            sorted.reach.push(before.zip(count.high()).map(|(before, high)| before.max(high)));
            sorted.counts.push((count, equal.iter().map(|(_, place)| *place).collect()));
        }
        sorted
    }

    /// The places of the counts that meet a count and are another, those with the highest low end first.
    pub fn others_that_meet(&self, count: Count) -> impl Iterator<Item = usize> {
        let begins_in_it = |low: u64| count.high().is_none_or(|high| low <= high);
        let end = self.counts.partition_point(|(other, _)| begins_in_it(other.low()));
        let reached = self.counts[..end].iter().zip(&self.reach[..end]).rev();
        let reached = reached.take_while(move |(_, reach)| reach.is_none_or(|reach| reach >= count.low()));
        let others = reached.filter(move |((other, _), _)| *other != count && other.meet(count).is_some());
        others.flat_map(|((_, places), _)| places.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_count() -> impl Strategy<Value = Count> {
        (0..20_u64, prop::option::of(0..6_u64))
            .prop_map(|(low, width)| Count::new(low, width.map(|width| low + width)).expect("a count"))
    }

    proptest! {
        #[test]
        fn it_finds_what_a_look_at_all_of_them_finds(
            counts in prop::collection::vec(any_count(), 0..12),
            count in any_count(),
        ) {
            let plain: Vec<usize> = (0..counts.len())
                .filter(|at| counts[*at] != count && counts[*at].meet(count).is_some())
                .collect();
            let mut found: Vec<usize> = SortedCounts::of(counts.iter().copied()).others_that_meet(count).collect();
            found.sort_unstable();
            prop_assert_eq!(found, plain);
        }
    }
}
