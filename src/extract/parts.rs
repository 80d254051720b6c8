//! Whose part a number is: "five of them girls", "including 15 children", "(18 fighters, 11 bystanders)".

use super::counts::CountHere;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::noun::{NounBehind, NounClass, OfWhom};
use super::token::{is_dash, is_long_dash};

/// What the words say of the whole to which a number belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WholeOf {
    /// It is a part of the number before it: "including 15", "( 18 fighters".
    Last,
    /// It is a part of those who were spoken of: "five of them", "four of the victims".
    Them,
    /// A part of the same whole as the number before it: "and three women".
    Beside,
    /// Of those whom a word of harm names: "of the injured, four".
    Harmed(usize),
}

/// How a number is a part; `None` where no words say so. `behind_last` is where the noun of the number before it ended, and
/// `last_is_part` whether that number is a part.
pub(super) fn whole_of(
    line: &GlossedLine<'_, '_>,
    count: &CountHere,
    noun: &NounBehind,
    last: Option<LastNumber>,
) -> Option<WholeOf> {
    if noun.of == OfWhom::Them {
        return Some(WholeOf::Them);
    }
    if let Some(harm) = noun.harm.filter(|_| noun.of == OfWhom::Of && noun.class == NounClass::Harm) {
        return Some(WholeOf::Harmed(harm));
    }
    let is_victims = noun.head.is_some_and(|head| line.is_any(head, &["victims", "casualties", "deceased"]));
    if noun.of == OfWhom::Of && is_victims {
        return Some(WholeOf::Them);
    }
    introduced(line, count.lead)
        .or_else(|| of_harmed_before(line, count.lead))
        .or_else(|| last.and_then(|last| beside(line, count, noun, last)))
}

/// The number before, in the same sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LastNumber {
    /// The token behind its noun.
    pub end: usize,
    pub is_part: bool,
}

/// "including", "among them", "of whom" right before.
fn introduced(line: &GlossedLine<'_, '_>, lead: usize) -> Option<WholeOf> {
    let at = line.before(lead)?;
    let at =
        if line.is_any(at, &["were", "are", "was", "is", "at", "also", "only", "some", ":", "being", "a"]) {
            line.before(at)?
        } else {
            at
        };
    let is_including = line.is_any(
        at,
        &["including", "includes", "include", "included", "comprising", "counting", "incl", "namely"],
    );
    let behind_them = line.is_any(at, &["them", "whom", "those", "these", "which"])
        && at.checked_sub(1).is_some_and(|of| line.is_any(of, &["of", "among", "amongst"]));
    let among = line.is_any(
        at,
        &[
            "dead",
            "victims",
            "killed",
            "wounded",
            "injured",
            "casualties",
            "fatalities",
            "deceased",
            "missing",
        ],
    ) && (1..4)
        .any(|n| at.checked_sub(n).is_some_and(|of| line.is_any(of, &["among", "amongst"])));
    if is_including {
        return Some(WholeOf::Last);
    }
    // "Among the injured were three children": of the injured, not of the number before.
    if among && !behind_them && !line.is_any(at, &["victims", "casualties"]) {
        return Some(WholeOf::Harmed(at));
    }
    (behind_them || among).then_some(WholeOf::Them)
}

/// Whose part a number is by what stands before it with a comma or a colon behind.
pub(super) fn of_harmed_before(line: &GlossedLine<'_, '_>, lead: usize) -> Option<WholeOf> {
    fronted(line, lead).or_else(|| headed(line, lead))
}

/// "Nationalities of the dead: 20 from the coast"; a "number of the dead: 20" is no part.
fn headed(line: &GlossedLine<'_, '_>, lead: usize) -> Option<WholeOf> {
    const LONGEST: usize = 6;
    let colon = line.before(lead).filter(|at| line.is_mark(*at, |c| c == ':'))?;
    let word = line.before(colon)?;
    let measure = line.entry(word)?.harm_as_any(&[HarmRole::Noun, HarmRole::State]);
    let of = (word.saturating_sub(2)..word).find(|at| line.is_any(*at, &["of", "among"]))?;
    let is_toll = (of.saturating_sub(LONGEST)..of).any(|at| line.has(at, WordClass::Toll));
    let names = of > 0 && line.is_word(of - 1) && !is_toll;
    measure.filter(|_| names).map(|_| WholeOf::Harmed(word))
}

/// "Of the 61, 55 have been named"; "Of the injured, four are".
fn fronted(line: &GlossedLine<'_, '_>, lead: usize) -> Option<WholeOf> {
    let comma = line.before(lead)?;
    let comma = if line.is_any(comma, &["some", "at", "only"]) { line.before(comma)? } else { comma };
    if !line.is_mark(comma, |c| c == ',') {
        return None;
    }
    let starts = |at: usize| {
        at == 0
            || line.is_mark(at - 1, |c| matches!(c, ';' | ':' | '"' | '\u{201c}') || is_long_dash(c))
            || line.is_any(at - 1, &["and", "but"])
    };
    let of = (comma.saturating_sub(9)..comma)
        .rev()
        .find(|at| line.is_any(*at, &["of", "among", "out"]) && starts(*at))?;
    let harm = (of + 1..comma).find(|at| {
        line.entry(*at).is_some_and(|entry| !entry.harm.is_empty() && !entry.has(WordClass::Person))
    });
    Some(harm.map_or(WholeOf::Them, WholeOf::Harmed))
}

/// In brackets or behind a dash right after a number, or in a row with a part of one.
fn beside(
    line: &GlossedLine<'_, '_>,
    count: &CountHere,
    noun: &NounBehind,
    last: LastNumber,
) -> Option<WholeOf> {
    let before = line.before(count.lead)?;
    let is_open = line.is_mark(before, |c| matches!(c, '(' | '['));
    let is_dash = line.is_mark(before, |c| is_dash(c) || c == ':') && before >= last.end;
    let names = matches!(noun.class, NounClass::Person | NounClass::Unlisted);
    // "30 hurt (4 critically)"
    let is_grade = is_open
        && line.is_any(
            count.tokens.end,
            &["critically", "seriously", "severely", "gravely", "badly", "heavily", "slightly", "in"],
        );
    if is_grade && before >= last.end {
        return Some(WholeOf::Last);
    }
    if (is_open || is_dash && before <= last.end + 4) && names && before >= last.end {
        return Some(WholeOf::Last);
    }
    let joins =
        line.is_mark(before, |c| matches!(c, ',' | ';' | '/')) || line.is_any(before, &["and", "plus"]);
    (joins && last.is_part && before <= last.end + 4).then_some(WholeOf::Beside)
}
