//! The pieces that pages are made of: links, names, fields to copy from, the parts of long pages.

use maud::{Markup, html};

use crate::render::visible::visible;
use crate::report::address::folder::Addressing;
use crate::report::address::{Address, PageId};
use crate::report::pages::linked::{Linked, LinkedScope};
use crate::report::pages::parts::PageParts;

/// The page that is drawn.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    /// How links are written.
    pub addressing: Addressing<'a>,
    /// Its own address, whose clocks go along with its links.
    pub at: &'a Address,
}

/// A text from data, with nothing hidden in it.
pub fn seen(text: &str) -> Markup {
    html! { (visible(text)) }
}

/// A name from data, whichever way its letters run.
pub fn name(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

/// A link to a page at the same clocks; the text alone where no page is.
pub fn link(drawing: Drawing<'_>, to: &PageId, text: &Markup) -> Markup {
    to_address(drawing, &drawing.at.to(to.clone()), text)
}

/// A link to an address; the text alone where no page is.
pub fn to_address(drawing: Drawing<'_>, to: &Address, text: &Markup) -> Markup {
    match drawing.addressing.href(to) {
        Some(href) => html! { a href=(href) { (text) } },
        None => text.clone(),
    }
}

/// A name that leads to its page.
pub fn linked(drawing: Drawing<'_>, name: &Linked) -> Markup {
    let text = self::name(&name.text);
    match &name.to {
        Some(to) => link(drawing, to, &text),
        None => text,
    }
}

/// A figure by its number.
pub fn figure(drawing: Drawing<'_>, id: i64) -> Markup {
    link(drawing, &PageId::Figure(id), &html! { "#" (id) })
}

/// A link out of the pages: only where the text is an address of the web; else the text alone.
pub fn outside(url: &str, text: &str) -> Markup {
    match is_of_the_web(url) {
        true => html! { a href=(url) rel="noreferrer external" { (name(text)) } },
        false => name(text),
    }
}

/// Whether a text is an address that a browser may be sent to.
pub fn is_of_the_web(url: &str) -> bool {
    let lower = url.get(..8.min(url.len())).unwrap_or_default().to_ascii_lowercase();
    let begins = lower.starts_with("http://") || lower.starts_with("https://");
    begins && !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// A text to be copied: a plain field that cannot be changed.
pub fn to_copy(id: &str, label: &str, text: &str) -> Markup {
    lines_to_copy(id, label, &[text])
}

/// The fingerprint of a sentence, where it has one.
pub fn fingerprint(fingerprint: Option<&str>) -> Markup {
    html! {
        @if let Some(fingerprint) = fingerprint { p.remark { "Fingerprint of the sentence: " code { (fingerprint) } } }
    }
}

/// The same of several texts, each in a line of its own.
pub fn lines_to_copy(id: &str, label: &str, texts: &[&str]) -> Markup {
    let rows = texts.iter().map(|text| text.chars().count() / 60 + 1).sum::<usize>().clamp(1, 8);
    let lines: Vec<_> = texts.iter().map(|text| visible(text)).collect();
    html! {
        p.copy {
            label for=(id) { (label) }
            textarea id=(id) rows=(rows) readonly dir="auto" { (lines.join("\n")) }
        }
    }
}

/// Where a series is: its event and place, and whom it counts.
pub fn trail(drawing: Drawing<'_>, scope: &LinkedScope) -> Markup {
    html! {
        nav.trail aria-label="Where this is" {
            ol {
                li { (linked(drawing, &scope.event)) }
                @if let Some(place) = &scope.place { li { (linked(drawing, place)) } }
                @if scope.group.text != "people" { li { (linked(drawing, &scope.group)) } }
            }
        }
    }
}

/// The parts of a long page; nothing where it has one.
pub fn pager(drawing: Drawing<'_>, parts: &PageParts) -> Markup {
    let (previous, next) = (parts.previous(), parts.next());
    if previous.is_none() && next.is_none() {
        return html! {};
    }
    let of = parts.all.map(|all| format!(" of {all}")).unwrap_or_default();
    html! {
        nav.pager aria-label="Parts of this page" {
            @if let Some(number) = previous { span { (part(drawing, number, "Previous")) } " " }
            span aria-current="page" { "Part " (parts.number) (of) }
            @if let Some(number) = next { " " span { (part(drawing, number, "Next")) } }
        }
    }
}

/// A link to another part of the page.
pub fn part(drawing: Drawing<'_>, number: std::num::NonZeroU32, text: &str) -> Markup {
    to_address(drawing, &drawing.at.part(number), &name(text))
}
