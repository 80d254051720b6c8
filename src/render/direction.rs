//! Which parts of a line are read from right to left: they are set apart, so that what stands around them stays where it is.

use std::borrow::Cow;

/// In which direction a part of a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As English.
    LeftToRight,
    /// As Arabic and Hebrew.
    RightToLeft,
}

/// The parts of a text, by the direction in which they are read. A part that is read from right to left ends with a letter
/// of such a script: numbers and signs behind it belong to what follows. Two blanks end it too: another column follows.
pub fn parts(text: &str) -> Vec<(&str, Way)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let (mut end, mut before) = (start, None);
        for (at, c) in rest[start..].char_indices() {
            let is_gap = c.is_whitespace() && before.is_some_and(char::is_whitespace);
            if is_right_to_left(c) {
                end = start + at + c.len_utf8();
            } else if is_gap || !joins(c) {
                break;
            }
            before = Some(c);
        }
        parts.extend((start > 0).then(|| (&rest[..start], Way::LeftToRight)));
        parts.push((&rest[start..end], Way::RightToLeft));
        rest = &rest[end..];
    }
    parts.extend((!rest.is_empty()).then_some((rest, Way::LeftToRight)));
    parts
}

/// A line of a screen with each part that is read from right to left between two signs that set it apart. They take no room.
pub fn set_apart(line: &str) -> Cow<'_, str> {
    if line.is_ascii() || !line.contains(is_right_to_left) {
        return Cow::Borrowed(line);
    }
    let part = |(part, way): (&str, Way)| match way {
        Way::LeftToRight => part.to_owned(),
        Way::RightToLeft => format!("\u{2068}{part}\u{2069}"),
    };
    Cow::Owned(parts(line).into_iter().map(part).collect())
}

/// Whether a letter is of a script that is read from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and others.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a character may stand within a name that is read from right to left.
fn joins(c: char) -> bool {
    c.is_whitespace() || c.is_numeric() || matches!(c, '-' | '\'' | '.' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn a_name_from_right_to_left_is_set_apart_and_its_number_is_not() {
        let shown = |text: &str| set_apart(text).replace('\u{2068}', "[").replace('\u{2069}', "]");
        assert_eq!(shown("471, وزارة الصحة, said"), "471, [وزارة الصحة], said");
        assert_eq!(shown("وزارة الصحة: 471"), "[وزارة الصحة]: 471");
        assert_eq!(shown("لواء 313 المشاة 471"), "[لواء 313 المشاة] 471");
        assert_eq!(shown("משרד הבריאות (Tel Aviv)"), "[משרד הבריאות] (Tel Aviv)");
        assert_eq!(shown("Osk Police"), "Osk Police");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn columns_stay_in_their_order_and_as_wide_as_they_were() {
        let line = "2015-06-04  وزارة الصحة  340  משרד הבריאות";
        let shown = set_apart(line);
        assert_eq!(shown, "2015-06-04  \u{2068}وزارة الصحة\u{2069}  340  \u{2068}משרד הבריאות\u{2069}");
        assert_eq!(shown.width(), line.width());
    }
}
