//! By which word the sources of a count say that people died: a sentence never uses a stronger one.

use crate::model::column::Field;
use crate::model::figure::Figure;
use crate::model::wording::Wording;
use crate::model::words::{Measure, word_list};

/// How people died, in the word of a source; the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// "died", "dead", "lost their lives".
    Died,
    /// "drowned".
    Drowned,
    /// "killed".
    Killed,
}

impl Manner {
    /// By which word a sentence says it: the weakest of those that the figures have; without any, that of the measure.
    /// `None` for measures that are not of the dead.
    pub fn of<'f>(measure: Measure, figures: impl IntoIterator<Item = &'f Figure>) -> Option<Manner> {
        let (of_measure, strongest) = match measure {
            Measure::Killed => (Manner::Killed, Manner::Killed),
            Measure::Died => (Manner::Died, Manner::Drowned),
            _ => return None,
        };
        let said = figures.into_iter().filter_map(Manner::said).min();
        Some(said.filter(|said| *said <= strongest).unwrap_or(of_measure))
    }

    /// What the words of one figure say, else its quote.
    fn said(figure: &Figure) -> Option<Manner> {
        let count = figure.count.as_ref()?;
        let of_words = count.own_text().and_then(|words| Manner::in_text(words, None));
        of_words.or_else(|| Manner::in_text(figure.details.text(Field::Quote)?, count.value()))
    }

    /// The word that stands nearest to a number in its sentence; without the number, "killed" where it stands at all.
    fn in_text(text: &str, number: Option<u64>) -> Option<Manner> {
        let text = text.to_lowercase();
        let sentences: Vec<Vec<&str>> = text.split(['.', ';', '!', '?']).map(words).collect();
        // A full stop may stand in a number; then no sentence holds it, and all words count.
        let holding = sentences.iter().find_map(|words| {
            let at = words.iter().position(|word| number.is_some() && read(word) == number)?;
            nearest(words, at)
        });
        holding.or_else(|| sentences.iter().flat_map(|words| manners(words)).map(|(_, manner)| manner).max())
    }
}

/// The words of a sentence; commas within a number are left out.
fn words(sentence: &str) -> Vec<&str> {
    let parts = |c: char| !(c.is_alphanumeric() || c == ',');
    sentence.split(parts).map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()).collect()
}

/// A number in digits, or one that is a word: `three`.
fn read(word: &str) -> Option<u64> {
    let digits = word.replace(',', "");
    digits.parse().ok().or_else(|| Wording::read(word).ok()?.whole.value())
}

fn nearest(words: &[&str], number: usize) -> Option<Manner> {
    let found = manners(words).into_iter().map(|(at, manner)| (at.abs_diff(number), at < number, manner));
    found.min_by_key(|(distance, is_before, _)| (*distance, *is_before)).map(|(.., manner)| manner)
}

/// The places of the words that say that people died.
fn manners(words: &[&str]) -> Vec<(usize, Manner)> {
    let manner = |at: usize| {
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        match words[at] {
            _ if FEARED.contains(&before) => None,
            "dead" if before == "shot" => Some(Manner::Killed),
            word if KILLED.contains(&word) => Some(Manner::Killed),
            word if DROWNED.contains(&word) => Some(Manner::Drowned),
            word if DIED.contains(&word) => Some(Manner::Died),
            "lives" if ["their", "his", "her"].contains(&before) => Some(Manner::Died),
            "deaths" if before != "of" => Some(Manner::Died),
            _ => None,
        }
    };
    (0..words.len()).filter_map(|at| Some((at, manner(at)?))).collect()
}

const KILLED: &[&str] = word_list! {
    killed kill kills killing slain murdered executed massacred assassinated slaughtered
};
const DROWNED: &[&str] = word_list! { drowned drowning };
const DIED: &[&str] = word_list! { died dying dead perished };

/// What says that it is not known: `presumed dead`.
const FEARED: &[&str] = word_list! { presumed feared believed missing possibly or };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_nearest_to_the_number_says_it() {
        for (text, number, manner) in [
            ("31 killed", None, Some(Manner::Killed)),
            ("34 dead", None, Some(Manner::Died)),
            ("At least 1,234 people have died in the heat", Some(1_234), Some(Manner::Died)),
            ("Three migrants drowned when the boat sank", None, Some(Manner::Drowned)),
            ("17 people lost their lives", Some(17), Some(Manner::Died)),
            ("Twelve were killed, and 40 died in hospital", Some(40), Some(Manner::Died)),
            ("12 were killed. A man who died later is not among them", Some(12), Some(Manner::Killed)),
            ("the dead were found where others were killed", None, Some(Manner::Killed)),
            ("20 are presumed dead", Some(20), None),
            ("20 were shot dead", Some(20), Some(Manner::Killed)),
            ("20 were injured", Some(20), None),
            ("Soldiers killed nobody, he said: three people had died of cold", Some(3), Some(Manner::Died)),
        ] {
            assert_eq!(Manner::in_text(text, number), manner, "{text}");
        }
    }
}
