//! Lists of counts: "Deaths by town", and below it "Oskby: 4" and "Tarn: 9".

use super::candidate::CandidateNumber;
use super::layout::{BlockShape, Pages};
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::noun::NounClass;
use super::ties::Tie;
use super::token::is_dash;
use crate::model::words::Measure;

/// What the items of a list count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListCounts {
    pub measure: Measure,
    /// The word of harm, among all tokens of the text.
    pub trigger: usize,
    /// The block of its heading, or of the item that was read last.
    block: usize,
}

impl ListCounts {
    /// What the list that goes on, or begins, in a sentence counts.
    pub fn at(
        last: Option<ListCounts>,
        pages: &Pages<'_>,
        sentence: usize,
        line: &GlossedLine<'_, '_>,
    ) -> Option<ListCounts> {
        let block = pages.sentences.get(sentence)?.block;
        let shape = pages.blocks.get(block)?.shape;
        let goes_on = |list: &ListCounts| {
            list.block == block
                || list.block + 1 == block && matches!(shape, BlockShape::Item | BlockShape::Heading)
        };
        let begins = || heading(line).map(|tie| ListCounts::of(tie, line, block));
        begins().or_else(|| last.filter(goes_on).map(|list| ListCounts { block, ..list }))
    }

    /// The list whose first item says what it counts: "Oskby: 4 dead".
    pub fn begun_by(
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        tie: Tie,
        pages: &Pages<'_>,
        sentence: usize,
    ) -> Option<ListCounts> {
        let block = pages.sentences.get(sentence)?.block;
        let is_first = pages.blocks.get(block)?.shape == BlockShape::Item;
        let is_item = is_first && tie.word > candidate.count.lead && is_labelled(line, candidate.count.lead);
        is_item.then(|| ListCounts::of(tie, line, block))
    }

    fn of(tie: Tie, line: &GlossedLine<'_, '_>, block: usize) -> ListCounts {
        ListCounts { measure: tie.measure, trigger: line.first + tie.word, block }
    }
}

/// Whether a number is all that an item says behind its label: "Oskby - 14", "Total: 26 (9 women)".
pub(super) fn is_item(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> bool {
    let end = candidate.noun.end;
    let ends = end >= line.len() || line.is_mark(end, |c| matches!(c, '(' | '[' | ',' | ';' | '.'));
    let counts_people = matches!(candidate.noun.class, NounClass::Nothing | NounClass::Person);
    ends && counts_people && is_labelled(line, candidate.count.lead)
}

/// Whether nothing but a name stands before a number: a place, "Total".
fn is_labelled(line: &GlossedLine<'_, '_>, lead: usize) -> bool {
    const LONGEST: usize = 6;
    const NEVER: [WordClass; 7] = [
        WordClass::Verb,
        WordClass::Thing,
        WordClass::Animal,
        WordClass::UnitOfMeasure,
        WordClass::Person,
        WordClass::Month,
        WordClass::Label,
    ];
    let mark = lead.checked_sub(1).filter(|at| line.is_mark(*at, |c| c == ':' || is_dash(c)));
    let end = mark.unwrap_or(lead);
    let is_name = |at: usize| {
        let is_plain = line.entry(at).is_some_and(|entry| entry.harm.is_empty() && !entry.has_any(&NEVER));
        let is_capital = line.token(at).is_some_and(|token| token.is_word() && token.is_capital());
        is_capital && is_plain
            || at > 0 && line.is_any(at, &["of", "the", "and", "de", "del", "la", "el"])
            || line.is_mark(at, is_dash)
    };
    (1..=LONGEST).contains(&end) && (0..end).all(is_name)
}

/// The word of a heading that says what is counted below: "Casualties by province", "Confirmed deaths (Office, 13 May):".
fn heading(line: &GlossedLine<'_, '_>) -> Option<Tie> {
    const LONGEST: usize = 24;
    const BY: &[&str] = &[
        "province",
        "provinces",
        "town",
        "towns",
        "district",
        "districts",
        "region",
        "regions",
        "county",
        "counties",
        "state",
        "states",
        "city",
        "cities",
        "village",
        "villages",
        "area",
        "areas",
        "governorate",
        "governorates",
        "department",
        "departments",
        "municipality",
        "municipalities",
        "parish",
        "ward",
        "commune",
        "valley",
        "island",
        "country",
        "nationality",
        "place",
        "location",
        "camp",
        "canton",
    ];
    if line.len() > LONGEST || line.is_mark(line.len().checked_sub(1)?, |c| matches!(c, '.' | '!' | '?')) {
        return None;
    }
    let ends = |at: usize| {
        line.is_mark(at, |c| matches!(c, '(' | '[' | ':' | ','))
            || line.is(at, "by") && line.is_any(at + 1, BY)
    };
    let end = line.find(0..line.len(), ends).unwrap_or(line.len());
    let word = line.before(end)?;
    let classes = [WordClass::Be, WordClass::Have, WordClass::Modal, WordClass::Verb, WordClass::Preposition];
    let says = !(0..end).any(|at| line.has_any(at, &classes)) && !has_number(line);
    let entry = line.entry(word)?;
    let of_toll = Some(Measure::Killed).filter(|_| entry.has(WordClass::TollOfDeaths));
    let measure = entry.harm_as_any(&[HarmRole::Noun, HarmRole::Passive]).or(of_toll)?;
    says.then_some(Tie { word, measure })
}

/// Whether a number stands outside of brackets.
fn has_number(line: &GlossedLine<'_, '_>) -> bool {
    let mut depth = 0;
    line.tokens.iter().any(|token| {
        depth += i32::from(token.is_mark('(') || token.is_mark('['));
        depth -= i32::from(token.is_mark(')') || token.is_mark(']'));
        depth == 0 && token.is_numeral()
    })
}
