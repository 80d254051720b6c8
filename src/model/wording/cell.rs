//! A whole cell: a count, whom it counts, and the parts or the interval printed beside it.

use super::super::count::Count;
use super::super::words::word_list;
use super::digits::{Signs, digit_of};
use super::fault::{WordingFault, quote};
use super::fraction::fraction;
use super::hedge;
use super::no_reports::says_no_reports;
use super::noun::{CountNoun, eat_noun};
use super::phrase::{self, Phrase, range_from};
use super::spelled::{Place, number};
use super::token::{self, Cursor, TokenShape, is_dash};
use super::words::Words;
use super::{Kind, Part, Reading, Thousands, Wording, canonical};

/// The most characters a cell may have (the house's cap on a number).
const MOST_CHARACTERS: usize = 10_000;

/// Reads a trimmed cell in full.
pub(super) fn read(text: &str, signs: Signs) -> Result<Reading, WordingFault> {
    if text.len() > MOST_CHARACTERS && text.chars().nth(MOST_CHARACTERS).is_some() {
        return Err(WordingFault::TooLong);
    }
    if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
        return Err(WordingFault::Invisible { point: u32::from(c) });
    }
    if says_no_reports(text) {
        return Err(WordingFault::NoReports { text: quote(text) });
    }
    if gives_no_figure(text) {
        return Err(WordingFault::NoFigure { text: quote(text) });
    }
    if is_broken_formula(text) {
        return Err(WordingFault::NotANumber { text: quote(text) });
    }
    if signs == Signs::Undecided && Thousands::differ_in(text) {
        return Err(WordingFault::Ambiguous { text: quote(text), meant: None });
    }
    let tokens = token::tokens(text);
    if phrase::is_date(text, &tokens) {
        return Err(WordingFault::LooksLikeDate { text: quote(text) });
    }
    cell(Cursor::new(text, &tokens).knowing(signs)).or_else(|fault| match fault {
        WordingFault::Fraction { .. } => with_interval(text, signs).ok_or(fault),
        fault => Err(fault),
    })
}

fn cell(mut cursor: Cursor<'_>) -> Result<Reading, WordingFault> {
    let text = cursor.text;
    let mut whole = phrase::phrase(&mut cursor)?;
    let noun = eat_noun(&mut cursor);
    // "No casualties" are no people of any kind.
    let is_none_at_all = |noun: &&str| whole.value == Some(0) && noun.eq_ignore_ascii_case("casualties");
    let counted = noun.counted.filter(|noun| !is_none_at_all(noun)).map(str::to_owned);
    let mut parts = Vec::new();
    while attachment(&mut cursor, &mut whole, &mut parts)? {}
    cursor.eat_mark(|c| c == '.');
    if !cursor.is_at_end() {
        return Err(leftover(&cursor));
    }
    for part in &parts {
        let fits = part.wording.count().low() <= whole.count.high().unwrap_or(u64::MAX);
        if !fits {
            let words = format!("{} {}", part.wording.text(), part.group);
            return Err(WordingFault::PartAboveWhole {
                part: quote(&words),
                whole: quote(text[whole.start..whole.end].trim()),
            });
        }
    }
    let is_increment = whole.is_increment;
    Ok(Reading { parts, is_increment, counted, ..Reading::of(wording(&whole, text)) })
}

/// A phrase with the words it is kept with.
fn wording(phrase: &Phrase, text: &str) -> Wording {
    let Phrase { kind, value, count, .. } = *phrase;
    let words = if canonical::is(text, kind, value, count) { Words::Canonical } else { Words::own(text) };
    Wording { kind, value, count, words }
}

/// Reads one more interval or list of parts behind the count; `false` when none follows.
fn attachment(
    cursor: &mut Cursor<'_>,
    whole: &mut Phrase,
    parts: &mut Vec<Part>,
) -> Result<bool, WordingFault> {
    if hedge::eat_in_brackets(cursor) {
        whole.is_about(cursor)?;
        return Ok(true);
    }
    let begin = *cursor;
    if cursor.eat_mark(|c| matches!(c, '(' | '[')) {
        if !estimate(cursor, whole)? {
            eat_introduction(cursor);
            part_list(cursor, parts)?;
        }
        if !cursor.eat_mark(|c| matches!(c, ')' | ']')) {
            return Err(leftover(cursor));
        }
        return Ok(true);
    }
    cursor.eat_mark(|c| matches!(c, ',' | ';' | '-' | '–' | '—'));
    if eat_introduction(cursor) {
        part_list(cursor, parts)?;
        return Ok(true);
    }
    *cursor = begin;
    Ok(false)
}

fn eat_introduction(cursor: &mut Cursor<'_>) -> bool {
    const INTRODUCTIONS: &[&str] =
        &["including", "incl .", "incl", "of whom", "of which", "of them", "among them", "among whom"];
    cursor.eat_any(INTRODUCTIONS)
}

