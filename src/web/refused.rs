//! A refusal as it is sent: a page with its status, in the form that was asked for.

use super::answer::{ContentKind, PageAnswer};
use super::refusal::Refusal;
use crate::render::faces;
use crate::report::address::folder::Addressing;
use crate::report::address::{Address, Face, PageId};
use crate::report::pages::WebPage;
use crate::report::pages::trouble::Trouble;

/// The answer to a request that gets no page; `face`: the form that was asked for.
pub fn refused(refusal: Refusal, face: Face) -> PageAnswer {
    let trouble =
        Trouble { outcome: refusal.outcome(), error: refusal.what(), hint: refusal.hint().to_owned() };
    let address = Address::of(PageId::Front).as_face(face);
    let body = faces::body(&WebPage::of_trouble(address, trouble), Addressing::Served);
    // Memory takes what is written to it.
    let answer = PageAnswer::page(ContentKind::Page(face), body.unwrap_or_default());
    with_fields(answer.having(refusal.status()), refusal)
}

/// What the status asks for besides.
fn with_fields(mut answer: PageAnswer, refusal: Refusal) -> PageAnswer {
    if let Refusal::Method { allow } = refusal {
        answer = answer.allowing(allow);
    }
    if let Some(seconds) = refusal.retry_after() {
        answer = answer.retried_after(seconds);
    }
    match refusal.closes() {
        true => answer.closing(),
        false => answer,
    }
}
