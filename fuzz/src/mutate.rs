//! Texts made from a corpus: cut, joined, repeated, and sprinkled with signs that readers stumble over.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Signs and words that matter to some reader.
const PIECES: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    "\r\n",
    "\0",
    " ",
    "\u{a0}",
    "\u{2009}",
    "\u{feff}",
    "\u{202e}",
    "'",
    "’",
    "٬",
    ".",
    "-",
    "–",
    "−",
    "/",
    ":",
    "+",
    "~",
    "%",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    "#",
    "0",
    "1",
    "9",
    "00",
    "704",
    "1,400",
    "1.400",
    "1,23,4",
    "8200000000",
    "99999999999999999999",
    "٧٠٤",
    "۷۰۴",
    "７",
    "½",
    "k",
    "m",
    "thousand",
    "million",
    "lakh",
    "dozen",
    "dozens",
    "hundreds",
    "about",
    "at least",
    "more than",
    "fewer than",
    "up to",
    "between",
    "and",
    "or",
    "to",
    "including",
    "children",
    "killed",
    "no one",
    "none",
    "one",
    "twenty",
    "two",
    "NaN",
    "1e9",
    "2023-10-24",
    "24/10/2023",
    "Oct",
    "October",
    "Monday",
    "T23:59",
    "Z",
    "+02:00",
    "45223",
    "1698105600",
    "29 February",
    "é",
    "\u{301}",
    "😀",
    "true",
    "[fields]",
    "[figures.killed]",
    "column",
    "sep=;",
    "total",
    "Total",
    "Source:",
    "ß",
    "İ",
];

/// Makes inputs, the same ones for one seed.
pub struct Mutator {
    corpus: Vec<Vec<u8>>,
    /// By the way that they went: inputs that were the first or the shortest to go it.
    learned: BTreeMap<u64, Vec<u8>>,
    /// The ways to refusal and those to an answer, each to be chosen by its number.
    ways: [Vec<u64>; 2],
    state: u64,
}

/// The longest input.
pub const LONGEST: usize = 1536;

impl Mutator {
    /// Begins with a corpus and a seed.
    pub fn new(corpus: Vec<Vec<u8>>, seed: u64) -> Mutator {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Mutator { corpus, learned: BTreeMap::new(), ways: [Vec::new(), Vec::new()], state }
    }

    /// The next input.
    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self.one();
        // Mostly one change: several at once hide from each other what they do.
        let changes = if self.below(3) == 0 { 2 + self.below(3) } else { 1 };
        for _ in 0..changes {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    /// Keeps an input to be changed further, if it went a way that none went, or is shorter than the one that did.
    pub fn learn(&mut self, way: u64, is_accepted: bool, input: Vec<u8>) {
        match self.learned.entry(way) {
            Entry::Vacant(place) => {
                place.insert(input);
                self.ways[usize::from(is_accepted)].push(way);
            }
            Entry::Occupied(mut kept) => {
                if input.len() < kept.get().len() {
                    kept.insert(input);
                }
            }
        }
    }

    /// How many ways were gone.
    pub fn ways(&self) -> usize {
        self.learned.len()
    }

    /// The shortest input of each way: of those to a refusal, and of those to an answer.
    pub fn learned(mut self) -> [Vec<Vec<u8>>; 2] {
        self.ways.map(|ways| ways.iter().filter_map(|way| self.learned.remove(way)).collect())
    }

    fn one(&mut self) -> Vec<u8> {
        // Half of all from what was accepted, a quarter from what was refused: what is refused at once teaches little.
        let kind = [None, Some(0), Some(1), Some(1)][self.below(4)];
        let number = self.next_number();
        let ways = kind.map_or(&[][..], |kind: usize| &self.ways[kind]);
        let way = number.checked_rem(ways.len()).map(|at| ways[at]);
        let at = self.below(self.corpus.len());
        let (from, whole) = (self.next_number(), self.below(2) == 0);
        let text = way.and_then(|way| self.learned.get(&way)).unwrap_or(&self.corpus[at]);
        // Of a long one its beginning, or the beginning and a piece from further down.
        let head = text.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if text.len() <= LONGEST / 2 || head > LONGEST / 2 || whole {
            return text.iter().take(LONGEST / 2).copied().collect();
        }
        let from = head + from % (text.len() - head);
        text[..head].iter().chain(text[from..].iter().take(LONGEST / 2 - head)).copied().collect()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        if self.below(2) == 0 {
            self.change_word(input);
        } else {
            self.change_bytes(input);
        }
    }

    /// Puts a piece in the place of a word or a number, or beside it: what is left can often still be read.
    fn change_word(&mut self, input: &mut Vec<u8>) {
        let piece = PIECES[self.below(PIECES.len())];
        let is_inside =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
        let begins = |at: &usize| {
            is_inside(input.get(*at)) && !is_inside(at.checked_sub(1).and_then(|at| input.get(at)))
        };
        let starts: Vec<usize> = (0..input.len()).filter(begins).collect();
        let at = starts.get(self.below(starts.len())).copied().unwrap_or(0);
        let length = input[at..].iter().take_while(|byte| is_inside(Some(byte))).count();
        let after = at + length;
        match self.below(4) {
            0 | 1 => drop(input.splice(at..after, piece.bytes())),
            2 => drop(input.splice(at..at, piece.bytes().chain([b' ']))),
            _ => drop(input.splice(after..after, [b' '].into_iter().chain(piece.bytes()))),
        }
    }

    fn change_bytes(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let length = self.below(12).min(input.len() - at);
        match self.below(8) {
            0 => drop(input.drain(at..at + length)),
            1 | 2 => {
                let piece = PIECES[self.below(PIECES.len())];
                input.splice(at..at + length * self.below(2), piece.bytes());
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                input.splice(at..at, piece.bytes());
            }
            4 => {
                let again: Vec<u8> = input[at..at + length].to_vec();
                let to = self.below(input.len() + 1);
                input.splice(to..to, again);
            }
            5 => {
                let other = self.one();
                let from = self.below(other.len() + 1);
                let many = self.below(64);
                input.splice(at..at, other[from..].iter().take(many).copied());
            }
            6 if at < input.len() => input[at] ^= 1 << self.below(8),
            _ if at < input.len() => input[at] = self.below(256) as u8,
            _ => input.push(self.below(256) as u8),
        }
    }

    /// A number below `limit`; 0 where there is none.
    fn below(&mut self, limit: usize) -> usize {
        self.next_number().checked_rem(limit).unwrap_or(0)
    }

    fn next_number(&mut self) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize
    }
}
