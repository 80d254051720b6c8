//! Which word of harm a number belongs to, by its own clause: "12 were killed", "killed 12", "left 12 dead".

use super::lexicon::{HarmRole, WordClass, WordEntry};
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

/// What a look to the right found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Predicate {
    Harm(Tie),
    /// Something else is said of these people: they marched, were rescued.
    Other,
    /// Nothing is said of them here.
    Nothing,
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

/// How far a look to the right may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookAhead {
    /// Only helping verbs and adverbs between.
    Beside,
    /// To the end of the clause.
    Clause,
}

const FARTHEST: usize = 32;

/// What the words behind a number and its noun say of these people. `is_count` tells where another number of people begins.
pub(super) fn predicate(
    line: &GlossedLine<'_, '_>,
    from: usize,
    reach: LookAhead,
    counts: &OtherCounts,
) -> Predicate {
    Walk { line, at: from, from, reach, counts, helper: Helper::None, pardons: 0, is_relative: false }.run()
}

/// The verb before, whose object the number is: "killed another 12", "killing some 12 villagers".
pub(super) fn verb_before(line: &GlossedLine<'_, '_>, lead: usize) -> Option<Tie> {
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
    let entry = line.entry(at)?;
    if line.after(at) + steps < lead.saturating_sub(4) {
        return None;
    }
    let measure =
        entry.harm_as_any(&[HarmRole::Active, HarmRole::Passive, HarmRole::Does, HarmRole::State])?;
    Some(Tie { word: at, measure })
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
fn object_follows(line: &GlossedLine<'_, '_>, from: usize) -> bool {
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

/// The helping verb that was passed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Helper {
    None,
    Be,
    Have,
    Modal,
}

/// A walk from a number to the verb of which it is the subject.
struct Walk<'w, 'p, 't> {
    line: &'w GlossedLine<'p, 't>,
    at: usize,
    from: usize,
    reach: LookAhead,
    counts: &'w OtherCounts,
    helper: Helper,
    /// How many verbs of relative clauses may be passed.
    pardons: usize,
    /// Whether a relative pronoun was passed.
    is_relative: bool,
}

/// One step of a walk.
enum WalkStep {
    To(usize),
    Found(Predicate),
}

