//! Examples of cells: what each one says, or why it is refused.

use super::super::problem::Fault;
use super::*;

/// The kind, printed value and interval of a cell.
fn claim(text: &str) -> (Kind, Option<u64>, u64, Option<u64>) {
    let whole = Wording::read(text).unwrap_or_else(|fault| panic!("`{text}`: {fault}")).whole;
    assert_eq!(whole.text(), text.trim());
    (whole.kind(), whole.value(), whole.count().low(), whole.count().high())
}

fn code(text: &str) -> &'static str {
    match Wording::read(text) {
        Ok(reading) => panic!("`{text}` was read as {reading:?}"),
        Err(fault) => {
            assert!(!fault.hint().is_empty() && !fault.to_string().is_empty());
            assert!(!fault.hint().ends_with('.') && !fault.to_string().ends_with('.'), "{fault}");
            fault.code()
        }
    }
}

/// A kind, its value and its ends, then cells that say so, parted by bars.
const CELLS: &str = "\
exact 704 704 704: 704 |  704  | ٧٠٤ | ۷۰۴ | ７０４ | ७०४ | 704. | 704.0 | exactly 704 | a total of 704
exact 5791 5791 5791: 5,791 | 5791 | 5 791 | 5\u{a0}791 | 5\u{2009}791 | 5\u{202f}791 | 5'791 | 5’791 | 5٬791
exact 8200000000 8200000000 8200000000: 8,200,000,000 | 8.2 billion | 8.2bn
exact 1200000 1200000 1200000: 1.2 million | 1.2m | 1,200,000 | 12 lakh | 12,00,000
exact 1400000 1400000 1400000: 1.400.000 | 1,400.00 thousand | 1.4 million
exact 8 8 8: eight | Eight people | 8 people killed | 8 dead
exact 42 42 42: forty-two | forty two
exact 12 12 12: a dozen | twelve | one dozen
exact 24 24 24: two dozen | 24 dead | two dozen people
exact 0 0 0: 0 | zero | no one | No-one | nobody was killed | no casualties | no deaths
exact 0 0 0: none | none killed | none were killed | no children | no one killed | no fatalities
at_least 704 704 -: at least 704 | AT LEAST 704 | at least 704 killed | no fewer than 704 | not less than 704
at_least 704 704 -: 704 or more | 704+ | 704 + | ≥704 | ≥ 704 | >= 704 | a minimum of 704 | min. 704 | at least 704+
more_than 5700 5701 -: more than 5,700 | over 5700 | upwards of 5 700 | > 5,700 | >5700 | in excess of 5,700
more_than 5700 5701 -: exceeds 5,700 | well over 5,700 | over 5.7 thousand
more_than 100 101 -: more than a hundred | over 100 people | more than one hundred civilians
at_most 50 0 50: at most 50 | up to 50 | as many as fifty | ≤ 50 | <= 50 | no more than 50 | a maximum of 50
at_most 50 0 50: 50 or fewer | 50 or less | max 50
fewer_than 10 0 9: fewer than 10 | under 10 | less than 10 | < 10 | <10 | below ten
nearly 300 270 299: nearly 300 | almost 300 | close to 300 | just under 300
nearly 1 0 0: nearly 1
about 500 450 550: about 500 | around 500 | some 500 | roughly 500 | ~500 | ~ 500 | circa 500 | c. 500 | c.500
about 500 450 550: ca. 500 | ca 500 | approximately 500 | an estimated 500 | 500 or so | some five hundred | approx. 500
about 240 216 264: 240 (est.) | 240 (estimated) | 240 [approx.] | 240 est. | 240 people (est.)
about 1 0 2: about 1 | about one
about 0 0 1: about 0";

#[test]
fn one_number_with_its_hedge() {
    for line in CELLS.lines() {
        let (claimed, cells) = line.split_once(": ").unwrap();
        let [word, value, low, high] = claimed.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let number = |text: &str| text.parse::<u64>().ok();
        let expected = (Kind::from_word(word).unwrap(), number(value), number(low).unwrap(), number(high));
        for cell in cells.split(" | ") {
            assert_eq!(claim(cell), expected, "`{cell}`");
        }
    }
}

