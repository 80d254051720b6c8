//! XML, written element by element: every text and every value is escaped, what is hidden in it is made visible, and what
//! is written from right to left stays so.

use std::io::{self, Write};

use crate::render::visible::visible;

/// Writes XML.
pub struct Xml<'w> {
    out: &'w mut dyn Write,
}

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'w> Xml<'w> {
    /// Writes to a handle.
    pub fn to(out: &'w mut dyn Write) -> Xml<'w> {
        Xml { out }
    }

    /// Opens an element.
    ///
    /// # Errors
    /// What writing meets; so all others.
    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b">")
    }

    /// Closes an element, and ends the line.
    pub fn close(&mut self, name: &str) -> io::Result<()> {
        writeln!(self.out, "</{name}>")
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b"/>\n")
    }

    /// An element with a text.
    pub fn element(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.out.write_all(escaped(text).as_bytes())?;
        self.close(name)
    }

    /// A text that is seen, each part of it in its direction of reading.
    pub fn shown(&mut self, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open("text", attributes)?;
        let parts = ways(text);
        if parts.first().is_some_and(|(_, way)| *way == Way::RightToLeft) {
            // The whole is set from the left, whatever its first letter is.
            self.out.write_all("\u{200e}".as_bytes())?;
        }
        for (part, way) in parts {
            let part = escaped(part);
            match way {
                Way::LeftToRight => self.out.write_all(part.as_bytes())?,
                Way::RightToLeft => {
                    write!(self.out, "<tspan direction=\"rtl\" unicode-bidi=\"isolate\">{part}</tspan>")?;
                }
            }
        }
        self.close("text")
    }

    /// What is no text of data: the style.
    pub fn verbatim(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            write!(self.out, " {name}=\"{}\"", escaped(value))?;
        }
        Ok(())
    }
}

/// A text as XML holds it: markup and hidden characters are no more than text. Line breaks stay.
fn escaped(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let mut escaped = String::with_capacity(line.len());
        for c in visible(line).chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                // No characters of XML.
                '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
                c => escaped.push(c),
            }
        }
        escaped
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// In which direction a part of a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    LeftToRight,
    RightToLeft,
}

/// The parts of a text, by the direction in which they are read. A part that is read from right to left ends with a letter
/// of such a script: numbers and signs behind it belong to what follows.
fn ways(text: &str) -> Vec<(&str, Way)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let mut end = start;
        for (at, c) in rest[start..].char_indices() {
            if is_right_to_left(c) {
                end = start + at + c.len_utf8();
            } else if !joins(c) {
                break;
            }
        }
        parts.extend((start > 0).then(|| (&rest[..start], Way::LeftToRight)));
        parts.push((&rest[start..end], Way::RightToLeft));
        rest = &rest[end..];
    }
    parts.extend((!rest.is_empty()).then_some((rest, Way::LeftToRight)));
    parts
}

/// Whether a letter is of a script that is read from right to left.
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
    use super::*;

    #[test]
    fn a_name_from_right_to_left_is_set_apart_and_its_number_is_not() {
        let ways = |text| {
            let mark = |(part, way): (&str, Way)| match way {
                Way::LeftToRight => part.to_owned(),
                Way::RightToLeft => format!("[{part}]"),
            };
            ways(text).into_iter().map(mark).collect::<String>()
        };
        assert_eq!(ways("471, وزارة الصحة, said"), "471, [وزارة الصحة], said");
        assert_eq!(ways("وزارة الصحة: 471"), "[وزارة الصحة]: 471");
        assert_eq!(ways("لواء 313 المشاة 471"), "[لواء 313 المشاة] 471");
        assert_eq!(ways("משרד הבריאות (Tel Aviv)"), "[משרד הבריאות] (Tel Aviv)");
        assert_eq!(ways("Osk Police"), "Osk Police");
        assert_eq!(ways(""), "");
    }

    #[test]
    fn markup_and_hidden_signs_are_text() {
        let mut out = Vec::new();
        Xml::to(&mut out).shown(&[("class", "\"><script>")], "</text><a>&\u{202e}x\u{0}").expect("written");
        let text = String::from_utf8(out).expect("text");
        assert_eq!(
            text,
            "<text class=\"&quot;&gt;&lt;script&gt;\">&lt;/text&gt;&lt;a&gt;&amp;\\u{202e}x␀</text>\n"
        );
    }
}
