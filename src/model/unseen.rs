//! Marks that cannot be seen and say nothing beside a digit: they come along when a text is copied from a page.

use std::borrow::Cow;

/// Whether a character is one: it turns the direction of reading, joins, or has no width.
///
/// None are control characters, the soft hyphen, which may be a dash, and the invisible signs of formulas.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The stroke that stretches a word of Arabic script. Between two digits it may be meant as a dash, and stays.
const TATWEEL: char = '\u{640}';

/// A text without such marks. It costs a look at the bytes of a text in ASCII.
pub fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c| is_unseen(c) || c == TATWEEL) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().filter(|c| !is_unseen(*c)).peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let is_between = kept.ends_with(char::is_numeric) && next.is_some_and(char::is_numeric);
        if c != TATWEEL || is_between {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

/// Whether a trimmed text holds such marks and nothing else. A byte is enough to pass nearly every cell.
pub fn is_bare(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| !first.is_ascii()) && seen(text).trim().is_empty()
}

/// Whether a text holds such a mark.
pub fn has_unseen(text: &str) -> bool {
    matches!(seen(text), Cow::Owned(kept) if kept.len() < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_a_shape_are_left_out_and_strokes_between_digits_stay() {
        for (text, kept) in [
            ("\u{200f}704\u{200f}", "704"),
            ("\u{200e}1\u{200e}2\u{200e}", "12"),
            ("\u{202b}٧٠٤\u{202c}", "٧٠٤"),
            ("\u{2067}7\u{200b}04\u{2069}\u{feff}", "704"),
            ("\u{640}704\u{640}", "704"),
            ("40\u{640}50", "40\u{640}50"),
            ("40\u{200f}\u{640}50", "40\u{640}50"),
            ("40\u{ad}50", "40\u{ad}50"),
            ("7\u{200d}04", "7\u{200d}04"),
        ] {
            assert_eq!(seen(text), kept, "{text:?}");
            assert_eq!(has_unseen(text), text != kept, "{text:?}");
        }
        assert_eq!(
            ["\u{200f}", "\u{200f} \u{feff}", "\u{200f}7", "7", ""].map(is_bare),
            [true, true, false, false, false]
        );
    }
}
