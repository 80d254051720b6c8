//! Which figures a question is about: filters by name and day, and free words.

use super::name::Name;
use super::names::NameKind;
use super::question::DayRange;
use super::recorded::Recorded;
use super::scope::Scope;
use super::synonyms;
use super::words::{CountType, Measure};

/// What a reading verb is asked to look at. Everything that is given must hold; nothing given is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the event's name.
    pub event: Option<String>,
    /// Part of the place's name.
    pub place: Option<String>,
    /// What happened to the people.
    pub measure: Option<Measure>,
    /// Part of the group's name.
    pub group: Option<String>,
    /// What the number counts up.
    pub count_type: Option<CountType>,
    /// Part of what else decides who is in; empty: nothing else does.
    pub definition: Option<String>,
    /// Part of the authority's name.
    pub authority: Option<String>,
    /// Part of the publisher's name.
    pub publisher: Option<String>,
    /// The days that the figures may hold for.
    pub days: DayRange,
    /// Free words: each occurs in one of the names, the measure or the count type.
    pub words: Vec<String>,
    /// What free words mean that are [`super::synonyms`]: the measure is one of each.
    pub meanings: Vec<&'static [Measure]>,
}

impl Filter {
    /// The same, with the free words that are synonyms read as the measures that they mean.
    pub fn understood(&self) -> Filter {
        let (mut words, mut meanings) = (Vec::new(), self.meanings.clone());
        for (at, word) in self.words.iter().enumerate() {
            match self.meaning_at(at) {
                Some(meaning) => meanings.push(meaning),
                None => words.push(word.clone()),
            }
        }
        Filter { words, meanings, ..self.clone() }
    }

    /// The free words that are synonyms.
    pub fn synonyms(&self) -> impl Iterator<Item = &str> {
        let words = self.words.iter().enumerate();
        words.filter(|(at, _)| self.meaning_at(*at).is_some()).map(|(_, word)| word.as_str())
    }

    /// The measures that a free word means; a word that names a measure together with the one before it stays a word.
    fn meaning_at(&self, at: usize) -> Option<&'static [Measure]> {
        let before = at.checked_sub(1).map(|before| self.words[before].as_str());
        let is_part = before.is_some_and(|before| synonyms::is_one_measure(before, &self.words[at]));
        synonyms::measures(&self.words[at]).filter(|_| !is_part)
    }

    /// Whether a series may hold figures that are asked for, by what its scope says.
    pub fn admits_scope(&self, scope: &Scope) -> bool {
        self.measure.is_none_or(|measure| measure == scope.measure)
            && self.meanings.iter().all(|meaning| meaning.contains(&scope.measure))
            && self.count_type.is_none_or(|count_type| count_type == scope.count_type)
            && self.admits_name(NameKind::Event, Some(&scope.event))
            && self.admits_name(NameKind::Place, scope.place.as_ref())
            && self.admits_name(NameKind::Group, Some(&scope.group))
            && self.admits_definition(scope.definition.as_deref())
    }

    /// Whether a scope with this name may be asked for; `None`: not stated.
    pub fn admits_name(&self, kind: NameKind, name: Option<&Name>) -> bool {
        self.asked(kind).is_none_or(|asked| holds(Some(asked), name))
    }

    fn admits_definition(&self, stated: Option<&str>) -> bool {
        match self.definition.as_deref() {
            None => true,
            Some("") => stated.is_none(),
            Some(asked) => stated.is_some_and(|stated| contains(stated, &asked.to_lowercase())),
        }
    }

    /// The same, for series of any measure and definition: what is asked of them but for those, free words and figures.
    pub fn of_any_kin(&self) -> Filter {
        Filter {
            event: self.event.clone(),
            place: self.place.clone(),
            group: self.group.clone(),
            count_type: self.count_type,
            ..Filter::default()
        }
    }

    /// What is asked of the names of a kind in a scope; `None`: nothing. Names of other kinds are in no scope.
    pub fn asked(&self, kind: NameKind) -> Option<&str> {
        match kind {
            NameKind::Event => self.event.as_deref(),
            NameKind::Place => self.place.as_deref(),
            NameKind::Group => self.group.as_deref(),
            _ => None,
        }
    }

    /// Whether a free word, which is in lower case, occurs in a text.
    pub fn occurs(word: &str, text: &str) -> bool {
        contains(text, word)
    }

    /// Whether one figure is asked for, within a scope that is.
    pub fn admits(&self, recorded: &Recorded) -> bool {
        let figure = &recorded.figure;
        holds(self.authority.as_deref(), figure.authority())
            && holds(self.publisher.as_deref(), Some(&figure.source.publisher))
            && self.days.holds(figure.as_of.date())
            && self.words.iter().all(|word| speaks_of(recorded, word))
    }

    /// The free words that only a scope can speak of, because they occur in none of the other names that figures have
    /// (authorities, relays, publishers): with [`Filter::may_hold`], series are passed over without being read.
    pub fn words_of_scopes<'n>(&self, others: impl Iterator<Item = &'n str>) -> Vec<String> {
        let mut words: Vec<String> = self.words.iter().map(|word| word.to_lowercase()).collect();
        for name in others {
            words.retain(|word| !contains(name, word));
        }
        words
    }

    /// Whether a scope speaks of all those words.
    pub fn may_hold(words: &[String], scope: &Scope) -> bool {
        words.iter().all(|word| scope_speaks_of(scope, word))
    }
}

