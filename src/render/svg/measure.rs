//! How wide texts are, without a font: by the widths of a wide sans serif, so that a text rarely needs more room than it is
//! given.

use unicode_width::UnicodeWidthChar;

use crate::chart::layout::TextRole;

/// How wide a text is in pixels.
pub fn measure(text: &str, role: TextRole) -> f64 {
    let letters: f64 = text.chars().map(letter).sum();
    letters * role.size() * if role.is_bold() { 1.08 } else { 1.0 }
}

/// How wide a character is, in parts of the size of its font.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.28,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' => 0.32,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 0.40,
        's' | 'c' | 'k' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.55,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' | '&' => 0.70,
        '0'..='9' | 'a'..='z' => 0.62,
        c => match c.width() {
            None | Some(0) => 0.0,
            Some(1) => 0.66,
            Some(_) => 1.02,
        },
    }
}
