//! Which of many names may be slips of each other, found without comparing each with each.
//!
//! Of each name is hashed what a slip may leave of it: what remains without a letter or two, its plain spelling, its words in
//! order. Only names of which the same remains are compared. The hashes are sorted, so many at a time.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::model::name::{Name, STEP};

use super::alike::{MOST_CHANGES, digits, plain, sorted_words};

/// What remains of more names than these tells nothing apart: the others are compared with so many of them.
const IN_COMMON: usize = 512;

/// How many letters a name has at most of which any two are left out. Of a longer one each half is hashed without a letter:
/// of two slips one at most lies in one of the halves.
const SHORT: usize = 40;

/// How much is held at a time, however many names there are.
#[derive(Clone, Copy)]
struct SlipBounds {
    /// Hashes that are sorted together.
    hashes: usize,
    /// Pairs that wait to be compared.
    pairs: usize,
}

const BOUNDS: SlipBounds = SlipBounds { hashes: 1 << 22, pairs: 1 << 20 };

/// How many names or pairs are looked at before it is asked whether to stop.
const BETWEEN_STOPS: usize = 1 << 10;

/// What is hashed of a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Remains {
    Spelling,
    Words,
    Letters,
    Half { is_first: bool, letters: usize },
}

/// The pairs of names that are admitted, by their places, the lower one first, among those of which the same remains: all that
/// may look alike. `None` where it was stopped.
pub fn pairs(
    names: &[&Name],
    admit: &dyn Fn(usize, usize) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<(usize, usize)>> {
    SlipSearch { names, admit, stop, bounds: BOUNDS }.pairs()
}

struct SlipSearch<'a> {
    names: &'a [&'a Name],
    admit: &'a dyn Fn(usize, usize) -> bool,
    stop: &'a dyn Fn() -> bool,
    bounds: SlipBounds,
}

impl SlipSearch<'_> {
    fn pairs(&self) -> Option<Vec<(usize, usize)>> {
        let mut found = Vec::new();
        for hash_all in [LettersLeft::of_spelling, LettersLeft::of_slips] {
            let mut left = LettersLeft::default();
            let mut all = 0_usize;
            self.each_hash(&mut left, hash_all, &mut |_, _| all += 1)?;
            let parts = all as u64 / self.bounds.hashes as u64 + 1;
            for part in 0..parts {
                let mut hashes = Vec::with_capacity(all / parts as usize);
                self.each_hash(&mut left, hash_all, &mut |at, hash| {
                    if (u128::from(hash) * u128::from(parts)) >> 64 == u128::from(part) {
                        hashes.push(self.packed(hash, at));
                    }
                })?;
                hashes.sort_unstable();
                hashes.dedup();
                self.compare(&hashes, &mut found)?;
            }
        }
        Some(found)
    }

    fn each_hash(
        &self,
        left: &mut LettersLeft,
        hash_all: impl Fn(&mut LettersLeft, &Name, &mut dyn FnMut(u64)),
        take: &mut dyn FnMut(usize, u64),
    ) -> Option<()> {
        for (at, name) in self.names.iter().enumerate() {
            if at % BETWEEN_STOPS == 0 && (self.stop)() {
                return None;
            }
            hash_all(left, name, &mut |hash| take(at, hash));
        }
        Some(())
    }

    /// How many bits hold the place of a name.
    fn bits(&self) -> u32 {
        usize::BITS - self.names.len().leading_zeros()
    }

    /// The end of a hash, and the place of the name.
    fn packed(&self, hash: u64, at: usize) -> u64 {
        (hash << self.bits()) | at as u64
    }

    /// Compares the names that have a hash in common.
    fn compare(&self, hashes: &[u64], found: &mut Vec<(usize, usize)>) -> Option<()> {
        let (bits, mut waiting) = (self.bits(), Vec::new());
        let place = |packed: &u64| (packed & ((1 << bits) - 1)) as usize;
        for same in hashes.chunk_by(|a, b| (a >> bits) == (b >> bits)) {
            for (number, one) in same.iter().enumerate().skip(1) {
                let others = same[..number.min(IN_COMMON)].iter();
                waiting.extend(others.map(|other| (place(other), place(one))));
                if waiting.len() >= self.bounds.pairs {
                    self.admit_all(&mut waiting, found)?;
                }
            }
        }
        self.admit_all(&mut waiting, found)
    }

    /// Adds those of some pairs that are admitted.
    fn admit_all(&self, waiting: &mut Vec<(usize, usize)>, found: &mut Vec<(usize, usize)>) -> Option<()> {
        waiting.sort_unstable();
        waiting.dedup();
        for some in waiting.chunks(BETWEEN_STOPS) {
            if (self.stop)() {
                return None;
            }
            found.extend(some.iter().filter(|(a, b)| (self.admit)(*a, *b)));
        }
        waiting.clear();
        found.sort_unstable();
        found.dedup();
        Some(())
    }
}

