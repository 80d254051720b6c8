//! Which sign separates the thousands: decided once for a column, from cells that can be meant in one way only.

use std::borrow::Cow;

use super::super::unseen::seen;
use super::digits::digit_of;
use super::footnote::unmarked;
use super::number::{has_threes, has_valid_groups, seems_grouped};
use super::token::{TokenShape, tokens};

/// The sign between thousands; the other of dot and comma is then the decimal sign. Blanks and apostrophes part
/// thousands under either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thousands {
    /// `1,400` is one thousand four hundred; `1.4` a fraction.
    Comma,
    /// `1.400` is one thousand four hundred; `1,4` a fraction.
    Dot,
}

/// What a cell says about the signs of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignEvidence {
    /// No dot and no comma in a number, or none that could mislead.
    None,
    /// It can be meant in one way only.
    Settles(Thousands),
    /// It can be meant in two ways: `1.400`, `1,4`.
    Doubtful,
}

impl Thousands {
    /// The sign as it is typed.
    pub fn sign(self) -> char {
        match self {
            Thousands::Comma => ',',
            Thousands::Dot => '.',
        }
    }

    /// The sign as it is typed, read.
    pub fn from_sign(sign: &str) -> Option<Thousands> {
        match sign {
            "," => Some(Thousands::Comma),
            "." => Some(Thousands::Dot),
            _ => None,
        }
    }

    /// What a cell says about the signs of its column. Numbers of one cell that contradict each other (`1.400.400-1,600`)
    /// leave it in doubt.
    pub fn evidence(text: &str) -> SignEvidence {
        let seen = seen(text);
        let unmarked = unmarked(&seen).map(|found| found.text);
        let text = unmarked.as_deref().unwrap_or(&seen);
        let mut found = SignEvidence::None;
        for token in tokens(text).iter().filter(|token| token.shape == TokenShape::Numeral) {
            found = match (found, evidence_of(token.text)) {
                (SignEvidence::Settles(one), SignEvidence::Settles(other)) if one != other => {
                    return SignEvidence::Doubtful;
                }
                (SignEvidence::Settles(one), _) => SignEvidence::Settles(one),
                (found, SignEvidence::None) => found,
                (_, next) => next,
            };
        }
        found
    }

    /// Whether the numbers of a text part their thousands in two ways.
    pub(super) fn differ_in(text: &str) -> bool {
        let all = tokens(text);
        let numerals = all.iter().filter(|token| token.shape == TokenShape::Numeral);
        let mut settled = numerals.filter_map(|token| match evidence_of(token.text) {
            SignEvidence::Settles(thousands) => Some(thousands),
            _ => None,
        });
        let first = settled.next();
        settled.any(|next| Some(next) != first)
    }

    /// The text in the house's own signs: commas between thousands, a dot before decimals.
    pub(super) fn in_house_signs(self, text: &str) -> Cow<'_, str> {
        if self == Thousands::Comma || !text.contains(['.', ',']) {
            return Cow::Borrowed(text);
        }
        let is_digit = |c: Option<&char>| c.is_some_and(|c| digit_of(*c).is_some());
        let chars: Vec<char> = text.chars().collect();
        let swapped = chars.iter().enumerate().map(|(at, c)| {
            let inside =
                is_digit(at.checked_sub(1).and_then(|at| chars.get(at))) && is_digit(chars.get(at + 1));
            match c {
                '.' if inside => ',',
                ',' if inside => '.',
                other => *other,
            }
        });
        Cow::Owned(swapped.collect())
    }
}

/// A text in the house's own signs, with another number of decimals where three of them would be taken for a thousand:
/// `1.25 million` for `1.250 million`, `1.4250k` for `1.425k`. `None` where it has no such number.
pub(super) fn unmistakable(text: &str) -> Option<String> {
    if !text.contains('.') {
        return None;
    }
    let (mut plainer, mut from) = (String::new(), 0);
    for token in
        tokens(text).iter().filter(|token| token.shape == TokenShape::Numeral && seems_grouped(token.text))
    {
        let is_zero = |c: char| digit_of(c).is_some_and(|(digit, _)| digit == 0);
        let end = token.start + token.text.len();
        let cut = token.text.trim_end_matches(is_zero).trim_end_matches('.');
        plainer.push_str(&text[from..token.start + cut.len()]);
        if cut.len() == token.text.len() {
            let last = cut.chars().next_back().and_then(digit_of);
            plainer.extend(last.and_then(|(_, zero)| char::from_u32(zero)));
        }
        from = end;
    }
    (from > 0).then(|| plainer + &text[from..])
}

