//! The word for those whom a number counts: `children`, `soldiers`, or the plural noun as printed.

use super::lexicon::WordClass;
use super::line::GlossedLine;
use super::noun::{NounBehind, NounClass, ends_as_people, noun_at};

/// What is said of a part: "five of them girls", "377 were minors", "four were younger than 10".
pub(super) fn group_said(line: &GlossedLine<'_, '_>, end: usize) -> Option<String> {
    const BETWEEN: &[&str] =
        &["being", "as", "identified", "believed", "thought", "said", "a", "to", "be", "aged", "described"];
    let mut at = end;
    while at < end + 6
        && (line.has_any(at, &[WordClass::Be, WordClass::Have, WordClass::Adverb])
            || line.is_any(at, BETWEEN))
    {
        at += 1;
    }
    if is_of_children(line, at) {
        return Some("children".to_owned());
    }
    let noun = noun_at(line, at);
    if noun.class == NounClass::Person { group_of(line, &noun) } else { None }
}

/// "Nine of those who died in the fire were children": what is said behind the relative clause.
pub(super) fn said_of_those(line: &GlossedLine<'_, '_>, end: usize) -> Option<String> {
    const FARTHEST: usize = 14;
    let starts = line.is_any(end, &["who", "killed", "wounded", "injured", "whose", "missing"])
        && line.before(end).is_some_and(|at| line.is_any(at, &["those", "people"]));
    let stops = |at: usize| line.is_mark(at, |c| matches!(c, ',' | ';' | '.' | '('));
    let last = line.find(end..end + FARTHEST, stops).unwrap_or(end + FARTHEST);
    let be = (end + 2..last).rev().find(|at| line.has(*at, WordClass::Be)).filter(|_| starts)?;
    group_said(line, be)
}

/// "younger than 10", "under 18", "below the age of 15".
fn is_of_children(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    const ADULT: u64 = 18;
    let limit = if line.begins(at, &["younger", "than"]) {
        at + 2
    } else if line.begins(at, &["under", "the", "age", "of"])
        || line.begins(at, &["below", "the", "age", "of"])
    {
        at + 4
    } else if line.is_any(at, &["under", "below"]) {
        at + 1
    } else {
        return false;
    };
    let words = line.token(limit).map(|token| token.text).unwrap_or_default();
    let count = crate::model::wording::count_at_start_of(words);
    count.and_then(|count| count.wording.value()).is_some_and(|value| value <= ADULT)
}

/// "31 injuries among civilians": whom a noun of harm is about.
pub(super) fn group_among(line: &GlossedLine<'_, '_>, end: usize) -> Option<String> {
    const FARTHEST: usize = 6;
    let among =
        line.find(end..end + FARTHEST, |at| line.is_any(at, &["among", "amongst", "of", ",", ";"]))?;
    if !line.is_any(among, &["among", "amongst", "of"]) {
        return None;
    }
    let noun = noun_at(line, among + 1);
    if noun.class == NounClass::Person { group_of(line, &noun) } else { None }
}

/// Whether a noun in no list may name people: by its ending, or as a name.
pub(super) fn seems_people(line: &GlossedLine<'_, '_>, noun: &NounBehind) -> bool {
    let token = noun.head.and_then(|head| line.token(head));
    token.is_some_and(|token| {
        ends_as_people(&token.folded) || token.casing == super::token::Casing::Capitalised
    })
}

/// The word for those whom a noun counts: a usual one such as `children`, or the plural as printed.
pub(super) fn group_of(line: &GlossedLine<'_, '_>, noun: &NounBehind) -> Option<String> {
    let group = group_of_head(line, noun)?;
    let known = NOT_KNOWN.iter().find(|words| line.begins(noun.end, words));
    Some(match known {
        Some(words) => format!("{group} {}", words.join(" ")),
        None => group,
    })
}

/// What a text says is not known of the people, right behind their noun.
const NOT_KNOWN: &[&[&str]] = &[
    &["whose", "sex", "is", "not", "known"],
    &["whose", "age", "is", "not", "known"],
    &["whose", "sex", "is", "unknown"],
    &["whose", "age", "is", "unknown"],
    &["of", "unknown", "sex"],
    &["of", "unknown", "age"],
];

fn group_of_head(line: &GlossedLine<'_, '_>, noun: &NounBehind) -> Option<String> {
    let (start, head) = (noun.head_start?, noun.head?);
    let entry = line.entry(start).filter(|entry| entry.has(WordClass::Person));
    if let Some(group) = entry.and_then(|entry| entry.group) {
        return Some(group.to_owned());
    }
    let words: Vec<&str> = line.tokens.get(start..=head)?.iter().map(|token| &*token.folded).collect();
    let is_name = line.token(start)?.casing == super::token::Casing::Capitalised && entry.is_none();
    let printed = match is_name {
        true => line.token(start)?.text.to_owned(),
        false => words.join(" ").replace(" - ", "-"),
    };
    Some(plural(&printed))
}

/// A noun as it stands for several: `climber` -> `climbers`.
fn plural(noun: &str) -> String {
    let is_plural = noun.ends_with('s')
        || [
            "men",
            "women",
            "people",
            "crew",
            "staff",
            "personnel",
            "clergy",
            "elderly",
            "young",
            "faithful",
            "homeless",
            "kin",
        ]
        .iter()
        .any(|end| noun.ends_with(end))
        || ["passers-by", "passersby"].contains(&noun);
    if is_plural {
        return noun.to_owned();
    }
    match noun.strip_suffix("man") {
        Some(stem) => format!("{stem}men"),
        None => format!("{noun}s"),
    }
}
