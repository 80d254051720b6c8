//! How wide texts are, without a font: by the widths of DejaVu Sans, which is wider than other common ones, so that a text
//! rarely needs more room than it is given.

use unicode_width::UnicodeWidthChar;

use crate::chart::layout::TextRole;

/// How wide a text is in pixels.
pub fn measure(text: &str, role: TextRole) -> f64 {
    let widths = if role.is_bold() { &BOLD } else { &REGULAR };
    let letters: f64 = text.chars().map(|c| letter(c, widths)).sum();
    letters * role.size()
}

/// The widths of a font, in parts of its size.
struct Widths {
    /// From the blank to the tilde, in hundredths.
    ascii: [u8; 95],
    /// Of a letter that takes one column of a screen.
    narrow: f64,
    /// Of a letter that takes two.
    wide: f64,
}

fn letter(c: char, widths: &Widths) -> f64 {
    let ascii = u32::from(c).checked_sub(32).and_then(|at| widths.ascii.get(at as usize));
    match (ascii, c.width()) {
        (Some(hundredths), _) => f64::from(*hundredths) / 100.0,
        (None, None | Some(0)) => 0.0,
        (None, Some(1)) => widths.narrow,
        (None, Some(_)) => widths.wide,
    }
}

const REGULAR: Widths = Widths {
    ascii: [
        32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64,
        64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79,
        70, 64, 62, 74, 69, 99, 69, 62, 69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28,
        58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ],
    narrow: 0.64,
    wide: 1.0,
};

const BOLD: Widths = Widths {
    ascii: [
        35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70,
        70, 40, 40, 84, 84, 84, 58, 100, 78, 77, 74, 83, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 85, 74, 85,
        77, 72, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35,
        67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
    ],
    narrow: 0.7,
    wide: 1.04,
};
