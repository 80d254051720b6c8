//! Running text: what is found stands where its span says, and no number is made.

use tollbook::extract::{FoundFigure, Span, State, read};
use tollbook::model::date::Day;
use tollbook::model::wording::is_printed_in;

use super::{Checked, held, seen};

/// The longest text that is read twice.
const SHORT: usize = 4_000;

pub fn check(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let published = Day::from_ymd(2026, 2, 18);
    let found = read(&text, published);
    let mut end = 0;
    for (at, figure) in found.figures.iter().enumerate() {
        one(&text, figure)?;
        held(figure.span.start >= end, || format!("{:?} begins before {end}", figure.span))?;
        end = figure.span.end;
        let whole = figure.part_of.map(|whole| (whole, found.figures.get(whole)));
        // A whole may stand behind its part, and is then no part itself: "80 of the 240 dead".
        let may_be =
            |whole: usize, figure: &FoundFigure| whole < at || whole > at && figure.part_of.is_none();
        held(whole.is_none_or(|(whole, figure)| figure.is_some_and(|figure| may_be(whole, figure))), || {
            format!("figure {at} is a part of {whole:?}")
        })?;
    }
    for passed in &found.passed {
        stands(&text, &passed.span)?;
    }
    held(found.passed.windows(2).all(|two| two[0].span.start <= two[1].span.start), || {
        "numbers that are no figures are out of order".to_owned()
    })?;
    for denial in &found.denials {
        stands(&text, &denial.span)?;
        stands(&text, &denial.sentence)?;
        held(denial.by.authority.is_some(), || "a denial by nobody".to_owned())?;
        let figures = denial.figures.iter().chain(&denial.printed).chain(&denial.instead);
        held(figures.into_iter().all(|at| *at < found.figures.len()), || {
            format!("{denial:?} is of no figure")
        })?;
        let words = &text[denial.span.clone()];
        held(denial.wording.as_ref().is_none_or(|wording| is_printed_in(wording, words)), || {
            format!("`{words}` does not hold {:?}", denial.wording)
        })?;
    }
    let without = read(&text, None);
    held(without.figures.iter().all(|figure| !figure.days.worked_out), || {
        "a day was worked out without the day of publication".to_owned()
    })?;
    if text.len() < SHORT {
        let again = read(&text, published);
        held(again == found, || "read twice, two answers".to_owned())?;
    }
    seen(!found.figures.is_empty())
}

fn one(text: &str, figure: &FoundFigure) -> Result<(), String> {
    for span in [&figure.span, &figure.sentence].into_iter().chain(&figure.also) {
        stands(text, span)?;
    }
    let (span, sentence) = (&figure.span, &figure.sentence);
    held(sentence.start <= span.start && span.end <= sentence.end, || {
        format!("{span:?} is not in {sentence:?}")
    })?;
    let words = &text[span.clone()];
    held(figure.wording.text() == words, || format!("`{}` is not `{words}`", figure.wording.text()))?;
    held(is_printed_in(&figure.wording, words), || format!("`{words}` does not hold {:?}", figure.wording))?;
    held(!figure.group.trim().is_empty(), || "a group without a word".to_owned())?;
    held(!figure.is_ticked() || figure.state == State::Current, || {
        "ticked, though it does not hold".to_owned()
    })
}

/// Whether a span holds some of the text.
fn stands(text: &str, span: &Span) -> Result<(), String> {
    held(text.get(span.clone()).is_some_and(|words| !words.is_empty()), || format!("{span:?} holds nothing"))
}
