//! What stands behind a number and is no part of it: footnote marks (`1,700[1]`, `349[note 2]`, `123*`, `7¹`), and a
//! reservation in brackets (`12 (disputed)`).
//!
//! A mark that can be nothing else is taken off wherever it stands. One that may be something else (`10²`, `704 [1]`) is
//! taken off only where its column shows marks (`docs/reading.md`, "Numbers").

use super::super::words::word_list;
use super::Aside;
use super::digits::{digit_of, is_separator};
use super::token::is_dash;

/// A cell without what stands beside its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unmarked {
    /// What is left of the text.
    pub(super) text: String,
    pub(super) aside: Aside,
    pub(super) certainty: Certainty,
}

/// Whether a mark can be something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// It can: a power of ten, a second number.
    Doubtful,
    /// It cannot.
    Certain,
}

/// What a mark is, and how many bytes it takes.
struct FoundMark {
    len: usize,
    is: Is,
    certainty: Certainty,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Mark,
    Reservation,
}

/// The longest text in brackets that is looked at, in bytes.
const LONGEST: usize = 48;

/// A trimmed cell without the marks behind its number; `None` where it has none.
pub(super) fn unmarked(text: &str) -> Option<Unmarked> {
    if !text.bytes().any(|byte| matches!(byte, b'[' | b'(' | b'*') || byte >= 0x80) {
        return None;
    }
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    let (mut aside, mut certainty) = (Aside::default(), Certainty::Certain);
    let mut end_of_mark = None;
    while let Some(c) = rest.chars().next() {
        let before = Before { text: &kept, is_mark: end_of_mark == Some(kept.trim_end().len()) };
        let Some(found) = mark_at(rest, &before) else {
            kept.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let (mark, behind) = rest.split_at(found.len);
        let shared = match found.is {
            Is::Mark => &mut aside.marks,
            Is::Reservation => &mut aside.reservation,
        };
        let mark = if found.is == Is::Mark { mark } else { mark.trim_matches(BRACKETS).trim() };
        shared.push_str(if shared.is_empty() { "" } else { " " });
        shared.push_str(mark);
        certainty = certainty.min(found.certainty);
        end_of_mark = Some(kept.trim_end().len());
        rest = behind;
    }
    let text = kept.trim();
    let is_marked = end_of_mark.is_some() && !text.is_empty();
    is_marked.then(|| Unmarked { text: text.to_owned(), aside, certainty })
}

const BRACKETS: [char; 4] = ['[', ']', '(', ')'];

/// What stands before a mark.
struct Before<'a> {
    text: &'a str,
    /// Whether that ended with a mark.
    is_mark: bool,
}

impl Before<'_> {
    fn is_glued(&self) -> bool {
        self.is_mark || !self.text.ends_with(char::is_whitespace)
    }

    /// Whether there is something that a mark can belong to: a number, words, or a dash for a number that is not there.
    fn can_be_marked(&self) -> bool {
        let text = self.text.trim();
        let is_text = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '+' | '.'));
        self.is_mark || is_text || (!text.is_empty() && text.chars().all(is_dash))
    }

    /// Whether a raised digit can be no exponent of a unit: it stands behind a digit, a mark or a whole word.
    fn can_be_raised_from(&self) -> bool {
        let letters = self.text.chars().rev().take_while(|c| c.is_alphabetic()).count();
        self.is_mark
            || letters > 2
            || self.text.ends_with(|c| digit_of(c).is_some() || matches!(c, ')' | ']' | '+'))
    }

    /// Whether the number is ten, of which a raised digit may be the exponent.
    fn is_ten(&self) -> bool {
        let mut back = self.text.chars().rev();
        let [zero, one] = [back.next(), back.next()].map(|c| c.and_then(digit_of).map(|(digit, _)| digit));
        let is_more =
            back.next().is_some_and(|c| digit_of(c).is_some() || is_separator(c) && !c.is_whitespace());
        (one, zero) == (Some(1), Some(0)) && !is_more
    }
}

fn mark_at(rest: &str, before: &Before<'_>) -> Option<FoundMark> {
    let first = rest.chars().next().filter(|_| before.can_be_marked())?;
    let found = match first {
        c if is_sign(c) => {
            let len = rest.len() - rest.trim_start_matches(is_sign).len();
            FoundMark { len, is: Is::Mark, certainty: Certainty::Certain }
        }
        c if is_raised(c) => raised(rest, before)?,
        '[' | '(' => in_brackets(rest, before)?,
        _ => return None,
    };
    let ends = |text: &str| text.trim_start().chars().next().is_none_or(|c| is_sign(c) || c == '[');
    (before.is_glued() || ends(&rest[found.len..])).then_some(found)
}

/// Raised digits and letters, with commas between them: `¹`, `¹,²`.
fn raised(rest: &str, before: &Before<'_>) -> Option<FoundMark> {
    if !before.is_glued() || !before.can_be_raised_from() {
        return None;
    }
    let run = rest.find(|c| !is_raised(c) && c != ',').unwrap_or(rest.len());
    let len = rest[..run].trim_end_matches(',').len();
    let certainty = if before.is_ten() { Certainty::Doubtful } else { Certainty::Certain };
    Some(FoundMark { len, is: Is::Mark, certainty })
}

