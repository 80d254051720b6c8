//! Names of who speaks: who they are, without articles and descriptions, and who spoke for a body.

use std::ops::Range;

use super::super::token::{Casing, is_dash};
use super::lists::LISTS;
use super::scene::{SpeechScene, trimmed};

/// Who speaks, as a text names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    pub authority: String,
    pub speaker: Option<String>,
    pub kind: SpeakerKind,
    /// The word that says what they are, in lower case: `bureau`, `mayor`.
    pub head: String,
    /// Whether the name is one word or description that may point back: "the bureau".
    pub points_back: bool,
}

/// What sort of speaker a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpeakerKind {
    /// A body, an office.
    Body,
    /// One person.
    Person,
    /// Several persons.
    People,
    /// A name, or a noun in no list.
    Other,
    /// A document: "the report". Whoever wrote it is the authority.
    Document,
}

impl SpeakerKind {
    /// Whether it can count, and not only be named beside a count.
    pub fn can_count(self) -> bool {
        matches!(self, SpeakerKind::Body | SpeakerKind::Person | SpeakerKind::People)
    }
}

/// Nouns of places that own a body without telling which: "the town's health office".
const PLACE_OWNERS: &[&str] = &[
    "town",
    "city",
    "country",
    "region",
    "village",
    "island",
    "district",
    "province",
    "state",
    "nation",
    "area",
    "county",
    "capital",
    "territory",
    "camp",
    "republic",
    "kingdom",
    "governorate",
    "municipality",
    "enclave",
];

/// Words of bodies that are too weak alone to be who counts: "fire chief".
const WEAK_BODIES: &[&str] = &[
    "fire",
    "rescue",
    "district",
    "state",
    "aid",
    "protection",
    "civil",
    "port",
    "house",
    "post",
    "room",
    "line",
    "section",
    "unit",
];

/// Reads the name of who speaks from some tokens; `None` where they name nobody.
pub(super) fn named(scene: &SpeechScene<'_, '_>, range: Range<usize>, sentence: usize) -> Option<Speaker> {
    let range = core(scene, range, sentence)?;
    if let Some(named) = owned(scene, &range, sentence) {
        return named;
    }
    if let Some(named) = with_preposition(scene, &range, sentence) {
        return named;
    }
    if let Some(named) = with_role(scene, &range, sentence) {
        return Some(named);
    }
    let is_described = range.start > 0 && LISTS.descriptive.has(&scene.pages.tokens[range.start - 1]);
    let found = whole(scene, range, sentence)?;
    let is_body = is_described && found.kind == SpeakerKind::Other;
    Some(if is_body { Speaker { kind: SpeakerKind::Body, ..found } } else { found })
}

/// The tokens without articles, times, brackets and descriptions.
fn core(scene: &SpeechScene<'_, '_>, range: Range<usize>, sentence: usize) -> Option<Range<usize>> {
    let outside = |at: usize| {
        let Some(token) = scene.token(at) else { return true };
        // "17:40 The mayor": the minutes are no part of the name.
        let is_number =
            token.is_numeral() && !scene.token(at + 1).is_some_and(|next| next.is_glued && next.is_word());
        if is_number && at < range.start + 3 {
            return true;
        }
        let is_mark = !token.is_word() && !token.is_numeral() && !token.is_mark('@');
        is_mark && !(token.is_mark_of(|c| c == '\'' || c == '\u{2019}') && at > range.start)
            || scene.is_article(at)
            || !(scene.is_name_word(at, sentence) && at > range.start)
                && token.is_any(&[
                    "that",
                    "this",
                    "these",
                    "those",
                    "some",
                    "and",
                    "but",
                    "as",
                    "while",
                    "so-called",
                    "many",
                    "most",
                    "other",
                    "even",
                    "then",
                    "now",
                    "also",
                    "later",
                    "meanwhile",
                    "however",
                    "separately",
                    "elsewhere",
                    "instead",
                ])
    };
    let mut found = trimmed(range.clone(), outside);
    // A bracket behind a name, with its short form, is left out with what follows.
    if let Some(open) = found.clone().find(|at| scene.token(*at).is_some_and(|token| token.is_mark('('))) {
        found.end = open;
    }
    found = trimmed(found, outside);
    while let Some(end) = description_end(scene, &found) {
        found.start = end;
        found = trimmed(found, |at| scene.is_article(at));
    }
    if scene.is(found.start, &["self", "so"]) && found.len() > 3 {
        let behind = (found.start..found.end).find(|at| LISTS.descriptions.has(&scene.pages.tokens[*at]))?;
        found.start = behind + 1;
    }
    if let Some(name) = described_name(scene, &found, sentence) {
        found = name;
    }
    (!found.is_empty()).then_some(found)
}

