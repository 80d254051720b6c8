//! Parts that no row declares: the places inside a place, and groups that exclude each other.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::PartialDate;
use crate::model::name::{Name, STEP};
use crate::model::recorded::Recorded;
use crate::model::scope::{EVERYBODY, Scope};
use crate::series::Voice;

use super::event::{Event, places_around};
use super::sheet::{Newest, SeriesSheet, TimeFrame};

/// Groups that exclude each other and are all there is, and the group that they make up.
const ALL_OF: &[(&str, &[&str])] = &[
    (EVERYBODY, &["children", "men", "women"]),
    (EVERYBODY, &["boys", "girls", "men", "women"]),
    (EVERYBODY, &["adults", "children"]),
    (EVERYBODY, &["female", "male"]),
    (EVERYBODY, &["females", "males"]),
    (EVERYBODY, &["civilians", "combatants"]),
    ("children", &["boys", "girls"]),
];

/// Groups whose members are among those of the groups above: they fill no gap.
const AMONG_OTHERS: &[&str] = &["aid workers", "fighters", "journalists", "medics", "police", "soldiers"];

/// A whole and parts of it that exclude each other, of one authority and one day.
pub struct UndeclaredParts<'s> {
    /// The whole.
    pub whole: &'s Recorded,
    /// Its parts.
    pub parts: Vec<&'s Recorded>,
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

/// The wholes of an event with such parts: each the newest of its authority, none declared part of anything.
pub fn undeclared<'s>(event: &Event<'s>) -> Vec<UndeclaredParts<'s>> {
    let mut found: Vec<UndeclaredParts<'s>> = Vec::new();
    for (whole, parts) in places(event) {
        found.extend(of_sheets(event, whole, &parts, Extent::Some));
    }
    let others = with_other_groups(event);
    for whole in &event.sheets {
        for (_, groups) in ALL_OF.iter().filter(|(of, _)| whole.series.scope.group.as_str() == *of) {
            let parts = groups.iter().map(|group| of_group(event, whole, group));
            if let Some(parts) = parts.collect::<Option<Vec<_>>>() {
                let may_miss_some = of_everybody(&whole.series.scope).is_none_or(|all| others.contains(&all));
                let extent = if may_miss_some { Extent::Some } else { Extent::All };
                found.extend(of_sheets(event, whole, &parts, extent));
            }
        }
    }
    found
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

/// The series of a group inside that of a whole: by itself, or as a step of its path.
fn of_group<'e, 's>(
    event: &'e Event<'s>,
    whole: &SeriesSheet<'_>,
    group: &str,
) -> Option<&'e SeriesSheet<'s>> {
    let scope = &whole.series.scope;
    let path = format!("{}{STEP}{group}", scope.group);
    [group, path.as_str()]
        .into_iter()
        .find_map(|name| event.sheet(&Scope { group: Name::read(name)?, ..(**scope).clone() }))
}

/// What is counted of everybody where there are groups that may hold those who are missing: the elderly, those who were not
/// identified.
fn with_other_groups(event: &Event<'_>) -> FxHashSet<Scope> {
    let is_listed = |group: &Name| {
        let leaf = group.leaf();
        let is_part = ALL_OF.iter().any(|(of, groups)| *of == leaf || groups.contains(&leaf));
        is_part || AMONG_OTHERS.iter().any(|other| group.is_within(other))
    };
    let scopes = event.sheets.iter().map(|sheet| &sheet.series.scope);
    scopes.filter(|scope| !is_listed(&scope.group)).filter_map(|scope| of_everybody(scope)).collect()
}

fn of_everybody(scope: &Scope) -> Option<Scope> {
    Some(Scope { group: Name::read(EVERYBODY)?, ..scope.clone() })
}

/// By authority, day and time frame, the newest figure of a part.
type ByDay<'s> = FxHashMap<(&'s Voice, Option<PartialDate>, TimeFrame), &'s Recorded>;

/// What each authority says of the whole and of the parts for one day.
fn of_sheets<'s>(
    event: &Event<'s>,
    whole: &SeriesSheet<'s>,
    parts: &[&SeriesSheet<'s>],
    extent: Extent,
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
        let found: Vec<&Recorded> =
            by_day.iter().filter_map(|part| part.get(&key(newest)).copied()).collect();
        let is_enough = if extent == Extent::All { found.len() == parts.len() } else { found.len() > 1 };
        is_enough.then_some(UndeclaredParts { whole: newest.recorded, parts: found, extent })
    };
    whole.newest().iter().filter_map(of_whole).collect()
}
