//! The claim box: a text, its numbers marked, and what the ledger holds of each.

use maud::{Markup, html};

use crate::render::visible::visible;
use crate::report::check::CheckReport;
use crate::report::pages::check::{CheckPage, ClaimForm};

use super::pieces::{Drawing, figure, fingerprint, is_of_the_web, name, outside, seen, to_copy};

pub fn page(drawing: Drawing<'_>, page: &CheckPage) -> (String, Markup) {
    let title = "Check a text";
    let main = html! {
        h1 { (title) }
        p { "Paste a sentence or a story. Each number in it is held against the ledger. Nothing is kept." }
        (form(drawing, page.form.as_ref()))
        @if let Some(sent) = &page.form { (answer(drawing, sent, &page.items)) }
    };
    (title.to_owned(), main)
}

/// A text as it was typed, line by line; what hides in it is made visible.
fn typed_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

fn form(drawing: Drawing<'_>, sent: Option<&ClaimForm>) -> Markup {
    let text = sent.map(|sent| sent.text.as_str()).unwrap_or_default();
    let printed_on = sent.and_then(|sent| sent.printed_on).map(|day| day.iso()).unwrap_or_default();
    let [text_field, day_field] = ClaimForm::FIELDS;
    html! {
        @if drawing.addressing.answers_forms() {
            form.claim action=(drawing.at.path()) method="post" accept-charset="utf-8" {
                p {
                    label for=(text_field) { "Text" }
                    textarea id=(text_field) name=(text_field) rows="8" required dir="auto" { (leading_break(text)) (typed_lines(text)) }
                }
                p {
                    label for=(day_field) { "Day on which it was printed, if it was" }
                    input id=(day_field) name=(day_field) type="text" placeholder="2023-10-24" autocomplete="off" value=(printed_on);
                }
                p { button type="submit" { "Check" } }
            }
        }
    }
}

/// A field swallows a line break at its beginning: one more is put before it.
fn leading_break(text: &str) -> &'static str {
    if text.starts_with('\n') { "\n" } else { "" }
}

fn answer(drawing: Drawing<'_>, sent: &ClaimForm, items: &[CheckReport]) -> Markup {
    html! {
        section aria-labelledby="said" {
            h2 #said { "What the ledger says" }
            @if items.is_empty() {
                p { "There is no number in this text that counts people." }
            } @else {
                (marked(&sent.text, items))
                ol.claims { @for (at, item) in items.iter().enumerate() { (one(drawing, at + 1, item)) } }
            }
        }
    }
}

/// The text, each number that was checked marked with its verdict.
fn marked(text: &str, items: &[CheckReport]) -> Markup {
    let mut places: Vec<(usize, usize, usize, &str)> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((item.start?, item.end?, at + 1, item.verdict)))
        .collect();
    places.sort_unstable();
    let characters: Vec<char> = text.chars().collect();
    let piece = |from: usize, to: usize| -> String {
        characters.get(from..to.min(characters.len())).map(|some| some.iter().collect()).unwrap_or_default()
    };
    let (mut pieces, mut passed) = (Vec::new(), 0);
    for (start, end, number, verdict) in places {
        if start < passed || end < start {
            continue;
        }
        pieces.push(html! {
            (lines(&piece(passed, start)))
            mark { (lines(&piece(start, end))) }
            " " a href={ "#claim-" (number) } { "[" (number) " " (verdict) "]" }
        });
        passed = end;
    }
    html! {
        div.marked dir="auto" { @for piece in pieces { (piece) } (lines(&piece(passed, characters.len()))) }
    }
}

/// A text whose line breaks stay.
fn lines(text: &str) -> Markup {
    html! { @for (at, line) in text.split('\n').enumerate() { @if at > 0 { br; } (seen(line)) } }
}

fn one(drawing: Drawing<'_>, number: usize, item: &CheckReport) -> Markup {
    html! {
        li id={ "claim-" (number) } {
            p { strong { (item.verdict) } ": " (name(&item.because)) "." }
            @if let Some(verdict) = item.verdict_when_printed {
                p { "When it was printed: " strong { (verdict) }
                    @if let Some(because) = &item.because_when_printed { ": " (name(because)) } "." }
            }
            @if let Some(action) = item.action { p { "To do: " (action) "." } }
            @if let Some(who) = &item.attribute_to { p { "Attribute it to " (name(who)) "." } }
            @if !item.nearest.is_empty() {
                ul {
                    @for near in &item.nearest {
                        li {
                            (figure(drawing, near.id.0)) " " (name(&near.figure))
                            ", " @match &near.authority { Some(authority) => (name(authority)), None => "no authority named" }
                            ", " @match &near.as_of { Some(day) => { "as of " (day) }, None => { "published " (near.published_on) } }
                            " (" (name(&near.publisher)) ")"
                            @if let Some(url) = near.url.as_ref().filter(|url| is_of_the_web(url)) { ": " (outside(url, "report")) }
                        }
                    }
                }
            }
            @if !item.choices.is_empty() {
                p { "It may mean: " (name(&item.choices.iter().map(|one| one.heading()).collect::<Vec<_>>().join("; "))) "." }
            }
            @if let Some(write) = &item.write { (to_copy(&format!("write-{number}"), "What can be written", write)) }
            (fingerprint(item.fingerprint.as_deref()))
            @if let Some(citation) = &item.citation { (to_copy(&format!("cite-{number}"), "Citation", citation)) }
        }
    }
}
