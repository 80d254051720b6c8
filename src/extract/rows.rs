//! Numbers that share the verb of the number before them: "three at Oskby, two at Umm", "the police 38".

use super::candidate::CandidateNumber;
use super::groups::group_said;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::noun::{NounBehind, NounClass, OfWhom};
use super::ties::{Tie, ends_clause};
use super::token::is_apostrophe;
use crate::model::wording::may_begin_count;

/// Whether a number stands in a row with the number before it in the sentence, whose noun ended at `end`.
pub(super) fn is_in_row(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, end: usize) -> bool {
    let lead = candidate.count.lead;
    if end == 0 || lead <= end || candidate.noun.class == NounClass::Harm {
        return false;
    }
    let joint = (end..lead).rev().find(|at| {
        line.is_any(*at, &["and", "or", "but", "nor", "plus", "while"])
            || line.is_mark(*at, |c| matches!(c, ',' | ';' | '/'))
    });
    let Some(joint) = joint else { return is_earlier(line, lead) };
    let is_verb = |at: usize| {
        line.has_any(
            at,
            &[WordClass::Be, WordClass::Have, WordClass::Modal, WordClass::Rescue, WordClass::Relative],
        ) || line.has(at, WordClass::Verb) && !line.has(at, WordClass::Thing)
    };
    let between = joint + 1..lead;
    let holds_verb = between.clone().any(is_verb);
    let by_preposition =
        line.before(lead).is_some_and(|at| line.has(at, WordClass::Preposition) && at > joint);
    if by_preposition {
        return is_earlier(line, lead);
    }
    let is_short = between.len() <= 6;
    let next = candidate.noun.end;
    // "Two whose age is not known".
    let goes_on = is_verb(next) && !line.is_any(next, &["were", "whose"]) && !is_owned(line, candidate);
    let is_bare = candidate.noun.class == NounClass::Nothing;
    is_short
        && !holds_verb
        && !goes_on
        && (is_bare || joint + 1 == lead || is_place_behind(line, next))
        && !crosses(line, end, joint)
}

/// "Neither the army's 14 dead nor the rebels' 80 could be checked": the count of another side.
pub(super) fn is_owned(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> bool {
    const FARTHEST: usize = 5;
    let lead = candidate.count.lead;
    let is_of_another = (lead.saturating_sub(FARTHEST)..lead).any(|at| line.is(at, "nor"));
    is_of_another && line.before(lead).is_some_and(|at| line.is_mark(at, is_apostrophe) || line.is(at, "'s"))
}

/// "from 38", "against 49", "not five".
fn is_earlier(line: &GlossedLine<'_, '_>, lead: usize) -> bool {
    line.before(lead).is_some_and(|at| {
        line.has(at, WordClass::Earlier)
            || line.is_any(at, &["with", "to"]) && line.is_any(at.wrapping_sub(1), &["compared"])
    })
}

pub(super) fn is_place_behind(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    const BODY: &[&str] = &[
        "leg", "legs", "arm", "arms", "head", "chest", "back", "stomach", "shoulder", "neck", "face", "hand",
        "foot", "thigh",
    ];
    // "Another in the leg".
    !line.is_any(at + 2, BODY) && line.is_any(at, &["in", "at", "near", "on", "from", "outside"])
}

/// Whether the end of a clause parts two numbers.
fn crosses(line: &GlossedLine<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| line.token(at).is_some_and(ends_clause) && !line.is_mark(at, |c| c == ';'))
}

/// "11 have now been found", "61 were identified": what is said of the dead.
pub(super) fn says_found(line: &GlossedLine<'_, '_>, noun: &NounBehind) -> bool {
    const FOUND: &[&str] = &[
        "found",
        "identified",
        "recovered",
        "retrieved",
        "confirmed",
        "recorded",
        "counted",
        "named",
        "buried",
    ];
    const HELPERS: [WordClass; 3] = [WordClass::Be, WordClass::Have, WordClass::Modal];
    let is_helper = |at: usize| line.has_any(at, &HELPERS) || line.has(at, WordClass::Adverb);
    let verb = line.find(noun.end + 1..noun.end + 6, |at| line.is_any(at, FOUND) || !is_helper(at));
    line.has_any(noun.end, &HELPERS) && verb.is_some_and(|at| line.is_any(at, FOUND))
}

/// Of whom a number is the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RestOf {
    /// Of those harmed: "the other 34 were labourers", "the remaining 12 in the annexe".
    Harmed,
    /// Of those who were there: "the other 34 crawled away".
    Others,
}

