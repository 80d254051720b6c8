//! What can be wrong with a count as printed: stable codes, words, and a way out.

use thiserror::Error;

use super::super::count::Count;
use super::super::problem::Fault;
use super::canonical::Grouped;

/// Why a cell is not a count that can be read without guessing. Texts are shortened to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WordingFault {
    /// N101: there is no number in it.
    #[error("`{text}` is not a number")]
    NotANumber {
        /// The cell.
        text: String,
    },
    /// N102: it says that no number was given: blank, `N/A`, `?`, `no figure given`. Not the same as zero.
    #[error("{} gives no number", if text.is_empty() { "an empty cell".to_owned() } else { format!("`{text}`") })]
    NoFigure {
        /// The cell, perhaps empty.
        text: String,
    },
    /// N103: a dot, a comma or a scale word can be meant in two ways.
    #[error("`{text}` can be read in two ways")]
    Ambiguous {
        /// The number.
        text: String,
        /// The larger of the readings, if people can be that many.
        meant: Option<u64>,
    },
    /// N104: separators that are neither between threes nor between Indian twos.
    #[error("the groups of digits in `{text}` do not make one number")]
    BadGroups {
        /// The number.
        text: String,
    },
    /// N105: digits of two scripts in one number.
    #[error("`{text}` mixes the digits of two scripts")]
    MixedDigits {
        /// The number.
        text: String,
    },
    /// N106: a number below zero.
    #[error("`{text}` is below zero")]
    Negative {
        /// The cell.
        text: String,
    },
    /// N107: not a whole number of people.
    #[error("`{text}` is not a whole number")]
    Fraction {
        /// The cell.
        text: String,
    },
    /// N108: a share, not a number of people.
    #[error("`{text}` is a percentage")]
    Percent {
        /// The cell.
        text: String,
    },
    /// N109: above [`Count::MOST`].
    #[error("`{text}` is more people than live on Earth")]
    TooMany {
        /// The cell.
        text: String,
    },
    /// N110: more than 10,000 characters.
    #[error("the cell has more than 10,000 characters")]
    TooLong,
    /// N111: a date where a number should be.
    #[error("`{text}` looks like a date")]
    LooksLikeDate {
        /// The cell.
        text: String,
    },
    /// N112: a range or bounds whose low end is above the high end.
    #[error("the low end {low} is above the high end {high}", low = Grouped(*low), high = Grouped(*high))]
    Reversed {
        /// The end printed first.
        low: u64,
        /// The end printed last.
        high: u64,
    },
    /// N113: more text than is understood.
    #[error("`{rest}` is not understood{}", if before.is_empty() { String::new() } else { format!(" after `{before}`") })]
    Leftover {
        /// The part that was understood.
        before: String,
        /// The part that was not.
        rest: String,
    },
    /// N114: hedges that do not go together, or a hedge around a range or a vague word.
    #[error("the hedges in `{text}` do not go together")]
    Hedges {
        /// The cell.
        text: String,
    },
    /// N115: `fewer than 0` or `nearly 0`.
    #[error("`{text}` leaves no number of people")]
    NothingBelow {
        /// The cell.
        text: String,
    },
    /// N116: a control character or an invisible mark.
    #[error("the cell holds an invisible character, U+{point:04X}")]
    Invisible {
        /// Its code point.
        point: u32,
    },
    /// N117: an estimate whose printed value is outside its own interval.
    #[error("{value} lies outside {low}-{high}", value = Grouped(*value), low = Grouped(*low), high = Grouped(*high))]
    PointOutside {
        /// The printed value.
        value: u64,
        /// The low end.
        low: u64,
        /// The high end.
        high: u64,
    },
    /// N118: a part that is larger than its whole: `305 (704 children)`.
    #[error("the part `{part}` is more than the whole `{whole}`")]
    PartAboveWhole {
        /// The part as printed.
        part: String,
        /// The whole as printed.
        whole: String,
    },
    /// N119: a second measure in the same cell: `704 killed (305 injured)`.
    #[error("`{text}` counts something else than the number before it")]
    SecondMeasure {
        /// The second number and its words.
        text: String,
    },
    /// N120: a best value with only one bound that differs from it.
    #[error("the best value {best} has only one bound, {bound}", best = Grouped(*best), bound = Grouped(*bound))]
    OneBound {
        /// The best value.
        best: u64,
        /// The bound.
        bound: u64,
    },
}

