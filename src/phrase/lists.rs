//! Words that English treats alike, as data: `words/articles.txt`, `words/plurals.txt`, `words/offices.txt`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// The words of a section.
pub type Words = FxHashSet<&'static str>;

/// Which names stand with which article.
pub struct Articles {
    /// Whole names with "the".
    pub names_with: Words,
    /// Whole names without, which are one body whatever their words are.
    pub names_without: Words,
    /// The last words of bodies with "the".
    pub bodies: Words,
    /// The last words of places with "the".
    pub places: Words,
    /// The last words of events with "the".
    pub events: Words,
    /// The last words of newspapers with "the".
    pub publishers: Words,
    /// Last words without "the", in lower case too.
    pub last_without: Words,
    /// Plural heads with "the".
    pub plurals_with: Words,
    /// What stands before "Police" of a force with "the".
    pub police_with: Words,
    /// One person out of several.
    pub one_of_several: Words,
}

/// Which words are plural, and how one is called.
pub struct Plurals {
    /// Heads of names that are plural.
    pub heads: Words,
    /// One of many: `children` to `child`.
    pub one_of_many: FxHashMap<&'static str, &'static str>,
    /// Many of whom one is "one of the crew".
    pub without_one: Words,
    /// What tells more of the people before it: `children` **under** `five`.
    pub joints: Words,
}

/// The words of which offices and roles are made.
pub struct Offices {
    /// Who holds one.
    pub roles: Words,
    /// Bodies.
    pub bodies: Words,
    /// What bodies care for, and where they are.
    pub cares: Words,
    /// What kind of one it is.
    pub qualities: Words,
    /// What joins them.
    pub small: Words,
}

/// Reads the lists, which stay from then on. Who is about to use much memory reads them first: they would lie in the midst of it.
pub fn read_lists() {
    LazyLock::force(&ARTICLES);
    LazyLock::force(&PLURALS);
    LazyLock::force(&OFFICES);
}

/// The lists of articles.
pub static ARTICLES: LazyLock<Articles> = LazyLock::new(|| {
    let mut sections = sections(include_str!("words/articles.txt"));
    let mut take = |name| sections.remove(name).unwrap_or_default().into_iter().collect();
    Articles {
        names_with: take("names with the"),
        names_without: take("names without the"),
        bodies: take("bodies"),
        places: take("places"),
        events: take("events"),
        publishers: take("publishers"),
        last_without: take("last words without the"),
        plurals_with: take("plurals with the"),
        police_with: take("police with the"),
        one_of_several: take("one of several"),
    }
});

/// The lists of plurals.
pub static PLURALS: LazyLock<Plurals> = LazyLock::new(|| {
    let mut sections = sections(include_str!("words/plurals.txt"));
    let mut take = |name| sections.remove(name).unwrap_or_default();
    Plurals {
        heads: take("plural heads").into_iter().collect(),
        one_of_many: take("one of many").into_iter().filter_map(|pair| pair.split_once('=')).collect(),
        without_one: take("many without one").into_iter().collect(),
        joints: take("joints").into_iter().collect(),
    }
});

/// The lists of offices.
pub static OFFICES: LazyLock<Offices> = LazyLock::new(|| {
    let mut sections = sections(include_str!("words/offices.txt"));
    let mut take = |name| sections.remove(name).unwrap_or_default().into_iter().collect();
    Offices {
        roles: take("roles"),
        bodies: take("bodies"),
        cares: take("cares"),
        qualities: take("qualities"),
        small: take("small words"),
    }
});

/// The entries of each section: below `[name]`, parted by commas and ends of lines.
fn sections(text: &'static str) -> FxHashMap<&'static str, Vec<&'static str>> {
    let mut sections: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut current = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => current = name,
            None => {
                let entries = line.split(',').map(str::trim).filter(|entry| !entry.is_empty());
                sections.entry(current).or_default().extend(entries);
            }
        }
    }
    sections.retain(|_, entries| !entries.is_empty());
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read_and_holds_no_word_twice() {
        let read = [
            ("articles", sections(include_str!("words/articles.txt")), 10),
            ("plurals", sections(include_str!("words/plurals.txt")), 4),
            ("offices", sections(include_str!("words/offices.txt")), 5),
        ];
        for (file, sections, many) in read {
            assert_eq!(sections.len(), many, "{file}: {:?}", sections.keys());
            for (name, entries) in sections {
                let distinct: Words = entries.iter().copied().collect();
                assert_eq!(distinct.len(), entries.len(), "{file}: [{name}] holds a word twice");
            }
        }
        let (a, p, o) = (&ARTICLES, &PLURALS, &OFFICES);
        let lists = [
            &a.names_with,
            &a.names_without,
            &a.bodies,
            &a.places,
            &a.events,
            &a.publishers,
            &a.last_without,
            &a.plurals_with,
            &a.police_with,
            &a.one_of_several,
            &p.heads,
            &p.without_one,
            &p.joints,
            &o.roles,
            &o.bodies,
            &o.cares,
            &o.qualities,
            &o.small,
        ];
        assert!(lists.iter().all(|words| !words.is_empty()) && !p.one_of_many.is_empty());
    }
}
