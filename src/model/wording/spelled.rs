//! Numbers in words, such as `two thousand three hundred`, and digits with a scale word, such as `1.2 million`.

use super::digits::Signs;
use super::fault::{LOOKALIKES, WordingFault, quote};
use super::number::{numeral, seems_grouped};
use super::token::{Cursor, TokenShape, is_dash};

/// A number that was read, and the scale word it ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    /// What the last scale word multiplies by; 1 when there was none.
    pub(super) scale: u64,
}

/// What may stand around a number and changes how its words are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing.
    Alone,
    /// After `between`: in `one hundred and two thousand` the `and` separates two numbers.
    AfterBetween,
    /// After `another`, which may stand for one: `another dozen`.
    AfterAnother,
}

const SMALL: [(&str, u64); 28] = [
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const SCALES: [(&str, u64); 13] = [
    ("hundred", 100),
    ("thousand", 1_000),
    ("lakh", 100_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("crore", 10_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("dozen", 12),
    ("score", 20),
    ("mn", 1_000_000),
    ("mln", 1_000_000),
    ("bn", 1_000_000_000),
];

/// Scales that are read only when they touch their digits.
const SUFFIXES: [(&str, u64); 2] = [("k", 1_000), ("m", 1_000_000)];

/// Reads the number that is next, in digits or words; `None` when none is.
///
/// # Errors
/// Digits that are not one number, are not whole, are below zero, or touch letters that are no scale.
pub(super) fn number(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<Number>, WordingFault> {
    if cursor.is_at_numeral() {
        return in_digits(cursor).map(Some);
    }
    let is_signed = cursor.is_at_mark(is_dash)
        && cursor.ahead(1).is_some_and(|token| token.shape == TokenShape::Numeral)
        && cursor.peek().is_some_and(|sign| !sign.is_glued);
    if is_signed {
        return Err(WordingFault::Negative { text: quote(cursor.text) });
    }
    let number = in_words(cursor, place)?;
    if number.is_some() {
        refuse_share(cursor)?;
    }
    Ok(number)
}

/// Whether a word is part of a number.
pub(super) fn is_number_word(word: &str) -> bool {
    find(&SMALL, word).is_some() || find(&SCALES, word).is_some() || word.eq_ignore_ascii_case("half")
}

/// What a scale word multiplies by, if the word is one.
pub(super) fn scale_of(word: &str) -> Option<u64> {
    find(&SCALES, word)
}

fn find(list: &[(&str, u64)], word: &str) -> Option<u64> {
    list.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

fn in_digits(cursor: &mut Cursor<'_>) -> Result<Number, WordingFault> {
    let Some(token) = cursor.peek() else {
        return Err(WordingFault::NotANumber { text: quote(cursor.text) });
    };
    let read = numeral(token.text, cursor.signs);
    cursor.step();
    let mut scale = 1;
    if let Some(next) = cursor.peek().filter(|next| next.shape == TokenShape::Word) {
        let suffix = find(&SUFFIXES, next.text).filter(|_| next.is_glued);
        match suffix.or_else(|| scale_of(next.text)) {
            Some(found) => {
                scale = found;
                cursor.step();
            }
            None if next.is_glued => return Err(glued_word(cursor, token.text, next.text)),
            None => {}
        }
    }
    refuse_share(cursor)?;
    let whole = || WordingFault::Fraction { text: quote(cursor.text) };
    if cursor.is_at_mark(|c| c.is_numeric()) {
        return Err(whole());
    }
    // Nobody writes one person as 1.000: where that is no thousand, it is not known what it is.
    let is_doubtful = scale == 1 && cursor.signs == Signs::Decided && seems_grouped(token.text);
    let value = read?.times(scale).filter(|_| !is_doubtful).ok_or_else(whole)?;
    Ok(Number { value, scale })
}

/// Refuses a number that a percent sign follows.
fn refuse_share(cursor: &Cursor<'_>) -> Result<(), WordingFault> {
    let is_sign = cursor.is_at_mark(|c| matches!(c, '%' | '٪' | '‰' | '％'));
    let mut ahead = *cursor;
    if is_sign || ahead.eat_any(&["percent", "per cent", "pct"]) {
        return Err(WordingFault::Percent { text: quote(cursor.text) });
    }
    Ok(())
}

/// Letters that touch digits: a letter for a digit, or text that belongs to something else.
fn glued_word(cursor: &Cursor<'_>, digits: &str, word: &str) -> WordingFault {
    let is_letter_for_digit = word.chars().all(|c| LOOKALIKES.iter().any(|(letter, _)| *letter == c));
    let text = quote(cursor.text);
    if is_letter_for_digit || word.is_ascii() {
        return WordingFault::NotANumber { text };
    }
    WordingFault::Leftover { before: quote(digits), rest: quote(word) }
}

fn in_words(cursor: &mut Cursor<'_>, place: Place) -> Result<Option<Number>, WordingFault> {
    let begin = *cursor;
    if cursor.eat("half a") || cursor.eat("half") {
        if let Some(scale) = eat_scale(cursor) {
            return Ok(Some(Number { value: scale / 2, scale }));
        }
        *cursor = begin;
        return Ok(None);
    }
    let Some(mut group) = first_group(cursor, place) else {
        *cursor = begin;
        return Ok(None);
    };
    let (mut total, mut limit, mut last) = (0u64, u64::MAX, 1);
    loop {
        let scale = eat_scale(cursor).unwrap_or(1);
        if scale >= limit || scale == 100 || (scale < 100 && scale > 1 && limit < u64::MAX) {
            return Err(WordingFault::NotANumber { text: quote(cursor.text) });
        }
        total = total.saturating_add(group.saturating_mul(scale));
        last = if scale == 1 { last } else { scale };
        limit = scale;
        if scale < 1_000 {
            let scale = if last == 1 && group >= 100 && group % 100 == 0 { 100 } else { last };
            return Ok(Some(Number { value: total, scale }));
        }
        match next_group(cursor, place) {
            Some(next) => group = next,
            None => return Ok(Some(Number { value: total, scale: last })),
        }
    }
}

/// Steps over a scale word of a thousand or more, a dozen or a score; `hundred` belongs to the group.
fn eat_scale(cursor: &mut Cursor<'_>) -> Option<u64> {
    let begin = *cursor;
    eat_hyphen(cursor);
    let scale = cursor.peek_word().and_then(scale_of);
    match scale {
        Some(_) => cursor.step(),
        None => *cursor = begin,
    }
    scale
}

/// A group at the beginning, where `a` stands for one before a scale word.
fn first_group(cursor: &mut Cursor<'_>, place: Place) -> Option<u64> {
    let is_before_scale = |cursor: &Cursor<'_>| cursor.peek_word().and_then(scale_of).is_some();
    let begin = *cursor;
    if place == Place::AfterAnother && is_before_scale(cursor) {
        return Some(with_hundreds(cursor, 1, place));
    }
    if cursor.eat("a") && is_before_scale(cursor) {
        return Some(with_hundreds(cursor, 1, place));
    }
    *cursor = begin;
    let small = below_hundred(cursor)?;
    Some(with_hundreds(cursor, small, place))
}

/// A group after a scale word, perhaps behind an `and`.
fn next_group(cursor: &mut Cursor<'_>, place: Place) -> Option<u64> {
    let begin = *cursor;
    if let Some(small) = below_hundred(cursor) {
        return Some(with_hundreds(cursor, small, place));
    }
    let small = after_and(cursor, place);
    if small.is_none() {
        *cursor = begin;
    }
    small
}

/// A small number, times a hundred if that word follows, with the small number after it.
fn with_hundreds(cursor: &mut Cursor<'_>, small: u64, place: Place) -> u64 {
    let begin = *cursor;
    eat_hyphen(cursor);
    if small == 0 || !cursor.eat("hundred") {
        *cursor = begin;
        return small;
    }
    let rest = below_hundred(cursor).or_else(|| after_and(cursor, place));
    small * 100 + rest.unwrap_or(0)
}

/// `and five`, unless that `and` begins another number (`... and five hundred`).
fn after_and(cursor: &mut Cursor<'_>, place: Place) -> Option<u64> {
    let begin = *cursor;
    let is_and = {
        eat_hyphen(cursor);
        cursor.eat("and")
    };
    eat_hyphen(cursor);
    let small = if is_and { below_hundred(cursor) } else { None };
    let next = cursor.peek_word().and_then(scale_of);
    let begins_another = match next {
        Some(scale) => scale <= 100 || place == Place::AfterBetween,
        None => false,
    };
    if small.is_none() || begins_another {
        *cursor = begin;
        return None;
    }
    small
}

/// One to ninety-nine, or zero.
fn below_hundred(cursor: &mut Cursor<'_>) -> Option<u64> {
    let value = find(&SMALL, cursor.peek_word()?)?;
    cursor.step();
    if value < 20 {
        return Some(value);
    }
    let begin = *cursor;
    eat_hyphen(cursor);
    match cursor.peek_word().and_then(|word| find(&SMALL, word)).filter(|unit| (1..10).contains(unit)) {
        Some(unit) => {
            cursor.step();
            Some(value + unit)
        }
        None => {
            *cursor = begin;
            Some(value)
        }
    }
}

/// Steps over a hyphen that touches the words on both sides.
fn eat_hyphen(cursor: &mut Cursor<'_>) {
    let is_glued = |n: usize| cursor.ahead(n).is_some_and(|token| token.is_glued);
    if is_glued(0) && is_glued(1) {
        cursor.eat_mark(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> (Option<u64>, String) {
        let tokens = tokens(text);
        let mut cursor = Cursor::new(text, &tokens);
        let number = number(&mut cursor, Place::Alone);
        (number.ok().flatten().map(|number| number.value), cursor.split().1.to_owned())
    }

    #[test]
    fn spelled_numbers_are_read_to_their_end() {
        for (text, n) in [
            ("zero", 0),
            ("eight", 8),
            ("Forty", 40),
            ("forty-two", 42),
            ("forty two", 42),
            ("one hundred and five", 105),
            ("one-hundred-and-five", 105),
            ("a hundred", 100),
            ("A hundred five", 105),
            ("nineteen hundred", 1_900),
            ("two thousand three hundred", 2_300),
            ("two thousand and five", 2_005),
            ("two hundred and five thousand", 205_000),
            ("two hundred and five thousand three hundred and twelve", 205_312),
            ("one million two hundred thousand and one", 1_200_001),
            ("seven billion", 7_000_000_000),
            ("two trillion", 2_000_000_000_000),
            ("a dozen", 12),
            ("two dozen", 24),
            ("two-dozen", 24),
            ("half a dozen", 6),
            ("half a million", 500_000),
            ("a score", 20),
            ("2 million", 2_000_000),
            ("1.2 million", 1_200_000),
            ("1.2m", 1_200_000),
            ("1.4k", 1_400),
            ("12K", 12_000),
            ("2.5 lakh", 250_000),
            ("1.23 thousand", 1_230),
            ("3bn", 3_000_000_000),
        ] {
            assert_eq!(read(text), (Some(n), String::new()), "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_its_grammar_ends() {
        for (text, n, rest) in [
            ("two thousand and two hundred thousand", Some(2_000), "and two hundred thousand"),
            ("one hundred and two hundred", Some(100), "and two hundred"),
            ("twenty-thirty", Some(20), "-thirty"),
            ("forty-year-old", Some(40), "-year-old"),
            ("five six", Some(5), "six"),
            ("hundred", None, "hundred"),
            ("a child", None, "a child"),
            ("half", None, "half"),
            ("5 k", Some(5), "k"),
        ] {
            assert_eq!(read(text), (n, rest.to_owned()), "{text}");
        }
    }
}
