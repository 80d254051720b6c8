//! Attributions without a verb of their own: "according to", "by X's count", short clauses.

use std::ops::Range;

use super::super::mention::of_sentence;
use super::ahead::name_ahead;
use super::attribution::{SpeechMark, SpeechReach};
use super::labels::{bracket, handle, label, tail};
use super::lists::LISTS;
use super::names::{Speaker, SpeakerKind, kind, named};
use super::scene::SpeechScene;

/// Finds the attributions of a sentence that have no verb.
pub(super) fn by_phrases(scene: &SpeechScene<'_, '_>, sentence: usize, found: &mut Vec<SpeechMark>) {
    let Some(range) = scene.pages.sentences.get(sentence).map(|found| found.tokens.clone()) else { return };
    for at in range.clone() {
        found.extend(according(scene, at, &range, sentence));
        found.extend(keeper(scene, at, &range, sentence));
        found.extend(bracket(scene, at, &range, sentence));
        found.extend(handle(scene, at, &range, sentence));
        found.extend(told_story(scene, at, &range, sentence));
    }
    found.extend(label(scene, &range, sentence));
    found.extend(tail(scene, &range, sentence));
}

/// "According to the coroner", "in the words of the coroner", "per the coroner".
fn according(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let start = source_start(scene, at, range, sentence)?;
    let name = source_name(scene, start, range, sentence);
    let mut who = named(scene, name.clone(), sentence)?;
    if scene.is_comma(name.end) && who.kind == SpeakerKind::Other {
        let behind = name_ahead(scene, name.end + 1, range.end);
        if let Some(other) = named(scene, behind.clone(), sentence)
            .filter(|other| other.kind.can_count() && scene.is_break(behind.end))
        {
            who = Speaker { speaker: Some(who.authority), ..other };
        }
    }
    let is_via = scene.is(at, &["via"]);
    let ends = (name.end..range.end).all(|at| !scene.pages.tokens[at].is_word());
    if is_via && !(ends && who.kind == SpeakerKind::Body && scene.is_name_word(start, sentence)) {
        return None;
    }
    let is_learned = scene.is(at, &["learned", "learnt"]);
    if is_learned && !who.kind.can_count() {
        return None;
    }
    let reach = if at <= range.start + 1 || is_learned || scene.is(at - 1, &["that"]) {
        SpeechReach::Ahead
    } else {
        SpeechReach::Back
    };
    let is_quoted = scene.is(name.end, &["quoted", "cited"]) && scene.is(name.end + 1, &["by"]);
    let relay = is_quoted.then(|| name_ahead(scene, name.end + 2, range.end));
    let via = relay.and_then(|relay| named(scene, relay, sentence)).map(|relay| relay.authority);
    Some(SpeechMark { via, ..SpeechMark::phrase(sentence, at..name.end, who, reach) })
}

