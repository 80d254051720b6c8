//! What can be wrong with a count as printed: stable codes, words, and a way out.

use super::super::count::Count;
use super::super::counted;
use super::super::problem::faults;
use super::Wording;
use super::canonical::Grouped;

faults! {
/// Why a cell is not a count that can be read without guessing. Texts are shortened to 60 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingFault: Other {
    /// The cell holds no number.
    "N101" NotANumber {
        /// The cell.
        text: String,
    } is "`{text}` is not a number";
    hint "{}", not_a_number_hint(text);

    /// The cell says that no number was given: blank, `N/A`, `?`, `no figure given`. Not the same as zero.
    "N102" NoFigure {
        /// The cell, perhaps empty.
        text: String,
    } is "{} gives no number", if text.is_empty() { "an empty cell".to_owned() } else { format!("`{text}`") };
    hint "write 0 if the source says that there were none; {}", absent_hint(text);

    /// A dot, a comma or a scale word can be meant in two ways.
    "N103" Ambiguous {
        /// The number.
        text: String,
        /// The larger of the readings, if people can be that many.
        meant: Option<u64>,
    } is "`{text}` can be read in two ways";
    hint "{}", ambiguous_hint(text, *meant); class AmbiguousNumber;
    or
    /// What stands behind the number may be a footnote mark, or something else: `10²`, `704 [1]`.
    DoubtfulMark {
        /// The cell.
        text: String,
        /// What it is without the mark.
        number: String,
        /// What may be a mark.
        mark: String,
    } is "`{text}` can be read in two ways: `{mark}` may be a footnote mark, or not";
    hint "write {number} if it is one, and {mark} in note; else write out the number that is meant";

    /// The groups of digits do not make one number: neither threes nor Indian twos stand between the separators.
    "N104" BadGroups {
        /// The number.
        text: String,
    } is "the groups of digits in `{text}` do not make one number";
    hint "write one number with commas between threes, or without separators, such as 1,234 or 1234";

    /// The digits are of two scripts.
    "N105" MixedDigits {
        /// The number.
        text: String,
    } is "`{text}` mixes the digits of two scripts";
    hint "type the number again in digits of one script";

    /// The number is below zero.
    "N106" Negative {
        /// The cell.
        text: String,
    } is "`{text}` is below zero";
    hint "write how many people there are now; declare a lower total with relation = revises; \
          if it corrects days before, negative = \"skip\" in a profile leaves such cells out"; class Negative;

    /// The number is not a whole number of people.
    "N107" Fraction {
        /// The cell.
        text: String,
    } is "`{text}` is not a whole number";
    hint "{}", fraction_hint(text); class Fraction;

    /// The number is a percentage: a share, not a number of people.
    "N108" Percent {
        /// The cell.
        text: String,
    } is "`{text}` is a percentage";
    hint "write the number of people, not their share";

    /// The number is above 8,200,000,000, which is [`Count::MOST`].
    "N109" TooMany {
        /// The cell.
        text: String,
    } is "`{text}` is more people than live on Earth";
    hint "write a number of people up to {}; check that the column does not hold money, ids or dates", Grouped(Count::MOST);

    /// The cell is longer than 10,000 characters.
    "N110" TooLong is "the cell has more than 10,000 characters";
    hint "keep the number and its hedge in this cell and move the text to note";

    /// The cell looks like a date.
    "N111" LooksLikeDate {
        /// The cell.
        text: String,
    } is "`{text}` looks like a date";
    hint "{}", date_hint(text); class AmbiguousNumber;

    /// The low end of a range or of bounds is above the high end.
    "N112" Reversed {
        /// The end printed first.
        low: u64,
        /// The end printed last.
        high: u64,
    } is "the low end {} is above the high end {}", Grouped(*low), Grouped(*high);
    hint "write {}-{} if that is the range", Grouped(*high), Grouped(*low);

    /// The cell holds more text than is understood.
    "N113" Leftover {
        /// The part that was understood.
        before: String,
        /// The part that was not.
        rest: String,
    } is "`{rest}` is not understood{}", if before.is_empty() { String::new() } else { format!(" after `{before}`") };
    hint "{}", leftover_hint(before, rest);

    /// The hedges do not go together, or one stands around a range or a vague word.
    "N114" Hedges {
        /// The cell.
        text: String,
    } is "the hedges in `{text}` do not go together";
    hint "write one hedge around one number, such as at least 40, or a range without one, such as 40-50";

    /// Fewer than, or nearly, zero.
    "N115" NothingBelow {
        /// The cell.
        text: String,
    } is "`{text}` leaves no number of people";
    hint "write 0 if there were none, or a hedge around 1 or more";

    /// The cell holds an invisible character: a control character or an invisible mark.
    "N116" Invisible {
        /// Its code point.
        point: u32,
    } is "the cell holds an invisible character, U+{point:04X}";
    hint "type the number again, without copying it";

    /// The printed value of an estimate lies outside its own interval.
    "N117" PointOutside {
        /// The printed value.
        value: u64,
        /// The low end.
        low: u64,
        /// The high end.
        high: u64,
    } is "{} lies outside {}-{}", Grouped(*value), Grouped(*low), Grouped(*high);
    hint "correct the value or its bounds to what the source printed";

    /// A part is more than its whole: `305 (704 children)`.
    "N118" PartAboveWhole {
        /// The part as printed.
        part: String,
        /// The whole as printed.
        whole: String,
    } is "the part `{part}` is more than the whole `{whole}`";
    hint "correct one of the two numbers, or write the second in a row of its own";

    /// The cell holds a second measure: `704 killed (305 injured)`.
    "N119" SecondMeasure {
        /// The second number and its words.
        text: String,
    } is "`{text}` counts something else than the number before it";
    hint "keep the first number in this cell and write `{text}` in a row of its own, with its own measure";

    /// A best value with only one bound, which differs from it.
    "N120" OneBound {
        /// The best value.
        best: u64,
        /// The bound.
        bound: u64,
    } is "the best value {} has only one bound, {}", Grouped(*best), Grouped(*bound);
    hint "fill in the other bound, or leave the bounds empty and write the number with its hedge";

    /// The cell says that there were no reports: `no casualties reported`. In `figure` that is a statement; it is no bound.
    "N121" NoReports {
        /// The cell.
        text: String,
    } is "`{text}` says what was reported, not how many there were";
    hint "write it in `figure`, alone, where it is a statement without a number; write 0 if somebody counted none";
}
}

