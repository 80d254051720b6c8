//! Whom the words beside a number count, against what the row says: "12 missing" are not killed, "12 children" are not
//! everybody.

use super::facets::{Facets, usual_word};
use super::name::Name;
use super::scope::{EVERYBODY, Scope};
use super::words::{Measure, Unit};

/// Words for what happened, and the measures beside which they may stand.
const OUTCOMES: &[(&[&str], &[Measure])] = &[
    (
        &["injured", "wounded", "hurt", "maimed", "injury", "injuries", "hospitalised", "hospitalized"],
        &[Measure::Injured, Measure::Casualties, Measure::Affected],
    ),
    (
        &["missing", "vanished"],
        &[Measure::Missing, Measure::PresumedDead, Measure::KilledOrMissing, Measure::Affected],
    ),
    // The word of those who were taken, and of those whom a flood carried off.
    (
        &["disappeared", "disappearance", "disappearances"],
        &[
            Measure::Disappeared,
            Measure::Missing,
            Measure::PresumedDead,
            Measure::KilledOrMissing,
            Measure::Affected,
        ],
    ),
    (&["displaced", "homeless", "evacuated"], &[Measure::Displaced, Measure::Affected]),
    (&["detained", "arrested", "captured"], &[Measure::Detained, Measure::Hostage, Measure::Affected]),
    (
        &["hostage", "hostages", "kidnapped", "abducted"],
        &[Measure::Hostage, Measure::Detained, Measure::Missing, Measure::Disappeared, Measure::Affected],
    ),
    (&["victim", "victims", "casualty", "casualties"], &[Measure::Casualties, Measure::Affected]),
    (&["body", "bodies", "corpse", "corpses"], &[Measure::BodiesRecovered]),
    (
        &[
            "killed",
            "dead",
            "died",
            "death",
            "deaths",
            "fatality",
            "fatalities",
            "slain",
            "drowned",
            "perished",
            "lives",
        ],
        &[
            Measure::Killed,
            Measure::Died,
            Measure::PresumedDead,
            Measure::KilledOrMissing,
            Measure::Casualties,
            Measure::BodiesRecovered,
        ],
    ),
];

/// Words that do not say whether the people were killed, and often speak for a side: never read as killed.
pub const SAY_TOO_LITTLE: &[&str] = &[
    "victim",
    "victims",
    "casualty",
    "casualties",
    "loss",
    "losses",
    "neutralised",
    "neutralized",
    "eliminated",
    "liquidated",
    "martyr",
    "martyrs",
    "martyred",
];

/// The word that does not say what happened to the people, where it is no word of the group that the row counts.
pub fn says_too_little(words: &[String], scope: &Scope) -> Option<String> {
    let of_group = self::words(scope.group.as_str());
    let of_measure = |word: &str| may_stand_beside(word, scope.measure) == Some(true);
    let is_none = words.first().is_some_and(|word| word == "no");
    let mut said = words.iter().filter(|word| SAY_TOO_LITTLE.contains(&word.as_str()));
    said.find(|word| !is_none && !of_group.contains(word) && !of_measure(word)).cloned()
}

/// Words for a part of the people that say nothing of sex, age, status or role: beside the group of everybody they would make a
/// part the whole, as those of [`usual_word`] do.
const PARTS: &[&str] = &["officers", "workers", "students", "prisoners"];

/// The words of a text, in lower case.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Words that name one measure wherever they are printed beside a number. "Dead" and "died" do not: they are killed here
/// and died of illness there.
const PLAIN: &[(&str, Measure)] = &[
    ("killed", Measure::Killed),
    ("injured", Measure::Injured),
    ("wounded", Measure::Injured),
    ("hurt", Measure::Injured),
    ("injury", Measure::Injured),
    ("injuries", Measure::Injured),
    ("missing", Measure::Missing),
    ("displaced", Measure::Displaced),
    ("detained", Measure::Detained),
    ("hostages", Measure::Hostage),
    ("casualties", Measure::Casualties),
];

