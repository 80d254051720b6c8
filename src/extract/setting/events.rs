//! Words for what happened: `bridge collapse`, and the thing that gave way.

use std::ops::Range;

use super::super::layout::Pages;
use super::super::saying::is_speaker_noun;
use super::super::token::{TextToken, is_dash};
use super::{LISTS, SettingWords, is_event};

/// Words that no event has before it as a part of its name.
const OUTSIDE: &[&str] = &[
    "magnitude",
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "by",
    "from",
    "and",
    "or",
    "its",
    "their",
    "this",
    "that",
    "new",
    "last",
    "first",
    "second",
    "latest",
    "recent",
    "same",
    "another",
    "big",
    "huge",
    "major",
    "deadly",
    "deadliest",
    "worst",
    "massive",
    "heavy",
    "strong",
    "after",
    "during",
    "when",
    "since",
    "until",
    "before",
    "for",
    "with",
    "to",
    "into",
    "caught",
    "catches",
    "killed",
    "said",
    "no",
    "some",
    "many",
    "two",
    "three",
    "several",
    "israeli",
    "was",
    "were",
    "is",
    "are",
    "has",
    "had",
    "left",
    "as",
    "under",
    "over",
    "week's",
    "month's",
    "year's",
    "such",
    "previous",
    "past",
    "more",
    "per",
    "our",
    "his",
    "her",
    "which",
    "who",
    "than",
    "amid",
    "following",
    "causing",
    "fatal",
];

/// Finds the events of a text, in the order of their words.
pub(super) fn events(pages: &Pages<'_>) -> Vec<SettingWords> {
    let mut found = Vec::new();
    for (sentence, words) in pages.sentences.iter().enumerate() {
        for at in words.tokens.clone() {
            let strong = noun(pages, at, &words.tokens).map(|tokens| (tokens, false));
            let event = strong.or_else(|| gave_way(pages, at, &words.tokens).map(|tokens| (tokens, true)));
            found.extend(event.map(|(tokens, is_weak)| {
                let name = pages.printed(tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
                SettingWords { sentence, tokens, name, is_weak }
            }));
        }
    }
    found
}

/// A noun of an event with the nouns before it: `nursing-home fire`.
fn noun(pages: &Pages<'_>, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 3;
    let token = &pages.tokens[at];
    if !is_event(token)
        || pages
            .tokens
            .get(at + 1)
            .is_some_and(|next| range.contains(&(at + 1)) && is_event(next) && !next.is_glued)
    {
        return None;
    }
    let before =
        at.checked_sub(1).filter(|before| range.contains(before)).map(|before| &pages.tokens[before]);
    // "The National Disaster Office", "the fire chief".
    let is_in_name =
        token.is_capital() && at > range.start && before.is_some_and(|before| before.is_capital());
    let behind = pages.tokens.get(at + 1).filter(|_| range.contains(&(at + 1)));
    if is_in_name && behind.is_some_and(TextToken::is_capital) || behind.is_some_and(is_speaker_noun) {
        return None;
    }
    let is_verb = before.is_some_and(|before| {
        before.is_any(&[
            "to", "will", "would", "caught", "catches", "could", "they", "we", "he", "it", "can", "not",
        ])
    });
    if is_verb || is_lower_verb(before, token) || before.is_some_and(|before| is_gunfire(before, token)) {
        return None;
    }
    let mut start = at;
    while start > range.start && at - start < LONGEST * 2 {
        let token = &pages.tokens[start - 1];
        let is_joint = token.is_mark_of(is_dash) && token.is_glued && pages.tokens[start].is_glued;
        let is_noun = token.is_word()
            && (!token.is_capital() || start - 1 == range.start)
            && !token.is_any(OUTSIDE)
            && !token.folded.ends_with("ed")
            && !token.folded.ends_with("ly")
            && !token.is("'s");
        if !(is_joint || is_noun) {
            break;
        }
        start -= 1;
    }
    if start == range.start && pages.tokens[start].is_capital() && start < at && at - start > 1 {
        // The capital of the first word may be a name: it is kept only where it is all that stands before.
        start += 1;
    }
    while start < at && !pages.tokens[start].is_word() {
        start += 1;
    }
    Some(start..at + 1)
}

/// A word that is a verb where no article or noun leads it: "they fall", "to strike".
fn is_lower_verb(before: Option<&TextToken<'_>>, token: &TextToken<'_>) -> bool {
    token.is_any(&[
        "fall", "strike", "strikes", "slide", "leak", "crush", "leaves", "surge", "cold", "heat", "rally",
        "clash",
    ]) && before.is_none_or(|before| {
        !before.is_any(&[
            "the", "a", "an", "air", "drone", "rock", "mud", "land", "gas", "oil", "missile", "of", "in",
            "by", "rocket",
        ])
    })
}

/// "Opened fire", "under fire".
fn is_gunfire(before: &TextToken<'_>, token: &TextToken<'_>) -> bool {
    const BEFORE: &[&str] =
        &["open", "opened", "opens", "opening", "under", "returned", "exchanged", "ceased", "cease"];
    token.is("fire") && before.is_any(BEFORE)
}

/// The thing of which a verb says that it gave way: "a footbridge gave way".
fn gave_way(pages: &Pages<'_>, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let token = &pages.tokens[at];
    let second = LISTS.second_words.get(&*token.folded);
    let follows = second.is_none_or(|second| pages.tokens.get(at + 1).is_some_and(|next| next.is(second)));
    if !token.is_word() || !LISTS.giving_way.contains(&*token.folded) || !follows || at == range.start {
        return None;
    }
    // The subject may have a place behind it: "the quay at Halden Bay slid".
    let clause = (range.start..at).rev().find(|at| {
        !pages.tokens[*at].is_word()
            || pages.tokens[*at].is_any(&["when", "after", "as", "that", "and", "while", "because"])
    });
    let start = clause.map_or(range.start, |at| at + 1);
    let place = (start + 1..at)
        .find(|at| pages.tokens[*at].is_any(&["in", "at", "near", "on", "of", "over", "outside"]));
    let end = place.unwrap_or(at);
    let article = (start..end).rev().find(|at| pages.tokens[*at].is_any(&["the", "a", "an"]));
    let from = article.map_or(start, |at| at + 1);
    let tokens = from..end;
    let is_short = (1..=3).contains(&tokens.len());
    let is_thing = tokens.clone().all(|at| {
        pages.tokens[at].is_word()
            && !pages.tokens[at].is_any(&["people", "they", "it", "he", "she", "he", "who", "which"])
    });
    (is_short && is_thing).then_some(tokens)
}
