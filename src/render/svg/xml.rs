//! XML, written element by element: every text and every value is escaped, what is hidden in it is made visible, and what
//! is written from right to left stays so.

use std::io::{self, Write};

use crate::render::direction::{Way, parts};
use crate::render::visible::visible;

/// Writes XML.
pub struct Xml<'w> {
    out: &'w mut dyn Write,
}

/// What is around it is read from left to right.
const LEFT_TO_RIGHT: &str = "\u{200e}";

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

    /// A text that is seen, each part of it in its direction of reading. A mark of direction stands around those that are
    /// read from right to left too: not every program sets a `tspan` apart.
    pub fn shown(&mut self, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open("text", attributes)?;
        let parts = parts(text);
        if parts.first().is_some_and(|(_, way)| *way == Way::RightToLeft) {
            // The whole is set from the left, whatever its first letter is.
            self.out.write_all(LEFT_TO_RIGHT.as_bytes())?;
        }
        for (part, way) in parts {
            let part = escaped(part);
            match way {
                Way::LeftToRight => self.out.write_all(part.as_bytes())?,
                Way::RightToLeft => {
                    write!(
                        self.out,
                        "<tspan direction=\"rtl\" unicode-bidi=\"isolate\">{part}</tspan>{LEFT_TO_RIGHT}"
                    )?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_from_right_to_left_stays_behind_it() {
        let mut out = Vec::new();
        Xml::to(&mut out).shown(&[], "נור; 410, נור").expect("written");
        let text = String::from_utf8(out).expect("text").replace(LEFT_TO_RIGHT, "|");
        let name = "<tspan direction=\"rtl\" unicode-bidi=\"isolate\">נור</tspan>|";
        assert_eq!(text, format!("<text>|{name}; 410, {name}</text>\n"));
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
