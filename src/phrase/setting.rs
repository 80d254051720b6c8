//! Where a scope's people were and in what event, as a sentence says it; and by what other scopes it is told apart.

use crate::model::event_kind::{is_fighting, last_word};
use crate::model::name::Name;
use crate::model::scope::{EventPlaces, Scope};
use crate::model::words::{CountType, Measure, word_list};

use super::grammar::lower_words;
use super::measure::{Tense, Verb};
use super::names::{Speech, counting_only};
use super::people::{Grammar, noun};

/// Where and in what: `in the Gaza Strip`, `in the Deraa strike`, `in the 7 October attack in Israel`.
///
/// What is left out is what the other says already (`docs/rules.md`, "Places and events").
pub fn setting(scope: &Scope, speech: &Speech<'_>) -> String {
    match said_of(scope, speech) {
        Said::Place(place) => format!("{} {}", before_place(place), speech.place(place)),
        Said::Event | Said::Both(_) => format!("{} {}", before_event(scope), subject(scope, speech)),
    }
}

/// What a toll is for: `the 7 October attack in Israel`, `the Gaza Strip`.
pub fn subject(scope: &Scope, speech: &Speech<'_>) -> String {
    let event = || speech.event(&scope.event);
    match said_of(scope, speech) {
        Said::Event => event(),
        Said::Place(place) => speech.place(place),
        Said::Both(place) => format!("{} {} {}", event(), before_place(place), speech.place(place)),
    }
}

/// The event and the place as a sentence names them; `None` where it leaves one of them out.
pub fn printed_names(scope: &Scope, speech: &Speech<'_>) -> (Option<String>, Option<String>) {
    let event = || Some(speech.event(&scope.event));
    match said_of(scope, speech) {
        Said::Event => (event(), None),
        Said::Place(place) => (None, Some(speech.place(place))),
        Said::Both(place) => (event(), Some(speech.place(place))),
    }
}

/// Which of the two a sentence names.
enum Said<'a> {
    Event,
    Place(&'a Name),
    Both(&'a Name),
}

fn said_of<'a>(scope: &'a Scope, speech: &Speech<'_>) -> Said<'a> {
    match &scope.place {
        None => Said::Event,
        Some(place) if event_is_said_by(place, scope) => Said::Place(place),
        Some(place) if place_is_said_by_event(place, scope, speech) => Said::Event,
        Some(place) => Said::Both(place),
    }
}

/// Whether a place is said with the event: the event has no other, and every word of it stands in the event's name, one
/// at least that many places do not have.
fn place_is_said_by_event(place: &Name, scope: &Scope, speech: &Speech<'_>) -> bool {
    if speech.event_places != EventPlaces::OneAtMost {
        return false;
    }
    let of_place = significant_words(&speech.place_leaf(place));
    let of_event = lower_words(&speech.event(&scope.event));
    of_place.iter().all(|word| of_event.contains(word))
        && of_place.iter().any(|word| !GENERIC.contains(&word.as_str()))
}

/// Whether an event is said with the place: fighting that is named after it, where people are killed or injured.
fn event_is_said_by(place: &Name, scope: &Scope) -> bool {
    let harms = matches!(scope.measure, Measure::Killed | Measure::Injured | Measure::Casualties);
    if !harms || !is_fighting(&scope.event) {
        return false;
    }
    let of_place = lower_words(place.leaf());
    let fighting = last_word(&scope.event).map(str::to_lowercase);
    let mut named_after =
        significant_words(scope.event.leaf()).into_iter().filter(|word| Some(word) != fighting.as_ref());
    named_after.all(|word| of_place.contains(&word))
}

/// The words of a name in lower case, without articles and prepositions.
fn significant_words(name: &str) -> Vec<String> {
    let mut words = lower_words(name);
    words.retain(|word| !["the", "of", "in", "on", "at"].contains(&word.as_str()));
    words
}

/// A setting and what follows it; a place in two steps is closed by a comma.
pub fn then(setting: &str, rest: &str) -> String {
    match (rest.is_empty(), setting.contains(", ") && !rest.starts_with(',')) {
        (true, _) => setting.to_owned(),
        (false, true) => format!("{setting}, {}", rest.trim_start()),
        (false, false) => format!("{setting}{rest}"),
    }
}

/// Whom and what a scope counts, where: `people killed in the Gaza Strip`, `people who would be killed in Yemen`.
pub fn counted_where(scope: &Scope, speech: &Speech<'_>) -> String {
    let whom = noun(scope, speech);
    format!("{whom} {} {}", befell(scope, Grammar::Several, speech), setting(scope, speech))
}

/// What befell those whom a scope counts, behind their noun: `killed`, `who died`; what is to come `who would die`.
pub fn befell(scope: &Scope, grammar: Grammar, speech: &Speech<'_>) -> String {
    let verb = Verb::of(scope, speech);
    match scope.count_type {
        CountType::Projection => format!("who {}", verb.predicate(Tense::Future, grammar)),
        CountType::Total | CountType::Current | CountType::Period | CountType::Increment => {
            verb.behind_noun().to_owned()
        }
    }
}

/// Who is in, where the source says more than the noun of those counted: `counting only those identified`, and `counting only
/// civilians` of the boys among them.
pub fn definition(scope: &Scope) -> Option<String> {
    let stated = scope.definition.as_deref().map(definition_in_words);
    let parts: Vec<String> = counting_only(&scope.group).into_iter().chain(stated).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A definition in words, whatever scope has it.
pub fn definition_in_words(words: &str) -> String {
    let tags = words.split([';', ',', ' ']).filter(|tag| !tag.is_empty());
    let known: Option<Vec<&str>> = tags.map(tag).collect();
    match known {
        Some(tags) => tags.join(", "),
        None => format!("by the definition \u{201c}{words}\u{201d}"),
    }
}

fn tag(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "identified_only" => "counting only those identified",
        "verified_only" => "counting only those verified",
        "direct_only" => "counting only direct deaths",
        "indirect_included" => "including indirect deaths",
        "includes_perpetrators" => "including perpetrators",
        "excludes_perpetrators" => "not including perpetrators",
        "includes_missing" => "including the missing",
        _ => return None,
    })
}

