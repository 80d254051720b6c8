//! The page of a figure: its chain from the authority to the document, its dates, its life.

use maud::{Markup, html};

use crate::report::address::PageId;
use crate::report::pages::figure::FigurePage;

use super::pieces::{Drawing, figure, is_of_the_web, link, linked, name, outside, seen, to_copy, trail};
use super::table::{HtmlRow, boxed, fixed, row, words};
use super::tolls::{TollNaming, tolls};

pub fn page(drawing: Drawing<'_>, page: &FigurePage) -> (String, Markup) {
    let report = &page.report;
    let words = report.wording.as_deref().unwrap_or("no number");
    let title = format!("Figure {}: {words}", report.id);
    let main = html! {
        (trail(drawing, &page.scope))
        h1 { (name(&title)) }
        p { "It counts: "
            @let counted = name(&page.scope.words.heading());
            @match &page.scope.series { Some(series) => (link(drawing, series, &counted)), None => (counted) }
            ". Status: " strong { (report.status) } "." }
        (chain(drawing, page))
        (answer(drawing, page))
        (dates(page))
        (details(page))
        (relations(drawing, page))
        (life(drawing, page))
        section aria-labelledby="copy" {
            h2 #copy { "To copy" }
            (to_copy("sentence", "Sentence", &page.citation.sentence))
            (to_copy("citation", "Citation", &page.citation.footnote))
            (to_copy("markdown", "Citation in Markdown", &page.citation.markdown))
        }
    };
    (title, main)
}

/// What its series says.
fn answer(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    html! {
        @if let Some(report) = &page.answer {
            section aria-labelledby="answer" {
                h2 #answer { "The answer of its series" }
                p.sentence dir="auto" { (seen(&report.sentence)) }
                (tolls(drawing, "The answer of the series", TollNaming::Counted, std::iter::once((report, page.scope.series.as_ref()))))
            }
        }
    }
}

/// From who answers for it to where it can be read.
fn chain(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    html! {
        section aria-labelledby="chain" {
            h2 #chain { "Who says so" }
            (steps(drawing, page))
        }
    }
}

/// The steps of the chain.
pub fn steps(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    let chain = &page.report.chain;
    html! {
        ol.chain {
            li { span.role { "authority" } " "
                @match &page.authority {
                    Some(authority) => { (linked(drawing, authority)) " (" (chain.basis) ")" },
                    None => "none named: the publisher's own voice",
                }
                @if let Some(speaker) = &chain.speaker { ", spoken by " (name(speaker)) }
                @if let Some(method) = &chain.method { ", counted by " (name(method)) }
            }
            @for relay in &page.via { li { span.role { "relay" } " " (linked(drawing, relay)) } }
            li { span.role { "publisher" } " " (linked(drawing, &page.publisher)) }
            li { span.role { "document" } " " (linked(drawing, &page.source))
                @if is_of_the_web(&page.url) { ": " (outside(&page.url, "read it there")) }
                @if is_of_the_web(&page.archive_url) { ", " (outside(&page.archive_url, "a copy")) }
            }
        }
    }
}

fn dates(page: &FigurePage) -> Markup {
    html! {
        section aria-labelledby="dates" {
            h2 #dates { "Dates" }
            dl { (days(page)) }
        }
    }
}

/// Its dates, each with what it means.
pub fn days(page: &FigurePage) -> Markup {
    html! {
        @for date in &page.report.dates {
            dt { (date.field.replace('_', " ")) } dd { time { (date.date) } ": " (date.meaning) }
        }
    }
}

/// Fields whose texts are in the language of the document.
const AS_PRINTED: [&str; 3] = ["quote", "caveat", "title"];

/// The language of the document, where the source says so in a way that a browser understands.
fn language(page: &FigurePage) -> Option<&str> {
    let said = page.report.source.iter().find(|(field, _)| *field == "language");
    let is_tag =
        |tag: &&str| tag.len() >= 2 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    said.map(|(_, language)| language.as_str()).filter(is_tag)
}

fn details(page: &FigurePage) -> Markup {
    html! {
        section aria-labelledby="details" {
            h2 #details { "As it was recorded" }
            dl { (recorded(page)) }
        }
    }
}

/// What was recorded of it beside its chain and its dates.
pub fn recorded(page: &FigurePage) -> Markup {
    let report = &page.report;
    html! {
        @if let Some(interval) = &report.interval {
            dt { "words" } dd { (name(report.wording.as_deref().unwrap_or("no number"))) }
            dt { "kind" } dd { (interval.kind.replace('_', " ")) }
        }
        @for (field, text) in report.details.iter().chain(&report.source) {
            dt { (field.replace('_', " ")) }
            dd lang=[language(page).filter(|_| AS_PRINTED.contains(field))] { (name(text)) }
        }
        @if let Some(found) = &report.in_text {
            dt { "in the text" }
            dd dir="auto" { (seen(&found.before)) mark { (seen(&found.words)) } (seen(&found.after)) " (" (name(&found.file)) ")" }
        }
        dt { "uid" } dd.code { (report.uid) }
        @if !report.refs.is_empty() { dt { "ref" } dd { (name(&report.refs.join(", "))) } }
        @if let Some(file) = &report.file {
            dt { "file" } dd { (name(file)) @if let Some(line) = report.line { ", line " (line) } }
        }
    }
}

fn relations(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    let report = &page.report;
    html! {
        @if !report.relations.is_empty() {
            section aria-labelledby="relations" {
                h2 #relations { "Beside other figures" }
                ul { @for one in &report.relations { li { (figure(drawing, one.id.0)) " " (name(&one.line())) } } }
                @if report.more_relations > 0 { p { "And " (report.more_relations) " more in its series." } }
            }
        }
    }
}

/// What this desk did with it.
fn life(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    html! {
        section aria-labelledby="life" {
            h2 #life { "Its life here" }
            (acts(drawing, page))
        }
    }
}

/// The same as a table.
pub fn acts(drawing: Drawing<'_>, page: &FigurePage) -> Markup {
    let rows = page.report.life.iter().map(|act| {
        row(vec![
            words(link(drawing, &PageId::Entry(act.entry), &html! { "entry " (act.entry) })),
            fixed(html! { (act.at) }),
            words(name(&act.who)),
            words(name(&act.what)),
        ])
    });
    let rows: Vec<HtmlRow> = rows.collect();
    boxed("What this desk did with it, oldest first", &["Entry", "At", "Who", "What"], &rows)
}
