//! A printed number with whom it counts: `at least 1,400 people`, `704 people, including 305 children,`.

use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::scope::{Scope, takes_a_side};
use crate::model::wording::{Kind, Wording};
use crate::model::words::{CountType, Measure, word_list};

use super::grammar::Pronouns;
use super::names::Speech;
use super::number::with_commas;
use super::plurals::{one_of, several_of, vaguely_many};

/// A printed number in words that fit into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountPhrase {
    /// The number with its hedge, as printed, without a noun: `at least 1,400`.
    pub number: String,
    /// The number with its noun: `at least 1,400 people`, `no one`.
    pub people: String,
    /// What the words add behind the noun: `, including 305 children,` or ` (95% CI 2,658-3,290)`; mostly empty.
    pub aside: String,
    /// One or several, as the verb needs it.
    pub grammar: Grammar,
}

/// One or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// `one person has`
    One,
    /// `two people have`
    Several,
}

impl CountPhrase {
    /// The words of a figure in a scope; `by` is who answers for it, so that Hezbollah's own are "its fighters".
    pub fn new(wording: &Wording, scope: &Scope, speech: &Speech<'_>, by: Option<&Name>) -> CountPhrase {
        let plural = noun(scope, speech);
        if wording.kind() == Kind::Exact && wording.value() == Some(0) {
            return none(scope, &plural);
        }
        let printed = wording.printed();
        let (lead, aside) = split(&printed);
        let is_plain = wording.own_text().is_none() && aside.is_empty();
        let mut number = if is_plain { lead.to_owned() } else { bare(wording, lead) };
        if scope.count_type == CountType::Increment && !says_added(&number) {
            number.push_str(" more");
        }
        if wording.kind() == Kind::Estimate {
            number = format!("{ESTIMATED}{number}");
        }
        let one = is_one(wording);
        let people = match own_group(scope, speech, by) {
            Some(group) => format!("{number} of {group}"),
            None if one => one_of(&number, &plural),
            None if ends_vaguely(&number) => vaguely_many(&number, &plural),
            None => several_of(&number, &plural),
        };
        CountPhrase { number, people, aside, grammar: if one { Grammar::One } else { Grammar::Several } }
    }

    /// Number, noun and what is added.
    pub fn full(&self) -> String {
        format!("{}{}", self.people, self.aside)
    }

    /// Number and what is added, where the noun was said before; no comma behind it.
    pub fn short(&self) -> String {
        format!("{}{}", self.number, self.aside.trim_end_matches(','))
    }
}

/// A number as a figure or an estimate that somebody gave: `figure of 20`, `estimate of 2,975`.
pub fn figure_of(number: &str) -> String {
    match estimated(number) {
        Some(number) => format!("estimate of {number}"),
        None => format!("figure of {number}"),
    }
}

/// The same with its article: `a figure of 20`, `an estimate of 2,975`.
pub fn a_figure_of(number: &str) -> String {
    let figure = figure_of(number);
    if figure.starts_with('e') { format!("an {figure}") } else { format!("a {figure}") }
}

/// The number that is an estimate: `2,975` of `an estimated 2,975`.
pub fn estimated(number: &str) -> Option<&str> {
    number.strip_prefix(ESTIMATED)
}

/// What stands before the number of an estimate.
const ESTIMATED: &str = "an estimated ";

/// The printed number without the words of what happened and to whom: `31` of `31 killed`, `about 1,200` of `about 1200 people`.
pub fn number_of(wording: &Wording) -> String {
    let printed = wording.printed();
    if wording.own_text().is_none() {
        return printed.into_owned();
    }
    let (lead, aside) = split(&printed);
    format!("{}{}", bare(wording, lead), aside.trim_end_matches(','))
}

/// Whom a scope counts; of bodies recovered, the bodies.
pub fn noun(scope: &Scope, speech: &Speech<'_>) -> String {
    match scope.measure {
        Measure::BodiesRecovered if scope.counts_everybody() => "bodies".to_owned(),
        Measure::BodiesRecovered => format!("bodies of {}", speech.counted(scope)),
        _ if takes_a_side(scope.group.as_str()) => format!("\u{201c}{}\u{201d}", speech.counted(scope)),
        _ => speech.counted(scope),
    }
}

