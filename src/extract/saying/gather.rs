//! All attributions of a text, with whom each word such as "it" points back to.

use super::ahead::name_ahead;
use super::attribution::{BackTo, SpeechMark, SpeechReach, WhoSpeaks};
use super::lists::LISTS;
use super::names::{Speaker, SpeakerKind, named};
use super::phrases::{by_phrases, quoted_source, short_clauses};
use super::scene::SpeechScene;
use super::verbs::by_verbs;

/// Finds the attributions of a text, in the order of their sentences and words; all names are resolved.
pub(super) fn attributions(scene: &SpeechScene<'_, '_>) -> Vec<SpeechMark> {
    let mut found: Vec<SpeechMark> = Vec::new();
    let mut memory = SpokenBefore::default();
    for sentence in 0..scene.pages.sentences.len() {
        let mut here = Vec::new();
        by_verbs(scene, sentence, &mut here);
        by_phrases(scene, sentence, &mut here);
        short_clauses(scene, sentence, &mut here);
        relay(scene, sentence, &mut here);
        quoted_by(&mut here, scene);
        here.sort_by_key(|attribution| (attribution.tokens.start, attribution.tokens.end));
        let block = scene.pages.sentences[sentence].block;
        for mut attribution in here {
            let start = attribution.tokens.start;
            if let WhoSpeaks::Back(BackTo::Thing) = attribution.who
                && let Some(body) = body_before(scene, sentence, start)
            {
                attribution.who = WhoSpeaks::Speaker(body);
            }
            attribution.who = memory.resolved(attribution.who, block);
            found.push(attribution);
        }
    }
    found
}

/// "Quoted by Radio Oskby, the commander said": the radio passes it on.
fn quoted_by(here: &mut Vec<SpeechMark>, scene: &SpeechScene<'_, '_>) {
    let by = here.iter().position(|mark| {
        let verb = mark.verb.filter(|verb| scene.is(*verb, &["quoted", "cited", "carried", "relayed"]));
        verb.is_some_and(|verb| scene.is(verb + 1, &["by"])) && mark.via.is_none()
    });
    let Some(by) = by.filter(|_| here.len() > 1) else { return };
    let mark = here.remove(by);
    let WhoSpeaks::Speaker(relay) = mark.who else { return };
    let speaks = here.iter_mut().filter(|other| other.verb.is_some() && other.via.is_none());
    if let Some(other) = speaks.min_by_key(|other| other.tokens.start.abs_diff(mark.tokens.start)) {
        other.via = Some(relay.authority);
    }
}

/// The body that a sentence names before "it" as the one that suffered: "cost the army 29 dead, although it".
fn body_before(scene: &SpeechScene<'_, '_>, sentence: usize, pronoun: usize) -> Option<Speaker> {
    let range = scene.pages.sentences.get(sentence)?.tokens.clone();
    let verb = (range.start..pronoun).find(|at| scene.is(*at, &["cost", "costs", "costing"]))?;
    let name = name_ahead(scene, verb + 1, pronoun);
    named(scene, name, sentence).filter(|named| named.kind == SpeakerKind::Body)
}

/// Gives an attribution whose subject quotes somebody the one who is quoted, and the subject as relay.
fn relay(scene: &SpeechScene<'_, '_>, sentence: usize, here: &mut Vec<SpeechMark>) {
    for (tokens, source) in quoted_source(scene, sentence) {
        let is_verb = |attribution: &&mut SpeechMark| attribution.verb.is_some();
        let distance = |attribution: &SpeechMark| {
            let verb = attribution.verb.unwrap_or(attribution.tokens.start);
            if verb < tokens.start { tokens.start - verb } else { verb.saturating_sub(tokens.end) }
        };
        let nearest = here.iter_mut().filter(is_verb).min_by_key(|attribution| distance(attribution));
        match nearest {
            Some(attribution) if attribution.via.is_none() => {
                attribution.via = match &attribution.who {
                    WhoSpeaks::Speaker(relay) => Some(relay.authority.clone()),
                    _ => None,
                };
                attribution.who = WhoSpeaks::Speaker(source);
                attribution.tokens = attribution.tokens.start.min(tokens.start)
                    ..attribution.tokens.end.max(if attribution.tokens.end + 2 >= tokens.start {
                        tokens.end
                    } else {
                        0
                    });
            }
            _ => here.push(SpeechMark {
                sentence,
                tokens,
                verb: None,
                who: WhoSpeaks::Speaker(source),
                via: None,
                reach: SpeechReach::Both,
                denies: false,
            }),
        }
    }
}

