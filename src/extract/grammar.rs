//! From the sentences of a text to the numbers that are figures, and those that are none.

use super::candidate::CandidateNumber;
use super::counts::{CountForm, CountHere, counts_of};
use super::groups::{group_among, group_of, group_said, said_of_those, seems_people};
use super::intervals::with_intervals;
use super::layout::{BlockShape, Pages};
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::lists::{ListCounts, is_item};
use super::measures::{measure_here, names_illness};
use super::mention::Mention;
use super::nonfigures::not_a_figure;
use super::noun::{NounClass, OfWhom, noun_at};
use super::owners::{Owner, is_of_bodies, owner};
use super::parts::{WholeOf, of_harmed_before, whole_of};
use super::repeats::without_repeats;
use super::rows::{RestOf, is_in_row, is_owned, is_place_behind, rest_of, says_found};
use super::states::{self, WordsNearby};
use super::ties::{OtherCounts, Tie};
use super::unnumbered::unnumbered;
use super::wholes::{SoFar, is_like, said_behind};
use super::{FoundDoubt, NotAFigure, PassedNumber};
use crate::model::date::Day;
use crate::model::words::{Measure, Unit};

/// What the grammar finds in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parsed {
    /// In the order of their spans.
    pub mentions: Vec<Mention>,
    /// In the order of their spans.
    pub passed: Vec<PassedNumber>,
}

/// Reads all sentences of a text.
pub(super) fn parse(pages: &Pages<'_>, published: Option<Day>) -> Parsed {
    let illness = pages.blocks.iter().map(|block| names_illness(pages, block)).collect();
    let mut reader = TextReader { pages, published, illness, list: None, parsed: Parsed::default() };
    for sentence in 0..pages.sentences.len() {
        reader.sentence(sentence);
    }
    let Parsed { mentions, passed } = reader.parsed;
    Parsed { mentions: without_repeats(pages, mentions), passed }
}

/// Reads the sentences of a text one after another.
struct TextReader<'p, 't> {
    pages: &'p Pages<'t>,
    published: Option<Day>,
    /// Of each block, whether it names an illness or hunger.
    illness: Vec<bool>,
    /// The list that is read, where one is.
    list: Option<ListCounts>,
    parsed: Parsed,
}

/// What was found out about a candidate.
struct Resolved {
    tie: Option<Tie>,
    measure: Measure,
    part_of: Option<usize>,
    like: Option<usize>,
}

impl<'p, 't> TextReader<'p, 't> {
    fn sentence(&mut self, at: usize) {
        let Some(tokens) = self.pages.sentences.get(at).map(|found| found.tokens.clone()) else { return };
        let line = GlossedLine::of(self.pages, tokens);
        self.list = ListCounts::at(self.list, self.pages, at, &line);
        let passed = self.parsed.passed.len();
        let mut candidates = Vec::new();
        for count in with_intervals(&line, counts_of(self.pages.text, &line)) {
            match not_a_figure(&line, &count) {
                Some(what) => self.pass(&count, what),
                None => {
                    let noun = noun_at(&line, count.tokens.end);
                    candidates.push(CandidateNumber { count, noun });
                }
            }
        }
        let first = self.parsed.mentions.len();
        self.candidates(at, &line, candidates);
        if self.parsed.mentions.len() == first {
            self.parsed.passed.extend(unnumbered(&line));
        }
        if let Some(here) = self.parsed.passed.get_mut(passed..) {
            here.sort_by_key(|passed| passed.span.start);
        }
    }

    /// Whether the paragraph of a sentence, or the first line of the text, names an illness or hunger.
    fn is_of_illness(&self, sentence: usize) -> bool {
        let block = self.pages.sentences.get(sentence).map_or(0, |found| found.block);
        let is_of = |block: usize| self.illness.get(block).copied().unwrap_or(false);
        let has_headline = self.pages.blocks.first().is_some_and(|first| first.shape == BlockShape::Headline);
        is_of(block) || has_headline && is_of(0)
    }

    fn pass(&mut self, count: &CountHere, what: NotAFigure) {
        if matches!(count.form, CountForm::Number | CountForm::Broken) {
            self.parsed.passed.push(PassedNumber { span: count.span.clone(), what });
        }
    }

