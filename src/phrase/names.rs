//! How copy names an authority, a publisher, a place, an event, a group: as the desk has settled it, else by plain English.

use crate::model::event_kind::EventNature;
use crate::model::facets::Facets;
use crate::model::figure::Figure;
use crate::model::name::{Name, STEP};
use crate::model::names::{NameKind, Names};
use crate::model::recorded::FigureId;
use crate::model::scope::{EventPlaces, Scope};

use super::grammar::{lower_words, with_article};
use super::made_of::{CountsUsed, MadeOf};
use super::manner::Manner;

/// Names as a sentence says them.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'n> {
    names: &'n Names,
    /// How many places the ledger has for the event that is spoken of.
    pub(super) event_places: EventPlaces,
    /// By which word the sources say that people died; `None`: by that of the measure.
    pub(super) manner: Option<Manner>,
    /// The counts of which figures were made, where they are spoken of.
    made_of: Option<&'n MadeOf>,
}

impl<'n> Speech<'n> {
    /// Speaks by what the desk knows about names, of an event for which the ledger has one place at most.
    pub fn new(names: &'n Names) -> Speech<'n> {
        Speech { names, event_places: EventPlaces::OneAtMost, manner: None, made_of: None }
    }

    /// The same, of an event for which the ledger has so many places.
    pub fn of_event_with(self, event_places: EventPlaces) -> Speech<'n> {
        Speech { event_places, ..self }
    }

