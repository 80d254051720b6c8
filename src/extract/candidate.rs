//! A number of a sentence that may count people, with the noun behind it.

use super::counts::CountHere;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::noun::NounBehind;
use super::ties::Tie;

/// A number of a sentence, with the noun behind it.
pub(super) struct CandidateNumber {
    pub count: CountHere,
    pub noun: NounBehind,
}

/// Whether a noun names people by itself as the held, the driven out: `hostages`, `refugees`.
pub(super) fn names_harmed(line: &GlossedLine<'_, '_>, noun: &NounBehind) -> Option<Tie> {
    let word = noun.head_start?;
    let entry = line.entry(word).filter(|entry| entry.has(WordClass::Person))?;
    entry.harm_as(HarmRole::Noun).map(|measure| Tie { word, measure })
}
