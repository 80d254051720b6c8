//! The pages of names.

use maud::{Markup, html};

use crate::report::address::PageId;
use crate::report::pages::named::{
    GroupPage, NameCard, NamesPage, NewestOf, PlacesPage, SpokenFigure, VoicePage,
};
use crate::report::pages::parts::PageParts;
use crate::report::pages::tolls::PlaceTolls;

use super::front::rows;
use super::pieces::{Drawing, link, linked, name, outside, pager, part, seen, to_copy};
use super::table::{self, HtmlRow, boxed, fixed, row, words};
use super::tolls::{TollNaming, answer, tolls};

/// An event, a place, a place of an event.
pub fn places(drawing: Drawing<'_>, page: &PlacesPage, parts: &PageParts) -> (String, Markup) {
    let title = match &page.within {
        Some(within) => format!("{}: {}", page.card.name, within.text),
        None => page.card.name.clone(),
    };
    let main = html! {
        (kind(page.card.is))
        h1 { (name(&title)) }
        @if let Some(within) = &page.within {
            p { "Of the event " (own_event(drawing, &page.card)) ", at " (linked(drawing, within)) "." }
        }
        (known(&page.card))
        @if !page.contents.is_empty() {
            nav.contents aria-label="Places on the parts of this page" {
                ol {
                    @for (number, begins) in &page.contents {
                        li { @if *number == parts.number { span aria-current="page" { (name(begins)) } }
                            @else { (part(drawing, *number, begins)) } }
                    }
                }
            }
        }
        @if page.places.is_empty() { p { "Nothing is counted here." } }
        @for (at, place) in page.places.iter().enumerate() { (one_place(drawing, page, (at, place))) }
        @if page.is_cut { p { "There are more series than are shown. Ask for one event, or search." } }
        (pager(drawing, parts))
    };
    (title, main)
}

/// The event that a page of one of its places is of.
fn own_event(drawing: Drawing<'_>, card: &NameCard) -> Markup {
    let text = name(&card.name);
    match drawing.at.page {
        PageId::EventPlace(event, _) => link(drawing, &PageId::Event(event), &text),
        _ => text,
    }
}

/// One paragraph and its tolls.
fn one_place(drawing: Drawing<'_>, page: &PlacesPage, (at, place): (usize, &PlaceTolls)) -> Markup {
    let id = format!("place-{at}");
    let where_at = place.place.as_ref().map_or("Place not stated", |place| &place.text);
    let heading = match (page.card.is, &page.within) {
        (_, Some(_)) => "What is counted".to_owned(),
        ("event", _) => where_at.to_owned(),
        _ => format!("{}, {where_at}", place.event.text),
    };
    let caption = format!("What is counted: {}, {where_at}", place.event.text);
    html! {
        section.place aria-labelledby=(id) {
            h2 id=(id) { @match place.page.as_ref().filter(|_| page.within.is_none()) {
                Some(to) => (link(drawing, to, &name(&heading))),
                None => (name(&heading)),
            } }
            @if place.brief.paragraph.is_empty() {
                p.remark { "More is counted here than one paragraph tells." }
            } @else {
                p.sentence dir="auto" { (seen(&place.brief.paragraph)) }
            }
            (tolls(drawing, &caption, TollNaming::Counted, place.tolls()))
            @if page.within.is_some() && !place.brief.paragraph.is_empty() {
                (to_copy("paragraph", "Paragraph to copy", &place.brief.paragraph))
            }
        }
    }
}

/// What a name is.
fn kind(is: &str) -> Markup {
    html! { p.kind { (is) } }
}

/// What is known of a name.
fn known(card: &NameCard) -> Markup {
    html! {
        @if !card.known.is_empty() { p { "This desk says: " (name(&card.known)) "." } }
        @if !card.also.is_empty() { p { "Also called " (name(&card.also.join(", "))) "." } }
    }
}

