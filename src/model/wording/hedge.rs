//! The words around a number: hedges before and after it, words that say it was added, vague words.

use super::Kind;
use super::spelled::scale_of;
use super::token::{Cursor, TokenShape, tokens};

/// Hedges that stand before a number. A phrase that begins another one stands after it.
const BEFORE: &[(&str, Kind)] = &[
    ("at least", Kind::AtLeast),
    ("at the very least", Kind::AtLeast),
    ("no fewer than", Kind::AtLeast),
    ("no less than", Kind::AtLeast),
    ("not fewer than", Kind::AtLeast),
    ("not less than", Kind::AtLeast),
    ("a minimum of", Kind::AtLeast),
    ("minimum of", Kind::AtLeast),
    ("minimum", Kind::AtLeast),
    ("min", Kind::AtLeast),
    ("≥", Kind::AtLeast),
    ("> =", Kind::AtLeast),
    ("more than", Kind::MoreThan),
    ("greater than", Kind::MoreThan),
    ("just over", Kind::MoreThan),
    ("far more than", Kind::MoreThan),
    ("many more than", Kind::MoreThan),
    ("well more than", Kind::MoreThan),
    ("well past", Kind::MoreThan),
    ("well in excess of", Kind::MoreThan),
    ("just above", Kind::MoreThan),
    ("just more than", Kind::MoreThan),
    ("slightly over", Kind::MoreThan),
    ("slightly more than", Kind::MoreThan),
    ("well over", Kind::MoreThan),
    ("well above", Kind::MoreThan),
    ("over", Kind::MoreThan),
    ("above", Kind::MoreThan),
    ("upwards of", Kind::MoreThan),
    ("upward of", Kind::MoreThan),
    ("in excess of", Kind::MoreThan),
    ("exceeds", Kind::MoreThan),
    ("exceeding", Kind::MoreThan),
    ("exceeded", Kind::MoreThan),
    ("topped", Kind::MoreThan),
    ("topping", Kind::MoreThan),
    ("surpassed", Kind::MoreThan),
    ("surpassing", Kind::MoreThan),
    ("past", Kind::MoreThan),
    ("a little over", Kind::MoreThan),
    ("a little more than", Kind::MoreThan),
    (">", Kind::MoreThan),
    ("at most", Kind::AtMost),
    ("up to", Kind::AtMost),
    ("as many as", Kind::AtMost),
    ("as high as", Kind::AtMost),
    ("no more than", Kind::AtMost),
    ("not more than", Kind::AtMost),
    ("a maximum of", Kind::AtMost),
    ("maximum of", Kind::AtMost),
    ("maximum", Kind::AtMost),
    ("max", Kind::AtMost),
    ("≤", Kind::AtMost),
    ("< =", Kind::AtMost),
    ("fewer than", Kind::FewerThan),
    ("less than", Kind::FewerThan),
    ("well under", Kind::FewerThan),
    ("well below", Kind::FewerThan),
    ("under", Kind::FewerThan),
    ("below", Kind::FewerThan),
    ("<", Kind::FewerThan),
    ("nearly", Kind::Nearly),
    ("almost", Kind::Nearly),
    ("close to", Kind::Nearly),
    ("approaching", Kind::Nearly),
    ("nearing", Kind::Nearly),
    ("not quite", Kind::Nearly),
    ("just under", Kind::Nearly),
    ("just below", Kind::Nearly),
    ("just short of", Kind::Nearly),
    ("just shy of", Kind::Nearly),
    ("very nearly", Kind::Nearly),
    ("slightly under", Kind::Nearly),
    ("slightly fewer than", Kind::Nearly),
    ("slightly less than", Kind::Nearly),
    ("about", Kind::About),
    ("around", Kind::About),
    ("some", Kind::About),
    ("roughly", Kind::About),
    ("circa", Kind::About),
    ("ca", Kind::About),
    ("c", Kind::About),
    ("approximately", Kind::About),
    ("approx", Kind::About),
    ("an estimated", Kind::About),
    ("estimated at", Kind::About),
    ("estimated", Kind::About),
    ("est", Kind::About),
    ("in the region of", Kind::About),
    ("more or less", Kind::About),
    ("~", Kind::About),
    ("≈", Kind::About),
    ("∼", Kind::About),
];

