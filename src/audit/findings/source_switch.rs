//! `source_switch`: a publisher goes over from one authority to another: what looks like a rise or a fall is neither.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::audit::event::{Event, places_around};
use crate::audit::imports::{Imports, Place};
use crate::audit::sheet::SeriesSheet;
use crate::audit::{Finding, Rank};
use crate::model::date::Day;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::scope::Scope;
use crate::model::words::CountType;
use crate::phrase::figure::{figure, show_both, who_says};
use crate::phrase::grammar::is_plural;
use crate::phrase::names::Speech;
use crate::phrase::number::counted;
use crate::series::step::compare_wordings;
use crate::series::{Member, Series, Voice};

/// A figure, and the authority that answers for it.
type Said<'s> = (&'s Voice, &'s Member);

/// What a publisher printed of a series, by the days of publication.
type Printed<'s> = Vec<(Day, Said<'s>)>;

/// What each publisher printed of each series.
type AllPrinted<'s> = FxHashMap<(&'s Scope, Name), Printed<'s>>;

/// A figure and the one before it that another authority gave.
#[derive(Clone, Copy)]
struct Switch<'s> {
    old: Said<'s>,
    new: Said<'s>,
}

pub(super) fn find(event: &Event<'_>) -> Vec<Finding> {
    let mut switches: Vec<(Name, Switch<'_>)> = Vec::new();
    let mut all: AllPrinted<'_> = FxHashMap::default();
    for series in event.sheets.iter().map(|sheet| sheet.series) {
        if matches!(series.scope.count_type, CountType::Increment | CountType::Projection) {
            continue;
        }
        for (publisher, printed) in by_publisher(series, &|_| true) {
            switches.extend(within_a_series(&printed).into_iter().map(|switch| (publisher.clone(), switch)));
            all.insert((&series.scope, publisher), printed);
        }
    }
    for ((scope, publisher), printed) in &all {
        for around in places_around(scope).chain(without_definition(scope)) {
            let Some(other) = all.get(&(&around, publisher.clone())) else { continue };
            let switch = from_one_to_other(printed, other).or_else(|| from_one_to_other(other, printed));
            switches.extend(switch.map(|switch| (publisher.clone(), switch)));
        }
    }
    let names = event.sheets.first().map(|sheet| sheet.series.names());
    names.map(|names| one_by_one(event.imports, switches, &Speech::new(names))).unwrap_or_default()
}

/// Those of the publishers and authorities of an answer, within its series.
pub fn of_answer(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let series = sheet.series;
    let adds = matches!(series.scope.count_type, CountType::Increment | CountType::Projection);
    if adds || series.tracks().len() < 2 {
        return Vec::new();
    }
    let answering: Vec<&Member> = sheet.members().collect();
    let publishers: FxHashSet<&Name> =
        answering.iter().map(|member| &member.recorded.figure.source.publisher).collect();
    let question = sheet.question();
    let is_asked = |member: &Member| {
        let figure = &member.recorded.figure;
        publishers.contains(&figure.source.publisher)
            && question.knows(figure.published_on)
            && question.reaches(series.scope.count_type, member.as_of)
    };
    let answers = |switch: &Switch<'_>| answering.iter().any(|member| series.voice(member) == switch.new.0);
    let speech = Speech::new(series.names());
    let mut found = Vec::new();
    for (_, printed) in by_publisher(series, &is_asked) {
        let switches = within_a_series(&printed).into_iter().filter(answers);
        found.extend(switches.map(|switch| finding(&switch, &[], &speech)));
    }
    found
}

/// What a publisher switches in all its series on one day is one finding.
fn one_by_one(imports: &Imports<'_>, switches: Vec<(Name, Switch<'_>)>, speech: &Speech<'_>) -> Vec<Finding> {
    let mut of_day: BTreeMap<_, Vec<Switch<'_>>> = BTreeMap::new();
    for (publisher, switch) in switches {
        let key = (publisher, published(switch.new.1), switch.old.0, switch.new.0);
        of_day.entry(key).or_default().push(switch);
    }
    let told = of_day.into_values().filter_map(|mut switches| {
        switches.sort_by_cached_key(|switch| switch.weight(imports));
        switches.split_first().map(|(first, others)| finding(first, others, speech))
    });
    told.collect()
}

fn by_publisher<'s>(series: &'s Series, is_asked: &dyn Fn(&Member) -> bool) -> Vec<(Name, Printed<'s>)> {
    let mut printed: BTreeMap<Name, Printed<'s>> = BTreeMap::new();
    for member in series.members() {
        let figure = &member.recorded.figure;
        let voice = series.voice(member);
        if figure.count.is_none() || !voice.is_attributed() || !is_asked(member) {
            continue;
        }
        if !series.status(member.id(), &Question::default()).is_hidden() {
            let publisher = series.names().canonical(NameKind::Publisher, &figure.source.publisher);
            printed.entry(publisher).or_default().push((published(member), (voice, member)));
        }
    }
    let in_order = |(publisher, mut printed): (Name, Printed<'s>)| {
        printed.sort_by_key(|(day, _)| *day);
        printed.shrink_to_fit();
        (publisher, printed)
    };
    printed.into_iter().map(in_order).collect()
}

