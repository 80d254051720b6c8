//! A text cut into words, numerals and marks, each with its place in the text.
//!
//! Blanks part tokens and are dropped. A possessive ending is a token of its own (`ministry` `'s`), a contraction is not
//! (`didn't`). A hyphen is a mark that touches both words.

use std::borrow::Cow;

use super::Span;
use crate::model::wording::is_digit;

/// A word, a numeral or a mark of a text.
#[derive(Clone, Debug)]
pub(super) struct TextToken<'t> {
    /// As printed.
    pub text: &'t str,
    /// In lower case, with straight apostrophes; the month of May is [`MAY`].
    pub folded: Cow<'t, str>,
    /// The byte of the text where it starts.
    pub start: usize,
    pub kind: TokenKind,
    pub casing: Casing,
    /// Whether it follows the token before it without a blank.
    pub is_glued: bool,
}

/// How the month of May is folded, so that no list takes it for the verb.
pub(super) const MAY: &str = "may_the_month";

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits, with the signs between them: `1,066`, `17:40` is three tokens.
    Numeral,
    /// Letters, with apostrophes between them, or a possessive ending.
    Word,
    /// Any other single character.
    Mark(char),
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Casing {
    /// `bridge`, and everything that has no letters.
    Lower,
    /// `Bridge`.
    Capitalised,
    /// `BRIDGE`: two letters or more, all of them capitals.
    Upper,
}

impl TextToken<'_> {
    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub fn is_numeral(&self) -> bool {
        self.kind == TokenKind::Numeral
    }

    /// Whether it is this word, which is given in lower case.
    pub fn is(&self, word: &str) -> bool {
        self.folded == word
    }

    /// Whether it is one of these words, which are given in lower case.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&&*self.folded)
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Whether it is a mark that `wanted` accepts.
    pub fn is_mark_of(&self, wanted: impl Fn(char) -> bool) -> bool {
        matches!(self.kind, TokenKind::Mark(c) if wanted(c))
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.casing != Casing::Lower
    }
}

/// Every hyphen, dash and minus sign.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Dashes that part clauses: all but hyphens.
pub(super) fn is_long_dash(c: char) -> bool {
    matches!(c, '\u{2013}'..='\u{2015}')
}

pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{2018}')
}

pub(super) fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201d}' | '\u{201c}' | '\u{bb}' | '\u{2019}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Cuts a part of a text into tokens, which know their places in the whole text.
pub(super) fn tokens_of(text: &str, span: Span) -> Vec<TextToken<'_>> {
    let mut found: Vec<TextToken<'_>> = Vec::new();
    let part = text.get(..span.end).unwrap_or(text);
    let (mut start, mut end_of_last) = (span.start, None);
    while let Some(c) = part.get(start..).and_then(|rest| rest.chars().next()) {
        let rest = &part[start..];
        let is_behind_word = end_of_last == Some(start) && found.last().is_some_and(TextToken::is_word);
        let (kind, len) = if c.is_whitespace() {
            start += c.len_utf8();
            continue;
        } else if is_digit(c) {
            (TokenKind::Numeral, numeral_len(rest))
        } else if is_letter(c) {
            (TokenKind::Word, word_len(rest))
        } else if let Some(len) = is_behind_word.then(|| possessive_len(rest)).flatten() {
            (TokenKind::Word, len)
        } else {
            (TokenKind::Mark(c), c.len_utf8())
        };
        let text = &rest[..len];
        let is_glued = end_of_last == Some(start);
        found.push(TextToken { text, folded: folded(text), start, kind, casing: casing(text), is_glued });
        start += len;
        end_of_last = Some(start);
    }
    for at in 0..found.len() {
        if is_month_of_may(&found, at) {
            found[at].folded = Cow::Borrowed(MAY);
        }
    }
    found
}

