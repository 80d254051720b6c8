//! The little English that names need: which take "the", which "a", which are plural. Closed lists and one rule, so that
//! the same name is always said the same way.

use crate::model::names::NameKind;
use crate::model::words::word_list;

/// The article that a name takes inside a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
    /// None: `Hezbollah`, `Israeli authorities`, `Gaza's health ministry`.
    None,
    /// `the Gaza Strip`, `the Deraa strike`.
    The,
    /// One of several, not told apart: `a Syrian military source`.
    A,
}

/// A name as it stands inside a sentence, with its article.
pub fn with_article(kind: NameKind, name: &str) -> String {
    match article(kind, name) {
        Article::None => name.to_owned(),
        Article::The => format!("the {name}"),
        Article::A if begins_with_a_vowel(name) => format!("an {name}"),
        Article::A => format!("a {name}"),
    }
}

/// The article of a name: by closed lists of head nouns, and by the rule that a name of several words whose head is in
/// lower case takes "the".
pub fn article(kind: NameKind, name: &str) -> Article {
    let first = name.split(' ').next().unwrap_or_default();
    let says_whose = first.ends_with("'s") || first.ends_with("\u{2019}s");
    if kind == NameKind::Group
        || says_whose
        || ["the", "a", "an"].iter().any(|word| first.eq_ignore_ascii_case(word))
    {
        return Article::None;
    }
    let (head, has_more_words) = head_of(name);
    let is_lower = head.starts_with(char::is_lowercase);
    if is_plural_head(head) {
        Article::None
    } else if is_in(PERSONS, head) {
        Article::A
    } else if !has_more_words {
        let is_common = is_lower && kind != NameKind::Event && kind != NameKind::Place;
        let is_known =
            ALONE.contains(&head) || is_common || (kind == NameKind::Event && is_head_of(kind, head));
        if is_known { Article::The } else { Article::None }
    } else if is_lower || is_head_of(kind, head) || (kind == NameKind::Event && has_preposition(name)) {
        Article::The
    } else {
        Article::None
    }
}

/// Whether a name speaks of several people, so that its toll is "their toll".
pub fn is_plural(name: &str) -> bool {
    is_plural_head(head_of(name).0)
}

/// The first letter in upper case, as a sentence begins.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}

/// Whose: `the Gaza Health Ministry's`, `Israeli authorities'`.
pub fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}

/// Texts as a sentence lists them: `A`, `A and B`, `A, B and C`.
pub fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words of a name in lower case, without what parts them.
pub fn lower_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The word that decides, and whether the name has other words: the last one before a preposition or a bracket.
pub fn head_of(name: &str) -> (&str, bool) {
    let bracket =
        name.match_indices('(').map(|(at, _)| &name[..at]).find_map(|before| before.strip_suffix(' '));
    let plain = bracket.unwrap_or(name);
    let mut words = plain.split(' ').filter(|word| !word.is_empty()).peekable();
    let first = words.next().unwrap_or(plain);
    let has_more_words = words.peek().is_some();
    (words.take_while(|word| !PREPOSITIONS.contains(word)).last().unwrap_or(first), has_more_words)
}

fn has_preposition(name: &str) -> bool {
    name.split(' ').skip(1).any(|word| PREPOSITIONS.contains(&word))
}

fn is_plural_head(head: &str) -> bool {
    PEOPLE.contains(&head) || ["Police", "Authorities", "Officials"].contains(&head)
}

/// Whether a word is in a list, which is in lower case.
pub fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

fn is_head_of(kind: NameKind, head: &str) -> bool {
    let heads = match kind {
        NameKind::Place => PLACES,
        NameKind::Event => EVENTS,
        NameKind::Publisher => PUBLISHERS,
        NameKind::Authority | NameKind::Group | NameKind::Feed | NameKind::Source | NameKind::Finding => &[],
    };
    is_in(heads, head) || (matches!(kind, NameKind::Authority | NameKind::Publisher) && is_in(BODIES, head))
}

/// Whether "an" goes before a name: by the sound of a vowel; capitals are spelled out ("an EU source", "a UN source").
fn begins_with_a_vowel(name: &str) -> bool {
    let word = name.split([' ', '-']).next().unwrap_or_default();
    let is_spelled = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let lower = word.to_lowercase();
    match lower.chars().next() {
        Some(letter) if is_spelled => "aefhilmnorsx".contains(letter),
        Some('u') => lower.starts_with("un") && !lower.starts_with("uni"),
        Some('e') => !lower.starts_with("eu"),
        Some(letter) => "aio".contains(letter),
        None => false,
    }
}

const PREPOSITIONS: &[&str] = &["of", "for", "in", "on", "at", "to", "against", "near", "from"];

/// Names of one word, as they are printed, that take "the".
const ALONE: &[&str] = word_list! {
    UN EU US USA UK UAE DRC WHO FBI CIA ICRC IDF BBC RSF SDF Netherlands Philippines Maldives Bahamas
    Seychelles Comoros Gambia Balkans Caribbean Donbas Sahel Pentagon Kremlin Vatican Guardian Independent
    Economist Lancet
};