/// "The other 34", "the remaining 12": a verb of their own that does not say who they were tells their own fate.
pub(super) fn rest_of(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<RestOf> {
    const REST: [&[&str]; 3] = [&["the", "other"], &["the", "remaining"], &["the", "rest", ","]];
    let (lead, end) = (candidate.count.lead, candidate.noun.end);
    if !REST.iter().any(|words| line.ends(lead, words)) {
        return None;
    }
    let links = [WordClass::Preposition, WordClass::Conjunction, WordClass::Subordinator];
    let has_verb = line.is_word(end) && !line.has_any(end, &links);
    let is_of_others = has_verb && !says_found(line, &candidate.noun) && group_said(line, end).is_none();
    Some(if is_of_others { RestOf::Others } else { RestOf::Harmed })
}

/// "Spoke of 12 and 30 dead respectively": the first number too.
pub(super) fn respectively(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const FARTHEST: usize = 8;
    let from = candidate.noun.end;
    if candidate.noun.class != NounClass::Nothing || !line.is(from, "and") {
        return None;
    }
    let end = line.find(from..from + FARTHEST, |at| line.is(at, "respectively"))?;
    let word = (from..end).rev().find(|at| line.entry(*at).is_some_and(|entry| !entry.harm.is_empty()))?;
    let measure = line.entry(word)?.harm_as_any(&[HarmRole::State, HarmRole::Noun, HarmRole::Passive])?;
    Some(Tie { word, measure })
}

const INCLUDE: &[&str] = &["include", "includes", "included", "comprise", "comprised"];

/// What opens a row of those harmed, up to its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowOpening {
    pub tie: Tie,
    /// Whether the row holds some of them only: "among the dead were".
    pub is_of_some: bool,
}

/// "The dead were a driver and six clerks", "wounded at the gate were a priest and two sextons", "among those held are":
/// who they were.
pub(super) fn row_of_harmed(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<RowOpening> {
    const FARTHEST: usize = 20;
    let CandidateNumber { count, noun } = candidate;
    // "Wounded were 12": bare, right behind the verb.
    let is_bare = noun.class == NounClass::Nothing
        && line.before(count.lead).is_some_and(|at| line.has(at, WordClass::Be));
    let is_people = matches!(noun.class, NounClass::Person | NounClass::Unlisted) || is_bare;
    if !is_people || noun.of != OfWhom::Nobody {
        return None;
    }
    let first = count.lead.saturating_sub(FARTHEST);
    let verb = (first..count.lead)
        .rev()
        .find(|at| line.has_any(*at, &[WordClass::Be, WordClass::Have]) || line.is_any(*at, INCLUDE))?;
    let is_row = !(verb + 1..count.lead).any(|at| {
        line.has_any(at, &[WordClass::Relative, WordClass::Modal])
            || line.token(at).is_some_and(ends_clause)
            || line.is_any(at, &["of", "when", "after", "by", "from", "in", "at", "to", "with", "for"])
    });
    let is_verb = line.is_any(verb, &["were", "are", "was", "is"]) || line.is_any(verb, INCLUDE);
    if is_verb && is_row { opening(line, verb) } else { None }
}

/// The words before the verb of a row, where they name nobody but those harmed.
fn opening(line: &GlossedLine<'_, '_>, verb: usize) -> Option<RowOpening> {
    const LONGEST: usize = 14;
    let clause =
        (verb.saturating_sub(LONGEST)..verb).rev().find(|at| line.token(*at).is_some_and(ends_clause));
    let mut start = clause.map_or(0, |at| at + 1);
    start += usize::from(line.is_any(start, &["also", "and"]));
    let is_of_some = line.is_any(start, &["among", "amongst"]);
    let is_named = line.is_any(start + usize::from(is_of_some), &["the", "those"]);
    let named = start + usize::from(is_of_some) + usize::from(is_named);
    let is_number =
        |at: usize| line.token(at).is_some_and(|token| token.is_numeral() || may_begin_count(&token.folded));
    // "Among the 31 hurt were".
    let word = named + usize::from(is_named && is_number(named));
    let measure = line.entry(word)?.harm_as_any(&[HarmRole::State, HarmRole::Noun, HarmRole::Passive])?;
    let is_participle = line.entry(word)?.harm_as(HarmRole::Passive).is_some();
    let rest = line.after(word)..verb;
    let is_plain = rest.clone().all(|at| {
        line.is_word(at)
            && !line.has_any(
                at,
                &[WordClass::Verb, WordClass::Person, WordClass::Relative, WordClass::Conjunction],
            )
    });
    let is_opening = match is_named {
        // "The dead were", "those killed in the raid were".
        true => rest.is_empty() || is_participle && is_plain,
        // "Missing are", "wounded in the exchange were".
        false => rest.is_empty() || is_participle && is_plain,
    };
    is_opening.then_some(RowOpening { tie: Tie { word, measure }, is_of_some })
}
