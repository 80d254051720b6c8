//! Whether an event happened once, so that people were killed in it, or goes on, so that they have been.

use crate::model::event_kind::{EventKind, EventNature, KnownBy};
use crate::model::name::Name;
use crate::model::words::word_list;

use super::grammar::{head_of, is_in};
use super::names::Speech;

/// How an event lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It happened at a moment: a total's origin is the day on which it did.
    Moment,
    /// It happened once, and took days: a flood, a storm.
    Days,
    /// It goes on.
    GoesOn,
}

impl Occasion {
    /// By what the desk says, else by the words of the name. A toll that can grow for weeks may be of what happened once.
    pub fn of(event: &Name, speech: &Speech<'_>) -> Occasion {
        let EventNature { kind, by } = speech.event_kind(event);
        let leaf = event.leaf();
        match (kind, by) {
            (EventKind::Incident, _) => Occasion::Moment,
            (EventKind::Ongoing, KnownBy::Word(word)) => Occasion::by_word(&word),
            (EventKind::Ongoing, KnownBy::Desk) if Occasion::by_word(head_of(leaf).0) == Occasion::Moment => {
                Occasion::GoesOn
            }
            (EventKind::Ongoing, _) if leaf.split(' ').any(|word| is_in(STORMS, word)) => Occasion::Days,
            (EventKind::Ongoing, _) => Occasion::by_word(head_of(leaf).0),
        }
    }

    /// Whether it happened once.
    pub fn is_over(self) -> bool {
        self != Occasion::GoesOn
    }

    fn by_word(word: &str) -> Occasion {
        match word {
            word if is_in(MOMENTS, word) => Occasion::Moment,
            word if is_in(DAYS, word) || is_in(STORMS, word) => Occasion::Days,
            _ => Occasion::GoesOn,
        }
    }
}

/// What happens at a moment, beside the words of an incident. Several strikes or attacks are a campaign, and a campaign goes
/// on; several earthquakes are one catastrophe.
const MOMENTS: &[&str] = word_list! {
    strike attack blast bombing crash crush shooting explosion earthquake earthquakes quake quakes aftershock massacre
    collapse derailment airstrike raid stampede capsizing sinking shipwreck ambush execution murder assassination
    hijacking accident tsunami avalanche stabbing arson wreck incident
};

/// What is over, and took days.
const DAYS: &[&str] = word_list! {
    flood floods flooding fire fires wildfire wildfires bushfire bushfires blaze landslide landslides mudslide
    mudslides eruption tornado tornadoes disaster disasters tragedy battle riot riots
};

/// What a storm is called beside its name: `Hurricane Maria`, `Tropical Storm Ana`.
const STORMS: &[&str] = word_list! { hurricane cyclone typhoon storm storms };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::{NameFact, NameField, NameKind, Names};

    fn name(event: &str) -> Name {
        Name::read(event).expect("a name")
    }

    #[test]
    fn what_happened_once_is_told_by_what_it_was() {
        let names = Names::default();
        for (event, occasion) in [
            ("Osk strike", Occasion::Moment),
            ("Tavi earthquakes", Occasion::Moment),
            ("Tavi earthquake 2031", Occasion::Moment),
            ("Sinking of the Lenna", Occasion::Moment),
            ("Attack on Osk", Occasion::Moment),
            ("Osk wildfire", Occasion::Days),
            ("Hurricane Mona", Occasion::Days),
            ("Super Typhoon Mona", Occasion::Days),
            ("Battle of Osk", Occasion::Days),
            ("Osk war", Occasion::GoesOn),
            ("Osk war > Tavi strike", Occasion::Moment),
            ("Osk war strikes", Occasion::GoesOn),
            ("Osk airstrikes", Occasion::GoesOn),
            ("Osk raids 2031", Occasion::GoesOn),
            ("Attacks on Osk", Occasion::GoesOn),
            ("Attack on the Osk raids", Occasion::Moment),
            ("Osk cholera outbreak", Occasion::GoesOn),
            ("Exercise Alpha", Occasion::GoesOn),
        ] {
            assert_eq!(Occasion::of(&name(event), &Speech::new(&names)), occasion, "{event}");
        }
    }

    #[test]
    fn the_desk_decides() {
        let fact = |event, value: &str| NameFact {
            kind: NameKind::Event,
            name: name(event),
            field: NameField::Kind,
            value: value.into(),
        };
        let names = Names::from_facts([
            fact("Osk evening", "incident"),
            fact("Osk strike", "ongoing"),
            fact("Osk flood", "ongoing"),
        ]);
        let of = |event| Occasion::of(&name(event), &Speech::new(&names));
        assert_eq!(of("Osk evening"), Occasion::Moment);
        assert_eq!(of("Osk strike"), Occasion::GoesOn);
        assert_eq!(of("Osk flood"), Occasion::Days, "its toll rises, and it is over");
    }
}
