//! The fingerprint of an answer: a short word that stands beside a sentence, and opens years later what it was made of.
//!
//! It holds the number of the newest entry, the number of the series, the question, and two checks: one over the hash of that
//! entry, one over the figures that answered. Digits and letters without i, l, o and u, so that it can be typed by hand.

use std::fmt;

use sha2::{Digest, Sha256};

use super::date::{Moment, PartialDate};
use super::question::{DayRange, Question};
use super::recorded::{EntryId, FigureId};

/// What a fingerprint begins with.
const START: &str = "tb:";

/// The digits: 5 bits each, as Crockford put them in order.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many bytes of the hash of the entry are a part of it: of 65,536 mistyped ones, one may pass.
const HEAD_BYTES: usize = 2;

/// From where an answer comes: the newest entry that it may know, and its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerRoot {
    /// The newest entry.
    pub entry: EntryId,
    /// The hash that seals it.
    pub head: [u8; 32],
    /// The number of the series, the lowest where it has several.
    pub series: i64,
}

/// What was asked of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FingerprintQuestion {
    /// The clocks and days. What this desk had is told by the entry.
    pub question: Question,
    /// The place of the policy in the list of all.
    pub policy: u8,
}

/// A fingerprint, as it was made or typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The newest entry.
    pub entry: EntryId,
    /// The series.
    pub series: i64,
    /// What was asked.
    pub asked: FingerprintQuestion,
    of_head: [u8; HEAD_BYTES],
    of_figures: u8,
}

impl Fingerprint {
    /// The fingerprint of an answer, by the figures that answer.
    pub fn new(root: &AnswerRoot, asked: FingerprintQuestion, figures: &[FigureId]) -> Fingerprint {
        let question = Question { recorded_by: None, ..asked.question };
        let asked = FingerprintQuestion { question, ..asked };
        let mut made = Fingerprint {
            entry: root.entry,
            series: root.series,
            asked,
            of_head: [0; HEAD_BYTES],
            of_figures: 0,
        };
        made.of_head = made.check_of_head(&root.head);
        made.of_figures = check_of_figures(figures);
        made
    }

    /// Reads one; `None` where the text is none. Capitals, hyphens and letters that look like digits do not matter.
    pub fn read(text: &str) -> Option<Fingerprint> {
        let text = text.trim().to_ascii_lowercase();
        let digits = text.strip_prefix(START)?.chars().filter(|letter| *letter != '-');
        let bytes = bytes_of(digits)?;
        let mut rest = bytes.as_slice();
        let flags = take(&mut rest)?;
        let (entry, series) = (number(&mut rest)?, number(&mut rest)?);
        let date = |rest: &mut &[u8]| PartialDate::from_packed(i32::try_from(unfolded(number(rest)?)).ok()?);
        let mut question = Question::default();
        if flags & 1 != 0 {
            question.as_of = Some(date(&mut rest)?);
        }
        if flags & 2 != 0 {
            question.known_on = Some(Moment::from_packed(unfolded(number(&mut rest)?))?);
        }
        if flags & 4 != 0 {
            question.days.from = Some(date(&mut rest)?);
        }
        if flags & 8 != 0 {
            question.days.to = Some(date(&mut rest)?);
        }
        let of_head = [take(&mut rest)?, take(&mut rest)?];
        let of_figures = take(&mut rest)?;
        let (entry, series) = (EntryId(i64::try_from(entry).ok()?), i64::try_from(series).ok()?);
        let asked = FingerprintQuestion { question, policy: flags >> 4 };
        rest.is_empty().then_some(Fingerprint { entry, series, asked, of_head, of_figures })
    }

    /// Whether a text is meant for a fingerprint.
    pub fn is_meant(text: &str) -> bool {
        text.get(..START.len()).is_some_and(|start| start.eq_ignore_ascii_case(START))
    }

    /// Whether the entry of its number has this hash: the store is that in which it was made, and nothing is mistyped.
    pub fn fits(&self, head: &[u8; 32]) -> bool {
        self.of_head == self.check_of_head(head)
    }

    /// Whether these are the figures that answered.
    pub fn fits_figures(&self, figures: &[FigureId]) -> bool {
        self.of_figures == check_of_figures(figures)
    }

    /// What is asked and of what, in bytes.
    fn payload(&self) -> Vec<u8> {
        let Question { as_of, known_on, days: DayRange { from, to }, .. } = self.asked.question;
        let given = [as_of.is_some(), known_on.is_some(), from.is_some(), to.is_some()];
        let flags = given.iter().enumerate().map(|(at, given)| u8::from(*given) << at).sum::<u8>();
        let mut bytes = vec![flags | self.asked.policy << 4];
        put(&mut bytes, self.entry.0.unsigned_abs());
        put(&mut bytes, self.series.unsigned_abs());
        let date = |date: PartialDate| i64::from(date.to_packed());
        let days = [as_of.map(date), known_on.map(Moment::to_packed), from.map(date), to.map(date)];
        days.into_iter().flatten().for_each(|packed| put(&mut bytes, folded(packed)));
        bytes
    }

