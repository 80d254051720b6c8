//! The figure that includes another one: "40 people, among them six boys", "96 killed" of "310 casualties".

use super::candidate::CandidateNumber;
use super::layout::{Pages, SIGHT};
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::mention::Mention;
use super::noun::{NounClass, OfWhom};
use super::owners::Owner;
use super::parts::{LastNumber, WholeOf, whole_of};
use super::ties::{OtherCounts, Tie};
use super::token::TextToken;
use crate::model::words::Measure;

/// The mentions so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct SoFar<'m> {
    pub mentions: &'m [Mention],
    /// The first of the sentence that is read.
    pub first: usize,
}

impl SoFar<'_> {
    /// The last mention that fits, within sight.
    pub fn last_that(&self, fits: impl Fn(&Mention) -> bool) -> Option<usize> {
        let mentions = self.mentions;
        (0..mentions.len()).rev().take(2 * SIGHT).find(|at| mentions.get(*at).is_some_and(&fits))
    }

    /// The last mention of the sentence.
    pub fn last(&self) -> Option<usize> {
        self.mentions.len().checked_sub(1).filter(|last| *last >= self.first)
    }

    /// Where the noun of the last mention of the sentence ended.
    pub fn end_of_last(&self, line: &GlossedLine<'_, '_>) -> usize {
        let last = self.last().and_then(|last| self.mentions.get(last));
        let end = last.map(|last| last.head.as_ref().map_or(last.number.end, |head| head.end));
        end.map_or(0, |end| end.saturating_sub(line.first))
    }

    /// Whether the last two mentions are a row of groups: "nine women and 12 children".
    pub fn ends_row(&self) -> bool {
        match self.mentions {
            [.., one, other] => {
                one.sentence == other.sentence && one.measure == other.measure && one.group != other.group
            }
            _ => false,
        }
    }

    /// "310 casualties: 96 killed and 214 wounded": the casualties of which these are parts.
    pub fn casualties_of(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        owner: Owner,
    ) -> Option<usize> {
        let Owner::Harm(tie) = owner else { return None };
        if !matches!(tie.measure, Measure::Killed | Measure::Died | Measure::Injured) {
            return None;
        }
        let mentions = self.mentions;
        let whole = (self.first..mentions.len())
            .find(|at| mentions.get(*at).is_some_and(|mention| mention.measure == Measure::Casualties))?;
        let mention = mentions.get(whole)?;
        let from = mention.trigger?.checked_sub(line.first)? + 1;
        let opens = |at: usize| {
            line.is_mark(at, |c| matches!(c, ':' | '('))
                || line.is_mark(at, |c| c == ',') && line.is_any(at + 1, &["with", "including", "comprising"])
        };
        let open = line.find(from..from + 10, opens)?;
        let is_closed = line.is_mark(open, |c| c == '(')
            && (open..candidate.count.lead).any(|at| line.is_mark(at, |c| c == ')'));
        let value = candidate.count.wording.count().low();
        let fits = mention.wording.count().high().is_none_or(|high| value <= high);
        (candidate.count.lead > open && !is_closed && fits).then_some(whole)
    }

    /// The figure that includes a number, where words say so.
    pub fn whole(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        owner: Owner,
    ) -> Option<usize> {
        let mentions = self.mentions;
        let last = self.last();
        let is_part = last.and_then(|last| mentions.get(last)).is_some_and(|last| last.part_of.is_some());
        let here = last.map(|_| LastNumber { end: self.end_of_last(line), is_part });
        let how = whole_of(line, &candidate.count, &candidate.noun, here)?;
        let top = |at: usize| mentions.get(at).and_then(|mention| mention.part_of).unwrap_or(at);
        let before = mentions.len().checked_sub(1);
        let bracket = self.before_bracket(line, candidate);
        let says_the_same = |whole: usize| match (owner, mentions.get(whole)) {
            (Owner::Harm(tie), Some(whole)) => is_like(tie.measure, whole.measure),
            _ => true,
        };
        let whole = match how {
            WholeOf::Last => last.or_else(|| self.of_toll(line, candidate, owner)),
            WholeOf::Them if last.is_none() => before.map(top),
            WholeOf::Them if is_part && candidate.noun.of != OfWhom::Them => last.map(top),
            WholeOf::Them => last,
            // "40 people (15 women, six of them nurses, and 20 boys)".
            WholeOf::Beside if bracket.is_some_and(says_the_same) => bracket,
            WholeOf::Beside if matches!(owner, Owner::Harm(_)) => {
                last.map(top).filter(|whole| self.is_of_one_verb(line, candidate, owner, *whole))
            }
            WholeOf::Beside => last.map(top),
            WholeOf::Harmed(word) => self.of_harmed(line, word),
        }?;
        let fits = mentions
            .get(whole)?
            .wording
            .count()
            .high()
            .is_none_or(|high| candidate.count.wording.count().low() <= high);
        fits.then_some(whole)
    }

    /// "Killed 43 people, 19 of them women and 24 children": the verb is that of the whole.
    fn is_of_one_verb(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        owner: Owner,
        whole: usize,
    ) -> bool {
        let start = self.mentions.get(whole).map_or(0, |whole| whole.number.start);
        let is_before = matches!(owner, Owner::Harm(tie) if line.first + tie.word < start);
        let and = line.before(candidate.count.lead).filter(|at| line.is(*at, "and"));
        let is_close =
            and.is_some_and(|and| !line.before(and).is_some_and(|at| line.is_mark(at, |c| c == ',')));
        is_before && is_close && candidate.noun.class == NounClass::Person
    }

    /// Of "among the dead", "of the injured": the last figure of these.
    fn of_harmed(&self, line: &GlossedLine<'_, '_>, word: usize) -> Option<usize> {
        let measure = line.entry(word)?.harm_as_any(&[HarmRole::Noun, HarmRole::State, HarmRole::Passive])?;
        let at = line.first + word;
        let whole =
            self.last_that(|mention| is_like(mention.measure, measure) && mention.part_of.is_none())?;
        // "Of those killed, 41 were men, 30 women": the 41 are no whole.
        let is_part = |whole: &Mention| whole.trigger == Some(at) && whole.number.start >= at;
        self.mentions.get(whole).filter(|mention| !is_part(mention)).map(|_| whole)
    }

    /// The mention before the bracket in which a number stands.
    fn before_bracket(&self, line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<usize> {
        const LONGEST: usize = 40;
        let lead = candidate.count.lead;
        let bracket = (lead.saturating_sub(LONGEST)..lead).rev().find(|at| line.is_mark(*at, is_bracket));
        let open = line.first + bracket.filter(|at| line.is_mark(*at, |c| matches!(c, '(' | '[')))?;
        let behind = self.mentions.partition_point(|mention| mention.number.start < open);
        behind.checked_sub(1).filter(|whole| *whole >= self.first)
    }

    /// "The toll includes 6 nurses": the number of the toll that was told before.
    fn of_toll(
        &self,
        line: &GlossedLine<'_, '_>,
        candidate: &CandidateNumber,
        owner: Owner,
    ) -> Option<usize> {
        let names_toll = |at: usize| {
            let is_noun = at > 0 && line.has(at, WordClass::Toll) && line.has(at - 1, WordClass::Determiner);
            is_noun || line.is_any(at, &["toll", "dead", "victims", "list"]) || at == 0 && line.is(at, "they")
        };
        line.find(0..candidate.count.lead, names_toll)?;
        self.last_that(|mention| {
            let fits = |tie: Tie| is_like(mention.measure, tie.measure);
            mention.part_of.is_none() && !matches!(owner, Owner::Harm(tie) if !fits(tie))
        })
    }
}