#[test]
fn ranges_and_estimates() {
    for text in [
        "40-50",
        "40\u{2011}50",
        "40‒50",
        "40–50",
        "40—50",
        "40−50",
        "40 - 50",
        "between 40 and 50",
        "40 to 50",
        "from 40 to 50",
        "Between forty and fifty",
        "forty-fifty",
        "40-50 people",
        "about 40-50",
        "some 40 to 50",
        "40-50 (est.)",
        "40 or 50",
        "forty or fifty people",
        "between 40 and 50 people killed",
    ] {
        assert_eq!(claim(text), (Kind::Range, None, 40, Some(50)), "{text}");
    }
    assert_eq!(claim("1,234-1,480"), (Kind::Range, None, 1_234, Some(1_480)));
    assert_eq!(claim("40k-50k"), (Kind::Range, None, 40_000, Some(50_000)));
    assert_eq!(claim("ninety to one hundred"), (Kind::Range, None, 90, Some(100)));
    assert_eq!(claim("between one hundred and two thousand"), (Kind::Range, None, 100, Some(2_000)));
    assert_eq!(claim("between 0 and 2 thousand"), (Kind::Range, None, 0, Some(2_000)));
    assert_eq!(claim("40-40"), (Kind::Exact, Some(40), 40, Some(40)));
    for text in [
        "2,975 (95% CI 2,658-3,290)",
        "2975 (CI 2,658–3,290)",
        "2,975 (2,658-3,290)",
        "2,975 [2,658-3,290]",
        "2,975 (95% CI: 2658 to 3290)",
        "2 975 (95% CI 2 658–3 290)",
        "2,975 (95% confidence interval 2,658-3,290)",
        "an estimated 2,975 (95% UI 2,658-3,290)",
        "2,975 deaths (95% CI 2,658-3,290)",
        "2,975 (95% CI 2,658, 3,290)",
        "2,975 (CI 95%: 2,658-3,290)",
        "2,975 (range 2,658-3,290)",
    ] {
        assert_eq!(claim(text), (Kind::Estimate, Some(2_975), 2_658, Some(3_290)), "{text}");
    }
    assert_eq!(claim("64,260 (95% CI 55,298–78,525)"), (Kind::Estimate, Some(64_260), 55_298, Some(78_525)));
}

#[test]
fn vague_words_have_no_value() {
    for (text, low) in [
        ("dozens", 24),
        ("Dozens of people", 24),
        ("scores killed", 40),
        ("hundreds", 200),
        ("thousands", 2_000),
        ("several", 1),
        ("a few", 1),
        ("some", 1),
        ("some people", 1),
        ("a number of people", 1),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("at least dozens", 24),
        ("several hundred", 200),
        ("many", 1),
    ] {
        assert_eq!(claim(text), (Kind::Vague, None, low, None), "{text}");
        assert_eq!(Wording::read(text).unwrap().whole.own_text(), Some(text), "{text}");
    }
}

#[test]
fn parts_are_named_in_the_same_cell() {
    for (text, parts) in [
        ("704, including 305 children", &[("children", "305", 305)][..]),
        ("704 including 305 children and 173 women", &[("children", "305", 305), ("women", "173", 173)]),
        ("704 (305 children)", &[("children", "305", 305)]),
        ("704 (305 children, 173 women)", &[("children", "305", 305), ("women", "173", 173)]),
        ("704 people (including at least 305 children)", &[("children", "at least 305", 305)]),
        (
            "704 killed, including 305 children, 173 women and 12 aid workers",
            &[("children", "305", 305), ("women", "173", 173), ("aid workers", "12", 12)],
        ),
        ("more than 704, of whom 305 were children", &[("children", "305", 305)]),
        ("dozens, including two children and a woman", &[("children", "two", 2), ("woman", "a woman", 1)]),
        ("704, including dozens of children", &[("children", "dozens", 24)]),
        ("5,791, including 2,405 women and children", &[("women and children", "2,405", 2_405)]),
        ("at least 12 (5 children).", &[("children", "5", 5)]),
    ] {
        let reading = Wording::read(text).unwrap_or_else(|fault| panic!("`{text}`: {fault}"));
        let found: Vec<_> = reading
            .parts
            .iter()
            .map(|part| (part.group.as_str(), part.wording.text().into_owned(), part.wording.count().low()))
            .collect();
        let expected: Vec<_> =
            parts.iter().map(|(group, words, low)| (*group, (*words).to_owned(), *low)).collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(reading.whole.text(), text);
    }
}

