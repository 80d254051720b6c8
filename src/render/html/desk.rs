//! The pages of what this desk did, and of what somebody should look at.

use maud::{Markup, html};

use crate::phrase::grammar::capitalised;
use crate::report::address::PageId;
use crate::report::entry;
use crate::report::finding::FindingReport;
use crate::report::page::{Block, Page};
use crate::report::pages::desk::{DifferPage, EntryPage, FindingsPage, HeadPage, Held, LogPage};
use crate::report::pages::parts::PageParts;

use super::figures::figures;
use super::front::{LOG, held, rows};
use super::pieces::{Drawing, figure, link, name, pager, to_copy};
use super::table::table;
use super::tolls::{TollNaming, tolls};

/// The log.
pub fn log(drawing: Drawing<'_>, page: &LogPage, parts: &PageParts) -> (String, Markup) {
    let title = "The log";
    let main = html! {
        h1 { (title) }
        p { "What this desk did, newest first: " (page.all) " " (if page.all == 1 { "entry" } else { "entries" }) "." }
        @if !page.entries.is_empty() {
            (table(drawing, "Entries, newest first", &entry::table(&page.entries), LOG))
        }
        (pager(drawing, parts))
    };
    (title.to_owned(), main)
}

/// One act of the desk.
pub fn entry(drawing: Drawing<'_>, page: &EntryPage, parts: &PageParts) -> (String, Markup) {
    let told = Page::of(&page.card);
    let heading = told.blocks().iter().find_map(|block| match block {
        Block::Heading(heading) => Some(capitalised(heading)),
        _ => None,
    });
    let title = heading.unwrap_or_else(|| format!("Entry {}", page.card.of.entry));
    let main = html! {
        h1 { (name(&title)) }
        (blocks(&told))
        @if !page.figures.is_empty() {
            section aria-labelledby="figures" {
                h2 #figures { "Figures that it recorded first" }
                (figures(drawing, "Figures, in the order of recording", &page.figures))
                (pager(drawing, parts))
            }
        }
        @if let Some(undone) = page.card.of.undoes {
            p { "It takes back " (link(drawing, &PageId::Entry(undone), &html! { "entry " (undone) })) "." }
        }
        @for undo in &page.card.taken_back_by {
            p { "It was taken back by " (link(drawing, &PageId::Entry(*undo), &html! { "entry " (undo) })) "." }
        }
    };
    (title, main)
}

/// Labels and what they say, as a screen shows them.
fn blocks(page: &Page) -> Markup {
    html! {
        dl {
            @for block in page.blocks() {
                @match block {
                    Block::Labelled { label, text } if label != "figures" => { dt { (label) } dd { (name(text)) } },
                    Block::ToType { label, text } => { dt { (label) } dd { code { (name(text)) } } },
                    _ => {},
                }
            }
        }
        @let lines: Vec<&str> = page.blocks().iter().filter_map(|block| match block {
            Block::Line(line) => Some(line.as_str()),
            _ => None,
        }).collect();
        @if !lines.is_empty() { pre { @for line in lines { (name(line)) "\n" } } }
    }
}

/// What a person should look at.
pub fn findings(drawing: Drawing<'_>, page: &FindingsPage, parts: &PageParts) -> (String, Markup) {
    let title = "What a person should look at";
    let main = html! {
        h1 { (title) }
        (held(drawing, &page.held))
        @if let Held::For { found, .. } = &page.held { p { (found) " findings, worst first." } }
        (list(drawing, &page.findings))
        (pager(drawing, parts))
    };
    (title.to_owned(), main)
}

/// Findings, each with its figures and what to type.
pub fn list(drawing: Drawing<'_>, findings: &[FindingReport]) -> Markup {
    html! {
        ul.findings {
            @for finding in findings {
                li {
                    p { strong { (finding.rank) } " " code { (finding.finding) } ": " (name(&finding.scope.heading())) }
                    p { (name(&finding.explanation)) " "
                        @for id in &finding.figures { (figure(drawing, id.0)) " " } }
                    p.aside { "To do: " (name(&finding.hint)) }
                }
            }
        }
    }
}

/// Where sources differ.
pub fn differ(drawing: Drawing<'_>, page: &DifferPage, parts: &PageParts) -> (String, Markup) {
    let title = "Where sources differ";
    let main = html! {
        h1 { (title) }
        (held(drawing, &page.held))
        @if let Held::For { found, .. } = &page.held { p { (found) " series whose sources differ. The answers are those of now." } }
        @if !page.tolls.is_empty() {
            (tolls(drawing, "Answers whose sources differ", TollNaming::Whole, rows(&page.tolls)))
        }
        (pager(drawing, parts))
    };
    (title.to_owned(), main)
}

/// The head of the chain.
pub fn head(drawing: Drawing<'_>, page: &HeadPage) -> (String, Markup) {
    let title = "Head of the chain";
    let main = html! {
        h1 { (title) }
        @match &page.head {
            Some(head) => {
                p { "The hash of the newest entry seals all entries before it. A desk can publish it: whoever has it can tell later whether something was changed." }
                (to_copy("head", "Head", head))
                dl {
                    dt { "entry" } dd { (link(drawing, &PageId::Entry(page.entry), &html! { (page.entry) })) }
                    dt { "entries" } dd { (page.entries) }
                    @if let Some(at) = &page.recorded_at { dt { "recorded (UTC)" } dd { (at) } }
                }
            },
            None => p { "Nothing was recorded yet." },
        }
        p { "This page read the head; it verified nothing. To check every link, type:" }
        pre { code { "tollbook verify" } }
    };
    (title.to_owned(), main)
}
