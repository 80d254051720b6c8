//! Fractions of people: what was worked out has them, and no count does.

use super::super::count::Count;
use super::Thousands;
use super::digits::Signs;
use super::number::numeral;
use super::sign::unmistakable;

/// A bare fraction such as `12.6`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    /// The nearest whole number.
    pub(super) nearest: u64,
    /// From the whole number below it to the one above it.
    pub(super) count: Count,
    /// The words, in the house's own signs.
    pub(super) words: String,
}

/// Reads a bare fraction; `None` for all other texts, for whole numbers among them.
///
/// Where it is not known what separates the thousands, a dot stands before decimals.
pub(super) fn fraction(text: &str, thousands: Option<Thousands>) -> Option<Fraction> {
    let text = thousands.unwrap_or(Thousands::Comma).in_house_signs(text.trim());
    let number = numeral(&text, Signs::Decided).ok().filter(|number| number.parts > 0)?;
    let half = 10u128.checked_pow(number.places.checked_sub(1)?)?.checked_mul(5)?;
    let nearest = number.whole.checked_add(u64::from(u128::from(number.parts) >= half))?;
    let count = Count::new(number.whole, number.whole.checked_add(1))?;
    let words = unmistakable(&text).unwrap_or_else(|| text.clone().into_owned());
    (number.whole < Count::MOST).then_some(Fraction { nearest, count, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_lies_between_whole_numbers() {
        for (text, thousands, nearest, low, words) in [
            ("12.6", None, 13, 12, "12.6"),
            ("12.5", None, 13, 12, "12.5"),
            (" 12.4999 ", None, 12, 12, "12.4999"),
            ("0.4", None, 0, 0, "0.4"),
            ("0.05", None, 0, 0, "0.05"),
            ("1,234.56", None, 1235, 1234, "1,234.56"),
            ("1.234,56", Some(Thousands::Dot), 1235, 1234, "1,234.56"),
            ("12.345", Some(Thousands::Comma), 12, 12, "12.3450"),
            ("1.400", Some(Thousands::Comma), 1, 1, "1.4"),
            ("٧٫٥", None, 8, 7, "٧٫٥"),
        ] {
            let read = fraction(text, thousands).unwrap_or_else(|| panic!("`{text}`"));
            assert_eq!((read.nearest, read.words.as_str()), (nearest, words), "{text}");
            assert_eq!((read.count.low(), read.count.high()), (low, Some(low + 1)), "{text}");
            assert_eq!(fraction(words, None), Some(read), "{text}");
        }
        for text in ["12", "12.0", "about 12.6", "12.6 people", "-12.6", "½", "1,4", "", "8,200,000,000.5"] {
            assert_eq!(fraction(text, None), None, "{text}");
        }
    }
}