/// "Its tally, which includes 9 infants, stands at 133 dead": what the number behind the part counts.
pub(super) fn said_behind(
    line: &GlossedLine<'_, '_>,
    candidate: &CandidateNumber,
    counts: &OtherCounts,
) -> Option<Tie> {
    const FARTHEST: usize = 12;
    let from = candidate.noun.end;
    line.before(candidate.count.lead)
        .and_then(|verb| line.before(verb))
        .filter(|at| line.is(*at, "which"))?;
    let count = line.find(from..from + FARTHEST, |at| counts.begins_at(at))?;
    let roles = [HarmRole::Noun, HarmRole::State];
    let word = line.find(count + 1..count + FARTHEST, |at| {
        line.entry(at).is_some_and(|entry| entry.harm_as_any(&roles).is_some())
    })?;
    Some(Tie { word, measure: line.entry(word)?.harm_as_any(&roles)? })
}

/// For each mention the one behind it that includes it: "80 of the 240 dead", "Oskby 4, Tarn 9; the total stands at 13".
pub(super) fn wholes_behind(pages: &Pages<'_>, mentions: &[Mention]) -> Vec<Option<usize>> {
    let mut found = vec![None; mentions.len()];
    for (at, whole) in mentions.iter().enumerate().filter(|(_, whole)| whole.part_of.is_none()) {
        let sums_up = is_total(pages, whole);
        for (part, mention) in mentions.iter().enumerate().take(at).rev().take(SIGHT) {
            let is_part = part + 1 == at && is_of_next(pages, mention, whole)
                || is_included(pages, mention, whole)
                || sums_up && is_summed(mention, whole);
            let may_be = is_like(mention.measure, whole.measure)
                && mention.state == whole.state
                && whole.wording.count().high().is_none_or(|high| mention.wording.count().low() <= high);
            if !is_part || !may_be {
                break;
            }
            if mention.part_of.is_none() && found[part].is_none() {
                found[part] = Some(at);
            }
        }
    }
    found
}

