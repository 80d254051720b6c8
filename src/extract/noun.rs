//! What stands behind a number: the noun that it counts, with its adjectives.

use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::token::{TextToken, is_dash, is_opening_quote};
use crate::model::wording::{count_at_start_of, may_begin_count};

/// The noun behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NounBehind {
    pub class: NounClass,
    /// The last word of the noun; `None` where none follows.
    pub head: Option<usize>,
    /// The first word of a noun of several: `aid` in `aid workers`.
    pub head_start: Option<usize>,
    /// A word of harm in front of the noun or in its place: `wounded` in "33 wounded persons", `deaths`.
    pub harm: Option<usize>,
    pub of: OfWhom,
    /// The token behind it.
    pub end: usize,
}

/// What the noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounClass {
    Person,
    /// A plural that is in no list.
    Unlisted,
    /// A thing, an animal, a unit of measure.
    Thing,
    /// A word of harm stands in its place.
    Harm,
    Nothing,
}

/// What an "of" behind a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfWhom {
    Nobody,
    /// "hundreds of people"
    Some,
    /// "four of the victims", "17 of our citizens"
    Of,
    /// "five of them", "two of whom", "three of those burned"
    Them,
}

/// Reads the noun that begins at a token.
pub(super) fn noun_at(line: &GlossedLine<'_, '_>, from: usize) -> NounBehind {
    let mut found = NounBehind {
        class: NounClass::Nothing,
        head: None,
        head_start: None,
        harm: None,
        of: OfWhom::Nobody,
        end: from,
    };
    let from = behind_insertion(line, from);
    let mut at = from;
    let of = from + usize::from(line.begins(from, &["out", "of"]));
    if line.is(of, "of") {
        at = found.of_whom(line, of);
        if found.of == OfWhom::Them {
            return found;
        }
    }
    found.walk(line, at);
    found
}

/// The token behind what stands between a number and its noun: "9,140 (95% CI = 7,000-11,300) deaths", "fourteen, not forty,
/// passengers".
fn behind_insertion(line: &GlossedLine<'_, '_>, from: usize) -> usize {
    const LONGEST: usize = 16;
    let is_open = line.is_mark(from, |c| matches!(c, '(' | '['));
    let not = from + 1 + usize::from(line.is(from + 1, "and"));
    let is_not = line.is_mark(from, |c| c == ',') && line.is(not, "not");
    let is_close = |at: usize| {
        let closes = |c| if is_open { matches!(c, ')' | ']') } else { c == ',' };
        line.is_mark(at, closes)
    };
    let close = line.find(from + 1..from + LONGEST, is_close).filter(|_| is_open || is_not);
    let is_inside = |close: usize| {
        let mut inside = from + 1..close;
        if is_open {
            inside.any(|at| line.is_any(at, &["ci", "cri", "ui", "confidence", "interval", "range"]))
        } else {
            close <= from + 6
                && inside.skip(not - from).any(|at| {
                    line.token(at).is_some_and(|token| token.is_numeral() || may_begin_count(&token.folded))
                })
        }
    };
    close.filter(|close| is_inside(*close) && line.is_word(close + 1)).map_or(from, |close| close + 1)
}

impl NounBehind {
    /// Whether people are counted, or what happened to them.
    pub fn may_be_people(&self) -> bool {
        self.class != NounClass::Thing
    }

    fn of_whom(&mut self, line: &GlossedLine<'_, '_>, of: usize) -> usize {
        let mut at = of + 1;
        self.of = OfWhom::Some;
        if line.is_any(at, &["them", "whom", "us", "which", "these", "those"]) {
            let is_pronoun = line.is_any(at, &["them", "whom", "us", "which"]) || !names_people(line, at + 1);
            self.of = if is_pronoun { OfWhom::Them } else { OfWhom::Of };
            self.end = at + 1;
            return at + 1;
        }
        while line.has(at, WordClass::Determiner) {
            self.of = OfWhom::Of;
            at += 1;
        }
        // "three of the 14 hostages": the number of the whole is passed.
        if line
            .token(at)
            .is_some_and(|token| token.is_numeral() || token.is_word() && is_number(&token.folded))
        {
            self.of = OfWhom::Of;
            at += 1;
        }
        at
    }