/// What to do about a cell that says that it holds nothing: a file says once which words mean that.
pub fn absent_hint(text: &str) -> String {
    if text.is_empty() {
        return "without a number, leave the row out".to_owned();
    }
    format!(
        "if nothing was reported, leave the row out, or let a profile say it of all such cells: `missingValues = [{text:?}]` in the first line of FILE.csv.toml"
    )
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
    if is_shortened(text) {
        return "a program has shortened it and may have rounded it: write all digits of the source"
            .to_owned();
    }
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

/// Whether a program wrote the number as a power of ten: `1.2E+06`.
fn is_shortened(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(['e', 'E']).is_some_and(|(number, power)| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        is_digits(&number.replacen(['.', ','], "", 1)) && is_digits(power)
    })
}

fn ambiguous_hint(text: &str, meant: Option<u64>) -> String {
    match meant {
        Some(n) if text.contains(',') && !text.contains('.') => format!(
            "write {n} if that is the number, or all its digits, such as 1,400 or 1400; \
             in a file, --thousands . says that the comma stands before decimals"
        ),
        Some(n) if text.contains('.') && !text.contains(',') => format!(
            "write {} or {n} if that is the number; \
             in a file, --thousands . says that the dot separates thousands",
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
        None => {
            format!("write {whole}; in a table of estimates, fractions = \"round\" in a profile reads them")
        }
    }
}

fn date_hint(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(n) => format!("write {} if it is a number; move it to a date column if it is a date", Grouped(n)),
        Err(_) => "write the number here and the date in as_of, stated_on or published_on".to_owned(),
    }
}

fn leftover_hint(before: &str, rest: &str) -> String {
    let says_too_little = |word: &String| counted::SAY_TOO_LITTLE.contains(&word.as_str());
    if counted::words(rest).iter().any(says_too_little) {
        return format!(
            "`{rest}` does not say what happened to them: look in the source how many were killed, and write that number"
        );
    }
    if before.is_empty() {
        return "write the number first, with its hedge, such as at least 1,400".to_owned();
    }
    let second = rest.trim_start_matches([',', ';', '/', '+', '&', ' ']).trim_start_matches("and ");
    if Wording::read(second).is_ok_and(|reading| reading.counted.is_some()) {
        return "it holds two counts: split it into two columns, one count in each, or into two rows"
            .to_owned();
    }
    format!(
        "write {} alone, and the words in quote or note; what happened to the people is said by measure",
        count_at_the_front(before)
    )
}

/// The longest beginning that is a count without words behind it: of `10 (including the perpetrator`, `10`.
fn count_at_the_front(before: &str) -> &str {
    let ends = before.match_indices([' ', '(', '[']).map(|(at, _)| before[..at].trim_end()).rev();
    let is_number = |text: &&str| {
        Wording::read(text).is_ok_and(|reading| reading.counted.is_none() && reading.parts.is_empty())
    };
    std::iter::once(before).chain(ends).find(is_number).unwrap_or(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_without_gaps() {
        for (n, (code, meaning)) in WordingFault::CODES.iter().enumerate() {
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
        assert!(
            ["1.2E+06", "2e3", "2.0e3"].iter().all(|text| not_a_number_hint(text).contains("all digits"))
        );
    }
}
