//! The one function through which all text from data passes on its way to people: what could deceive or command is made
//! visible. Arabic, Hebrew and combining marks are normal text and stay.

use std::borrow::Cow;

/// The text with everything that is invisible, moves the cursor or turns the direction of reading made visible: control
/// characters as their pictures (`␛`, a line break as `⏎`), all others by number (`\u{202e}`).
pub fn visible(text: &str) -> Cow<'_, str> {
    let Some(first) = first_hidden(text) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(clean);
    let mut before = clean.chars().next_back();
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match (is_hidden(c, before, chars.peek().copied()), picture(c)) {
            (false, _) => shown.push(c),
            (true, Some(picture)) => shown.push(picture),
            (true, None) => shown.extend(c.escape_unicode()),
        }
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// The text with one character for each of its own, so that columns stay where they are; for the lines of a file. Tabs
/// stay.
pub fn visible_in_place(text: &str) -> Cow<'_, str> {
    if first_hidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let is_hidden = c != '\t' && is_hidden(c, before, chars.peek().copied());
        shown.push(if is_hidden { picture(c).unwrap_or(char::REPLACEMENT_CHARACTER) } else { c });
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// Where the first character that must be made visible begins.
fn first_hidden(text: &str) -> Option<usize> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return None;
    }
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_hidden(c, before, chars.peek().map(|(_, next)| *next)) {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

/// Whether a character must be made visible. A joiner between two letters of a script that is written with joiners
/// (Arabic, the scripts of India) is spelling.
fn is_hidden(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => {
            !(before.is_some_and(is_written_with_joiners) && after.is_some_and(is_written_with_joiners))
        }
        c => is_control(c) || is_invisible(c),
    }
}

/// Whether a character is a C0 or C1 control, or DEL.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Whether a character has no shape of its own: marks of direction, joiners, fillers, separators of lines, tags.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_written_with_joiners(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{900}'..='\u{dff}')
}

/// The picture of a control character.
fn picture(c: char) -> Option<char> {
    match c {
        '\n' => Some('⏎'),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_deceives_is_shown() {
        for (text, shown) in [
            ("a\u{1b}[31mred", "a␛[31mred"),
            ("one\ntwo\tthree\r", "one⏎two␉three␍"),
            ("57\u{202e}OO", "57\\u{202e}OO"),
            ("\u{feff}x\u{200b}y\u{2066}z", "\\u{feff}x\\u{200b}y\\u{2066}z"),
            ("\u{9b}31m\u{7f}", "\\u{9b}31m␡"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("a\u{200d}b", "a\\u{200d}b"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in [
            "Gaza, 5,791",
            "وزارة الصحة في غزة",
            "משרד הבריאות",
            "e\u{301}t\u{e9}",
            "日本語",
            "می\u{200c}شود",
            "’–“”",
        ] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn in_place_no_character_moves() {
        assert_eq!(visible_in_place("a\u{202e}\t\u{1b}b"), "a\u{fffd}\t␛b");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_showing_twice_changes_nothing(text in any::<String>()) {
            let shown = visible(&text).into_owned();
            let hidden = |c: char| c.is_control() || is_invisible(c) || "\u{202a}\u{202e}\u{2066}\u{2069}".contains(c);
            prop_assert!(!shown.chars().any(hidden));
            prop_assert_eq!(visible(&shown), shown.as_str());
            prop_assert_eq!(visible_in_place(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn printable_text_is_borrowed(text in "[ -~]{0,40}") {
            prop_assert!(matches!(visible(&text), Cow::Borrowed(_)));
        }
    }
}
