//! Numbers that a noun of a toll explains: "the toll rose to 41", "put the wounded at 120", "Killed: 41".

use super::counts::CountHere;
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::ties::{Tie, ends_clause};
use super::token::is_dash;
use crate::model::words::Measure;

/// What explains a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explained {
    /// A noun that says what happened.
    By(Tie),
    /// A noun that does not: "put the number at 14". It speaks of what was counted before.
    ByNumber,
}

const FARTHEST: usize = 34;
const ANY_ROLE: [HarmRole; 5] =
    [HarmRole::Noun, HarmRole::State, HarmRole::Passive, HarmRole::Does, HarmRole::Active];

/// The noun that explains a number, where a word such as "to", "at", "is" or a colon ties them.
pub(super) fn explained(line: &GlossedLine<'_, '_>, count: &CountHere) -> Option<Explained> {
    let mut link = line.before(count.lead)?;
    for _ in 0..2 {
        if line.has(link, WordClass::Adverb) && !line.has_any(link, &[WordClass::Link, WordClass::Stand]) {
            link = line.before(link)?;
        }
    }
    if line.is_mark(link, |c| c == '(') && line.is_mark(count.tokens.end, |c| c == ')') {
        return label(line, link).map(Explained::By);
    }
    if let Some(tie) = row_of_table(line, link, count) {
        return Some(Explained::By(tie));
    }
    // "The number of wounded, 830, is unchanged".
    if line.is_mark(link, |c| c == ',') && line.is_mark(count.tokens.end, |c| c == ',') {
        let word = line.before(link)?;
        // "The toll, 40, includes six nurses".
        if line.has(word, WordClass::TollOfDeaths) {
            return noun_here(line, word);
        }
        let of = line.before(word).map(|of| if line.is(of, "the") { of.saturating_sub(1) } else { of })?;
        let is_number = line.is(of, "of") && line.before(of).is_some_and(|at| line.is(at, "number"));
        let measure = line.entry(word)?.harm_as_any(&[HarmRole::Noun, HarmRole::State, HarmRole::Passive]);
        return measure.filter(|_| is_number).map(|measure| Explained::By(Tie { word, measure }));
    }
    if line.is_mark(link, |c| c == ':' || is_dash(c)) {
        return label(line, link).map(Explained::By);
    }
    let links = [
        WordClass::Link,
        WordClass::Stand,
        WordClass::Rise,
        WordClass::Fall,
        WordClass::Leave,
        WordClass::Earlier,
    ];
    if is_spoken_of(line, link) {
        return Some(Explained::ByNumber);
    }
    if !line.has_any(link, &links) {
        return None;
    }
    if line.is(link, "of") {
        return noun_here(line, line.before(link)?);
    }
    behind(line, link, count).or_else(|| before(line, link))
}

/// "Deaths 12, displaced 9,200": a noun and its number, and nothing else between two marks.
fn row_of_table(line: &GlossedLine<'_, '_>, word: usize, count: &CountHere) -> Option<Tie> {
    let parts = |at: usize| line.is_mark(at, |c| matches!(c, ',' | ';' | '(' | '.' | '|'));
    let is_alone = word == 0 || parts(word - 1);
    let ends = count.tokens.end >= line.len() || parts(count.tokens.end);
    let measure = line.entry(word)?.harm_as_any(&[HarmRole::Noun, HarmRole::State])?;
    (is_alone && ends && word + 1 == count.lead).then_some(Tie { word, measure })
}

/// "spoke of 69", "admit to 140", "puts it at 40", "the police count 38": what was counted before.
fn is_spoken_of(line: &GlossedLine<'_, '_>, link: usize) -> bool {
    const OF: &[&str] =
        &["spoke", "spoken", "speak", "speaks", "speaking", "talk", "talks", "talked", "told"];
    const TO: &[&str] = &["admit", "admits", "admitted", "owns", "owned", "confessed"];
    const AT: &[&str] = &["it", "them", "this", "that", "losses", "toll"];
    const NUMBER: &[&str] = &[
        "acknowledge",
        "acknowledges",
        "acknowledged",
        "concede",
        "concedes",
        "conceded",
        "counts",
        "counted",
        "reckons",
        "reckon",
        "estimates",
        "claims",
        "claimed",
        "mentions",
        "mentioned",
    ];
    let Some(before) = line.before(link) else { return line.is_any(link, NUMBER) };
    (line.is(link, "of") && line.is_any(before, OF))
        || (line.is(link, "to") && line.is_any(before, TO))
        || (line.is(link, "at")
            && line.is_any(before, AT)
            && before
                .checked_sub(1)
                .is_some_and(|at| line.is_any(at, &["put", "puts", "putting", "sets", "estimated", "gave"])))
        || line.is_any(link, NUMBER)
}

/// "raised to 12 the number of dead".
fn behind(line: &GlossedLine<'_, '_>, link: usize, count: &CountHere) -> Option<Explained> {
    let at = count.tokens.end;
    let noun = (at..at + 4).find(|at| line.has(*at, WordClass::Toll))?;
    (line.is(link, "to") && line.is(at, "the")).then(|| noun_here(line, noun)).flatten()
}

fn before(line: &GlossedLine<'_, '_>, link: usize) -> Option<Explained> {
    let mut at = link;
    for _ in 0..FARTHEST {
        at = line.before(at)?;
        let token = line.token(at)?;
        if ends_clause(token) {
            return None;
        }
        if let Some(found) = noun_here(line, at) {
            return Some(found);
        }
    }
    None
}

