//! What is said of those whom a number counts: "12 were killed", "12 people in the bus died", "12 were rescued".

use super::lexicon::{HarmRole, WordClass, WordEntry};
use super::line::GlossedLine;
use super::losses::HOLD;
use super::ties::{OtherCounts, Tie, ends_clause, object_follows};
use super::token::TextToken;
use crate::model::words::Measure;

/// What a look to the right found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Predicate {
    Harm(Tie),
    /// Something else is said of these people: they marched, were rescued.
    Other,
    /// Nothing is said of them here.
    Nothing,
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
        // "Twelve stokers, most of them foreigners, and three pilots died".
        let is_aside =
            line.is_any(at + 1, &["most", "mostly", "many", "some", "all", "mainly", "both", "among"]);
        let joined = close
            .filter(|close| is_aside && line.is_mark(*close, |c| c == ',') && line.is(close + 1, "and"))
            .and_then(|close| self.counts.end_at(close + 2));
        if let Some(end) = joined.filter(|_| matches!(self.helper, Helper::None)) {
            return WalkStep::To(end);
        }
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
            return WalkStep::Found(self.came_away());
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
        // "nine remain trapped, with no contact"
        let is_cut_off = token.is("trapped")
            && self
                .line
                .find(self.at..self.at + 8, |at| {
                    self.line.is_any(at, &["no", "without", "lost"])
                        && (at + 1..at + 3).any(|at| self.line.is(at, "contact"))
                })
                .is_some();
        if is_cut_off {
            return WalkStep::Found(Predicate::Harm(Tie { word: self.at, measure: Measure::Missing }));
        }
        WalkStep::Found(self.joined_participle().map_or_else(|| self.came_away(), Predicate::Harm))
    }

    /// "Were ambushed and killed", "were dragged out and later shot": the participle of harm that goes with the one here.
    fn joined_participle(&self) -> Option<Tie> {
        const FARTHEST: usize = 6;
        let (line, from) = (self.line, self.line.after(self.at));
        // "Stopped, robbed and killed".
        let is_one_of_three = |at: usize| {
            line.token(at).is_some_and(|token| {
                token.folded.ends_with("ed") || token.folded.ends_with("en") || token.is("held")
            })
        };
        let ends = |at: usize| {
            line.token(at).is_some_and(ends_clause)
                || line.is_mark(at, |c| c == ',') && !is_one_of_three(at + 1)
                || self.counts.begins_at(at)
        };
        let end = line.find(from..from + FARTHEST, ends).unwrap_or(from + FARTHEST);
        let and = line.find(from..end, |at| line.is(at, "and")).filter(|_| self.helper == Helper::Be)?;
        let is_participle =
            |at: usize| line.entry(at).is_some_and(|entry| entry.harm_as(HarmRole::Passive).is_some());
        let word = line.find(and + 1..and + 4, |at| is_participle(at) || !line.has(at, WordClass::Adverb))?;
        let measure = line.entry(word)?.harm_as(HarmRole::Passive)?;
        (!object_follows(line, line.after(word))).then_some(Tie { word, measure })
    }

    /// What became of those who were brought out or came away: "were pulled out with burns" tells that they are hurt.
    fn came_away(&self) -> Predicate {
        const FARTHEST: usize = 6;
        let line = self.line;
        let ends = |at: usize| {
            line.token(at).is_some_and(ends_clause)
                || line.is_mark(at, |c| c == ',')
                || self.counts.begins_at(at)
                || line.has(at, WordClass::Conjunction)
        };
        let end = line.find(self.at + 1..self.at + FARTHEST, ends).unwrap_or(self.at + FARTHEST);
        let hurt = |at: &usize| {
            line.is(*at, "with")
                && line
                    .entry(*at)
                    .is_some_and(|entry| entry.harm_as(HarmRole::State) == Some(Measure::Injured))
        };
        let word = (self.at + 1..end).find(hurt);
        word.map_or(Predicate::Other, |word| Predicate::Harm(Tie { word, measure: Measure::Injured }))
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
        // "Holds two of the seven surveyors it took".
        let is_held = || (self.from.saturating_sub(10)..self.from).any(|at| self.line.is_any(at, HOLD));
        let taken = Some(Measure::Hostage).filter(|_| self.line.is_any(at, &["took", "taken"]) && is_held());
        let measure = self.line.entry(at)?.harm_as(HarmRole::Active).or(taken)?;
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

    /// Where a phrase or a relative clause only tells which people are meant, the verb behind it counts: "three in hospital
    /// died", "four who had been taken to hospital died".
    fn later_verb(&self, entry: &WordEntry, after: usize) -> Option<WalkStep> {
        const FARTHEST: usize = 8;
        let (line, at) = (self.line, self.at);
        let found = |tie: Tie| WalkStep::Found(Predicate::Harm(tie));
        let is_phrase = entry.harm_as(HarmRole::State).is_some()
            && self.helper == Helper::None
            && line.is_any(at, &["in", "with", "on", "under"]);
        if is_phrase && let Predicate::Harm(tie) = predicate(line, after, LookAhead::Beside, self.counts) {
            return Some(found(tie));
        }
        if !(self.is_relative && self.helper != Helper::None && entry.harm_as(HarmRole::Passive).is_some()) {
            return None;
        }
        let ends = |at: usize| {
            line.token(at).is_some_and(ends_clause)
                || line.is_mark(at, |c| c == ',')
                || self.counts.begins_at(at)
                || line.has_any(at, &[WordClass::Conjunction, WordClass::Relative])
                || line.is_any(at, &["when", "while", "after", "before", "as", "where", "because"])
        };
        let end = line.find(after..after + FARTHEST, ends).unwrap_or(after + FARTHEST);
        let word = line.find(after..end, |at| line.is_any(at, &["died", "perished", "succumbed"]))?;
        let measure = line.entry(word)?.harm_as(HarmRole::Does)?;
        Some(found(Tie { word, measure }))
    }

    /// "From their homes" says that people were driven out only beside a verb that drives.
    fn is_merely_from_home(&self, entry: &WordEntry) -> bool {
        const DRIVE: &[&str] = &[
            "drove", "driven", "drive", "drives", "driving", "forced", "forces", "forcing", "chased",
            "chasing", "pushed", "pushing", "evicted", "put", "puts", "threw", "thrown", "sent", "kept",
            "are", "were",
        ];
        let is_home = entry.harm_as(HarmRole::State) == Some(Measure::Displaced)
            && self.line.is_any(self.at, &["out", "from"]);
        is_home && !(self.at.saturating_sub(10)..self.at).any(|at| self.line.is_any(at, DRIVE))
    }

    /// "Relatives of the missing", "doctors for the wounded": those harmed are others.
    fn is_of_others(&self) -> bool {
        let the = self.line.before(self.at).filter(|at| self.line.is_any(*at, &["the", "those", "these"]));
        let link = the.and_then(|the| self.line.before(the));
        link.is_some_and(|at| {
            at >= self.from
                && self.line.has(at, WordClass::Preposition)
                && !self.line.is_any(at, &["among", "amongst", "as"])
        })
    }

    /// A word of harm: `None` where it is a mere noun that stands on the way.
    fn harm(&mut self, entry: &WordEntry) -> Option<WalkStep> {
        let after = self.line.after(self.at);
        if self.is_of_others() {
            return Some(self.on());
        }
        let found = |measure: Measure| WalkStep::Found(Predicate::Harm(Tie { word: self.at, measure }));
        let is_beside = self.at == self.from || self.helper != Helper::None || self.is_behind_noun();
        if let Some(step) = self.later_verb(entry, after) {
            return Some(step);
        }
        // "Were abducted and murdered": they are dead.
        let death = self.joined_participle().filter(|tie| tie.measure == Measure::Killed);
        if let Some(tie) = death.filter(|_| entry.harm_as(HarmRole::Passive).is_some()) {
            return Some(WalkStep::Found(Predicate::Harm(tie)));
        }
        if let Some(measure) = entry.harm_as(HarmRole::Passive) {
            let is_active = self.helper != Helper::Be
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
        if let Some(measure) = entry
            .harm_as(HarmRole::State)
            .filter(|_| (is_beside || self.reach == LookAhead::Clause) && !self.is_merely_from_home(entry))
        {
            return Some(found(measure));
        }
        if entry.harm_as(HarmRole::Active).is_some() && self.pardons == 0 {
            return Some(WalkStep::Found(Predicate::Other));
        }
        None
    }
}
