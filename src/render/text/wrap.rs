//! Breaking text into lines of a width, by what a terminal shows of it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines of at most `width` columns, broken at blanks; all but the first begin with `indent` blanks. A word that is wider
/// than a line is broken where it must.
pub fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut filled) = (String::new(), 0);
    for word in text.split(' ') {
        let blank = usize::from(!line.trim_start().is_empty());
        if filled + blank + word.width() > width && blank > 0 {
            lines.push(std::mem::take(&mut line));
            line.push_str(&" ".repeat(indent));
            filled = indent;
        } else if blank > 0 {
            line.push(' ');
            filled += 1;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if filled + wide > width && filled > indent {
                lines.push(std::mem::take(&mut line));
                line.push_str(&" ".repeat(indent));
                filled = indent;
            }
            line.push(c);
            filled += wide;
        }
    }
    lines.push(line);
    lines
}

/// The text in `width` columns: filled with blanks, or cut with `...` where it is wider.
pub fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return format!("{text}{}", " ".repeat(width - text.width()));
    }
    let dots = if width > 3 { "..." } else { "" };
    let (mut cut, mut filled) = (String::new(), 0);
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if filled + wide > width - dots.len() {
            break;
        }
        cut.push(c);
        filled += wide;
    }
    format!("{cut}{dots}{}", " ".repeat(width - dots.len() - filled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrapped("one two three", 8, 2), ["one two", "  three"]);
        assert_eq!(wrapped("onetwothree", 5, 0), ["onetw", "othre", "e"]);
        assert_eq!(wrapped("", 5, 0), [""]);
        assert_eq!(fitted("Gaza", 6), "Gaza  ");
        assert_eq!(fitted("日本語日本", 8), "日本... ");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "[a-z日 ]{0,60}", width in 8_usize..30) {
            let lines = wrapped(&text, width, 2);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
