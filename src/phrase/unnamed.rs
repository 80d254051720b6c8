//! Who is somebody without a name: a sentence says such a one only with who cites them.

use crate::model::words::word_list;

use super::grammar::{PREPOSITIONS, is_in, is_person};

/// Whether a name, as a sentence says it, is of somebody unnamed: `an Alban official`, `military sources`, `witnesses`.
///
/// Several people of a body or a nation can stand alone (`Interior Ministry officials`, `Pakistani officials`), and so does
/// an office (`the Derna mayor`). One person out of several cannot.
pub fn is_unnamed(said: &str) -> bool {
    if ["a ", "an "].iter().any(|article| said.starts_with(article)) {
        return true;
    }
    let words: Vec<&str> = said.split(' ').filter(|word| !word.is_empty() && *word != "the").collect();
    let end = words.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(words.len());
    let (before, behind) = words.split_at(end);
    let Some((head, qualities)) = before.split_last() else { return false };
    is_person(head) || is_in(SEVERAL, head) && !belongs_to_a_body(head, qualities, behind)
}

/// Whether words around several people name whose they are: `Pakistani`, `of the Interior Ministry`.
fn belongs_to_a_body(head: &str, before: &[&str], behind: &[&str]) -> bool {
    let is_name =
        |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && !is_in(COMMON, word);
    let is_of_a_place = is_in(OF_A_PLACE, head);
    let owner = behind.split_first().filter(|(word, _)| ["of", "from", "at"].contains(*word));
    before.iter().any(&is_name) || !is_of_a_place && owner.is_some_and(|(_, whose)| whose.iter().any(is_name))
}

/// Several people without a name.
const SEVERAL: &[&str] = word_list! {
    officials sources witnesses eyewitnesses residents doctors medics spokesmen spokeswomen spokespeople
    spokespersons officers activists diplomats paramedics lawyers relatives commanders survivors insiders
};

/// Those of whom a place behind them says only where they were.
const OF_A_PLACE: &[&str] = word_list! {
    witnesses eyewitnesses residents survivors relatives
};

/// Words that say what kind of people they are, and name no body, however they are written.
const COMMON: &[&str] = word_list! {
    military intelligence medical security local hospital police government official diplomatic rescue
    opposition tribal senior anonymous unnamed unidentified several two three some other health rebel army
    aid humanitarian civil judicial legal political media industry family informed western regional foreign
    national state independent multiple various many few reliable
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_people_stand_alone_only_where_they_are_somebodys() {
        for name in [
            "an Alban official",
            "a Syrian military source",
            "Interior Ministry spokesman",
            "official",
            "officials",
            "military sources",
            "Military sources",
            "intelligence sources",
            "local residents",
            "residents of El Geneina",
            "witnesses in Deraa",
            "doctors",
            "senior officials",
            "hospital doctors",
        ] {
            assert!(is_unnamed(name), "{name}");
        }
        for name in [
            "Interior Ministry officials",
            "Pakistani officials",
            "UN officials",
            "officials of the Interior Ministry",
            "doctors at Al-Shifa hospital",
            "Israeli authorities",
            "the Derna mayor",
            "Sol rebels",
            "the Red Cross",
            "SANA",
            "the Syrian Observatory for Human Rights",
            "Doctors Without Borders",
        ] {
            assert!(!is_unnamed(name), "{name}");
        }
    }
}