/// Behind a description such as `rebel-held`, with which a name begins and goes on.
fn description_end(scene: &SpeechScene<'_, '_>, range: &Range<usize>) -> Option<usize> {
    let ends = range.clone().filter(|at| {
        let token = &scene.pages.tokens[*at];
        let dash = at.checked_sub(1).and_then(|before| scene.token(before));
        LISTS.descriptions.has(token)
            && dash.is_some_and(|dash| dash.is_mark_of(is_dash) && dash.is_glued)
            && token.is_glued
    });
    let end = ends.take_while(|at| *at < range.start + 6).next()? + 1;
    (end < range.end).then_some(end)
}

/// The name behind a noun of what somebody is: `monitoring group Airwatch`.
fn described_name(
    scene: &SpeechScene<'_, '_>,
    range: &Range<usize>,
    sentence: usize,
) -> Option<Range<usize>> {
    let tokens = &scene.pages.tokens;
    let first_capital = (range.start + 1..range.end).find(|at| scene.is_name_word(*at, sentence))?;
    let before = &tokens[first_capital - 1];
    let all_lower =
        (range.start + 1..first_capital).all(|at| !scene.is_name_word(at, sentence) && !scene.is_inside(at));
    let is_name = (first_capital..range.end)
        .all(|at| !scene.is_inside(at) || scene.is(at, &["of", "for", "in", "on", "without"]));
    (LISTS.descriptive.has(before) && all_lower && is_name).then_some(first_capital..range.end)
}

/// "The bureau's deputy head", "the town's health office", "the ministry's figures".
fn owned(scene: &SpeechScene<'_, '_>, range: &Range<usize>, sentence: usize) -> Option<Option<Speaker>> {
    let tokens = &scene.pages.tokens;
    let at = range.clone().rev().find(|at| {
        let token = &tokens[*at];
        token.is("'s")
            || (token.is_mark_of(|c| c == '\'' || c == '\u{2019}')
                && token.is_glued
                && *at > range.start
                && tokens[at - 1].folded.ends_with('s'))
    })?;
    let (owner, thing) = (range.start..at, at + 1..range.end);
    if owner.is_empty() || thing.is_empty() {
        return Some(whole(scene, owner, sentence));
    }
    let last_of_owner = &tokens[owner.end - 1];
    if last_of_owner.is_any(PLACE_OWNERS) && !scene.is_name_word(owner.end - 1, sentence) {
        return Some(named(scene, thing, sentence));
    }
    let head = head_of(scene, &thing);
    if LISTS.documents.has(&tokens[head]) {
        return Some(named(scene, owner, sentence));
    }
    let owner_kind = kind(scene, &owner, sentence);
    if LISTS.spokespersons.has(&tokens[head]) && matches!(owner_kind, SpeakerKind::Body) {
        let mut found = named(scene, owner, sentence)?;
        found.speaker = Some(print(scene, thing));
        found.kind = SpeakerKind::Body;
        return Some(Some(found));
    }
    None
}

