//! From the sentences of a text to the numbers that are figures, and those that are none.

use super::candidate::CandidateNumber;
use super::counts::{CountForm, CountHere, counts_of};
use super::groups::{group_among, group_of, group_said, said_of_those, seems_people};
use super::intervals::with_intervals;
use super::layout::{BlockShape, Pages, SIGHT};
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::measures::{measure_here, names_illness};
use super::mention::Mention;
use super::nonfigures::not_a_figure;
use super::noun::{NounClass, OfWhom, noun_at};
use super::owners::{Owner, is_of_bodies, owner};
use super::parts::{LastNumber, WholeOf, whole_of};
use super::repeats::without_repeats;
use super::rows::{RestOf, is_in_row, rest_of, says_found};
use super::states::WordsNearby;
use super::ties::{OtherCounts, Tie};
use super::unnumbered::unnumbered;
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
    let mut reader = TextReader { pages, published, illness, parsed: Parsed::default() };
    for sentence in 0..pages.sentences.len() {
        reader.sentence(sentence);
    }
    let Parsed { mentions, passed } = reader.parsed;
    Parsed { mentions: without_repeats(pages, mentions), passed }
}

struct TextReader<'p, 't> {
    pages: &'p Pages<'t>,
    published: Option<Day>,
    /// Of each block, whether it names an illness or hunger.
    illness: Vec<bool>,
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
                Some(resolved) => self.mention(sentence, line, &candidate, resolved),
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
        let Some(head) = things.filter(|_| self.last_in(first).is_none()) else { return false };
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
        let whole = self
            .whole(line, candidate, first, owner)
            .or_else(|| self.casualties_of(line, candidate, first, owner));
        let last = self.last_in(first);
        if let Owner::Harm(tie) = owner {
            let is_strange = candidate.noun.class == NounClass::Unlisted && !is_of_bodies(tie.measure);
            if is_strange && !seems_people(line, &candidate.noun) {
                return None;
            }
            return Some(Resolved { tie: Some(tie), measure: tie.measure, part_of: whole, like: None });
        }
        if !matches!(candidate.count.form, CountForm::Number) {
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
        let is_found = says_found(line, &candidate.noun);
        let rest = rest_of(line, candidate);
        let like = match owner {
            Owner::Number => self.parsed.mentions.len().checked_sub(1),
            Owner::Else | Owner::Unsaid if rest == Some(RestOf::Others) => None,
            Owner::Else if candidate.noun.class != NounClass::Nothing || !(is_found || rest.is_some()) => {
                None
            }
            Owner::Else | Owner::Unsaid if is_found || rest.is_some() => {
                self.last_that(|mention| mention.part_of.is_none())
            }
            _ => last.filter(|_| is_in_row(line, candidate, self.end_of_last(line, first))),
        }?;
        let measure = self.parsed.mentions.get(like)?.measure;
        Some(Resolved { tie: None, measure, part_of: None, like: Some(like) })
    }

    /// The last mention so far that fits, within sight.
    fn last_that(&self, fits: impl Fn(&Mention) -> bool) -> Option<usize> {
        let mentions = &self.parsed.mentions;
        (0..mentions.len()).rev().take(2 * SIGHT).find(|at| mentions.get(*at).is_some_and(&fits))
    }

    /// The last mention of the sentence.
    fn last_in(&self, first: usize) -> Option<usize> {
        self.parsed.mentions.len().checked_sub(1).filter(|last| *last >= first)
    }

    /// Where the noun of the last mention of the sentence ended.
    fn end_of_last(&self, line: &GlossedLine<'_, '_>, first: usize) -> usize {
        let last = self.last_in(first).and_then(|last| self.parsed.mentions.get(last));
        let end = last.map(|last| last.head.as_ref().map_or(last.number.end, |head| head.end));
        end.map_or(0, |end| end.saturating_sub(line.first))
    }

    /// "900 families (about 4,200 people)": the same, counted in people.
    fn people_of_households(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
    ) -> Option<Resolved> {
        let last = self.last_in(first)?;
        let mention = self.parsed.mentions.get(last).filter(|last| last.unit == Unit::Households)?;
        let open = line.before(candidate.count.lead).filter(|at| line.is_mark(*at, |c| c == '('))?;
        let end = self.end_of_last(line, first);
        let is_people = candidate.noun.class == NounClass::Person
            && candidate.noun.head_start.and_then(|at| line.entry(at)).and_then(|entry| entry.unit)
                == Some(Unit::People);
        let fits = is_people && (end..end + 3).contains(&open);
        fits.then_some(Resolved { tie: None, measure: mention.measure, part_of: None, like: Some(last) })
    }

