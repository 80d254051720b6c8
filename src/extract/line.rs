//! A sentence with what is known of its words.

use std::ops::Range;

use super::layout::Pages;
use super::lexicon::{LEXICON, WordClass, WordEntry};
use super::token::TextToken;

/// A sentence whose words were looked up. Its tokens are counted from its own beginning.
#[derive(Debug)]
pub(super) struct GlossedLine<'p, 't> {
    pub tokens: &'p [TextToken<'t>],
    /// The index of its first token among all of the text.
    pub first: usize,
    words: Vec<Glossed>,
}

/// What is known of a token: by itself, or as the beginning of a phrase.
#[derive(Clone, Copy, Debug)]
struct Glossed {
    entry: &'static WordEntry,
    /// The tokens of the phrase that begins here; 1 for a word alone.
    len: usize,
    /// How many tokens before this one its phrase began; 0 outside of phrases and at their beginning.
    back: usize,
}

impl<'p, 't> GlossedLine<'p, 't> {
    /// Looks up the words of some tokens of a text.
    pub fn of(pages: &'p Pages<'t>, range: Range<usize>) -> GlossedLine<'p, 't> {
        let tokens = pages.tokens.get(range.clone()).unwrap_or_default();
        let mut words: Vec<Glossed> = Vec::with_capacity(tokens.len());
        while words.len() < tokens.len() {
            let at = words.len();
            let (len, entry) =
                LEXICON.phrase(&tokens[at..]).unwrap_or_else(|| (1, LEXICON.word(&tokens[at])));
            words.push(Glossed { entry, len, back: 0 });
            for back in 1..len {
                words.push(Glossed { entry: LEXICON.word(&tokens[at + back]), len: 1, back });
            }
        }
        GlossedLine { tokens, first: range.start, words }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A token; `None` behind the end.
    pub fn token(&self, at: usize) -> Option<&'p TextToken<'t>> {
        self.tokens.get(at)
    }

    /// What is known of the word or phrase that begins at a token; of the word alone inside a phrase.
    pub fn entry(&self, at: usize) -> Option<&'static WordEntry> {
        self.words.get(at).map(|word| word.entry)
    }

    /// The token behind the word or phrase that begins here.
    pub fn after(&self, at: usize) -> usize {
        at + self.words.get(at).map_or(1, |word| word.len)
    }

    /// The beginning of the phrase that holds a token; the token itself outside of phrases.
    pub fn start_of(&self, at: usize) -> usize {
        at - self.words.get(at).map_or(0, |word| word.back)
    }

    /// The beginning of the word or phrase before this place.
    pub fn before(&self, at: usize) -> Option<usize> {
        Some(self.start_of(at.checked_sub(1)?))
    }

    pub fn has(&self, at: usize, class: WordClass) -> bool {
        self.entry(at).is_some_and(|entry| entry.has(class))
    }

    pub fn has_any(&self, at: usize, classes: &[WordClass]) -> bool {
        self.entry(at).is_some_and(|entry| entry.has_any(classes))
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(word))
    }

    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_any(words))
    }

    pub fn is_mark(&self, at: usize, wanted: impl Fn(char) -> bool) -> bool {
        self.token(at).is_some_and(|token| token.is_mark_of(wanted))
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(TextToken::is_word)
    }

    /// Whether some words, in lower case, begin at a token.
    pub fn begins(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.is(at + n, word))
    }

    /// Whether some words, in lower case, end before a token.
    pub fn ends(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|start| self.begins(start, words))
    }

    /// The first token from `from` on, before `to`, that fits.
    pub fn find(&self, range: Range<usize>, fits: impl Fn(usize) -> bool) -> Option<usize> {
        range.take_while(|at| *at < self.len()).find(|at| fits(*at))
    }
}
