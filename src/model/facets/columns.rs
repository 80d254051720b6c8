//! Facets that stand in cells of their own: they make the words of the group, or contradict them.

use super::Facets;
use super::given::SexGiven;
use super::values::{FacetKind, FacetValues, Values};
use crate::model::column::Field;
use crate::model::name::{Name, STEP};

/// Whether a cell makes no distinction: the row of the sum in a table by sex and age.
pub fn says_all(text: &str) -> bool {
    ["all", "any", "both", "total", "people"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What a cell of a role says: the noun of a group, or that the role is not known.
pub fn of_role(text: &str) -> Option<Facets> {
    match SexGiven::from_word(text) {
        Some(SexGiven::Unknown) => {
            Some(Facets::of_values(Values::of(FacetKind::Role, FacetValues::NOT_KNOWN)))
        }
        _ => Name::read(&text.replace('_', " ")).map(|name| Facets::of(&name)),
    }
}

/// A cell that says otherwise than the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherCell(pub Field);

/// The group that a cell of words and cells of facets make together: its own words where they say it all.
///
/// # Errors
/// The first cell with which the words, or the cells before it, cannot be true.
pub fn group_of_cells(group: &Name, cells: &[(Field, Facets)]) -> Result<Name, OtherCell> {
    let own = Facets::of(group);
    let mut all = own.clone();
    for (field, given) in cells {
        all = all.and(given).ok_or(OtherCell(*field))?;
    }
    if all == own {
        return Ok(group.clone());
    }
    let added = all.values.only(|kind| all.values.get(kind) != own.values.get(kind));
    let others = all.rest.difference(&own.rest).map(String::as_str);
    let words = all.words().or_else(|| {
        let steps = (!own.are_of_everybody()).then(|| group.as_str()).into_iter().chain(others);
        let added = (!added.say_nothing()).then(|| Facets::of_values(added).words()).flatten();
        Some(steps.map(str::to_owned).chain(added).collect::<Vec<_>>().join(STEP))
    });
    Ok(words.and_then(|words| Name::read(&words)).unwrap_or_else(|| group.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::given::{AgeGiven, StatusGiven};
    use super::*;

    fn made(group: &str, sex: &str, age: &str, status: &str, role: &str) -> Result<String, Field> {
        let cells = [
            SexGiven::from_word(sex).map(|given| (Field::Sex, Facets::of_values(given.values()))),
            AgeGiven::from_word(age).map(|given| (Field::Age, Facets::of_values(given.values()))),
            StatusGiven::from_word(status).map(|given| (Field::Status, Facets::of_values(given.values()))),
            of_role(role).map(|facets| (Field::Role, facets)),
        ];
        let cells: Vec<_> = cells.into_iter().flatten().collect();
        let group = Name::read(group).expect("a group");
        group_of_cells(&group, &cells).map(|group| group.to_string()).map_err(|other| other.0)
    }

    #[test]
    fn cells_make_the_words_of_the_group() {
        for (group, sex, age, status, role, words) in [
            ("people", "F", "child", "", "", "girls"),
            ("people", "male", "18+", "", "", "men"),
            ("people", "female", "", "", "", "women and girls"),
            ("people", "unknown", "adults", "", "", "adults whose sex is not known"),
            ("people", "unknown", "unknown", "", "", "people whose sex and age are not known"),
            ("people", "male", "children", "civilians", "", "civilians > boys"),
            ("people", "", "", "civilians", "medics", "civilians > medics"),
            ("people", "", "", "", "teachers", "teachers"),
            ("people", "", "", "", "aid_workers", "aid workers"),
            ("people", "female", "adults", "", "teachers", "teachers > women"),
            ("people", "", "", "", "unknown", "people whose role is not known"),
            ("women", "female", "adults", "", "", "women"),
            ("Elderly", "female", "adults", "", "", "older women"),
            ("children", "unknown", "", "", "", "children whose sex is not known"),
            ("miners", "male", "", "", "", "miners > men and boys"),
            ("fighters > Hezbollah", "female", "", "fighters", "", "fighters > Hezbollah > women and girls"),
        ] {
            assert_eq!(
                made(group, sex, age, status, role).as_deref(),
                Ok(words),
                "{group} {sex} {age} {status} {role}"
            );
        }
    }

    #[test]
    fn a_cell_that_contradicts_the_group_is_named() {
        assert_eq!(made("girls", "male", "", "", ""), Err(Field::Sex));
        assert_eq!(made("men", "male", "children", "", ""), Err(Field::Age));
        assert_eq!(made("soldiers", "", "", "civilians", ""), Err(Field::Status));
        assert_eq!(made("medics", "", "", "", "police"), Err(Field::Role));
        assert_eq!(made("women", "unknown", "", "", ""), Err(Field::Sex));
    }
}
