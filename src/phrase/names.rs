//! How copy names an authority, a publisher, a place, an event, a group: as the desk has settled it, else by plain English.

use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::scope::Scope;

use super::grammar::with_article;

/// Names as a sentence says them.
#[derive(Clone, Copy, Debug)]
pub struct Speech<'n> {
    names: &'n Names,
}

impl<'n> Speech<'n> {
    /// Speaks by what the desk knows about names.
    pub fn new(names: &'n Names) -> Speech<'n> {
        Speech { names }
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

    /// An event by its smallest step: `the Al-Ahli hospital blast`.
    pub fn event(&self, name: &Name) -> String {
        let canonical = self.names.canonical(NameKind::Event, name);
        self.settled(NameKind::Event, name).unwrap_or_else(|| with_article(NameKind::Event, canonical.leaf()))
    }

    /// A place, smallest step first: `Deraa, Syria`; `Gaza City, the Gaza Strip`.
    pub fn place(&self, name: &Name) -> String {
        if let Some(said) = self.settled(NameKind::Place, name) {
            return said;
        }
        let canonical = self.names.canonical(NameKind::Place, name);
        if canonical.leaf() == canonical.as_str() {
            return with_article(NameKind::Place, canonical.as_str());
        }
        let mut path = String::new();
        let mut steps: Vec<String> = Vec::new();
        for step in canonical.steps() {
            path = if path.is_empty() {
                step.to_owned()
            } else {
                format!("{path}{}{step}", crate::model::name::STEP)
            };
            let settled = Name::read(&path).and_then(|name| self.settled(NameKind::Place, &name));
            steps.push(settled.unwrap_or_else(|| with_article(NameKind::Place, step)));
        }
        steps.reverse();
        steps.join(", ")
    }

    /// The canonical name of an authority, without an article: for labels.
    pub fn label(&self, kind: NameKind, name: &Name) -> String {
        self.names.canonical(kind, name).as_str().to_owned()
    }

    /// Whether two names are one, as the desk says.
    pub fn are_one(&self, a: (NameKind, &Name), b: (NameKind, &Name)) -> bool {
        self.names.canonical(a.0, a.1) == self.names.canonical(b.0, b.1)
    }

    /// Whom a scope counts, one of them: `person`, `Hezbollah fighter`, `household`.
    pub fn one_counted(&self, scope: &Scope) -> String {
        singular(&self.counted(scope))
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
        let noun = match steps.next().unwrap_or_default() {
            "elderly" => "elderly people",
            noun => noun,
        };
        let whose: Vec<&str> = steps.collect();
        if whose.is_empty() { noun.to_owned() } else { format!("{} {noun}", whose.join(" ")) }
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

/// One of several: `soldiers` to `soldier`, `Syrian army soldiers` to `Syrian army soldier`.
pub fn singular(plural: &str) -> String {
    let (before, last) = plural.rsplit_once(' ').map_or(("", plural), |(before, last)| (before, last));
    let one = match last {
        "people" => "person",
        "children" => "child",
        "women" => "woman",
        "men" => "man",
        "bodies" => "body",
        "families" => "family",
        "personnel" | "staff" | "police" => return format!("member of {plural}"),
        _ if last.ends_with("ss") || last.len() < 4 => last,
        _ => last.strip_suffix('s').unwrap_or(last),
    };
    if before.is_empty() { one.to_owned() } else { format!("{before} {one}") }
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
        for (group, one, many) in [
            ("people", "person", "people"),
            ("children", "child", "children"),
            ("soldiers > Syrian army", "Syrian army soldier", "Syrian army soldiers"),
            ("fighters > Hezbollah", "Hezbollah fighter", "Hezbollah fighters"),
            ("elderly", "elderly person", "elderly people"),
            ("border guards", "border guard", "border guards"),
        ] {
            let scope = scope(group, Unit::People);
            assert_eq!((speech.one_counted(&scope).as_str(), speech.counted(&scope).as_str()), (one, many));
        }
        assert_eq!(speech.counted(&scope("people", Unit::Households)), "households");
    }

    #[test]
    fn places_are_said_smallest_first() {
        let names = Names::default();
        let speech = Speech::new(&names);
        assert_eq!(speech.place(&name("Syria > Deraa")), "Deraa, Syria");
        assert_eq!(speech.place(&name("Gaza Strip > Gaza City")), "Gaza City, the Gaza Strip");
        assert_eq!(speech.place(&name("West Bank")), "the West Bank");
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
