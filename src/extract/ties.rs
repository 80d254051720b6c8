//! Which word of harm a number belongs to, by its own clause: "12 were killed", "killed 12", "left 12 dead".

use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::token::{TextToken, is_long_dash, is_opening_quote};
use crate::model::words::Measure;

/// A word of harm to which a number belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// The token, counted from the beginning of the sentence.
    pub word: usize,
    pub measure: Measure,
}

/// Where other numbers of people begin in a sentence, and where their nouns end.
#[derive(Clone, Debug)]
pub(super) struct OtherCounts {
    ends: Vec<Option<usize>>,
}

impl OtherCounts {
    /// None yet, in a sentence of so many tokens.
    pub fn new(tokens: usize) -> OtherCounts {
        OtherCounts { ends: vec![None; tokens] }
    }

    pub fn add(&mut self, start: usize, end: usize) {
        if let Some(place) = self.ends.get_mut(start) {
            *place = Some(end);
        }
    }

    /// The token behind the noun of the number that begins here.
    pub fn end_at(&self, at: usize) -> Option<usize> {
        self.ends.get(at).copied().flatten()
    }

    pub fn begins_at(&self, at: usize) -> bool {
        self.end_at(at).is_some()
    }
}

const FARTHEST: usize = 32;

/// The verb before, whose object the number is: "killed another 12", "killing some 12 villagers".
pub(super) fn verb_before(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
    let word = word_before(line, lead)?;
    let measure = line.entry(word)?.harm_as_any(&[
        HarmRole::Active,
        HarmRole::Passive,
        HarmRole::Does,
        HarmRole::State,
    ])?;
    Some(Tie { word, measure })
}

/// The word before a number, past adverbs and articles.
pub(super) fn word_before(line: &GlossedLine<'_, '_>, lead: usize) -> Option<usize> {
    let mut at = line.before(lead)?;
    if line.is_mark(at, is_opening_quote) {
        at = line.before(at)?;
    }
    let mut steps = 0;
    while steps < 3
        && line.has_any(at, &[WordClass::Adverb, WordClass::Determiner])
        && line.entry(at)?.harm.is_empty()
        && !line.is_any(at, &["not"])
    {
        at = line.before(at)?;
        steps += 1;
    }
    (line.after(at) + steps >= lead.saturating_sub(4)).then_some(at)
}

/// The verb of an earlier object in the same row: "killed the mayor and 12 guards".
pub(super) fn verb_of_row(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
    let mut at = line.before(lead)?;
    if line.has(at, WordClass::Determiner) {
        at = line.before(at)?;
    }
    let joins = line.is_any(at, &["and", "or", "plus", "&", "also"])
        || line.is_mark(at, |c| matches!(c, ',' | '&'))
        || line.ends(lead, &["as", "well", "as"])
        || line.ends(lead, &["along", "with"])
        || line.ends(lead, &["together", "with"]);
    if !joins {
        return None;
    }
    for _ in 0..FARTHEST {
        at = line.before(at)?;
        let (entry, token) = (line.entry(at)?, line.token(at)?);
        if let Some(measure) =
            entry.harm_as_any(&[HarmRole::Of, HarmRole::Noun]).filter(|_| line.is(line.after(at), "of"))
        {
            return Some(Tie { word: at, measure });
        }
        if let Some(measure) = entry.harm_as(HarmRole::Active) {
            // "Forty riders were killed along with two policemen".
            let is_with = line.ends(lead, &["along", "with"]) || line.ends(lead, &["together", "with"]);
            if is_with && is_passive_at(line, at) {
                return Some(Tie { word: at, measure });
            }
            let is_object = !is_passive_at(line, at) && object_follows(line, line.after(at));
            return is_object.then_some(Tie { word: at, measure });
        }
        let is_part = !entry.harm.is_empty()
            && entry.harm_as(HarmRole::Noun).is_none()
            && !entry.has(WordClass::Person);
        let is_verb = entry.has_any(&[
            WordClass::Be,
            WordClass::Have,
            WordClass::Modal,
            WordClass::Rescue,
            WordClass::Relative,
        ]) || entry.has(WordClass::Verb) && !entry.has(WordClass::Thing)
            || entry.has(WordClass::Subordinator) && !entry.has(WordClass::Preposition);
        if is_part || is_verb || token.is("by") || ends_clause(token) {
            return None;
        }
    }
    None
}

/// Whether a verb stands in the passive: "were killed".
fn is_passive_at(line: &GlossedLine<'_, '_>, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..4 {
        let Some(before) = line.before(at) else { return false };
        if line.has(before, WordClass::Be) {
            return true;
        }
        if !line.has(before, WordClass::Adverb) {
            return false;
        }
        at = before;
    }
    false
}

/// Whether an object follows a verb: somebody, or a number of people.
pub(super) fn object_follows(line: &GlossedLine<'_, '_>, from: usize) -> bool {
    let mut at = from;
    while line.has(at, WordClass::Adverb) && !line.has(at, WordClass::Determiner) && at < from + 3 {
        at += 1;
    }
    let (Some(token), Some(entry)) = (line.token(at), line.entry(at)) else { return false };
    if entry.has_any(&[WordClass::Weekday, WordClass::Month, WordClass::UnitOfMeasure]) {
        return false;
    }
    let next_is_time = (at + 1..at + 3).any(|at| {
        line.has_any(at, &[WordClass::UnitOfMeasure, WordClass::Weekday, WordClass::Month])
            || line.is_any(
                at,
                &[
                    "morning",
                    "evening",
                    "afternoon",
                    "night",
                    "same",
                    "previous",
                    "following",
                    "spot",
                    "scene",
                ],
            )
    });
    if entry.has(WordClass::Determiner) {
        return !next_is_time;
    }
    let is_mixed = line.tokens.iter().any(|token| token.text.chars().any(char::is_lowercase));
    let is_somebody =
        token.is_any(&["him", "her", "them", "himself", "us", "me", "more", "at"]) && !line.is(at + 1, "the");
    let is_number = token.is_numeral() && !next_is_time || line.is_any(at, &NUMBERS);
    let is_hedged = line
        .is_any(at, &["at", "more", "over", "about", "around", "some", "up", "nearly", "almost"])
        && (at + 1..at + 4)
            .any(|at| line.is_any(at, &NUMBERS) || line.token(at).is_some_and(TextToken::is_numeral))
        && !next_is_time;
    is_somebody && !line.is(at, "at")
        || is_number
        || is_hedged
        || entry.has(WordClass::Person)
        || is_mixed && token.is_word() && token.is_capital() && at > 0
}

const NUMBERS: [&str; 22] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "several",
    "many",
    "another",
    "twenty",
    "thirty",
    "fifteen",
];

/// Whether a mark ends the clause.
pub(super) fn ends_clause(token: &TextToken<'_>) -> bool {
    token.is_mark_of(|c| matches!(c, ';' | ':' | '.' | '!' | '?' | '\u{2026}') || is_long_dash(c))
}
