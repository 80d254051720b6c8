//! The largest set of claims of which every two fit together.

/// How many steps are taken before the largest set found so far is taken for the answer. Claims about one number nearly
/// always lie in order, and a set is found in few steps.
const STEPS: usize = 100_000;

/// The size of the largest set of which every two fit; `fits[a][b]` says it of two, in both orders.
pub fn largest_set(fits: &[Vec<bool>]) -> usize {
    let mut candidates: Vec<usize> = (0..fits.len()).collect();
    let fitting = |at: &usize| fits[*at].iter().filter(|fits| **fits).count();
    candidates.sort_by_cached_key(|at| std::cmp::Reverse(fitting(at)));
    let mut search = SetSearch { fits, largest: 0, steps: STEPS };
    search.extend(0, &candidates);
    search.largest
}

struct SetSearch<'f> {
    fits: &'f [Vec<bool>],
    largest: usize,
    steps: usize,
}

impl SetSearch<'_> {
    /// Extends a set of so many by what fits all of it: with the next candidate, then without it.
    fn extend(&mut self, size: usize, mut candidates: &[usize]) {
        self.largest = self.largest.max(size);
        while let Some((next, others)) = candidates.split_first() {
            if size + candidates.len() <= self.largest || self.steps == 0 {
                return;
            }
            self.steps -= 1;
            let fitting = others.iter().copied().filter(|other| self.fits[*next][*other]);
            let fitting: Vec<usize> = fitting.collect();
            self.extend(size + 1, &fitting);
            // Where the next one fits all others, no set is larger without it.
            if fitting.len() == others.len() {
                return;
            }
            candidates = others;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn symmetric(count: usize, apart: &[bool]) -> Vec<Vec<bool>> {
        let fit = |a: usize, b: usize| a == b || !apart[a.min(b) * count + a.max(b)];
        (0..count).map(|a| (0..count).map(|b| fit(a, b)).collect()).collect()
    }

    proptest! {
        /// It is what trying every set finds.
        #[test]
        fn it_is_the_largest_of_all_sets(apart in prop::collection::vec(any::<bool>(), 64), count in 0..8_usize) {
            let fits = symmetric(count, &apart);
            let holds = |set: u32| (0..count).all(|a| (0..count).all(|b| set & (1 << a) == 0 || set & (1 << b) == 0 || fits[a][b]));
            let plain = (0..1_u32 << count).filter(|set| holds(*set)).map(u32::count_ones).max().unwrap_or(0);
            prop_assert_eq!(largest_set(&fits), plain as usize);
        }
    }
}
