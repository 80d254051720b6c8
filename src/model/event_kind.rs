//! Whether the toll of an event can grow by itself (`docs/rules.md`, "Incidents and ongoing events").

use std::fmt;

use super::name::Name;
use super::words::{word_list, words};

words! {
    /// Whether the toll of an event can grow by itself.
    EventKind {
        /// It is over: once it has settled, its toll does not grow by itself.
        Incident = "incident",
        /// It goes on, or its toll rises for weeks.
        Ongoing = "ongoing",
    }
}

/// How many days after its first day a lower count of an event is a first count, where a desk has settled it for all of a
/// kind. What is said of one event goes before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SettlingDefaults {
    /// Of what is over when it has happened.
    pub incident: Option<u32>,
    /// Of what goes on.
    pub ongoing: Option<u32>,
}

/// The kind of an event, and by what it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventNature {
    /// The kind.
    pub kind: EventKind,
    /// By what it is known.
    pub by: KnownBy,
}

/// By what the kind of an event is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// The desk says so: `amend event E --kind incident`.
    Desk,
    /// This word of its name.
    Word(String),
    /// Nothing: what is not known to be over goes on.
    Default,
}

impl EventKind {
    /// How many days after its first day a lower count is a first count, unless the desk says otherwise.
    pub const fn settling_days(self) -> u32 {
        match self {
            EventKind::Incident => 1,
            EventKind::Ongoing => 7,
        }
    }
}

impl SettlingDefaults {
    /// The days for events of a kind; `None` where the desk has settled none.
    pub fn days(self, kind: EventKind) -> Option<u32> {
        match kind {
            EventKind::Incident => self.incident,
            EventKind::Ongoing => self.ongoing,
        }
    }
}

impl EventNature {
    /// What the desk says.
    pub fn said(kind: EventKind) -> EventNature {
        EventNature { kind, by: KnownBy::Desk }
    }

    /// What the words of a name say: the last one makes an incident, unless one beside it goes on. Plurals are campaigns.
    pub fn of_words(event: &Name) -> EventNature {
        let known_by = |kind, word: &str| EventNature { kind, by: KnownBy::Word(word.to_lowercase()) };
        if let Some(word) = words_of(event).find(|word| is_among(word, ONGOING)) {
            return known_by(EventKind::Ongoing, word);
        }
        match last_word(event) {
            Some(word) if is_among(word, INCIDENTS) => known_by(EventKind::Incident, word),
            Some(word) if is_among(word, FORCES_OF_NATURE) => known_by(EventKind::Ongoing, word),
            _ => EventNature { kind: EventKind::Ongoing, by: KnownBy::Default },
        }
    }
}

/// `incident, by "airstrike"`.
impl fmt::Display for EventNature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.by {
            KnownBy::Desk => write!(f, "{}, as this desk says", self.kind),
            KnownBy::Word(word) => write!(f, "{}, by \"{word}\"", self.kind),
            KnownBy::Default => write!(f, "{}", self.kind),
        }
    }
}

/// Whether an event is named a war or fighting: its days are not known from what was printed, and it takes the name of its
/// place.
pub fn is_fighting(event: &Name) -> bool {
    last_word(event).is_some_and(|word| is_among(word, FIGHTING))
}

/// Whether people are killed in an event and die of it, so that these are two counts: a war, a siege, a famine, an illness.
pub fn kills_in_two_ways(event: &Name) -> bool {
    words_of(event).any(|word| is_among(word, FIGHTING) || is_among(word, OF_WANT_OR_ILLNESS))
}

/// The last word of an event, without the year behind it.
pub fn last_word(event: &Name) -> Option<&str> {
    words_of(event).filter(|word| !word.chars().all(|c| c.is_ascii_digit())).last()
}

fn words_of(event: &Name) -> impl Iterator<Item = &str> {
    let words = event.leaf().split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

fn is_among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| word.eq_ignore_ascii_case(listed))
}

/// What is over when it has happened, in the singular.
const INCIDENTS: &[&str] = word_list! {
    strike airstrike blast explosion bombing crash derailment shooting sinking shipwreck collapse fire stampede crush
    raid attack massacre
};

/// Fighting.
const FIGHTING: &[&str] = word_list! {
    war violence clashes fighting hostilities conflict offensive
};

/// What goes on, wherever it stands in the name.
const ONGOING: &[&str] = word_list! {
    war violence clashes fighting hostilities conflict offensive
    siege insurgency uprising unrest protests crisis emergency campaign escalation famine hunger drought
    epidemic pandemic outbreak
};

/// What people die of, beside those who are killed.
const OF_WANT_OR_ILLNESS: &[&str] = word_list! {
    siege blockade famine hunger starvation malnutrition drought crisis emergency
    epidemic pandemic outbreak illness disease sickness fever flu influenza virus cholera typhus typhoid malaria measles
    dengue ebola polio plague covid coronavirus mers sars hiv aids mpox
};

/// What is over soon, and whose toll rises for weeks.
const FORCES_OF_NATURE: &[&str] = word_list! {
    earthquake quake tsunami flood floods flooding storm hurricane cyclone typhoon tornado wildfire wildfires bushfire
    landslide mudslide avalanche eruption heatwave
};

#[cfg(test)]
mod tests {
    use super::*;

    fn nature(event: &str) -> (EventKind, String) {
        let nature = EventNature::of_words(&Name::read(event).expect("a name"));
        let by = match nature.by {
            KnownBy::Word(word) => word,
            KnownBy::Desk | KnownBy::Default => String::new(),
        };
        (nature.kind, by)
    }

    #[test]
    fn the_last_word_of_the_leaf_decides() {
        for (event, kind, by) in [
            ("Mariupol theatre airstrike", EventKind::Incident, "airstrike"),
            ("Gaza war > Al-Ahli hospital blast", EventKind::Incident, "blast"),
            ("Velmar Blast 2031", EventKind::Incident, "blast"),
            ("Velmar strikes", EventKind::Ongoing, ""),
            ("Velmar clashes shooting", EventKind::Ongoing, "clashes"),
            ("Velmar war attack", EventKind::Ongoing, "war"),
            ("Camp wildfire", EventKind::Ongoing, "wildfire"),
            ("Attack on Velmar", EventKind::Ongoing, ""),
            ("Velmar earthquake", EventKind::Ongoing, "earthquake"),
            ("Crisis of the coal mine", EventKind::Ongoing, "crisis"),
            ("Storm Street fire", EventKind::Incident, "fire"),
        ] {
            assert_eq!(nature(event), (kind, by.to_owned()), "{event}");
        }
    }

    #[test]
    fn some_events_kill_in_two_ways() {
        let is = |event| kills_in_two_ways(&Name::read(event).expect("a name"));
        for event in ["Taviland war", "Siege of Osk", "Osk famine 2017", "COVID-19", "Tarn fever"] {
            assert!(is(event), "{event}");
        }
        for event in ["Northport fire", "Taviland war > Osk strike", "Velmar earthquake", "Storm Daniel"] {
            assert!(!is(event), "{event}");
        }
    }

    #[test]
    fn fighting_is_told_by_the_last_word() {
        let is = |event| is_fighting(&Name::read(event).expect("a name"));
        assert!(is("Taviland war") && is("Sudan war 2023") && is("West Bank violence"));
        assert!(!is("War memorial fire") && !is("Velmar protests"));
    }
}