/// What a noun says, where it is one of a toll.
fn noun_here(line: &GlossedLine<'_, '_>, at: usize) -> Option<Explained> {
    let entry = line.entry(at)?;
    let tie = |measure: Measure| Explained::By(Tie { word: at, measure });
    let of_word_before = || {
        let before = line.entry(line.before(at)?)?;
        before.harm_as_any(&[HarmRole::Noun, HarmRole::State, HarmRole::Of])
    };
    if entry.has(WordClass::TollOfDeaths) {
        return Some(tie(of_word_before().unwrap_or(Measure::Killed)));
    }
    let has_article = line.before(at).is_some_and(|before| line.has(before, WordClass::Determiner));
    if entry.has(WordClass::Toll) && (has_article || !entry.has(WordClass::Label))
        || line.is_any(at, &["number", "numbers"])
    {
        let is_of = line.is(at + 1, "of");
        return match of_word_before().or_else(|| of_what(line, at)) {
            Some(measure) => Some(tie(measure)),
            None => (!is_of).then_some(Explained::ByNumber),
        };
    }
    // "a missing skier" is one person, and no toll.
    let is_adjective = || {
        let is_one = line.before(at).is_some_and(|before| line.is_any(before, &["a", "an"]));
        entry.harm_as_any(&[HarmRole::Passive, HarmRole::State]).is_some()
            && (is_one || line.has(line.after(at), WordClass::Person))
    };
    // "The evacuees number 340".
    let is_numbered = line.is_any(line.after(at), &["number", "numbered", "totalled", "totaled", "total"])
        && entry.harm_as(HarmRole::Noun).is_some();
    if entry.has(WordClass::Person) && !is_numbered || is_adjective() {
        return None;
    }
    // "killed in two townships": a participle is no noun of a toll unless an article stands before it.
    let is_participle = entry.harm_as_any(&[HarmRole::Passive, HarmRole::State]).is_some();
    let is_article = |at: &usize| line.has(*at, WordClass::Determiner);
    // "the cholera dead"
    let behind_illness = || {
        let illness = line.before(at).filter(|before| line.has(*before, WordClass::Illness))?;
        line.before(illness).filter(is_article)
    };
    let article = line.before(at).filter(is_article).or_else(behind_illness);
    // "two thirds of the dead were over 60"
    let of = article.and_then(|article| line.before(article)).filter(|of| line.is(*of, "of"));
    let is_part = of.and_then(|of| line.before(of)).is_some_and(|at| {
        line.has(at, WordClass::Share)
            || line.is_any(at, &["most", "many", "some", "all", "several", "two", "three", "four", "five"])
            || line.token(at).is_some_and(|token| token.is_numeral())
    });
    let is_noun = !is_participle || article.is_some() && !is_part;
    entry.harm_as(HarmRole::Noun).filter(|_| is_noun).map(tie)
}

/// "the number of those killed", "the total of confirmed dead".
fn of_what(line: &GlossedLine<'_, '_>, noun: usize) -> Option<Measure> {
    if !line.is(noun + 1, "of") {
        return None;
    }
    let mut at = noun + 2;
    while at < noun + 8 {
        let entry = line.entry(at)?;
        // "the number of detainees who died": those who are counted are the dead.
        if entry.has(WordClass::Person) && line.has(at + 1, WordClass::Relative) {
            let said = |at: &usize| {
                line.entry(*at).and_then(|entry| {
                    entry.harm_as_any(&[HarmRole::Does, HarmRole::Passive, HarmRole::State])
                })
            };
            return (at + 2..at + 6).find_map(|at| said(&at));
        }
        if let Some(measure) = entry.harm_as_any(&ANY_ROLE) {
            return Some(measure);
        }
        if entry.has_any(&[WordClass::Be, WordClass::Link, WordClass::Verb]) || !line.is_word(at) {
            return None;
        }
        at = line.after(at);
    }
    None
}

/// The word of harm in a label before a colon or a dash: `Killed: 41`, `Dead or missing in the delta: 4,310`.
fn label(line: &GlossedLine<'_, '_>, mark: usize) -> Option<Tie> {
    const LONGEST: usize = 9;
    let is_colon = line.is_mark(mark, |c| c == ':');
    let mut at = mark;
    let mut steps = 0;
    while steps < LONGEST {
        at = line.before(at)?;
        let token = line.token(at)?;
        if ends_clause(token) || token.is_mark(',') {
            return None;
        }
        if let Some(measure) = line.entry(at)?.harm_as_any(&ANY_ROLE) {
            // "Houses burned: 30".
            let is_of_things = line.before(at).is_some_and(|of| line.has(of, WordClass::Thing));
            let is_noun = line.entry(at)?.harm_as(HarmRole::Noun).is_some();
            return (is_noun || !is_of_things).then_some(Tie { word: at, measure });
        }
        if line.has(at, WordClass::TollOfDeaths) {
            return Some(Tie { word: at, measure: Measure::Killed });
        }
        if !is_colon {
            return None;
        }
        steps += 1;
    }
    None
}

/// "cost 19 lives", "12 lives were lost": what happened to lives that are counted.
pub(super) fn lives(line: &GlossedLine<'_, '_>, count: &CountHere, head: usize) -> Option<Tie> {
    let claims = |at: usize| line.has(at, WordClass::ClaimLives);
    let before = (count.lead.saturating_sub(6)..count.lead).rev().find(|at| claims(*at));
    let behind = (head + 1..head + 6)
        .find(|at| line.is_any(*at, &["lost", "claimed", "taken", "perished", "cut", "snuffed"]));
    let saved = (count.lead.saturating_sub(6)..head + 6).any(|at| line.has(at, WordClass::SaveLives));
    let word = before.or(behind).filter(|_| !saved)?;
    Some(Tie { word, measure: Measure::Killed })
}
