//! What stands where a text was erased because the law demands it: a mark that holds the text's hash.
//!
//! Identity, uid and chain go by the hash, so that they are the same before and after. A hash hides a long text; a short
//! one, such as a person's name, can be guessed by whoever tries many.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::hex::hex;

/// SHA-256 of a text.
pub type TextHash = [u8; 32];

const START: &str = "redacted:";

/// The hash of a text; of an erased one, the hash that its mark holds.
pub fn hash_of(text: &str) -> TextHash {
    marked(text).unwrap_or_else(|| Sha256::digest(text.as_bytes()).into())
}

/// What stands in the place of a text with this hash.
pub fn mark(hash: &TextHash) -> String {
    format!("{START}{}", hex(hash))
}

/// The hash in a mark; `None` where the text is no mark.
pub fn marked(text: &str) -> Option<TextHash> {
    let digits = text.strip_prefix(START)?;
    if digits.len() != 64 || !digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}

/// A text as people are shown it: a mark without its digits.
pub fn shown(text: &str) -> Cow<'_, str> {
    match marked(text) {
        Some(_) => "redacted".into(),
        None => text.into(),
    }
}

/// Whether two texts are one, erased or not.
pub fn are_one(a: &str, b: &str) -> bool {
    a == b || (marked(a).is_some() || marked(b).is_some()) && hash_of(a) == hash_of(b)
}

/// Whether a text holds another as a part that begins and ends like a word: `said A. B.` holds `A. B.`, `Abel` does not
/// hold `Abe`.
pub fn holds(text: &str, part: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !part.is_empty()
        && text.match_indices(part).any(|(at, _)| {
            let begins = !(in_word(part.chars().next()) && in_word(text[..at].chars().next_back()));
            let ends =
                !(in_word(part.chars().next_back()) && in_word(text[at + part.len()..].chars().next()));
            begins && ends
        })
}

/// Whether a text holds an address as a whole: a longer address that begins with it is another one.
pub fn holds_address(text: &str, address: &str) -> bool {
    let ends = |rest: &str| {
        let mut next = rest.chars();
        match next.next() {
            None => true,
            Some('.' | ',' | ';' | ':') => next.next().is_none_or(|after| !after.is_alphanumeric()),
            Some(c) => c.is_whitespace() || "\"'`)]}<>|\\".contains(c),
        }
    };
    text.match_indices(address).any(|(at, _)| ends(&text[at + address.len()..]))
}

/// Whether a text is long enough to be known again inside another: a name, a sentence; no single word that anybody uses.
pub fn is_telling(text: &str) -> bool {
    text.chars().count() >= 10 && text.split_whitespace().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_holds_the_hash_and_nothing_else_does() {
        let text = "a spokesman who asked not to be named";
        let mark = mark(&hash_of(text));
        assert_eq!(marked(&mark), Some(hash_of(text)));
        assert_eq!(hash_of(&mark), hash_of(text));
        assert!(are_one(text, &mark) && are_one(&mark, text) && !are_one("another", &mark));
        for no_mark in ["redacted:", "redacted:12", "redacted", &mark[..70], &mark.to_uppercase()] {
            assert_eq!(marked(no_mark), None, "{no_mark}");
        }
        assert_eq!((shown(&mark).as_ref(), shown(text).as_ref()), ("redacted", text));
    }

    #[test]
    fn an_address_is_held_as_a_whole_only() {
        let address = "https://ap.example/1";
        for text in [
            "https://ap.example/1",
            "see https://ap.example/1.",
            "https://keep.example/https://ap.example/1",
            "\"https://ap.example/1\"",
        ] {
            assert!(holds_address(text, address), "{text}");
        }
        for text in [
            "https://ap.example/12",
            "https://ap.example/1/b",
            "https://ap.example/1?x",
            "https://ap.example/1.html",
        ] {
            assert!(!holds_address(text, address), "{text}");
        }
        assert!(is_telling("Samir Haddad") && !is_telling("estimate") && !is_telling("a guess"));
    }

    #[test]
    fn a_part_begins_and_ends_like_a_word() {
        assert!(
            holds("so said Abe, twice", "Abe")
                && holds("Abe", "Abe")
                && holds("https://a.org/x/https://b.org", "https://b.org")
        );
        assert!(
            !holds("Abel said so", "Abe")
                && !holds("McAbe", "Abe")
                && !holds("x", "")
                && holds("Abel, Abe", "Abe")
        );
    }
}