    /// The same, of people who died in this manner as their sources say.
    pub fn of_the_dead(self, manner: Option<Manner>) -> Speech<'n> {
        Speech { manner, ..self }
    }

    /// The same, of figures that were made of these counts.
    pub fn with_counts(self, made_of: &'n MadeOf) -> Speech<'n> {
        Speech { made_of: Some(made_of), ..self }
    }

    /// The counts of which a figure was made.
    pub fn made_of(&self, id: FigureId) -> Option<&'n CountsUsed> {
        self.made_of?.get(&id)
    }

    /// Who answers for a count: `the Gaza Health Ministry`.
    pub fn authority(&self, name: &Name) -> String {
        self.say(NameKind::Authority, name)
    }

    /// Who printed it, or passed it on: `Al Jazeera`.
    pub fn publisher(&self, name: &Name) -> String {
        self.say(NameKind::Publisher, name)
    }

    /// A relay between authority and publisher, which the desk may know under either kind.
    pub fn relay(&self, name: &Name) -> String {
        let known =
            [NameKind::Publisher, NameKind::Authority].into_iter().find_map(|kind| self.settled(kind, name));
        known.unwrap_or_else(|| self.publisher(name))
    }

    /// What the desk knows about names.
    pub fn known(&self) -> &'n Names {
        self.names
    }

    /// Whether a figure without an authority is its publisher's own count.
    pub fn counts_itself(&self, figure: &Figure) -> bool {
        self.names.answers_for(&figure.attribution, &figure.source.publisher).is_some()
    }

    /// The event in which an authority is a party, as the desk says.
    pub fn party_to(&self, authority: &Name) -> Option<Name> {
        self.names.party_to(authority)
    }

    /// Who gave a reason, by a text that need not be a name of the ledger.
    pub fn teller(&self, text: &str) -> String {
        Name::read(text).map_or_else(|| text.to_owned(), |name| self.relay(&name))
    }

    /// An event by its smallest step: `the Al-Ahli hospital blast`.
    pub fn event(&self, name: &Name) -> String {
        let canonical = self.names.canonical(NameKind::Event, name);
        self.settled(NameKind::Event, name).unwrap_or_else(|| with_article(NameKind::Event, canonical.leaf()))
    }

    /// Whether the toll of an event can grow by itself.
    pub fn event_kind(&self, event: &Name) -> EventNature {
        self.names.event_kind(event)
    }

    /// A place, smallest step first: `Deraa, Syria`; `Gaza City, Gaza Strip`. Only the first step has an article, and a
    /// step whose name stands in the one before it is not said again: `northwest Syria`.
    pub fn place(&self, name: &Name) -> String {
        let canonical = self.names.canonical(NameKind::Place, name);
        let mut said = vec![self.place_leaf(name)];
        let (mut smaller, mut path) = (canonical.leaf(), canonical.as_str());
        while let (Some((outer, _)), None) = (path.rsplit_once(STEP), self.settled_path(path)) {
            let step = outer.rsplit_once(STEP).map_or(outer, |(_, step)| step);
            if !stands_in(step, smaller) {
                said.push(self.settled_path(outer).unwrap_or_else(|| step.to_owned()));
                smaller = step;
            }
            path = outer;
        }
        said.join(", ")
    }

    /// The smallest step of a place alone; the whole place where the desk has settled how copy says it.
    pub(super) fn place_leaf(&self, name: &Name) -> String {
        let settled = self.settled(NameKind::Place, name);
        let leaf = || with_article(NameKind::Place, self.names.canonical(NameKind::Place, name).leaf());
        settled.unwrap_or_else(leaf)
    }

    /// How copy says the place of a path, where the desk has settled it.
    fn settled_path(&self, path: &str) -> Option<String> {
        Name::read(path).and_then(|name| self.settled(NameKind::Place, &name))
    }

    /// The canonical name of an authority, without an article: for labels.
    pub fn label(&self, kind: NameKind, name: &Name) -> String {
        self.names.canonical(kind, name).as_str().to_owned()
    }

    /// Whether two names are one, as the desk says.
    pub fn are_one(&self, a: (NameKind, &Name), b: (NameKind, &Name)) -> bool {
        self.names.canonical(a.0, a.1) == self.names.canonical(b.0, b.1)
    }

    /// Whom a scope counts: `people`, `children`, `households`. A group's path is said smallest first:
    /// `soldiers > Syrian army` as `Syrian army soldiers`.
    pub fn counted(&self, scope: &Scope) -> String {
        let group = self.group(&scope.group);
        match scope.unit {
            crate::model::words::Unit::People => group,
            crate::model::words::Unit::Households if scope.counts_everybody() => "households".into(),
            crate::model::words::Unit::Households => format!("households of {group}"),
        }
    }

    fn group(&self, name: &Name) -> String {
        if let Some(said) = self.settled(NameKind::Group, name) {
            return said;
        }
        let canonical = self.names.canonical(NameKind::Group, name);
        let mut steps = canonical.steps();
        let noun = noun_of(steps.next().unwrap_or_default());
        let whose: Vec<&str> = steps.collect();
        match whose.as_slice() {
            [] => noun.to_owned(),
            [.., last] if made_up_of_facets(&canonical) => noun_of(last).to_owned(),
            whose => format!("{} {noun}", whose.join(" ")),
        }
    }

    fn say(&self, kind: NameKind, name: &Name) -> String {
        let settled = self.settled(kind, name);
        settled.unwrap_or_else(|| with_article(kind, self.names.canonical(kind, name).as_str()))
    }

    /// As the desk has settled it, for the name that stands for all aliases, else for the name itself.
    fn settled(&self, kind: NameKind, name: &Name) -> Option<String> {
        let canonical = self.names.canonical(kind, name);
        let said = self.names.say_as(kind, &canonical).or_else(|| self.names.say_as(kind, name));
        said.map(str::to_owned)
    }
}

/// Whether each step of a group says sex, age, status or role and no more: `civilians > boys` are boys, in one noun.
fn made_up_of_facets(group: &Name) -> bool {
    Facets::of(group).rest.is_empty()
}

/// A noun as it stands behind a number.
fn noun_of(step: &str) -> &str {
    match step {
        "elderly" => "elderly people",
        "female" => "females",
        "male" => "males",
        noun => noun,
    }
}

/// Whom a group's path names besides its last step, which does not say it: `civilians` of `civilians > boys`.
pub fn counting_only(group: &Name) -> Option<String> {
    let (around, leaf) = group.as_str().rsplit_once(STEP)?;
    let (around, leaf) = (Name::read(around)?, Name::read(leaf)?);
    let says_it = || Facets::of(&leaf).is_part_of(&Facets::of(&around));
    (made_up_of_facets(group) && !says_it()).then(|| {
        let steps: Vec<&str> = around.steps().map(noun_of).collect();
        let smallest_first: Vec<&str> = steps.into_iter().rev().collect();
        format!("counting only {}", smallest_first.join(" who are "))
    })
}

