//! What a number of a sentence counts, by the words of its own clause.

use super::candidate::{CandidateNumber, names_harmed};
use super::counts::CountForm;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::noun::{NounClass, OfWhom};
use super::ties::{LookAhead, Predicate, Tie, predicate, verb_before, verb_of_row};
use super::tolls::{Explained, explained, lives};
use crate::model::words::{Measure, Unit};

/// What a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A word of harm.
    Harm(Tie),
    /// A noun such as "number", which speaks of what was counted before.
    Number,
    /// Something else is said of these people.
    Other,
    /// Its own clause does not say.
    Unsaid,
}

/// What a number belongs to.
pub(super) fn owner(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    is_count: &dyn Fn(usize) -> bool,
) -> Owner {
    let CandidateNumber { count, noun } = candidate;
    if noun.class == NounClass::Thing {
        return Owner::Other;
    }
    if let Some(head) = noun.head.filter(|head| line.is_any(*head, &["lives"])) {
        return lives(line, count, head).map_or(Owner::Other, Owner::Harm);
    }
    let ahead = |reach: LookAhead| predicate(line, noun.end, reach, is_count);
    if let Some(owner) = by_noun(line, candidate, &ahead) {
        return owner;
    }
    if let Predicate::Harm(tie) = ahead(LookAhead::Beside) {
        return Owner::Harm(tie);
    }
    if noun.of == OfWhom::Them
        && let Predicate::Harm(tie) = ahead(LookAhead::Clause)
    {
        return Owner::Harm(tie);
    }
    let before = line.before(count.lead);
    let is_rescued = before.is_some_and(|at| line.has(at, WordClass::Rescue));
    if is_rescued {
        return Owner::Other;
    }
    if let Some(tie) = verb_before(line, count.lead).or_else(|| of_noun(line, count.lead)) {
        return Owner::Harm(tie);
    }
    if count.form == CountForm::Several && noun.class == NounClass::Nothing {
        return Owner::Unsaid;
    }
    match explained(line, count, is_count) {
        Some(Explained::By(tie)) => return Owner::Harm(tie),
        Some(Explained::ByNumber) if noun.class == NounClass::Nothing => return Owner::Number,
        _ => {}
    }
    farther(line, candidate, &ahead)
}

/// A word of harm inside the noun or in its place.
fn by_noun(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    ahead: &dyn Fn(LookAhead) -> Predicate,
) -> Option<Owner> {
    let noun = &candidate.noun;
    let word = noun.harm?;
    let entry = line.entry(word)?;
    let is_person = entry.has(WordClass::Person);
    if is_person {
        return None;
    }
    if noun.of == OfWhom::Of
        && let Predicate::Harm(tie) = ahead(LookAhead::Clause)
    {
        return Some(Owner::Harm(tie));
    }
    let measure = entry.harm_as_any(&[HarmRole::Noun, HarmRole::State, HarmRole::Passive])?;
    if measure == Measure::Affected
        && !line.tokens.iter().enumerate().any(|(at, _)| line.has(at, WordClass::Illness))
        && line.is_any(word, &["cases"])
    {
        return Some(Owner::Other);
    }
    Some(Owner::Harm(Tie { word, measure }))
}

/// "the loss of four", "injuries to 12".
fn of_noun(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
    let link = line.before(lead)?;
    let word = line.before(link)?;
    let entry = line.entry(word)?;
    let measure = if line.is(link, "of") {
        entry.harm_as_any(&[HarmRole::Of, HarmRole::Noun])
    } else if line.is_any(link, &["to", "in", "on", "among"]) {
        entry.harm_as(HarmRole::Noun).filter(|measure| line.is(link, "to") && *measure == Measure::Injured)
    } else {
        None
    };
    measure.map(|measure| Tie { word, measure })
}

/// A verb farther off: of the clause, or of a row of objects; or a noun that says it by itself.
fn farther(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    ahead: &dyn Fn(LookAhead) -> Predicate,
) -> Owner {
    let CandidateNumber { count, noun } = candidate;
    let before = line.before(count.lead);
    let is_free = before.is_none_or(|at| {
        !line.has(at, WordClass::Preposition)
            || line.is_any(at, &["that", "as", "while", "after", "before", "since", "like"])
    });
    let said = if is_free { ahead(LookAhead::Clause) } else { Predicate::Nothing };
    match said {
        Predicate::Harm(tie) => return Owner::Harm(tie),
        Predicate::Other => {
            let is_part = noun.of == OfWhom::Them || noun.of == OfWhom::Of;
            return if is_part { Owner::Unsaid } else { says_otherwise(line, candidate) };
        }
        Predicate::Nothing => {}
    }
    if let Some(tie) = verb_of_row(line, count.lead) {
        return Owner::Harm(tie);
    }
    names_harmed(line, noun).map_or(Owner::Unsaid, Owner::Harm)
}

/// What is said of people whose verb is none of harm: households that left were displaced.
fn says_otherwise(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Owner {
    let noun = &candidate.noun;
    let unit = noun.head_start.and_then(|head| line.entry(head)).and_then(|entry| entry.unit);
    let left = line.find(noun.end..noun.end + 4, |at| line.is_any(at, &["left", "abandoned", "moved"]));
    match left.filter(|_| unit == Some(Unit::Households)) {
        Some(word) => Owner::Harm(Tie { word, measure: Measure::Displaced }),
        None if noun.class == NounClass::Nothing => Owner::Unsaid,
        None => Owner::Other,
    }
}
