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
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;
use crate::model::uid::Uid;
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

/// What publishers switched, gathered over the places of an event: what one switches in all its series on one day is one finding.
#[derive(Default)]
pub struct Switches {
    of_day: BTreeMap<SwitchDay, SwitchesOfDay>,
}

/// A publisher, the day, the authority that it printed before and the one that it prints since.
type SwitchDay = (Name, Day, Voice, Voice);

/// What goes first: a fall, then a total, then one of everybody, then the one that was recorded first.
type Weight = (bool, bool, bool, Place, Place);

/// What a publisher switched on one day.
#[derive(Default)]
struct SwitchesOfDay {
    all: Vec<SeenSwitch>,
    /// The one to name first, in words.
    first: Option<(Weight, SwitchWords)>,
}

/// What is kept of a switch.
struct SeenSwitch {
    weight: Weight,
    is_grave: bool,
    /// The new figure and the old one.
    figures: [(FigureId, Uid); 2],
}

/// A switch in words.
struct SwitchWords {
    said: String,
    hint: String,
}

impl Switches {
    fn take(&mut self, publisher: Name, switch: &Switch<'_>, (imports, speech): (&Imports<'_>, &Speech<'_>)) {
        let (weight, old, new) = (switch.weight(imports), switch.old, switch.new);
        let key = (publisher, published(new.1), old.0.clone(), new.0.clone());
        let of_day = self.of_day.entry(key).or_default();
        if of_day.first.as_ref().is_none_or(|(first, _)| weight < *first) {
            of_day.first = Some((weight, switch.words(speech)));
        }
        let figures = [new.1, old.1].map(|member| (member.id(), Uid::of(&member.recorded.figure)));
        of_day.all.push(SeenSwitch { weight, is_grave: switch.is_grave(), figures });
    }

    /// One finding for each publisher, day and pair of authorities, with the uids of its figures.
    pub(in crate::audit) fn told(self) -> impl Iterator<Item = (Finding, FxHashMap<FigureId, Uid>)> {
        self.of_day.into_values().filter_map(|SwitchesOfDay { mut all, first }| {
            all.sort_by_key(|switch| switch.weight);
            let (_, words) = first?;
            let is_grave = all.iter().any(|switch| switch.is_grave);
            let figures = || all.iter().flat_map(|switch| switch.figures);
            let ids = figures().map(|(id, _)| id).collect();
            Some((finding(words, ids, is_grave), figures().collect()))
        })
    }
}

pub(super) fn find(event: &Event<'_>, into: &mut Switches) {
    let with = (event.imports, &Speech::new(event.names));
    let (mut all, mut in_order): (AllPrinted<'_>, Vec<(&Scope, Name)>) = (FxHashMap::default(), Vec::new());
    for series in event.sheets.iter().map(|sheet| sheet.series) {
        if matches!(series.scope.count_type, CountType::Increment | CountType::Projection) {
            continue;
        }
        for (publisher, printed) in by_publisher(series, &|_| true) {
            for switch in within_a_series(&printed) {
                into.take(publisher.clone(), &switch, with);
            }
            in_order.push((&series.scope, publisher.clone()));
            all.insert((&series.scope, publisher), printed);
        }
    }
    for key in in_order {
        let Some(printed) = all.get(&key) else { continue };
        let (scope, publisher) = key;
        for around in places_around(scope).chain(without_definition(scope)) {
            let Some(other) = all.get(&(&around, publisher.clone())) else { continue };
            let switch = from_one_to_other(printed, other).or_else(|| from_one_to_other(other, printed));
            if let Some(switch) = switch {
                into.take(publisher.clone(), &switch, with);
            }
        }
    }
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
        found.extend(switches.map(|switch| {
            let figures = vec![switch.new.1.id(), switch.old.1.id()];
            finding(switch.words(&speech), figures, switch.is_grave())
        }));
    }
    found
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

    /// Whether the numbers before and after may be taken for a step.
    fn is_grave(&self) -> bool {
        self.seems_to_fall() || self.changes_much()
    }

    fn weight(&self, imports: &Imports<'_>) -> Weight {
        let scope = &self.new.1.recorded.figure.scope;
        let is_total = scope.count_type == CountType::Total;
        let [new, old] = [self.new, self.old].map(|(_, member)| imports.place(&member.recorded));
        (!self.seems_to_fall(), !is_total, !scope.counts_everybody(), new, old)
    }

    fn words(&self, speech: &Speech<'_>) -> SwitchWords {
        let (before, after) = (&self.old.1.recorded, &self.new.1.recorded);
        let (from, to) = (&before.figure.scope, &after.figure.scope);
        let place = to.place.as_ref().filter(|_| from.place != to.place);
        let place = place.map(|place| format!(" for {}", speech.place(place))).unwrap_or_default();
        let publisher = speech.publisher(&after.figure.source.publisher);
        let prints = if is_plural(&publisher) { "print" } else { "prints" };
        let said = format!(
            "{publisher} since {} {prints} the count of {}, {}{place}, instead of that of {}, {}",
            after.figure.published_on.date.long(),
            who_says(after, speech),
            figure(after),
            who_says(before, speech),
            figure(before)
        );
        let hint = format!("name the authority beside each number: {}", show_both(after.id, before.id));
        SwitchWords { said, hint }
    }
}

/// `figures`: of each switch the new one and the old one, those of the first at the beginning.
fn finding(first: SwitchWords, figures: Vec<FigureId>, is_grave: bool) -> Finding {
    let more = match figures.len() / 2 {
        0 | 1 => String::new(),
        all => format!(" (and {})", counted(all as i64 - 1, "other figure")),
    };
    let explanation = format!("{}{more}: the numbers cannot be compared", first.said);
    Finding::new(if is_grave { Rank::Warning } else { Rank::Note }, figures, explanation, first.hint)
}
