//! Labels, sources in brackets and handles: `The mayor: "Six dead"`, `(source: Oskby Clinic)`, `@CivilDefence`.

use std::ops::Range;

use super::super::token::Casing;
use super::ahead::name_ahead;
use super::attribution::{SpeechMark, SpeechReach};
use super::lists::LISTS;
use super::names::{Speaker, SpeakerKind, named};
use super::scene::SpeechScene;

/// `Crescent Aid Society: the 300 dead`, `The mayor: "Six dead"`, `Source: Oskby Clinic`.
pub(super) fn label(
    scene: &SpeechScene<'_, '_>,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    const LONGEST: usize = 12;
    let tokens = &scene.pages.tokens;
    let colon_behind = |start: usize| {
        (start..(start + LONGEST).min(range.end)).find(|at| {
            tokens[*at].is_mark(':')
                && !(tokens.get(at + 1).is_some_and(|next| next.is_numeral() && next.is_glued))
        })
    };
    let mut start = label_start(scene, range);
    let mut colon = colon_behind(start)?;
    // "Update: the mayor: six dead".
    let is_word = |at: usize| LISTS.labels.has(&tokens[at]) && !scene.is(at, &["source", "sources"]);
    if (start..colon).all(is_word)
        && let Some(next) = colon_behind(colon + 1)
    {
        (start, colon) = (colon + 1, next);
    }
    if scene.is(start, &["source", "sources", "attribution", "src"]) && colon == start + 1 {
        let name = colon + 1..(colon + 14).min(range.end);
        let who = named(scene, name_ahead(scene, name.start, name.end), sentence)?;
        return Some(SpeechMark::phrase(sentence, start..name.end, who, SpeechReach::Both));
    }
    let mut name = start..colon;
    // A dash, or a bracket, parts the name from what tells more of it.
    if let Some(cut) = name.clone().find(|at| scene.is_break(*at)) {
        name.end = cut;
    }
    let is_plain = !name.is_empty() && name.clone().all(|at| !scene.ends_name(at));
    let is_label = name.clone().all(|at| LISTS.labels.has(&tokens[at]) || scene.is_article(at));
    if !is_plain
        || is_label
        || name.clone().any(|at| LISTS.labels.has(&tokens[at]) && LISTS.counts.has(&tokens[at]))
    {
        return None;
    }
    let who = named(scene, name.clone(), sentence)?;
    let is_sure =
        who.kind.can_count() && !LISTS.documents.has_word(&who.head) && !LISTS.no_labels.has_word(&who.head);
    let is_person = who.kind == SpeakerKind::Other
        && scene.is_quote(colon + 1)
        && scene.is_name_word(name.start, sentence);
    // `ULMAR: SITUATION REPORT` names a place, `OFR: 12 dead` a body.
    let is_upper = |at: usize| tokens.get(at).is_some_and(|token| token.casing == Casing::Upper);
    let is_capitals = name.len() == 1
        && is_upper(name.start)
        && !LISTS.bodies.has(&tokens[name.start])
        && (is_upper(colon + 1) || tokens[name.start].text.len() > 5);
    (!is_capitals && (is_sure || is_person))
        .then(|| SpeechMark::phrase(sentence, start..colon + 1, who, SpeechReach::Ahead))
}

/// Behind a time of day, and behind emoji, with which an entry begins.
fn label_start(scene: &SpeechScene<'_, '_>, range: &Range<usize>) -> usize {
    let mut at = range.start;
    while at < range.end {
        let token = &scene.pages.tokens[at];
        let is_time =
            token.is_numeral() || (token.is_any(&["gmt", "utc", "hrs", "am", "pm", "h"]) && at > range.start);
        let is_mark = !token.is_word()
            && !token.is_mark('@')
            && !token.is_numeral()
            && (at > range.start || !token.is_mark('('));
        if !(is_time || is_mark) || scene.number_at(at).is_some() {
            break;
        }
        at += 1;
    }
    at
}

