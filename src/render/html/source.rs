//! The page of a document.

use maud::{Markup, html};

use crate::report::pages::parts::PageParts;
use crate::report::pages::source::SourcePage;

use super::figures::figures;
use super::pieces::{Drawing, linked, name, outside, pager};

pub fn page(drawing: Drawing<'_>, page: &SourcePage, parts: &PageParts) -> (String, Markup) {
    let card = &page.card;
    let title = match (card.title.as_str(), card.url.as_str()) {
        ("", "") => format!("A document of {}", card.publisher),
        ("", url) => url.to_owned(),
        (title, _) => title.to_owned(),
    };
    let main = html! {
        p.kind { "source" }
        h1 { (name(&title)) }
        dl {
            dt { "publisher" } dd { (linked(drawing, &page.publisher)) }
            @if !card.url.is_empty() { dt { "read at" } dd { (outside(&card.url, &card.url)) } }
            @if let Some(copy) = &card.archive_url { dt { "copy kept at" } dd { (outside(copy, copy)) } }
            @if let Some(language) = &card.language { dt { "language" } dd { (name(language)) } }
            @if let Some(gone) = &card.gone_on { dt { "gone on" } dd { (name(gone)) } }
            dt { "number here" } dd { (card.id) }
        }
        section aria-labelledby="figures" {
            h2 #figures { "Its figures" }
            @if page.is_pending { p.remark { "Its figures are being looked up. Reload the page in a moment." } }
            @else if page.figures.is_empty() { p { "No figure of it is known at that time." } }
            @else {
                (figures(drawing, "The figures that stand in it", &page.figures))
            }
        }
        (pager(drawing, parts))
    };
    (title, main)
}