/// Hedges that stand after a number.
const AFTER: &[(&str, Kind)] = &[
    ("+", Kind::AtLeast),
    ("or more", Kind::AtLeast),
    ("or over", Kind::AtLeast),
    ("or greater", Kind::AtLeast),
    ("or above", Kind::AtLeast),
    ("and above", Kind::AtLeast),
    ("and over", Kind::AtLeast),
    ("at least", Kind::AtLeast),
    ("at a minimum", Kind::AtLeast),
    ("minimum", Kind::AtLeast),
    ("or fewer", Kind::AtMost),
    ("or less", Kind::AtMost),
    ("or under", Kind::AtMost),
    ("or below", Kind::AtMost),
    ("at most", Kind::AtMost),
    ("at the most", Kind::AtMost),
    ("maximum", Kind::AtMost),
    ("or so", Kind::About),
    ("or thereabouts", Kind::About),
    ("estimated", Kind::About),
    ("est", Kind::About),
    ("approximately", Kind::About),
    ("approx", Kind::About),
    ("more or less", Kind::About),
];

/// Hedges that may stand in brackets behind a number.
const IN_BRACKETS: &[&str] =
    &["estimated", "estimate", "est", "approximately", "approximate", "approx", "circa", "ca"];

/// Hedges that may be followed by a full stop that shortens them.
const SHORTENED: [&str; 6] = ["c", "ca", "approx", "est", "min", "max"];

const ADDED_BEFORE: &[&str] =
    &["another", "an additional", "additional", "a further", "further", "an extra", "extra"];
const ADDED_AFTER: &[&str] = &["more", "additional", "further", "extra", "new"];

const NEUTRAL_BEFORE: &[&str] = &["exactly", "precisely", "a total of", "total of", "only", "just"];
const NEUTRAL_AFTER: &[&str] = &["in total", "in all", "total", "altogether"];

/// Words for "more than one, no number": they claim at least one person, and twice a scale word behind them.
const QUANTIFIERS: &[&str] =
    &["several", "a few", "a number of", "a handful of", "a handful", "many", "numerous", "multiple", "some"];

/// Plural scale words, with the fewest people that the house reads from them.
const PLURALS: [(&str, u64); 7] = [
    ("dozens", 24),
    ("tens", 20),
    ("scores", 40),
    ("hundreds", 200),
    ("thousands", 2_000),
    ("millions", 2_000_000),
    ("lakhs", 200_000),
];

/// Whether a hedge, a vague word or a word that changes nothing begins with this word or mark.
pub(super) fn may_begin(word: &str) -> bool {
    let hedges = BEFORE.iter().map(|(phrase, _)| *phrase);
    let plurals = PLURALS.iter().map(|(word, _)| *word);
    let others = [ADDED_BEFORE, NEUTRAL_BEFORE, QUANTIFIERS].into_iter().flatten().copied();
    hedges.chain(plurals).chain(others).any(|phrase| phrase.split(' ').next() == Some(word))
}

/// Steps over a hedge before a number.
pub(super) fn eat_before(cursor: &mut Cursor<'_>) -> Option<Kind> {
    eat_from(cursor, BEFORE)
}

/// Steps over a hedge after a number.
pub(super) fn eat_after(cursor: &mut Cursor<'_>) -> Option<Kind> {
    eat_from(cursor, AFTER)
}

/// Steps over a hedge that stands alone in brackets behind a number, from the opening bracket on: `(est.)`.
pub(super) fn eat_in_brackets(cursor: &mut Cursor<'_>) -> bool {
    let begin = *cursor;
    let has_words = cursor.eat_mark(|c| matches!(c, '(' | '[')) && cursor.eat_any(IN_BRACKETS);
    cursor.eat_mark(|c| c == '.');
    let is_hedge = has_words && cursor.eat_mark(|c| matches!(c, ')' | ']'));
    if !is_hedge {
        *cursor = begin;
    }
    is_hedge
}

/// The text before a hedge in brackets that ends it.
pub(super) fn before_brackets(text: &str) -> Option<&str> {
    let at = text.rfind(['(', '['])?;
    let tokens = tokens(&text[at..]);
    let mut cursor = Cursor::new(&text[at..], &tokens);
    let is_hedge = eat_in_brackets(&mut cursor) && cursor.is_at_end();
    is_hedge.then(|| text[..at].trim_end())
}

/// Steps over a phrase before the number that adds to an earlier count, and returns it: after `another`, `hundred` is one hundred.
pub(super) fn eat_added_before(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    ADDED_BEFORE.iter().copied().find(|phrase| cursor.eat(phrase))
}

/// Steps over a word after the number that says it was added.
pub(super) fn eat_added_after(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(ADDED_AFTER)
}

/// Steps over words that change nothing, such as `a total of`.
pub(super) fn eat_neutral_before(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(NEUTRAL_BEFORE)
}

/// Steps over words that change nothing, such as `in total`.
pub(super) fn eat_neutral_after(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(NEUTRAL_AFTER)
}

