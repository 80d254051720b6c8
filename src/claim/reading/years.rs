//! A year in a claim, by which it may speak of another event of the same name.

use std::ops::{Range, RangeInclusive};

use crate::claim::naming::Named;

/// Years that a claim may name.
const YEARS: RangeInclusive<i32> = 1900..=2100;

/// The year that a claim names, where it names none of those of which an event has figures. `number`: the span of the claim's
/// own number in the sentence. A year behind "since" or "from" is where a count begins, and tells nothing.
pub fn another_year(named: &Named, number: &Range<usize>, of_event: RangeInclusive<i32>) -> Option<i32> {
    let begins = |at: usize| {
        let before = named.words[..at].iter().rev().take(3);
        before.into_iter().any(|word| ["since", "from"].contains(&word.plain.as_str()))
    };
    let years = named.words.iter().enumerate().filter_map(|(at, word)| {
        let is_own = word.span.start < number.end && number.start < word.span.end;
        let year = word.plain.parse().ok().filter(|year| word.plain.len() == 4 && YEARS.contains(year))?;
        (!is_own && !begins(at)).then_some(year)
    });
    let years: Vec<i32> = years.collect();
    // News of the last days of a year appears in the next.
    let known = *of_event.start()..=of_event.end().saturating_add(1);
    years.first().copied().filter(|_| years.iter().all(|year| !known.contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::naming::named;

    #[test]
    fn a_year_of_another_event_is_told_from_where_a_count_begins() {
        let year = |sentence: &str| another_year(&named(sentence, &[]), &(0..2), 2023..=2024);
        assert_eq!(year("44 people were killed in the 2019 Orla dam collapse."), Some(2019));
        for sentence in [
            "44 people were killed in the Orla dam collapse in March 2024.",
            "44 people were killed in the Orla dam collapse.",
            "44 people have been killed in the Karst war since November 2021.",
            "44 people were killed in January 2025.",
        ] {
            assert_eq!(year(sentence), None, "{sentence}");
        }
    }
}