    fn walk(&mut self, line: &GlossedLine<'_, '_>, from: usize) {
        const LONGEST: usize = 9;
        let mut at = from;
        self.end = from;
        while at < line.len() && at < from + LONGEST {
            let token = &line.tokens[at];
            if token.is_mark_of(is_opening_quote) && self.head.is_none()
                || token.is_mark_of(is_dash) && token.is_glued
            {
                at += 1;
                continue;
            }
            if token.is("'s") {
                self.reset();
                at += 1;
                continue;
            }
            if !token.is_word() || !self.take(line, at) {
                return;
            }
            at = line.after(at);
        }
    }

    /// Takes one word; `false` where the noun has ended before it.
    fn take(&mut self, line: &GlossedLine<'_, '_>, at: usize) -> bool {
        let (Some(entry), Some(token)) = (line.entry(at), line.token(at)) else { return false };
        let after = line.after(at);
        let is_time = line.is_any(at, &["last", "next", "past", "earlier", "previous"])
            && line.has_any(at + 1, &[WordClass::UnitOfMeasure, WordClass::Weekday, WordClass::Month]);
        if is_time {
            return false;
        }
        let is_harm = !entry.harm.is_empty();
        if is_harm && !entry.has(WordClass::Person) {
            return self.take_harm(line, at);
        }
        // "300 tenants homeless": what they are, and no noun of its own.
        if self.class == NounClass::Person && entry.harm_as(HarmRole::State).is_some() {
            return false;
        }
        if entry.has(WordClass::Person) && !(self.head.is_some() && entry.has(WordClass::Verb)) {
            self.set(at, after, NounClass::Person);
            self.harm = self.harm.or(Some(at).filter(|_| is_harm));
            return true;
        }
        // "3,400 confirmed fatalities"
        let is_counted = self.head.is_none()
            && token.is_any(&["confirmed", "reported", "recorded", "registered", "estimated", "known"])
            && line.entry(after).is_some_and(|next| next.harm_as(HarmRole::Noun).is_some());
        if is_counted {
            return true;
        }
        if entry.has(WordClass::Verb) && (self.head.is_some() || !entry.has(WordClass::Thing)) {
            return false;
        }
        if entry.has_any(&[WordClass::Thing, WordClass::Animal, WordClass::UnitOfMeasure]) {
            if self.class == NounClass::Person && entry.has(WordClass::Verb) {
                return false;
            }
            self.set(at, after, NounClass::Thing);
            return true;
        }
        if ends_noun(entry) {
            return self.is_skipped(line, at);
        }
        self.take_unlisted(token, at, after)
    }

    /// Whether a word that never belongs to a noun may stand before one: "12 also", "12 other".
    fn is_skipped(&self, line: &GlossedLine<'_, '_>, at: usize) -> bool {
        const NEVER: &[&str] = &[
            "the",
            "a",
            "an",
            "this",
            "that",
            "no",
            "any",
            "all",
            "both",
            "each",
            "every",
            "today",
            "yesterday",
            "overnight",
        ];
        self.head.is_none()
            && line.has_any(at, &[WordClass::Adverb, WordClass::Determiner])
            && !line.has_any(at, &[WordClass::Preposition, WordClass::Pronoun, WordClass::Be])
            && !line.is_any(at, NEVER)
    }