/// Every code of [`WordingFault`] with its meaning in a line, in order.
pub const CODES: &[(&str, &str)] = &[
    ("N101", "the cell holds no number"),
    ("N102", "the cell says that no number was given"),
    ("N103", "a dot, a comma or a scale word can be meant in two ways"),
    ("N104", "the groups of digits do not make one number"),
    ("N105", "the digits are of two scripts"),
    ("N106", "the number is below zero"),
    ("N107", "the number is not whole"),
    ("N108", "the number is a percentage"),
    ("N109", "the number is above 8,200,000,000"),
    ("N110", "the cell is longer than 10,000 characters"),
    ("N111", "the cell looks like a date"),
    ("N112", "the low end is above the high end"),
    ("N113", "the cell holds more text than is understood"),
    ("N114", "the hedges do not go together"),
    ("N115", "fewer than, or nearly, zero"),
    ("N116", "the cell holds an invisible character"),
    ("N117", "the printed value lies outside its own interval"),
    ("N118", "a part is more than its whole"),
    ("N119", "the cell holds a second measure"),
    ("N120", "a best value with only one bound"),
];

impl Fault for WordingFault {
    fn code(&self) -> &'static str {
        match self {
            WordingFault::NotANumber { .. } => "N101",
            WordingFault::NoFigure { .. } => "N102",
            WordingFault::Ambiguous { .. } => "N103",
            WordingFault::BadGroups { .. } => "N104",
            WordingFault::MixedDigits { .. } => "N105",
            WordingFault::Negative { .. } => "N106",
            WordingFault::Fraction { .. } => "N107",
            WordingFault::Percent { .. } => "N108",
            WordingFault::TooMany { .. } => "N109",
            WordingFault::TooLong => "N110",
            WordingFault::LooksLikeDate { .. } => "N111",
            WordingFault::Reversed { .. } => "N112",
            WordingFault::Leftover { .. } => "N113",
            WordingFault::Hedges { .. } => "N114",
            WordingFault::NothingBelow { .. } => "N115",
            WordingFault::Invisible { .. } => "N116",
            WordingFault::PointOutside { .. } => "N117",
            WordingFault::PartAboveWhole { .. } => "N118",
            WordingFault::SecondMeasure { .. } => "N119",
            WordingFault::OneBound { .. } => "N120",
        }
    }

    fn hint(&self) -> String {
        match self {
            WordingFault::NotANumber { text } => not_a_number_hint(text),
            WordingFault::NoFigure { .. } => {
                "write 0 if the source says that there were none; without a number, leave the row out".to_owned()
            }
            WordingFault::Ambiguous { text, meant } => ambiguous_hint(text, *meant),
            WordingFault::BadGroups { .. } => {
                "write one number with commas between threes, or without separators, such as 1,234 or 1234".to_owned()
            }
            WordingFault::MixedDigits { .. } => "type the number again in digits of one script".to_owned(),
            WordingFault::Negative { .. } => {
                "write how many people there are now; declare a lower total with relation = revises".to_owned()
            }
            WordingFault::Fraction { text } => fraction_hint(text),
            WordingFault::Percent { .. } => "write the number of people, not their share".to_owned(),
            WordingFault::TooMany { .. } => format!(
                "write a number of people up to {}; check that the column does not hold money, ids or dates",
                Grouped(Count::MOST)
            ),
            WordingFault::TooLong => "keep the number and its hedge in this cell and move the text to note".to_owned(),
            WordingFault::LooksLikeDate { text } => date_hint(text),
            WordingFault::Reversed { low, high } => {
                format!("write {}-{} if that is the range", Grouped(*high), Grouped(*low))
            }
            WordingFault::Leftover { before, rest } => leftover_hint(before, rest),
            WordingFault::Hedges { .. } => {
                "write one hedge around one number, such as at least 40, or a range without one, such as 40-50".to_owned()
            }
            WordingFault::NothingBelow { .. } => "write 0 if there were none, or a hedge around 1 or more".to_owned(),
            WordingFault::Invisible { .. } => "type the number again, without copying it".to_owned(),
            WordingFault::PointOutside { .. } => "correct the value or its bounds to what the source printed".to_owned(),
            WordingFault::PartAboveWhole { .. } => {
                "correct one of the two numbers, or write the second in a row of its own".to_owned()
            }
            WordingFault::SecondMeasure { text } => {
                format!("keep the first number in this cell and write `{text}` in a row of its own, with its own measure")
            }
            WordingFault::OneBound { .. } => {
                "fill in the other bound, or leave the bounds empty and write the number with its hedge".to_owned()
            }
        }
    }
}