/// What is left of the letters of a name, as hashes: those of the first so many letters, and what a hash is multiplied with when
/// so many letters follow.
#[derive(Default)]
struct LettersLeft {
    first: Vec<u64>,
    factors: Vec<u64>,
}

impl LettersLeft {
    /// The factor of one letter: odd, with bits everywhere.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    /// Hashes what a matter of spelling leaves of a name, and its words.
    fn of_spelling(&mut self, name: &Name, take: &mut dyn FnMut(u64)) {
        let (outer, leaf) = path(name);
        take(spread(hash((Remains::Spelling, outer, plain(leaf)))));
        if let Some(words) = sorted_words(&leaf.to_lowercase()) {
            take(spread(hash((Remains::Words, outer, words))));
        }
    }

    /// Hashes what slips leave of a name. Names that differ in their digits, or around the last step, share nothing.
    fn of_slips(&mut self, name: &Name, take: &mut dyn FnMut(u64)) {
        let (outer, leaf) = path(name);
        let letters: Vec<char> = leaf.to_lowercase().chars().collect();
        let (length, key) = (letters.len(), (outer, digits(leaf)));
        let most = MOST_CHANGES.min(length / 5);
        if most > 0 && length <= SHORT + MOST_CHANGES {
            self.without(&letters, most, hash((Remains::Letters, &key)), take);
        }
        if length > SHORT {
            for half in length / 2 - 1..=length / 2 + 1 {
                for (is_first, letters) in [(true, &letters[..half]), (false, &letters[length - half..])] {
                    let remains = Remains::Half { is_first, letters: half };
                    self.without(letters, 1, hash((remains, &key)), take);
                }
            }
        }
    }

    /// Hashes some letters, and these without any one or two of them.
    fn without(&mut self, letters: &[char], most: usize, key: u64, take: &mut dyn FnMut(u64)) {
        self.prepare(letters);
        let length = letters.len();
        let mut take = |hash: u64| take(spread(hash ^ key));
        take(self.first[length]);
        for one in 0..length {
            take(self.joined(self.first[one], one + 1, length));
            if most > 1 {
                for other in one + 1..length {
                    let before = self.joined(self.first[one], one + 1, other);
                    take(self.joined(before, other + 1, length));
                }
            }
        }
    }

    fn prepare(&mut self, letters: &[char]) {
        self.first.clear();
        self.first.push(0);
        let mut hash = 0_u64;
        for letter in letters {
            hash = hash.wrapping_mul(Self::FACTOR).wrapping_add(spread(u64::from(*letter)));
            self.first.push(hash);
        }
        for _ in self.factors.len()..=letters.len() {
            let next = self.factors.last().map_or(1, |last| last.wrapping_mul(Self::FACTOR));
            self.factors.push(next);
        }
    }

    /// The hash of some letters with those from one place to another behind them.
    fn joined(&self, before: u64, from: usize, to: usize) -> u64 {
        let factor = self.factors[to - from];
        let between = self.first[to].wrapping_sub(self.first[from].wrapping_mul(factor));
        before.wrapping_mul(factor).wrapping_add(between)
    }
}