#[test]
fn words_may_say_that_it_was_added_and_whom_it_counts() {
    for (text, value, is_increment, counted) in [
        ("two more", 2, true, None),
        ("another 12", 12, true, None),
        ("another dozen", 12, true, None),
        ("an additional 5", 5, true, None),
        ("at least another 12", 12, true, None),
        ("12 more people", 12, true, Some("people")),
        ("5 new deaths", 5, true, None),
        ("12 or more", 12, false, None),
        ("40 fighters", 40, false, Some("fighters")),
        ("100 people", 100, false, Some("people")),
        ("at least 100 killed", 100, false, None),
        ("40 Hezbollah fighters killed", 40, false, Some("Hezbollah fighters")),
        ("305 injured", 305, false, Some("injured")),
        ("704 victims", 704, false, Some("victims")),
        ("no children killed", 0, false, Some("children")),
        ("no casualties", 0, false, None),
        ("two others", 2, false, Some("others")),
        ("3 drowned", 3, false, None),
        ("four people are still missing", 4, false, Some("people are still missing")),
        ("4 still missing", 4, false, Some("missing")),
        ("seven people lost their lives", 7, false, Some("people")),
        ("12 remain missing", 12, false, Some("missing")),
        ("a child", 1, false, Some("child")),
    ] {
        let reading = Wording::read(text).unwrap_or_else(|fault| panic!("`{text}`: {fault}"));
        let found = (reading.whole.value(), reading.is_increment, reading.counted.as_deref());
        assert_eq!(found, (Some(value), is_increment, counted), "{text}");
    }
}

/// A code, then cells that are refused with it, parted by bars.
const REFUSALS: &str = "\
N101: no idea | no survivors | 57OO | 5l | O57 | 5th | abc | killed | hundred | COVID19 | between 40 | two hundred hundred | 5km
N102: | N/A | n/a | NA | None | NONE | ? | - | – | ... | no figure given | unknown | Not reported | no data | No number | NaN
N103: 10² | 704 [1] | 1.400.400-1,600m | 1,400 to 1.400.400 | 1.400 | 1,4 | 1,4k | 12,34 | 1.400,00 | 1.400 million | 0,400 | 40-50 thousand | two to three hundred | 40-50k
N104: 1,23,4 | 1,2345 | 40 50 | 1,234 567 | 1.40.000 | 192.168.1.1
N105: 7٠۴ | 5,7٩1
N106: -5 | −5 | - 5 | at least -5
N107: 12.5 | ½ | 5½ | 1.23456k | 0.5 | 12٫5
N108: 5% | 5 percent | 12.5% | 40-50% | 704 (5%) | five per cent
N109: 8,200,000,001 | 99999999999999999999999999 | two trillion | 9 billion | 1-9000000000 | 5 (1-9000000000)
N111: 2023-10-25 | 25/10/2023 | 25.10.2023 | 2023-10-25T10:00 | 25 October 2023 | Oct. 25, 2023 | 20231025 | 2023-10
N111: October 2023 | 25/10/23
N112: 50-40 | between 50 and 40 | 45 (95% CI 50-40)
N113: 704 or so maybe 800 | maybe 800 | 704, 305 children | 704 killed and 305 injured | 40 crates | 5 millones | 704万
N113: 40/50 | 704 (confirmed) | 704, including children | 704 (305) | 40- | 25 km | 5 k | 3 days | 704 [x1] | no idea 5
N113: +5 | 500 ± 50 | 40 dead and injured | 2 million 300 thousand | $500 | 704 dead, including 305 | 704, including
N114: at least 40 (est.) | nearly 40-50 | at least about 40 | nearly 40+ | at least at least 40 | 40 or more or more | up to dozens
N114: over 40 (30-50) | more than 40 to 50
N115: fewer than 0 | nearly 0 | under zero
N116: 7\u{0}04 | 704\t\u{7}5 | 40\u{ad}50 | 7\u{200d}04 | 7\u{2062}04 | 704\u{b}5
N117: 2,000 (95% CI 2,658-3,290)
N118: 305 (704 children) | no casualties, including 2 children
N119: 704 killed (305 injured) | 704 casualties (305 killed) | 704 (12 missing)
N121: no casualties reported | no reported deaths | none reported | no reports of deaths | not aware of any";

#[test]
fn what_must_be_guessed_is_refused() {
    for line in REFUSALS.lines() {
        let (expected, cells) = line.split_once(':').unwrap();
        for cell in cells.split(" | ") {
            assert_eq!(code(cell), expected, "`{cell}`");
        }
    }
    assert_eq!(code("704\n5"), "N116");
}

#[test]
fn every_refusal_has_words_to_quote() {
    for line in REFUSALS.lines() {
        for cell in line.split(" | ") {
            if let Err(fault @ WordingFault::Leftover { .. }) = Wording::read(cell) {
                assert!(!fault.to_string().contains("``"), "{fault}");
            }
        }
    }
}

