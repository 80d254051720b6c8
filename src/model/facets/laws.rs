//! Laws of the facets of groups, for random words.

use proptest::prelude::*;

use super::Facets;
use crate::model::name::Name;

/// Words of which groups are made: of the lists, of none, and what stands behind a noun.
const WORDS: &[&str] = &[
    "women",
    "men",
    "girls",
    "boys",
    "children",
    "adults",
    "elderly",
    "older",
    "female",
    "male",
    "civilian",
    "civilians",
    "soldiers",
    "fighters",
    "combatants",
    "medics",
    "police",
    "aid",
    "workers",
    "infants",
    "people",
    "Hezbollah",
    "young",
    "under 18",
    "under five",
    "over 60",
    "whose sex is not known",
    "of unknown age",
    "and",
    "former",
    ">",
    "from Osk",
    "(under 18)",
    ",",
];

fn any_group() -> impl Strategy<Value = Facets> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 1..5);
    let name = words.prop_filter_map("a name", |words| Name::read(&words.join(" ")));
    name.prop_map(|name| Facets::of(&name))
}

proptest! {
    #[test]
    fn being_part_of_is_a_partial_order(a in any_group(), b in any_group(), c in any_group()) {
        prop_assert!(a.is_part_of(&a) && a.is_part_of(&Facets::default()));
        if a.is_part_of(&b) && b.is_part_of(&a) {
            prop_assert_eq!(&a, &b);
        }
        if a.is_part_of(&b) && b.is_part_of(&c) {
            prop_assert!(a.is_part_of(&c));
        }
    }

    #[test]
    fn what_excludes_a_group_excludes_its_parts(a in any_group(), b in any_group(), c in any_group()) {
        prop_assert_eq!(a.excludes(&b), b.excludes(&a));
        if a.is_part_of(&b) {
            prop_assert!(!a.excludes(&b));
            prop_assert!(!b.excludes(&c) || a.excludes(&c));
        }
    }

    #[test]
    fn words_of_facets_are_read_as_these_facets(facets in any_group()) {
        if let Some(words) = facets.words() {
            let read = Facets::of(&Name::read(&words).expect("words"));
            prop_assert_eq!(&read, &facets);
            prop_assert_eq!(read.words(), Some(words));
        }
    }
}