    fn candidates(&mut self, sentence: usize, line: &GlossedLine<'_, '_>, candidates: Vec<CandidateNumber>) {
        let mut counts = OtherCounts::new(line.len());
        for CandidateNumber { count, noun } in
            candidates.iter().filter(|candidate| candidate.noun.may_be_people())
        {
            counts.add(count.lead, noun.end);
            counts.add(count.tokens.start, noun.end);
        }
        let first = self.parsed.mentions.len();
        let mut things = None;
        for candidate in candidates {
            let is_bare = candidate.noun.class == NounClass::Nothing;
            if candidate.noun.class == NounClass::Thing {
                things = candidate.noun.head;
            }
            let resolved = self.resolve(line, &candidate, first, &counts);
            let resolved =
                resolved.filter(|resolved| !(is_bare && self.counts_things(line, things, first, resolved)));
            match resolved {
                Some(resolved) => {
                    let begins = |tie| ListCounts::begun_by(line, &candidate, tie, self.pages, sentence);
                    self.list = self.list.or_else(|| resolved.tie.and_then(begins));
                    self.mention(sentence, line, &candidate, resolved);
                }
                None => self.pass(&candidate.count, NotAFigure::Other),
            }
        }
    }

    /// Whether a bare number goes on counting the things or animals before it: "killed 12 calves and injured 5".
    fn counts_things(
        &self,
        line: &GlossedLine<'_, '_>,
        things: Option<usize>,
        first: usize,
        resolved: &Resolved,
    ) -> bool {
        let Some(head) = things.filter(|_| self.so_far(first).last().is_none()) else { return false };
        let is_thing_too = matches!(
            resolved.measure,
            Measure::Missing | Measure::Displaced | Measure::Hostage | Measure::Detained | Measure::Affected
        );
        line.has(head, WordClass::Animal) || is_thing_too && !line.has(head, WordClass::UnitOfMeasure)
    }

    fn resolve(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
        counts: &OtherCounts,
    ) -> Option<Resolved> {
        let owner = owner(line, candidate, counts);
        if owner == Owner::Other || !candidate.noun.may_be_people() {
            return None;
        }
        if let Some(resolved) = self.people_of_households(line, candidate, first) {
            return Some(resolved);
        }
        let so_far = self.so_far(first);
        let whole =
            so_far.whole(line, candidate, owner).or_else(|| so_far.casualties_of(line, candidate, owner));
        if let Owner::Harm(tie) = owner {
            let is_strange = candidate.noun.class == NounClass::Unlisted && !is_of_bodies(tie.measure);
            if is_strange && !seems_people(line, &candidate.noun) {
                return None;
            }
            return Some(Resolved { tie: Some(tie), measure: tie.measure, part_of: whole, like: None });
        }
        let is_number = matches!(candidate.count.form, CountForm::Number);
        if !is_number && !self.is_another(line, candidate, first) {
            return None;
        }
        if let Some(whole) = whole {
            let measure = self.parsed.mentions.get(whole)?.measure;
            return Some(Resolved { tie: None, measure, part_of: Some(whole), like: None });
        }
        // "Of those killed, 41 were men": no number of the whole is printed.
        let parts = whole_of(line, &candidate.count, &candidate.noun, None);
        if let Some(WholeOf::Harmed(word)) = parts
            && group_said(line, candidate.noun.end).is_some()
            && let Some(measure) =
                line.entry(word).and_then(|entry| entry.harm_as_any(&[HarmRole::Passive, HarmRole::State]))
        {
            return Some(Resolved { tie: Some(Tie { word, measure }), measure, part_of: None, like: None });
        }
        // "Its tally, which includes 9 infants, stands at 133 dead".
        if let Some(tie) = said_behind(line, candidate, counts).filter(|_| parts == Some(WholeOf::Last)) {
            return Some(Resolved { tie: Some(tie), measure: tie.measure, part_of: None, like: None });
        }
        // "Oskby: 4" below "Deaths by town".
        if let Some(list) = self.list.filter(|_| owner == Owner::Unsaid && is_item(line, candidate)) {
            return Some(Resolved { tie: None, measure: list.measure, part_of: None, like: None });
        }
        let like = self.like(line, candidate, first, owner)?;
        let measure = self.parsed.mentions.get(like)?.measure;
        Some(Resolved { tie: None, measure, part_of: None, like: Some(like) })
    }

