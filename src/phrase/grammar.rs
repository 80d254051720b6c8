//! The little English that names need: which take "the", which "a", which are plural. Lists that are data and one rule, so
//! that the same name is always said the same way.

use crate::model::names::NameKind;

use super::lists::{ARTICLES, PLURALS, Words};

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

/// The article of a name: by lists of names and of last words (`words/articles.txt`), and by the rule that a name of several
/// words whose head is in lower case takes "the".
pub fn article(kind: NameKind, name: &str) -> Article {
    let lists = &*ARTICLES;
    let first = name.split(' ').next().unwrap_or_default();
    let says_whose = first.ends_with("'s") || first.ends_with("\u{2019}s");
    let has_article = ["the", "a", "an"].iter().any(|word| first.eq_ignore_ascii_case(word));
    if kind == NameKind::Group || says_whose || has_article || lists.names_without.contains(name) {
        return Article::None;
    }
    if lists.names_with.contains(name) {
        return Article::The;
    }
    let (head, has_more_words) = head_of(name);
    if is_plural_head(head) {
        return of_plural(name, head);
    }
    if has(&lists.one_of_several, head) {
        return Article::A;
    }
    let is_lower = head.starts_with(char::is_lowercase);
    let takes_the = match has_more_words {
        true if name.ends_with(head) && has(&lists.last_without, head) => false,
        true => {
            is_lower || is_head_of(kind, head) || has_preposition(name) && takes_the_before_of(kind, head)
        }
        false if kind == NameKind::Event => is_head_of(kind, head),
        false => is_lower && kind != NameKind::Place,
    };
    if takes_the { Article::The } else { Article::None }
}

/// `the Houthis` and `the Federal Police`, but `Israeli authorities` and `Orlando Police`.
fn of_plural(name: &str, head: &str) -> Article {
    let mut words = name.split(' ').rev();
    let (last, before) = (words.next(), words.next());
    let is_national = before.is_some_and(|word| ARTICLES.police_with.contains(word));
    match ARTICLES.plurals_with.contains(head) || (last == Some("Police") && is_national) {
        true => Article::The,
        false => Article::None,
    }
}

/// `the Battle of Mosul`, `the University of Osk`, `the State of Osk`.
fn takes_the_before_of(kind: NameKind, head: &str) -> bool {
    kind == NameKind::Event || has(&ARTICLES.last_without, head)
}

/// Whether a name speaks of several people, so that its toll is "their toll".
pub fn is_plural(name: &str) -> bool {
    let name = name.strip_prefix("the ").unwrap_or(name);
    let head = head_of(name).0;
    (is_plural_head(head) || ends_as_plural(head)) && !ARTICLES.names_without.contains(name)
}

/// Whether a word in lower case ends as the many of a common noun do: `deputies`, but not `press`, `campus` and `news`.
fn ends_as_plural(word: &str) -> bool {
    let is_one = ["ss", "us", "is", "ics", "news", "headquarters", "corps", "series", "'s", "\u{2019}s"]
        .into_iter()
        .any(|end| word.ends_with(end));
    word.starts_with(char::is_lowercase) && word.ends_with('s') && (!is_one || word.ends_with("medics"))
}

/// What stands for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronouns {
    /// `its`, `their`.
    pub its: &'static str,
    /// `it`, `them`.
    pub it: &'static str,
}

impl Pronouns {
    /// Of several people: `their toll`.
    pub const SEVERAL: Pronouns = Pronouns { its: "their", it: "them" };