fn none(scope: &Scope, plural: &str) -> CountPhrase {
    let everybody = scope.counts_everybody() && plural == "people";
    let people = if everybody { "no one".to_owned() } else { format!("no {plural}") };
    let grammar = if everybody { Grammar::One } else { Grammar::Several };
    CountPhrase { number: "none".to_owned(), people, aside: String::new(), grammar }
}

/// The group where it is the authority's own: `its fighters` of `fighters > Hezbollah`, said by Hezbollah.
fn own_group(scope: &Scope, speech: &Speech<'_>, by: Option<&Name>) -> Option<String> {
    let (whom, whose) = scope.group.as_str().split_once(crate::model::name::STEP)?;
    let whose = Name::read(whose)?;
    let is_own = speech.are_one((NameKind::Authority, &whose), (NameKind::Authority, by?));
    is_own.then(|| format!("{} {whom}", Pronouns::of(whose.as_str()).its))
}

/// The number, and what follows it: parts, or an interval.
fn split(printed: &str) -> (&str, String) {
    const BRACKETS: [&str; 2] = [" (", " ["];
    const PARTS: [&str; 7] = [", ", "; ", " including ", " incl", " of whom ", " of which ", " of them "];
    let first = |marks: &[&str]| {
        let begins = |at: &usize| marks.iter().any(|mark| printed[*at..].starts_with(mark));
        printed.match_indices([' ', ',', ';']).map(|(at, _)| at).find(begins)
    };
    match (first(&BRACKETS), first(&PARTS)) {
        (Some(at), parts) if parts.is_none_or(|parts| at < parts) => {
            (&printed[..at], printed[at..].to_owned())
        }
        (_, Some(at)) => {
            let parts = printed[at..].trim_start_matches([',', ';', ' ']).trim_end_matches(['.', ' ']);
            (&printed[..at], format!(", {parts},"))
        }
        _ => (printed, String::new()),
    }
}

/// The number with its hedge, without a noun and without signs that a sentence does not use.
fn bare(wording: &Wording, lead: &str) -> String {
    let is_fraction = || Wording::of_fraction(lead, None).is_some();
    if let Some(value) = wording.value().filter(|_| wording.kind() == Kind::Estimate && is_fraction()) {
        return with_commas(&value.to_string());
    }
    const SIGNS: [char; 8] = ['<', '>', '≤', '≥', '~', '≈', '∼', '+'];
    let said = Wording::read(lead).ok().map(|reading| reading.counted);
    let whole = without_verbs(lead);
    let noun = said.clone().flatten().unwrap_or_default();
    let tidy = whole.strip_suffix(noun.as_str()).unwrap_or(&whole);
    let tidy = without_verbs(tidy);
    let tidy = tidy.strip_suffix(" of").unwrap_or(&tidy);
    let is_plain = said.is_some() && !tidy.is_empty() && !tidy.contains(SIGNS);
    let is_number =
        Wording::read(tidy).is_ok_and(|r| r.counted.is_none() && r.whole.count() == wording.count());
    let estimate = wording.kind() == Kind::Estimate && is_plain;
    if (is_plain && is_number) || estimate {
        let own = Wording::read(tidy).ok().map(|reading| reading.whole.printed().into_owned());
        return with_commas(&lower_first(own.as_deref().filter(|_| !estimate).unwrap_or(tidy)));
    }
    Wording::restore(wording.kind(), wording.value(), wording.count(), None).printed().into_owned()
}

/// A text without the verbs behind its number: they say no more than the measure does.
fn without_verbs(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.last().is_some_and(|word| DEATH.contains(&word.to_lowercase().as_str())) {
        words.pop();
    }
    words.join(" ")
}

/// `At least 100` as it stands inside a sentence.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_lowercase).collect();
    first + chars.as_str()
}

fn is_one(wording: &Wording) -> bool {
    wording.value() == Some(1) && !matches!(wording.kind(), Kind::Range | Kind::Vague)
}

fn says_added(number: &str) -> bool {
    let adds = ["more", "another", "additional", "further", "extra", "new"];
    number.split(' ').any(|word| adds.contains(&word))
}

fn ends_vaguely(number: &str) -> bool {
    let scale = ["dozens", "tens", "scores", "hundreds", "thousands", "millions", "lakhs"];
    number.rsplit(' ').next().is_some_and(|word| scale.contains(&word))
}

