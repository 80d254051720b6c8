//! The canonical words of a count: the one spelling per kind that a store need not keep.

use std::fmt::{self, Write};

use super::super::count::Count;
use super::Kind;
use super::digits::{digit_of, is_separator};

/// Writes the canonical words: `5,791`, `at least 1,400`, `40-50`, `2,975 (95% CI 2,658-3,290)`.
///
/// A value that a kind needs and does not have is worked out from the count. Vague words have no canonical
/// form; what is written for them says no more than their low end.
pub(super) fn write(out: &mut impl Write, kind: Kind, value: Option<u64>, count: Count) -> fmt::Result {
    let (low, high) = (count.low(), count.high());
    let top = high.unwrap_or(low);
    let printed = |otherwise: u64| Grouped(value.unwrap_or(otherwise));
    match kind {
        Kind::Exact => write!(out, "{}", printed(low)),
        Kind::AtLeast => write!(out, "at least {}", printed(low)),
        Kind::MoreThan => write!(out, "more than {}", printed(low.saturating_sub(1))),
        Kind::AtMost => write!(out, "up to {}", printed(top)),
        Kind::FewerThan => write!(out, "fewer than {}", printed(top.saturating_add(1))),
        Kind::Nearly => write!(out, "nearly {}", printed(top.saturating_add(1))),
        Kind::About => write!(out, "about {}", printed(low + (top - low) / 2)),
        Kind::Vague => write!(out, "at least {}", Grouped(low)),
        Kind::Range if high.is_none() => write!(out, "at least {}", Grouped(low)),
        Kind::Range => write!(out, "{}-{}", Grouped(low), Grouped(top)),
        Kind::Estimate => {
            let point = printed(low + (top - low) / 2);
            write!(out, "{point} (95% CI {}-{})", Grouped(low), Grouped(top))
        }
    }
}

/// The canonical words as a text of their own.
pub(super) fn text(kind: Kind, value: Option<u64>, count: Count) -> String {
    let mut out = String::new();
    // Writing to a `String` does not fail.
    let _ = write(&mut out, kind, value, count);
    out
}

/// Whether `text` is exactly the canonical words. Never for vague words, which have none.
pub(super) fn is(text: &str, kind: Kind, value: Option<u64>, count: Count) -> bool {
    let mut rest = Remaining(text);
    kind != Kind::Vague && write(&mut rest, kind, value, count).is_ok() && rest.0.is_empty()
}

/// Whether `text` differs from the canonical words by no more than its separators, blanks, dashes, digit script and
/// fractions of nothing (`26837.0`), so that a reader loses nothing when the canonical words are shown.
pub(super) fn is_plain_form_of(text: &str, canonical: &str) -> bool {
    let is = |text: &str| text.chars().filter_map(plain).eq(canonical.chars().filter_map(plain));
    is(text) || (text.contains(".0") && is(&whole(text)))
}

/// A text without the fractions of nothing behind its numbers: `26837.0` as `26837`. Three zeros may be thousands.
pub(super) fn whole(text: &str) -> String {
    let mut rest = text;
    let mut whole = String::with_capacity(text.len());
    while let Some(at) = rest.find(".0") {
        let zeros = rest[at + 1..].bytes().take_while(|byte| *byte == b'0').count();
        let end = at + 1 + zeros;
        let is_fraction = zeros != 3
            && rest[..at].ends_with(|c: char| c.is_ascii_digit())
            && !rest[end..].starts_with(|c: char| c.is_ascii_digit());
        whole.push_str(if is_fraction { &rest[..at] } else { &rest[..end] });
        rest = &rest[end..];
    }
    whole + rest
}

/// One character without what separators, dashes and scripts may vary; `None` for a separator or blank.
fn plain(c: char) -> Option<char> {
    match digit_of(c) {
        _ if is_separator(c) || c.is_whitespace() => None,
        Some((digit, _)) => char::from_digit(digit, 10),
        None if super::token::is_dash(c) => Some('-'),
        None => Some(c),
    }
}

/// A number with commas between groups of three.
pub(super) struct Grouped(pub(super) u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 26]; // 20 digits and 6 commas
        let (mut rest, mut at) = (self.0, text.len());
        for place in 0.. {
            if place > 0 && place % 3 == 0 {
                at -= 1;
                text[at] = b',';
            }
            at -= 1;
            text[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        f.write_str(std::str::from_utf8(&text[at..]).unwrap_or_default())
    }
}

/// What is left of a text after the words that were written matched its beginning.
struct Remaining<'a>(&'a str);

impl Write for Remaining<'_> {
    fn write_str(&mut self, words: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(words).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (n, grouped) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (5_791, "5,791"),
            (1_002_003, "1,002,003"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(Grouped(n).to_string(), grouped);
        }
    }

    #[test]
    fn a_kind_without_its_value_still_has_words() {
        let count = Count::new(36, Some(44)).unwrap();
        for (kind, words) in [
            (Kind::About, "about 40"),
            (Kind::Nearly, "nearly 45"),
            (Kind::FewerThan, "fewer than 45"),
            (Kind::AtMost, "up to 44"),
            (Kind::MoreThan, "more than 35"),
            (Kind::Estimate, "40 (95% CI 36-44)"),
            (Kind::Vague, "at least 36"),
        ] {
            assert_eq!(text(kind, None, count), words);
        }
        assert_eq!(text(Kind::Range, None, Count::at_least(4)), "at least 4");
    }

    #[test]
    fn fractions_of_nothing_are_no_words() {
        for (text, without) in [
            ("26837.0", "26837"),
            ("1,400.00 to 1,500.0", "1,400 to 1,500"),
            ("1.000", "1.000"),
            ("0.05", "0.05"),
            ("12.0001", "12.0001"),
        ] {
            assert_eq!(whole(text), without);
        }
        assert!(is_plain_form_of("at least 26837.0", "at least 26,837") && !is_plain_form_of("1.000", "1"));
    }

    #[test]
    fn only_the_very_same_words_are_canonical() {
        let count = Count::exactly(5_791);
        assert!(is("5,791", Kind::Exact, Some(5_791), count));
        for other in ["5791", "5,791 ", "5,79", "5,7911", ""] {
            assert!(!is(other, Kind::Exact, Some(5_791), count), "{other}");
        }
        assert!(!is("at least 24", Kind::Vague, None, Count::at_least(24)));
    }
}
