//! The pages: what a server and a folder of files ask of a store. Each page is of one view of it.

mod asking;
mod figure;
mod front;
mod links;
mod series;

use std::num::NonZeroU32;

use asking::{Asking, missing};

use super::error::Error;
use crate::model::date::Zone;
use crate::model::question::Question;
use crate::report::address::{Address, PageClocks, PageId};
use crate::report::pages::parts::PageParts;
use crate::report::pages::trouble::Trouble;
use crate::report::pages::{PageContent, WebPage};
use crate::store::{Store, View};

/// What pages are made with, beside the store.
#[derive(Clone, Copy, Debug)]
pub struct PageOptions {
    /// Where the days of the desk end.
    pub zone: Zone,
}

/// The page of an address. What is not there is a page too, which says so.
///
/// # Errors
/// What the store says.
pub fn page(store: &Store, address: &Address, options: &PageOptions) -> Result<WebPage, Error> {
    let question = question(address.clocks, options.zone);
    let view = View::of(store, question.recorded_by)?;
    let asked = Asking { view: &view, question, address };
    let (parts, content) = match &address.page {
        PageId::Front => front::page(&asked)?,
        PageId::Series(id) => series::page(&asked, *id)?,
        PageId::Figure(id) => figure::page(&asked, *id)?,
        _ => missing("this page is not made yet", "begin at the front page"),
    };
    let mut page = WebPage { address: address.clone(), entry: view.visibility().number().0, parts, content };
    if !parts.is_there() {
        let number = address.number;
        page.content = PageContent::Trouble(no_such_part(number));
        page.parts = PageParts::WHOLE;
    }
    Ok(page)
}

/// The question that clocks ask.
fn question(clocks: PageClocks, zone: Zone) -> Question {
    Question {
        as_of: clocks.as_of,
        known_on: clocks.known_on,
        recorded_by: clocks.recorded_by.map(|time| zone.point(time)),
        ..Question::default()
    }
}

fn no_such_part(number: NonZeroU32) -> Trouble {
    Trouble::missing(format!("this page has no part {number}"), "go to its first part, or to the front page")
}