    /// Of a name: `their toll` of Israeli authorities.
    pub fn of(name: &str) -> Pronouns {
        match is_plural(name) {
            true => Pronouns::SEVERAL,
            false => Pronouns { its: "its", it: "it" },
        }
    }
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

/// One comma at a time, none before a stop, and one pair of brackets; what stands in quotation marks stays as it is.
pub fn one_comma(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut quotes = 0_usize;
    for c in text.chars() {
        match c {
            '\u{201c}' => quotes += 1,
            '\u{201d}' => quotes = quotes.saturating_sub(1),
            '(' if quotes == 0 && said.ends_with(") ") => {
                said.truncate(said.len() - 2);
                said.push_str("; ");
                continue;
            }
            ' ' if quotes == 0 && said.ends_with(' ') => continue,
            ',' | ';' | '.' if quotes == 0 => {
                let before = said.trim_end();
                let is_double = before.ends_with(',') || (c == ',' && before.ends_with([';', ':']));
                if is_double && c == ',' {
                    continue;
                }
                if is_double {
                    said.truncate(before.len() - 1);
                }
            }
            _ => {}
        }
        said.push(c);
    }
    said
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
    let is_many = |ending| head.ends_with(ending) && head.starts_with(char::is_lowercase);
    PLURALS.heads.contains(head) || ["men", "women", "people"].into_iter().any(is_many)
}

/// Whether a list, which is in lower case, has a word.
fn has(list: &Words, word: &str) -> bool {
    let has_capitals = || word.chars().any(char::is_uppercase);
    list.contains(word) || (has_capitals() && list.contains(word.to_lowercase().as_str()))
}

/// Whether a word is of one person out of several, who is not told apart: `source`, `official`.
pub(super) fn is_person(word: &str) -> bool {
    has(&ARTICLES.one_of_several, word)
}

/// Whether a word is in a list, which is in lower case.
pub fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

fn is_head_of(kind: NameKind, head: &str) -> bool {
    let lists = &*ARTICLES;
    match kind {
        NameKind::Place => has(&lists.places, head),
        NameKind::Event => has(&lists.events, head),
        NameKind::Publisher | NameKind::Authority => {
            // `Citizen-Times`, but not `Al-Monitor`.
            let last = head.rsplit_once('-').filter(|(before, _)| before.len() > 2);
            let last = last.map_or(head, |(_, last)| last);
            has(&lists.bodies, head) || has(&lists.publishers, last)
        }
        NameKind::Group
        | NameKind::Feed
        | NameKind::Source
        | NameKind::Finding
        | NameKind::Printed
        | NameKind::Question
        | NameKind::Store => false,
    }
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

pub(super) const PREPOSITIONS: &[&str] = &["of", "for", "in", "on", "at", "to", "against", "near", "from"];

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
    fn usage_decides_where_no_rule_does() {
        say(
            NameKind::Authority,
            &[
                "the FSB",
                "the Metropolitan Police",
                "the Iraqi Federal Police",
                "Orlando Police",
                "the White Helmets",
                "the Afghan Taliban",
                "the Houthis",
                "the Revolutionary Guards",
                "the Rapid Support Forces",
                "Ghent University",
                "the University of Ghent",
                "the American University of Beirut",
                "Al-Shifa hospital",
                "Doctors Without Borders",
                "UN monitors",
                "the Associated Press",
                "the New York Times",
                "the Osk Citizen-Times",
                "the Kremlin",
                "the United Nations",
                "NATO",
                "Johns Hopkins University",
            ],
        );
        say(
            NameKind::Publisher,
            &[
                "the Sacramento Bee",
                "the Daily Mail",
                "the Korea Herald",
                "the Evening Standard",
                "Le Monde",
                "Al-Monitor",
            ],
        );
        say(
            NameKind::Place,
            &[
                "Idlib province",
                "the Kherson region",
                "the Hague",
                "Evin prison",
                "northern Osk",
                "Osk city",
                "the Isle of Man",
            ],
        );
        say(NameKind::Event, &["the Camp Fire", "the Sinking of the Lenna", "the Tavi earthquakes"]);
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
        assert!(
            is_plural("Tavi fishermen")
                && with_article(NameKind::Authority, "Tavi fishermen") == "Tavi fishermen"
        );
        assert!(is_plural("the Taliban") && !is_plural("Doctors Without Borders") && !is_plural("the UN"));
        assert!(is_plural("deputies") && is_plural("the sheriff's deputies") && !is_plural("the press"));
        assert!(!is_plural("the marine corps") && !is_plural("the statistics") && is_plural("army medics"));
        assert_eq!((Pronouns::of("SANA").it, Pronouns::of("Osk authorities").it), ("it", "them"));
    }

    #[test]
    fn commas_stand_alone() {
        for (text, said) in [
            ("killed, by name,, to 1,200", "killed, by name, to 1,200"),
            ("in Osk, Norland, , as of May", "in Osk, Norland, as of May"),
            ("704, including 305 children,.", "704, including 305 children."),
            ("said so,; 12, said B", "said so; 12, said B"),
            ("2,975 (2,658-3,290) (as of 1 May) from 64", "2,975 (2,658-3,290; as of 1 May) from 64"),
            ("added: \u{201c}well,, no\u{201d}.", "added: \u{201c}well,, no\u{201d}."),
        ] {
            assert_eq!(one_comma(text), said);
        }
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
