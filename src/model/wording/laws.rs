//! Laws of reading, over generated cells.

use super::canonical::Grouped;
use super::number::tests::{SCRIPTS, in_script};
use super::*;
use proptest::prelude::*;

/// Marks that can be nothing else.
const MARKS: [&str; 8] = ["[1]", "[note 2]", " [note 2]", "*", " †", "[a]", "[1] [2]", "[citation needed]"];

const UNSEEN: [&str; 4] = ["\u{200b}", "\u{200f}", "\u{2067}", "\u{feff}"];

/// Numbers of every size, small ones as often as large ones.
fn any_number() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..100, 0u64..100_000, 0..=Count::MOST]
}

/// Every kind that has canonical words, with a value and interval that belong together.
fn any_claim() -> impl Strategy<Value = (Kind, Option<u64>, Count)> {
    let one = (prop::sample::select(&Kind::ALL[..7]), any_number())
        .prop_filter_map("fewer than 0", |(kind, n)| kind.count_of(n).map(|count| (kind, Some(n), count)));
    let range = (any_number(), any_number())
        .prop_map(|(a, b)| if a == b { (a / 2, a / 2 + 1) } else { (a.min(b), a.max(b)) })
        .prop_filter_map("low <= high", |(low, high)| Count::new(low, Some(high)))
        .prop_map(|count| (Kind::Range, None, count));
    let estimate = prop::array::uniform3(any_number()).prop_filter_map("ordered", |mut ends| {
        ends.sort_unstable();
        Count::new(ends[0], Some(ends[2])).map(|count| (Kind::Estimate, Some(ends[1]), count))
    });
    prop_oneof![one, range, estimate]
}

/// `n` with a last group of three and twos before it.
fn indian(n: u64) -> String {
    let mut digits = n.to_string();
    let mut at = digits.len().saturating_sub(3);
    while at > 0 {
        digits.insert(at, ',');
        at = at.saturating_sub(2);
    }
    digits
}

/// What the cells of the laws are made of.
const PIECES: &[&str] = &[
    "5",
    "40",
    "1,400",
    "1.4",
    "٧",
    "at least",
    "more",
    "than",
    "or",
    "and",
    "between",
    "to",
    "-",
    "–",
    "(",
    ")",
    "%",
    "CI",
    "including",
    "children",
    "killed",
    "a",
    "dozen",
    "dozens",
    "of",
    "two",
    "hundred",
    "thousand",
    "million",
    "some",
    "another",
    ",",
    ".",
    "+",
    "no",
    "one",
    "k",
    "O",
    "½",
    " ",
    "  ",
    "\u{a0}",
    "people",
    "injured",
    "95%",
    "half",
    "'",
    "[",
    "]",
    "[1]",
    "[note 2]",
    "*",
    "²",
    "\u{200f}",
    "(est.)",
    "(disputed)",
    "still",
    "missing",
    "drowned",
];

/// Cells of pieces in any order.
fn any_cell() -> impl Strategy<Value = String> {
    let (piece, joint) = (prop::sample::select(PIECES), prop::sample::select(vec!["", " "]));
    prop::collection::vec((piece, joint), 0..12)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint]).collect())
}

proptest! {
    #[test]
    fn canonical_words_read_back((kind, value, count) in any_claim()) {
        let wording = Wording::restore(kind, value, count, None);
        let text = wording.text().into_owned();
        let reading = Wording::read(&text).unwrap();
        prop_assert_eq!(&reading.whole, &wording);
        prop_assert_eq!(reading.whole.own_text(), None);
        prop_assert_eq!(Wording::restore(kind, value, count, Some(&text)), wording);
        prop_assert!(reading.parts.is_empty() && reading.counted.is_none() && !reading.is_increment);
    }

    #[test]
    fn every_script_reads_the_same((kind, value, count) in any_claim(), zero in prop::sample::select(&SCRIPTS[..])) {
        let text = in_script(&Wording::restore(kind, value, count, None).text(), zero);
        let read = Wording::read(&text).unwrap().whole;
        prop_assert_eq!((read.kind(), read.value(), read.count()), (kind, value, count));
        prop_assert_eq!(read.text(), text);
    }

    #[test]
    fn every_grouping_reads_the_same(n in any_number()) {
        let threes = Grouped(n).to_string();
        for separator in ["", ",", " ", "\u{a0}", "\u{2009}", "\u{202f}", "'", "’", "٬"] {
            let text = threes.replace(',', separator);
            prop_assert_eq!(Wording::read(&indian(n)).unwrap().whole.value(), Some(n));
            if phrase::is_compact_date(&text) { continue }
            let read = Wording::read(&text).unwrap().whole;
            prop_assert_eq!((read.value(), read.count()), (Some(n), Count::exactly(n)));
        }
    }

    #[test]
    fn reading_never_panics_and_keeps_the_words(text in prop_oneof![any_cell(), ".{0,60}", "[0-9,.\\- ]{0,20}"]) {
        match Wording::read(&text) {
            Ok(reading) => {
                if reading.aside == Aside::default() && !super::super::unseen::has_unseen(&text) {
                    prop_assert_eq!(reading.whole.text(), text.trim());
                }
                let (kind, value, count) = (reading.whole.kind(), reading.whole.value(), reading.whole.count());
                let again = Wording::restore(kind, value, count, reading.whole.own_text());
                prop_assert_eq!(&again, &reading.whole);
                prop_assert!(reading.whole.count().low() <= Count::MOST + 1);
                for part in &reading.parts {
                    prop_assert!(!part.group.is_empty());
                    prop_assert_eq!(&Wording::read(&part.wording.text()).map(|part| part.whole), &Ok(part.wording.clone()));
                }
            }
            Err(fault) => {
                use super::super::problem::Fault;
                prop_assert!(WordingFault::CODES.iter().any(|(code, _)| *code == fault.code()));
                prop_assert!(!fault.hint().is_empty());
            }
        }
    }

    #[test]
    fn a_mark_that_is_taken_off_never_changes_the_number(
        (kind, value, count) in any_claim(),
        mark in prop::sample::select(&MARKS[..]),
        at in 0..40_usize,
        unseen in prop::sample::select(&UNSEEN[..]),
    ) {
        let text = Wording::restore(kind, value, count, None).text().into_owned();
        let alone = Wording::read(&text).unwrap();
        let marked = Wording::read(&format!("{text}{mark}")).unwrap();
        prop_assert_eq!(&marked.whole, &alone.whole);
        prop_assert_eq!(marked.aside.marks, mark.trim());
        let at = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
        let copied = format!("{unseen}{}{unseen}{}", &text[..at], &text[at..]);
        prop_assert_eq!(Wording::read(&copied).unwrap(), alone);
    }

    #[test]
    fn the_printed_value_is_inside_what_the_words_allow(n in 1u64..=Count::MOST) {
        for kind in [Kind::Exact, Kind::AtLeast, Kind::AtMost, Kind::About] {
            prop_assert!(kind.count_of(n).is_some_and(|count| count.allows(n)));
        }
        for kind in [Kind::MoreThan, Kind::FewerThan, Kind::Nearly] {
            prop_assert!(kind.count_of(n).is_some_and(|count| !count.allows(n)));
        }
    }
}
