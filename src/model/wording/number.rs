//! Numbers in digits: one script, valid groups, and no decimal sign that must be guessed.

use super::digits::{Signs, digit_of};
use super::fault::{WordingFault, quote};

/// A number in digits, perhaps with decimals: `whole` people and `parts` over ten to the power `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The digits before the decimal sign; `u64::MAX` when there are more than fit.
    pub(super) whole: u64,
    /// The digits after the decimal sign, without the zeros that end them.
    pub(super) parts: u64,
    /// How many digits `parts` was printed with, without the zeros that end them.
    pub(super) places: u32,
}

impl Numeral {
    /// The number times `scale`, if that is a whole number.
    pub(super) fn times(self, scale: u64) -> Option<u64> {
        let unit = 10u128.checked_pow(self.places)?;
        let parts = u128::from(self.parts) * u128::from(scale);
        if parts % unit != 0 {
            return None;
        }
        let parts = u64::try_from(parts / unit).ok()?;
        Some(self.whole.saturating_mul(scale).saturating_add(parts))
    }
}

/// Reads digits with separators between them, such as `5,791`, `1,23,456`, `٧٠٤` or `1.2`.
///
/// # Errors
/// Digits of two scripts; groups that are neither threes nor Indian; a dot or comma that could be either
/// sign (`1.400`, `1,4`, `0,400`, `1.400,00`).
pub(super) fn numeral(text: &str, signs: Signs) -> Result<Numeral, WordingFault> {
    let runs = Runs::of(text)?;
    let decided = signs == Signs::Decided;
    let bad_groups = || WordingFault::BadGroups { text: quote(text) };
    let ambiguous = || match signs {
        Signs::Undecided => WordingFault::Ambiguous { text: quote(text), meant: runs.joined() },
        Signs::Decided => bad_groups(),
    };
    let Some(last) = runs.separators.last().copied() else {
        return runs.grouped(text);
    };
    let alike = |separators: &[char]| separators.iter().all(|c| Some(c) == separators.first());
    let before = runs.separators.len() - 1;
    let tail = runs.lengths.last().copied().unwrap_or(0);
    let is_zero_led = runs.first_digit == 0;
    if alike(&runs.separators) {
        let single = before == 0;
        return match last {
            '٫' if single => runs.decimal(),
            '.' if single && tail == 3 && runs.lengths[0] <= 3 && !is_zero_led && !decided => {
                Err(ambiguous())
            }
            '.' if single => runs.decimal(),
            ',' if single && (tail <= 2 || is_zero_led) => Err(ambiguous()),
            '.' if decided || !has_threes(&runs.lengths) => Err(bad_groups()),
            _ if has_valid_groups(&runs.lengths) && !is_zero_led => runs.grouped(text),
            _ => Err(bad_groups()),
        };
    }
    let grouped_before =
        alike(&runs.separators[..before]) && has_valid_groups(&runs.lengths[..=before]) && !is_zero_led;
    match last {
        '.' | '٫' if grouped_before => runs.decimal(),
        ',' if grouped_before => Err(ambiguous()),
        _ => Err(bad_groups()),
    }
}

/// Whether a dot stands before three digits as if it parted thousands: `1.000`, `1.400`, but not `0.400` and `1.40`.
pub(super) fn seems_grouped(text: &str) -> bool {
    let Some((whole, decimals)) = text.split_once('.') else { return false };
    let digits = |text: &str| text.chars().all(|c| digit_of(c).is_some());
    let is_zero_led = whole.chars().next().and_then(digit_of).is_none_or(|(digit, _)| digit == 0);
    whole.chars().count() <= 3
        && decimals.chars().count() == 3
        && digits(whole)
        && digits(decimals)
        && !is_zero_led
}

/// Groups of three after a first of one to three, or Indian: a last of three after twos.
pub(super) fn has_valid_groups(lengths: &[usize]) -> bool {
    let [first, middle @ .., last] = lengths else { return false };
    let twos = *first <= 2 && middle.iter().all(|len| *len == 2) && *last == 3;
    twos || has_threes(lengths)
}

pub(super) fn has_threes(lengths: &[usize]) -> bool {
    lengths.split_first().is_some_and(|(first, rest)| *first <= 3 && rest.iter().all(|len| *len == 3))
}

/// The runs of digits between separators.
struct Runs {
    digits: Vec<u8>,
    lengths: Vec<usize>,
    separators: Vec<char>,
    first_digit: u8,
}

impl Runs {
    fn of(text: &str) -> Result<Runs, WordingFault> {
        let mut runs = Runs { digits: Vec::new(), lengths: vec![0], separators: Vec::new(), first_digit: 0 };
        let mut script = None;
        for c in text.chars() {
            let Some((digit, zero)) = digit_of(c) else {
                runs.separators.push(c);
                runs.lengths.push(0);
                continue;
            };
            if *script.get_or_insert(zero) != zero {
                return Err(WordingFault::MixedDigits { text: quote(text) });
            }
            runs.digits.push(digit as u8);
            if let Some(len) = runs.lengths.last_mut() {
                *len += 1;
            }
        }
        runs.first_digit = runs.digits.first().copied().unwrap_or(0);
        Ok(runs)
    }

