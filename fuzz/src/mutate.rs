//! Texts made from a corpus: cut, joined, repeated, and sprinkled with signs that readers stumble over.

/// Signs and words that matter to some reader.
const PIECES: &[&str] = &[
    "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\0", " ", "\u{a0}", "\u{2009}", "\u{feff}",
    "\u{202e}", "'", "’", "٬", ".", "-", "–", "−", "/", ":", "+", "~", "%", "(", ")", "[", "]", "{", "}", "=", "#",
    "0", "1", "9", "00", "704", "1,400", "1.400", "1,23,4", "8200000000", "99999999999999999999", "٧٠٤", "۷۰۴", "７",
    "½", "k", "m", "thousand", "million", "lakh", "dozen", "dozens", "hundreds", "about", "at least", "more than",
    "fewer than", "up to", "between", "and", "or", "to", "including", "children", "killed", "no one", "none", "one",
    "twenty", "two", "NaN", "1e9", "2023-10-24", "24/10/2023", "Oct", "October", "Monday", "T23:59", "Z", "+02:00",
    "45223", "1698105600", "29 February", "é", "\u{301}", "😀", "true", "[fields]", "[figures.killed]", "column",
    "sep=;", "total", "Total", "Source:", "ß", "İ",
];

/// Makes inputs, the same ones for one seed.
pub struct Mutator {
    corpus: Vec<Vec<u8>>,
    state: u64,
}

impl Mutator {
    /// Begins with a corpus and a seed.
    pub fn new(corpus: Vec<Vec<u8>>, seed: u64) -> Mutator {
        Mutator { corpus, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// The next input.
    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self.one();
        for _ in 0..self.below(6) {
            self.change(&mut input);
        }
        input.truncate(4096);
        input
    }

    fn one(&mut self) -> Vec<u8> {
        let at = self.below(self.corpus.len());
        let text = self.corpus[at].clone();
        if text.len() <= 1024 {
            return text;
        }
        let from = self.below(text.len() - 512);
        text[from..].iter().take(1024).copied().collect()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
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
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        ((self.state >> 11) as usize).checked_rem(limit).unwrap_or(0)
    }
}