/// A text as messages quote it: 60 characters at the most.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Letters that are typed or scanned where a digit was meant, with that digit.
pub(super) const LOOKALIKES: [(char, char); 8] =
    [('O', '0'), ('o', '0'), ('О', '0'), ('о', '0'), ('l', '1'), ('I', '1'), ('S', '5'), ('B', '8')];

fn not_a_number_hint(text: &str) -> String {
    let lookalike = |c: char| LOOKALIKES.iter().find(|(letter, _)| *letter == c);
    let has_digit = text.chars().any(|c| super::digits::digit_of(c).is_some());
    match text.chars().find_map(lookalike).filter(|_| has_digit) {
        Some((letter, '0')) => {
            format!("it holds the letter {letter} where a zero was probably meant; correct the cell")
        }
        Some((letter, digit)) => {
            format!("it holds the letter {letter} where a {digit} was probably meant; correct the cell")
        }
        None => "write the number as the source printed it, such as 5,791, at least 1,400, 40-50 or dozens"
            .to_owned(),
    }
}

fn ambiguous_hint(text: &str, meant: Option<u64>) -> String {
    match meant {
        Some(n) if text.contains(',') && !text.contains('.') => format!(
            "write {n} if that is the number, or all its digits, such as 1,400 or 1400; \
             in a file, --thousands . says that the comma stands before decimals"
        ),
        Some(n) if text.contains('.') && !text.contains(',') => format!(
            "write {} or {n} if that is the number; \
             in a file, --thousands . says that the dot parts thousands",
            Grouped(n)
        ),
        _ if text.contains(',') || text.contains('.') => {
            "write the whole number in digits without separators, such as 1400".to_owned()
        }
        _ => "write both ends in full digits, such as 40,000-50,000".to_owned(),
    }
}

/// In a column whose commas part thousands, `5.087` may still have been meant as a thousand.
fn fraction_hint(text: &str) -> String {
    let whole = "the whole number of people that the source printed";
    let meant = text.split_once('.').filter(|(thousands, rest)| {
        (1..=3).contains(&thousands.len())
            && rest.len() == 3
            && (thousands.bytes().chain(rest.bytes())).all(|b| b.is_ascii_digit())
    });
    match meant {
        Some((thousands, rest)) => {
            format!("write {thousands},{rest} or {thousands}{rest} if thousands are meant, else {whole}")
        }
        None => format!("write {whole}"),
    }
}

fn date_hint(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(n) => format!("write {} if it is a number; move it to a date column if it is a date", Grouped(n)),
        Err(_) => "write the number here and the date in as_of, stated_on or published_on".to_owned(),
    }
}

fn leftover_hint(before: &str, rest: &str) -> String {
    if before.is_empty() {
        return "write the number first, with its hedge, such as at least 1,400".to_owned();
    }
    format!("keep the number and its hedge in this cell, and move `{rest}` to quote or note")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_without_gaps() {
        for (n, (code, meaning)) in CODES.iter().enumerate() {
            assert_eq!(*code, format!("N{}", 101 + n));
            assert!(!meaning.is_empty());
        }
    }

    #[test]
    fn long_texts_are_shortened_in_messages() {
        assert_eq!(quote(&"ж".repeat(61)).chars().count(), 61);
        assert_eq!(quote(&"ж".repeat(60)), "ж".repeat(60));
    }

    #[test]
    fn a_letter_among_digits_is_named() {
        assert!(not_a_number_hint("57OO").contains("the letter O where a zero"));
        assert!(not_a_number_hint("57l").contains("the letter l where a 1"));
        assert!(!not_a_number_hint("Ohio").contains("letter"));
    }
}