/// A group.
pub fn group(drawing: Drawing<'_>, page: &GroupPage, parts: &PageParts) -> (String, Markup) {
    let title = page.card.name.clone();
    let main = html! {
        (kind(page.card.is))
        h1 { (name(&title)) }
        (known(&page.card))
        section aria-labelledby="counted" {
            h2 #counted { "What is counted" }
            @if page.tolls.is_empty() { p { "Nothing is counted of this group." } }
            @else { (tolls(drawing, "Answers of the series that count this group", TollNaming::Whole, rows(&page.tolls))) }
        }
        (pager(drawing, parts))
    };
    (title, main)
}

/// An authority or a publisher.
pub fn voice(drawing: Drawing<'_>, page: &VoicePage, parts: &PageParts) -> (String, Markup) {
    let title = page.card.name.clone();
    let caption = "Its newest figure in each series, beside the answer of the series";
    let heads = [
        "What is counted",
        "Its newest figure",
        "As of",
        "Report",
        "Answer of the series",
        "Verdict",
        "Who says so",
        "As of",
    ];
    let rows: Vec<HtmlRow> = page.newest.iter().map(|newest| one_newest(drawing, newest)).collect();
    let main = html! {
        (kind(page.card.is))
        h1 { (name(&title)) }
        (known(&page.card))
        @if let Some(under) = &page.under { p { "It is under " (linked(drawing, under)) "." } }
        section aria-labelledby="figures" {
            h2 #figures { "Figures" }
            @if page.is_pending { p.remark { "Its series are being looked up. Reload the page in a moment." } }
            @else if page.newest.is_empty() { p { "No figure of it stands." } }
            @else { (boxed(caption, &heads, &rows)) }
        }
        (pager(drawing, parts))
    };
    (title, main)
}

fn one_newest(drawing: Drawing<'_>, newest: &NewestOf) -> HtmlRow {
    let what = name(&newest.report.scope.heading());
    let what = match &newest.series {
        Some(series) => link(drawing, series, &what),
        None => what,
    };
    let own = match &newest.figure {
        Some(figure) => [
            table::figure(link(drawing, &PageId::Figure(figure.id.0), &name(&figure.words))),
            fixed(html! { (figure.as_of.as_deref().unwrap_or("not stated")) }),
            words(report(drawing, figure)),
        ],
        None => [words(html! { "none at that time" }), words(html! {}), words(html! {})],
    };
    row(std::iter::once(words(what)).chain(own).chain(answer(&newest.report)).collect())
}

/// The report in which a figure stands.
pub fn report(drawing: Drawing<'_>, figure: &SpokenFigure) -> Markup {
    let title = if figure.title.is_empty() { "report" } else { &figure.title };
    html! {
        (linked(drawing, &figure.publisher)) ", " time datetime=(figure.published_on) { (figure.published_on) }
        @if !(figure.title.is_empty() && figure.url.is_empty()) { ": " (outside(&figure.url, title)) }
        @if figure.url.is_empty() { " " span.aside { "(no link)" } }
    }
}

/// The names of one kind.
pub fn names(drawing: Drawing<'_>, page: &NamesPage, parts: &PageParts) -> (String, Markup) {
    let title = match page.list {
        "events" => "Events",
        "places" => "Places",
        "groups" => "Groups",
        "authorities" => "Authorities",
        _ => "Publishers",
    };
    let main = html! {
        h1 { (title) }
        (lists(drawing))
        @if page.names.is_empty() { p { "There is none." } }
        ul.names {
            @for (to, known) in &page.names {
                li { (linked(drawing, to)) @if !known.is_empty() { " " span.aside { (name(known)) } } }
            }
        }
        (pager(drawing, parts))
    };
    (title.to_owned(), main)
}

/// The ways to the other lists.
fn lists(drawing: Drawing<'_>) -> Markup {
    use crate::report::address::NameList;
    html! {
        nav.lists aria-label="Lists of names" {
            ul { @for list in NameList::ALL { li { @if drawing.at.page == PageId::Names(*list) {
                span aria-current="page" { (list.word()) }
            } @else { (link(drawing, &PageId::Names(*list), &html! { (list.word()) })) } } } }
        }
    }
}
