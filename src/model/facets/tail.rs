//! What stands behind the noun of a group: what is not known of the people, or how old they are; else words that are kept.

use std::collections::BTreeSet;

use super::Facets;
use super::values::{FacetKind, FacetValues, Values};
use crate::model::wording::count_at_start_of;

/// Words that end a noun.
const ENDS: &[&str] = &[
    "(", "[", ",", ";", ":", "of", "on", "under", "over", "above", "below", "aged", "with", "without", "in",
    "at", "from", "for", "who", "whose", "that", "which", "by", "between", "near", "to", "against",
    "younger", "killed", "injured", "living", "held",
];

/// Whether a word ends the noun before it.
pub(super) fn begins_tail(word: &str) -> bool {
    ENDS.contains(&word)
}

/// Reads what stands behind a noun; `None` where it goes on with a list of other people.
pub(super) fn tail(words: &[&str]) -> Option<Facets> {
    let marks = ["(", ")", "[", "]", ",", ";", ":"];
    let is_list = matches!(words.first(), Some(&("," | ";")));
    let inner: Vec<&str> = words.iter().copied().skip_while(|word| marks.contains(word)).collect();
    let inner = inner.strip_suffix(&[")"]).or_else(|| inner.strip_suffix(&["]"])).unwrap_or(&inner);
    match not_known(inner).or_else(|| age(inner)) {
        Some(facets) => Some(facets),
        None if is_list => None,
        None => Some(other_words(words)),
    }
}

/// "whose sex and age are not known", "of unknown sex", "sex unknown".
fn not_known(words: &[&str]) -> Option<Facets> {
    const OPENS: &[&str] = &["whose", "of", "with"];
    const UNKNOWN: &[&str] = &["unknown", "unspecified", "undetermined", "unrecorded", "unconfirmed"];
    const NOT: &[&str] = &["known", "recorded", "determined", "specified", "confirmed", "available"];
    let is_not = |pair: &[&str]| pair[0] == "not" && NOT.contains(&pair[1]);
    let says = words.iter().any(|word| UNKNOWN.contains(word)) || words.windows(2).any(is_not);
    let mut values = Values::default();
    for word in words.iter().filter(|_| says) {
        match *word {
            "and" | "or" | "," | "is" | "are" | "was" | "were" | "not" | "the" | "their" => {}
            word if OPENS.contains(&word) || UNKNOWN.contains(&word) || NOT.contains(&word) => {}
            word => {
                let kind = match word {
                    "gender" => FacetKind::Sex,
                    "ages" => FacetKind::Age,
                    word => FacetKind::ALL.into_iter().find(|kind| kind.word() == word)?,
                };
                values = values.and(&Values::of(kind, FacetValues::NOT_KNOWN)).ok()?;
            }
        }
    }
    (!values.say_nothing()).then(|| Facets::of_values(values))
}

/// "under 18", "aged 17 and under", "over 60", "18 and over". Another limit is kept beside what it says: "under five".
fn age(words: &[&str]) -> Option<Facets> {
    let plain: Vec<&str> = words.iter().copied().filter(|word| !FILLING.contains(word)).collect();
    let (is_under, limit) = match plain[..] {
        ["under" | "below" | "younger", years] => (true, number(years)?),
        ["over" | "above" | "older", years] => (false, number(years)? + 1),
        [years, "under" | "below" | "younger"] => (true, number(years)? + 1),
        [years, "over" | "above" | "older"] => (false, number(years)?),
        _ => return None,
    };
    let values = match (is_under, limit) {
        (true, ..=ADULT) => FacetValues::CHILDREN,
        (false, OLD..) => FacetValues::OLDER,
        (false, ADULT..) => FacetValues::ADULTS,
        _ => return None,
    };
    let is_whole = matches!((is_under, limit), (true, ADULT) | (false, ADULT | 19 | OLD..));
    let values = Values::of(FacetKind::Age, values);
    let rest = if is_whole { [].into() } else { [plain.join(" ")].into() };
    Some(Facets { values, rest })
}

/// From this age on people are adults, and from this older people.
const ADULT: u64 = 18;
const OLD: u64 = 60;

/// Words of an age that say nothing of it.
const FILLING: &[&str] =
    &["aged", "the", "age", "of", "than", "and", "or", "years", "year", "old", "who", "are", "were", "is"];

fn number(words: &str) -> Option<u64> {
    count_at_start_of(words)?.wording.value()
}

/// Words that only a group itself can say.
fn other_words(words: &[&str]) -> Facets {
    Facets { values: Values::default(), rest: BTreeSet::from([words.join(" ")]) }
}
