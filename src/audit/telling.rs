//! Figures as the sentence of a finding names them.

use crate::model::name::Name;
use crate::model::recorded::{FigureId, Recorded};

/// The printed words of a figure: `more than 5,700`.
pub fn words(recorded: &Recorded) -> String {
    recorded.figure.count.as_ref().map_or_else(|| "no number".into(), |count| count.printed().into_owned())
}

/// The words, the number and the day: `471 (#43, as of 18 October 2023)`; where the source states no day, its publication.
pub fn figure(recorded: &Recorded) -> String {
    format!("{} ({})", words(recorded), place(recorded))
}

/// The number and the day alone: `#43, as of 18 October 2023`.
pub fn place(recorded: &Recorded) -> String {
    let when = match recorded.figure.as_of.stated() {
        Some(day) => format!("as of {}", day.long()),
        None => format!("published on {}", recorded.figure.published_on.long()),
    };
    format!("#{}, {when}", recorded.id)
}

/// Who says it: the authority, else the publisher.
pub fn who(recorded: &Recorded) -> &Name {
    recorded.figure.authority().unwrap_or(&recorded.figure.source.publisher)
}

/// How to look at a figure.
pub fn show(id: FigureId) -> String {
    format!("tollbook show {id}")
}

/// How to look at two figures.
pub fn show_both(a: FigureId, b: FigureId) -> String {
    format!("tollbook show {a}, tollbook show {b}")
}

/// A number with its groups: `5,791`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Plain or plural: `1 day`, `3 days`.
pub fn counted(number: i64, one: &str) -> String {
    format!("{} {one}{}", grouped(number), if number.abs() == 1 { "" } else { "s" })
}

/// A number as the store keeps it, as a difference is computed.
pub fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in
            [(0, "0"), (704, "704"), (5_791, "5,791"), (-3_951, "-3,951"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
        assert_eq!((counted(1, "day").as_str(), counted(-2, "day").as_str()), ("1 day", "-2 days"));
    }
}
