//! One step of a group, read: nouns and adjectives of the lists, what stands behind the noun, and the words that are left.

use super::Facets;
use super::lexicon::{FacetWord, LONGEST, said_by};
use super::tail::{begins_tail, tail};
use super::values::{FacetKind, Values};

/// Words with which a group is of several kinds, or of those who are not of one: they are left as they are.
const NO_ONE_KIND: &[&str] = &[
    "and",
    "or",
    "&",
    "/",
    "not",
    "non",
    "no",
    "nor",
    "neither",
    "except",
    "former",
    "ex",
    "retired",
    "suspected",
    "alleged",
];

/// Reads one step; `None` where its words are of several kinds of people, or contradict each other.
pub(super) fn step(text: &str) -> Option<Facets> {
    let words = words_of(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(whole) = tail(&words).filter(|facets| facets.rest.is_empty()) {
        return Some(whole);
    }
    let end = end_of_noun(&words);
    let head = head(&words[..end])?;
    match &words[end..] {
        [] => Some(head),
        behind => {
            let behind = tail(behind)?;
            head.and(&behind)
        }
    }
}

/// The words of a text in lower case; brackets, commas and strokes are words of their own, hyphens part words.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.to_lowercase().replace('\u{2019}', "'").split([' ', '-', '\u{2013}']) {
        let mut own = String::new();
        for letter in word.chars() {
            if matches!(letter, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '/' | '&') {
                words.extend(Some(std::mem::take(&mut own)).filter(|own| !own.is_empty()));
                words.push(letter.to_string());
            } else {
                own.push(letter);
            }
        }
        words.extend(Some(own).filter(|own| !own.is_empty()));
    }
    words
}

/// Where what stands behind the noun begins.
fn end_of_noun(words: &[&str]) -> usize {
    let mut at = 0;
    while at < words.len() {
        match longest(&words[at..]) {
            Some((many, _)) => at += many,
            None if at > 0 && begins_tail(words[at]) => return at,
            None => at += 1,
        }
    }
    words.len()
}

/// The longest entry of the lists with which words begin, and how many words it has.
fn longest(words: &[&str]) -> Option<(usize, FacetWord)> {
    (1..=LONGEST.min(words.len())).rev().find_map(|many| Some((many, said_by(&words[..many].join(" "))?)))
}

/// A word or several of a noun.
struct GroupWord {
    words: String,
    said: Option<FacetWord>,
}

/// A noun with what stands before it. The last word says most: what contradicts it is a word like others.
fn head(words: &[&str]) -> Option<Facets> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (many, said) = match longest(&words[at..]) {
            Some((many, said)) => (many, Some(said)),
            None if NO_ONE_KIND.contains(&words[at]) => return None,
            None => (1, None),
        };
        pieces.push(GroupWord { words: words[at..at + many].join(" "), said });
        at += many;
    }
    let ends_in_a_list = pieces.last().is_some_and(|last| last.said.is_some());
    let mut facets = Facets::default();
    for piece in
        pieces.into_iter().rev().filter(|piece| !["the", "a", "an", "all"].contains(&piece.words.as_str()))
    {
        let said = piece.said.filter(|said| ends_in_a_list || says_what_people_are(&said.values));
        match said.and_then(|said| Some((said, facets.values.and(&said.values).ok()?))) {
            Some((said, both)) => {
                facets.values = both;
                facets.rest.extend(Some(piece.words).filter(|_| said.is_of_some));
            }
            None => facets.rest.extend([piece.words]),
        }
    }
    Some(facets)
}

/// Whether words before a noun of no list tell of the people: "child miners" are children, but "soldiers' families" are no
/// soldiers.
fn says_what_people_are(values: &Values) -> bool {
    let is_stated = |kind| values.get(kind).is_stated();
    let is_civilian = values.get(FacetKind::Status) == super::FacetValues::CIVILIANS;
    !is_stated(FacetKind::Role) && (!is_stated(FacetKind::Status) || is_civilian)
}