fn in_brackets(rest: &str, before: &Before<'_>) -> Option<FoundMark> {
    let close = if rest.starts_with('[') { ']' } else { ')' };
    let end = rest.find(close).filter(|end| *end <= LONGEST)?;
    let inside = rest[1..end].trim().to_lowercase();
    let found = |is, certainty| Some(FoundMark { len: end + 1, is, certainty });
    if RESERVATIONS.contains(&inside.as_str()) {
        return found(Is::Reservation, Certainty::Certain);
    }
    let is_note = names_note(inside.strip_prefix("see ").unwrap_or(&inside));
    match close {
        ']' if is_note || is_letter_mark(&inside) => found(Is::Mark, Certainty::Certain),
        ']' if is_list_of_numbers(&inside) => {
            // Behind a blank it may be a second number: `704 [12]`.
            found(Is::Mark, if before.is_glued() { Certainty::Certain } else { Certainty::Doubtful })
        }
        ')' if is_note => found(Is::Mark, Certainty::Certain),
        _ => None,
    }
}

/// `note 2`, `nb 1`, `citation needed`.
fn names_note(inside: &str) -> bool {
    let (word, number) = inside.split_once(' ').unwrap_or((inside, ""));
    let is_number = number
        .split([',', ' ', '.'])
        .all(|part| part.chars().count() <= 3 && part.chars().all(char::is_alphanumeric));
    let is_wish = || inside.ends_with(" needed") && inside.chars().all(|c| c.is_alphabetic() || c == ' ');
    (NOTES.contains(&word.trim_end_matches('.')) && is_number) || is_wish()
}

/// One letter, or a small Roman number: `a`, `iv`.
fn is_letter_mark(inside: &str) -> bool {
    let letters = inside.chars().count();
    letters == 1 && inside.chars().all(char::is_alphabetic)
        || (2..=4).contains(&letters) && inside.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// `12`, `1, 2`; not `1,234`, which is a number, and not `10-15`, which is an interval.
fn is_list_of_numbers(inside: &str) -> bool {
    let has_digits = |text: &str, most: usize| {
        (1..=most).contains(&text.chars().count()) && text.chars().all(|c| digit_of(c).is_some())
    };
    match inside.contains([',', ';']) {
        true => inside.split([',', ';']).map(str::trim).all(|one| has_digits(one, 2)),
        false => has_digits(inside, 3),
    }
}

/// Signs that mark a footnote.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '‖')
}

/// Digits and letters that are set above the line.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | 'ᵃ'..='ᵏ')
}

/// Words by which a note is named.
const NOTES: &[&str] = word_list! {
    note notes nb n fn footnote footnotes ref refs cn sic "lower-alpha" "upper-alpha" "lower-roman" "upper-roman"
    "lower-greek"
};

/// Reservations about a number, whole.
const RESERVATIONS: &[&str] = word_list! {
    disputed contested unconfirmed "not confirmed" "not yet confirmed" unverified "not verified"
    "not independently verified" provisional preliminary incomplete partial alleged claimed unofficial "not final"
};

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Option<(String, String, Certainty)> {
        unmarked(text).map(|found| (found.text, found.aside.marks, found.certainty))
    }

    #[test]
    fn marks_that_can_be_nothing_else_are_taken_off() {
        for (text, number, marks) in [
            ("1,700[1]", "1,700", "[1]"),
            ("349[note 2]", "349", "[note 2]"),
            ("349 [note 2]", "349", "[note 2]"),
            ("123*", "123", "*"),
            ("123**", "123", "**"),
            ("7¹", "7", "¹"),
            ("7¹,²", "7", "¹,²"),
            ("12 †", "12", "†"),
            ("100-150[6]", "100-150", "[6]"),
            ("1,234[a]", "1,234", "[a]"),
            ("1,234 [b]", "1,234", "[b]"),
            ("5[1][2]", "5", "[1] [2]"),
            ("5[1] [2]", "5", "[1] [2]"),
            ("5[1, 2]", "5", "[1, 2]"),
            ("5[citation needed]", "5", "[citation needed]"),
            ("100[1]-150[2]", "100-150", "[1] [2]"),
            ("40 people[3]", "40 people", "[3]"),
            ("40 people²", "40 people", "²"),
            ("1,700* killed", "1,700 killed", "*"),
            ("704 (305 children)[2]", "704 (305 children)", "[2]"),
            ("12 (see note 3)", "12", "(see note 3)"),
            ("1,010²", "1,010", "²"),
            ("40+*", "40+", "*"),
            ("40.[1]", "40.", "[1]"),
            ("—[a]", "—", "[a]"),
            ("n/a[1]", "n/a", "[1]"),
        ] {
            assert_eq!(
                split(text),
                Some((number.to_owned(), marks.to_owned(), Certainty::Certain)),
                "{text}"
            );
        }
    }

    #[test]
    fn marks_that_may_be_something_else_are_doubtful() {
        for text in ["10²", "about 10³", "١٠²", "704 [1]", "12 [34]"] {
            assert_eq!(split(text).map(|(.., certainty)| certainty), Some(Certainty::Doubtful), "{text}");
        }
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in [
            "704",
            "12 (3)",
            "7 1",
            "704 (305)",
            "704 (305 children)",
            "704 [305 children]",
            "[1,234]",
            "[1]",
            "*",
            "***",
            "*123",
            "2,975 [2,658-3,290]",
            "12[10-15]",
            "12 [1,234]",
            "12m²",
            "5 m²",
            "5k²",
            "5½",
            "12 ²",
            "704 (confirmed)",
            "12 (f)",
            "12 * 3",
            "2,975 (95 more needed)",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn a_reservation_in_brackets_is_taken_off_too() {
        let found = unmarked("12 (Disputed)[4]").unwrap();
        let Aside { marks, reservation } = found.aside;
        assert_eq!((found.text.as_str(), marks.as_str(), reservation.as_str()), ("12", "[4]", "Disputed"));
    }
}