impl Walk<'_, '_, '_> {
    fn run(mut self) -> Predicate {
        while self.at < self.line.len() && self.at < self.from + FARTHEST {
            let (Some(entry), Some(token)) = (self.line.entry(self.at), self.line.token(self.at)) else {
                break;
            };
            let step = if token.is_word() { self.word(entry, token) } else { self.mark(token) };
            match step {
                WalkStep::To(at) => self.at = at,
                WalkStep::Found(found) => return found,
            }
        }
        Predicate::Nothing
    }

    /// Whether a number that begins here is another subject of the same verb: "and two women", "including a child".
    fn joins_here(&self) -> bool {
        let before = self.line.before(self.at);
        let is_joined =
            before.is_some_and(|at| self.line.is_any(at, &["and", "or", "plus", "including", "&"]));
        let end = self.counts.end_at(self.at).unwrap_or(self.at);
        let has_noun = self.line.before(end).is_some_and(|at| {
            self.line.has(at, WordClass::Person)
                || self.line.token(at).is_some_and(|token| token.folded.ends_with('s'))
        });
        self.reach == LookAhead::Clause && is_joined && has_noun && self.helper == Helper::None
    }

    fn on(&self) -> WalkStep {
        WalkStep::To(self.line.after(self.at))
    }

    fn none(&self) -> WalkStep {
        WalkStep::Found(Predicate::Nothing)
    }

    fn mark(&mut self, token: &TextToken<'_>) -> WalkStep {
        let at = self.at;
        if token.is_numeral() {
            return match self.counts.end_at(at) {
                None if self.reach == LookAhead::Clause => self.on(),
                Some(end) if self.joins_here() => WalkStep::To(end.max(at + 1)),
                _ => self.none(),
            };
        }
        if token.is_mark('(') || token.is_mark('[') {
            let end = self.line.find(at..at + 20, |at| self.line.is_mark(at, |c| matches!(c, ')' | ']')));
            return end.map_or_else(|| self.none(), |end| WalkStep::To(end + 1));
        }
        if token.is_mark(',') && self.reach == LookAhead::Clause {
            return self.comma();
        }
        if ends_clause(token) || token.is_mark(',') || token.is_mark(')') {
            return self.none();
        }
        self.on()
    }

    /// Behind a comma the verb may follow at once, behind an insertion, or behind a relative clause.
    fn comma(&mut self) -> WalkStep {
        let (line, at) = (self.line, self.at);
        if self.begins_predicate(at + 1) {
            return WalkStep::To(at + 1);
        }
        if line.is_any(at + 1, &["and", "or"])
            && !self.counts.begins_at(at + 2)
            && self.begins_predicate(at + 2)
        {
            return WalkStep::To(at + 2);
        }
        let close = line.find(at + 1..at + 18, |at| line.is_mark(at, |c| matches!(c, ',' | ';' | '.' | ':')));
        let is_row = matches!(self.helper, Helper::None) && self.names_somebody(at + 1);
        match close {
            _ if is_row => WalkStep::To(at + 1),
            Some(close) if line.is_mark(close, |c| c == ',') && self.begins_predicate(close + 1) => {
                WalkStep::To(close + 1)
            }
            _ => self.none(),
        }
    }

    /// Whether one person or several are named here, in a row of subjects: "three children, a woman and two men died".
    fn names_somebody(&self, at: usize) -> bool {
        let is_one = self.line.is_any(at, &["a", "an", "the", "his", "her", "their"])
            && (at + 1..at + 4).any(|at| self.line.has(at, WordClass::Person));
        let is_number = self
            .counts
            .end_at(at)
            .and_then(|end| self.line.before(end))
            .is_some_and(|at| self.line.has(at, WordClass::Person));
        is_one || is_number
    }

    /// Whether a helping verb or a word of harm stands here.
    fn begins_predicate(&self, at: usize) -> bool {
        let Some(entry) = self.line.entry(at) else { return false };
        let is_harm = entry.harm_as_any(&[HarmRole::Passive, HarmRole::Does, HarmRole::State]).is_some();
        let is_helper = entry.has_any(&[WordClass::Be, WordClass::Have, WordClass::Modal]);
        is_helper
            || is_harm && !object_follows(self.line, self.line.after(at))
            || entry.has(WordClass::Adverb)
                && self.line.entry(at + 1).is_some_and(|next| next.harm_as(HarmRole::Passive).is_some())
    }

    fn word(&mut self, entry: &'static WordEntry, token: &TextToken<'_>) -> WalkStep {
        let at = self.at;
        if let Some(end) = self.counts.end_at(at).filter(|_| at > self.from) {
            return if self.joins_here() { WalkStep::To(end.max(at + 1)) } else { self.none() };
        }
        if !entry.harm.is_empty()
            && let Some(step) = self.harm(entry)
        {
            return step;
        }
        if entry.has(WordClass::Rescue) && self.pardons == 0 {
            return WalkStep::Found(Predicate::Other);
        }
        let helper =
            [(WordClass::Be, Helper::Be), (WordClass::Have, Helper::Have), (WordClass::Modal, Helper::Modal)];
        if let Some((_, helper)) = helper.iter().find(|(class, _)| entry.has(*class)) {
            self.helper = *helper;
            return self.on();
        }
        if entry.has(WordClass::Adverb) && !token.is_any(&["there", "here", "alone", "together"]) {
            return self.on();
        }
        if self.reach == LookAhead::Beside {
            return self.none();
        }
        if self.helper != Helper::None {
            return self.main_verb(token);
        }
        self.other_word(entry, token)
    }

    /// A word of no harm behind a helping verb is what is said of these people.
    fn main_verb(&mut self, token: &TextToken<'_>) -> WalkStep {
        if token.is("to") {
            return self.on();
        }
        if token.is_any(&["among", "amongst", "counted"]) && self.helper == Helper::Be {
            let word = (self.at + 1..self.at + 5)
                .find(|at| self.line.entry(*at).is_some_and(|entry| entry.harm_as(HarmRole::Noun).is_some()));
            let tie = word.and_then(|word| {
                Some(Tie { word, measure: self.line.entry(word)?.harm_as(HarmRole::Noun)? })
            });
            return WalkStep::Found(tie.map_or(Predicate::Other, Predicate::Harm));
        }
        if self.pardons > 0 {
            self.pardons -= 1;
            self.helper = Helper::None;
            return self.on();
        }
        WalkStep::Found(Predicate::Other)
    }

    fn other_word(&mut self, entry: &WordEntry, token: &TextToken<'_>) -> WalkStep {
        let word = &*token.folded;
        if token.is_any(&["they", "he", "she", "we", "it"])
            && self.at <= self.from + 1
            && let Some(tie) = self.object_of()
        {
            return WalkStep::Found(Predicate::Harm(tie));
        }
        if entry.has(WordClass::Relative) && !(token.is("that") && self.at > self.from + 2) {
            self.pardons = 1;
            self.is_relative = true;
            return self.on();
        }
        if entry.has(WordClass::Subordinator) && !entry.has(WordClass::Relative) {
            let is_preposition = token.is_any(&["since", "until"]) || self.is_relative && token.is("as");
            return if is_preposition { self.on() } else { self.none() };
        }
        if entry.has(WordClass::Verb) && !(entry.has(WordClass::Thing) && self.at > self.from) {
            return self.finite_verb();
        }
        let is_participle = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        if is_participle
            && word.ends_with("ed")
            && self.at > self.from
            && self.is_behind_noun()
            && self.pardons == 0
        {
            return self.finite_verb();
        }
        if token.is("by") && self.line.is_any(self.at + 1, &["the", "a", "an"]) || !token.is("by") {
            return self.on();
        }
        self.on()
    }

    /// "33 pupils they had seized": the verb whose object the noun is.
    fn object_of(&self) -> Option<Tie> {
        let mut at = self.at + 1;
        while self.line.has_any(at, &[WordClass::Have, WordClass::Adverb]) && at < self.at + 4 {
            at += 1;
        }
        let measure = self.line.entry(at)?.harm_as(HarmRole::Active)?;
        (!object_follows(self.line, self.line.after(at))).then_some(Tie { word: at, measure })
    }

    fn is_behind_noun(&self) -> bool {
        self.line.before(self.at).is_some_and(|before| self.line.has(before, WordClass::Adverb))
    }

    fn finite_verb(&mut self) -> WalkStep {
        if self.pardons > 0 {
            self.pardons -= 1;
            return self.on();
        }
        WalkStep::Found(Predicate::Other)
    }

    /// A word of harm: `None` where it is a mere noun that stands on the way.
    fn harm(&mut self, entry: &WordEntry) -> Option<WalkStep> {
        let after = self.line.after(self.at);
        let found = |measure: Measure| WalkStep::Found(Predicate::Harm(Tie { word: self.at, measure }));
        let is_beside = self.at == self.from || self.helper != Helper::None || self.is_behind_noun();
        if let Some(measure) = entry.harm_as(HarmRole::Passive) {
            let is_phrase = self.line.after(self.at) > self.at + 1;
            let is_active = (entry.harm_as(HarmRole::Active).is_some() || is_phrase)
                && self.helper != Helper::Be
                && (matches!(self.helper, Helper::Have | Helper::Modal) || object_follows(self.line, after));
            let does = entry.harm_as(HarmRole::Does);
            return Some(match (is_active, does) {
                (true, Some(measure)) if !object_follows(self.line, after) => found(measure),
                (true, _) => WalkStep::Found(Predicate::Other),
                (false, _) => found(measure),
            });
        }
        if let Some(measure) = entry.harm_as(HarmRole::Does) {
            return Some(found(measure));
        }
        if let Some(measure) =
            entry.harm_as(HarmRole::State).filter(|_| is_beside || self.reach == LookAhead::Clause)
        {
            return Some(found(measure));
        }
        if entry.harm_as(HarmRole::Active).is_some() && self.pardons == 0 {
            return Some(WalkStep::Found(Predicate::Other));
        }
        None
    }
}