    /// A word of harm: an adjective where a noun for people follows it, else the end of the noun.
    fn take_harm(&mut self, line: &GlossedLine<'_, '_>, at: usize) -> bool {
        let after = line.after(at);
        let entry = line.entry(at);
        if self.head.is_none() && names_no_people(line, at) {
            self.set(after, line.after(after), NounClass::Thing);
            return false;
        }
        // "12 civilian deaths": the noun before tells whose.
        let counts_harm = entry.is_some_and(|entry| {
            entry.harm_as(HarmRole::Noun).is_some()
                && entry.harm_as_any(&[HarmRole::Passive, HarmRole::State, HarmRole::Does]).is_none()
        });
        if self.class == NounClass::Person && counts_harm {
            self.harm = Some(at);
            self.class = NounClass::Harm;
            self.end = after;
            return false;
        }
        if self.head.is_some() && self.class != NounClass::Thing {
            return false;
        }
        let is_adjective =
            entry.is_some_and(|entry| entry.harm_as_any(&[HarmRole::State, HarmRole::Passive]).is_some());
        // "the 9 affected districts"
        if is_adjective
            && self.head.is_none()
            && entry.is_some_and(|entry| entry.harm_as(HarmRole::Noun).is_none())
            && line.has(after, WordClass::Thing)
        {
            self.head = None;
            return true;
        }
        if is_adjective && names_people(line, after) {
            self.harm = Some(at);
            self.head = None;
            return true;
        }
        if self.class == NounClass::Thing {
            return false;
        }
        let is_noun =
            entry.is_some_and(|entry| entry.harm_as_any(&[HarmRole::Noun, HarmRole::State]).is_some());
        if is_noun {
            self.harm = Some(at);
            self.class = NounClass::Harm;
            self.end = after;
        }
        false
    }

    fn take_unlisted(&mut self, token: &TextToken<'_>, at: usize, after: usize) -> bool {
        let word = &*token.folded;
        let is_verb = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"));
        if self.class == NounClass::Person {
            // "12 police cadets", but "12 people aged", "12 people upstream".
            let is_noun = is_plural(word) && !is_verb;
            if is_noun {
                self.set(at, after, NounClass::Unlisted);
            }
            return is_noun;
        }
        if is_verb && self.head.is_some() {
            return false;
        }
        if is_plural(word) {
            self.set(at, after, NounClass::Unlisted);
        } else if self.class == NounClass::Unlisted {
            return false;
        }
        true
    }

    fn set(&mut self, at: usize, after: usize, class: NounClass) {
        self.head_start = Some(at);
        self.head = Some(after - 1);
        self.class = class;
        self.end = after;
    }

    fn reset(&mut self) {
        *self = NounBehind { class: NounClass::Nothing, head: None, head_start: None, harm: None, ..*self };
    }
}

fn is_number(word: &str) -> bool {
    may_begin_count(word) && count_at_start_of(word).is_some()
}

/// What never belongs to a noun.
fn ends_noun(entry: &super::lexicon::WordEntry) -> bool {
    entry.has_any(&[
        WordClass::Preposition,
        WordClass::Be,
        WordClass::Have,
        WordClass::Modal,
        WordClass::Subordinator,
        WordClass::Relative,
        WordClass::Conjunction,
        WordClass::Pronoun,
        WordClass::Determiner,
        WordClass::Adverb,
        WordClass::Weekday,
    ])
}

/// Whether a noun for people begins here, perhaps behind adjectives.
fn names_people(line: &GlossedLine<'_, '_>, from: usize) -> bool {
    let mut at = from;
    while at < from + 4 {
        let (Some(entry), Some(token)) = (line.entry(at), line.token(at)) else { return false };
        if entry.has(WordClass::Person) {
            return true;
        }
        let is_hyphen = token.is_mark_of(is_dash) && token.is_glued;
        let is_adjective =
            token.is_word() && !ends_noun(entry) && !entry.has(WordClass::Verb) && entry.harm.is_empty();
        if !is_hyphen && !is_adjective {
            return false;
        }
        at = line.after(at);
    }
    false
}

