//! Who is counted, behind the words of a group: sex, age, status and role, and what is left of the words.
//!
//! A pure function of the words: nothing of it is stored (`docs/rules.md`, "Sex, age, status, role").

mod cells;
mod columns;
mod given;
#[cfg(test)]
mod laws;
mod lexicon;
mod read;
mod tail;
mod values;
mod words;

use std::collections::BTreeSet;

use super::name::Name;

pub use cells::FacetCells;
pub use columns::{OtherCell, group_of_cells, of_role, says_all};
pub use given::{AgeGiven, SexGiven, StatusGiven};
pub use lexicon::{BEFORE_A_NOUN, OF_SOME, entries, usual_word};
pub use values::{FacetKind, FacetValues, Values};

/// The facets of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Facets {
    /// What its words say of sex, age, status and role.
    pub values: Values,
    /// The words that say something else: nationalities, bodies, trades, "under five". Each must hold of a part as well.
    pub rest: BTreeSet<String>,
}

impl Facets {
    /// Reads a group, step by step where it is a path.
    pub fn of(group: &Name) -> Facets {
        let steps = group.steps().map(read::step);
        let all = steps.reduce(|all, step| all?.and(&step?)).flatten();
        all.unwrap_or_else(|| Facets::opaque(group.as_str()))
    }

    /// A group of which only its name is known: several kinds of people, or those who are not of one.
    fn opaque(words: &str) -> Facets {
        Facets { values: Values::default(), rest: [words.to_lowercase()].into() }
    }

    /// Values and no other words.
    pub fn of_values(values: Values) -> Facets {
        Facets { values, rest: BTreeSet::new() }
    }

    /// What both say together; `None` where nobody can be of both.
    fn and(&self, other: &Facets) -> Option<Facets> {
        let values = self.values.and(&other.values).ok()?;
        Some(Facets { values, rest: self.rest.union(&other.rest).cloned().collect() })
    }

    /// Whether everybody in this group is in the other, by the words of both: all that the other says holds here too. Every group
    /// is part of itself.
    pub fn is_part_of(&self, whole: &Facets) -> bool {
        let says = |kind| self.values.get(kind).is_among(whole.values.get(kind));
        FacetKind::ALL.into_iter().all(says) && whole.rest.is_subset(&self.rest)
    }

    /// Whether nobody can be in both, by sex, age or status. Of roles people may have several.
    pub fn excludes(&self, other: &Facets) -> bool {
        let kinds = [FacetKind::Sex, FacetKind::Age, FacetKind::Status];
        kinds.into_iter().any(|kind| !self.values.get(kind).overlaps(other.values.get(kind)))
    }

    /// The cells of a table by sex, age and status in which somebody of this group can be.
    pub fn cells(&self) -> FacetCells {
        FacetCells::of(&self.values)
    }

    /// Whether nothing is said: everybody.
    pub fn are_of_everybody(&self) -> bool {
        self.values.say_nothing() && self.rest.is_empty()
    }

    /// The facets as the words of a group; `None` where the group has words besides, which only it can say.
    pub fn words(&self) -> Option<String> {
        words::words(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn facets(group: &str) -> Facets {
        Facets::of(&Name::read(group).expect("a group"))
    }

    #[test]
    fn words_say_sex_age_status_and_role() {
        for (group, words) in [
            ("people", "people"),
            ("girls", "girls"),
            ("boy", "boys"),
            ("female children", "girls"),
            ("Women", "women"),
            ("adult men", "men"),
            ("male", "men and boys"),
            ("women and girls", "women and girls"),
            ("elderly women", "older women"),
            ("elderly", "older people"),
            ("people over 60", "older people"),
            ("children under 18", "children"),
            ("children (under 18)", "children"),
            ("persons aged 18 and over", "adults"),
            ("civilian women", "civilians > women"),
            ("civilians > boys", "civilians > boys"),
            ("children > girls", "girls"),
            ("female medics", "medics > women and girls"),
            ("child soldiers", "soldiers > children"),
            ("combatants", "combatants"),
            ("servicewomen", "soldiers > women"),
            ("military medics", "soldiers > medics"),
            ("children whose sex is not known", "children whose sex is not known"),
            ("adults of unknown sex", "adults whose sex is not known"),
            ("adults, sex unknown", "adults whose sex is not known"),
            ("people whose age is not known", "people whose age is not known"),
            ("persons whose sex and age are not known", "people whose sex and age are not known"),
            ("people of unknown sex, age and status", "people whose sex, age and status are not known"),
            ("women whose status is unknown", "women whose status is not known"),
        ] {
            assert_eq!(facets(group).words().as_deref(), Some(words), "{group}");
        }
    }

    #[test]
    fn what_is_left_of_the_words_must_hold_of_a_part_too() {
        for (part, whole) in [
            ("girls", "children"),
            ("women", "adults"),
            ("elderly women", "women"),
            ("infants", "children"),
            ("children under five", "children"),
            ("soldiers > Syrian army", "soldiers"),
            ("fighters > Hezbollah > women", "fighters > Hezbollah"),
            ("civilian women", "civilians"),
            ("civilian women", "women"),
            ("garment workers", "workers"),
            ("children whose sex is not known", "children"),
            ("wives of soldiers", "women"),
            ("women and children", "people"),
            ("Syrians", "people"),
            ("soldiers", "combatants"),
        ] {
            let (part, whole) = (facets(part), facets(whole));
            assert!(part.is_part_of(&whole) && !whole.is_part_of(&part), "{part:?} {whole:?}");
        }
        assert_eq!(facets("Syrian army soldiers"), facets("soldiers > Syrian army"));
        for (one, other) in [
            ("women", "children"),
            ("women and children", "women"),
            ("women", "women and children"),
            ("wives of soldiers", "soldiers"),
            ("former soldiers", "soldiers"),
            ("people who are not civilians", "civilians"),
            ("soldiers' families", "soldiers"),
            ("children under five", "infants"),
            ("adults whose sex is not known", "women"),
            ("non-medical staff", "medics"),
        ] {
            assert!(!facets(one).is_part_of(&facets(other)), "{one} {other}");
        }
    }

    #[test]
    fn what_excludes_each_other_is_known_by_sex_age_and_status() {
        for (one, other) in [
            ("women", "children"),
            ("children > girls", "boys"),
            ("civilians", "fighters"),
            ("adults whose sex is not known", "women"),
            ("elderly", "children"),
        ] {
            assert!(facets(one).excludes(&facets(other)), "{one} {other}");
        }
        for (one, other) in
            [("children", "civilians"), ("women", "young women"), ("men", "elderly"), ("medics", "police")]
        {
            assert!(!facets(one).excludes(&facets(other)), "{one} {other}");
        }
    }
}