fn before_event(scope: &Scope) -> &'static str {
    let leaf = scope.event.leaf();
    let is_illness = ILLNESSES.iter().any(|name| leaf.eq_ignore_ascii_case(name));
    if is_illness && matches!(scope.measure, Measure::Died | Measure::Killed) {
        "from"
    } else if is_illness {
        "through"
    } else {
        before_leaf(leaf)
    }
}

fn before_place(place: &Name) -> &'static str {
    before_leaf(place.leaf())
}

fn before_leaf(leaf: &str) -> &'static str {
    if leaf.ends_with(" Island") { "on" } else { "in" }
}

/// Words that the names of many places have.
const GENERIC: &[&str] = word_list! {
    county region city province state district north south east west central island area valley northern southern
    eastern western northeast northwest southeast southwest upper lower greater governorate oblast prefecture
    department municipality territory town village camp coast islands
};

const ILLNESSES: &[&str] =
    &["COVID-19", "Covid", "Ebola", "cholera", "measles", "mpox", "dengue", "influenza", "malaria"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::Names;
    use crate::model::words::{CountType, Unit};

    fn scope(event: &str, place: &str, measure: Measure) -> Scope {
        let name = |text| Name::read(text).expect("a name");
        let (event, place, group) = (name(event), Name::read(place), name("people"));
        let (unit, count_type) = (Unit::People, CountType::Total);
        Scope { event, place, measure, unit, group, count_type, definition: None }
    }

    #[test]
    fn an_event_named_after_its_place_is_said_once() {
        use Measure::{Died, Displaced, Injured, Killed};
        let names = Names::default();
        for (event, place, measure, said) in [
            ("Gaza war", "Gaza Strip", Killed, "in the Gaza Strip"),
            ("Gaza war", "Gaza Strip", Displaced, "in the Gaza war in the Gaza Strip"),
            ("West Bank violence", "West Bank", Injured, "in the West Bank"),
            ("Israel-Lebanon border clashes", "Lebanon", Killed, "in the Israel-Lebanon border clashes"),
            ("2006 Lebanon War", "Lebanon", Killed, "in the 2006 Lebanon War"),
            ("War in Alba", "Norland > Alba", Killed, "in the War in Alba"),
            ("Alba war", "Norland > Alba", Died, "in the Alba war"),
            ("Deraa strike", "Syria > Deraa", Killed, "in the Deraa strike"),
            (
                "Alba County fire",
                "Norland > Osk County",
                Killed,
                "in the Alba County fire in Osk County, Norland",
            ),
            ("Velmar Valley landslide", "Velmar Valley", Killed, "in the Velmar Valley landslide"),
            ("Valley landslide", "Valley", Killed, "in the Valley landslide in Valley"),
            ("7 October attack", "Israel", Killed, "in the 7 October attack in Israel"),
            (
                "Gaza war > Al-Ahli hospital blast",
                "Gaza Strip > Gaza City",
                Killed,
                "in the Al-Ahli hospital blast in Gaza City, Gaza Strip",
            ),
            ("COVID-19", "UK", Died, "from COVID-19 in the UK"),
            ("Haiti cholera outbreak", "Haiti", Died, "in the Haiti cholera outbreak"),
            ("Haiti unrest", "Haiti", Killed, "in the Haiti unrest"),
            ("Hurricane Maria", "Puerto Rico", Died, "in Hurricane Maria in Puerto Rico"),
            ("Snake Island", "Ukraine", Killed, "on Snake Island in Ukraine"),
        ] {
            assert_eq!(setting(&scope(event, place, measure), &Speech::new(&names)), said);
        }
    }

    #[test]
    fn a_place_is_said_where_the_event_has_others() {
        let names = Names::default();
        let speech = Speech::new(&names).of_event_with(EventPlaces::Several);
        let said = |event, place| setting(&scope(event, place, Measure::Killed), &speech);
        assert_eq!(said("Turkey-Syria earthquakes", "Turkey"), "in the Turkey-Syria earthquakes in Turkey");
        assert_eq!(said("Osk war", "Osk"), "in Osk");
        assert_eq!(subject(&scope("Osk blast", "Osk", Measure::Killed), &speech), "the Osk blast in Osk");
    }
}