    /// The figures are left out: which they are may follow from settings of the desk, which are no part of the store.
    fn check_of_head(&self, head: &[u8; 32]) -> [u8; HEAD_BYTES] {
        let hash = Sha256::new().chain_update(self.payload()).chain_update(head).finalize();
        [hash[0], hash[1]]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.payload();
        bytes.extend(self.of_head);
        bytes.push(self.of_figures);
        write!(f, "{START}{}", digits_of(&bytes))
    }
}

fn check_of_figures(figures: &[FigureId]) -> u8 {
    let mut figures: Vec<i64> = figures.iter().map(|figure| figure.0).collect();
    figures.sort_unstable();
    figures.dedup();
    // FNV-1a: nobody is kept from anything by it, and every answer has one.
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let hash = figures.iter().flat_map(|figure| figure.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, add);
    hash.to_le_bytes().into_iter().fold(0, |check, byte| check ^ byte)
}

/// A whole number without a sign from one with: small ones stay small.
fn folded(number: i64) -> u64 {
    (number.wrapping_shl(1) ^ (number >> 63)) as u64
}

fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Adds a number: 7 bits a byte, the lowest first, the highest bit of a byte where another follows.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest)?;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

fn take(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

fn digits_of(bytes: &[u8]) -> String {
    let (mut digits, mut bits, mut width) = (String::with_capacity(bytes.len() * 2), 0_u32, 0);
    for byte in bytes.iter().copied().chain([0]) {
        (bits, width) = (bits << 8 | u32::from(byte), width + 8);
        while width >= 5 && digits.len() * 5 < bytes.len() * 8 {
            width -= 5;
            digits.push(char::from(DIGITS[(bits >> width & 31) as usize]));
        }
    }
    digits
}

fn bytes_of(digits: impl Iterator<Item = char>) -> Option<Vec<u8>> {
    let mut bits = Vec::new();
    for letter in digits {
        let letter = match letter {
            'o' => b'0',
            'i' | 'l' => b'1',
            other => u8::try_from(other).ok()?,
        };
        let digit = DIGITS.iter().position(|known| *known == letter)?;
        bits.extend((0..5).rev().map(|place| (digit >> place & 1) as u8));
    }
    let whole = bits.len() / 8 * 8;
    let is_padded = bits[whole..].iter().all(|bit| *bit == 0) && bits.len() - whole < 5;
    let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
    is_padded.then(|| bits[..whole].chunks(8).map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(entry: i64, series: i64, question: Question) -> (Fingerprint, AnswerRoot) {
        let root = AnswerRoot { entry: EntryId(entry), head: [7; 32], series };
        let asked = FingerprintQuestion { question, policy: 3 };
        (Fingerprint::new(&root, asked, &[FigureId(4), FigureId(9)]), root)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let day = PartialDate::read("2023-10-24").ok();
        let moment = Moment::read("1969-07-20T20:17:40Z").ok();
        let days = DayRange { from: PartialDate::read("2023").ok(), to: day };
        for (entry, series) in [(1, 1), (127, 128), (40_000, 3_000_000), (i64::MAX, i64::MAX)] {
            for question in [
                Question::default(),
                Question { as_of: day, ..Question::default() },
                Question { known_on: moment, days, ..Question::default() },
            ] {
                let (fingerprint, root) = made(entry, series, question);
                let text = fingerprint.to_string();
                assert_eq!(Fingerprint::read(&text), Some(fingerprint.clone()), "{text}");
                assert_eq!(Fingerprint::read(&text.to_uppercase()), Some(fingerprint.clone()), "{text}");
                assert!(
                    fingerprint.fits(&root.head) && fingerprint.fits_figures(&[FigureId(9), FigureId(4)])
                );
            }
        }
        assert!(made(12, 40, Question::default()).0.to_string().len() <= 13, "short in a small store");
    }

    #[test]
    fn a_digit_that_is_mistyped_or_lost_does_not_fit() {
        let (fingerprint, root) = made(300, 70, Question::default());
        let text = fingerprint.to_string();
        let mut passed = 0;
        for at in START.len()..text.len() {
            for digit in DIGITS.iter().map(|digit| char::from(*digit)) {
                let mut typed = text.clone();
                typed.replace_range(at..=at, &digit.to_string());
                let fits = Fingerprint::read(&typed).is_some_and(|read| {
                    read.fits(&root.head) && read.fits_figures(&[FigureId(4), FigureId(9)])
                });
                passed += usize::from(fits && typed != text);
            }
            assert!(Fingerprint::read(&text[..at]).is_none_or(|read| !read.fits(&root.head)), "{at}");
        }
        assert_eq!(passed, 0);
        assert!(!fingerprint.fits(&[8; 32]), "another store");
        for text in ["", "tb", "tb:", "tb:u", "tb:é", "8047ebcb"] {
            assert_eq!(Fingerprint::read(text), None, "{text}");
        }
    }
}
