//! A cell cut into numerals, words and marks, and a cursor that walks over them.

use super::digits::{Signs, digit_of, is_blank_separator, is_separator};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenShape {
    /// Digits, with the separators between them.
    Numeral,
    /// Letters, with apostrophes between them.
    Word,
    /// Any other single character.
    Mark(char),
}

/// One token and where it starts, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) shape: TokenShape,
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Whether it follows the token before it without a blank.
    pub(super) is_glued: bool,
}

/// Cuts a text into tokens. Blanks part them and are dropped.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut end_of_last = 0;
    let mut start = 0;
    while let Some(c) = text[start..].chars().next() {
        let rest = &text[start..];
        let (shape, len) = if c.is_whitespace() {
            start += c.len_utf8();
            continue;
        } else if digit_of(c).is_some() {
            (TokenShape::Numeral, numeral_len(rest))
        } else if is_letter(c) {
            (TokenShape::Word, word_len(rest))
        } else {
            (TokenShape::Mark(c), c.len_utf8())
        };
        let is_glued = !found.is_empty() && end_of_last == start;
        found.push(Token { shape, text: &rest[..len], start, is_glued });
        start += len;
        end_of_last = start;
    }
    found
}

/// Every hyphen, dash and minus sign that a range may hold.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Letters, and the marks that belong to letters in the scripts of the desks.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
}

/// The bytes of the digits that a text begins with and of the single separators between them.
fn numeral_len(text: &str) -> usize {
    let mut len = 0;
    let mut pending = 0;
    for c in text.chars() {
        if digit_of(c).is_some() {
            len += pending + c.len_utf8();
            pending = 0;
        } else if pending == 0 && (is_separator(c) || is_blank_separator(c)) {
            pending = c.len_utf8();
        } else {
            break;
        }
    }
    len
}

/// The bytes of the letters that a text begins with and of the single apostrophes between them.
fn word_len(text: &str) -> usize {
    let mut len = 0;
    let mut pending = 0;
    for c in text.chars() {
        if is_letter(c) && digit_of(c).is_none() {
            len += pending + c.len_utf8();
            pending = 0;
        } else if pending == 0 && matches!(c, '\'' | '’') {
            pending = c.len_utf8();
        } else {
            break;
        }
    }
    len
}

/// A place among the tokens of a text. Copied to remember a place, assigned to return to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// What is known of the signs inside its numerals.
    pub(super) signs: Signs,
    tokens: &'a [Token<'a>],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token<'a>]) -> Cursor<'a> {
        Cursor { text, tokens, at: 0, signs: Signs::Undecided }
    }

    /// The same, for a column whose signs are known.
    pub(super) fn knowing(self, signs: Signs) -> Cursor<'a> {
        Cursor { signs, ..self }
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.ahead(0)
    }

    /// The token `n` after the next one.
    pub(super) fn ahead(&self, n: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + n).copied()
    }

    /// The place one token before this one.
    pub(super) fn back(&self) -> Cursor<'a> {
        Cursor { at: self.at.saturating_sub(1), ..*self }
    }

    pub(super) fn step(&mut self) {
        self.at += 1;
    }

    /// The next token, if it is a word.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        self.peek().filter(|token| token.shape == TokenShape::Word).map(|token| token.text)
    }

    /// Whether the next token is a numeral.
    pub(super) fn is_at_numeral(&self) -> bool {
        self.peek().is_some_and(|token| token.shape == TokenShape::Numeral)
    }

    /// Whether the next token is a mark that `wanted` accepts.
    pub(super) fn is_at_mark(&self, wanted: impl Fn(char) -> bool) -> bool {
        matches!(self.peek(), Some(Token { shape: TokenShape::Mark(c), .. }) if wanted(c))
    }

    /// Steps over the next mark, if `wanted` accepts it.
    pub(super) fn eat_mark(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let is_there = self.is_at_mark(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// Steps over a phrase of words and marks parted by single spaces, in any case, if it is next.
    pub(super) fn eat(&mut self, phrase: &str) -> bool {
        let mut at = self.at;
        for word in phrase.split(' ') {
            match self.tokens.get(at) {
                Some(token) if token.text.eq_ignore_ascii_case(word) => at += 1,
                _ => return false,
            }
        }
        self.at = at;
        true
    }

    /// Steps over the first of some phrases that is next.
    pub(super) fn eat_any(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.eat(phrase))
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The byte where the next token starts.
    pub(super) fn start(&self) -> usize {
        self.peek().map_or(self.text.len(), |token| token.start)
    }

    /// The byte where the token before this place ended.
    pub(super) fn end_of_last(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        last.map_or(0, |token| token.start + token.text.len())
    }

    /// The text before this place, and the text from it on.
    pub(super) fn split(&self) -> (&'a str, &'a str) {
        (self.text[..self.start()].trim_end(), &self.text[self.start()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn numerals_keep_the_separators_inside_them() {
        assert_eq!(cut("5,791, including 305"), ["5,791", ",", "including", "305"]);
        assert_eq!(cut("1 400–1\u{202f}500."), ["1 400", "–", "1\u{202f}500", "."]);
        assert_eq!(cut("57OO +-"), ["57", "OO", "+", "-"]);
        assert_eq!(cut("5,,7"), ["5", ",", ",", "7"]);
    }

    #[test]
    fn words_keep_their_apostrophes_and_marks() {
        assert_eq!(cut("n't forty-two c.500"), ["n't", "forty", "-", "two", "c", ".", "500"]);
        assert_eq!(cut("شَهيد 7"), ["شَهيد", "7"]);
    }

    #[test]
    fn a_phrase_is_eaten_whole_or_not_at_all() {
        let tokens = tokens("No fewer THAN 40");
        let mut cursor = Cursor::new("No fewer THAN 40", &tokens);
        assert!(!cursor.eat("no fewer people"));
        assert!(cursor.eat("no fewer than"));
        assert!(cursor.is_at_numeral());
        assert_eq!(cursor.split(), ("No fewer THAN", "40"));
    }
}
