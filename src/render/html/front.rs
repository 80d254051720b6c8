//! The front page.

use maud::{Markup, html};

use crate::report::address::{NameList, PageId};
use crate::report::entry;
use crate::report::pages::desk::Held;
use crate::report::pages::front::FrontPage;
use crate::report::pages::tolls::Toll;
use crate::report::worklist::PrintedTally;

use super::pieces::{Drawing, link, linked};
use super::table::{CellLinks, PLAIN, table};
use super::tolls::{TollNaming, tolls};

pub fn page(drawing: Drawing<'_>, front: &FrontPage) -> (String, Markup) {
    let main = html! {
        h1 { "Casualty figures, and who says so" }
        @if front.entries == 0 {
            p { "This store holds nothing yet. Type what to read into it:" }
            pre { code { "tollbook import figures.csv" } }
            p { "Then reload this page. " code { "tollbook help import" } " tells which files are read." }
        } @else {
            (newest(drawing, front))
            (events(drawing, front))
            (differ(drawing, front))
            @if front.findings != Held::LeftOut { (findings(drawing, front)) }
            @if !front.log.is_empty() { (changes(drawing, front)) }
            @if let Some(printed) = &front.printed { (printed_sentences(printed)) }
        }
    };
    ("Front page".to_owned(), main)
}

/// The newest answers, one an event.
fn newest(drawing: Drawing<'_>, front: &FrontPage) -> Markup {
    html! {
        section aria-labelledby="newest" {
            h2 #newest { "Newest answers" }
            (held(drawing, &front.held))
            @if !front.newest.is_empty() {
                (tolls(drawing, "One answer an event, the newest first", TollNaming::Whole, rows(&front.newest)))
            }
        }
    }
}

fn events(drawing: Drawing<'_>, front: &FrontPage) -> Markup {
    html! {
        section aria-labelledby="events" {
            h2 #events { "Events" }
            ul.names { @for event in &front.events { li { (linked(drawing, event)) } } }
            @if front.has_more_events {
                p { (link(drawing, &PageId::Names(NameList::Events), &html! { "All events" })) }
            }
        }
    }
}

fn differ(drawing: Drawing<'_>, front: &FrontPage) -> Markup {
    html! {
        section aria-labelledby="differ" {
            h2 #differ { "Where sources differ" }
            @match &front.held {
                Held::Pending | Held::LeftOut => (held(drawing, &front.held)),
                Held::For { found: 0, .. } => p { "Nowhere, as far as the answers go." },
                Held::For { found, .. } => {
                    @if !front.differ.is_empty() {
                        (tolls(drawing, "Answers whose sources differ", TollNaming::Whole, rows(&front.differ)))
                    }
                    @if *found > front.differ.len() as u64 {
                        p { (link(drawing, &PageId::Differ, &html! { "All " (found) " of them" })) }
                    }
                },
            }
        }
    }
}

fn findings(drawing: Drawing<'_>, front: &FrontPage) -> Markup {
    html! {
        section aria-labelledby="findings" {
            h2 #findings { "What a person should look at" }
            (held(drawing, &front.findings))
            @if let Held::For { found, .. } = &front.findings {
                @if found.all() == 0 {
                    p { "Nothing was found." }
                } @else {
                    (table(drawing, "Findings by rank and code, worst first", &found.counts(), PLAIN))
                    p { (link(drawing, &PageId::Findings, &html! { "The findings" })) }
                }
            }
        }
    }
}

/// What the desk did last.
fn changes(drawing: Drawing<'_>, front: &FrontPage) -> Markup {
    html! {
        section aria-labelledby="changes" {
            h2 #changes { "Newest changes" }
            (table(drawing, "What this desk did last, newest first", &entry::table(&front.log), LOG))
            p { (link(drawing, &PageId::Log, &html! { "The whole log" })) }
        }
    }
}

/// What this desk printed, and what needs a hand of it.
fn printed_sentences(printed: &PrintedTally) -> Markup {
    html! {
        section aria-labelledby="printed" {
            h2 #printed { "What we printed" }
            @if printed.has_work() {
                p { (printed.in_words()) ". Type " code { "tollbook check --printed" } " to see them." }
            } @else {
                p { "Nothing is to be done about what was printed." }
            }
        }
    }
}

/// For which entry what was worked out holds.
pub fn held<T>(drawing: Drawing<'_>, held: &Held<T>) -> Markup {
    html! {
        @match held {
            Held::LeftOut => {},
            Held::Pending => p.remark { "This is being worked out. Reload the page in a moment." },
            Held::For { entry: 0, .. } => p.remark { "Nothing was recorded yet." },
            Held::For { entry, is_whole, .. } => p.remark {
                "Worked out for what was recorded up to "
                (link(drawing, &PageId::Entry(*entry), &html! { "entry " (entry) })) "."
                @if !is_whole { " Not everything was looked at: there are too many series, or it took too long." }
            },
        }
    }
}

/// Answers with the pages of their series.
pub fn rows(tolls: &[Toll]) -> impl Iterator<Item = (&crate::report::answer::AnswerReport, Option<&PageId>)> {
    tolls.iter().map(|toll| (&toll.report, toll.series.as_ref()))
}

/// The cells of the log lead to its entries.
pub const LOG: &CellLinks<'static> = &CellLinks {
    lead: &|column, cell| match column {
        "entry" => cell.parse().ok().map(PageId::Entry),
        _ => None,
    },
};