#[test]
fn hints_end_in_something_to_type() {
    let hint = |text: &str| Wording::read(text).unwrap_err().hint();
    assert_eq!(
        hint("1.400"),
        "write 1,400 or 1400 if that is the number; in a file, --thousands . says that the dot separates thousands"
    );
    assert_eq!(hint("57OO"), "it holds the letter O where a zero was probably meant; correct the cell");
    for two in ["21 dead, 40 hurt", "21 killed and 40 injured", "21 dead / 40 hurt"] {
        assert!(hint(two).contains("split it into two columns"), "{two}: {}", hint(two));
    }
    assert!(hint("10 (including the perpetrator)").starts_with("write 10 alone"));
    assert_eq!(
        hint("704 or so maybe 800"),
        "write 704 or so alone, and the words in quote or note; what happened to the people is said by measure"
    );
    let of_bracket =
        "write 5 alone, and the words in quote or note; what happened to the people is said by measure";
    assert_eq!(hint("5 (a)"), of_bracket);
    assert_eq!(hint("50-40"), "write 40-50 if that is the range");
    assert!(hint("20231025").starts_with("write 20,231,025 if it is a number"));
    assert_eq!(Wording::read("57OO").unwrap_err().to_string(), "`57OO` is not a number");
    assert_eq!(Wording::read(" ").unwrap_err().to_string(), "an empty cell gives no number");
}

/// Found by fuzzing: alone, `at least a` is no count.
#[test]
fn a_part_that_is_an_article_keeps_its_noun() {
    for (text, words) in [
        ("704, including a child", "a child"),
        ("704, including at least a child", "at least a child"),
        ("704 (<a child)", "<a child"),
        ("704, including no children", "no children"),
        ("704, including about 40 children", "about 40"),
    ] {
        let part = Wording::read(text).unwrap().parts.remove(0).wording;
        assert_eq!(part.text(), words);
        assert_eq!(Wording::read(words).unwrap().whole, part);
    }
}

#[test]
fn very_long_cells_are_refused_at_once() {
    assert_eq!(code(&"9".repeat(10_001)), "N110");
    assert_eq!(code(&"9".repeat(10_000)), "N109");
    assert_eq!(code(&"٩".repeat(10_000)), "N109");
    assert_eq!(code(&"9 ".repeat(600_000)), "N110");
    assert_eq!(code(&"two ".repeat(2_500)), "N113");
}

#[test]
fn bounds_in_columns_make_the_kind_that_they_claim() {
    use Kind::*;
    for (low, best, high, kind, text) in [
        (Some(40), None, Some(50), Range, "40-50"),
        (Some(40), Some(40), Some(50), Estimate, "40 (40-50)"),
        (Some(2_658), Some(2_975), Some(3_290), Estimate, "2,975 (2,658-3,290)"),
        (Some(40), Some(40), Some(40), Exact, "40"),
        (Some(1_400), None, Some(1_400), Exact, "1,400"),
        (Some(1_400), None, None, AtLeast, "at least 1,400"),
        (Some(40), Some(40), None, AtLeast, "at least 40"),
        (None, None, Some(50), AtMost, "up to 50"),
        (None, Some(704), None, Exact, "704"),
    ] {
        let wording = Wording::from_bounds(low, best, high).unwrap();
        assert_eq!((wording.kind(), wording.text().as_ref()), (kind, text));
        assert_eq!(Wording::read(text).unwrap().whole, wording);
    }
    for (low, best, high, code) in [
        (Some(50), None, Some(40), "N112"),
        (Some(40), Some(60), Some(50), "N117"),
        (None, None, None, "N102"),
        (Some(40), Some(60), None, "N120"),
        (Some(40), None, Some(Count::MOST + 1), "N109"),
    ] {
        assert_eq!(Wording::from_bounds(low, best, high).unwrap_err().code(), code);
    }
}

