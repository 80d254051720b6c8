//! Names and how often they occur: what the lists of names and the card of one name are made of.

use std::collections::BTreeMap;

use super::criteria::Criteria;
use crate::export::audience::Audience;
use crate::model::decisions::{RankedQuestion, ranked_questions};
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::report::course::by_desk;
use crate::report::listed::NameReport;
use crate::store::{self, Result, View};

/// How often a name occurs so far.
#[derive(Default)]
struct Occurrences {
    figures: u64,
    first: Option<(i32, String)>,
    last: Option<(i32, String)>,
}

impl Occurrences {
    fn add(&mut self, recorded: &Recorded) {
        let date = recorded.figure.as_of.date();
        let day = date.first_day().number();
        self.figures += 1;
        if self.first.as_ref().is_none_or(|(first, _)| day < *first) {
            self.first = Some((day, date.iso()));
        }
        if self.last.as_ref().is_none_or(|(last, _)| day > *last) {
            self.last = Some((day, date.iso()));
        }
    }

    fn report(self, kind: NameKind, name: Name) -> NameReport {
        let day = |end: Option<(i32, String)>| end.map(|(_, day)| day).unwrap_or_default();
        NameReport {
            name,
            kind: kind.word(),
            figures: self.figures,
            first_day: day(self.first),
            last_day: day(self.last),
            known: String::new(),
        }
    }
}

/// The names of one kind among the figures that are asked for, in the order of the alphabet.
///
/// # Errors
/// What the store says.
pub fn occurring(view: &View<'_>, kind: NameKind, criteria: &Criteria) -> Result<Vec<NameReport>> {
    let mut found: BTreeMap<Name, Occurrences> = BTreeMap::new();
    store::figures::each(view, |recorded| {
        if criteria.pick(view, recorded)?
            && let Some(name) = named(recorded, kind)
        {
            found.entry(name.clone()).or_default().add(recorded);
        }
        Ok(())
    })?;
    Ok(found.into_iter().map(|(name, occurrences)| occurrences.report(kind, name)).collect())
}

fn named(recorded: &Recorded, kind: NameKind) -> Option<&Name> {
    let figure = &recorded.figure;
    match kind {
        NameKind::Event => Some(&figure.scope.event),
        NameKind::Place => figure.scope.place.as_ref(),
        NameKind::Group => Some(&figure.scope.group),
        NameKind::Authority => figure.authority(),
        NameKind::Publisher => Some(&figure.source.publisher),
        NameKind::Feed
        | NameKind::Source
        | NameKind::Finding
        | NameKind::Printed
        | NameKind::Question
        | NameKind::Store => None,
    }
}

/// What is known of a name, whatever it names, among the figures that a question may know; empty when nothing has it.
///
/// # Errors
/// What the store says.
pub fn card(view: &View<'_>, typed: &str, question: Question) -> Result<Vec<NameReport>> {
    let typed = typed.to_lowercase();
    those(view, question, |name| name.as_str().to_lowercase() == typed)
}

/// The names that have all of some words, among the figures that a question may know: a letter case is no difference.
///
/// # Errors
/// What the store says.
pub fn holding(view: &View<'_>, words: &[&str], question: Question) -> Result<Vec<NameReport>> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    those(view, question, |name| words.iter().all(|word| Filter::occurs(word, name.as_str())))
}

/// The names that are admitted, among the figures that a question may know; the figures are read for those kinds alone of
/// which the store has such a name.
fn those(view: &View<'_>, question: Question, admit: impl Fn(&Name) -> bool) -> Result<Vec<NameReport>> {
    let (mut those, criteria) = (Vec::new(), Criteria { question, ..Criteria::default() });
    for &kind in NameKind::ALL {
        if !store::names::known(view, kind)?.iter().any(&admit) {
            continue;
        }
        for mut report in occurring(view, kind, &criteria)? {
            if admit(&report.name) {
                report.known = facts(view, kind, &report.name)?;
                those.push(report);
            }
        }
    }
    Ok(those)
}

/// What this desk says of a name, in one line; empty where it says nothing.
///
/// # Errors
/// What the store says.
pub fn facts(view: &View<'_>, kind: NameKind, name: &Name) -> Result<String> {
    facts_for(Audience::Internal, view, kind, name)
}

/// The same for an audience: the public is not told why, which are the words of the desk.
///
/// # Errors
/// What the store says.
pub fn facts_for(audience: Audience, view: &View<'_>, kind: NameKind, name: &Name) -> Result<String> {
    let mut known = Vec::new();
    if kind == NameKind::Event && view.names().get(kind, name, NameField::Kind).is_none() {
        known.push(format!("kind {}", view.names().event_kind(name)));
    }
    if let Some(days) = view.names().settling_by_default(name).filter(|_| kind == NameKind::Event) {
        known.push(format!("settling {}", by_desk(days)));
    }
    for field in NameField::ALL {
        let Some(value) = view.names().get(kind, name, *field) else { continue };
        let fact = NameFact { kind, name: name.clone(), field: *field, value: value.to_owned() };
        if !audience.may_know(&fact) {
            continue;
        }
        let why = match audience {
            Audience::Public => None,
            Audience::Internal => store::names::why_said(view, kind, name, *field)?,
        };
        let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
        known.push(format!("{} {value}{why}", field.word().replace('_', " ")));
    }
    if kind == NameKind::Authority {
        known.extend(ranks_in_questions(audience, view, name));
    }
    Ok(known.join("; "))
}

/// The ranks that an authority has in single questions: `rank 1 for Gaza war, killed`.
fn ranks_in_questions(audience: Audience, view: &View<'_>, name: &Name) -> Vec<String> {
    let names = view.names();
    let whose = |name: &Name| names.canonical(NameKind::Authority, name);
    let own = ranked_questions(names).filter(|(question, _)| whose(&question.authority) == whose(name));
    let line = |(question, rank): (RankedQuestion, u32)| {
        let why = question.name().and_then(|name| names.reason(NameKind::Question, &name, NameField::Rank));
        let why = why.filter(|_| !audience.is_public()).map(|why| format!(" ({why})")).unwrap_or_default();
        format!("rank {rank} for {}{why}", question.in_words())
    };
    let mut lines: Vec<String> = own.map(line).collect();
    lines.sort();
    lines
}
