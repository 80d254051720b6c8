//! Where a scope's people were and in what event, as a sentence says it; and by what other scopes it is told apart.

use crate::model::name::Name;
use crate::model::scope::Scope;
use crate::model::words::{Measure, word_list};

use super::measure::participle;
use super::names::Speech;
use super::people::noun;

/// Where and in what: `in the Gaza Strip`, `in the Deraa strike`, `in the 7 October attack in Israel`.
///
/// An event that is named after its place is said once: the place for what goes on there (`Gaza war`), the event for
/// what happened there once (`Deraa strike`).
pub fn setting(scope: &Scope, speech: &Speech<'_>) -> String {
    let event = || format!("{} {}", before_event(scope), speech.event(&scope.event));
    let Some(place) = &scope.place else { return event() };
    let in_place = format!("{} {}", before_place(place), speech.place(place));
    match (share_a_name(&scope.event, place), goes_on(&scope.event)) {
        (true, true) => in_place,
        (true, false) => event(),
        (false, _) => format!("{} {in_place}", event()),
    }
}

/// A setting and what follows it; a place in two steps is closed by a comma.
pub fn then(setting: &str, rest: &str) -> String {
    match (rest.is_empty(), setting.contains(", ") && !rest.starts_with(',')) {
        (true, _) => setting.to_owned(),
        (false, true) => format!("{setting}, {}", rest.trim_start()),
        (false, false) => format!("{setting}{rest}"),
    }
}

/// What a toll is for: `the 7 October attack`, `the Gaza Strip`.
pub fn subject(scope: &Scope, speech: &Speech<'_>) -> String {
    match &scope.place {
        Some(place) if goes_on(&scope.event) && share_a_name(&scope.event, place) => speech.place(place),
        _ => speech.event(&scope.event),
    }
}

/// Whom and what a scope counts, where: `people killed in the Gaza Strip`.
pub fn counted_where(scope: &Scope, speech: &Speech<'_>) -> String {
    let whom = noun(scope, speech);
    let what = match scope.measure {
        Measure::Died => "who died",
        measure => participle(measure, scope.count_type),
    };
    format!("{whom} {what} {}", setting(scope, speech))
}

/// Who is in, where the source says more than whom it counts: `counting only those identified`.
pub fn definition(scope: &Scope) -> Option<String> {
    let words = scope.definition.as_deref()?;
    let tags = words.split([';', ',', ' ']).filter(|tag| !tag.is_empty());
    let known: Option<Vec<&str>> = tags.map(tag).collect();
    Some(match known {
        Some(tags) => tags.join(", "),
        None => format!("by the definition \u{201c}{words}\u{201d}"),
    })
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

/// Whether an event happened once: then a total's origin is the day on which it did.
pub fn happened_once(event: &Name) -> bool {
    !goes_on(event) && ends_in(event, ONCE)
}

fn goes_on(event: &Name) -> bool {
    ends_in(event, ONGOING)
}

/// Whether the last word of an event is one of these.
fn ends_in(event: &Name, words: &[&str]) -> bool {
    let last = event.leaf().rsplit(' ').next();
    last.is_some_and(|last| words.iter().any(|word| last.eq_ignore_ascii_case(word)))
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

/// Whether an event carries the name of its place: a word of four letters or more occurs in both.
fn share_a_name(event: &Name, place: &Name) -> bool {
    fn words(name: &Name) -> impl Iterator<Item = &str> {
        let parts = name.leaf().split(|c: char| !c.is_alphanumeric());
        parts.filter(|word| word.chars().nth(3).is_some())
    }
    let are_one = |a: &str, b: &str| match a.is_ascii() && b.is_ascii() {
        true => a.eq_ignore_ascii_case(b),
        false => a.to_lowercase() == b.to_lowercase(),
    };
    words(place).any(|of_place| words(event).any(|of_event| are_one(of_event, of_place)))
}

const ONGOING: &[&str] = word_list! {
    war violence clashes escalation conflict fighting crisis offensive hostilities unrest protests
    insurgency uprising siege famine pandemic epidemic outbreak emergency campaign
};

const ONCE: &[&str] = word_list! {
    strike strikes attack attacks blast bombing bombings crash crush shooting explosion earthquake massacre
    collapse derailment airstrike raid stampede capsizing sinking
};

const ILLNESSES: &[&str] =
    &["COVID-19", "Covid", "Ebola", "cholera", "measles", "mpox", "dengue", "influenza", "malaria"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::Names;
    use crate::model::words::{CountType, Unit};

    #[test]
    fn an_event_named_after_its_place_is_said_once() {
        let names = Names::default();
        for (event, place, measure, said) in [
            ("Gaza war", "Gaza Strip", Measure::Killed, "in the Gaza Strip"),
            ("West Bank violence", "West Bank", Measure::Killed, "in the West Bank"),
            ("Deraa strike", "Syria > Deraa", Measure::Killed, "in the Deraa strike"),
            ("7 October attack", "Israel", Measure::Killed, "in the 7 October attack in Israel"),
            (
                "Gaza war > Al-Ahli hospital blast",
                "Gaza Strip > Gaza City",
                Measure::Killed,
                "in the Al-Ahli hospital blast in Gaza City, the Gaza Strip",
            ),
            ("COVID-19", "UK", Measure::Died, "from COVID-19 in the UK"),
            ("Hurricane Maria", "Puerto Rico", Measure::Died, "in Hurricane Maria in Puerto Rico"),
            ("Snake Island", "Ukraine", Measure::Killed, "on Snake Island in Ukraine"),
            ("Lebanon escalation", "Lebanon", Measure::Killed, "in Lebanon"),
        ] {
            let name = |text| Name::read(text).expect("a name");
            let (event, place, group) = (name(event), Name::read(place), name("people"));
            let (unit, count_type) = (Unit::People, CountType::Total);
            let scope = Scope { event, place, measure, unit, group, count_type, definition: None };
            assert_eq!(setting(&scope, &Speech::new(&names)), said);
        }
    }
}
