//! What stands around every page: the head, the ways to other pages, the clocks, the foot.

use maud::{DOCTYPE, Markup, html};

use crate::render::visible::visible;
use crate::report::address::{Face, NameList, PageClock, PageClocks, PageId};
use crate::report::pages::{PageContent, WebPage};

use super::pieces::{Drawing, link, to_address};

/// A page to be set.
pub struct PageFrame<'a> {
    /// The page.
    pub page: &'a WebPage,
    /// Its title.
    pub title: &'a str,
    /// What stands in its middle, from its first heading on.
    pub main: Markup,
}

/// The whole document.
pub fn whole(drawing: Drawing<'_>, layout: &PageFrame<'_>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (super::pieces::seen(layout.title)) " - tollbook" }
                link rel="stylesheet" href=(drawing.addressing.style_sheet());
                link rel="icon" href="data:,";
                @for (face, kind) in [(Face::Json, "application/json"), (Face::Csv, "text/csv")] {
                    @if let Some(href) = other_face(drawing, layout.page, face) {
                        link rel="alternate" type=(kind) href=(href);
                    }
                }
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                (header(drawing))
                main #main tabindex="-1" {
                    (clocks(drawing))
                    (layout.main)
                }
                (footer(drawing, layout.page))
            }
        }
    }
}

/// Where the same page is in another form.
fn other_face(drawing: Drawing<'_>, page: &WebPage, face: Face) -> Option<String> {
    match page.content {
        PageContent::Trouble(_) | PageContent::Check(_) | PageContent::About(_) => None,
        _ => drawing.addressing.href(&drawing.at.as_face(face)),
    }
}

/// The ways from everywhere.
const WAYS: &[(&str, PageId)] = &[
    ("Events", PageId::Names(NameList::Events)),
    ("Sources differ", PageId::Differ),
    ("Findings", PageId::Findings),
    ("Log", PageId::Log),
    ("Check a text", PageId::Check),
];

fn header(drawing: Drawing<'_>) -> Markup {
    let words = match &drawing.at.page {
        PageId::Search(words) => words.as_str(),
        _ => "",
    };
    html! {
        header.site {
            p.name { (link(drawing, &PageId::Front, &html! { "tollbook" })) }
            nav aria-label="Main" {
                ul {
                    @for (text, to) in WAYS {
                        @if drawing.addressing.href(&drawing.at.to(to.clone())).is_some() {
                            li { (link(drawing, to, &html! { (text) })) }
                        }
                    }
                    @if let Some(about) = drawing.addressing.about() { li { a href=(about) { "About" } } }
                }
            }
            @if drawing.addressing.answers_forms() {
                form.search role="search" action="/search" method="get" {
                    label for="q" { "Search" }
                    input id="q" name="q" type="search" value=(visible(words)) maxlength="200" autocomplete="off";
                    button type="submit" { "Search" }
                }
            }
        }
    }
}

/// Which time it is on the page, where that is not now.
fn clocks(drawing: Drawing<'_>) -> Markup {
    let (at, clocks) = (drawing.at, drawing.addressing.clocks(drawing.at.clocks));
    let set = PageClock::ALL.iter().filter_map(|clock| Some(in_words(*clock, &clocks.asked(*clock)?)));
    let set: Vec<String> = set.collect();
    if set.is_empty() {
        return html! {};
    }
    html! {
        p.clocks role="note" {
            "This page shows " strong { (set.join(", ")) } ". "
            @if drawing.addressing.answers_forms() {
                (to_address(drawing, &at.at(PageClocks::default()), &html! { "Show it as it is now" }))
            }
        }
    }
}

/// What a clock leaves of what is known.
fn in_words(clock: PageClock, time: &str) -> String {
    match clock {
        PageClock::AsOf => format!("what holds for {time} or an earlier day"),
        PageClock::KnownOn => format!("what the public could know on {time}"),
        PageClock::RecordedBy => format!("what this desk had recorded by {time}"),
    }
}

fn footer(drawing: Drawing<'_>, page: &WebPage) -> Markup {
    html! {
        footer.site {
            @if page.entry > 0 {
                p { "As of " (link(drawing, &PageId::Entry(page.entry), &html! { "entry " (page.entry) })) " of "
                    (link(drawing, &PageId::Log, &html! { "the log" })) ". "
                    (link(drawing, &PageId::Verify, &html! { "Head of the chain" })) "." }
            }
            @if let Some(about) = drawing.addressing.about() {
                p { a href=(about) { "Licence, corrections, and how to object" } "." }
            }
            @let faces: Vec<(&str, String)> = [("JSON", Face::Json), ("CSV", Face::Csv)].into_iter()
                .filter_map(|(text, face)| Some((text, other_face(drawing, page, face)?))).collect();
            @if !faces.is_empty() {
                p { "This page for programs: "
                    @for (at, (text, href)) in faces.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href=(href) { (text) }
                    }
                    "." }
            }
            p { "tollbook counts nothing itself: every number here is as a source printed it." }
        }
    }
}