/// Words that say no more than the measure does.
const DEATH: &[&str] = word_list! {
    killed dead died death deaths fatality fatalities slain were was are is have has been had reported
    confirmed drowned perished still remain remained lost their his her lives life
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::count::Count;
    use crate::model::names::Names;
    use crate::model::words::Unit;

    fn counted(words: &str, group: &str, count_type: CountType) -> CountPhrase {
        let name = |text| Name::read(text).expect("a name");
        let (event, place, group) = (name("Flood"), None, name(group));
        let (measure, unit) = (Measure::Killed, Unit::People);
        let scope = Scope { event, place, measure, unit, group, count_type, definition: None };
        let names = Names::default();
        let wording = Wording::read(words).unwrap_or_else(|fault| panic!("{words}: {fault}")).whole;
        CountPhrase::new(&wording, &scope, &Speech::new(&names), Some(&name("Hezbollah")))
    }

    #[test]
    fn printed_words_keep_their_hedge_and_get_a_noun() {
        for (words, group, said) in [
            ("5791", "people", "5,791 people"),
            ("at least 1400", "people", "at least 1,400 people"),
            ("eight", "soldiers > Syrian army", "eight Syrian army soldiers"),
            ("704, including 305 children", "people", "704 people, including 305 children,"),
            ("40", "fighters > Hezbollah", "40 of its fighters"),
            ("one", "people", "one person"),
            ("at least one", "children", "at least one child"),
            ("dozens", "people", "dozens of people"),
            ("Dozens of people", "people", "dozens of people"),
            ("tens of thousands", "people", "tens of thousands of people"),
            ("several", "people", "several people"),
            ("no one", "people", "no one"),
            ("0", "children", "no children"),
            ("40 fighters", "people", "40 people"),
            ("8 dead", "people", "8 people"),
            ("26837.0", "people", "26,837 people"),
            ("1400 killed", "people", "1,400 people"),
            ("around 1200", "people", "around 1,200 people"),
            ("one", "children under five", "one child under five"),
            ("at least one", "crew", "at least one of the crew"),
            (">1000", "people", "more than 1,000 people"),
            ("100 or more", "people", "100 or more people"),
            ("100-300", "people", "100-300 people"),
            ("around 1,200", "people", "around 1,200 people"),
            ("2,975 (95% CI 2,658-3,290)", "people", "an estimated 2,975 people (95% CI 2,658-3,290)"),
            ("1 (95% CI 0-3)", "people", "an estimated 1 person (95% CI 0-3)"),
        ] {
            assert_eq!(counted(words, group, CountType::Total).full(), said, "{words}");
        }
    }

    #[test]
    fn a_number_alone_has_no_words_of_its_measure() {
        for (words, number) in [
            ("31 killed", "31"),
            ("34 dead", "34"),
            ("about 1200 people", "about 1,200"),
            ("dozens of people", "dozens"),
            ("5791", "5,791"),
            ("704, including 305 children", "704, including 305 children"),
            ("2,975 (95% CI 2,658-3,290)", "2,975 (95% CI 2,658-3,290)"),
        ] {
            assert_eq!(number_of(&Wording::read(words).expect("a number").whole), number);
        }
    }

    #[test]
    fn plain_words_are_said_as_they_are() {
        for kind in Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Vague) {
            for value in [0, 1, 2, 11, 40, 1_400, 5_791, 1_000_000] {
                let count = kind.count_of(value).unwrap_or(Count::exactly(value));
                let wording = Wording::restore(kind, Some(value), count, None);
                let printed = wording.printed();
                let (lead, aside) = split(&printed);
                assert!(!aside.is_empty() || bare(&wording, lead) == lead, "{printed}");
            }
        }
    }

    #[test]
    fn an_estimate_is_called_one() {
        assert_eq!(figure_of("at least 20 people"), "figure of at least 20 people");
        assert_eq!(figure_of("an estimated 2,975"), "estimate of 2,975");
        assert_eq!(a_figure_of("an estimated 2,975"), "an estimate of 2,975");
    }

    #[test]
    fn an_addition_says_so() {
        assert_eq!(
            counted("two more", "fighters > Hezbollah", CountType::Increment).full(),
            "two more of its fighters"
        );
        assert_eq!(counted("3,951", "people", CountType::Increment).full(), "3,951 more people");
        assert_eq!(counted("one", "people", CountType::Increment).full(), "one more person");
    }
}