    /// All digits as one number.
    fn grouped(&self, text: &str) -> Result<Numeral, WordingFault> {
        if self.digits.is_empty() {
            return Err(WordingFault::NotANumber { text: quote(text) });
        }
        Ok(Numeral { whole: value_of(&self.digits), parts: 0, places: 0 })
    }

    /// All digits as one number, if it is a number that people can have.
    fn joined(&self) -> Option<u64> {
        Some(value_of(&self.digits)).filter(|n| *n <= super::super::count::Count::MOST)
    }

    /// The digits of the last run as decimals of all before it.
    fn decimal(&self) -> Result<Numeral, WordingFault> {
        let tail = self.lengths.last().copied().unwrap_or(0);
        let (whole, parts) = self.digits.split_at(self.digits.len() - tail);
        let kept = parts.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        let parts = &parts[..kept];
        Ok(Numeral {
            whole: value_of(whole),
            parts: value_of(parts),
            places: u32::try_from(kept).unwrap_or(u32::MAX),
        })
    }
}

/// The digits as one number; `u64::MAX` when there are more than fit.
fn value_of(digits: &[u8]) -> u64 {
    digits.iter().fold(0u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(*digit)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// `n` in the digits of the script whose zero is `zero`.
    pub(in super::super) fn in_script(text: &str, zero: u32) -> String {
        let swap = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c);
        text.chars().map(swap).collect()
    }

    pub(in super::super) const SCRIPTS: [u32; 66] = super::super::digits::ZEROS;

    #[test]
    fn groups_are_threes_or_indian() {
        for (text, n) in [
            ("5791", 5_791),
            ("5,791", 5_791),
            ("5 791", 5_791),
            ("5\u{a0}791", 5_791),
            ("5\u{2009}791", 5_791),
            ("5\u{202f}791", 5_791),
            ("5'791", 5_791),
            ("5’791", 5_791),
            ("٥٬٧٩١", 5_791),
            ("1,23,456", 123_456),
            ("12,34,567", 1_234_567),
            ("1.400.000", 1_400_000),
            ("007", 7),
            ("704.0", 704),
            ("1,400.00", 1_400),
        ] {
            assert_eq!(
                numeral(text, Signs::Undecided),
                Ok(Numeral { whole: n, parts: 0, places: 0 }),
                "{text}"
            );
        }
        for text in
            ["1,23,4", "1,2345", "1234,567", "123,45,678", "40 50", "1,234 567", "1.40.000", "1,234,56"]
        {
            assert!(matches!(numeral(text, Signs::Undecided), Err(WordingFault::BadGroups { .. })), "{text}");
        }
    }

    #[test]
    fn a_sign_that_could_be_either_is_not_read() {
        for text in ["1.400", "1,4", "12,34", "0,400", "1.400,00", "٧,٤"] {
            assert!(matches!(numeral(text, Signs::Undecided), Err(WordingFault::Ambiguous { .. })), "{text}");
        }
        assert_eq!(numeral("1.25", Signs::Undecided), Ok(Numeral { whole: 1, parts: 25, places: 2 }));
        assert_eq!(numeral("0.400", Signs::Undecided), Ok(Numeral { whole: 0, parts: 4, places: 1 }));
        assert_eq!(numeral("1.2", Signs::Undecided).unwrap().times(1_000_000), Some(1_200_000));
        assert_eq!(numeral("1.2", Signs::Undecided).unwrap().times(1), None);
    }

    #[test]
    fn a_dot_before_three_digits_seems_to_group() {
        for text in ["1.400", "1.000", "999.000", "٧.٠٠٠"] {
            assert!(seems_grouped(text), "{text}");
        }
        for text in ["0.400", "1.40", "1.4000", "1234.000", "1.400.000", "1,400.000", "1400", ".400"] {
            assert!(!seems_grouped(text), "{text}");
        }
    }

    #[test]
    fn digits_are_of_one_script() {
        for text in ["7٠۴", "٧٠۴", "７0"] {
            assert!(
                matches!(numeral(text, Signs::Undecided), Err(WordingFault::MixedDigits { .. })),
                "{text}"
            );
        }
        for zero in SCRIPTS {
            assert_eq!(
                numeral(&in_script("1704", zero), Signs::Undecided).map(|n| n.whole),
                Ok(1_704),
                "{zero:x}"
            );
        }
        for c in ['²', '½', 'Ⅷ', '①', '一', 'O', '/', ':'] {
            assert_eq!(digit_of(c), None, "{c}");
        }
    }
}
