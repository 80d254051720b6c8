//! Where names lead: the pages of events, places, groups, authorities, publishers, series.

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::Scope;
use crate::report::address::PageId;
use crate::report::pages::linked::{Linked, LinkedScope};
use crate::report::scope::ScopeReport;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, View};

/// A name that leads to its page: that of its canonical form.
pub fn name(view: &View<'_>, kind: NameKind, name: &Name) -> Result<Linked> {
    let canonical = view.names().canonical(kind, name);
    let id = store::addressed::number(view, kind, &canonical)?;
    Ok(Linked { text: name.to_string(), to: id.and_then(|id| of_name(kind, id)) })
}

/// The page of a name; those of some kinds have none.
pub fn of_name(kind: NameKind, id: i64) -> Option<PageId> {
    Some(match kind {
        NameKind::Event => PageId::Event(id),
        NameKind::Place => PageId::Place(id),
        NameKind::Group => PageId::Group(id),
        NameKind::Authority => PageId::Authority(id),
        NameKind::Publisher => PageId::Publisher(id),
        NameKind::Feed
        | NameKind::Source
        | NameKind::Finding
        | NameKind::Printed
        | NameKind::Question
        | NameKind::Store => return None,
    })
}

/// What a series counts, with the pages of its names. `series`: its page.
pub fn scope(view: &View<'_>, scope: &Scope, series: Option<PageId>) -> Result<LinkedScope> {
    Ok(LinkedScope {
        words: ScopeReport::new(scope),
        event: name(view, NameKind::Event, &scope.event)?,
        place: scope.place.as_ref().map(|place| name(view, NameKind::Place, place)).transpose()?,
        group: name(view, NameKind::Group, &scope.group)?,
        series,
    })
}

/// The page of a series: by the lowest of its numbers.
pub fn series(key: &SeriesKey) -> Option<PageId> {
    key.ids.iter().min().map(|id| PageId::Series(*id))
}

/// The page of a place of an event.
pub fn event_place(event: &Linked, place: Option<&Linked>) -> Option<PageId> {
    let PageId::Event(event) = event.to.as_ref()? else { return None };
    match place.map(|place| place.to.as_ref()) {
        None => Some(PageId::EventPlace(*event, 0)),
        Some(Some(PageId::Place(place))) => Some(PageId::EventPlace(*event, *place)),
        Some(_) => None,
    }
}
