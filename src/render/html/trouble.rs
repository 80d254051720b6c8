//! A page that tells why there is no page.

use maud::{Markup, html};

use crate::report::address::{NameList, PageId};
use crate::report::pages::outcome::PageOutcome;
use crate::report::pages::trouble::Trouble;

use super::pieces::{Drawing, link, seen};

pub fn page(drawing: Drawing<'_>, trouble: &Trouble) -> (String, Markup) {
    let title = match trouble.outcome {
        PageOutcome::Found | PageOutcome::Missing => "Not found",
        PageOutcome::Refused => "This cannot be asked",
        PageOutcome::Busy => "Not just now",
        PageOutcome::Failed => "Something is wrong",
    };
    let main = html! {
        h1 { (title) }
        p { (seen(&trouble.error)) "." }
        p { "What to do: " (seen(&trouble.hint)) "." }
        p { (link(drawing, &PageId::Front, &html! { "Front page" })) ", "
            (link(drawing, &PageId::Names(NameList::Events), &html! { "all events" })) ", "
            (link(drawing, &PageId::Log, &html! { "the log" })) "." }
    };
    (title.to_owned(), main)
}
