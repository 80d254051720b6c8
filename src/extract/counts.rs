//! The numbers of a sentence, whatever they count.

use std::ops::Range;

use super::Span;
use super::line::GlossedLine;
use super::token::{TokenKind, is_dash};
use crate::model::count::Count;
use crate::model::wording::{CountInProse, Kind, Wording, count_at_start_of, may_begin_count};

/// A number of a sentence with its hedge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CountHere {
    /// The tokens of hedge and number, counted from the beginning of the sentence.
    pub tokens: Range<usize>,
    /// The first of the words that belong to it and are not in its span: `a total of`.
    pub lead: usize,
    pub span: Span,
    pub wording: Wording,
    pub is_increment: bool,
    pub is_dotted: bool,
    pub form: CountForm,
}

/// How a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountForm {
    /// In digits, or in words that are a number.
    Number,
    /// `several`, `many`: no more than one is claimed.
    Several,
    /// `another` as one.
    Another,
    /// `no`, `nobody`, `none`.
    Nobody,
    /// Digits that are no whole number, or that touch letters: `3rd`, `F16`, `4.7`.
    Broken,
}

impl CountHere {
    /// The printed number, where it is one.
    pub fn value(&self) -> Option<u64> {
        self.wording.value()
    }

    /// Whether nothing hedges it and nothing was added.
    pub fn is_bare(&self) -> bool {
        self.wording.kind() == Kind::Exact && !self.is_increment
    }
}

/// All numbers of a sentence, in order.
pub(super) fn counts_of(text: &str, line: &GlossedLine<'_, '_>) -> Vec<CountHere> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match count_at(text, line, at) {
            Some(count) => {
                at = count.tokens.end.max(at + 1);
                found.push(count);
            }
            None => at += 1,
        }
    }
    found
}

fn count_at(text: &str, line: &GlossedLine<'_, '_>, at: usize) -> Option<CountHere> {
    let token = line.token(at)?;
    let may_begin = match token.kind {
        TokenKind::Numeral => true,
        TokenKind::Word => may_begin_count(&token.folded),
        TokenKind::Mark(c) => {
            matches!(c, '>' | '<' | '~' | '\u{2265}' | '\u{2264}' | '\u{2248}' | '\u{223c}')
        }
    };
    if may_begin && let Some(count) = in_window(text, line, at) {
        return Some(count);
    }
    if token.is_numeral() {
        return Some(unread(text, line, at..at + 1, CountForm::Broken, 0));
    }
    if token.is_any(&["nobody", "none"]) {
        return Some(unread(text, line, at..at + 1, CountForm::Nobody, 0));
    }
    if line.begins(at, &["no", "one"]) || line.begins(at, &["not", "one"]) {
        return Some(unread(text, line, at..at + 2, CountForm::Nobody, 0));
    }
    if line.begins(at, &["not", "a", "single"]) {
        return Some(unread(text, line, at..at + 3, CountForm::Nobody, 0));
    }
    if token.is("no") {
        return Some(unread(text, line, at..at + 1, CountForm::Nobody, 0));
    }
    token.is("another").then(|| unread(text, line, at..at + 1, CountForm::Another, 1))
}

/// A number whose words are no number.
fn unread(
    text: &str,
    line: &GlossedLine<'_, '_>,
    tokens: Range<usize>,
    form: CountForm,
    value: u64,
) -> CountHere {
    let (first, last) = (line.token(tokens.start), line.token(tokens.end - 1));
    let span = first.zip(last).map_or(0..0, |(first, last)| first.start..last.end());
    let wording = Wording::restore(Kind::Exact, Some(value), Count::exactly(value), text.get(span.clone()));
    let lead = tokens.start;
    CountHere { tokens, lead, span, wording, is_increment: false, is_dotted: false, form }
}

/// Reads the count that begins at a token, out of the few words that may belong to it.
fn in_window(text: &str, line: &GlossedLine<'_, '_>, at: usize) -> Option<CountHere> {
    const LONGEST: usize = 14;
    // "Rose from 12 to 15" tells of a change; a sentence that begins with "From 12 to 15" of a range.
    let is_from = at.checked_sub(1).is_some_and(|before| before > 0 && line.is_any(before, &["from", "by"]));
    let mut end = at + 1;
    while end < line.len() && end - at < LONGEST {
        let (last, next) = (line.token(end - 1)?, line.token(end)?);
        let are_two = last.is_numeral() && next.is_numeral();
        let is_change = is_from && next.is("to");
        let is_stop = next.is_mark_of(|c| !(is_dash(c) || matches!(c, '+' | '.' | '<' | '>' | '~' | '=')));
        if are_two || is_change || is_stop || (next.is_mark('.') && !next.is_glued) {
            break;
        }
        end += 1;
    }
    let start = line.token(at)?.start;
    let CountInProse { wording, span, is_increment, is_dotted } =
        count_at_start_of(text.get(start..line.token(end - 1)?.end())?)?;
    let span = start + span.start..start + span.end;
    let first = line.find(at..end, |at| line.token(at).is_some_and(|token| token.start >= span.start))?;
    let behind = line.find(first..end, |at| line.token(at).is_some_and(|token| token.start >= span.end));
    let tokens = first..behind.unwrap_or(end);
    let form = if is_broken(line, &tokens) {
        CountForm::Broken
    } else if wording.kind() == Kind::Vague && wording.count().low() <= 1 {
        CountForm::Several
    } else {
        CountForm::Number
    };
    if form == CountForm::Several && line.is(first, "some") {
        return None;
    }
    Some(CountHere { tokens, lead: at, span, wording, is_increment, is_dotted, form })
}

/// Whether a number touches letters or signs that make it another thing: `F16`, `9/11`, `3rd`.
fn is_broken(line: &GlossedLine<'_, '_>, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).and_then(|at| line.token(at));
    let first = line.token(tokens.start);
    let is_numeral = first.is_some_and(super::token::TextToken::is_numeral);
    let touches = first.is_some_and(|first| first.is_glued) && is_numeral;
    let is_sign = |c: char| matches!(c, '/' | '$' | '€' | '£' | '¥' | '#' | '+' | '.' | ':') || is_dash(c);
    let is_behind = before.is_some_and(|before| before.is_word() || before.is_mark_of(is_sign));
    let is_long_dash = before.is_some_and(|before| before.is_mark_of(super::token::is_long_dash));
    let next = line.token(tokens.end).filter(|next| next.is_glued);
    let is_before = next.is_some_and(|next| {
        let ends = line.tokens.get(tokens.end - 1).is_some_and(super::token::TextToken::is_numeral);
        let follows = line.token(tokens.end + 1).is_some_and(|token| token.is_numeral() && token.is_glued);
        ends && (next.is_word() && !next.is("s") || (next.is_mark('/') || next.is_mark(':')) && follows)
    });
    (touches && is_behind && !is_long_dash) || is_before
}