    /// "310 casualties: 96 killed and 214 wounded": the casualties of which these are parts.
    fn casualties_of(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
        owner: Owner,
    ) -> Option<usize> {
        let Owner::Harm(tie) = owner else { return None };
        if !matches!(tie.measure, Measure::Killed | Measure::Died | Measure::Injured) {
            return None;
        }
        let mentions = &self.parsed.mentions;
        let whole = (first..mentions.len())
            .find(|at| mentions.get(*at).is_some_and(|mention| mention.measure == Measure::Casualties))?;
        let mention = mentions.get(whole)?;
        let from = mention.trigger?.checked_sub(line.first)? + 1;
        let opens = |at: usize| {
            line.is_mark(at, |c| matches!(c, ':' | '('))
                || line.is_mark(at, |c| c == ',') && line.is_any(at + 1, &["with", "including", "comprising"])
        };
        let open = line.find(from..from + 5, opens)?;
        let is_closed = line.is_mark(open, |c| c == '(')
            && (open..candidate.count.lead).any(|at| line.is_mark(at, |c| c == ')'));
        let value = candidate.count.wording.count().low();
        let fits = mention.wording.count().high().is_none_or(|high| value <= high);
        (candidate.count.lead > open && !is_closed && fits).then_some(whole)
    }

    fn whole(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        first: usize,
        owner: Owner,
    ) -> Option<usize> {
        let mentions = &self.parsed.mentions;
        let last = self.last_in(first);
        let is_part = last.and_then(|last| mentions.get(last)).is_some_and(|last| last.part_of.is_some());
        let here = last.map(|_| LastNumber { end: self.end_of_last(line, first), is_part });
        let how = whole_of(line, &candidate.count, &candidate.noun, here)?;
        let top = |at: usize| mentions.get(at).and_then(|mention| mention.part_of).unwrap_or(at);
        let before = mentions.len().checked_sub(1);
        let whole = match how {
            WholeOf::Last => last.or_else(|| self.of_toll(line, candidate, owner)),
            WholeOf::Them if last.is_none() => before.map(top),
            WholeOf::Them if is_part && candidate.noun.of != OfWhom::Them => last.map(top),
            WholeOf::Them => last,
            WholeOf::Beside if matches!(owner, Owner::Harm(_)) => {
                // "killed 43 people, 19 of them women and 24 children": the verb is that of the whole.
                let whole = last.map(top)?;
                let start = mentions.get(whole)?.number.start.saturating_sub(line.first);
                let is_before = matches!(owner, Owner::Harm(tie) if tie.word < start);
                let and = line.before(candidate.count.lead)?;
                let is_close =
                    line.is(and, "and") && !line.before(and).is_some_and(|at| line.is_mark(at, |c| c == ','));
                Some(whole).filter(|_| is_before && is_close && candidate.noun.class == NounClass::Person)
            }
            WholeOf::Beside => last.map(top),
            WholeOf::Harmed(word) => {
                let measure =
                    line.entry(word)?.harm_as_any(&[HarmRole::Noun, HarmRole::State, HarmRole::Passive])?;
                // "Of those killed, 41 were men, 30 women": the 41 are no whole.
                let trigger = Some(line.first + word);
                let fits = |mention: &Mention| mention.measure == measure && mention.part_of.is_none();
                self.last_that(fits).filter(|at| {
                    mentions.get(*at).is_some_and(|whole| {
                        whole.trigger != trigger || whole.number.start < line.first + word
                    })
                })
            }
        }?;
        let fits = mentions
            .get(whole)?
            .wording
            .count()
            .high()
            .is_none_or(|high| candidate.count.wording.count().low() <= high);
        fits.then_some(whole)
    }

    /// "The toll includes 6 nurses": the number of the toll that was told before.
    fn of_toll(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        owner: Owner,
    ) -> Option<usize> {
        let Owner::Harm(tie) = owner else { return None };
        let names_toll =
            line.find(0..candidate.count.lead, |at| line.is_any(at, &["toll", "dead", "victims"]));
        names_toll?;
        self.last_that(|mention| mention.part_of.is_none() && mention.measure == tie.measure)
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
        let is_part = resolved.part_of.is_some() || noun.of != OfWhom::Nobody;
        let own = match noun.class {
            NounClass::Harm if noun.head.is_none() && !is_part => group_among(line, noun.end),
            NounClass::Nothing if noun.of == OfWhom::Them && said_of_those(line, noun.end).is_some() => {
                said_of_those(line, noun.end)
            }
            NounClass::Nothing
                if resolved.tie.is_some_and(|tie| {
                    tie.word < count.lead && line.is(tie.word.saturating_sub(1), "those")
                }) =>
            {
                group_said(line, noun.end)
            }
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
        let sibling =
            like.or(last).filter(|_| noun.class == NounClass::Nothing && resolved.part_of.is_none());
        let group = own
            .or_else(|| sibling.map(|sibling| sibling.group.clone()))
            .unwrap_or_else(|| "people".to_owned());
        let head_entry = noun.head_start.and_then(|head| line.entry(head));
        let unit = head_entry.and_then(|entry| entry.unit).unwrap_or(Unit::People);
        let before = self.parsed.mentions.last();
        let base = line.first;
        let mention = Mention {
            number: base + count.tokens.start..base + count.tokens.end,
            span: count.span.clone(),
            also: Vec::new(),
            wording: count.wording.clone(),
            is_increment: count.is_increment && before.is_none_or(|before| before.measure == measure),
            sentence,
            clause: clause_of(line, count),
            head: noun.head_start.zip(noun.head).map(|(start, end)| base + start..base + end + 1),
            trigger: resolved.tie.map(|tie| base + tie.word).or_else(|| like.and_then(|like| like.trigger)),
            measure,
            unit,
            group,
            part_of: resolved.part_of,
            like: resolved.like,
            state: around.state(),
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