#[test]
fn display_groups_plain_numbers_and_leaves_words_alone() {
    for (text, printed) in [
        ("5791", "5,791"),
        ("5,791", "5,791"),
        ("5 791", "5,791"),
        ("٥٧٩١", "5,791"),
        ("at least 1400", "at least 1,400"),
        ("1234–1480", "1,234-1,480"),
        ("over 1400", "over 1400"),
        ("At least 1400", "At least 1400"),
        ("dozens", "dozens"),
        ("two more", "two more"),
        ("1400 people", "1400 people"),
        ("2,975 (2,658-3,290)", "2,975 (2,658-3,290)"),
        ("1240 (est.)", "about 1,240"),
        ("20-30 (est.)", "about 20-30"),
        ("about 240 (est.)", "about 240"),
        ("704 (305 children) (est.)", "about 704 (305 children)"),
        ("3 or 4", "3 or 4"),
        ("26837.0", "26,837"),
        ("1,204.00", "1,204"),
        ("over 26837.0", "over 26837"),
    ] {
        assert_eq!(Wording::read(text).unwrap().whole.printed(), printed, "{text}");
    }
}

#[test]
fn only_canonical_words_are_left_to_the_program() {
    for text in [
        "5,791",
        "at least 1,400",
        "more than 5,700",
        "up to 50",
        "fewer than 10",
        "nearly 300",
        "about 500",
        "40-50",
        "2,975 (95% CI 2,658-3,290)",
    ] {
        assert_eq!(Wording::read(text).unwrap().whole.own_text(), None, "{text}");
    }
    for text in ["5791", "at least 1400", "over 5,700", "dozens", "2,975 (2,658-3,290)", "704 (305 children)"]
    {
        assert_eq!(Wording::read(text).unwrap().whole.own_text(), Some(text), "{text}");
    }
}

#[test]
fn conventional_ends_are_told_from_printed_ones() {
    for (text, low, high) in [
        ("704", false, false),
        ("at least 704", false, false),
        ("more than 704", true, false),
        ("up to 704", true, false),
        ("fewer than 704", true, true),
        ("nearly 704", true, true),
        ("about 704", true, true),
        ("40-50", false, false),
        ("45 (40-50)", false, false),
        ("dozens", true, false),
    ] {
        let wording = Wording::read(text).unwrap().whole;
        assert_eq!((wording.low_by_convention(), wording.high_by_convention()), (low, high), "{text}");
    }
}

#[test]
fn kinds_have_one_word_each() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_word(kind.word()), Some(kind));
    }
    assert_eq!(Kind::from_word("At_least"), None);
}

/// From the project's shared vectors, `intervals.json`.
#[test]
fn intervals_agree_with_the_shared_vectors() {
    use Kind::*;
    for (kind, value, low, high) in [
        (Exact, 24, 24, Some(24)),
        (Exact, 1, 1, Some(1)),
        (AtLeast, 30, 30, None),
        (AtLeast, 1, 1, None),
        (MoreThan, 16, 17, None),
        (MoreThan, 1, 2, None),
        (AtMost, 36, 0, Some(36)),
        (AtMost, 3, 0, Some(3)),
        (FewerThan, 18, 0, Some(17)),
        (FewerThan, 1, 0, Some(0)),
        (FewerThan, 35, 0, Some(34)),
        (About, 1, 0, Some(2)),
        (About, 6, 5, Some(7)),
        (About, 9, 8, Some(10)),
        (About, 11, 9, Some(13)),
        (About, 30, 27, Some(33)),
        (About, 33, 29, Some(37)),
        (About, 34, 30, Some(38)),
    ] {
        assert_eq!(kind.count_of(value), Count::new(low, high), "{kind:?} {value}");
    }
    assert_eq!(claim("between 22 and 29"), (Range, None, 22, Some(29)));
    assert_eq!(claim("between 1 and 1"), (Exact, Some(1), 1, Some(1)));
}

#[test]
fn a_fraction_may_be_the_point_of_an_estimate() {
    let read = |text: &str| Wording::read(text).map(|reading| reading.whole);
    let bare = Wording::of_fraction("12.6", None).expect("an estimate");
    assert_eq!(bare.ends_of_fraction(), Some((12, 13)));
    assert_eq!(bare.unmistakable(), "12.6 (12-13)");
    assert_eq!(read("12.6 (12-13)"), Ok(bare));
    let wide = read("12.6 (95% CI 8-20)").expect("an estimate");
    assert_eq!((wide.value(), wide.count().low(), wide.count().high()), (Some(13), 8, Some(20)));
    assert_eq!((wide.text(), wide.ends_of_fraction()), ("12.6 (95% CI 8-20)".into(), None));
    for text in ["12.6", "12.6 (8.5-20)", "12.6 (14-20)", "12.6 (5 children)", "12.6 killed (8-20)"] {
        assert!(read(text).is_err(), "{text}");
    }
    for text in ["13 (12-14)", "12", "12-13"] {
        assert_eq!(read(text).expect("a count").ends_of_fraction(), None, "{text}");
    }
}
