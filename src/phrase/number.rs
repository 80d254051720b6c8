//! Numbers of ours, with their nouns. Printed figures keep their own words.

/// A number with commas between groups of three: `1,200`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun: `1 row`, `12 rows`.
pub fn several(number: u64, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
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
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!((several(1, "row"), several(2, "row")), ("1 row".to_owned(), "2 rows".to_owned()));
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let texts = || ["a", "b", "c"].into_iter().map(str::to_owned);
        assert_eq!(first(2, texts()), ["a", "b", "1 more"]);
        assert_eq!(first(3, texts()), ["a", "b", "c"]);
    }
}
