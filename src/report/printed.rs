//! The printed numbers of an answer, with their own words: never an end that was made by convention.

use crate::model::figure::Figure;
use crate::model::recorded::FigureId;
use crate::model::wording::{Kind, Wording};
use crate::phrase::people::number_of;
use crate::reconcile::{Answer, AnswersWith, Role, Span};
use crate::series::Series;

/// The printed numbers of an answer: at its two ends, and those that are named with their day.
pub(super) fn printed(series: &Series, answer: &Answer, span: &Span) -> String {
    let mut listed = vec![at_the_ends(series, answer, span)];
    let first_counts = answer.chosen.iter().filter(|chosen| chosen.role == Role::FirstCount);
    let dated: Vec<FigureId> = match answer.answers_with {
        AnswersWith::Range => {
            answer.dated.iter().copied().chain(first_counts.map(|chosen| chosen.id)).collect()
        }
        _ => Vec::new(),
    };
    if dated.is_empty() {
        return listed.remove(0);
    }
    if let (Some(first), true) = (listed.first_mut(), span.low_by == span.high_by) {
        first.push_str(&in_brackets(series, span.low_by));
    }
    let words = |id: &FigureId| Some(words_of(&series.figure(*id)?.figure)? + &in_brackets(series, *id));
    listed.extend(dated.iter().filter_map(words));
    listed.join("; ")
}

/// ` (3 November 2023)`: the day of a figure; ` (published 3 November 2023)` where it states none.
fn in_brackets(series: &Series, id: FigureId) -> String {
    let day = series.figure(id).map(|recorded| {
        let figure = &recorded.figure;
        match figure.as_of.stated() {
            Some(day) => day.long(),
            None => format!("published {}", figure.published_on.date.long()),
        }
    });
    day.map(|day| format!(" ({day})")).unwrap_or_default()
}

/// The printed numbers at the two ends. Where two figures hold them, both are shown with their own words; where the ends do
/// not tell all that was said, every number is listed.
fn at_the_ends(series: &Series, answer: &Answer, span: &Span) -> String {
    let figure = |id: FigureId| series.figure(id).map(|recorded| &recorded.figure);
    let words = |id| figure(id).and_then(words_of);
    let (Some(low), Some(high)) = (words(span.low_by), words(span.high_by)) else {
        return words(span.low_by).or_else(|| words(span.high_by)).unwrap_or_default();
    };
    if span.high.is_none() {
        // Open above: the lowest claim says all. A closed claim beside an open one has no upper end for a "to" to lead to.
        return if is_open(series, span.low_by) || low == high { low } else { format!("{low}; {high}") };
    }
    if span.low_by == span.high_by || low == high {
        return low;
    }
    if is_listed(series, answer, span) {
        shown_numbers(series, answer).join("; ")
    } else {
        format!("{low} to {high}")
    }
}

/// Whether numbers are listed rather than spanned: an upper bound lies below, a range joins its own ends by a word, two
/// intervals overlap, or three figures have no two plain ends.
fn is_listed(series: &Series, answer: &Answer, span: &Span) -> bool {
    let wording = |id| series.figure(id).and_then(|recorded| recorded.figure.count.as_ref());
    let Some((low, high)) = wording(span.low_by).zip(wording(span.high_by)) else { return false };
    let is_bound = |wording: &Wording| wording.kind().is_upper_bound();
    let ends: Vec<String> = shown_numbers(series, answer);
    let are_plain = low.kind() == Kind::Exact && high.kind() == Kind::Exact;
    is_bound(low)
        || [low, high].into_iter().any(joins_its_ends)
        || (!is_bound(high) && low.count().meet(high.count()).is_some())
        || (ends.len() > 2 && !are_plain)
}

/// Whether the words of a range say "18,000 to 20,000": a further "to" beside them would not be read.
fn joins_its_ends(wording: &Wording) -> bool {
    let joins = |word: &str| ["to", "and", "between"].contains(&word);
    wording.kind() == Kind::Range && number_of(wording).to_lowercase().split_whitespace().any(joins)
}

/// Every number that was given for the answer once, the lowest first.
fn shown_numbers(series: &Series, answer: &Answer) -> Vec<String> {
    let holding = answer.kept().filter(|chosen| !answer.dated.contains(&chosen.id));
    let mut numbers: Vec<_> = holding
        .filter_map(|chosen| {
            let figure = &series.figure(chosen.id)?.figure;
            let count = figure.count.as_ref()?.count();
            Some(((count.low(), count.high().unwrap_or(u64::MAX)), words_of(figure)?))
        })
        .collect();
    numbers.sort();
    numbers.dedup();
    numbers.into_iter().map(|(_, words)| words).collect()
}

fn is_open(series: &Series, id: FigureId) -> bool {
    let count = series.figure(id).and_then(|recorded| recorded.figure.count.as_ref());
    count.is_some_and(|count| count.count().high().is_none())
}

/// The number as printed, without the words of its measure.
pub fn words_of(figure: &Figure) -> Option<String> {
    figure.count.as_ref().map(number_of)
}
