//! `source_switch`: a publisher goes over from one authority to another: what looks like a rise or a fall is neither.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::audit::event::{Event, places_around};
use crate::audit::imports::{Imports, Place};
use crate::audit::{Finding, Rank};
use crate::model::date::Day;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::scope::Scope;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show_both, who};
use crate::phrase::number::counted;
use crate::series::step::compare_wordings;
use crate::series::{Member, Series, Voice};

/// What a publisher printed of a series: its authorities day by day.
type Printed<'s> = BTreeMap<Day, Vec<(&'s Voice, &'s Member)>>;

/// A figure and the one before it that another authority gave.
#[derive(Clone, Copy)]
struct Switch<'s> {
    old: (&'s Voice, &'s Member),
    new: (&'s Voice, &'s Member),
}

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut switches: Vec<(Name, Switch<'_>)> = Vec::new();
    let mut all: FxHashMap<(&Scope, Name), Printed<'_>> = FxHashMap::default();
    for series in event.sheets.iter().map(|sheet| sheet.series) {
        let adds = matches!(series.scope.count_type, CountType::Increment | CountType::Projection);
        if adds || (series.tracks().len() < 2 && series.scope.place.is_none()) {
            continue;
        }
        for (publisher, printed) in by_publisher(event, series) {
            switches.extend(within_a_series(&printed).map(|switch| (publisher.clone(), switch)));
            all.insert((&series.scope, publisher), printed);
        }
    }
    for ((scope, publisher), inner) in &all {
        for around in places_around(scope) {
            let Some(outer) = all.get(&(&around, publisher.clone())) else { continue };
            let switch = from_place_to_place(inner, outer).or_else(|| from_place_to_place(outer, inner));
            switches.extend(switch.map(|switch| (publisher.clone(), switch)));
        }
    }
    one_by_one(event.imports, switches)
}

/// What a publisher switches in all its series on one day is one finding.
fn one_by_one(imports: &Imports<'_>, switches: Vec<(Name, Switch<'_>)>) -> Vec<Finding> {
    let mut of_day: BTreeMap<_, Vec<Switch<'_>>> = BTreeMap::new();
    for (publisher, switch) in switches {
        let day = switch.new.1.as_of.first_day();
        of_day.entry((publisher, day, switch.old.0, switch.new.0)).or_default().push(switch);
    }
    of_day.into_values().filter_map(|switches| finding(imports, switches)).collect()
}

fn by_publisher<'s>(event: &Event<'_>, series: &'s Series) -> Vec<(Name, Printed<'s>)> {
    let mut printed: BTreeMap<Name, Printed<'s>> = BTreeMap::new();
    for member in series.members() {
        let figure = &member.recorded.figure;
        let hidden = series.status(member.id(), &Question::default()).is_hidden();
        let voice = series.voice(member);
        if figure.count.is_some() && !hidden && voice.is_attributed() {
            let publisher = event.names.canonical(NameKind::Publisher, &figure.source.publisher);
            let of_day = printed.entry(publisher).or_default().entry(member.as_of.first_day()).or_default();
            of_day.push((voice, member));
        }
    }
    printed.into_iter().collect()
}

/// From one day to the next that the publisher has: no authority of the one is among those of the other.
fn within_a_series<'s>(printed: &Printed<'s>) -> impl Iterator<Item = Switch<'s>> {
    let days = printed.values().zip(printed.values().skip(1));
    days.filter_map(|(before, after)| {
        let stays = before.iter().any(|(voice, _)| after.iter().any(|(other, _)| other == voice));
        let (old, new) = before.last().copied().zip(after.last().copied()).filter(|_| !stays)?;
        Some(Switch { old, new })
    })
}

/// The last figure of one place and the first of the other, where the first place and its authority end there.
fn from_place_to_place<'s>(before: &Printed<'s>, after: &Printed<'s>) -> Option<Switch<'s>> {
    let (last_day, last) = before.last_key_value()?;
    let (first_day, first) = after.first_key_value()?;
    let old = last.last().copied()?;
    let goes_on = after.values().flatten().any(|(other, _)| *other == old.0);
    let new = first.first().copied().filter(|_| last_day < first_day && !goes_on)?;
    Some(Switch { old, new })
}

impl Switch<'_> {
    /// Whether a total seems to fall.
    fn seems_to_fall(&self) -> bool {
        let (before, after) = (&self.old.1.recorded.figure, &self.new.1.recorded.figure);
        let counts = before.count.as_ref().zip(after.count.as_ref());
        after.scope.count_type == CountType::Total
            && counts.is_some_and(|(before, after)| compare_wordings(after, before).is_lt())
    }

    /// The one to name first: a fall, then a total, then one of everybody, then the one that was recorded first.
    fn weight(&self, imports: &Imports<'_>) -> (bool, bool, bool, Place) {
        let scope = &self.new.1.recorded.figure.scope;
        let is_total = scope.count_type == CountType::Total;
        (!self.seems_to_fall(), !is_total, !scope.counts_everybody(), imports.place(&self.new.1.recorded))
    }
}

fn finding(imports: &Imports<'_>, mut switches: Vec<Switch<'_>>) -> Option<Finding> {
    switches.sort_by_cached_key(|switch| switch.weight(imports));
    let first = switches.first()?;
    let (before, after) = (&first.old.1.recorded, &first.new.1.recorded);
    let (from, to) = (&before.figure.scope, &after.figure.scope);
    let place = to.place.as_ref().filter(|_| from.place != to.place);
    let place = place.map(|place| format!(", now for {place}")).unwrap_or_default();
    let others = match switches.len() - 1 {
        0 => String::new(),
        others => format!(" (and {})", counted(others as i64, "other figure")),
    };
    let explanation = format!(
        "{} went over from {}, {}, to {}, {}{place}{others}: no rise or fall of one count",
        after.figure.source.publisher,
        who(before),
        figure(before),
        who(after),
        figure(after)
    );
    let rank = if first.seems_to_fall() { Rank::Warning } else { Rank::Note };
    let hint = format!("name the authority beside each number: {}", show_both(after.id, before.id));
    let figures = switches.iter().flat_map(|switch| [switch.new.1.id(), switch.old.1.id()]).collect();
    Some(Finding::new(rank, figures, explanation, hint))
}
