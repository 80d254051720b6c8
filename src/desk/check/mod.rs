//! `check`: a sentence, a text or a list of claims held against the ledger.

pub mod annotated;
pub mod claims;
mod judged;
mod placed;

use crate::claim::ClaimVerdict;
use crate::claim::reading::{ClaimMeaning, FoundClaim, Refusal, meaning, refusal, target};
use crate::export::audience::Audience;
use crate::extract::{self, FoundFigure, FoundFigures, Span};
use crate::model::date::{Day, PartialDate, Precision};
use crate::model::question::Question;
use crate::report::check::{CheckReport, ReadAsReport, Shown};
use crate::store::{Store, View};

use super::error::Error;
use claims::{ClaimRow, Claims};
use judged::Judge;
use placed::Placing;

/// What is asked beside the claims.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// The clocks.
    pub question: Question,
    /// The day on which all claims were printed that name no day of their own.
    pub printed_on: Option<PartialDate>,
    /// For whom the reports are.
    pub audience: Audience,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckEnd {
    /// Every item is supported, and none needs a hand.
    Supported,
    /// Something needs a look.
    NeedsALook,
    /// One sentence was given, and its only item is a question back or a refusal.
    Unanswered,
}

/// Checks claims, and hands each item to `take`, in their order.
///
/// # Errors
/// What the store says, or `take`.
pub fn check(
    store: &Store,
    claims: &Claims,
    options: &CheckOptions,
    take: &mut dyn FnMut(&CheckReport) -> Result<(), Error>,
) -> Result<CheckEnd, Error> {
    let view = View::of(store, options.question.recorded_by)?;
    let mut checker = Checker::of(&view, options.question, options.audience);
    let (mut all_fine, mut items, mut unanswered) = (true, 0_usize, 0_usize);
    let shown = match claims {
        Claims::Sentence(_) => Shown::Whole,
        Claims::Rows(_) | Claims::Text(_) => Shown::OneOfMany,
    };
    let mut told = |report: CheckReport| {
        all_fine &= report.is_fine();
        items += 1;
        unanswered += usize::from(report.is_unanswered());
        take(&CheckReport { shown, ..report })
    };
    match claims {
        Claims::Sentence(sentence) => {
            let row = ClaimRow::of(sentence.clone(), options.printed_on);
            checker.row(&row, &mut told)?;
        }
        Claims::Rows(rows) => rows.iter().try_for_each(|row| {
            let printed_on = row.printed_on.or(options.printed_on);
            checker.row(&ClaimRow { printed_on, ..row.clone() }, &mut told)
        })?,
        Claims::Text(text) => checker.text(text, options.printed_on, &mut told)?,
    }
    let is_one = matches!(claims, Claims::Sentence(_)) && items == 1;
    Ok(match () {
        () if is_one && unanswered == 1 => CheckEnd::Unanswered,
        () if all_fine => CheckEnd::Supported,
        () => CheckEnd::NeedsALook,
    })
}

/// What takes an item.
type Take<'t> = dyn FnMut(CheckReport) -> Result<(), Error> + 't;

/// Holds claims against what is visible of a store.
pub(super) struct Checker<'v, 's> {
    placing: Placing<'v, 's>,
    judge: Judge<'v, 's>,
}

impl<'v, 's> Checker<'v, 's> {
    /// Of what a question may know.
    pub(super) fn of(view: &'v View<'s>, question: Question, audience: Audience) -> Checker<'v, 's> {
        Checker { placing: Placing::of(view), judge: Judge::new(view, question, audience) }
    }

    /// A claim that stands alone: each of its numbers, or why it has none.
    pub(super) fn row(&mut self, row: &ClaimRow, take: &mut Take<'_>) -> Result<(), Error> {
        let claim = row.claim.as_str();
        let found = extract::read(claim, row.printed_on.and_then(day));
        let whole = 0..claim.len();
        let checked: Vec<&FoundFigure> = figures(&found);
        if checked.is_empty() {
            let reason = found.figures.iter().find_map(refusal);
            let reason = reason.unwrap_or_else(|| Refusal::of_sentence(&found, &whole, claim));
            return take(refused(row, reason));
        }
        self.placing.learn(claim)?;
        for figure in checked {
            let report = self.item(row, (figure, &found), &whole, None)?;
            take(report)?;
        }
        Ok(())
    }