    /// "The flood took 12 lives, the fire took 11": the verb of the number before says it again.
    fn has_its_verb(&self, line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, first: usize) -> bool {
        let last = self.so_far(first).last().and_then(|last| self.parsed.mentions.get(last));
        let verb = last.and_then(|last| self.pages.tokens.get(last.trigger?));
        let is_same =
            |at: &usize| line.token(*at).zip(verb).is_some_and(|(own, verb)| own.folded == verb.folded);
        candidate.noun.class == NounClass::Nothing
            && line
                .before(candidate.count.lead)
                .filter(|at| line.has(*at, WordClass::ClaimLives))
                .filter(is_same)
                .is_some()
    }

    /// Whether "another" counts one more of the row: "two at the inn, another at the ford".
    fn is_another(&self, line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, first: usize) -> bool {
        candidate.count.form == CountForm::Another
            && candidate.noun.class == NounClass::Nothing
            && is_place_behind(line, candidate.noun.end)
            && is_in_row(line, candidate, self.so_far(first).end_of_last(line))
    }

    /// The mention from which a number without a verb of harm takes its measure.
    fn like(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
        owner: Owner,
    ) -> Option<usize> {
        let is_bare = candidate.noun.class == NounClass::Nothing;
        let is_found = says_found(line, &candidate.noun);
        let rest = rest_of(line, candidate);
        let so_far = self.so_far(first);
        let last_of_row = || so_far.last().filter(|_| is_in_row(line, candidate, so_far.end_of_last(line)));
        match owner {
            Owner::Number => self.parsed.mentions.len().checked_sub(1),
            Owner::Else if is_owned(line, candidate) => last_of_row(),
            Owner::Else | Owner::Unsaid if rest == Some(RestOf::Others) => None,
            Owner::Else if !is_bare || !is_found && rest.is_none() => None,
            Owner::Else | Owner::Unsaid if is_found || rest.is_some() => {
                so_far.last_that(|mention| mention.part_of.is_none())
            }
            Owner::Unsaid if self.has_its_verb(line, candidate, first) => so_far.last(),
            _ => last_of_row(),
        }
    }