fn speaks_of(recorded: &Recorded, word: &str) -> bool {
    let figure = &recorded.figure;
    let word = word.to_lowercase();
    let named = [figure.authority(), figure.attribution.via.as_ref(), Some(&figure.source.publisher)];
    scope_speaks_of(&figure.scope, &word)
        || named.into_iter().flatten().any(|name| contains(name.as_str(), &word))
}

/// Whether a scope speaks of a word, which is in lower case.
fn scope_speaks_of(scope: &Scope, word: &str) -> bool {
    let named = [Some(&scope.event), scope.place.as_ref(), Some(&scope.group)];
    named.into_iter().flatten().any(|name| contains(name.as_str(), word))
        || [scope.measure.word(), scope.count_type.word(), scope.unit.word()]
            .iter()
            .any(|text| contains(text, word))
        || scope.definition.as_deref().is_some_and(|text| contains(text, word))
}

fn holds(asked: Option<&str>, name: Option<&Name>) -> bool {
    asked.is_none_or(|asked| name.is_some_and(|name| contains(name.as_str(), &asked.to_lowercase())))
}

/// Whether a text contains another, which is in lower case; letter case does not matter.
fn contains(text: &str, lower: &str) -> bool {
    let Some(first) = lower.as_bytes().first() else { return true };
    if lower.is_ascii() {
        let begins = |part: &&[u8]| part[0].to_ascii_lowercase() == *first;
        let mut parts = text.as_bytes().windows(lower.len()).filter(begins);
        if parts.any(|part| part.eq_ignore_ascii_case(lower.as_bytes())) {
            return true;
        }
        if text.is_ascii() || !text.contains(LOWERED_TO_ASCII) {
            return false;
        }
    }
    text.to_lowercase().contains(lower)
}

/// The letters beyond ASCII whose lower case has a letter of ASCII: the sign of kelvin, and I with a dot.
const LOWERED_TO_ASCII: [char; 2] = ['\u{212a}', '\u{130}'];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_definition_is_asked_for_by_a_part_of_it_or_as_none() {
        let asked = |definition: &str| Filter { definition: Some(definition.into()), ..Filter::default() };
        for (definition, stated, admitted) in [
            ("hospital", Some("Hospital deaths only"), true),
            ("hospital", Some("confirmed"), false),
            ("hospital", None, false),
            ("", None, true),
            ("", Some("confirmed"), false),
        ] {
            assert_eq!(asked(definition).admits_definition(stated), admitted, "{definition} {stated:?}");
        }
        assert!(Filter::default().admits_definition(Some("confirmed")));
    }

    #[test]
    fn two_letters_alone_are_lowered_to_ascii() {
        let beyond = (char::MIN..=char::MAX).filter(|c| !c.is_ascii());
        let lowered = beyond.filter(|c| c.to_lowercase().any(|lower| lower.is_ascii()));
        let mut expected = LOWERED_TO_ASCII;
        expected.sort_unstable();
        assert_eq!(lowered.collect::<Vec<_>>(), expected);
    }

    proptest! {
        #[test]
        fn a_text_contains_what_its_lower_case_contains(
            text in "[kKiIxé\u{212a}\u{130}ÉΣ ]{0,8}",
            word in "[kiIxé\u{307}Σ ]{0,3}",
        ) {
            let lower = word.to_lowercase();
            prop_assert_eq!(contains(&text, &lower), text.to_lowercase().contains(&lower));
        }
    }
}