/// Whether the words of a name stand in another one after the other, in their order: `Kherson region` in `Occupied Kherson region`.
fn stands_in(name: &str, other: &str) -> bool {
    let (words, others) = (lower_words(name), lower_words(other));
    !words.is_empty() && others.windows(words.len()).any(|part| part == words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::{NameFact, NameField};
    use crate::model::words::{CountType, Measure, Unit};

    fn name(text: &str) -> Name {
        Name::read(text).expect("a name")
    }

    fn scope(group: &str, unit: Unit) -> Scope {
        let (event, place) = (name("Flood"), None);
        let (measure, count_type) = (Measure::Killed, CountType::Total);
        Scope { event, place, measure, unit, group: name(group), count_type, definition: None }
    }

    #[test]
    fn groups_are_said_smallest_first() {
        let names = Names::default();
        let speech = Speech::new(&names);
        for (group, many) in [
            ("people", "people"),
            ("soldiers > Syrian army", "Syrian army soldiers"),
            ("fighters > Hezbollah", "Hezbollah fighters"),
            ("elderly", "elderly people"),
            ("civilians > boys", "boys"),
            ("children > girls", "girls"),
            ("civilian women", "civilian women"),
            ("civilians > adults whose sex is not known", "adults whose sex is not known"),
            ("fighters > Hezbollah > women", "Hezbollah women fighters"),
        ] {
            assert_eq!(speech.counted(&scope(group, Unit::People)), many);
        }
        assert_eq!(speech.counted(&scope("people", Unit::Households)), "households");
    }

    #[test]
    fn what_the_last_step_of_a_group_does_not_say_is_said_besides() {
        for (group, said) in [
            ("civilians > boys", Some("counting only civilians")),
            ("civilians > medics > women", Some("counting only medics who are civilians")),
            ("children > girls", None),
            ("civilians", None),
            ("soldiers > Syrian army", None),
        ] {
            assert_eq!(counting_only(&name(group)).as_deref(), said, "{group}");
        }
    }

    #[test]
    fn places_are_said_smallest_first() {
        let names = Names::default();
        let speech = Speech::new(&names);
        assert_eq!(speech.place(&name("Syria > Deraa")), "Deraa, Syria");
        assert_eq!(speech.place(&name("Gaza Strip > Gaza City")), "Gaza City, Gaza Strip");
        assert_eq!(speech.place(&name("West Bank")), "the West Bank");
        assert_eq!(speech.place(&name("UK > London")), "London, UK");
    }

    #[test]
    fn a_step_that_has_its_parent_in_its_name_is_said_for_both() {
        let names = Names::default();
        let speech = Speech::new(&names);
        for (path, said) in [
            ("Syria > northwest Syria", "northwest Syria"),
            ("Norland > Alba region > Occupied Alba region > Osk", "Osk, Occupied Alba region, Norland"),
            ("Norland > North > North Norland", "North Norland"),
            ("Mali > Mali river", "the Mali river"),
            ("Luxemburg > Luxemburg", "Luxemburg"),
        ] {
            assert_eq!(speech.place(&name(path)), said);
        }
    }

    #[test]
    fn the_desk_has_the_last_word() {
        let fact = |kind, name: &str, field, value: &str| NameFact {
            kind,
            name: Name::read(name).expect("a name"),
            field,
            value: value.into(),
        };
        let names = Names::from_facts([
            fact(NameKind::Authority, "Gaza MoH", NameField::SameAs, "Gaza Health Ministry"),
            fact(NameKind::Authority, "Gaza Health Ministry", NameField::SayAs, "Gaza's health ministry"),
            fact(NameKind::Place, "Gaza Strip", NameField::SayAs, "Gaza"),
        ]);
        let speech = Speech::new(&names);
        assert_eq!(speech.authority(&name("Gaza MoH")), "Gaza's health ministry");
        assert_eq!(speech.place(&name("Gaza Strip > Rafah")), "Rafah, Gaza");
    }
}
