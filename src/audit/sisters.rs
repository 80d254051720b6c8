//! Sisters: series of one event, place, group, count type and unit that differ in the measure or the definition only.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::recorded::Recorded;
use crate::model::scope::Scope;
use crate::model::words::{CountType, Measure, Unit};
use crate::series::Voice;

use super::event::Event;
use super::sheet::{Newest, SeriesSheet};

/// What sisters have in common.
type Kin<'s> = (&'s Name, Option<&'s Name>, &'s Name, Unit, CountType);

/// The series of an event by what sisters have in common, in the order of the event; of each more than one.
pub fn families<'e, 's>(event: &'e Event<'s>) -> Vec<Vec<&'e SeriesSheet<'s>>> {
    let mut numbers: FxHashMap<Kin<'_>, usize> = FxHashMap::default();
    let mut families: Vec<Vec<&SeriesSheet<'_>>> = Vec::new();
    for sheet in &event.sheets {
        let scope: &Arc<Scope> = &sheet.series.scope;
        if matches!(scope.count_type, CountType::Projection | CountType::Increment) {
            continue;
        }
        let kin = (&scope.event, scope.place.as_ref(), &scope.group, scope.unit, scope.count_type);
        let number = *numbers.entry(kin).or_insert_with(|| {
            families.push(Vec::new());
            families.len() - 1
        });
        families[number].push(sheet);
    }
    families.retain(|family| family.len() > 1);
    families
}

/// The sister of a family that counts something by the same definition.
pub fn of_measure<'e, 's>(
    family: &[&'e SeriesSheet<'s>],
    sheet: &SeriesSheet<'_>,
    measure: Measure,
) -> Option<&'e SeriesSheet<'s>> {
    let definition = &sheet.series.scope.definition;
    let is_it = |other: &&&SeriesSheet<'_>| {
        other.series.scope.measure == measure && other.series.scope.definition == *definition
    };
    family.iter().find(is_it).copied()
}

/// The newest figure of an authority.
pub fn newest_of<'n, 's>(sheet: &'n SeriesSheet<'s>, voice: &Voice) -> Option<&'n Newest<'s>> {
    sheet.newest().iter().filter(|newest| newest.voice == voice).max_by_key(|newest| newest.recorded.order)
}

/// Whether one figure holds for a later day than another, by publication where no day is stated.
pub fn is_later(one: &Recorded, than: &Recorded) -> bool {
    one.figure.as_of.date().first_day() > than.figure.as_of.date().last_day()
}
