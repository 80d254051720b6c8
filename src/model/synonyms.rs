//! The words that people search by and that no list of the ledger has: what they mean.

use super::words::{CountType, Measure, Unit};

/// Words for measures. Who searches for the dead means all of them, however they died.
const MEASURES: [(&[&str], &[Measure]); 6] = [
    (
        &["dead", "death", "deaths", "dies", "dying", "fatality", "fatalities", "deceased"],
        &[Measure::Killed, Measure::Died],
    ),
    (&["wounded", "hurt", "injuries", "injury"], &[Measure::Injured]),
    (&["hostages", "captives"], &[Measure::Hostage]),
    (&["vanished", "disappearances"], &[Measure::Missing, Measure::Disappeared]),
    (&["uprooted"], &[Measure::Displaced]),
    (&["detainees", "arrested", "prisoners"], &[Measure::Detained]),
];

/// Words that begin a search and mean no measure: whom it is about, and what a number says.
const OTHERS: [&str; 42] = [
    "adults",
    "aid",
    "all",
    "army",
    "boys",
    "cases",
    "casualty",
    "child",
    "children",
    "civilian",
    "civilians",
    "elderly",
    "families",
    "female",
    "fighters",
    "girls",
    "held",
    "kids",
    "latest",
    "lost",
    "male",
    "medics",
    "men",
    "migrants",
    "patients",
    "persons",
    "pilots",
    "police",
    "rebels",
    "refugees",
    "rescued",
    "sailors",
    "soldiers",
    "staff",
    "students",
    "survivors",
    "toll",
    "troops",
    "victims",
    "women",
    "workers",
    "youth",
];

/// The measures that a word means which is the word of none; `None` where it means none.
pub fn measures(word: &str) -> Option<&'static [Measure]> {
    let word = word.to_lowercase();
    MEASURES.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, measures)| *measures)
}

/// The measure that two words name together, of which the second alone means others: `presumed dead`.
pub fn is_one_measure(first: &str, second: &str) -> bool {
    Measure::from_word(&format!("{first} {second}")).is_some()
}

/// Whether a word belongs to a search, whatever the names of a ledger are: it is of a measure, a unit or a count type, or
/// stands for one, or says whom a search is about.
pub fn is_of_a_search(word: &str) -> bool {
    let word = word.to_lowercase();
    all().any(|known| known == word)
        || Measure::from_word(&word).is_some()
        || Unit::from_word(&word).is_some()
        || CountType::from_word(&word).is_some()
}

/// Every word of a search, in lower case.
pub fn all() -> impl Iterator<Item = &'static str> {
    let measures = Measure::ALL.iter().map(|measure| measure.word());
    let units = Unit::ALL.iter().map(|unit| unit.word());
    let count_types = CountType::ALL.iter().map(|count_type| count_type.word());
    let parts = measures.chain(units).chain(count_types).flat_map(|word| word.split('_').chain([word]));
    let synonyms = MEASURES.iter().flat_map(|(words, _)| *words).copied();
    parts.chain(synonyms).chain(OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dead_are_the_killed_and_those_who_died() {
        for word in ["dead", "Deaths", "fatalities"] {
            assert_eq!(measures(word), Some(&[Measure::Killed, Measure::Died][..]), "{word}");
        }
        for word in ["wounded", "hurt", "HURT"] {
            assert_eq!(measures(word), Some(&[Measure::Injured][..]), "{word}");
        }
        for word in ["killed", "died", "missing", "casualties", "lost", "gaza", ""] {
            assert_eq!(measures(word), None, "{word}");
        }
        assert!(is_one_measure("presumed", "dead"));
        assert!(!is_one_measure("gaza", "dead"));
    }

    #[test]
    fn no_synonym_is_the_word_of_a_measure_and_none_stands_twice() {
        let mut seen = Vec::new();
        for word in MEASURES.iter().flat_map(|(words, _)| *words) {
            assert!(Measure::ALL.iter().all(|measure| measure.word() != *word), "{word}");
            assert!(!OTHERS.contains(word) && !seen.contains(word), "{word}");
            assert_eq!(*word, word.to_lowercase());
            seen.push(*word);
        }
    }
}
