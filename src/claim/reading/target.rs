//! Where to look for the series of a claim: the events that it names, else its places, else who says it.

use rustc_hash::FxHashSet;

use super::found::FoundClaim;
use crate::claim::naming::{NameFit, NameMention, Named};
use crate::claim::words::{Word, words_of};
use crate::extract::FoundFigure;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::Scope;

/// Where to look for the series of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Among the series of these events; several where the words fit several.
    Events {
        /// The events, by canonical names.
        events: Vec<Name>,
        /// The place that the claim names beside them.
        place: Where,
    },
    /// Among all events of these places and of places inside them.
    Places(Where),
    /// Among all events of which this authority counts something.
    Authority(Name),
    /// Nothing that the claim names is in the ledger.
    Nothing,
}

/// The place that a claim names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// Places of the ledger that it may be; several where places have one name. Empty: none is named.
    pub places: Vec<Name>,
    /// A place that the ledger does not have.
    pub unknown: Option<String>,
}

impl Where {
    /// Whether a series is of the place, or of one inside it.
    pub fn holds(&self, scope: &Scope) -> bool {
        let place = scope.place.as_ref();
        place.is_some_and(|place| self.places.iter().any(|named| place.is_within(named.as_str())))
    }
}

/// What the place that extraction found is in the ledger.
enum ToldPlace<'m> {
    /// A place that the ledger does not have.
    Unknown,
    /// No place of its own.
    Nothing,
    /// Places of the ledger.
    Among(Vec<&'m NameMention>),
}

/// Words that make another place of a name: "northern Norland" is not Norland.
const PARTS: [&str; 14] = [
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper",
    "lower", "inner", "outer", "outside",
];

/// Words that stand before a place.
const BEFORE_PLACES: [&str; 16] = [
    "in",
    "at",
    "near",
    "inside",
    "across",
    "around",
    "outside",
    "on",
    "of",
    "from",
    "within",
    "throughout",
    "through",
    "over",
    "off",
    "the",
];

/// Where to look for the series of a claim.
pub fn target(claim: FoundClaim<'_>) -> Target {
    TargetSearch::new(claim).target()
}

/// Finds what a claim names.
pub struct TargetSearch<'a> {
    figure: &'a FoundFigure,
    named: &'a Named,
    before: Option<&'a Name>,
    at: usize,
    beside: &'a [FoundFigure],
}

