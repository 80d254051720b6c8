//! Whether a text holds the number of a count, in digits or in English words.

use super::digits::{digit_of, is_blank_separator};
use super::spelled::{Place, number};
use super::token::{Cursor, Token, TokenShape, tokens};
use super::{Kind, Wording};

/// Words that stand for a number without being one.
const STAND_FOR: [(u64, &[&str]); 3] = [
    (0, &["no", "none", "nobody", "nil", "without"]),
    (1, &["a", "an", "another", "single", "lone"]),
    (2, &["both", "couple", "pair", "two"]),
];

/// Whether a text prints a count: its own words, or its number in digits of any script or in English words; of a range
/// both ends. Vague words must stand there as they are.
pub fn is_printed_in(count: &Wording, text: &str) -> bool {
    if is_said_in(&count.text().to_lowercase(), &text.to_lowercase()) {
        return true;
    }
    let printed = Printed::of(text);
    match (count.kind, count.value, count.count.high()) {
        (Kind::Vague, ..) => false,
        (_, Some(value), _) => printed.holds(value),
        (_, None, Some(high)) => printed.holds(count.count.low()) && printed.holds(high),
        (_, None, None) => printed.holds(count.count.low()),
    }
}

/// Whether a text holds any digit, of whatever script.
pub fn has_digits(text: &str) -> bool {
    text.chars().any(|c| digit_of(c).is_some())
}

/// Whether a character is a digit, of whatever script.
pub fn is_digit(c: char) -> bool {
    digit_of(c).is_some()
}

/// Whether words without digits stand in a text as they are, and not within other words.
fn is_said_in(words: &str, text: &str) -> bool {
    let is_whole = |(at, _): (usize, &str)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + words.len()..].chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    !words.is_empty() && !has_digits(words) && text.match_indices(words).any(is_whole)
}

/// The numbers that a text prints.
struct Printed<'t> {
    numbers: Vec<u64>,
    words: Vec<&'t str>,
}

impl<'t> Printed<'t> {
    fn of(text: &'t str) -> Printed<'t> {
        let tokens = tokens(text);
        let (mut numbers, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let mut cursor = Cursor::new(text, &tokens[at..]);
            let read = number(&mut cursor, Place::Alone).ok().flatten();
            if tokens[at].shape == TokenShape::Numeral {
                numbers.extend(in_digits(&tokens[at]));
            }
            numbers.extend(read.map(|number| number.value));
            let end = cursor.start();
            let behind = tokens[at..].iter().take_while(|token| token.start < end).count();
            at += if read.is_some() { behind.max(1) } else { 1 };
        }
        let words = tokens.iter().filter(|token| token.shape == TokenShape::Word).map(|token| token.text);
        Printed { numbers, words: words.collect() }
    }

    fn holds(&self, value: u64) -> bool {
        let words =
            STAND_FOR.iter().find(|(number, _)| *number == value).map_or(&[][..], |(_, words)| *words);
        let stands_for = |word: &&str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        self.numbers.contains(&value) || self.words.iter().any(stands_for)
    }
}

/// The digits of a numeral without what separates them: all of them, and those of each piece between blanks (`2023 5,791`).
fn in_digits(token: &Token<'_>) -> Vec<u64> {
    let joined = |piece: &str| {
        let digits = piece.chars().filter_map(digit_of).map(|(digit, _)| u64::from(digit));
        digits.into_iter().try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
    };
    let pieces = token.text.split(is_blank_separator).filter_map(joined);
    pieces.chain(joined(token.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(count: &str, text: &str) -> bool {
        is_printed_in(&Wording::read(count).expect("words of a count").whole, text)
    }

    #[test]
    fn numbers_are_found_in_digits_and_in_words() {
        for (count, text) in [
            ("5,791", "The ministry said 5791 people had died"),
            ("5,791", "on 24 October 2023 5,791 were dead"),
            ("5,791", "5 791 killed"),
            ("704", "seven hundred and four people, among them children"),
            ("704", "٧٠٤ قتيلا"),
            ("8", "Eight soldiers were killed"),
            ("at least 24", "at least two dozen"),
            ("1", "a woman was killed"),
            ("0", "no casualties were reported"),
            ("40-50", "between 40 and 50 people"),
            ("1,200,000", "some 1.2 million people"),
            ("dozens", "Dozens were killed"),
            ("5.4 million", "5.4 million displaced"),
        ] {
            assert!(prints(count, text), "{count} in {text}");
        }
        for (count, text) in [
            ("5,791", "more than 5,700 people"),
            ("704", "seven hundred people"),
            ("4", "seven hundred and four people"),
            ("40-50", "about 45 people"),
            ("dozens", "24 were killed"),
            ("12", "in 2012"),
        ] {
            assert!(!prints(count, text), "{count} in {text}");
        }
    }
}