/// Several people, or words that are used like them.
const PEOPLE: &[&str] = word_list! {
    authorities officials police sources witnesses residents doctors medics paramedics rescuers firefighters
    activists journalists researchers physicians forces troops rebels militants fighters soldiers relatives
    experts analysts staff personnel media services prosecutors investigators diplomats workers separatists
    volunteers spokesmen lawyers
};

/// One person out of several.
const PERSONS: &[&str] = word_list! {
    source official spokesman spokeswoman spokesperson witness resident doctor medic officer activist
    diplomat paramedic lawyer relative commander
};

const PLACES: &[&str] = word_list! {
    strip bank heights states kingdom emirates republic islands sea ocean gulf strait peninsula valley
    desert delta river mountains territories territory region netherlands philippines balkans union corridor
    highlands plateau
};

const EVENTS: &[&str] = word_list! {
    war attack attacks strike quake strikes airstrike airstrikes blast bombing bombings massacre siege
    battle earthquake flood floods fire crash disaster shooting famine crush crisis conflict uprising
    revolution offensive escalation violence clashes pandemic epidemic outbreak landslide tsunami eruption
    collapse explosion genocide
};

const BODIES: &[&str] = word_list! {
    ministry department office observatory committee commission council organisation organization authority
    agency army navy forces force guard corps union federation association foundation society service
    directorate bureau administration government military coalition alliance front registry project
    programme program mission fund board court tribunal cabinet presidency crescent cross centre center
    institute university network movement party embassy parliament house defense defence monitor syndicate
    taskforce secretariat
};

const PUBLISHERS: &[&str] =
    &["times", "post", "press", "guardian", "tribune", "journal", "independent", "telegraph"];

#[cfg(test)]
mod tests {
    use super::*;

    fn say(kind: NameKind, names: &[&str]) {
        for said in names {
            let name = said.trim_start_matches("the ").trim_start_matches("an ").trim_start_matches("a ");
            assert_eq!(with_article(kind, name), *said);
        }
    }

    #[test]
    fn bodies_take_the_and_people_do_not() {
        let the =
            ["the Gaza Health Ministry", "the Syrian Observatory for Human Rights", "the Israeli government"];
        let more = [
            "the Committee to Protect Journalists",
            "the US Office of the Director of National Intelligence",
        ];
        let none =
            ["Israeli authorities", "Hezbollah", "SANA", "UN OCHA", "US ODNI", "Gaza's health ministry"];
        let people = [
            "Sri Lanka police",
            "Orlando Police",
            "Israeli forces",
            "Gaza MoH",
            "DHSC/PHE",
            "Indian Railways",
        ];
        let cases =
            ["the AP tally (36 countries)", "the WHO", "the GWU study", "the Libyan Red Crescent", "Airwars"];
        let one = [
            "a Syrian military source",
            "an Israeli official",
            "a UN source",
            "an EU diplomat",
            "a Ukrainian officer",
        ];
        for names in [&the[..], &more, &none, &people, &cases, &one] {
            say(NameKind::Authority, names);
        }
        assert_eq!(with_article(NameKind::Authority, "The Lancet"), "The Lancet");
    }

    #[test]
    fn places_and_events() {
        say(
            NameKind::Place,
            &["the Gaza Strip", "the West Bank", "the occupied West Bank", "the Golan Heights", "Deraa"],
        );
        say(
            NameKind::Place,
            &["Puerto Rico", "Khartoum State", "Gaza City", "the Philippines", "the UK", "Ukraine"],
        );
        say(NameKind::Place, &["the Democratic Republic of the Congo", "the United States", "Maui US"]);
        say(
            NameKind::Event,
            &["the Deraa strike", "the 7 October attack", "Hurricane Maria", "COVID-19", "Storm Daniel"],
        );
        say(
            NameKind::Event,
            &[
                "the Gaza war",
                "the Israel-Lebanon border clashes",
                "the Battle of Mosul",
                "Snake Island",
                "the Blast",
            ],
        );
        say(
            NameKind::Publisher,
            &["Al Jazeera", "the Khaleej Times", "Anadolu News", "Dawn", "News.Az", "the AP desk"],
        );
    }

    #[test]
    fn plural_names_have_their_toll() {
        assert!(
            is_plural("Israeli authorities")
                && is_plural("Maui police")
                && !is_plural("Gaza Health Ministry")
        );
    }

    #[test]
    fn lists_and_capitals() {
        let texts = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(listed(&texts), "A, B and C");
        assert_eq!(listed(&texts[..2]), "A and B");
        assert_eq!(capitalised("the Gaza war"), "The Gaza war");
        assert_eq!(capitalised(""), "");
        assert_eq!(
            [possessive("SANA"), possessive("Israeli authorities")],
            ["SANA's", "Israeli authorities'"]
        );
    }
}
