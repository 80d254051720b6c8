//! Nouns and adjectives for people, as data (`groups.txt`): what each says of sex, age, status and role.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::values::{FacetValues, Values};

/// The most words of one entry.
pub(super) const LONGEST: usize = 4;

/// What an entry says of people.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FacetWord {
    /// What it says of each facet.
    pub values: Values,
    /// Whether it is a word for some of those people only: `infants` of the children.
    pub is_of_some: bool,
}

/// One entry of the lists with the section in which it stands, for whoever reads the same words in texts.
pub fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    LISTS.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let heading = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        section = heading.unwrap_or(section);
        let words = if heading.is_some() { "" } else { line };
        words.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(move |entry| (section, entry))
    })
}

/// The usual word for those whom a noun of a list counts: `children` of minors, `soldiers` of troops. `None` where it is in
/// none, or only an adjective.
pub fn usual_word(noun: &str) -> Option<&'static str> {
    Some(super::words::usual(LEXICON.get(noun)?.values))
}

/// What words say, the words in lower case and parted by one blank each; `None` where they are in no list.
pub(super) fn said_by(words: &str) -> Option<FacetWord> {
    LEXICON.get(words).copied()
}

const LISTS: &str = include_str!("groups.txt");

/// The section of words that name some of those of other sections.
pub const OF_SOME: &str = "some of them";

/// How the name of a section ends whose words are no nouns.
pub const BEFORE_A_NOUN: &str = " before a noun";

static LEXICON: LazyLock<FxHashMap<String, FacetWord>> = LazyLock::new(|| {
    let mut sections: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for (section, entry) in entries() {
        sections.entry(entry.replace('-', " ")).or_default().push(section);
    }
    let said = |(words, sections): (String, Vec<&str>)| {
        let values = sections
            .iter()
            .filter_map(|section| FacetValues::named(section.strip_suffix(BEFORE_A_NOUN).unwrap_or(section)));
        let is_of_some = sections.contains(&OF_SOME);
        (words, FacetWord { values: Values::either(values), is_of_some })
    };
    sections.into_iter().map(said).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_says_something_and_no_word_stands_twice_in_one() {
        let mut seen = std::collections::BTreeSet::new();
        for (section, entry) in entries() {
            let name = section.strip_suffix(BEFORE_A_NOUN).unwrap_or(section);
            let is_known = FacetValues::named(name).is_some() || [OF_SOME, "people"].contains(&name);
            assert!(is_known, "[{section}]");
            assert!(seen.insert((section, entry)), "[{section}] holds {entry} twice");
            assert!(entry.split([' ', '-']).count() <= LONGEST, "{entry}");
        }
        assert!(seen.len() > 200, "{}", seen.len());
    }

    #[test]
    fn nouns_have_a_usual_word() {
        for (noun, usual) in [
            ("minors", "children"),
            ("schoolgirls", "girls"),
            ("troops", "soldiers"),
            ("policewomen", "police"),
            ("combatants", "combatants"),
            ("elderly", "older people"),
            ("persons", "people"),
            ("females", "females"),
        ] {
            assert_eq!(usual_word(noun), Some(usual), "{noun}");
        }
        assert_eq!(usual_word("miners"), None);
    }
}