/// The measure that the words beside a number name; `None` where they name none, or more than one.
pub fn stated_measure(words: &[String]) -> Option<Measure> {
    let mut named = words
        .iter()
        .filter_map(|word| PLAIN.iter().find(|(plain, _)| plain == word).map(|(_, measure)| *measure));
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Whether a word for what happened may stand beside a measure; `None` for all other words.
pub fn may_stand_beside(word: &str, measure: Measure) -> Option<bool> {
    let speaks = OUTCOMES.iter().find(|(known, _)| known.contains(&word));
    speaks.map(|(_, measures)| measures.contains(&measure))
}

/// Whether a word speaks of death and leaves open whether it is `killed` or `died`.
pub fn says_dead(word: &str) -> bool {
    word != "killed" && word != "slain" && may_stand_beside(word, Measure::Died) == Some(true)
}

/// The word that speaks of another measure than the row; `None` where none does. Zero of something is zero: "no casualties".
pub fn other_measure(words: &[String], scope: &Scope) -> Option<String> {
    if words.first().is_some_and(|word| word == "no") {
        return None;
    }
    let households = ["household", "households", "family", "families"];
    if scope.unit == Unit::People
        && let Some(word) = words.iter().find(|word| households.contains(&word.as_str()))
    {
        return Some(word.clone());
    }
    words.iter().find(|word| may_stand_beside(word, scope.measure) == Some(false)).cloned()
}

/// The word that counts a part of the people where the row counts everybody; `None` where none does.
pub fn other_group(noun: &str, scope: &Scope) -> Option<String> {
    part_of_people(noun).filter(|_| scope.counts_everybody())
}

/// The word with which a noun counts a part of the people: `fighters` of "Hezbollah fighters".
pub fn part_of_people(noun: &str) -> Option<String> {
    let is_part = |word: &str| usual_word(word).map_or(PARTS.contains(&word), |usual| usual != EVERYBODY);
    words(noun).pop().filter(|last| is_part(last))
}

/// Whether two words for whom one number counts cannot both be right: nobody can be in both groups, or they are other trades.
pub fn exclude_each_other(one: &str, other: &str) -> bool {
    const TRADES: &[&str] = &["soldiers", "journalists", "medics", "firefighters"];
    let facets = |group| Name::read(group).map(|group| Facets::of(&group)).unwrap_or_default();
    let trade = |group: &str| TRADES.iter().find(|trade| words(group).iter().any(|word| word == *trade));
    let differ = trade(one).zip(trade(other)).is_some_and(|(one, other)| one != other);
    differ || facets(one).excludes(&facets(other))
}

/// The usual name of a built-in group, however it is written: `woman` in "2 children, 1 woman" counts women.
pub fn usual_group(text: &str) -> Option<&'static str> {
    const USUAL: &[(&str, &str)] = &[
        ("child", "children"),
        ("girl", "girls"),
        ("boy", "boys"),
        ("adult", "adults"),
        ("woman", "women"),
        ("man", "men"),
        ("civilian", "civilians"),
        ("soldier", "soldiers"),
        ("fighter", "fighters"),
        ("medic", "medics"),
        ("journalist", "journalists"),
        ("all", "people"),
        ("person", "people"),
        ("people", "people"),
    ];
    let lower = text.to_lowercase();
    USUAL.iter().find(|(one, many)| lower == *one || lower == *many).map(|(_, many)| *many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::CountType;

    fn scope(measure: Measure, group: &str) -> Scope {
        let name = |text| Name::read(text).expect("a name");
        Scope {
            event: name("Flood"),
            place: None,
            measure,
            unit: Unit::People,
            group: name(group),
            count_type: CountType::Total,
            definition: None,
        }
    }

    #[test]
    fn words_of_another_outcome_are_found() {
        let killed = scope(Measure::Killed, "people");
        for text in ["12 missing", "12 hostages", "12 bodies", "12 households", "12 victims", "12 injured"] {
            assert!(other_measure(&words(text), &killed).is_some(), "{text}");
        }
        for text in ["12 killed", "12 people", "no casualties", "at least 12 dead", "dozens"] {
            assert_eq!(other_measure(&words(text), &killed), None, "{text}");
        }
        assert!(other_measure(&words("12 killed"), &scope(Measure::Injured, "people")).is_some());
    }

    #[test]
    fn words_that_say_too_little_are_never_read_as_killed() {
        let killed = scope(Measure::Killed, "people");
        for text in ["12 victims", "12 losses", "12 neutralised", "12 fighters eliminated", "12 martyrs"] {
            assert!(says_too_little(&words(text), &killed).is_some(), "{text}");
        }
        for text in ["12 killed", "no casualties", "12 fighters"] {
            assert_eq!(says_too_little(&words(text), &killed), None, "{text}");
        }
        assert_eq!(says_too_little(&words("12 martyrs"), &scope(Measure::Killed, "martyrs")), None);
        assert_eq!(says_too_little(&words("12 casualties"), &scope(Measure::Casualties, "people")), None);
    }

    #[test]
    fn plain_words_name_their_measure() {
        for (text, measure) in [
            ("at least 100 killed", Some(Measure::Killed)),
            ("12 wounded", Some(Measure::Injured)),
            ("12 casualties", Some(Measure::Casualties)),
            ("no one was hurt", Some(Measure::Injured)),
            ("12 dead", None),
            ("12 died", None),
            ("12 killed or missing", None),
            ("704", None),
        ] {
            assert_eq!(stated_measure(&words(text)), measure, "{text}");
        }
    }

    #[test]
    fn a_part_is_not_everybody() {
        assert_eq!(other_group("children", &scope(Measure::Killed, "people")), Some("children".into()));
        assert_eq!(other_group("fighters", &scope(Measure::Killed, "fighters > Hezbollah")), None);
        assert_eq!(other_group("people", &scope(Measure::Killed, "people")), None);
        assert_eq!(usual_group("Woman"), Some("women"));
        assert!(
            exclude_each_other("women", "children > girls") && exclude_each_other("civilians", "fighters")
        );
        assert!(!exclude_each_other("children", "civilians") && !exclude_each_other("women", "young women"));
    }

    #[test]
    fn dead_is_killed_or_died() {
        assert!(says_dead("dead") && says_dead("lives") && !says_dead("killed") && !says_dead("injured"));
        assert_eq!(may_stand_beside("dead", Measure::Injured), Some(false));
        assert_eq!(may_stand_beside("toll", Measure::Killed), None);
    }
}
