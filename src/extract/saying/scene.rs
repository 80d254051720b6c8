//! What the readers of attributions look at: tokens, days, numbers, quotes.

use std::ops::Range;

use super::super::calendar::Calendar;
use super::super::layout::Pages;
use super::super::mention::Mention;
use super::super::token::{Casing, TextToken, is_dash, is_long_dash};
use super::lists::LISTS;

/// A text as the readers of attributions see it.
pub(super) struct SpeechScene<'a, 't> {
    pub pages: &'a Pages<'t>,
    pub calendar: &'a Calendar,
    pub mentions: &'a [Mention],
    /// For each sentence, whether it is printed in capitals throughout.
    is_upper: Vec<bool>,
}

/// Prepositions that can stand inside a name.
const INSIDE: &[&str] = &[
    "of", "for", "in", "at", "on", "from", "with", "against", "without", "to", "near", "under", "de", "del",
    "di", "du", "by", "about",
];

/// Number words that can stand before persons: "two officials said".
const SMALL: &[&str] =
    &["one", "two", "three", "four", "five", "six", "several", "some", "many", "dozens", "both", "a"];

impl<'a, 't> SpeechScene<'a, 't> {
    pub fn new(pages: &'a Pages<'t>, calendar: &'a Calendar, mentions: &'a [Mention]) -> SpeechScene<'a, 't> {
        let sentences = 0..pages.sentences.len();
        let is_upper = sentences.map(|at| is_in_capitals(pages.sentence(at))).collect();
        SpeechScene { pages, calendar, mentions, is_upper }
    }

    pub fn token(&self, at: usize) -> Option<&'a TextToken<'t>> {
        self.pages.tokens.get(at)
    }

    pub fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| &*token.folded)
    }

    /// Whether the token is one of these words.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_any(words))
    }

    /// The sentence that holds a token, or the one before it.
    pub fn sentence_of(&self, token: usize) -> usize {
        let after = self.pages.sentences.partition_point(|sentence| sentence.tokens.start <= token);
        after.saturating_sub(1)
    }

    pub fn is_upper(&self, sentence: usize) -> bool {
        self.is_upper.get(sentence).copied().unwrap_or(false)
    }

    /// The mention whose number holds a token.
    pub fn number_at(&self, token: usize) -> Option<&'a Mention> {
        let at = self.mentions.partition_point(|mention| mention.number.end <= token);
        self.mentions.get(at).filter(|mention| mention.number.start <= token)
    }

    /// Whether a number of the sentence stands before a token.
    pub fn mentions_before(&self, at: usize, sentence: usize) -> bool {
        super::super::mention::of_sentence(self.mentions, sentence)
            .first()
            .is_some_and(|mention| mention.number.end <= at)
    }

    /// Whether a token cannot stand in the name of who speaks.
    pub fn ends_name(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        if self.calendar.covering(at).is_some_and(|day| day.tokens.start <= at)
            || self.number_at(at).is_some()
        {
            return true;
        }
        if token.is_word() {
            let is_free = self.is_behind_dash(at) || self.is_initial(at) || self.is_inside_name(at);
            return LISTS.boundaries.has(token) && !is_free;
        }
        let is_inside = token.is_mark_of(|c| matches!(c, '\'' | '\u{2019}' | '&' | '/' | '@'))
            || (token.is_mark_of(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}')) && token.is_glued)
            || (token.is_mark('.')
                && token.is_glued
                && at > 0
                && self.pages.tokens[at - 1].text.len() <= 3
                && self.pages.tokens[at - 1].is_capital()
                && self.token(at + 1).is_some_and(|next| next.is_word()));
        !is_inside && !token.is_numeral()
    }

    /// Whether a word is the second of a compound: `held` in `rebel-held`.
    pub fn is_behind_dash(&self, at: usize) -> bool {
        let is_glued = self.token(at).is_some_and(|token| token.is_glued);
        is_glued && at > 0 && self.pages.tokens[at - 1].is_mark_of(is_dash)
    }

    /// A capital behind a capital, where not everything is in capitals: `Now` in `Justice Now`.
    fn is_inside_name(&self, at: usize) -> bool {
        let sentence = self.sentence_of(at);
        let first = self.pages.sentences.get(sentence).map_or(0, |sentence| sentence.tokens.start);
        at > first
            && self.is_name_word(at, sentence)
            && self.is_name_word(at - 1, sentence)
            && self.pages.tokens[at].text.len() > 1
    }

    /// `I.` of a name.
    fn is_initial(&self, at: usize) -> bool {
        let is_dotted = self.token(at + 1).is_some_and(|next| next.is_mark('.') && next.is_glued);
        is_dotted && self.token(at).is_some_and(|token| token.text.len() == 1 && token.is_capital())
    }

    /// Whether a token is a preposition that can stand inside a name.
    pub fn is_inside(&self, at: usize) -> bool {
        self.is(at, INSIDE)
    }

    pub fn is_article(&self, at: usize) -> bool {
        self.is(at, &["the", "a", "an"])
    }

    pub fn is_small_number(&self, at: usize) -> bool {
        self.is(at, SMALL)
    }

    pub fn is_comma(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(','))
    }

    /// A mark that ends a clause on its left: a comma, a colon, a quote, a long dash.
    pub fn is_break(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.is_mark_of(|c| {
                matches!(
                    c,
                    ',' | ';'
                        | ':'
                        | '"'
                        | '\u{201c}'
                        | '\u{201d}'
                        | '\u{ab}'
                        | '\u{bb}'
                        | '('
                        | ')'
                        | '!'
                        | '?'
                        | '\u{2026}'
                ) || is_long_dash(c)
            }) || (token.is_mark('-') && !token.is_glued)
                || (token.is_mark('.') && !token.is_glued)
        })
    }

    pub fn is_quote(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.is_mark_of(|c| matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}'))
        })
    }

    /// A word with a capital letter that the place in the sentence does not explain.
    pub fn is_name_word(&self, at: usize, sentence: usize) -> bool {
        !self.is_upper(sentence) && self.token(at).is_some_and(TextToken::is_capital)
    }

    /// Behind adverbs and auxiliaries before `at`: the index behind the last other token.
    pub fn before_adverbs(&self, at: usize, floor: usize) -> usize {
        let mut end = at;
        while end > floor {
            let before = end - 1;
            if let Some(day) = self.calendar.covering(before) {
                end = day.lead.max(floor);
                continue;
            }
            let token = &self.pages.tokens[before];
            if token.is("first") && before > floor && self.is(before - 1, &["at"]) {
                end = before - 1;
                continue;
            }
            if self.is_inside_name(before) {
                break;
            }
            let is_adverb = LISTS.adverbs.has(token)
                || (token.folded.ends_with("ly")
                    && token.folded.len() > 5
                    && !token.is("family")
                    && !token.is("assembly")
                    && !token.is_capital());
            if !is_adverb {
                break;
            }
            end = before;
        }
        end
    }
}

fn is_in_capitals(tokens: &[TextToken<'_>]) -> bool {
    const FEWEST: usize = 4;
    let words = || tokens.iter().filter(|token| token.is_word() && token.text.len() > 2);
    let upper = words().filter(|token| token.casing == Casing::Upper).count();
    upper >= FEWEST && upper * 10 >= words().count() * 8
}

/// The tokens of a range, the end left out, without those that `trim` names on both sides.
pub(super) fn trimmed(range: Range<usize>, trim: impl Fn(usize) -> bool) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end && trim(start) {
        start += 1;
    }
    while end > start && trim(end - 1) {
        end -= 1;
    }
    start..end
}
