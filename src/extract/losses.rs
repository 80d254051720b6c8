//! People taken away by verbs that are no words of harm: lost, claimed by a flood, fallen in battle, driven from somewhere.

use super::candidate::CandidateNumber;
use super::groups::seems_people;
use super::lexicon::WordClass;
use super::line::GlossedLine;
use super::noun::NounClass;
use super::setting::is_event;
use super::ties::{Tie, ends_clause, word_before};
use crate::model::words::Measure;

/// The verb that takes people away without a word of harm.
pub(super) fn lost(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    let killed = |word: usize| Tie { word, measure: Measure::Killed };
    let death =
        claimed(line, candidate).or_else(|| fell(line, candidate)).or_else(|| lost_own(line, candidate));
    death.map(killed).or_else(|| driven_from(line, candidate)).or_else(|| held(line, candidate))
}

/// "The army lost 35 men", "the fire cost nine porters".
fn lost_own(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<usize> {
    const TO: &[&str] =
        &["fire", "gunfire", "shelling", "mines", "snipers", "bombs", "war", "flood", "floods", "sea"];
    let CandidateNumber { count, noun } = candidate;
    let beside = line.before(count.lead).filter(|at| line.is_any(*at, &["lost", "losing", "lose"]));
    let word = beside.or_else(|| {
        (count.lead.saturating_sub(4)..count.lead).find(|at| line.is_any(*at, &["cost", "costing"]))
    })?;
    let head = noun.head_start.or_else(|| line.before(noun.end))?;
    // "lost 12 to the plague", but "lost 12 to a rival"
    let end = noun.end;
    let is_given = line.is(end, "to")
        && line.find(end..end + 4, |at| line.has(at, WordClass::Illness) || line.is_any(at, TO)).is_none();
    let may_have_left = line.has(head, WordClass::PeopleToLose);
    if is_given || line.is_any(end, &["who", "as"]) && may_have_left {
        return None;
    }
    let is_loss = may_have_left || line.has_any(head, &[WordClass::Combatant, WordClass::OwnPeople]);
    is_loss.then_some(word)
}

/// "Sixteen soldiers fell in the defence of the pass", "30 of its men had fallen".
fn fell(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<usize> {
    const FIGHTING: &[&str] = &[
        "battle",
        "battles",
        "fighting",
        "fight",
        "combat",
        "action",
        "defence",
        "defense",
        "clashes",
        "clash",
        "assault",
        "attack",
        "ambush",
        "war",
        "offensive",
        "siege",
        "line",
        "raid",
    ];
    const FARTHEST: usize = 5;
    let noun = &candidate.noun;
    let head = noun.head_start?;
    let word = noun.end + usize::from(line.has(noun.end, WordClass::Have));
    let next = word + 1;
    let in_battle = line.is_any(next, &["in", "during"])
        && line.find(next..next + FARTHEST, |at| line.is_any(at, FIGHTING)).is_some();
    let stands_alone = next >= line.len()
        || line.token(next).is_some_and(|token| ends_clause(token) || token.is_mark(','))
        || line.is_any(next, &["at", "while", "defending", "fighting"]);
    let fights = line.has_any(head, &[WordClass::Combatant, WordClass::OwnPeople]);
    (fights && line.is_any(word, &["fell", "fallen"]) && (in_battle || stands_alone)).then_some(word)
}

/// "The avalanche claimed nine skiers": what claims people is no body that speaks.
fn claimed(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<usize> {
    const SUBJECT: usize = 6;
    let noun = &candidate.noun;
    let word = word_before(line, candidate.count.lead)?;
    let is_claim = line.is_any(word, &["claimed", "claims", "claiming"]);
    let is_event = |at: usize| {
        line.has_any(at, &[WordClass::Illness, WordClass::Nature]) || line.token(at).is_some_and(is_event)
    };
    let from = word.saturating_sub(SUBJECT);
    let is_subject = (from..word).any(is_event)
        && !(from..word).any(|at| line.has_any(at, &[WordClass::Person, WordClass::Verb]) && !is_event(at));
    let is_people =
        noun.class == NounClass::Person || noun.class == NounClass::Unlisted && seems_people(line, noun);
    (is_claim && is_subject && is_people).then_some(word)
}

/// "The surge drove a further 650 from the flats"; whom a driver brings from one place to another is not driven out.
fn driven_from(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const DRIVE: &[&str] =
        &["drove", "driving", "drives", "forced", "forcing", "chased", "chasing", "expelled"];
    const FARTHEST: usize = 8;
    let word = word_before(line, candidate.count.lead).filter(|at| line.is_any(*at, DRIVE))?;
    let end = candidate.noun.end;
    let is_from = line.is(end, "from") || line.begins(end, &["out", "of"]);
    let is_brought =
        line.find(end..end + FARTHEST, |at| line.is_any(at, &["to", "into", "towards"])).is_some();
    let is_people = matches!(candidate.noun.class, NounClass::Person | NounClass::Nothing);
    (is_from && !is_brought && is_people).then_some(Tie { word, measure: Measure::Displaced })
}

/// "Still holds two of the seven surveyors it took": captors, and no prison.
fn held(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const FARTHEST: usize = 12;
    const TAKEN: &[&str] =
        &["took", "taken", "seized", "kidnapped", "abducted", "captured", "snatched", "hostage", "captive"];
    let noun = &candidate.noun;
    let word = word_before(line, candidate.count.lead).filter(|at| line.is_any(*at, HOLD))?;
    let is_people = matches!(noun.class, NounClass::Person | NounClass::Nothing);
    let ends = |at: usize| line.token(at).is_some_and(ends_clause);
    let end = line.find(noun.end..noun.end + FARTHEST, ends).unwrap_or(noun.end + FARTHEST);
    let before = word.saturating_sub(FARTHEST)..word;
    let is_taken = before.chain(noun.end..end).any(|at| line.is_any(at, TAKEN));
    (is_people && is_taken).then_some(Tie { word, measure: Measure::Hostage })
}

/// What captors do with those whom they took.
pub(super) const HOLD: &[&str] = &["hold", "holds", "holding", "held", "keep", "keeps", "keeping", "kept"];