/// "A spokesman for the ministry", "figures from the ministry", "officials in the capital".
fn with_preposition(
    scene: &SpeechScene<'_, '_>,
    range: &Range<usize>,
    sentence: usize,
) -> Option<Option<Speaker>> {
    let tokens = &scene.pages.tokens;
    let joint = (range.start + 1..range.end).find(|at| scene.is_inside(*at))?;
    let (left, right) = (range.start..joint, joint + 1..range.end);
    let head = &tokens[left.end - 1];
    if right.is_empty() {
        return Some(whole(scene, left, sentence));
    }
    if LISTS.documents.has(head) && !scene.is_name_word(left.end - 1, sentence) {
        if tokens[joint].is_any(&["from", "by", "of", "for", "at"]) {
            let writer = named(scene, right, sentence).filter(|writer| writer.kind != SpeakerKind::Document);
            return Some(writer.or_else(|| named(scene, left, sentence)));
        }
        return Some(named(scene, left, sentence));
    }
    let speaks_for = LISTS.spokespersons.has(head)
        || (left.len() > 1
            && LISTS.spokespersons.has(&tokens[left.start])
            && left.len() <= 3
            && LISTS.persons.has(head)
            && !head.folded.ends_with('s'));
    const RANKS: &[&str] = &[
        "captain",
        "colonel",
        "major",
        "lieutenant",
        "sergeant",
        "inspector",
        "superintendent",
        "corporal",
        "commander",
        "general",
        "brigadier",
        "admiral",
        "commodore",
        "constable",
        "capt",
        "col",
        "maj",
        "lt",
        "sgt",
        "insp",
        "supt",
    ];
    // "Captain Jan Orsk of the coastguard".
    let has_rank = left.len() > 1
        && tokens[left.start].is_any(RANKS)
        && scene.is_name_word(left.end - 1, sentence)
        && tokens[joint].is_any(&["of", "from", "with"]);
    if has_rank && kind(scene, &right, sentence) == SpeakerKind::Body {
        let found = named(scene, right, sentence)?;
        return Some(Some(Speaker { speaker: Some(print(scene, left)), ..found }));
    }
    let is_office_of_place =
        tokens[joint].is("of") && head.is_any(&["president", "leader", "chair", "commander", "general"]);
    if speaks_for && !is_office_of_place && kind(scene, &right, sentence) == SpeakerKind::Body {
        let mut found = named(scene, right, sentence)?;
        found.speaker = Some(print(scene, left));
        return Some(Some(found));
    }
    None
}

/// "Police spokesman Jan Orsk", "hospital director".
fn with_role(scene: &SpeechScene<'_, '_>, range: &Range<usize>, sentence: usize) -> Option<Speaker> {
    let tokens = &scene.pages.tokens;
    if scene.is(range.start, &["its", "their", "his", "her", "our"]) {
        let role = whole(scene, range.start + 1..range.end, sentence)?;
        let owner =
            body_behind(scene, range.start, sentence).filter(|_| LISTS.spokespersons.has_word(&role.head));
        return Some(match owner {
            Some(owner) => Speaker { speaker: Some(role.authority), ..owner },
            None => Speaker { points_back: true, ..role },
        });
    }
    if range.clone().any(|at| scene.is_inside(at)) {
        return None;
    }
    let role = (range.start + 1..range.end).find(|at| LISTS.spokespersons.has(&tokens[*at]))?;
    let body = range.start..role;
    let last = &tokens[role - 1];
    let is_body = LISTS.bodies.has(last) && !last.is_any(WEAK_BODIES);
    let is_acronym = last.casing == Casing::Upper && !scene.is_upper(sentence);
    if !is_body && !is_acronym {
        return None;
    }
    let mut found = whole(scene, body, sentence)?;
    found.speaker = Some(print(scene, role..range.end));
    found.kind = SpeakerKind::Body;
    Some(found)
}

/// The body that a sentence names last before "its": "had passed through the field hospital, its director said".
fn body_behind(scene: &SpeechScene<'_, '_>, pronoun: usize, sentence: usize) -> Option<Speaker> {
    let first = scene.pages.sentences.get(sentence)?.tokens.start;
    let tokens = &scene.pages.tokens;
    let is_body = |at: &usize| LISTS.bodies.has(&tokens[*at]) && !tokens[*at].is_any(WEAK_BODIES);
    let head = (first..pronoun).rev().find(is_body)?;
    let starts = (first..head)
        .rev()
        .take_while(|at| !scene.ends_name(*at) && !scene.is_inside(*at) && !scene.is_article(*at));
    whole(scene, starts.last().unwrap_or(head)..head + 1, sentence)
}