    fn so_far(&self, first: usize) -> SoFar<'_> {
        SoFar { mentions: &self.parsed.mentions, first }
    }

    /// "900 families (about 4,200 people)": the same, counted in people.
    fn people_of_households(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
    ) -> Option<Resolved> {
        let last = self.so_far(first).last()?;
        let mention = self.parsed.mentions.get(last).filter(|last| last.unit == Unit::Households)?;
        let open = line.before(candidate.count.lead).filter(|at| line.is_mark(*at, |c| c == '('))?;
        let end = self.so_far(first).end_of_last(line);
        let is_people = candidate.noun.class == NounClass::Person
            && candidate.noun.head_start.and_then(|at| line.entry(at)).and_then(|entry| entry.unit)
                == Some(Unit::People);
        let fits = is_people && (end..end + 3).contains(&open);
        fits.then_some(Resolved { tie: None, measure: mention.measure, part_of: None, like: Some(last) })
    }

    /// The word for those whom a number counts: of its noun, of what is said of them, or of the number that it goes with.
    fn group_here(
        &self,
        sentence: usize,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        resolved: &Resolved,
        measure: Measure,
    ) -> String {
        let CandidateNumber { count, noun } = candidate;
        let whole = resolved.part_of.and_then(|at| self.parsed.mentions.get(at));
        let is_part = whole.is_some() || noun.of != OfWhom::Nobody;
        let own = match noun.class {
            NounClass::Harm if noun.head.is_none() && !is_part => group_among(line, noun.end),
            NounClass::Nothing if noun.of == OfWhom::Them && said_of_those(line, noun.end).is_some() => {
                said_of_those(line, noun.end)
            }
            NounClass::Nothing if of_harmed_before(line, count.lead).is_some() => group_said(line, noun.end),
            NounClass::Nothing | NounClass::Harm if is_part || rest_of(line, candidate).is_some() => {
                group_said(line, noun.end)
            }
            _ => group_of(line, noun),
        };
        let names_victims = noun.of == OfWhom::Of && is_victims(line, noun);
        let own = Some(noun.end).filter(|_| names_victims).and_then(|end| group_said(line, end)).or(own);
        let like = resolved.like.and_then(|at| self.parsed.mentions.get(at));
        let last =
            self.parsed.mentions.last().filter(|last| {
                last.sentence == sentence && !(last.part_of.is_some() && last.measure != measure)
            });
        // "Nine women and 12 children; the total stands at 60".
        let before = count.lead.saturating_sub(8)..count.lead;
        let is_toll = || before.clone().any(|at| line.has(at, WordClass::Toll));
        let sums_up = || (is_toll() || says_found(line, noun)) && self.so_far(0).ends_row();
        let is_bare = noun.class == NounClass::Nothing && whole.is_none() && !line.is(noun.end, "whose");
        let counted = like.or(last).filter(|_| is_bare && !sums_up()).or(whole);
        own.or_else(|| counted.map(|counted| counted.group.clone())).unwrap_or_else(|| "people".to_owned())
    }

    fn mention(
        &mut self,
        sentence: usize,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        resolved: Resolved,
    ) {
        let CandidateNumber { count, noun } = candidate;
        let measure = measure_here(line, resolved.measure, resolved.tie, || self.is_of_illness(sentence));
        let around =
            WordsNearby { line, count, word: resolved.tie.map(|tie| tie.word), published: self.published };
        let head_entry = noun.head_start.and_then(|head| line.entry(head));
        let unit = head_entry.and_then(|entry| entry.unit).unwrap_or(Unit::People);
        let group = self.group_here(sentence, line, candidate, &resolved, measure);
        let before = self.parsed.mentions.last();
        let like = resolved.like.and_then(|at| self.parsed.mentions.get(at)).and_then(|like| like.trigger);
        let base = line.first;
        let of_list = self.list.filter(|_| resolved.part_of.is_none()).map(|list| list.trigger);
        let mention = Mention {
            number: base + count.tokens.start..base + count.tokens.end,
            span: count.span.clone(),
            also: Vec::new(),
            wording: count.wording.clone(),
            is_increment: count.is_increment && before.is_none_or(|before| is_like(before.measure, measure)),
            sentence,
            clause: clause_of(line, count),
            head: noun.head_start.zip(noun.head).map(|(start, end)| base + start..base + end + 1),
            trigger: resolved.tie.map(|tie| base + tie.word).or(like).or(of_list),
            measure,
            unit,
            group,
            part_of: resolved.part_of,
            like: resolved.like,
            state: states::state(&around),
            doubts: doubts_of(line, count, resolved.tie),
        };
        self.parsed.mentions.push(mention);
    }
}

/// The clause of a number among all tokens: from mark to mark, or from the verb's own beginning.
fn clause_of(line: &GlossedLine<'_, '_>, count: &CountHere) -> std::ops::Range<usize> {
    let is_end = |at: &usize| line.token(*at).is_some_and(super::ties::ends_clause);
    let start = (0..count.lead).rev().find(is_end).map_or(0, |at| at + 1);
    let end = (count.tokens.end..line.len()).find(is_end).unwrap_or(line.len());
    line.first + start..line.first + end
}

fn doubts_of(line: &GlossedLine<'_, '_>, count: &CountHere, tie: Option<Tie>) -> Vec<FoundDoubt> {
    let mut doubts = Vec::new();
    if count.is_dotted {
        doubts.push(FoundDoubt::TwoReadings);
    }
    if count.form == CountForm::Nobody {
        doubts.push(FoundDoubt::Zero);
    }
    let says_too_little = [
        "martyrs",
        "martyr",
        "victims",
        "losses",
        "loss",
        "neutralised",
        "neutralized",
        "eliminated",
        "liquidated",
        "martyred",
    ];
    if tie.is_some_and(|tie| line.is_any(tie.word, &says_too_little)) {
        doubts.push(FoundDoubt::SaysTooLittle);
    }
    doubts
}

/// Whether a noun names those who were counted before: "four of the victims".
fn is_victims(line: &GlossedLine<'_, '_>, noun: &super::noun::NounBehind) -> bool {
    noun.head.is_some_and(|head| line.is_any(head, &["victims", "people", "persons", "those"]))
}
