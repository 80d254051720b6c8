//! Where sentences end.

use super::token::{TextToken, TokenKind, is_closing_quote, is_opening_quote};

/// Words that a full stop shortens. Those of one letter are initials, and stand in no list.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cpl", "sgt", "adm", "brig", "cmdr",
    "pvt", "sen", "rep", "gov", "pres", "rev", "fr", "msgr", "st", "mt", "ft", "hon", "jr", "sr", "etc",
    "vs", "no", "nos", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "approx", "ca", "est", "min",
    "max", "incl", "inc", "ltd", "co", "corp", "dept", "dist", "ave", "blvd", "km", "kg", "fig", "al", "eds",
    "op", "art", "sec", "supt", "insp", "comdr", "engr", "lic", "ing", "sra", "srta",
];

/// Of those, the words that end sentences too: "they were told no."
const WORDS_TOO: &[&str] =
    &["no", "nos", "sat", "sun", "fig", "art", "mar", "max", "min", "co", "al", "fr", "wed", "op"];

/// Words that begin a sentence even behind an initial.
const BEGINNINGS: &[&str] = &[
    "the",
    "it",
    "in",
    "a",
    "an",
    "he",
    "she",
    "they",
    "we",
    "i",
    "this",
    "that",
    "there",
    "at",
    "on",
    "but",
    "and",
    "another",
    "its",
    "his",
    "their",
    "however",
    "meanwhile",
    "no",
    "some",
    "many",
    "most",
    "all",
    "of",
    "after",
];

/// No sentence has more tokens: what goes on, as a list of names or a text without full stops, is cut.
const MOST_TOKENS: usize = 400;

/// The ends of the sentences, each as the number of tokens before it; the last is that of all tokens. Empty for none.
pub(super) fn sentence_ends(tokens: &[TextToken<'_>]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let stop = at;
        at += 1;
        if !is_stop(&tokens[stop]) {
            if at - ends.last().copied().unwrap_or(0) >= MOST_TOKENS {
                ends.push(at);
            }
            continue;
        }
        while tokens.get(at).is_some_and(|token| is_stop(token) || closes(token)) {
            at += 1;
        }
        if ends_here(tokens, stop, at) {
            ends.push(at);
        }
    }
    if ends.last() != Some(&tokens.len()) && !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

fn is_stop(token: &TextToken<'_>) -> bool {
    token.is_mark_of(|c| matches!(c, '.' | '!' | '?' | '…' | '\u{61f}' | '\u{3002}'))
}

/// Whether a token closes what stands before a full stop: a quote or a bracket that touches it.
fn closes(token: &TextToken<'_>) -> bool {
    token.is_glued && token.is_mark_of(|c| is_closing_quote(c) || matches!(c, ')' | ']' | '\''))
}

/// Whether the sentence of a full stop ends before the token `next`.
fn ends_here(tokens: &[TextToken<'_>], stop: usize, next: usize) -> bool {
    let Some(following) = tokens.get(next) else { return true };
    if following.is_glued {
        return false;
    }
    if !tokens[stop].is_mark('.') || next > stop + 1 {
        return begins(following);
    }
    let before = stop.checked_sub(1).and_then(|at| tokens.get(at)).filter(|_| tokens[stop].is_glued);
    match before {
        Some(word) if word.is_word() && word.text.chars().count() == 1 => {
            following.is_any(BEGINNINGS) && following.is_capital()
        }
        Some(word) if word.is_any(WORDS_TOO) && !word.is_capital() => begins(following),
        Some(word) if word.is_any(SHORTENED) => {
            let is_upper = word.casing == super::token::Casing::Upper && word.is_any(WORDS_TOO);
            is_upper && following.kind == TokenKind::Word && following.is_any(BEGINNINGS)
        }
        _ => begins(following),
    }
}

fn begins(token: &TextToken<'_>) -> bool {
    match token.kind {
        TokenKind::Numeral => true,
        TokenKind::Word => token.is_capital() || !token.text.chars().any(char::is_lowercase),
        TokenKind::Mark(c) => {
            is_opening_quote(c)
                || matches!(c, '(' | '[' | '\'' | '@' | '#' | '-' | '~' | '>')
                || !c.is_ascii()
        }
    }
}