/// Steps over a vague word and the `of` behind it, and gives its low end.
pub(super) fn eat_vague(cursor: &mut Cursor<'_>) -> Option<u64> {
    let begin = *cursor;
    let low = eat_plural(cursor).or_else(|| eat_quantifier(cursor));
    match low {
        Some(_) => {
            cursor.eat("of");
        }
        None => *cursor = begin,
    }
    low
}

/// `dozens`, `tens of thousands`, `hundreds of thousands`.
fn eat_plural(cursor: &mut Cursor<'_>) -> Option<u64> {
    let low = plural(cursor)?;
    let begin = *cursor;
    match if cursor.eat("of") { plural(cursor) } else { None } {
        Some(unit) if unit >= 2_000 => Some(low.saturating_mul(unit / 2)),
        _ => {
            *cursor = begin;
            Some(low)
        }
    }
}

fn plural(cursor: &mut Cursor<'_>) -> Option<u64> {
    let low = PLURALS.iter().find(|(word, _)| cursor.eat(word)).map(|(_, low)| *low);
    // `hundreds` and `2 hundreds` differ: digits before the word make it a scale, and are read elsewhere.
    low.filter(|_| !cursor.is_at_numeral())
}

/// `several`, `a few hundred`, `several tens of thousands`, `some hundreds`; `some 40` is a hedge.
fn eat_quantifier(cursor: &mut Cursor<'_>) -> Option<u64> {
    let is_some = cursor.eat("some");
    if !is_some && !cursor.eat_any(QUANTIFIERS) {
        return None;
    }
    if let Some(low) = eat_plural(cursor) {
        return Some(low);
    }
    let Some(scale) = cursor.peek_word().and_then(scale_of) else {
        let next = cursor.peek();
        let begins_number = next.is_some_and(|token| {
            token.shape != TokenShape::Word || super::spelled::is_number_word(token.text) || token.text == "a"
        });
        let is_alone = next.is_none();
        let is_hedged_again = is_some && !is_alone && begins_number;
        return if is_hedged_again || cursor.is_at_numeral() { None } else { Some(1) };
    };
    if is_some {
        return None;
    }
    cursor.step();
    let begin = *cursor;
    match cursor.peek_word().and_then(scale_of).filter(|larger| *larger > scale && scale == 100) {
        Some(larger) => {
            cursor.step();
            Some(scale.saturating_mul(2).saturating_mul(larger))
        }
        None => {
            *cursor = begin;
            Some(scale.saturating_mul(2))
        }
    }
}

fn eat_from(cursor: &mut Cursor<'_>, list: &[(&str, Kind)]) -> Option<Kind> {
    let (phrase, kind) = list.iter().find(|(phrase, _)| cursor.eat(phrase))?;
    if SHORTENED.contains(phrase) {
        cursor.eat_mark(|c| c == '.');
    }
    Some(*kind)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn no_hedge_hides_behind_a_shorter_one() {
        for list in [BEFORE, AFTER] {
            for (n, (phrase, _)) in list.iter().enumerate() {
                let hidden = list[..n].iter().find(|(short, _)| phrase.starts_with(&format!("{short} ")));
                assert_eq!(hidden, None, "{phrase}");
            }
        }
    }

    #[test]
    fn every_hedge_is_eaten_whole() {
        for (phrase, kind) in BEFORE {
            let text = format!("{phrase} 40");
            let tokens = tokens(&text);
            let mut cursor = Cursor::new(&text, &tokens);
            assert_eq!(eat_before(&mut cursor), Some(*kind), "{phrase}");
            assert!(cursor.is_at_numeral(), "{phrase}");
        }
    }

    #[test]
    fn vague_words_claim_their_fewest() {
        for (text, low) in [
            ("dozens", Some(24)),
            ("Dozens of", Some(24)),
            ("scores", Some(40)),
            ("hundreds", Some(200)),
            ("thousands", Some(2_000)),
            ("several", Some(1)),
            ("a few", Some(1)),
            ("a number of", Some(1)),
            ("some", Some(1)),
            ("some hundreds", Some(200)),
            ("several dozen", Some(24)),
            ("several hundred", Some(200)),
            ("several hundred thousand", Some(200_000)),
            ("tens of thousands", Some(20_000)),
            ("dozens of thousands", Some(24_000)),
            ("several tens of thousands", Some(20_000)),
            ("hundreds of thousands", Some(200_000)),
            ("millions", Some(2_000_000)),
            ("some 40", None),
            ("some two hundred", None),
            ("some hundred", None),
            ("few", None),
        ] {
            let tokens = tokens(text);
            let mut cursor = Cursor::new(text, &tokens);
            assert_eq!(eat_vague(&mut cursor), low, "{text}");
            assert_eq!(cursor.is_at_end(), low.is_some(), "{text}");
        }
    }
}
