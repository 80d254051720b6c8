//! What a number of a sentence counts, by the words of its own clause.

use super::candidate::{CandidateNumber, names_harmed};
use super::counts::CountForm;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::losses::lost;
use super::noun::{NounClass, OfWhom};
use super::rows::{respectively, row_of_harmed};
use super::sought::{is_other_case, sought};
use super::ties::{OtherCounts, Tie, ends_clause, verb_before, verb_of_row};
use super::tolls::{Explained, explained, lives};
use super::walk::{LookAhead, Predicate, predicate};
use crate::model::wording::may_begin_count;
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
    /// Something else is said of these people, which they may have in common with the dead: "were found", "were minors".
    Else,
    /// Its own clause does not say.
    Unsaid,
}

/// What a number belongs to. Nothing of harm is said of those who were found alive, or whom somebody means to kill.
pub(super) fn owner(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, counts: &OtherCounts) -> Owner {
    match owner_by_words(line, candidate, counts) {
        Owner::Harm(tie) if ends_well(line, candidate, tie, counts) || is_intent(line, tie) => Owner::Other,
        Owner::Harm(tie) if is_other_case(line, candidate, tie) => Owner::Other,
        // Hostages who are held are no prisoners.
        Owner::Harm(tie) if tie.measure == Measure::Detained && is_of_hostages(line, candidate) => {
            Owner::Harm(Tie { measure: Measure::Hostage, ..tie })
        }
        owner => owner,
    }
}