/// The lengths of the runs of digits, and the signs between them.
fn evidence_of(numeral: &str) -> SignEvidence {
    let (mut lengths, mut signs, mut other) = (vec![0usize], Vec::new(), false);
    for c in numeral.chars() {
        if digit_of(c).is_some() {
            if let Some(length) = lengths.last_mut() {
                *length += 1;
            }
            continue;
        }
        lengths.push(0);
        other |= !matches!(c, '.' | ',');
        signs.push(c);
    }
    let first_is_zero = numeral.chars().next().and_then(digit_of).is_some_and(|(digit, _)| digit == 0);
    let tail = lengths.last().copied().unwrap_or(0);
    // A whole number as programs write it: `26837,0`. Of `704,0` zeros may be missing.
    let ends_in_nothing = lengths[0] > 3 && (1..3).contains(&tail) && has_zeros_alone(numeral, tail);
    let by_last_decimal = |sign: char| match sign {
        '.' => SignEvidence::Settles(Thousands::Comma),
        _ => SignEvidence::Settles(Thousands::Dot),
    };
    match signs.as_slice() {
        [] => SignEvidence::None,
        _ if other => match signs.last() {
            Some(sign @ ('.' | ',')) if tail != 3 => by_last_decimal(*sign),
            _ => SignEvidence::None,
        },
        ['.'] if tail == 3 && lengths[0] <= 3 && !first_is_zero => SignEvidence::Doubtful,
        ['.'] => SignEvidence::Settles(Thousands::Comma),
        [','] if tail == 3 && lengths[0] <= 3 && !first_is_zero => SignEvidence::Settles(Thousands::Comma),
        [','] if ends_in_nothing => SignEvidence::Settles(Thousands::Dot),
        [','] => SignEvidence::Doubtful,
        [first, rest @ ..] if rest.iter().all(|sign| sign == first) => match first {
            ',' if has_valid_groups(&lengths) => SignEvidence::Settles(Thousands::Comma),
            '.' if has_threes(&lengths) => SignEvidence::Settles(Thousands::Dot),
            _ => SignEvidence::None,
        },
        [grouping @ .., last] => {
            let grouped = grouping.iter().all(|sign| Some(sign) == grouping.first() && sign != last)
                && has_valid_groups(&lengths[..grouping.len() + 1]);
            if grouped { by_last_decimal(*last) } else { SignEvidence::None }
        }
    }
}

/// Whether the last digits of a number are zeros.
fn has_zeros_alone(numeral: &str, digits: usize) -> bool {
    let zero = |c: char| digit_of(c).is_some_and(|(digit, _)| digit == 0);
    numeral.chars().rev().take(digits).all(zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_settle_or_doubt() {
        use SignEvidence::{Doubtful, None, Settles};
        for (text, evidence) in [
            ("5791", None),
            ("5 791", None),
            ("1.234.567", Settles(Thousands::Dot)),
            ("1,234,567", Settles(Thousands::Comma)),
            ("5,791", Settles(Thousands::Comma)),
            ("1.234,0", Settles(Thousands::Dot)),
            ("1,234.0", Settles(Thousands::Comma)),
            ("1.5 million", Settles(Thousands::Comma)),
            ("1.400", Doubtful),
            ("1.400.400-1,600", Doubtful),
            ("1,400 to 1.400.400", Doubtful),
            ("1.400 of 1.400.400", Settles(Thousands::Dot)),
            ("about 1.400", Doubtful),
            ("1,4", Doubtful),
            ("1,4k", Doubtful),
            ("0,400", Doubtful),
            ("26837,0", Settles(Thousands::Dot)),
            ("1704,00", Settles(Thousands::Dot)),
            ("704,0", Doubtful),
            ("10,00\u{feff}0", Settles(Thousands::Comma)),
            ("17,000", Settles(Thousands::Comma)),
            ("1,23,4", None),
            ("1.400, including 1.234.567 children", Settles(Thousands::Dot)),
            ("1 234,50", Settles(Thousands::Dot)),
        ] {
            assert_eq!(Thousands::evidence(text), evidence, "{text}");
        }
    }

    #[test]
    fn decimals_that_seem_a_thousand_are_written_otherwise() {
        for (text, plainer) in [
            ("1.250 million", Some("1.25 million")),
            ("1.000 million", Some("1 million")),
            ("about 1.425k, including 1.400k children", Some("about 1.4250k, including 1.4k children")),
            ("٧.٤٢٥k", Some("٧.٤٢٥٠k")),
            ("1.25 million", None),
            ("1,250", None),
        ] {
            assert_eq!(unmistakable(text).as_deref(), plainer, "{text}");
        }
    }

    #[test]
    fn a_number_of_a_decided_column_is_never_a_thousandth_of_what_it_seems() {
        use crate::model::wording::{Wording, WordingFault};
        for (text, signs) in
            [("1.000", Thousands::Comma), ("1,000", Thousands::Dot), ("at least 12.000", Thousands::Comma)]
        {
            let read = Wording::read_with(text, Some(signs));
            assert!(matches!(read, Err(WordingFault::Fraction { .. })), "{text}: {read:?}");
        }
        for (text, signs, kept) in [
            ("1.400k", Thousands::Comma, "1.4k"),
            ("1,250 million", Thousands::Dot, "1.25 million"),
            ("1.000", Thousands::Dot, "1,000"),
            ("1.0", Thousands::Comma, "1.0"),
        ] {
            let read = Wording::read_with(text, Some(signs)).unwrap().whole;
            assert_eq!(read.text(), kept);
            assert_eq!(Wording::read(kept).unwrap().whole, read);
        }
    }

    #[test]
    fn signs_are_exchanged_inside_numbers_alone() {
        assert_eq!(
            Thousands::Dot.in_house_signs("1.400, including 1,5 or no. 3."),
            "1,400, including 1.5 or no. 3."
        );
        assert_eq!(Thousands::Comma.in_house_signs("1.400"), "1.400");
    }
}
