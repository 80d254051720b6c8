//! The front page.

use maud::{Markup, html};

use crate::report::address::{NameList, PageId};
use crate::report::entry;
use crate::report::pages::front::FrontPage;

use super::pieces::{Drawing, link, linked};
use super::table::{CellLinks, table};

pub fn page(drawing: Drawing<'_>, front: &FrontPage) -> (String, Markup) {
    let main = html! {
        h1 { "Casualty figures, and who says so" }
        @if front.entries == 0 {
            p { "This store holds nothing yet. Type what to read into it:" }
            pre { "tollbook import figures.csv" }
            p { "Then reload this page." }
        } @else {
            section aria-labelledby="events" {
                h2 #events { "Events" }
                ul.names { @for event in &front.events { li { (linked(drawing, event)) } } }
                @if front.has_more_events {
                    p { (link(drawing, &PageId::Names(NameList::Events), &html! { "All events" })) }
                }
            }
            section aria-labelledby="changes" {
                h2 #changes { "Newest changes" }
                (table(drawing, "What this desk did last, newest first", &entry::table(&front.log), &log_cells()))
                p { (link(drawing, &PageId::Log, &html! { "The whole log" })) }
            }
        }
    };
    ("Front page".to_owned(), main)
}

/// How the cells of the log lead to their entries.
pub fn log_cells() -> CellLinks<'static> {
    CellLinks {
        lead: &|column, cell| match (column, cell) {
            ("entry", text) => text.parse().ok().map(PageId::Entry),
            _ => None,
        },
    }
}