/// `305 children, 173 women and a medic`.
fn part_list(cursor: &mut Cursor<'_>, parts: &mut Vec<Part>) -> Result<(), WordingFault> {
    loop {
        parts.push(part(cursor)?);
        let has_comma = cursor.eat_mark(|c| matches!(c, ',' | ';' | '&'));
        let has_and = cursor.eat("and");
        if !has_comma && !has_and {
            return Ok(());
        }
    }
}

fn part(cursor: &mut Cursor<'_>) -> Result<Part, WordingFault> {
    let begin = *cursor;
    let phrase = phrase::phrase(cursor).map_err(|fault| match fault {
        WordingFault::NotANumber { .. } if !has_glue_ahead(&begin) => leftover(&begin),
        fault => fault,
    })?;
    cursor.eat_any(&["of them", "of whom", "were", "are", "was"]);
    let CountNoun { counted, is_of_death, is_of_other_outcome } = eat_noun(cursor);
    let words = || quote(cursor.text[phrase.start..cursor.end_of_last()].trim());
    match counted {
        _ if is_of_other_outcome => Err(WordingFault::SecondMeasure { text: words() }),
        None if is_of_death => Err(WordingFault::SecondMeasure { text: words() }),
        None => Err(leftover(&begin)),
        Some(group) => {
            let number = cursor.text[phrase.start..phrase.end].trim();
            // An article is no number by itself, nor is `no`: `at least a child` keeps its noun.
            let last = number.split(|c: char| !c.is_alphanumeric()).next_back().unwrap_or_default();
            let is_article = ["a", "an", "no"].iter().any(|article| last.eq_ignore_ascii_case(article));
            let end = if is_article { cursor.end_of_last() } else { phrase.end };
            let printed = cursor.text[phrase.start..end].trim();
            let printed = printed.strip_suffix(" of").unwrap_or(printed);
            // By itself it would be read as a sentence that reports nobody.
            if says_no_reports(printed) {
                return Err(leftover(&begin));
            }
            Ok(Part { group: group.to_owned(), wording: wording(&phrase, printed) })
        }
    }
}

/// Whether digits touch letters somewhere ahead, which is said as such.
fn has_glue_ahead(cursor: &Cursor<'_>) -> bool {
    let is_glued_word =
        |n: usize| cursor.ahead(n).is_some_and(|token| token.is_glued && token.shape == TokenShape::Word);
    cursor.is_at_numeral() && is_glued_word(1)
}

/// Reads `95% CI 2,658-3,290` or a bare range behind an opening bracket into the estimate that it makes of
/// the whole; `false`, and no step, when the bracket holds something else.
fn estimate(cursor: &mut Cursor<'_>, whole: &mut Phrase) -> Result<bool, WordingFault> {
    let begin = *cursor;
    let has_label = eat_label(cursor);
    let Some(first) =
        number(cursor, Place::Alone).or_else(|fault| if has_label { Err(fault) } else { Ok(None) })?
    else {
        return back_unless(has_label, cursor, begin);
    };
    let ends = match range_from(cursor, first)? {
        Some(ends) => Some(ends),
        None if has_label && cursor.eat_mark(|c| matches!(c, ',' | ';')) => {
            number(cursor, Place::Alone)?.map(|last| (first.value, last.value))
        }
        None => None,
    };
    let is_closed = cursor.is_at_mark(|c| matches!(c, ')' | ']'));
    let Some((low, high)) = ends.filter(|_| is_closed) else {
        return back_unless(has_label, cursor, begin);
    };
    make_estimate(cursor, whole, low, high)?;
    Ok(true)
}

fn back_unless<'a>(
    has_label: bool,
    cursor: &mut Cursor<'a>,
    begin: Cursor<'a>,
) -> Result<bool, WordingFault> {
    // A label promises an interval; without one, the bracket may hold parts.
    if has_label {
        return Err(leftover(cursor));
    }
    *cursor = begin;
    Ok(false)
}

fn make_estimate(cursor: &Cursor<'_>, whole: &mut Phrase, low: u64, high: u64) -> Result<(), WordingFault> {
    if high > Count::MOST {
        return Err(WordingFault::TooMany { text: quote(cursor.text) });
    }
    let (Some(value), Kind::Exact | Kind::About) = (whole.value, whole.kind) else {
        return Err(WordingFault::Hedges { text: quote(cursor.text) });
    };
    let count = Count::new(low, Some(high)).ok_or(WordingFault::Reversed { low, high })?;
    if !count.allows(value) {
        return Err(WordingFault::PointOutside { value, low, high });
    }
    *whole = Phrase { kind: Kind::Estimate, count, ..*whole };
    Ok(())
}