/// Where the name begins behind "according to" and the like.
fn source_start(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<usize> {
    Some(match scene.word(at) {
        "according" if scene.is(at + 1, &["to"]) => at + 2,
        "per"
            if (at == range.start || scene.is_break(at - 1) || scene.is(at - 1, &["as"]))
                && !scene.is(at + 1, &["cent", "million"]) =>
        {
            at + 1
        }
        "words"
            if scene.is(at + 1, &["of"])
                && at >= 2
                && scene.is(at - 1, &["the"])
                && scene.is(at - 2, &["in"]) =>
        {
            at + 2
        }
        "learned" | "learnt" if scene.is(at + 1, &["from"]) => at + 2,
        // "18 dead via River Police", at the end of a post.
        "via" if at > range.start && scene.mentions_before(at, sentence) => at + 1,
        "courtesy" | "credit" if scene.is(at + 1, &["of", "to"]) => at + 2,
        _ => return None,
    })
}

/// The source behind "according to", over a list or figures that somebody keeps.
fn source_name(
    scene: &SpeechScene<'_, '_>,
    start: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Range<usize> {
    let mut name = name_ahead(scene, start, range.end);
    const DONE: &[&str] = &[
        "released",
        "compiled",
        "published",
        "collected",
        "provided",
        "issued",
        "given",
        "kept",
        "gathered",
        "maintained",
        "assembled",
        "drawn",
        "prepared",
        "obtained",
        "shared",
        "carried",
        "aired",
    ];
    // "A list kept by the parish": the word before "by" is no part of a name.
    while name.len() > 1 && scene.is(name.end - 1, DONE) && scene.is(name.end, &["by", "from", "up"]) {
        name.end -= 1;
    }
    // "According to figures that the ministry released", "... to what was reported by the ministry".
    let opens = scene.is(name.end, &["that", "which", "what"]) || scene.is(name.end, DONE);
    if opens && (name.is_empty() || kind(scene, &name, sentence) == SpeakerKind::Document) {
        let by = (name.end..(name.end + 5).min(range.end)).find(|at| scene.is(*at, &["by", "from"]));
        let behind = by.map_or(name.end + 1, |by| by + 1);
        let other = name_ahead(scene, behind, range.end);
        if !other.is_empty() {
            name = other;
        }
    }
    name
}

/// "By the office's tally", "a count by volunteers", "a non-final statistic of the authorities", "the ministry's 902 dead".
fn keeper(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let tokens = &scene.pages.tokens;
    let is_owner_mark = scene.is(at, &["'s"])
        || (tokens[at].is_mark_of(|c| c == '\'' || c == '\u{2019}')
            && tokens[at].is_glued
            && at > range.start
            && tokens[at - 1].folded.ends_with('s'));
    if is_owner_mark {
        return owner(scene, at, range, sentence);
    }
    if !LISTS.kept.has(&tokens[at]) {
        return None;
    }
    if scene.is(at + 1, &["of", "by", "from"]) && scene.number_at(at + 2).is_none()
        || scene.is(at + 1, &["compiled", "released", "published", "collected", "kept", "issued"])
            && scene.is(at + 2, &["by"])
    {
        let start = at + 2 + usize::from(!scene.is(at + 1, &["of", "by", "from"]));
        let name = name_ahead(scene, start, range.end);
        let who = named(scene, name.clone(), sentence)?;
        let is_sure =
            who.kind.can_count() || (scene.is(start - 1, &["by"]) && who.kind == SpeakerKind::Other);
        let is_led = by_before(scene, at, range)
            || !scene.is(at + 1, &["of"])
            || !tokens[at].is_any(&["toll", "total", "list", "numbers", "figure", "count", "number"]);
        return (is_sure && is_led)
            .then(|| SpeechMark::phrase(sentence, at..name.end, who, SpeechReach::Both));
    }
    // "A police count", "by UN figures".
    if tokens[at].is_any(&["toll", "total", "list", "balance", "number", "numbers"]) {
        return None;
    }
    let article = (range.start..at).rev().take(7).find(|at| {
        scene.is_article(*at) || scene.is(*at, &["by", "from", "in", "on"]) || scene.ends_name(*at)
    })?;
    let name = article + 1..at;
    let who = named(scene, name, sentence)
        .filter(|who| who.kind == SpeakerKind::Body || who.kind == SpeakerKind::People)?;
    Some(SpeechMark::phrase(sentence, article + 1..at + 1, who, SpeechReach::Both))
}

/// Whether "by" leads a count: "by the count of".
fn by_before(scene: &SpeechScene<'_, '_>, at: usize, range: &Range<usize>) -> bool {
    (range.start..at).rev().take(4).any(|at| scene.is(at, &["by", "on", "per", "to"]))
}

fn owner(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let tokens = &scene.pages.tokens;
    let mut start = at;
    while start > range.start
        && !scene.ends_name(start - 1)
        && !scene.is(start - 1, &["by", "in", "on", "from", "to", "and", "with"])
    {
        start -= 1;
        if scene.is_article(start) {
            break;
        }
    }
    let name = start..at;
    let who = named(scene, name.clone(), sentence)?;
    // "Of the ministry's 902 dead".
    let keeps =
        LISTS.keepers.has_word(&who.head) || LISTS.persons.has_word(&who.head) && who.head == "coroner";
    if scene.number_at(at + 1).is_some() && keeps {
        return Some(SpeechMark::phrase(sentence, start..at + 1, who, SpeechReach::Both));
    }
    let kept = (at + 1..(at + 5).min(range.end))
        .take_while(|at| !scene.ends_name(*at))
        .find(|at| LISTS.kept.has(&tokens[*at]))?;
    let is_plain = (at + 1..kept).all(|at| {
        LISTS.empty.has(&tokens[at])
            || tokens[at].is_any(&["own", "running", "revised", "combined", "conservative"])
    });
    let is_sure =
        who.kind.can_count() || (scene.is_name_word(at - 1, sentence) && by_before(scene, start, range));
    let is_toll = tokens[kept].is_any(&["toll", "total", "number", "numbers", "list"]);
    (is_plain
        && is_sure
        && (!is_toll || keeps || by_before(scene, start, range) || who.kind == SpeakerKind::Person))
        .then(|| SpeechMark::phrase(sentence, start..kept + 1, who, reach_of_kept(scene, kept)))
}

/// "The clinic's figure of 200" is that number's, and not that of a number before it.
fn reach_of_kept(scene: &SpeechScene<'_, '_>, kept: usize) -> SpeechReach {
    let is_number =
        |at: usize| scene.number_at(at).is_some() || scene.token(at).is_some_and(|token| token.is_numeral());
    let gives = scene.is(kept + 1, &["of"]) && (kept + 2..kept + 5).any(is_number);
    if gives { SpeechReach::Ahead } else { SpeechReach::Both }
}

/// "The story of the Alliance that 70 had been captured", "the mayor's claim that".
fn told_story(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let tokens = &scene.pages.tokens;
    if !LISTS.statements.has(&tokens[at])
        || tokens[at].is_any(&["word", "post", "posts", "analysis", "paper", "inquiry"])
    {
        return None;
    }
    if scene.is(at + 1, &["of", "by", "from"]) {
        let name = name_ahead(scene, at + 2, range.end);
        let says = scene.is(name.end, &["that", "of", "saying", "according", "which"])
            || scene.is_break(name.end)
            || name.end >= range.end
            || scene.token(name.end).is_some_and(|token| token.is_mark('.'));
        let who = named(scene, name.clone(), sentence).filter(|who| says && who.kind.can_count())?;
        let reach = if scene.is(name.end, &["that", "of", "saying"]) {
            SpeechReach::Ahead
        } else {
            SpeechReach::Both
        };
        return Some(SpeechMark::phrase(sentence, at..name.end, who, reach));
    }
    let is_owned =
        at > range.start + 1 && scene.is(at - 1, &["'s", "'"]) && scene.is(at + 1, &["that", "of"]);
    if !is_owned {
        return None;
    }
    let start = (range.start..at - 1)
        .rev()
        .take_while(|at| !scene.ends_name(*at) && !scene.is(*at, &["in", "on", "by", "from", "to", "of"]))
        .take_while(|at| !LISTS.denying.has(&tokens[*at]))
        .last()?;
    let who = named(scene, start..at - 1, sentence)?;
    Some(SpeechMark::phrase(sentence, start..at + 1, who, SpeechReach::Ahead))
}

/// "Doctors count 64 dead, the police 38": a name and a number behind a comma, where a verb of saying stands before.
pub(super) fn short_clauses(scene: &SpeechScene<'_, '_>, sentence: usize, found: &mut Vec<SpeechMark>) {
    let Some(first) = found
        .iter()
        .filter(|before| before.sentence == sentence && before.verb.is_some())
        .map(|before| before.tokens.end)
        .min()
    else {
        return;
    };
    let within = of_sentence(scene.mentions, sentence).iter().filter(|mention| mention.number.start > first);
    const LONGEST_JOINED: usize = 4;
    let mut short = Vec::new();
    for mention in within {
        let mut end = mention.number.start;
        while end > first
            && (scene.is(end - 1, &["at", "of", "only", "just", "some", "about"])
                || scene.token(end - 1).is_some_and(|token| token.is_mark(':')))
        {
            end -= 1;
        }
        let start = (first..end)
            .rev()
            .take(8)
            .take_while(|at| !scene.ends_name(*at) && !scene.is(*at, &["and", "while", "but"]))
            .last();
        let Some(start) = start else { continue };
        let is_joined = scene.is(start.saturating_sub(1), &["and", "while", "but"]);
        let opens =
            start > first && (scene.is_break(start - 1) || is_joined && end - start <= LONGEST_JOINED);
        let is_led = (start..end).any(|at| scene.is_inside(at) && (at == start || is_joined));
        let is_of = scene.is(end, &["of"]) && !scene.is(first, &["of"]);
        let who = named(scene, start..end, sentence)
            .filter(|who| opens && !is_led && !is_of && who.kind.can_count());
        short.extend(
            who.map(|who| SpeechMark::phrase(sentence, start..mention.number.start, who, SpeechReach::Ahead)),
        );
    }
    found.extend(short);
}

/// "Quoting the council, Radio Oskby said", "Radio Oskby, citing the council, put": who is quoted, and the words.
pub(super) fn quoted_source(scene: &SpeechScene<'_, '_>, sentence: usize) -> Vec<(Range<usize>, Speaker)> {
    let Some(range) = scene.pages.sentences.get(sentence).map(|found| found.tokens.clone()) else {
        return Vec::new();
    };
    let verbs = range.clone().filter(|at| {
        let is_relative = scene.is(at.saturating_sub(1), &["which", "who"]);
        scene.is(*at, &["citing", "quoting", "relaying"])
            || is_relative && scene.is(*at, &["quoted", "cited", "quotes", "cites"])
    });
    let found = verbs.filter_map(|at| {
        let mut start = at + 1;
        while scene.is(start, &["from", "to", "as"]) {
            start += 1;
        }
        let name = name_ahead(scene, start, range.end);
        let who = named(scene, name.clone(), sentence)?;
        (who.kind != SpeakerKind::Document).then_some((at..name.end, who))
    });
    found.collect()
}