/// The name as it stands.
fn whole(scene: &SpeechScene<'_, '_>, range: Range<usize>, sentence: usize) -> Option<Speaker> {
    let tokens = &scene.pages.tokens;
    let mut range = trimmed(range, |at| {
        scene.is_article(at)
            || (scene
                .token(at)
                .is_some_and(|token| !token.is_word() && !token.is_numeral() && !token.is_mark('@'))
                && !scene.is(at, &["'"]))
    });
    while range.len() > 1 && scene.is(range.start, &["its", "their", "his", "her", "our"]) {
        range.start += 1;
    }
    let mut kind_found = kind(scene, &range, sentence);
    if kind_found == SpeakerKind::Document {
        // "UN figures": who wrote them stands before; "official figures" tell nobody.
        let is_document = |at: usize| LISTS.documents.has(&tokens[at]) || LISTS.empty.has(&tokens[at]);
        let writer = trimmed(range.clone(), is_document);
        if !writer.is_empty() && kind(scene, &writer, sentence) != SpeakerKind::Document {
            range = writer;
            kind_found = kind(scene, &range, sentence);
            if kind_found == SpeakerKind::Other && !scene.is_name_word(range.end - 1, sentence) {
                kind_found = SpeakerKind::Document;
            }
        }
    }
    let last = range.clone().next_back()?;
    let head = head_of(scene, &range);
    let words = range.len();
    let is_bare = words == 1 && tokens[last].is_word();
    Some(Speaker {
        authority: print(scene, range.clone()),
        speaker: None,
        kind: kind_found,
        head: tokens[head].folded.to_string(),
        points_back: is_bare,
    })
}

/// What sort of speaker some tokens name.
pub(super) fn kind(scene: &SpeechScene<'_, '_>, range: &Range<usize>, sentence: usize) -> SpeakerKind {
    let tokens = &scene.pages.tokens;
    if range.is_empty() {
        return SpeakerKind::Other;
    }
    let head = head_of(scene, range);
    let token = &tokens[head];
    let is_plural = token.folded.ends_with('s')
        || token.folded.ends_with("men")
        || token.is_any(&["people", "police", "spokespeople", "staff"]);
    if LISTS.documents.has(token) && !scene.is_name_word(head, sentence) {
        // "The lake register said": a register with its name speaks for those who keep it.
        let is_kept = token.is_any(&["register", "registry"]) && head > range.start;
        if is_kept && !LISTS.empty.has(&tokens[head - 1]) && !scene.is(head - 1, &["'s", "'", "\u{2019}"]) {
            return SpeakerKind::Body;
        }
        return SpeakerKind::Document;
    }
    if LISTS.persons.has(token) {
        return if is_plural { SpeakerKind::People } else { SpeakerKind::Person };
    }
    if LISTS.bodies.has(token) {
        return SpeakerKind::Body;
    }
    let is_acronym =
        token.casing == Casing::Upper && !scene.is_upper(sentence) && (2..=8).contains(&token.text.len());
    if is_acronym {
        return SpeakerKind::Body;
    }
    let words = || range.clone().filter(|at| tokens[*at].is_word());
    if words().any(|at| scene.is_name_word(at, sentence) && LISTS.bodies.has(&tokens[at])) {
        return SpeakerKind::Body;
    }
    if words().any(|at| LISTS.persons.has(&tokens[at])) {
        return SpeakerKind::Person;
    }
    let is_lower = !scene.is_name_word(head, sentence);
    if is_lower && is_agent(&token.folded) { SpeakerKind::People } else { SpeakerKind::Other }
}

/// Whether a noun in no list has the ending of several people who do something: `hydrologists`.
fn is_agent(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ists", "men", "ians", "ors", "ers", "ants"];
    word.len() > 6 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !LISTS.no_agents.has_word(word)
}

/// The word that says what they are: the last one before a preposition.
fn head_of(scene: &SpeechScene<'_, '_>, range: &Range<usize>) -> usize {
    let joint = (range.start + 1..range.end).find(|at| scene.is_inside(*at)).unwrap_or(range.end);
    let words =
        (range.start..joint).rev().find(|at| scene.pages.tokens[*at].is_word() && !scene.is(*at, &["'s"]));
    words.unwrap_or(range.start)
}

/// The tokens as printed, in one line, without an article before them.
pub(super) fn print(scene: &SpeechScene<'_, '_>, range: Range<usize>) -> String {
    let range = trimmed(range, |at| scene.is_article(at));
    let printed = scene.pages.printed(range);
    printed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| matches!(c, ',' | '"' | '\u{201c}' | '\u{201d}'))
        .to_owned()
}
