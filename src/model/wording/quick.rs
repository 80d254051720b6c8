//! The quick way for the cells that nearly every file is made of: canonical words and plain digits in ASCII.

use super::super::count::Count;
use super::phrase::is_compact_date;
use super::words::Words;
use super::{Kind, Wording};

/// Reads `5,791`, `5791`, `at least 1,400`, `more than 5,700`, `up to 51`, `40-50` and their like without an
/// allocation. `None` says nothing about a cell but that it takes the long way.
pub(super) fn read(text: &str) -> Option<Wording> {
    let (kind, rest) = hedge(text.as_bytes())?;
    let first = Digits::of(rest)?;
    let rest = &rest[first.len..];
    let (kind, value, count, is_canonical) = match rest.split_first() {
        None if kind == Kind::Exact && is_compact_date(text) => return None,
        None => (kind, Some(first.value), kind.count_of(first.value)?, first.is_canonical),
        Some((b'-', rest)) if kind == Kind::Exact => {
            let last = Digits::of(rest).filter(|last| last.len == rest.len() && last.value > first.value)?;
            let count = Count::new(first.value, Some(last.value))?;
            (Kind::Range, None, count, first.is_canonical && last.is_canonical)
        }
        Some(_) => return None,
    };
    let words = if is_canonical { Words::Canonical } else { Words::own(text) };
    Some(Wording { kind, value, count, words })
}

/// The canonical hedge that a text begins with, and what follows it.
fn hedge(text: &[u8]) -> Option<(Kind, &[u8])> {
    let (words, kind): (&[u8], Kind) = match text.first()? {
        b'0'..=b'9' => return Some((Kind::Exact, text)),
        b'a' if text.get(1) == Some(&b't') => (b"at least ", Kind::AtLeast),
        b'a' => (b"about ", Kind::About),
        b'm' => (b"more than ", Kind::MoreThan),
        b'u' => (b"up to ", Kind::AtMost),
        b'f' => (b"fewer than ", Kind::FewerThan),
        b'n' => (b"nearly ", Kind::Nearly),
        _ => return None,
    };
    Some((kind, text.strip_prefix(words)?))
}

/// Digits at the beginning of a text, plain or with commas between threes.
struct Digits {
    value: u64,
    len: usize,
    /// Commas wherever the canonical form has them, and no needless zero in front.
    is_canonical: bool,
}

impl Digits {
    /// `None` when there are none, too many, or commas anywhere but between threes.
    fn of(text: &[u8]) -> Option<Digits> {
        // The longest that can be read is 8,200,000,000.
        const LONGEST: usize = 13;
        let (mut value, mut len, mut run, mut commas) = (0u64, 0, 0, 0);
        for byte in text.iter().take(LONGEST + 1) {
            match byte {
                b'0'..=b'9' => {
                    value = value * 10 + u64::from(byte - b'0');
                    run += 1;
                }
                b',' if run == 3 || (commas == 0 && (1..3).contains(&run)) => {
                    commas += 1;
                    run = 0;
                }
                _ => break,
            }
            len += 1;
        }
        let is_grouped = commas > 0;
        let has_lead = text.first() == Some(&b'0') && len > 1;
        let is_valid = len > 0 && len <= LONGEST && value <= Count::MOST;
        if !is_valid || (is_grouped && (run != 3 || has_lead)) {
            return None;
        }
        Some(Digits { value, len, is_canonical: !has_lead && (is_grouped || run <= 3) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_and_the_long_way_agree() {
        let numbers = [
            "0",
            "7",
            "007",
            "0,007",
            "704",
            "5791",
            "5,791",
            "57,91",
            "579,1",
            "1234,567",
            "1,23,456",
            "1,234,567",
            "1,2345",
            "8,200,000,000",
            "8200000000",
            "8,200,000,001",
            "20231025",
            "",
            ",",
            "1,",
            ",400",
            "99999999999999999999",
        ];
        for number in numbers {
            for hedge in
                ["", "at least ", "about ", "more than ", "up to ", "fewer than ", "nearly ", "40-", "at"]
            {
                for after in ["", "-50", "-9,000", " ", "+", "."] {
                    let text = format!("{hedge}{number}{after}");
                    let Some(quick) = read(&text) else { continue };
                    let long =
                        super::super::cell::read(&text, super::super::digits::Signs::Undecided).unwrap();
                    assert_eq!(quick, long.whole, "{text}");
                    assert!(long.parts.is_empty() && long.counted.is_none() && !long.is_increment, "{text}");
                }
            }
        }
    }

    #[test]
    fn the_common_cells_take_the_quick_way() {
        for text in
            ["5,791", "5791", "at least 1,400", "at least 1400", "more than 5,700", "40-50", "up to 51", "0"]
        {
            let wording = read(text).unwrap();
            assert!(!matches!(wording.words, Words::Long(_)), "{text}");
            assert_eq!(wording.text(), text);
        }
    }
}