/// Whether a word of harm only tells of what kind the animals, things or words behind it are: "dead fish", "missing boats",
/// "death claims".
fn names_no_people(line: &GlossedLine<'_, '_>, harm: usize) -> bool {
    let noun = line.after(harm);
    let (Some(entry), Some(next), Some(token)) = (line.entry(harm), line.entry(noun), line.token(noun))
    else {
        return false;
    };
    let is_noun = !next.has_any(&[WordClass::Verb, WordClass::Person]) && next.harm.is_empty();
    let is_adjective = entry.harm_as_any(&[HarmRole::State, HarmRole::Passive]).is_some();
    let is_plural_thing = next.has(WordClass::Thing) && token.folded.ends_with('s') && !token.is_capital();
    let is_such = next.has(WordClass::Animal) || is_plural_thing || is_strange(line, noun);
    let is_compound = line.is_any(harm, &["death", "casualty", "fatality"])
        && token.is_word()
        && is_plural(&token.folded)
        && !ends_noun(next);
    is_adjective && is_such && is_noun || is_compound && !next.has(WordClass::Person)
}

/// Whether a plural in no list, behind "dead" or "missing", is more likely a kind of animal or thing: "60 dead beetles".
fn is_strange(line: &GlossedLine<'_, '_>, noun: usize) -> bool {
    let (Some(entry), Some(token)) = (line.entry(noun), line.token(noun)) else { return false };
    let is_lower = token.text.chars().all(char::is_lowercase);
    *entry == super::lexicon::WordEntry::default()
        && is_lower
        && is_plural(&token.folded)
        && !is_number(&token.folded)
        && !ends_as_people(&token.folded)
}

/// Whether a word ends as nouns for people do.
pub(super) fn ends_as_people(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ers", "ors", "ists", "ants", "ians", "eers", "ees", "men", "women", "folk", "mates", "ans", "ese",
        "ards", "tons", "smiths", "wrights",
    ];
    ENDINGS.iter().any(|end| word.ends_with(end))
}

/// Whether a word in no list looks like a plural.
fn is_plural(word: &str) -> bool {
    let is_s = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "ous", "'s"].iter().any(|end| word.ends_with(end));
    is_s || ["men", "women", "folk", "people"].iter().any(|end| word.ends_with(end) && word.len() > end.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::groups::group_of;
    use crate::extract::layout::Pages;

    fn noun(text: &str) -> (NounClass, Option<String>, Option<&str>, OfWhom) {
        let pages = Pages::of(text);
        let line = GlossedLine::of(&pages, 0..pages.tokens.len());
        let noun = noun_at(&line, 1);
        let harm = noun.harm.map(|at| pages.tokens[at].text);
        (noun.class, group_of(&line, &noun), harm, noun.of)
    }

    #[test]
    fn the_last_noun_counts() {
        for (text, class, group) in [
            ("9 young bus passengers were", NounClass::Person, Some("passengers")),
            ("9 aid workers from", NounClass::Person, Some("aid workers")),
            ("9 minors aged", NounClass::Person, Some("children")),
            ("9 Oskarians in", NounClass::Unlisted, Some("Oskarians")),
            ("9 police stations", NounClass::Thing, Some("stations")),
            ("9 of our citizens passed", NounClass::Person, Some("citizens")),
            ("1 climber died", NounClass::Person, Some("climbers")),
            ("9 in", NounClass::Nothing, None),
        ] {
            let (found, counted, _, _) = noun(text);
            assert_eq!((found, counted.as_deref()), (class, group), "{text}");
        }
    }

    #[test]
    fn words_of_harm_stand_before_the_noun_or_for_it() {
        assert_eq!(noun("33 wounded persons of").2, Some("wounded"));
        assert_eq!(noun("33 deaths above"), (NounClass::Harm, None, Some("deaths"), OfWhom::Nobody));
        assert_eq!(noun("33 killed in").0, NounClass::Harm);
        assert_eq!(noun("33 guards killed").2, None);
    }

    #[test]
    fn an_of_tells_whose_part_it_is() {
        for (text, of) in [
            ("5 of them girls", OfWhom::Them),
            ("5 of those burned", OfWhom::Them),
            ("5 of the victims", OfWhom::Of),
            ("hundreds of people", OfWhom::Some),
            ("5 people", OfWhom::Nobody),
        ] {
            assert_eq!(noun(text).3, of, "{text}");
        }
    }
}
