//! What saw figures besides their own rows, where stores were merged.

use rustc_hash::FxHashMap;

/// Which figures were seen again: a bit each.
#[derive(Default)]
pub(super) struct SeenAgain(Vec<u64>);

impl SeenAgain {
    pub fn put(&mut self, figure: i64) {
        let figure = figure.unsigned_abs() as usize;
        if self.0.len() <= figure / 64 {
            self.0.resize(figure / 64 + 1, 0);
        }
        self.0[figure / 64] |= 1 << (figure % 64);
    }

    pub fn holds(&self, figure: i64) -> bool {
        let figure = figure.unsigned_abs() as usize;
        self.0.get(figure / 64).is_some_and(|bits| bits & (1 << (figure % 64)) != 0)
    }
}

/// What saw figures besides their own rows, as far as they are visible.
#[derive(Default)]
pub(super) struct Sightings(FxHashMap<i64, Vec<Sighting>>);

/// A row that saw a figure again.
pub(super) struct Sighting {
    pub id: i64,
    pub line: u64,
    /// As printed there, where that is not as in the figure's own row.
    pub words: Option<String>,
}

impl Sightings {
    pub fn put(&mut self, figure: i64, seen: Sighting) {
        self.0.entry(figure).or_default().push(seen);
    }

    /// The rows that saw a figure again.
    pub fn of(&self, figure: i64) -> impl Iterator<Item = &Sighting> {
        self.0.get(&figure).into_iter().flatten()
    }

    /// The words that a figure has: once stores were merged the fullest of all hold, as with sources, so that it does not
    /// matter which desk saw it first.
    pub fn fullest_words<'w>(&'w self, figure: i64, own: Option<&'w str>) -> Option<&'w str> {
        let seen = self.of(figure).filter_map(|one| one.words.as_deref());
        seen.chain(own).max_by_key(|words| (words.chars().count(), *words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_words_hold_and_bits_are_kept_apart() {
        let mut sightings = Sightings::default();
        for (id, words) in [(1, Some("about 1,400")), (2, Some("some 1,400")), (3, None)] {
            sightings.put(7, Sighting { id, line: 2, words: words.map(str::to_owned) });
        }
        assert_eq!(sightings.fullest_words(7, Some("around 1,400 people")), Some("around 1,400 people"));
        assert_eq!(sightings.fullest_words(7, None), Some("about 1,400"));
        assert_eq!(
            (sightings.fullest_words(8, None), sightings.fullest_words(8, Some("x"))),
            (None, Some("x"))
        );
        let mut seen = SeenAgain::default();
        for figure in [1, 64, 200] {
            seen.put(figure);
        }
        let held: Vec<i64> = (0..300).filter(|figure| seen.holds(*figure)).collect();
        assert_eq!(held, [1, 64, 200]);
    }
}
