//! Facets in words, as a group: `girls`, `civilians > adults whose sex is not known`.

use super::Facets;
use super::values::{FacetKind, FacetValues, Values};
use crate::model::name::STEP;
use crate::model::scope::EVERYBODY;

/// The words of facets; `None` where the group has words besides, which only it can say.
pub(super) fn words(facets: &Facets) -> Option<String> {
    if !facets.rest.is_empty() {
        return None;
    }
    let values = &facets.values;
    let side = noun(FacetKind::Status, values);
    let role = noun(FacetKind::Role, values);
    let person = person(values);
    let steps: Vec<String> = [side, role].into_iter().flatten().map(str::to_owned).chain(person).collect();
    Some(if steps.is_empty() { EVERYBODY.to_owned() } else { steps.join(STEP) })
}

/// One noun for what a word of the lists says: that of the side or the role before that of the person.
pub(super) fn usual(values: Values) -> &'static str {
    noun(FacetKind::Status, &values).or_else(|| noun(FacetKind::Role, &values)).unwrap_or_else(|| {
        let (sex, age) = (values.get(FacetKind::Sex), values.get(FacetKind::Age));
        noun_of(sex, age)
    })
}

/// The noun of a side or a role; `None` where nothing or only that it is not known is said of it.
fn noun(kind: FacetKind, values: &Values) -> Option<&'static str> {
    const NOUNS: [(FacetKind, FacetValues, &str); 9] = [
        (FacetKind::Status, FacetValues::CIVILIANS, "civilians"),
        (FacetKind::Status, FacetValues::SOLDIERS, "soldiers"),
        (FacetKind::Status, FacetValues::FIGHTERS, "fighters"),
        (FacetKind::Status, FacetValues::COMBATANTS, "combatants"),
        (FacetKind::Status, FacetValues::OTHER_PROTECTED, "other protected people"),
        (FacetKind::Role, FacetValues::MEDICS, "medics"),
        (FacetKind::Role, FacetValues::JOURNALISTS, "journalists"),
        (FacetKind::Role, FacetValues::POLICE, "police"),
        (FacetKind::Role, FacetValues::AID_WORKERS, "aid workers"),
    ];
    let own = values.get(kind);
    NOUNS.iter().find(|(of, value, _)| *of == kind && *value == own).map(|(.., noun)| *noun)
}

/// The noun of sex and age, with what is not known; `None` where neither is spoken of.
fn person(values: &Values) -> Option<String> {
    let known = |kind| Some(values.get(kind)).filter(|value| *value != FacetValues::NOT_KNOWN);
    let get = |kind| known(kind).unwrap_or(FacetValues::NOT_STATED);
    let unknown: Vec<&str> =
        FacetKind::ALL.into_iter().filter(|kind| known(*kind).is_none()).map(FacetKind::word).collect();
    let (sex, age) = (get(FacetKind::Sex), get(FacetKind::Age));
    let clause = match unknown.as_slice() {
        [] if !sex.is_stated() && !age.is_stated() => return None,
        [] => return Some(whole_noun_of(sex, age).to_owned()),
        [one] => format!("whose {one} is not known"),
        [several @ .., last] => format!("whose {} and {last} are not known", several.join(", ")),
    };
    Some(format!("{} {clause}", noun_of(sex, age)))
}

/// The noun of sex and age where nothing stands behind it.
fn whole_noun_of(sex: FacetValues, age: FacetValues) -> &'static str {
    match (sex, age) {
        (FacetValues::FEMALE, FacetValues::NOT_STATED) => "women and girls",
        (FacetValues::MALE, FacetValues::NOT_STATED) => "men and boys",
        (sex, age) => noun_of(sex, age),
    }
}

fn noun_of(sex: FacetValues, age: FacetValues) -> &'static str {
    match (sex, age) {
        (FacetValues::FEMALE, FacetValues::NOT_STATED) => "females",
        (FacetValues::MALE, FacetValues::NOT_STATED) => "males",
        (FacetValues::FEMALE, FacetValues::CHILDREN) => "girls",
        (FacetValues::MALE, FacetValues::CHILDREN) => "boys",
        (FacetValues::FEMALE, FacetValues::ADULTS) => "women",
        (FacetValues::MALE, FacetValues::ADULTS) => "men",
        (FacetValues::FEMALE, FacetValues::OLDER) => "older women",
        (FacetValues::MALE, FacetValues::OLDER) => "older men",
        (_, FacetValues::CHILDREN) => "children",
        (_, FacetValues::ADULTS) => "adults",
        (_, FacetValues::OLDER) => "older people",
        _ => EVERYBODY,
    }
}