fn published(member: &Member) -> Day {
    member.recorded.figure.published_on.date.first_day()
}

/// From one day of publication to the next: an authority that the publisher prints no more, and one that it had not printed
/// before. Whatever others print is of no account.
fn within_a_series<'s>(printed: &Printed<'s>) -> Vec<Switch<'s>> {
    let (mut first, mut last) = (FxHashMap::default(), FxHashMap::default());
    for (day, (voice, _)) in printed {
        first.entry(*voice).or_insert(*day);
        last.insert(*voice, *day);
    }
    let days = || printed.chunk_by(|one, other| one.0 == other.0);
    let switches = days().zip(days().skip(1)).filter_map(|(before, after)| {
        let old = before.iter().rev().find(|(day, (voice, _))| last.get(voice) == Some(day))?;
        let new = after.iter().rev().find(|(day, (voice, _))| first.get(voice) == Some(day))?;
        Some(Switch { old: old.1, new: new.1 })
    });
    switches.filter(Switch::is_of_two_reports).collect()
}

/// The last figure of one series and the first of the other, where the first series and its authority end there.
fn from_one_to_other<'s>(before: &Printed<'s>, after: &Printed<'s>) -> Option<Switch<'s>> {
    let (last_day, old) = *before.last()?;
    let (first_day, new) = *after.first()?;
    let goes_on = after.iter().any(|(_, (other, _))| *other == old.0);
    if last_day >= first_day || goes_on {
        return None;
    }
    Some(Switch { old, new }).filter(Switch::is_of_two_reports)
}

/// The same without the words that say who else is in, where there are any.
fn without_definition(scope: &Scope) -> Option<Scope> {
    scope.definition.as_ref().map(|_| Scope { definition: None, ..scope.clone() })
}

impl Switch<'_> {
    /// Whether the two figures are of two documents, and of two days where both are stated.
    fn is_of_two_reports(&self) -> bool {
        let (a, b) = (&self.old.1.recorded.figure, &self.new.1.recorded.figure);
        let document = a.source.identity();
        let one_document = !document.is_empty() && document == b.source.identity();
        let one_day = a.as_of.stated().zip(b.as_of.stated()).is_some_and(|(a, b)| a == b);
        !one_document && !one_day
    }

    /// Whether a total seems to fall.
    fn seems_to_fall(&self) -> bool {
        let (before, after) = (&self.old.1.recorded.figure, &self.new.1.recorded.figure);
        let counts = before.count.as_ref().zip(after.count.as_ref());
        after.scope.count_type == CountType::Total
            && counts.is_some_and(|(before, after)| compare_wordings(after, before).is_lt())
    }

    /// Whether the number changes by more than a tenth. Periods differ as days do.
    fn changes_much(&self) -> bool {
        let number = |member: &Member| {
            let count = member.recorded.figure.count.as_ref()?;
            Some(count.value().unwrap_or(count.count().low()))
        };
        let numbers = number(self.old.1).zip(number(self.new.1));
        self.new.1.recorded.figure.scope.count_type != CountType::Period
            && numbers.is_some_and(|(old, new)| new.abs_diff(old).saturating_mul(10) > old)
    }

    /// The one to name first: a fall, then a total, then one of everybody, then the one that was recorded first.
    fn weight(&self, imports: &Imports<'_>) -> (bool, bool, bool, Place) {
        let scope = &self.new.1.recorded.figure.scope;
        let is_total = scope.count_type == CountType::Total;
        (!self.seems_to_fall(), !is_total, !scope.counts_everybody(), imports.place(&self.new.1.recorded))
    }
}

fn finding(first: &Switch<'_>, others: &[Switch<'_>], speech: &Speech<'_>) -> Finding {
    let (before, after) = (&first.old.1.recorded, &first.new.1.recorded);
    let (from, to) = (&before.figure.scope, &after.figure.scope);
    let place = to.place.as_ref().filter(|_| from.place != to.place);
    let place = place.map(|place| format!(" for {}", speech.place(place))).unwrap_or_default();
    let more = match others.len() {
        0 => String::new(),
        more => format!(" (and {})", counted(more as i64, "other figure")),
    };
    let publisher = speech.publisher(&after.figure.source.publisher);
    let prints = if is_plural(&publisher) { "print" } else { "prints" };
    let explanation = format!(
        "{publisher} since {} {prints} the count of {}, {}{place}, instead of that of {}, {}{more}: the numbers cannot be compared",
        after.figure.published_on.date.long(),
        who_says(after, speech),
        figure(after),
        who_says(before, speech),
        figure(before)
    );
    let all = || std::iter::once(first).chain(others);
    let is_grave = all().any(|switch| switch.seems_to_fall() || switch.changes_much());
    let rank = if is_grave { Rank::Warning } else { Rank::Note };
    let hint = format!("name the authority beside each number: {}", show_both(after.id, before.id));
    let figures = all().flat_map(|switch| [switch.new.1.id(), switch.old.1.id()]).collect();
    Finding::new(rank, figures, explanation, hint)
}
