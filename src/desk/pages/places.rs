//! The pages of an event, a place, a place of an event, a group.

use std::num::NonZeroU32;

use super::asking::{Asking, Made, missing};
use super::tolls::{self, PlaceExtent};
use super::{cards, links};
use crate::desk::error::Error;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::named::{GroupPage, PlacesPage};
use crate::report::pages::parts::{PageParts, ROWS};
use crate::store;
use crate::store::series::SeriesKey;

/// How many series of a place or a group are looked at.
const MOST: usize = 4000;

/// An event: its places, one after the other.
pub fn event(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let Some(event) = cards::named(asked, NameKind::Event, id)? else { return Ok(no_name("event", id)) };
    let keys = store::series_named::of_event(asked.view, &event)?;
    page(asked, (NameKind::Event, event), None, &keys)
}

/// A place and those inside it, in all events.
pub fn place(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let Some(place) = cards::named(asked, NameKind::Place, id)? else { return Ok(no_name("place", id)) };
    let keys = store::series_named::of_place(asked.view, &place)?;
    page(asked, (NameKind::Place, place), None, &keys)
}

/// One place of an event; 0: what states none.
pub fn event_place(asked: &Asking<'_, '_>, event: i64, place: i64) -> Result<Made, Error> {
    let Some(name) = cards::named(asked, NameKind::Event, event)? else { return Ok(no_name("event", event)) };
    let at = if place == 0 { None } else { cards::named(asked, NameKind::Place, place)? };
    if at.is_none() && place != 0 {
        return Ok(no_name("place", place));
    }
    let mut keys = store::series_named::of_event(asked.view, &name)?;
    keys.retain(|key| key.scope.place == at);
    let within = match &at {
        Some(place) => links::name(asked.view, NameKind::Place, place)?,
        None => Linked::text("place not stated"),
    };
    page(asked, (NameKind::Event, name), Some(within), &keys)
}

/// A group, in all events.
pub fn group(asked: &Asking<'_, '_>, id: i64) -> Result<Made, Error> {
    let Some(group) = cards::named(asked, NameKind::Group, id)? else { return Ok(no_name("group", id)) };
    let keys = store::addressed::of_group(asked.view, &group, MOST)?;
    let parts = PageParts::of_rows(asked.address.number, keys.len());
    let tolls = tolls::answers(asked, &tolls::of_clocks(asked), parts.cut(&keys))?;
    let card = cards::card(asked, NameKind::Group, &group)?;
    Ok((parts, PageContent::Group(GroupPage { card, tolls })))
}

fn no_name(kind: &str, id: i64) -> Made {
    missing(format!("this desk has no {kind} {id}"), "search for it, or look through the events")
}

pub fn page(
    asked: &Asking<'_, '_>,
    (kind, name): (NameKind, Name),
    within: Option<Linked>,
    keys: &[SeriesKey],
) -> Result<Made, Error> {
    let packed = packed(keys);
    let parts = PageParts::of_parts(asked.address.number, packed.len());
    let (own, extent) = packed.get(parts.before()).copied().unwrap_or((&[], PlaceExtent::Whole));
    let contents = if packed.len() > 1 { contents(kind, &packed) } else { Vec::new() };
    let page = PlacesPage {
        card: cards::card(asked, kind, &name)?,
        within,
        places: tolls::places(asked, own, extent)?,
        contents,
        is_cut: kind == NameKind::Place && keys.len() >= MOST,
    };
    Ok((parts, PageContent::Places(Box::new(page))))
}

/// The series of each part of a page: as many whole places as have room, or a part of one that has none.
fn packed(keys: &[SeriesKey]) -> Vec<(&[SeriesKey], PlaceExtent)> {
    let is_one = |one: &SeriesKey, other: &SeriesKey| {
        one.scope.event == other.scope.event && one.scope.place == other.scope.place
    };
    let (mut parts, mut from, mut to) = (Vec::new(), 0, 0);
    for place in keys.chunk_by(is_one) {
        if to > from && to - from + place.len() > ROWS {
            parts.push((&keys[from..to], PlaceExtent::Whole));
            from = to;
        }
        to += place.len();
        if to - from > ROWS {
            parts.extend(keys[from..to].chunks(ROWS).map(|part| (part, PlaceExtent::Part)));
            from = to;
        }
    }
    if to > from {
        parts.push((&keys[from..to], PlaceExtent::Whole));
    }
    parts
}

/// Where each part begins.
fn contents(kind: NameKind, packed: &[(&[SeriesKey], PlaceExtent)]) -> Vec<(NonZeroU32, String)> {
    let begins = |key: &SeriesKey| match (kind, &key.scope.place) {
        (NameKind::Event, Some(place)) => place.to_string(),
        (NameKind::Event, None) => "Place not stated".to_owned(),
        (_, Some(place)) => format!("{}, {place}", key.scope.event),
        (_, None) => key.scope.event.to_string(),
    };
    let numbered = (1..).filter_map(NonZeroU32::new).zip(packed);
    numbered.filter_map(|(number, (keys, _))| Some((number, begins(keys.first()?)))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::scope::Scope;
    use crate::model::words::{CountType, Measure, Unit};

    fn key(place: usize, at: usize) -> SeriesKey {
        let name = |text: String| Name::read(&text).expect("a name");
        let scope = Scope {
            event: name("Flood".into()),
            place: Some(name(format!("Place {place}"))),
            measure: Measure::Killed,
            unit: Unit::People,
            group: name("people".into()),
            count_type: CountType::Total,
            definition: Some(at.to_string()),
        };
        SeriesKey { scope: Arc::new(scope), ids: vec![at as i64] }
    }

    proptest! {
        #[test]
        fn the_parts_hold_all_series_once_and_whole_places_where_they_fit(
            sizes in proptest::collection::vec(1..260_usize, 0..12),
        ) {
            let places = sizes.iter().enumerate();
            let mut keys: Vec<SeriesKey> = Vec::new();
            for (place, size) in places {
                (0..*size).for_each(|_| keys.push(key(place, keys.len())));
            }
            let packed = packed(&keys);
            let all: Vec<i64> = packed.iter().flat_map(|(part, _)| *part).map(|key| key.ids[0]).collect();
            prop_assert_eq!(all, keys.iter().map(|key| key.ids[0]).collect::<Vec<_>>());
            for (part, extent) in &packed {
                prop_assert!(!part.is_empty() && part.len() <= ROWS);
                for run in part.chunk_by(|one, other| one.scope.place == other.scope.place) {
                    let place = &run[0].scope.place;
                    let of_place = |keys: &[SeriesKey]| keys.iter().filter(|key| key.scope.place == *place).count();
                    let is_whole = of_place(part) == of_place(&keys);
                    prop_assert_eq!(*extent == PlaceExtent::Whole, is_whole);
                }
            }
        }
    }
}
