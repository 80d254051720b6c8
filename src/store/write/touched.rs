//! Sets of numbers that are met very often: series and figures.

/// A set of numbers from 1 on, one bit each: the series and figures of an import are met a million times.
#[derive(Clone, Default)]
pub(super) struct Touched(Vec<u64>);

impl Touched {
    pub fn insert(&mut self, number: i64) {
        let (word, bit) = (number as usize / 64, number as usize % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// Whether a number is in it.
    pub fn holds(&self, number: i64) -> bool {
        let (word, bit) = (number as usize / 64, number as usize % 64);
        self.0.get(word).is_some_and(|bits| bits & (1 << bit) != 0)
    }

    /// Whether a number is in both.
    pub fn meets(&self, other: &Touched) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    /// The numbers that are not in another set, in order.
    pub fn without<'t>(&'t self, other: &'t Touched) -> impl Iterator<Item = i64> + 't {
        let left = |word: usize| self.0[word] & !other.0.get(word).copied().unwrap_or(0);
        let bits = (0..self.0.len()).map(move |word| (word, left(word))).filter(|(_, bits)| *bits != 0);
        bits.flat_map(|(word, bits)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| (word * 64 + bit) as i64)
        })
    }

    /// The numbers, in order.
    pub fn numbers(&self) -> Vec<i64> {
        let is_in = |number: &usize| self.0[number / 64] & (1 << (number % 64)) != 0;
        (0..self.0.len() * 64).filter(is_in).map(|number| number as i64).collect()
    }
}
