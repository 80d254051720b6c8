//! What a search finds.

use maud::{Markup, html};

use crate::report::address::{NameList, PageId};
use crate::report::pages::parts::PageParts;
use crate::report::pages::search::SearchPage;

use super::front::rows;
use super::pieces::{Drawing, link, linked, name, pager, seen, to_address};
use super::tolls::{TollNaming, tolls};

pub fn page(drawing: Drawing<'_>, page: &SearchPage, parts: &PageParts) -> (String, Markup) {
    if page.words.is_empty() {
        return empty(drawing);
    }
    let title = format!("Search: {}", page.words);
    let is_empty = page.figure.is_none() && page.names.is_empty() && page.tolls.is_empty();
    let main = html! {
        h1 { (name(&title)) }
        @if page.is_pending { p.remark { "Who counts is still being looked up: there may be more. Reload the page in a moment." } }
        @if is_empty { (nothing(drawing, page)) }
        @if let Some(figure) = &page.figure {
            section aria-labelledby="figure" { h2 #figure { "A figure" } p { (linked(drawing, figure)) } }
        }
        @if !page.names.is_empty() {
            section aria-labelledby="names" {
                h2 #names { "Names" }
                ul.names { @for (kind, name) in &page.names { li { (linked(drawing, name)) " " span.aside { (kind) } } } }
            }
        }
        @if !page.tolls.is_empty() {
            section aria-labelledby="series" {
                h2 #series { "What is counted" }
                (tolls(drawing, "Answers of the series that have all the words", TollNaming::Whole, rows(&page.tolls)))
            }
        }
        (pager(drawing, parts))
    };
    (title, main)
}

fn nothing(drawing: Drawing<'_>, page: &SearchPage) -> Markup {
    html! {
        p { "Nothing has all these words." }
        @if let Some((typed, near)) = &page.near {
            @let other = PageId::Search(page.words.replacen(typed, near, 1));
            p { "Nothing is called " q { (seen(typed)) } ". Near is "
                (to_address(drawing, &drawing.at.to(other), &name(near))) "." }
        }
        p { "Look through " (link(drawing, &PageId::Names(NameList::Events), &html! { "all events" })) "." }
    }
}

fn empty(drawing: Drawing<'_>) -> (String, Markup) {
    let main = html! {
        h1 { "Search" }
        p { "Write words of an event, a place, a group, an authority or a publisher, a measure, or the number of a figure." }
        p { "Or look through " (link(drawing, &PageId::Names(NameList::Events), &html! { "all events" })) "." }
    };
    ("Search".to_owned(), main)
}
