//! The words that reading knows, as data: `words/*.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::token::{TextToken, is_dash};
use crate::model::facets;
use crate::model::words::{Measure, Unit};

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    Be,
    Have,
    Modal,
    Adverb,
    Preposition,
    Subordinator,
    Relative,
    Determiner,
    Pronoun,
    Conjunction,
    /// A finite verb of no harm.
    Verb,
    /// People came away alive, or were sent, hired, sentenced.
    Rescue,
    Month,
    Weekday,
    Illness,
    /// What a number behind it names: `Court 5`.
    Label,
    OrdinalEnding,
    Demonstrative,
    Share,
    Money,
    /// The noun of a toll: `toll`, `tally`, `number`.
    Toll,
    /// Of those, the ones that speak of deaths without saying so.
    TollOfDeaths,
    Rise,
    Fall,
    Stand,
    Link,
    Leave,
    /// What stands before a number that held earlier: `from`, `against`.
    Earlier,
    /// `cost`, `claimed` before "19 lives".
    ClaimLives,
    SaveLives,
    Person,
    Combatant,
    Wanted,
    Lodger,
    OwnPeople,
    PeopleToLose,
    /// What claims lives and is no event.
    Nature,
    UnitOfMeasure,
    Animal,
    Thing,
}

/// What a word of harm does; see `words/harm.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HarmRole {
    Active,
    Passive,
    Does,
    State,
    Noun,
    Of,
}

/// One sense of a word of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HarmSense {
    pub measure: Measure,
    pub role: HarmRole,
}

/// What is known of a word, or of a phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordEntry {
    classes: u64,
    /// Empty where it is no word of harm.
    pub harm: Vec<HarmSense>,
    /// Of a noun for people the usual word, such as `children`; `None` where it is kept as printed.
    pub group: Option<&'static str>,
    /// Of a noun for people.
    pub unit: Option<Unit>,
}

impl WordEntry {
    pub fn has(&self, class: WordClass) -> bool {
        self.classes & (1 << class as u32) != 0
    }

    pub fn has_any(&self, classes: &[WordClass]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// What happened to people, where the word does this.
    pub fn harm_as(&self, role: HarmRole) -> Option<Measure> {
        self.harm.iter().find(|sense| sense.role == role).map(|sense| sense.measure)
    }

    /// What happened to people, by the first of these roles that the word has.
    pub fn harm_as_any(&self, roles: &[HarmRole]) -> Option<Measure> {
        roles.iter().find_map(|role| self.harm_as(*role))
    }
}

/// Words and phrases.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, WordEntry>,
    /// By the first word; each with the other words, of which [`GAP`] may be one.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, WordEntry)>>,
}

/// The one lexicon.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

/// Of what is in no list.
static UNKNOWN: WordEntry = WordEntry { classes: 0, harm: Vec::new(), group: None, unit: None };

impl Lexicon {
    /// What is known of one word.
    pub fn word(&self, token: &TextToken<'_>) -> &WordEntry {
        self.words.get(&*token.folded).unwrap_or(&UNKNOWN)
    }