/// "80 of the 240", "nine out of 14".
fn is_of_next(pages: &Pages<'_>, part: &Mention, whole: &Mention) -> bool {
    const LONGEST: usize = 4;
    let between = pages.tokens.get(part.number.end..whole.number.start).unwrap_or_default();
    let is_link =
        |token: &TextToken<'_>| token.is_any(&["of", "out", "the", "those", "these", "its", "their", "all"]);
    let has_of = between.iter().any(|token| token.is("of"));
    has_of && between.len() <= LONGEST && between.iter().all(is_link)
}

/// "Which includes 9 infants", of the number behind.
fn is_included(pages: &Pages<'_>, part: &Mention, whole: &Mention) -> bool {
    let before = part.number.start.checked_sub(2).and_then(|from| pages.tokens.get(from..part.number.start));
    part.sentence == whole.sentence
        && part.trigger == whole.trigger
        && matches!(before, Some([which, verb]) if which.is("which") && verb.is_any(&["includes", "included", "include"]))
}

/// "The total stands at 204", "Total - 26"; a number "brings the total to 40" as the newest of many.
fn is_total(pages: &Pages<'_>, mention: &Mention) -> bool {
    const FARTHEST: usize = 6;
    const BRINGS: &[&str] =
        &["bringing", "brings", "brought", "taking", "takes", "took", "raising", "raises", "raised"];
    let from = mention.number.start.saturating_sub(FARTHEST).max(mention.clause.start);
    let before = pages.tokens.get(from..mention.number.start).unwrap_or_default();
    let has = |words: &[&str]| before.iter().any(|token| token.is_any(words));
    has(&["total"]) && !has(BRINGS)
}

/// Whether a number is of the row that another one sums up: in its sentence, or in its list.
fn is_summed(part: &Mention, whole: &Mention) -> bool {
    part.sentence == whole.sentence || part.trigger.is_some() && part.trigger == whole.trigger
}

/// Whether two measures count the same people in other words: the dead, the bodies found.
pub(super) fn is_like(one: Measure, other: Measure) -> bool {
    let of_deaths = |measure| match measure {
        Measure::Died | Measure::BodiesRecovered => Measure::Killed,
        measure => measure,
    };
    of_deaths(one) == of_deaths(other)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']')
}
