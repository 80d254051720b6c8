//! Numbers of ours, with their nouns. Printed figures keep their own words.

/// A number with commas between groups of three: `1,200`, `-3,951`.
pub fn grouped(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(1 + digits.len() + digits.len() / 3);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A text whose long numbers have commas: `around 1200` as `around 1,200`.
pub fn with_commas(text: &str) -> String {
    let mut said = String::with_capacity(text.len() + 2);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let (before, number) = (&rest[..start], &rest[start..start + digits]);
        said.push_str(before);
        let is_part = said.ends_with([',', '.', '\'']) && said.len() > 1;
        match number.parse::<i128>() {
            Ok(value) if digits > 3 && !is_part && !number.starts_with('0') => said.push_str(&grouped(value)),
            _ => said.push_str(number),
        }
        rest = &rest[start + digits..];
    }
    said + rest
}

/// A number with its noun: `1 row`, `1200 rows`.
pub fn several(number: u64, one: &str) -> String {
    format!("{number} {one}{}", plural_ending(number == 1))
}

/// A difference with its noun: `1 day`, `-1,200 days`.
pub fn counted(number: i64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), plural_ending(number.abs() == 1))
}

fn plural_ending(is_one: bool) -> &'static str {
    if is_one { "" } else { "s" }
}

/// A count as a number from which another can be taken away.
pub fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What was counted, without what was not there: `3 new`, `1 rejected`.
pub fn amounts(counted: &[(&str, u64)]) -> Vec<String> {
    counted.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{n} {word}")).collect()
}

/// The first `most` of some texts, and how many more there are: `line 3`, `line 5`, `2 more`.
pub fn first(most: usize, all: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = all.len().saturating_sub(most);
    let mut named: Vec<String> = all.take(most).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_and_nouns() {
        for (number, text) in [
            (0, "0"),
            (704, "704"),
            (999, "999"),
            (1_000, "1,000"),
            (5_791, "5,791"),
            (-3_951, "-3,951"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!((several(1, "row"), several(2, "row")), ("1 row".to_owned(), "2 rows".to_owned()));
        assert_eq!((counted(1, "day").as_str(), counted(-2, "day").as_str()), ("1 day", "-2 days"));
    }

    #[test]
    fn long_numbers_have_commas_wherever_they_stand() {
        for (text, said) in [
            ("around 1200", "around 1,200"),
            ("1,200", "1,200"),
            ("10000 to 15000", "10,000 to 15,000"),
            ("2.5 million", "2.5 million"),
            ("704", "704"),
        ] {
            assert_eq!(with_commas(text), said);
        }
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let texts = || {
            ["a", "At least 12 people have drowned in the Osk boat, the Osk Coast Guard said, in a report Wire published on 2 July 2031.", "c"].into_iter().map(str::to_owned)
        };
        assert_eq!(
            first(2, texts()),
            [
                "a",
                "At least 12 people have drowned in the Osk boat, the Osk Coast Guard said, in a report Wire published on 2 July 2031.",
                "1 more"
            ]
        );
        assert_eq!(
            first(3, texts()),
            [
                "a",
                "At least 12 people have drowned in the Osk boat, the Osk Coast Guard said, in a report Wire published on 2 July 2031.",
                "c"
            ]
        );
    }
}