/// The path around a name, and its last step.
fn path(name: &Name) -> (Option<&str>, &str) {
    match name.as_str().rsplit_once(STEP) {
        Some((outer, leaf)) => (Some(outer), leaf),
        None => (None, name.as_str()),
    }
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    what.hash(&mut hasher);
    hasher.finish()
}

/// A number with every bit spread over all.
fn spread(number: u64) -> u64 {
    let number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::alike::are_alike;

    /// A name and what slips make of it: some letters changed, left out or added, words exchanged, another case.
    fn any_kin() -> impl Strategy<Value = Vec<String>> {
        let word = prop_oneof!["[ab]{1,4}", "[a-e]{3,9}", "é[ab]{2,4}", "[0-2]{1,2}"];
        let words = prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "));
        let slip = (0..3_usize, any::<prop::sample::Index>(), "[abé 1]");
        let slips = prop::collection::vec(slip, 0..4);
        (words, prop::collection::vec((slips, 0..6_usize), 1..6)).prop_map(|(words, all)| {
            let slipped = all.iter().map(|(slips, way)| slipped(&words, slips, *way));
            slipped.chain([words.clone()]).collect()
        })
    }

    fn slipped(words: &str, slips: &[(usize, prop::sample::Index, String)], way: usize) -> String {
        let mut letters: Vec<char> = words.chars().collect();
        for (kind, place, letter) in slips {
            let (at, letter) = (place.index(letters.len().max(1)), letter.chars().next().unwrap_or('a'));
            match kind {
                0 if at < letters.len() => letters[at] = letter,
                1 if at < letters.len() => drop(letters.remove(at)),
                _ => letters.insert(at.min(letters.len()), letter),
            }
        }
        let text: String = letters.into_iter().collect();
        match way {
            0 => text.to_uppercase(),
            1 => text.split(' ').rev().collect::<Vec<_>>().join(" "),
            2 => format!("Outer > {text}"),
            _ => text,
        }
    }

    /// The rule in plain words: all pairs of one path that look alike.
    fn compared_each_with_each(names: &[&Name]) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (at, one) in names.iter().enumerate() {
            all.extend((0..at).filter(|other| is_pair(names[*other], one)).map(|other| (other, at)));
        }
        all.sort_unstable();
        all
    }

    fn is_pair(a: &Name, b: &Name) -> bool {
        let leaf = |name: &Name| Name::read(path(name).1);
        let alike = leaf(a).zip(leaf(b)).is_some_and(|(a, b)| are_alike(&a, &b));
        alike && path(a).0 == path(b).0
    }

    fn found(names: &[&Name], bounds: SlipBounds) -> Option<Vec<(usize, usize)>> {
        let admit = |a: usize, b: usize| is_pair(names[a], names[b]);
        SlipSearch { names, admit: &admit, stop: &|| false, bounds }.pairs()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        /// They are the pairs that are found where each name is compared with each, whatever is held at a time.
        #[test]
        fn they_are_all_that_look_alike(kin in prop::collection::vec(any_kin(), 1..6)) {
            let mut names: Vec<Name> = kin.iter().flatten().filter_map(|text| Name::read(text)).collect();
            names.sort_unstable();
            names.dedup();
            let names: Vec<&Name> = names.iter().collect();
            let all = compared_each_with_each(&names);
            for bounds in [BOUNDS, SlipBounds { hashes: 2_000, pairs: 3 }] {
                let found = found(&names, bounds);
                prop_assert_eq!(found.as_ref(), Some(&all));
            }
        }
    }

    #[test]
    fn it_stops_when_it_is_asked_to() {
        let names: Vec<Name> = ["Deraa", "Daraa"].into_iter().filter_map(Name::read).collect();
        let names: Vec<&Name> = names.iter().collect();
        assert_eq!(pairs(&names, &|_, _| true, &|| false), Some(vec![(0, 1)]));
        assert_eq!(pairs(&names, &|_, _| true, &|| true), None);
    }
}