/// How many speakers back a pronoun or a short name is looked for.
const SPEAKERS: usize = 40;

/// Who has spoken so far.
#[derive(Default)]
struct SpokenBefore {
    /// In the order of the text, each with its block.
    spoken: Vec<(usize, Speaker)>,
}

impl SpokenBefore {
    /// The last ones, each with its block, from the newest.
    fn last(&self) -> impl Iterator<Item = &(usize, Speaker)> {
        self.spoken.iter().rev().take(SPEAKERS)
    }

    fn resolved(&mut self, who: WhoSpeaks, block: usize) -> WhoSpeaks {
        let named = match who {
            WhoSpeaks::Nobody => return WhoSpeaks::Nobody,
            WhoSpeaks::Back(back) => match self.meant(back, block) {
                Some(named) => named,
                None => return WhoSpeaks::Nobody,
            },
            // "According to the same source".
            WhoSpeaks::Speaker(named) if named.authority.to_lowercase().starts_with("same ") => {
                self.spoken.last().map_or(named, |(_, last)| last.clone())
            }
            WhoSpeaks::Speaker(named) => self.whole(named),
        };
        self.spoken.push((block, named.clone()));
        WhoSpeaks::Speaker(named)
    }

    /// Whom a pronoun means: the last one who fits, of this paragraph first, then of the one before.
    fn meant(&self, back: BackTo, block: usize) -> Option<Speaker> {
        let fits = |named: &Speaker| match back {
            BackTo::Thing => named.kind != SpeakerKind::Person || named.speaker.is_some(),
            BackTo::Person => {
                named.kind == SpeakerKind::Person
                    || named.kind == SpeakerKind::Other
                    || named.speaker.is_some()
            }
            BackTo::Several | BackTo::Same | BackTo::Document => true,
        };
        let near = self.last().take_while(|(of, _)| of + 3 > block);
        let near: Vec<&Speaker> = near.map(|(_, named)| named).collect();
        let several = |named: &&&Speaker| named.kind == SpeakerKind::People;
        let first = if back == BackTo::Several { near.iter().find(several) } else { None };
        let found = first.or_else(|| near.iter().find(|named| fits(named))).or_else(|| near.first())?;
        Some((*found).clone())
    }

    /// The whole name where only a part of it is repeated: "the bureau", "Orsk".
    fn whole(&self, named: Speaker) -> Speaker {
        let words =
            |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let own = words(&named.authority);
        let is_short = own.len() <= 2 || named.points_back;
        if !is_short {
            return named;
        }
        let is_part = |before: &Speaker| {
            let all = words(&before.authority);
            let speaker = before.speaker.as_deref().map(words).unwrap_or_default();
            let in_name = own.len() < all.len() && own.iter().all(|word| all.contains(word));
            let in_speaker = named.points_back && own.iter().all(|word| speaker.contains(word));
            // A short form has the head of the whole name, or is a person's last name.
            let is_office =
                before.kind == SpeakerKind::Person && own.len() == 1 && LISTS.persons.has_word(&own[0]);
            let has_head = in_name
                && (own.contains(&before.head)
                    || is_office
                    || (before.kind == SpeakerKind::Person || before.kind == SpeakerKind::Other)
                        && all.last() == own.last());
            has_head || in_speaker
        };
        let found = self.last().map(|(_, before)| before).find(|before| is_part(before));
        let generic = [
            "group",
            "agency",
            "organisation",
            "organization",
            "body",
            "monitor",
            "charity",
            "official",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "watchdog",
            "force",
            "service",
        ];
        match found {
            Some(before) => {
                Speaker { speaker: named.speaker.or_else(|| before.speaker.clone()), ..before.clone() }
            }
            None if own.len() == 1 && generic.contains(&own[0].as_str()) => {
                let last = self.last().map(|(_, before)| before).find(|before| {
                    before.kind == SpeakerKind::Body
                        || before.kind == SpeakerKind::Person
                        || before.speaker.is_some()
                });
                match last {
                    Some(last) if !LISTS.persons.has_word(&own[0]) || last.kind != SpeakerKind::Person => {
                        last.clone()
                    }
                    _ => named,
                }
            }
            None => named,
        }
    }
}
