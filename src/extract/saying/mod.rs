//! Who says a number, who spoke for them, and who passed it on (`docs/rules.md`, "Who says it").

mod ahead;
mod attribution;
mod gather;
mod labels;
mod lists;
mod names;
mod phrases;
mod reach;
mod scene;
mod subject;
mod verbs;

use std::ops::Range;

use super::calendar::Calendar;
use super::layout::Pages;
use super::mention::Mention;
use super::token::TextToken;
use super::{FoundDoubt, SaidBy};
use attribution::{SpeechMark, WhoSpeaks};
use lists::LISTS;
use names::{Speaker, SpeakerKind};
use reach::SpeechOf;
use scene::SpeechScene;

/// Who says one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saying {
    pub said: SaidBy,
    /// Doubts that follow from who speaks: a party about the other side, a witness.
    pub doubts: Vec<FoundDoubt>,
}

/// Who says the numbers of a text.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    /// Of each mention, in their order.
    pub of: Vec<Saying>,
    /// The words that say who speaks, in the order of the text.
    pub words: Vec<SayingWords>,
}

/// Words that say who speaks.
#[derive(Clone, Debug)]
pub(super) struct SayingWords {
    pub tokens: Range<usize>,
    /// The verb of saying; `None` for "according to" and the like.
    pub verb: Option<usize>,
    /// Whether the verb gives or changes a count, so that a day behind its object is the day of saying.
    pub changes_count: bool,
    /// Who denies by these words; `None` where they deny nothing.
    pub denied_by: Option<SaidBy>,
}

/// Reads who says each of the mentions. A part whose own words name nobody is said by who says the whole.
///
/// Takes time in proportion to the text.
pub(super) fn sayings(pages: &Pages<'_>, mentions: &[Mention], calendar: &Calendar) -> Sayings {
    let scene = SpeechScene::new(pages, calendar, mentions);
    let attributions = gather::attributions(&scene);
    let reached = SpeechOf::new(&scene, &attributions);
    let mut of: Vec<Saying> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let saying = match reached.of(mention) {
            Some(said_by) => Saying {
                doubts: doubts(&scene, &reached, mention, &said_by.named),
                said: SaidBy {
                    authority: Some(said_by.named.authority),
                    speaker: said_by.named.speaker,
                    via: said_by.via,
                },
            },
            None => mention.part_of.and_then(|whole| of.get(whole)).cloned().unwrap_or_default(),
        };
        of.push(saying);
    }
    Sayings { of, words: attributions.iter().map(|found| words(&scene, found)).collect() }
}

fn words(scene: &SpeechScene<'_, '_>, found: &SpeechMark) -> SayingWords {
    let changes_count = found.verb.and_then(|verb| scene.token(verb)).is_some_and(|verb| {
        LISTS.changing.has(verb)
            || verb.is_any(&[
                "reported",
                "confirmed",
                "announced",
                "reports",
                "confirms",
                "announces",
                "spoke",
                "boasted",
                "acknowledged",
                "admitted",
            ])
    });
    let denied_by = match &found.who {
        WhoSpeaks::Speaker(named) if found.denies => Some(SaidBy {
            authority: Some(named.authority.clone()),
            speaker: named.speaker.clone(),
            via: found.via.clone(),
        }),
        _ => None,
    };
    SayingWords { tokens: found.tokens.clone(), verb: found.verb, changes_count, denied_by }
}

/// Offices whose holders give a count that is more than what they saw themselves.
const OFFICES: &[&str] = &[
    "official",
    "officials",
    "mayor",
    "governor",
    "minister",
    "prefect",
    "coroner",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "commander",
    "director",
    "commissioner",
    "secretary",
    "president",
    "inspector",
    "superintendent",
];

fn doubts(
    scene: &SpeechScene<'_, '_>,
    reached: &SpeechOf<'_, '_>,
    mention: &Mention,
    named: &Speaker,
) -> Vec<FoundDoubt> {
    let mut doubts = Vec::new();
    // "We have recovered nine bodies", the mayor said: an office counts for more than itself.
    let is_office = named.kind == SpeakerKind::Body || OFFICES.contains(&named.head.as_str());
    if LISTS.witnesses.has_word(&named.head) || reached.is_own_sight(mention) && !is_office {
        doubts.push(FoundDoubt::Witness);
    }
    let is_armed = named.authority.to_lowercase().split_whitespace().any(|word| LISTS.armed.has_word(word));
    if is_armed && speaks_of_others(scene, mention, named) {
        doubts.push(FoundDoubt::OtherSide);
    }
    doubts
}

/// Whether the people of a number are of the other side: fighters, and nothing says that they are its own.
fn speaks_of_others(scene: &SpeechScene<'_, '_>, mention: &Mention, named: &Speaker) -> bool {
    let own = ["its", "their", "our", "own", "lost", "loss", "losses", "ranks"];
    let is_own = mention.clause.clone().any(|at| scene.is(at, &own))
        && !mention.clause.clone().any(|at| {
            scene.is(at, &["enemy", "its", "their"])
                && scene.is(at + 1, &["enemies", "raid", "strike", "forces", "troops", "fighters"])
                && (scene.is(at + 2, &["killed"])
                    || scene.is(at + 2, &["had"]) && !scene.is(at + 3, &["been"]))
        });
    let is_regular =
        ["army", "military", "staff", "defence", "defense", "navy", "command"].contains(&&*named.head);
    let is_soldier = ["soldiers", "troops", "conscripts"].contains(&mention.group.as_str());
    LISTS.other_sides.has_word(&mention.group) && !is_own && !(is_regular && is_soldier)
}

/// Whether a word heads a part of a report or names what is counted, and is no name: `Update`, `Killed`.
pub(super) fn is_heading_word(token: &TextToken<'_>) -> bool {
    LISTS.labels.has(token)
}

/// Whether a noun is one of those who speak and count: `ministry`, `mayor`.
pub(super) fn is_speaker_noun(token: &TextToken<'_>) -> bool {
    LISTS.bodies.has(token) || LISTS.persons.has(token)
}

#[cfg(test)]
mod tests;