/// `31 dead in Oskby: police`, `12 hurt - officials`.
pub(super) fn tail(scene: &SpeechScene<'_, '_>, range: &Range<usize>, sentence: usize) -> Option<SpeechMark> {
    const LONGEST: usize = 7;
    let tokens = &scene.pages.tokens;
    let end = if tokens.get(range.end.checked_sub(1)?)?.is_mark('.') { range.end - 1 } else { range.end };
    let from = range.start.max(end.saturating_sub(LONGEST));
    let cut = (from..end)
        .rev()
        .find(|at| tokens[*at].is_mark(':') || (scene.is_break(*at) && !scene.is_comma(*at)))?;
    let is_join = tokens[cut].is_mark(':') || tokens[cut].is_mark_of(super::super::token::is_dash);
    let name = cut + 1..end;
    let is_alone = cut == range.start && scene.is_name_word(end - 1, sentence) && !tokens[cut].is_mark(':');
    let is_plain = is_join
        && !name.is_empty()
        && (cut > range.start + 1 || is_alone)
        && name.clone().all(|at| !scene.ends_name(at));
    let who = named(scene, name.clone(), sentence).filter(|who| {
        let is_short = tokens[end - 1].is_any(&["min", "dept", "govt"]) && tokens[end - 1].is_capital();
        is_plain && (who.kind.can_count() || is_short && name.len() > 1)
    })?;
    Some(SpeechMark::phrase(sentence, cut..end, who, SpeechReach::Back))
}

/// "(source: Oskby Clinic)", "(Civil Defence)".
pub(super) fn bracket(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let tokens = &scene.pages.tokens;
    let opens = tokens[at].is_mark('(') || tokens[at].is_mark('[');
    let has_label = scene.is(at + 1, &["source", "sources", "via", "per", "src"]);
    if !opens || at == range.start {
        return None;
    }
    let close =
        (at..(at + 14).min(range.end)).find(|at| tokens[*at].is_mark(')') || tokens[*at].is_mark(']'))?;
    let start = at + 1 + usize::from(has_label) + usize::from(has_label && tokens[at + 2].is_mark(':'));
    // "(Ministry of Works, 18.11.2025)": the day behind the comma is when it was said.
    let comma = (start..close).find(|at| {
        scene.is_comma(*at) && scene.calendar.covering(at + 1).is_some_and(|day| day.tokens.end == close)
    });
    let name = start..comma.unwrap_or(close);
    let is_plain = !name.is_empty() && name.clone().all(|at| !scene.ends_name(at) || scene.is_comma(at));
    let who = named(scene, name.clone(), sentence).filter(|_| is_plain)?;
    // A short form behind a name is no source.
    let behind_name = tokens[at - 1].is_word() && scene.is_name_word(at - 1, sentence);
    let is_source = who.kind == SpeakerKind::Body
        && scene.is_name_word(start, sentence)
        && !behind_name
        && scene.calendar.within(&name).is_empty();
    (has_label || is_source).then(|| SpeechMark::phrase(sentence, at..close + 1, who, SpeechReach::Both))
}

/// `@CivilDefence` at the end of a post, or before a colon.
pub(super) fn handle(
    scene: &SpeechScene<'_, '_>,
    at: usize,
    range: &Range<usize>,
    sentence: usize,
) -> Option<SpeechMark> {
    let tokens = &scene.pages.tokens;
    let name_end = (at + 1..range.end)
        .take_while(|next| {
            tokens[*next].is_glued
                && (tokens[*next].is_word() || tokens[*next].is_numeral() || tokens[*next].is_mark('_'))
        })
        .last()
        .map_or(at, |last| last + 1);
    if !tokens[at].is_mark('@') || name_end <= at + 1 {
        return None;
    }
    let is_relay = at > range.start && scene.is(at - 1, &["via", "h", "t", "ht", "by"]);
    let ends = (name_end..range.end).all(|at| !tokens[at].is_word() || tokens[at].is_glued)
        || tokens.get(name_end).is_some_and(|token| token.is_mark(':'));
    if !ends || is_relay {
        return None;
    }
    let text: String = tokens[at..name_end].iter().map(|token| token.text).collect();
    let who = Speaker {
        head: text.to_lowercase(),
        authority: text,
        speaker: None,
        kind: SpeakerKind::Body,
        points_back: false,
    };
    Some(SpeechMark::phrase(sentence, at..name_end, who, SpeechReach::Both))
}
