//! Parts that no row declares: of a place the places inside it. Those of a group are in `src/audit/groups.rs`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::count::Count;
use crate::model::date::PartialDate;
use crate::model::recorded::Recorded;
use crate::model::wording::Wording;
use crate::series::Voice;

use super::event::{Event, places_around};
use super::sheet::{Newest, SeriesSheet, TimeFrame};

/// A whole and parts of it that exclude each other, of one authority and one day or document, and that do not come to it.
pub struct UndeclaredParts<'s> {
    /// The whole.
    pub whole: &'s Recorded,
    /// Its parts.
    pub parts: Vec<&'s Recorded>,
    /// What they come to.
    pub sum: Count,
    /// Whether they are known to be all.
    pub extent: Extent,
}

/// How far parts are known to make up their whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// There may be more.
    Some,
    /// They are all there is.
    All,
}

/// The places of an event that the places in them do not come to: each the newest of its authority, none with parts that a row
/// declares.
pub fn places_not_adding_up<'s>(event: &Event<'s>) -> Vec<UndeclaredParts<'s>> {
    places(event).into_iter().flat_map(|(whole, parts)| of_places(event, whole, &parts)).collect()
}

/// A whole and what lies in it.
type Family<'e, 's> = (&'e SeriesSheet<'s>, Vec<&'e SeriesSheet<'s>>);

/// The series of places, by the nearest place around them that has one.
fn places<'e, 's>(event: &'e Event<'s>) -> Vec<Family<'e, 's>> {
    let mut inside: BTreeMap<usize, Vec<&SeriesSheet<'s>>> = BTreeMap::new();
    for part in &event.sheets {
        let around = places_around(&part.series.scope).find_map(|scope| event.number_of(&scope));
        if let Some(around) = around {
            inside.entry(around).or_default().push(part);
        }
    }
    inside.into_iter().map(|(whole, parts)| (&event.sheets[whole], parts)).collect()
}

/// By authority, day and time frame, the newest figure of a part.
type ByDay<'s> = FxHashMap<(&'s Voice, Option<PartialDate>, TimeFrame), &'s Recorded>;

/// What each authority says of a place and of the places in it for one day, where these come to more.
fn of_places<'s>(
    event: &Event<'s>,
    whole: &SeriesSheet<'s>,
    parts: &[&SeriesSheet<'s>],
) -> Vec<UndeclaredParts<'s>> {
    let key = |newest: &Newest<'s>| (newest.voice, newest.day, newest.frame);
    let by_day = |part: &&SeriesSheet<'s>| -> ByDay<'s> {
        part.newest().iter().map(|newest| (key(newest), newest.recorded)).collect()
    };
    let by_day: Vec<ByDay<'_>> = parts.iter().map(by_day).collect();
    let of_whole = |newest: &Newest<'s>| {
        if newest.day.is_none() || !event.parts_of(newest.recorded.id).is_empty() {
            return None;
        }
        let parts: Vec<&Recorded> =
            by_day.iter().filter_map(|part| part.get(&key(newest)).copied()).collect();
        let counts = parts.iter().filter_map(|part| part.figure.count.as_ref().map(Wording::count));
        let sum = counts.reduce(Count::plus)?;
        let exceeds = newest.wording.count().high().is_some_and(|most| sum.low() > most);
        (exceeds && parts.len() > 1).then_some(UndeclaredParts {
            whole: newest.recorded,
            parts,
            sum,
            extent: Extent::Some,
        })
    };
    whole.newest().iter().filter_map(of_whole).collect()
}
