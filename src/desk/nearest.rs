//! Said where nothing matches: of what was asked, the word that occurs nowhere, and what it was probably meant to be.

use rustc_hash::FxHashSet;

use super::criteria::{Criteria, nothing_matches};
use super::error::Error;
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::synonyms;
use crate::model::words::{CountType, Measure};
use crate::store::{self, Result, Store, View};

/// By how many letters a word may differ from what was meant; no more than a third of it.
const MOST: usize = 2;

/// The kinds of names that can be asked for, each with what is asked of it.
fn asked(filter: &Filter) -> [(NameKind, Option<&str>); 5] {
    [
        (NameKind::Event, filter.event.as_deref()),
        (NameKind::Place, filter.place.as_deref()),
        (NameKind::Group, filter.group.as_deref()),
        (NameKind::Authority, filter.authority.as_deref()),
        (NameKind::Publisher, filter.publisher.as_deref()),
    ]
}

/// Why nothing matches: the word that is nearest to one that occurs nowhere, where there is such a word.
pub fn nothing_matches_of(filter: &Filter, view: &View<'_>) -> Error {
    near(filter, view).unwrap_or_else(nothing_matches)
}

/// The same of a store, as a desk had it.
///
/// # Errors
/// What the store says.
pub fn nothing_matches_in(store: &Store, criteria: &Criteria) -> Result<Error> {
    Ok(nothing_matches_of(&criteria.filter, &View::of(store, criteria.question.recorded_by)?))
}

/// Of what was asked, the word that occurs nowhere in a store, and the word that is nearest to it; where there are such.
///
/// # Errors
/// What the store says.
pub fn near_word(store: &Store, criteria: &Criteria) -> Result<Option<(String, String)>> {
    meant(&criteria.filter, &View::of(store, criteria.question.recorded_by)?)
}

/// As [`near_word`], in a view that is open.
///
/// # Errors
/// What the store says.
pub(super) fn near_in(filter: &Filter, view: &View<'_>) -> Result<Option<(String, String)>> {
    meant(filter, view)
}

/// The word that is nearest to one that occurs nowhere, where there is such a word.
pub fn near(filter: &Filter, view: &View<'_>) -> Option<Error> {
    let (typed, meant) = meant(filter, view).ok().flatten()?;
    Some(Error::nothing(
        format!("no figure matches: nothing is called `{typed}`"),
        format!("`{meant}` is near: ask for that, or see what there is with tollbook list series"),
    ))
}

fn meant(filter: &Filter, view: &View<'_>) -> Result<Option<(String, String)>> {
    let mut all: Vec<Name> = Vec::new();
    for (kind, asked) in asked(filter) {
        let names = store::names::known(view, kind)?;
        if let Some(typed) = asked {
            let steps = || names.iter().flat_map(|name| name.steps().chain([name.as_str()]));
            if let Some(near) = nearest(typed, steps()) {
                return Ok(Some((typed.to_owned(), near)));
            }
        }
        all.extend(names);
    }
    let measures = Measure::ALL.iter().map(|measure| measure.word());
    let count_types = CountType::ALL.iter().map(|count_type| count_type.word());
    let own: Vec<&str> = measures.chain(count_types).chain(synonyms::all()).collect();
    let mut seen = FxHashSet::default();
    let of_names = all.iter().flat_map(|name| name.as_str().split(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = own.into_iter().chain(of_names).filter(|word| seen.insert(*word)).collect();
    for typed in &filter.words {
        if let Some(near) = nearest(typed, words.iter().copied()) {
            return Ok(Some((typed.clone(), near)));
        }
    }
    Ok(None)
}

/// The text that is nearest to a word which occurs in none of them; `None` where it does, or where none is near.
fn nearest<'t>(typed: &str, texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let letters = typed.chars().count();
    let most = MOST.min(letters / 3);
    let mut near: Option<(usize, &str)> = None;
    for text in texts.filter(|text| !text.is_empty()) {
        let plain = text.to_lowercase();
        if plain.contains(&typed) {
            return None;
        }
        if plain.chars().count().abs_diff(letters) > most {
            continue;
        }
        let distance = strsim::osa_distance(&plain, &typed);
        if distance <= most && near.is_none_or(|(known, _)| distance < known) {
            near = Some((distance, text));
        }
    }
    near.map(|(_, text)| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_too_few_names_what_was_meant() {
        let near = |typed| nearest(typed, ["killed", "injured", "Gaza Strip", "Gaza war"].into_iter());
        assert_eq!(near("killd").as_deref(), Some("killed"));
        assert_eq!(near("Gaza Stip").as_deref(), Some("Gaza Strip"));
        assert_eq!(near("kileld").as_deref(), Some("killed"));
        for typed in ["gaza", "missing", "wr", "Norland"] {
            assert_eq!(near(typed), None, "{typed}");
        }
    }
}