impl<'a> TargetSearch<'a> {
    /// In a claim.
    pub fn new(claim: FoundClaim<'a>) -> TargetSearch<'a> {
        let FoundClaim { figure, named, before, at, beside } = claim;
        TargetSearch { figure, named, before, at, beside }
    }

    fn target(&self) -> Target {
        let sayers = self.sayers();
        let mut events = self.events(&sayers);
        let taken: FxHashSet<usize> =
            events.iter().flat_map(|mention| mention.words.iter().copied()).collect();
        let place = self.place(&sayers, &taken);
        if let (true, Some(before)) = (events.is_empty(), self.before.filter(|before| self.may_be(before))) {
            return Target::Events { events: vec![before.clone()], place };
        }
        if !events.is_empty() {
            let mut events: Vec<Name> = events.drain(..).map(|mention| mention.name.clone()).collect();
            events.dedup();
            return Target::Events { events, place };
        }
        if !place.places.is_empty() {
            return Target::Places(place);
        }
        let unnamed = self.figure.event.is_none() && place.unknown.is_none() && !self.has_strangers(&sayers);
        match self.authority_here().filter(|_| unnamed && !self.tells_what_happened(&sayers)) {
            Some(authority) => Target::Authority(authority),
            None => Target::Nothing,
        }
    }

    /// The words of the sentence in which somebody is named who says the number or passes it on.
    fn sayers(&self) -> FxHashSet<usize> {
        let said = &self.figure.said;
        let authority = said.authority.as_ref().filter(|name| !names_an_event(name, self.named));
        let names = [authority, said.speaker.as_ref(), said.via.as_ref()];
        let several = |name: &&String| words_of(name).len() > 1 || Some(*name) != self.figure.place.as_ref();
        names.into_iter().flatten().filter(several).flat_map(|name| self.standing(name)).collect()
    }

    /// Wherever words stand one behind the other in the sentence.
    fn standing(&self, text: &str) -> Vec<usize> {
        let (form, words) = (words_of(text), &self.named.words);
        let fits = |from: &usize| {
            let here = words[*from..].iter();
            form.len() <= words.len() - from && form.iter().zip(here).all(|(a, b)| a.plain == b.plain)
        };
        let starts = (0..words.len()).filter(|_| !form.is_empty()).filter(fits);
        starts.flat_map(|from| from..from + form.len()).collect()
    }

    /// The events that are named best.
    fn events(&self, sayers: &FxHashSet<usize>) -> Vec<&NameMention> {
        let of_events = self.named.mentions.iter().filter(|mention| mention.kind == NameKind::Event);
        let mut events: Vec<&NameMention> = of_events
            .filter(|mention| !mention.words.iter().all(|at| sayers.contains(at)))
            .filter(|mention| !self.is_another(mention))
            .filter(|mention| mention.fit > NameFit::Partly || !self.has_strangers(sayers))
            .collect();
        let sure: Vec<Name> =
            events.iter().filter(|one| one.fit > NameFit::Partly).map(|one| one.name.clone()).collect();
        let has_inner =
            |outer: &Name| sure.iter().any(|inner| inner != outer && inner.is_within(outer.as_str()));
        events.retain(|mention| !has_inner(&mention.name));
        let best = events.iter().map(|mention| mention.fit.min(NameFit::InAnyOrder)).max();
        events.retain(|mention| Some(mention.fit.min(NameFit::InAnyOrder)) == best);
        let all = events.clone();
        let is_part = |one: &NameMention| {
            let within = |other: &&NameMention| {
                other.words.len() > one.words.len() && one.words.iter().all(|at| other.words.contains(at))
            };
            all.iter().any(within)
        };
        events.retain(|mention| !is_part(mention));
        self.narrowed(events)
    }

    /// Of several events those whose year the sentence names, else those of which extraction found the words.
    fn narrowed<'m>(&self, events: Vec<&'m NameMention>) -> Vec<&'m NameMention> {
        let numbers: FxHashSet<&str> =
            self.named.words.iter().filter(|word| word.is_number()).map(|word| word.plain.as_str()).collect();
        let has_year = |mention: &&NameMention| {
            words_of(mention.name.leaf())
                .iter()
                .any(|word| word.is_number() && numbers.contains(&*word.plain))
        };
        let asked = self.figure.event.as_deref().map(words_of).unwrap_or_default();
        let has_words = |mention: &&NameMention| {
            let name = words_of(mention.name.leaf());
            let mut asked = asked.iter().filter(|word| !word.is_small()).peekable();
            asked.peek().is_some() && asked.all(|word| name.iter().any(|other| other.says(word)))
        };
        let tests: [&dyn Fn(&&NameMention) -> bool; 2] = [&has_year, &has_words];
        let mut events = events;
        for test in tests {
            let fitting: Vec<&NameMention> = events.iter().copied().filter(|mention| test(mention)).collect();
            if events.len() > 1 && !fitting.is_empty() {
                events = fitting;
            }
        }
        if events.len() > 1 { self.own_event(&events).map_or(events, |own| vec![own]) } else { events }
    }

    /// The event that belongs to the number, where events and numbers take turns: "the dam killed 44, the fire 18".
    fn own_event<'m>(&self, events: &[&'m NameMention]) -> Option<&'m NameMention> {
        let begins = |mention: &&'m NameMention| {
            let first = mention.words.first().and_then(|first| self.named.words.get(*first));
            Some((self.at + first?.span.start, Some(*mention)))
        };
        let end = self.at + self.named.words.last().map_or(0, |word| word.span.end);
        let numbers = self.beside.iter().map(|figure| figure.span.start);
        let numbers = numbers.filter(|start| (self.at..end).contains(start)).map(|start| (start, None));
        let mut turns: Vec<(usize, Option<&NameMention>)> =
            events.iter().filter_map(begins).chain(numbers).collect();
        turns.sort_by_key(|(start, _)| *start);
        let take_turns = turns.windows(2).all(|pair| pair[0].1.is_none() || pair[1].1.is_none());
        let own =
            turns.iter().position(|(start, event)| event.is_none() && *start == self.figure.span.start)?;
        let (before, behind) = (turns[..own].iter().rev(), turns[own..].iter());
        let first_is_event = turns.first().is_some_and(|(_, event)| event.is_some());
        let found = match first_is_event {
            true => before.into_iter().find_map(|(_, event)| *event),
            false => behind.into_iter().find_map(|(_, event)| *event),
        };
        found.filter(|_| take_turns)
    }

    /// Whether the sentence speaks of another event than one of which it has some words: a fire of the same bridge.
    fn is_another(&self, mention: &NameMention) -> bool {
        let own = kinds(&words_of(mention.name.leaf()));
        if mention.fit >= NameFit::InAnyOrder || own.is_empty() {
            return false;
        }
        let differs = |words: &[Word]| {
            let told = kinds(words);
            !told.is_empty() && told.is_disjoint(&own)
        };
        let behind = mention.words.last().and_then(|last| self.named.words.get(last + 1));
        let event = self.figure.event.as_deref().map(words_of).unwrap_or_default();
        differs(&event)
            || behind.is_some_and(|word| differs(std::slice::from_ref(word)))
            || mention.fit == NameFit::Partly && differs(&self.named.words)
    }

    /// Whether an event that is not named may be the one of the sentence: nothing there speaks of something else.
    pub fn may_be(&self, event: &Name) -> bool {
        let (name, sayers) = (words_of(event.leaf()), self.sayers());
        if let Some(told) = &self.figure.event {
            let told: Vec<Word> = words_of(told).into_iter().filter(|word| !word.is_small()).collect();
            let in_place = |word: &Word| {
                let places = self.named.mentions.iter().filter(|mention| mention.kind == NameKind::Place);
                places
                    .flat_map(|mention| words_of(mention.name.as_str()))
                    .any(|other| other.plain == word.plain)
            };
            let generic =
                |word: &Word| GENERIC.contains(&word.plain.as_str()) || word.describes() || in_place(word);
            let own: Vec<&Word> = told.iter().filter(|word| !generic(word)).collect();
            let is_own = |word: &&&Word| name.iter().any(|other| other.says(word));
            let mut things = own.iter().filter(|word| word.happenings().is_empty()).peekable();
            let has_other_things = things.peek().is_some() && !things.any(|word| is_own(&word));
            return !has_other_things && (own.is_empty() || own.iter().any(|word| is_own(&word)));
        }
        let here = self.named.words.iter().enumerate().filter(|(at, _)| !sayers.contains(at));
        let here: Vec<Word> = here.map(|(_, word)| word.clone()).collect();
        let (told, own) = (kinds(&here), kinds(&name));
        told.is_empty() || own.is_empty() || !told.is_disjoint(&own)
    }

    /// Whether the sentence has a word for what happened.
    fn tells_what_happened(&self, sayers: &FxHashSet<usize>) -> bool {
        let words = self.named.words.iter().enumerate();
        words.filter(|(at, _)| !sayers.contains(at)).any(|(_, word)| !word.happenings().is_empty())
    }

    /// Whether the sentence has a name that the ledger does not know.
    fn has_strangers(&self, sayers: &FxHashSet<usize>) -> bool {
        let known: FxHashSet<usize> =
            self.named.mentions.iter().flat_map(|mention| mention.words.iter().copied()).collect();
        let in_capitals = self.named.words.iter().all(|word| word.is_capital || word.is_number());
        let is_stranger = |(at, word): (usize, &Word)| {
            at > 0
                && word.is_capital
                && !known.contains(&at)
                && !sayers.contains(&at)
                && !word.is_of_calendar()
        };
        in_capitals || self.named.words.iter().enumerate().any(is_stranger)
    }

    /// The place that the claim names beside the words of its event.
    fn place(&self, sayers: &FxHashSet<usize>, taken: &FxHashSet<usize>) -> Where {
        let of_places = self.named.mentions.iter().filter(|mention| mention.kind == NameKind::Place);
        let free = |mention: &&NameMention| {
            !mention.words.iter().any(|at| taken.contains(at))
                && !mention.words.iter().all(|at| sayers.contains(at))
                && !self.is_of_people(mention)
                && !self.is_of_body(mention)
                && (taken.is_empty() || self.is_said_as_place(mention))
        };
        let mut places: Vec<&NameMention> = of_places.filter(free).collect();
        if let Some(told) = &self.figure.place {
            match self.told_place(told, &places, (sayers, taken)) {
                ToldPlace::Unknown => return Where { places: Vec::new(), unknown: Some(told.clone()) },
                ToldPlace::Among(here) => places = here,
                ToldPlace::Nothing => {}
            }
        }
        let is_part = |mention: &&NameMention| {
            let before = mention.words.first().and_then(|first| self.named.words.get(first.checked_sub(1)?));
            before.is_some_and(|word| PARTS.contains(&word.plain.as_str()))
        };
        if let Some(part) = places.iter().find(|mention| is_part(mention)) {
            return Where { places: Vec::new(), unknown: Some(self.with_word_before(part)) };
        }
        Where { places: self.innermost(places), unknown: None }
    }

    /// What the place that extraction found is in the ledger. Words of the event, of who says it and of other names are none.
    fn told_place<'m>(
        &self,
        told: &str,
        places: &[&'m NameMention],
        (sayers, taken): (&FxHashSet<usize>, &FxHashSet<usize>),
    ) -> ToldPlace<'m> {
        let at = self.standing(told);
        let known = || self.named.mentions.iter().filter(|one| one.kind == NameKind::Place);
        let in_a_name = |at: &usize| {
            let others = self.named.mentions.iter().filter(|one| one.kind != NameKind::Place);
            others.into_iter().any(|other| other.fit == NameFit::Whole && other.words.contains(at))
        };
        let is_free = |at: &usize| {
            let is_small = self.named.words[*at].is_small();
            !taken.contains(at) && !sayers.contains(at) && !is_small && !in_a_name(at)
        };
        let own: Vec<usize> = at.iter().copied().filter(is_free).collect();
        let stands = |one: &NameMention| one.words.iter().any(|word| at.contains(word));
        let here: Vec<&NameMention> = places.iter().copied().filter(|one| stands(one)).collect();
        let is_part = own.iter().any(|at| PARTS.contains(&self.named.words[*at].plain.as_str()));
        let has_a_name = own.iter().any(|at| self.named.words[*at].is_capital);
        let is_within_name = known().any(|one| own.iter().all(|at| one.words.contains(at)));
        let is_known = known().any(stands);
        match () {
            () if !own.is_empty() && is_part && !is_within_name => ToldPlace::Unknown,
            () if !own.is_empty() && here.is_empty() && has_a_name && !is_known => ToldPlace::Unknown,
            () if here.is_empty() => ToldPlace::Nothing,
            () => ToldPlace::Among(here),
        }
    }

    /// The places that lie around no other one; of those that the same words name, the one around the others.
    fn innermost(&self, places: Vec<&NameMention>) -> Vec<Name> {
        let is_inner = |mention: &NameMention| {
            let around = |other: &&NameMention| {
                other.name != mention.name
                    && other.words == mention.words
                    && mention.name.is_within(other.name.as_str())
            };
            places.iter().any(around)
        };
        let outer: Vec<&NameMention> = places.iter().copied().filter(|mention| !is_inner(mention)).collect();
        let longest = outer.iter().map(|mention| mention.words.len()).max().unwrap_or_default();
        let counts = |mention: &&NameMention| self.figure.place.is_none() || mention.words.len() == longest;
        let all: Vec<Name> = outer.into_iter().filter(counts).map(|mention| mention.name.clone()).collect();
        let has_inner =
            |outer: &Name| all.iter().any(|inner| inner != outer && inner.is_within(outer.as_str()));
        let mut names: Vec<Name> = all.iter().filter(|place| !has_inner(place)).cloned().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the name stands right before the noun of those who are counted: "Norland soldiers".
    fn is_of_people(&self, mention: &NameMention) -> bool {
        let behind = mention.words.last().and_then(|last| self.named.words.get(last + 1));
        let group = words_of(&self.figure.group);
        behind.is_some_and(|word| group.iter().any(|noun| noun.says(word)))
    }

    /// A name as it stands in the sentence, with the word before it.
    fn with_word_before(&self, mention: &NameMention) -> String {
        let first = mention.words.first().map_or(0, |first| first.saturating_sub(1));
        let words = self.named.words.get(first..=mention.words.last().copied().unwrap_or(first));
        words.into_iter().flatten().map(|word| word.printed.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether the name is part of a body's: "Norland army", "Orla Coal Company".
    fn is_of_body(&self, mention: &NameMention) -> bool {
        let Some(last) = mention.words.last().copied() else { return false };
        let Some((own, behind)) = self.named.words.get(last).zip(self.named.words.get(last + 1)) else {
            return false;
        };
        let is_next = own.span.end + 1 == behind.span.start;
        let is_named = |at: usize| self.named.mentions.iter().any(|other| other.words.contains(&at));
        let in_capitals = self.named.words.iter().all(|word| word.is_capital || word.is_number());
        let goes_on = behind.is_capital && !behind.is_of_calendar() && !in_capitals && !is_named(last + 1);
        is_next && (behind.makes_a_body() || goes_on)
    }

    /// Whether a preposition stands before a name, or extraction found it to be the place.
    fn is_said_as_place(&self, mention: &NameMention) -> bool {
        let told = self.figure.place.as_deref().map(|place| self.standing(place)).unwrap_or_default();
        let before = mention.words.first().and_then(|first| self.named.words.get(first.checked_sub(1)?));
        let is_begun = before.is_some_and(|word| BEFORE_PLACES.contains(&word.plain.as_str()));
        is_begun || mention.words.iter().any(|at| told.contains(at))
    }

    /// The authority or the publisher of the ledger that says the number.
    fn authority_here(&self) -> Option<Name> {
        let at: FxHashSet<usize> =
            self.figure.said.authority.iter().flat_map(|name| self.standing(name)).collect();
        let is_sayer = |mention: &&NameMention| {
            matches!(mention.kind, NameKind::Authority | NameKind::Publisher)
                && mention.words.iter().all(|word| at.contains(word))
        };
        self.named.mentions.iter().find(is_sayer).map(|mention| mention.name.clone())
    }
}

/// Whether words that stand where somebody says something name an event: "cholera has claimed nine lives".
pub fn names_an_event(printed: &str, named: &Named) -> bool {
    let words: Vec<Word> =
        words_of(printed).into_iter().filter(|word| !word.is_small() && !word.is_number()).collect();
    let is_place = |word: &Word| {
        let places = named.mentions.iter().filter(|mention| mention.kind == NameKind::Place);
        places.flat_map(|mention| words_of(mention.name.as_str())).any(|other| other.plain == word.plain)
    };
    let is_of = |mention: &NameMention| {
        let name = words_of(mention.name.leaf());
        words.iter().all(|word| name.iter().any(|other| other.says(word)))
    };
    let mut events = named.mentions.iter().filter(|mention| mention.kind == NameKind::Event);
    !words.is_empty() && words.iter().any(|word| !is_place(word)) && events.any(is_of)
}

/// Words that can be said of every event.
const GENERIC: [&str; 14] = [
    "disaster",
    "tragedy",
    "accident",
    "incident",
    "catastrophe",
    "event",
    "events",
    "violence",
    "crisis",
    "emergency",
    "toll",
    "death",
    "deaths",
    "killings",
];

/// The kinds of happenings of which words tell.
fn kinds(words: &[Word]) -> FxHashSet<usize> {
    words.iter().flat_map(|word| word.happenings().iter().copied()).collect()
}