    /// The longest phrase with which some tokens begin, and how many tokens it has.
    pub fn phrase(&self, tokens: &[TextToken<'_>]) -> Option<(usize, &WordEntry)> {
        let (first, rest) = tokens.split_first()?;
        let all = self.phrases.get(&*first.folded)?;
        let found = all.iter().filter_map(|(words, entry)| Some((self.len_of(words, rest)?, words, entry)));
        // Of two that are as long, the one whose words are all printed.
        let longest = found.max_by_key(|(len, words, _)| (*len, words.len()));
        longest.map(|(len, _, entry)| (len + 1, entry))
    }

    /// How many tokens the words of a phrase take; `None` where they do not stand here.
    fn len_of(&self, words: &[&str], tokens: &[TextToken<'_>]) -> Option<usize> {
        const WIDEST_GAP: usize = 3;
        let Some((word, rest)) = words.split_first() else { return Some(0) };
        if *word != GAP {
            let (token, behind) = tokens.split_first()?;
            return if token.is(word) { Some(self.len_of(rest, behind)? + 1) } else { None };
        }
        let inside = tokens.iter().take(WIDEST_GAP).take_while(|token| self.may_stand_in_gap(token)).count();
        (1..=inside).find_map(|gap| Some(self.len_of(rest, tokens.get(gap..)?)? + gap))
    }

    /// Whether a word may be an adjective or a noun before the last one of a phrase.
    fn may_stand_in_gap(&self, token: &TextToken<'_>) -> bool {
        const NEVER: [WordClass; 8] = [
            WordClass::Preposition,
            WordClass::Conjunction,
            WordClass::Be,
            WordClass::Have,
            WordClass::Modal,
            WordClass::Verb,
            WordClass::Relative,
            WordClass::Pronoun,
        ];
        let is_joint =
            token.is_any(&["'s"]) || token.is_mark_of(|c| is_dash(c) || matches!(c, '\'' | '\u{2019}'));
        let denies = token.is_any(&["no", "not", "any", "fewer", "without"]);
        is_joint || token.is_word() && !denies && !self.word(token).has_any(&NEVER)
    }

    fn build() -> Lexicon {
        let mut lexicon = Lexicon::default();
        lexicon.add_groups();
        for (file, kind) in FILES {
            for (section, entries) in sections(file) {
                for words in entries.into_iter().flat_map(alternatives) {
                    kind.add(lexicon.entry(&words), section);
                }
            }
        }
        lexicon
    }

    /// The nouns by which groups are known.
    fn add_groups(&mut self) {
        let nouns = facets::entries()
            .filter(|(section, _)| *section != facets::OF_SOME && !section.ends_with(facets::BEFORE_A_NOUN));
        for (_, noun) in nouns {
            let group = facets::usual_word(&noun.replace('-', " "));
            for words in alternatives(noun) {
                let entry = self.entry(&words);
                entry.classes |= 1 << WordClass::Person as u32;
                (entry.group, entry.unit) = (group, Some(Unit::People));
            }
        }
    }

    fn entry(&mut self, words: &[&'static str]) -> &mut WordEntry {
        match words {
            [] => self.words.entry("").or_default(),
            [word] => self.words.entry(word).or_default(),
            [first, rest @ ..] => {
                let all = self.phrases.entry(first).or_default();
                let at = all.iter().position(|(known, _)| known == rest).unwrap_or_else(|| {
                    all.push((rest.to_vec(), WordEntry::default()));
                    all.len() - 1
                });
                &mut all[at].1
            }
        }
    }
}

/// In a phrase, one to three adjectives or nouns: `suffered .. burns`.
const GAP: &str = "..";

/// The phrases that an entry stands for: `with|without a|one home` for four.
fn alternatives(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut phrases = vec![Vec::new()];
    for words in words_of(text) {
        let each = |phrase: &Vec<&'static str>| {
            let phrase = phrase.clone();
            words.split('|').map(move |word| [&*phrase, &[word]].concat()).collect::<Vec<_>>()
        };
        phrases = phrases.iter().flat_map(each).collect();
    }
    phrases
}

/// The words of an entry, with their alternatives; a hyphen is one of them.
fn words_of(text: &'static str) -> Vec<&'static str> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(at) = rest.find('-') {
            words.extend(Some(&rest[..at]).filter(|part| !part.is_empty()));
            words.push(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
        words.extend(Some(rest).filter(|part| !part.is_empty()));
    }
    words
}

/// What the sections of a file mean.
enum FileKind {
    Harm,
    People,
    Classes,
}

const FILES: [(&str, FileKind); 5] = [
    (include_str!("words/harm.txt"), FileKind::Harm),
    (include_str!("words/people.txt"), FileKind::People),
    (include_str!("words/tolls.txt"), FileKind::Classes),
    (include_str!("words/grammar.txt"), FileKind::Classes),
    (include_str!("words/things.txt"), FileKind::Classes),
];

impl FileKind {
    fn add(&self, entry: &mut WordEntry, section: &'static str) {
        match self {
            FileKind::Harm => entry.harm.extend(sense(section)),
            FileKind::People if class(section).is_none() => {
                entry.classes |= 1 << WordClass::Person as u32;
                let is_household = section == "households";
                let group = if is_household { "people" } else { section };
                entry.group = entry.group.or(Some(group).filter(|group| *group != "as printed"));
                entry.unit = Some(if is_household { Unit::Households } else { Unit::People });
            }
            FileKind::People | FileKind::Classes => {
                entry.classes |= class(section).map_or(0, |class| 1 << class as u32);
            }
        }
    }
}

fn class(section: &str) -> Option<WordClass> {
    SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, class)| *class)
}

fn sense(section: &str) -> Option<HarmSense> {
    let (measure, role) = section.split_once(' ')?;
    let role = match role {
        "active" => HarmRole::Active,
        "passive" => HarmRole::Passive,
        "does" => HarmRole::Does,
        "state" => HarmRole::State,
        "noun" => HarmRole::Noun,
        "of" => HarmRole::Of,
        _ => return None,
    };
    Some(HarmSense { measure: Measure::from_word(measure)?, role })
}

const SECTIONS: &[(&str, WordClass)] = &[
    ("be", WordClass::Be),
    ("have", WordClass::Have),
    ("modal", WordClass::Modal),
    ("adverb", WordClass::Adverb),
    ("preposition", WordClass::Preposition),
    ("subordinator", WordClass::Subordinator),
    ("relative", WordClass::Relative),
    ("determiner", WordClass::Determiner),
    ("pronoun", WordClass::Pronoun),
    ("conjunction", WordClass::Conjunction),
    ("verb", WordClass::Verb),
    ("rescue", WordClass::Rescue),
    ("month", WordClass::Month),
    ("weekday", WordClass::Weekday),
    ("illness", WordClass::Illness),
    ("label", WordClass::Label),
    ("ordinal unit", WordClass::OrdinalEnding),
    ("demonstrative", WordClass::Demonstrative),
    ("share", WordClass::Share),
    ("money", WordClass::Money),
    ("toll", WordClass::Toll),
    ("toll of deaths", WordClass::TollOfDeaths),
    ("rise", WordClass::Rise),
    ("fall", WordClass::Fall),
    ("stand", WordClass::Stand),
    ("link", WordClass::Link),
    ("leave", WordClass::Leave),
    ("earlier", WordClass::Earlier),
    ("claim lives", WordClass::ClaimLives),
    ("save lives", WordClass::SaveLives),
    ("units", WordClass::UnitOfMeasure),
    ("combatants", WordClass::Combatant),
    ("wanted", WordClass::Wanted),
    ("lodgers", WordClass::Lodger),
    ("own people", WordClass::OwnPeople),
    ("people to lose", WordClass::PeopleToLose),
    ("nature", WordClass::Nature),
    ("animals", WordClass::Animal),
    ("things", WordClass::Thing),
];

/// The entries of each section, in the order of the file: below `[name]`, parted by commas and ends of lines.
fn sections(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            sections.push((name, Vec::new()));
        } else if let Some((_, entries)) = sections.last_mut() {
            entries.extend(line.split(',').map(str::trim).filter(|entry| !entry.is_empty()));
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::tokens_of;

    #[test]
    fn every_section_is_known() {
        let mut seen = 0;
        for (file, kind) in &FILES {
            for (name, entries) in sections(file) {
                let is_known = match kind {
                    FileKind::Harm => sense(name).is_some(),
                    FileKind::People => true,
                    FileKind::Classes => class(name).is_some(),
                };
                assert!(is_known && !entries.is_empty(), "[{name}]");
                let is_lower = |entry: &&str| entry.to_lowercase() == **entry;
                assert!(entries.iter().all(is_lower), "[{name}] has capitals");
                seen += entries.len();
            }
        }
        assert!(seen > 2_000, "{seen}");
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let text = "shot and killed by passers-by";
        let tokens = tokens_of(text, 0..text.len());
        let (len, entry) = LEXICON.phrase(&tokens).unwrap();
        assert_eq!((len, entry.harm_as(HarmRole::Passive)), (3, Some(Measure::Killed)));
        assert_eq!(LEXICON.phrase(&tokens[4..]).map(|(len, _)| len), Some(3));
        assert_eq!(LEXICON.phrase(&tokens[1..]), None);
    }

    #[test]
    fn a_gap_holds_adjectives_and_nouns() {
        let len = |text: &str| {
            let tokens = tokens_of(text, 0..text.len());
            LEXICON.phrase(&tokens).filter(|(_, entry)| !entry.harm.is_empty()).map(|(len, _)| len)
        };
        assert_eq!(len("sustained light hand injuries"), Some(4));
        assert_eq!(len("sustained injuries"), Some(2));
        assert_eq!(len("sustained losses and injuries"), None);
        assert_eq!(alternatives("in|at two-storey ..").len(), 2);
    }
}