/// Whether a word is the month and not the verb: it has a capital, as no word beside it in a title or among capitals.
fn is_month_of_may(tokens: &[TextToken<'_>], at: usize) -> bool {
    const TIES: &[&str] = &[
        "in", "since", "by", "until", "till", "from", "of", "to", "through", "and", "between", "early",
        "late", "mid", "last", "this", "the", "on", "during", "next", "each", "every",
    ];
    const DAY_TIES: &[&str] =
        &["on", "of", "since", "by", "until", "till", "from", "to", "the", "and", "dated"];
    /// What stands behind the verb alone: "30 may die".
    const BARE: &[&str] = &[
        "be", "have", "die", "drown", "perish", "rise", "reach", "kill", "lose", "not", "never", "also",
        "still", "well", "face", "need", "starve",
    ];
    let token = &tokens[at];
    let before = |far: usize| at.checked_sub(far).map(|at| &tokens[at]);
    let behind = tokens.get(at + 1);
    let is_tied = before(1).is_some_and(|before| before.is_any(TIES));
    let has_number = behind.is_some_and(TextToken::is_numeral);
    let has_day = before(1).is_some_and(TextToken::is_numeral)
        && before(2).is_none_or(|tie| tie.is_any(DAY_TIES) || tie.is_mark('(') || tie.is_mark('-'));
    let is_among_alike = |casing: Casing| {
        let is_alike = |token: &TextToken<'_>| token.is_word() && token.casing >= casing;
        before(1).is_some_and(is_alike) && behind.is_some_and(is_alike)
    };
    token.is("may")
        && !behind.is_some_and(|behind| behind.is_any(BARE))
        && match token.casing {
            Casing::Lower => false,
            Casing::Capitalised => is_tied || has_number || has_day || !is_among_alike(Casing::Capitalised),
            Casing::Upper => is_tied || has_number || has_day,
        }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_digit(c)
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}')
}

/// The bytes of a possessive ending, with which the text begins: `'s`.
fn possessive_len(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let (mark, letter) = (chars.next()?, chars.next()?);
    let ends = chars.next().is_none_or(|c| !is_letter(c) && !is_digit(c));
    (is_apostrophe(mark) && matches!(letter, 's' | 'S') && ends).then_some(mark.len_utf8() + 1)
}

/// The bytes of the letters with which a text begins, and of the single apostrophes between them.
fn word_len(text: &str) -> usize {
    let mut len = 0;
    let mut pending = 0;
    for c in text.chars() {
        if is_letter(c) {
            len += pending + c.len_utf8();
            pending = 0;
        } else if pending == 0 && is_apostrophe(c) && possessive_len(&text[len..]).is_none() {
            pending = c.len_utf8();
        } else {
            break;
        }
    }
    len
}

/// The bytes of the digits with which a text begins, and of the single signs between them. A blank is a sign only between
/// groups of three: `12 300`, but not `2026 340`.
fn numeral_len(text: &str) -> usize {
    let mut len = digits_len(text);
    let mut is_grouped = text[..len].chars().count() <= 3;
    while let Some(sign) = text[len..].chars().next() {
        let behind = &text[len + sign.len_utf8()..];
        let group = digits_len(behind);
        let is_group = behind[..group].chars().count() == 3;
        let is_blank = matches!(sign, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}');
        let is_inside = match sign {
            _ if is_blank => is_grouped && is_group,
            '\'' | '\u{2019}' => is_grouped && is_group,
            ',' | '.' | '\u{66c}' | '\u{66b}' => group > 0,
            _ => false,
        };
        if !is_inside {
            break;
        }
        is_grouped &= is_group;
        len += sign.len_utf8() + group;
    }
    len
}

fn digits_len(text: &str) -> usize {
    text.find(|c| !is_digit(c)).unwrap_or(text.len())
}

fn folded(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !(c.is_uppercase() || c == '\u{2019}');
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.to_lowercase().replace('\u{2019}', "'"))
}

fn casing(text: &str) -> Casing {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => match letters.next() {
            Some(second) if second.is_uppercase() && letters.all(|c| !c.is_lowercase()) => Casing::Upper,
            _ => Casing::Capitalised,
        },
        _ => Casing::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens_of(text, 0..text.len()).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_keep_apostrophes_but_not_possessives() {
        assert_eq!(
            cut("didn\u{2019}t the mayor\u{2019}s men"),
            ["didn\u{2019}t", "the", "mayor", "\u{2019}s", "men"]
        );
        assert_eq!(cut("the miners' pay, O'Hara's"), ["the", "miners", "'", "pay", ",", "O'Hara", "'s"]);
        assert_eq!(cut("twenty-six 'so'"), ["twenty", "-", "six", "'", "so", "'"]);
    }

    #[test]
    fn numerals_keep_the_signs_inside_them() {
        assert_eq!(cut("1,066 2.340. 12 300"), ["1,066", "2.340", ".", "12 300"]);
        assert_eq!(cut("in 2026 340 died, 17:40"), ["in", "2026", "340", "died", ",", "17", ":", "40"]);
        assert_eq!(cut("\u{664}\u{668}, 3rd"), ["\u{664}\u{668}", ",", "3", "rd"]);
    }

    #[test]
    fn tokens_know_their_places() {
        let text = "Ü 12\u{2013}15 (men)";
        for token in tokens_of(text, 0..text.len()) {
            assert_eq!(&text[token.start..token.end()], token.text);
        }
        assert_eq!(tokens_of(text, 3..5)[0].start, 3);
    }
}