    /// A text: every number in it, each with the sentence that holds it.
    pub(super) fn text(
        &mut self,
        text: &str,
        printed_on: Option<PartialDate>,
        take: &mut Take<'_>,
    ) -> Result<(), Error> {
        let found = extract::read(text, printed_on.and_then(day));
        self.placing.learn(text)?;
        let (mut before, mut read_to) = (None, 0);
        for figure in figures(&found) {
            let sentence = figure.sentence.clone();
            if sentence.start > read_to {
                before = self.placing.last_event(&text[read_to..sentence.start]).or(before);
                read_to = sentence.start;
            }
            let claim = text[sentence.clone()].trim().to_owned();
            let row = ClaimRow::of(claim, printed_on);
            let context = TextContext { text, before: before.as_ref() };
            let report = self.item(&row, (figure, &found), &sentence, Some(context))?;
            take(report)?;
        }
        Ok(())
    }

    /// One number of a claim. `sentence`: the part of the text in which names are sought.
    fn item(
        &mut self,
        row: &ClaimRow,
        (figure, found): (&FoundFigure, &FoundFigures),
        sentence: &Span,
        context: Option<TextContext<'_>>,
    ) -> Result<CheckReport, Error> {
        if let Some(reason) = refusal(figure) {
            return Ok(at(figure, refused(row, reason), context));
        }
        let words = context.map_or(row.claim.as_str(), |context| &context.text[sentence.clone()]);
        let named = self.placing.named(words);
        let claim = FoundClaim {
            figure,
            named: &named,
            at: sentence.start,
            beside: &found.figures,
            before: context.and_then(|context| context.before),
        };
        let target = target(claim);
        let scopes = self.placing.scopes(&target, figure.measure)?;
        let report = match meaning(claim, &target, &scopes) {
            ClaimMeaning::One(read) => {
                let keys = self.placing.of_event(&read.event)?;
                self.judge.judged(row, *read, &claim, &keys)?
            }
            ClaimMeaning::Several(scopes) => judged::asked(row, &scopes),
            ClaimMeaning::Nothing(not_here) => {
                let read_as = Some(ReadAsReport::of_figure(figure));
                CheckReport { read_as, ..judged::not_here(row, &not_here) }
            }
        };
        Ok(at(figure, report, context))
    }
}

/// The text in which a sentence stands, and the event that it named last before that.
#[derive(Clone, Copy)]
struct TextContext<'t> {
    text: &'t str,
    before: Option<&'t crate::model::name::Name>,
}

/// The figures that are checked: what the text itself takes back is left out.
fn figures(found: &FoundFigures) -> Vec<&FoundFigure> {
    found.figures.iter().filter(|figure| refusal(figure).is_none()).collect()
}

/// Whether a sentence that stands alone has a number that is checked.
pub(super) fn has_a_number(claim: &str, printed_on: Option<PartialDate>) -> bool {
    !figures(&extract::read(claim, printed_on.and_then(day))).is_empty()
}

/// The sentences of a text that have a number which is checked, in their order: of each its place, in bytes, without the white
/// space around it.
pub(super) fn sentences(text: &str, printed_on: Option<PartialDate>) -> Vec<Span> {
    let found = extract::read(text, printed_on.and_then(day));
    let mut spans: Vec<Span> = Vec::new();
    for figure in figures(&found) {
        let whole = figure.sentence.clone();
        let words = &text[whole.clone()];
        let start = whole.start + (words.len() - words.trim_start().len());
        let span = start..start + words.trim().len();
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// An item with the place of its number, in characters of the text; those of a claim that stands alone too.
fn at(figure: &FoundFigure, report: CheckReport, context: Option<TextContext<'_>>) -> CheckReport {
    let text = context.map_or(report.claim.as_str(), |context| context.text);
    let characters = |byte: usize| text.get(..byte).map(|before| before.chars().count());
    let (start, end) = (characters(figure.span.start), characters(figure.span.end));
    CheckReport { start, end, ..report }
}

/// A claim that holds no count which figures could answer.
fn refused(row: &ClaimRow, reason: Refusal) -> CheckReport {
    let because = reason.because().to_owned();
    let report = judged::without_figures(row, ClaimVerdict::Refuse, because);
    CheckReport { reason: Some(reason.word()), ..report }
}

/// The day of a date that is known to the day.
fn day(date: PartialDate) -> Option<Day> {
    (date.precision() == Precision::Day).then(|| date.first_day())
}
