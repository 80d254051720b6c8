//! The front page: what is at hand at once.

use super::asking::{Asking, Made};
use super::links;
use crate::desk::entries;
use crate::desk::error::Error;
use crate::model::names::NameKind;
use crate::report::pages::PageContent;
use crate::report::pages::front::FrontPage;
use crate::report::pages::linked::Linked;
use crate::report::pages::parts::PageParts;
use crate::store::{self, Result as StoreResult};

/// How many events and entries are named.
const EVENTS: usize = 20;
const ENTRIES: usize = 8;

pub fn page(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let view = asked.view;
    let mut events = store::addressed::names(view, NameKind::Event, 0, EVENTS + 1)?;
    let has_more_events = events.len() > EVENTS;
    events.truncate(EVENTS);
    let newest = store::entries::newest(view, Some(ENTRIES))?.into_iter();
    let log = newest.map(|entry| entries::report(view, &entry)).collect::<StoreResult<_>>()?;
    let linked =
        |(id, name): (i64, _)| Linked { text: format!("{name}"), to: links::of_name(NameKind::Event, id) };
    let page = FrontPage {
        events: events.into_iter().map(linked).collect(),
        has_more_events,
        log,
        entries: store::entries::count(view)?,
    };
    Ok((PageParts::WHOLE, PageContent::Front(Box::new(page))))
}