fn is_of_hostages(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> bool {
    names_harmed(line, &candidate.noun).is_some_and(|tie| tie.measure == Measure::Hostage)
}

/// "four missing children were found safe", "the hostages were released". A rescue service that speaks, and a rescue that goes
/// on, end nothing.
fn ends_well(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    tie: Tie,
    counts: &OtherCounts,
) -> bool {
    let may_end_well = matches!(tie.measure, Measure::Missing | Measure::Hostage | Measure::PresumedDead);
    let from = tie.word.max(candidate.count.tokens.end) + 1;
    let is_end = |at: usize| {
        line.token(at).is_some_and(ends_clause)
            || counts.begins_at(at)
            || line.is_any(at, &["while", "but", "not"])
    };
    let end = line.find(from..from + 20, is_end).unwrap_or(from + 20);
    let is_over = |at: usize| line.has(at, WordClass::Rescue) && !line.is(at, "rescue");
    may_end_well && line.find(from..end, is_over).is_some()
}

/// "threatened to kill 20", "plans to abduct 12".
fn is_intent(line: &GlossedLine<'_, '_>, tie: Tie) -> bool {
    const INTENT: &[&str] = &[
        "threatened",
        "threaten",
        "threatens",
        "threatening",
        "threat",
        "threats",
        "planned",
        "plan",
        "plans",
        "planning",
        "vowed",
        "vow",
        "vows",
        "sworn",
        "swore",
        "plot",
        "plots",
        "plotted",
        "plotting",
        "ordered",
        "orders",
        "order",
        "wanted",
        "want",
        "wants",
        "intended",
        "intends",
        "tried",
        "trying",
        "tries",
        "attempt",
        "attempts",
        "attempted",
        "conspired",
        "conspiring",
        "conspiracy",
        "hoped",
        "offered",
        "refused",
        "hired",
        "meant",
        "aimed",
        "aiming",
        "prepared",
        "preparing",
        "ready",
        "promised",
        "pledged",
        "urged",
    ];
    let is_infinitive = line.before(tie.word).is_some_and(|at| line.is(at, "to"));
    is_infinitive && (tie.word.saturating_sub(6)..tie.word).any(|at| line.is_any(at, INTENT))
}

/// What a number belongs to, whatever is said of it afterwards.
fn owner_by_words(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, counts: &OtherCounts) -> Owner {
    let CandidateNumber { count, noun } = candidate;
    if counts_nothing(line, candidate) {
        return Owner::Other;
    }
    if let Some(head) = noun.head.filter(|head| line.is_any(*head, &["lives"])) {
        return lives(line, count, head).map_or(Owner::Other, Owner::Harm);
    }
    let ahead = |reach: LookAhead| predicate(line, noun.end, reach, counts);
    if let Some(tie) = respectively(line, candidate).or_else(|| Some(row_of_harmed(line, candidate)?.tie)) {
        return Owner::Harm(tie);
    }
    if let Some(owner) = by_noun(line, candidate, &ahead) {
        return owner;
    }
    if line.ends(count.lead, &["on", "average"]) || line.ends(count.lead, &["average", "of"]) {
        return Owner::Other;
    }
    if noun.of == OfWhom::Them {
        return of_them(line, candidate, &ahead, counts);
    }
    let is_whole = is_whole_of_number(line, count.lead);
    match ahead(LookAhead::Beside) {
        Predicate::Harm(tie)
            if !is_whole || tie.word == noun.end && is_participle(line, tie.word, counts) =>
        {
            return Owner::Harm(tie);
        }
        _ => {}
    }
    if let Some(tie) = inverted(line, count.lead).or_else(|| among(line, noun.end)) {
        return Owner::Harm(tie);
    }
    let before = line.before(count.lead);
    if before.is_some_and(|at| line.has(at, WordClass::Rescue)) {
        return Owner::Other;
    }
    if let Some(tie) = lost(line, candidate)
        .or_else(|| sought(line, candidate))
        .or_else(|| verb_before(line, count.lead))
        .or_else(|| of_noun(line, count.lead))
    {
        return Owner::Harm(tie);
    }
    if count.form == CountForm::Several && noun.class == NounClass::Nothing {
        return Owner::Unsaid;
    }
    match explained(line, count) {
        Some(Explained::By(tie)) => return Owner::Harm(tie),
        Some(Explained::ByNumber) if noun.class == NounClass::Nothing => return Owner::Number,
        _ => {}
    }
    farther(line, candidate, &ahead)
}

/// Whether a number counts things, or no people: "no sign", "how many".
fn counts_nothing(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> bool {
    let CandidateNumber { count, noun } = candidate;
    let is_no =
        count.form == CountForm::Nobody && line.is(count.tokens.start, "no") && count.tokens.len() == 1;
    let is_asked = count.form == CountForm::Several
        && line.before(count.lead).is_some_and(|at| line.is_any(at, &["how", "so", "too", "as"]));
    let names_nobody = is_no && !matches!(noun.class, NounClass::Person | NounClass::Harm);
    noun.class == NounClass::Thing || names_nobody || is_asked
}

/// "Five of them", "three of those burned have died": the last word of harm counts.
fn of_them(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    ahead: &dyn Fn(LookAhead) -> Predicate,
    counts: &OtherCounts,
) -> Owner {
    let noun = &candidate.noun;
    if line.is_any(noun.end - 1, &["those", "these"]) {
        let whole = line.find(noun.end..noun.end + 3, |at| {
            line.entry(at).is_some_and(|entry| entry.harm_as(HarmRole::Passive).is_some())
        });
        if let Some(word) = whole {
            let later = predicate(line, line.after(word), LookAhead::Clause, counts);
            let of_whole = line
                .entry(word)
                .and_then(|entry| entry.harm_as(HarmRole::Passive))
                .map(|measure| Tie { word, measure });
            return match later {
                Predicate::Harm(tie) => Owner::Harm(tie),
                _ => of_whole.map_or(Owner::Else, Owner::Harm),
            };
        }
    }
    match ahead(LookAhead::Clause) {
        Predicate::Harm(tie) => Owner::Harm(tie),
        _ if is_rescued(line, noun.end) => Owner::Other,
        _ => verb_before(line, candidate.count.lead).map_or(Owner::Unsaid, Owner::Harm),
    }
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
    // "the 12 dead men" but "12 burned cards".
    if entry.harm_as(HarmRole::Noun).is_none() && noun.class == NounClass::Unlisted && !is_of_bodies(measure)
    {
        return Some(Owner::Other);
    }
    if measure == Measure::Affected
        && !line.tokens.iter().enumerate().any(|(at, _)| line.has(at, WordClass::Illness))
        && line.is_any(word, &["cases"])
    {
        return Some(Owner::Other);
    }
    Some(Owner::Harm(Tie { word, measure }))
}

/// Whether a measure is of what only people and animals suffer, so that an unknown noun beside it names people.
pub(super) fn is_of_bodies(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Killed
            | Measure::Died
            | Measure::Injured
            | Measure::Missing
            | Measure::Disappeared
            | Measure::PresumedDead
            | Measure::KilledOrMissing
    )
}

/// "the loss of four", "injuries to 12".
fn of_noun(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
    let mut link = line.before(lead)?;
    while line.has(link, WordClass::Determiner) {
        link = line.before(link)?;
    }
    let word = line.before(link)?;
    let entry = line.entry(word)?;
    let measure = if line.is(link, "of") {
        entry.harm_as_any(&[HarmRole::Of, HarmRole::Noun])
    } else if line.is_any(link, &["in", "among"]) && line.is_any(word, &["wounds", "injuries"]) {
        Some(Measure::Injured)
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
    // "the suspect, who is 23": behind "is" a bare number is no subject.
    let is_it = line.ends(count.lead, &["it", "was"]) || line.ends(count.lead, &["it", "is"]);
    let is_said_of =
        before.is_some_and(|at| line.has(at, WordClass::Be)) && noun.class == NounClass::Nothing && !is_it;
    let is_free = !is_said_of
        && before.is_none_or(|at| {
            !line.has(at, WordClass::Preposition)
                || line.is_any(at, &["that", "as", "while", "after", "before", "since", "like"])
        });
    let is_verb_next =
        line.has_any(noun.end, &[WordClass::Verb, WordClass::Be, WordClass::Have, WordClass::Modal]);
    if let Some(tie) = verb_of_row(line, count.lead).filter(|_| !is_verb_next) {
        return Owner::Harm(tie);
    }
    let said = if is_whole_of_number(line, count.lead) {
        object_of(line, noun.end, ahead)
    } else if is_free {
        ahead(LookAhead::Clause)
    } else {
        Predicate::Nothing
    };
    match said {
        Predicate::Harm(tie) => return Owner::Harm(tie),
        Predicate::Other => {
            let is_part = noun.of == OfWhom::Them || noun.of == OfWhom::Of;
            return if is_part { Owner::Else } else { says_otherwise(line, candidate) };
        }
        Predicate::Nothing => {}
    }
    names_harmed(line, noun).map_or(Owner::Unsaid, Owner::Harm)
}

/// "One of the 12 guards killed in May was a colonel" speaks of twelve dead; "four of nine guards drowned" of four.
fn is_participle(line: &GlossedLine<'_, '_>, word: usize, counts: &OtherCounts) -> bool {
    const FARTHEST: usize = 8;
    let ends = |at: usize| {
        line.token(at).is_some_and(ends_clause)
            || line.is_mark(at, |c| c == ',')
            || counts.begins_at(at)
            || line.has_any(at, &[WordClass::Relative, WordClass::Conjunction, WordClass::Verb])
            || line.is_any(at, &["when", "while", "after", "before", "as", "where", "because"])
    };
    let end = line.find(word + 1..word + FARTHEST, ends).unwrap_or(word + FARTHEST);
    let verb = |at: usize| line.is_any(at, &["was", "were", "is", "are", "had", "has", "have", "came"]);
    line.entry(word).is_some_and(|entry| entry.harm_as(HarmRole::Passive).is_some())
        && (verb(word + 1) || line.find(word + 1..end, verb).is_some())
}

/// "one of the 12 guards": what follows is said of the one.
fn is_whole_of_number(line: &GlossedLine<'_, '_>, lead: usize) -> bool {
    let Some(before) = line.before(lead) else { return false };
    let of = if line.has(before, WordClass::Determiner) { line.before(before) } else { Some(before) };
    let of = of.filter(|at| line.is(*at, "of")).and_then(|of| of.checked_sub(1));
    let out = of.filter(|at| line.is(*at, "out")).and_then(|out| out.checked_sub(1));
    let number = out.or(of).and_then(|at| line.token(at));
    number.is_some_and(|token| {
        token.is_numeral() || may_begin_count(&token.folded) || token.is_any(&["none", "one", "neither"])
    })
}

/// Of a whole only what its own relative clause says: "the 33 pupils they had seized".
fn object_of(line: &GlossedLine<'_, '_>, end: usize, ahead: &dyn Fn(LookAhead) -> Predicate) -> Predicate {
    let is_relative = line.has_any(end, &[WordClass::Pronoun, WordClass::Relative]);
    if is_relative { ahead(LookAhead::Clause) } else { Predicate::Nothing }
}

/// "Among the dead were three children", "the injured include 12 nurses".
fn inverted(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
    let mut verb = line.before(lead)?;
    while line.has(verb, WordClass::Adverb) {
        verb = line.before(verb)?;
    }
    let includes =
        line.is_any(verb, &["include", "includes", "included", "numbered", "comprise", "comprised"]);
    let is_verb = includes || line.is_any(verb, &["were", "are", "was", "is"]);
    let word = line.before(verb).filter(|_| is_verb)?;
    let measure = line.entry(word)?.harm_as(HarmRole::Noun)?;
    let among = (word.saturating_sub(4)..word).any(|at| line.is_any(at, &["among", "amongst"]));
    (includes || among).then_some(Tie { word, measure })
}

/// "Four nurses were among the dead", "six boys are on the list of those who died".
fn among(line: &GlossedLine<'_, '_>, end: usize) -> Option<Tie> {
    const FARTHEST: usize = 6;
    let verb = Some(end).filter(|at| line.is_any(*at, &["were", "are", "was", "is"]))?;
    let led = line.find(verb + 1..verb + FARTHEST, |at| {
        line.is_any(at, &["among", "amongst"]) || line.is(at, "of") && line.is_any(at - 1, &["list", "lists"])
    })?;
    let ends = |at: usize| line.token(at).is_some_and(ends_clause);
    let last = line.find(led..led + FARTHEST, ends).unwrap_or(led + FARTHEST);
    let roles = [HarmRole::Noun, HarmRole::State, HarmRole::Passive, HarmRole::Does];
    let word = line
        .find(led + 1..last, |at| line.entry(at).is_some_and(|entry| entry.harm_as_any(&roles).is_some()))?;
    Some(Tie { word, measure: line.entry(word)?.harm_as_any(&roles)? })
}

/// "were dug out alive", "have been rescued".
fn is_rescued(line: &GlossedLine<'_, '_>, from: usize) -> bool {
    let end = line.find(from..from + 8, |at| line.is_mark(at, |c| matches!(c, ',' | ';' | '.')));
    line.find(from..end.unwrap_or(from + 8), |at| line.has(at, WordClass::Rescue)).is_some()
}

/// What is said of people whose verb is none of harm: households that left were displaced.
fn says_otherwise(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Owner {
    let noun = &candidate.noun;
    let unit = noun.head_start.and_then(|head| line.entry(head)).and_then(|entry| entry.unit);
    let left = line.find(noun.end..noun.end + 4, |at| line.is_any(at, &["left", "abandoned", "moved"]));
    match left.filter(|_| unit == Some(Unit::Households)) {
        Some(word) => Owner::Harm(Tie { word, measure: Measure::Displaced }),
        None if is_rescued(line, noun.end) => Owner::Other,
        None if noun.class == NounClass::Nothing => Owner::Else,
        None => Owner::Other,
    }
}
