//! A number of people that stands in a text, with what was read around it.

use std::ops::Range;

use super::{FoundDoubt, Span, State};
use crate::model::wording::Wording;
use crate::model::words::{Measure, Unit};

/// A number that was found to be a figure. Ranges of tokens are of [`Pages::tokens`](super::layout::Pages::tokens).
///
/// Who says it, its days, its place and its event are read from here by `saying`, `days` and `setting`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// The hedge and the number.
    pub number: Range<usize>,
    /// The bytes of the same.
    pub span: Span,
    /// Where the text repeats it: in its headline, or as "the 61".
    pub also: Vec<Span>,
    pub wording: Wording,
    /// Whether its words say that it was added to an earlier count: `two more`.
    pub is_increment: bool,
    /// The sentence that holds it.
    pub sentence: usize,
    /// The clause that holds it: within the sentence, parted from others by `;`, by `and` before a verb, by commas.
    pub clause: Range<usize>,
    /// The noun counted, with its adjectives, where one is printed: `six villagers` -> `villagers`.
    pub head: Option<Range<usize>>,
    /// The word of harm. It may stand in another clause, or in an earlier sentence where it is inherited.
    pub trigger: Option<usize>,
    pub measure: Measure,
    pub unit: Unit,
    /// `people`, a word such as `children`, or the plural noun as printed.
    pub group: String,
    /// The mention that includes this one, as an index; it stands before this one.
    pub part_of: Option<usize>,
    /// The mention before this one from which it takes its verb: `38` in "doctors count 64 dead, the police 38".
    pub like: Option<usize>,
    pub state: State,
    pub doubts: Vec<FoundDoubt>,
}

/// The mentions of a sentence, of all mentions in their order.
pub(super) fn of_sentence(mentions: &[Mention], sentence: usize) -> &[Mention] {
    let first = mentions.partition_point(|mention| mention.sentence < sentence);
    let end = mentions.partition_point(|mention| mention.sentence <= sentence);
    mentions.get(first..end).unwrap_or_default()
}
