//! The text of a web page: tags, scripts and styles taken off, entities read, each block a paragraph.

use std::borrow::Cow;

use html_escape::decode_html_entities;

/// Elements whose content is no text of the article.
const UNREAD: [&str; 9] =
    ["script", "style", "template", "noscript", "svg", "math", "title", "iframe", "textarea"];

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "ul",
];

/// The text of a page. Paragraphs are parted by a blank line, a list item begins with `- ` on a line of its own, and the
/// cells of a table stand on one line a row, parted by tabs. Takes time in proportion to the length of the page.
pub fn text_of(page: &str) -> String {
    let mut text = PageText::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.add(&rest[..at]);
        rest = &rest[at..];
        rest = match markup(rest) {
            PageMark::None => {
                text.add("<");
                &rest[1..]
            }
            PageMark::Aside(behind) => behind,
            PageMark::Tag { name, is_end, behind } => {
                let name = name.to_ascii_lowercase();
                text.tag(&name, if is_end { TagEnd::Closing } else { TagEnd::Opening });
                match UNREAD.contains(&name.as_str()) && !is_end {
                    true => behind_end_of(behind, &name),
                    false => behind,
                }
            }
        };
    }
    text.add(rest);
    text.written.truncate(text.written.trim_end().len());
    text.written
}

/// What begins with a `<`.
enum PageMark<'p> {
    /// A sign of the text.
    None,
    /// A comment, a declaration, an instruction, or a tag without an end.
    Aside(&'p str),
    /// A tag.
    Tag {
        /// Its name.
        name: &'p str,
        /// Whether it closes its element.
        is_end: bool,
        /// What stands behind it.
        behind: &'p str,
    },
}

/// Which of the two tags of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TagEnd {
    Opening,
    Closing,
}

/// What stands at the beginning of `page`, which is a `<`.
fn markup(page: &str) -> PageMark<'_> {
    let inside = &page[1..];
    if let Some(comment) = inside.strip_prefix("!--") {
        return PageMark::Aside(behind(comment, "-->"));
    }
    if inside.starts_with(['!', '?']) {
        return PageMark::Aside(behind(inside, ">"));
    }
    let (is_end, named) = match inside.strip_prefix('/') {
        Some(named) => (true, named),
        None => (false, inside),
    };
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return PageMark::None;
    }
    let length = named.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(named.len());
    match end_of_tag(&named[length..]) {
        Some(behind) => PageMark::Tag { name: &named[..length], is_end, behind },
        None => PageMark::Aside(""),
    }
}

fn behind<'p>(page: &'p str, sign: &str) -> &'p str {
    page.find(sign).map_or("", |at| &page[at + sign.len()..])
}

/// What stands behind the `>` of a tag; one in quotes is part of a value.
fn end_of_tag(attributes: &str) -> Option<&str> {
    let mut quote = None;
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return attributes.get(at + 1..),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// What stands behind the closing tag of an element whose content is not read.
fn behind_end_of<'p>(page: &'p str, name: &str) -> &'p str {
    let mut rest = page;
    while let Some(at) = rest.find("</") {
        let tag = &rest[at + 2..];
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return behind(tag, ">");
        }
        rest = tag;
    }
    ""
}

/// The text so far.
#[derive(Default)]
struct PageText {
    written: String,
    /// How many elements are open in which white space counts.
    preformatted: usize,
    /// What has to stand before the next word: blank, one space, or the ends of lines.
    before: Gap,
}

/// White space before the next word, the wider the later.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Item,
    Paragraph,
    ItemOfNewList,
}

impl PageText {
    fn tag(&mut self, name: &str, end: TagEnd) {
        match (name, end) {
            ("br", _) => self.widen(Gap::Line),
            ("tr", _) => self.widen(Gap::Line),
            ("td" | "th", TagEnd::Closing) => self.widen(Gap::Cell),
            ("li", TagEnd::Opening) => {
                self.before = if self.before >= Gap::Paragraph { Gap::ItemOfNewList } else { Gap::Item };
            }
            ("li", TagEnd::Closing) => self.widen(Gap::Line),
            ("pre", TagEnd::Opening) => self.preformatted += 1,
            ("pre", TagEnd::Closing) => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        if BLOCKS.contains(&name) || name == "pre" {
            self.widen(Gap::Paragraph);
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.before = self.before.max(gap);
    }

    fn add(&mut self, raw: &str) {
        let text: Cow<'_, str> = decode_html_entities(raw);
        if self.preformatted > 0 && !text.trim().is_empty() {
            self.fill_gap();
            self.written.push_str(text.trim_matches('\n'));
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.widen(Gap::Space);
            } else if c != '\u{ad}' {
                self.fill_gap();
                self.written.push(c);
            }
        }
    }

    fn fill_gap(&mut self) {
        let gap = match std::mem::take(&mut self.before) {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Cell => "\t",
            Gap::Line => "\n",
            Gap::Item => "\n- ",
            Gap::Paragraph => "\n\n",
            Gap::ItemOfNewList => "\n\n- ",
        };
        self.written.push_str(if self.written.is_empty() { gap.trim_start() } else { gap });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_entities_are_letters() {
        let page = "<!DOCTYPE html><html><head><title>Site</title><style>p { color: red }</style></head><body>\n\
            <!-- 12 dead --><h1>Ferry sinks</h1>\n<p class=\"a > b\">At least <b>12</b> people\n died, the\
            &nbsp;ministry said&nbsp;&mdash; &#8220;a heavy toll&#8221;.</p><script>var dead = 30;</script>\n\
            <p>Four are missing.<br>R&amp;R</p></body></html>";
        let text = "Ferry sinks\n\nAt least 12 people died, the ministry said \u{2014} \u{201c}a heavy toll\u{201d}.\n\n\
            Four are missing.\nR&R";
        assert_eq!(text_of(page), text);
    }

    #[test]
    fn lists_and_tables_keep_their_lines() {
        assert_eq!(
            text_of("Toll:<ul><li>Killed: 41</li><li>Hurt: 7</li></ul>End"),
            "Toll:\n\n- Killed: 41\n- Hurt: 7\n\nEnd"
        );
        assert_eq!(
            text_of("<table><tr><td>Killed</td><td>41</td></tr><tr><td>Hurt</td><td>7</td></tr></table>"),
            "Killed\t41\nHurt\t7"
        );
        assert_eq!(text_of("<pre>Killed  41\nHurt     7</pre>"), "Killed  41\nHurt     7");
    }

    #[test]
    fn a_sign_is_no_tag_and_what_never_ends_is_left_out() {
        assert_eq!(text_of("a < b, 3 <4 and 5>4"), "a < b, 3 <4 and 5>4");
        assert_eq!(text_of("12 dead<script>30 dead"), "12 dead");
        assert_eq!(text_of("12 dead <a href=\"x"), "12 dead");
        assert_eq!(text_of("12 <SCRIPT>x</sCript >dead"), "12 dead");
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "[<>/a-c&;#0-9\"'!\\- \nsprcit]{0,80}") {
            let text = text_of(&page);
            prop_assert!(text.trim_end() == text);
            let word = "no tag, no entity: 12 dead";
            prop_assert_eq!(text_of(&format!("<p>{word}</p>{page}")).starts_with(word), true);
        }
    }
}