/// An estimate whose point is a fraction and whose interval stands behind it: `12.6 (8-20)`. `None` for all others.
///
/// The interval that a fraction has by itself is left out of the words where it is written as this program puts it there.
fn with_interval(text: &str, signs: Signs) -> Option<Reading> {
    let (lead, interval) = text.split_at(text.find(['(', '['])?);
    let point = fraction(lead, None)?;
    let mut read = self::read(&format!("{} {interval}", point.nearest), signs).ok()?;
    let is_ours =
        point.count.high().is_some_and(|high| interval.trim() == format!("({}-{high})", point.count.low()));
    let own = if is_ours && read.whole.count == point.count { &point.words } else { text };
    read.whole.words = Words::own(own);
    Some(read).filter(|read| read.whole.kind == Kind::Estimate && read.parts.is_empty())
}

/// Steps over `95% CI`, `CI`, `CI 95%`, `range` and their colon.
fn eat_label(cursor: &mut Cursor<'_>) -> bool {
    const LABELS: &[&str] = &[
        "ci",
        "cri",
        "ui",
        "confidence interval",
        "credible interval",
        "uncertainty interval",
        "uncertainty range",
        "range",
    ];
    let begin = *cursor;
    eat_percentage(cursor);
    if !cursor.eat_any(LABELS) {
        *cursor = begin;
        return false;
    }
    eat_percentage(cursor);
    cursor.eat_mark(|c| matches!(c, ':' | ',' | '='));
    true
}

/// Steps over `95%` or `97.5%`: one or two runs of digits, so that no level can be read in two ways.
fn eat_percentage(cursor: &mut Cursor<'_>) {
    let is_percent = cursor.ahead(1).is_some_and(|token| token.shape == TokenShape::Mark('%'));
    let is_level = |text: &str| {
        let mut signs = text.chars().filter(|c| digit_of(*c).is_none());
        signs.next().is_none_or(|sign| matches!(sign, '.' | ',')) && signs.next().is_none()
    };
    if cursor.is_at_numeral() && is_percent && cursor.ahead(0).is_some_and(|token| is_level(token.text)) {
        cursor.step();
        cursor.step();
    }
}

/// A bracket that opens belongs to what is in it.
fn leftover(cursor: &Cursor<'_>) -> WordingFault {
    let (before, rest) = if cursor.is_at_end() { cursor.back().split() } else { cursor.split() };
    let (before, rest) = match before.trim_end_matches(['(', '[', ' ']) {
        "" => (before, rest),
        plain => (plain, cursor.text[plain.len()..].trim_start()),
    };
    WordingFault::Leftover { before: quote(before), rest: quote(rest) }
}

/// Control characters, and marks that change nothing that can be seen but the bytes.
fn is_invisible(c: char) -> bool {
    let is_mark = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c.is_control() || is_mark
}

/// What a spreadsheet leaves where a formula broke: `#DIV/0!`, `#NAME?`.
fn is_broken_formula(text: &str) -> bool {
    text.starts_with('#') && text.ends_with(['!', '?']) && text.len() > 2
}

/// Cells that give no number, whole.
const ABSENT: &[&str] = word_list! {
    "n/a" "na" "n.a." "n.a" "#n/a" "nan" "nil" "null" "nd" "n.d." "tbd" "tbc" "tba" "unknown"
    "unclear" "undetermined" "unspecified" "unavailable" "undisclosed" "not known" "not available"
    "not reported" "not stated" "not given" "not specified" "not disclosed" "not provided" "not applicable"
    "blank" "empty" "missing" "pending" "k.a." "k. a." "keine angabe" "keine angaben" "unbekannt"
    "non communiqué" "inconnu" "sin datos" "sin dato" "s/d" "desconocido" "нет данных" "н/д" "нд" "неизвестно"
    "немає даних" "невідомо"
};

/// What `no` must be followed by to give no number rather than zero.
const FIGURES: &[&str] = word_list! {
    "figure" "figures" "number" "numbers" "data" "information" "info" "count" "toll" "estimate" "estimates"
    "details" "casualty figure" "casualty figures" "death toll"
};

/// `None`, as programs write a missing value: a person who counted none writes `none`.
fn is_none_of_a_program(text: &str) -> bool {
    text != "none" && text.eq_ignore_ascii_case("none")
}

/// Whether a cell says in words or signs that no number was given.
pub(super) fn gives_no_figure(text: &str) -> bool {
    let is_sign = |c: char| is_dash(c) || matches!(c, '?' | '.' | '…' | '*' | '_' | '/');
    let after_no = text.get(..3).filter(|no| no.eq_ignore_ascii_case("no ")).map(|_| text[3..].trim_start());
    let says_no_figure = after_no.is_some_and(|rest| {
        FIGURES.iter().any(|word| {
            let start = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            start && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric())
        })
    });
    text.chars().all(is_sign)
        || ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(text))
        || is_none_of_a_program(text)
        || says_no_figure
}
