//! Attributions by verbs: "the coroner said", "said the coroner", "it added", "counted by".

use std::ops::Range;

use super::super::setting::is_event;
use super::ahead::name_ahead;
use super::attribution::{BackTo, SpeechMark, SpeechReach, WhoSpeaks};
use super::lists::LISTS;
use super::names::{SpeakerKind, named};
use super::scene::SpeechScene;
use super::subject::{SpeechClause, SpeechSubject};

/// Finds the attributions by verbs of a sentence.
pub(super) fn by_verbs(scene: &SpeechScene<'_, '_>, sentence: usize, found: &mut Vec<SpeechMark>) {
    let Some(range) = scene.pages.sentences.get(sentence).map(|found| found.tokens.clone()) else { return };
    let first = found.len();
    let mut at = range.start;
    while at < range.end {
        let token = &scene.pages.tokens[at];
        let is_verb = LISTS.saying.has(token) || LISTS.denying.has(token) || LISTS.quoting.has(token);
        let floor = found[first..].last().map_or(range.start, |last| last.tokens.end.min(at));
        let clause =
            SpeechClause { scene, sentence, range: range.clone(), floor, has_before: found.len() > first };
        let reader = VerbReader { scene, sentence, range: range.clone(), clause };
        let is_name = scene.is(at, &["states"]) && scene.is(at.saturating_sub(1), &["united"]);
        let is_verb = is_verb && !scene.is_behind_dash(at) && !is_name;
        let read = is_verb.then(|| reader.read(at)).flatten();
        at = read.as_ref().map_or(at + 1, |read| read.tokens.end.max(at + 1));
        found.extend(read);
    }
}

struct VerbReader<'a, 't> {
    scene: &'a SpeechScene<'a, 't>,
    sentence: usize,
    range: Range<usize>,
    clause: SpeechClause<'a, 't>,
}

impl VerbReader<'_, '_> {
    fn read(&self, at: usize) -> Option<SpeechMark> {
        let scene = self.scene;
        let token = &scene.pages.tokens[at];
        let before = scene.before_adverbs(at, self.clause.floor);
        let first = if before > self.clause.floor { before - 1 } else { before };
        let is_passive = (first..at).any(|at| LISTS.be.has(&scene.pages.tokens[at]));
        // "Admitted to hospital" says nothing.
        let is_taken_in = token.is_any(&["admitted", "admits", "taken", "given"])
            && (at + 1..at + 6).any(|at| {
                scene.is(at, &["hospital", "hospitals", "clinic", "clinics", "care", "ward", "treatment"])
            });
        let admits = token.is_any(&["admitted", "admits", "admit"])
            && scene.is(
                before.saturating_sub(1),
                &["hospital", "hospitals", "clinic", "clinics", "infirmary", "infirmaries", "wards"],
            );
        if is_taken_in || admits || self.takes_lives(at) {
            return None;
        }
        if scene.is(at + 1, &["by"]) || is_passive {
            return self.passive(at, before, is_passive);
        }
        if (before..at).any(|at| scene.is(at, &["never", "not"])) && !scene.is(at, &["said"]) {
            return None;
        }
        let prev = before.checked_sub(1).filter(|prev| *prev >= self.clause.floor);
        if let Some(modal) = prev.filter(|prev| self.is_reluctant(at, *prev)) {
            let name = self.clause.name_behind(modal)?;
            let start = name.start;
            let who = WhoSpeaks::Speaker(named(scene, name, self.sentence)?);
            return self.attribution(at, SpeechSubject { who, start, is_inverted: false });
        }
        let is_noun = prev.is_some_and(|prev| {
            LISTS.noun_makers.has(&scene.pages.tokens[prev]) && before == at
                || scene.is(prev, &["to", "not", "would", "could", "cannot", "will", "should", "did"])
        });
        if is_noun {
            return None;
        }
        if LISTS.counting.has(token) && !self.counts_something(at) {
            return None;
        }
        if LISTS.quoting.has(token) && !token.folded.ends_with("ing") {
            return self.quotes(at, before);
        }
        if LISTS.quoting.has(token) {
            return None;
        }
        let who = self.clause.subject(at, before, prev)?;
        self.attribution(at, who)
    }

    /// "The fire claimed 23 lives", "nobody claimed responsibility", "television showed pictures": nobody says a number.
    fn takes_lives(&self, at: usize) -> bool {
        const FARTHEST: usize = 7;
        let scene = self.scene;
        let ahead = || at + 1..(at + 1 + FARTHEST).min(self.range.end);
        let claims = scene.is(at, &["claimed", "claims", "claim"]);
        let shows = scene.is(at, &["show", "shows", "showed"]);
        let objects = ["lives", "life", "responsibility", "victims", "credit"];
        let pictures =
            ["pictures", "images", "footage", "video", "videos", "photos", "photographs", "scenes"];
        // "The avalanche claimed nine skiers".
        let subject = at.checked_sub(1 + usize::from(at > 0 && scene.is(at - 1, &["has", "have", "had"])));
        let is_event = subject.and_then(|at| scene.pages.tokens.get(at)).is_some_and(is_event);
        claims && (is_event || ahead().any(|at| scene.is(at, &objects)))
            || shows && ahead().take(3).any(|at| scene.is(at, &pictures))
    }

    /// "Would confirm only four" says four.
    fn is_reluctant(&self, at: usize, prev: usize) -> bool {
        let scene = self.scene;
        scene.is(prev, &["would", "could", "can", "will"])
            && scene.is(at, &["confirm", "say", "acknowledge", "admit", "verify"])
            && (scene.is(at + 1, &["only", "that", "just"]) || scene.number_at(at + 1).is_some())
    }

    /// For verbs that change or give a count, whether a noun of a count or a number is their object.
    fn counts_something(&self, at: usize) -> bool {
        const FARTHEST: usize = 12;
        let scene = self.scene;
        if !LISTS.changing.has(&scene.pages.tokens[at]) {
            return true;
        }
        let mut ahead =
            (at + 1..self.range.end.min(at + 1 + FARTHEST)).take_while(|at| !scene.is(*at, &[";"]));
        ahead.any(|at| {
            LISTS.counts.has(&scene.pages.tokens[at]) && !scene.is(at, &["killed", "lives"])
                || scene.number_at(at).is_some()
        })
    }

    /// "Was confirmed by the ministry", "counted by volunteers", "was quoted as saying by".
    fn passive(&self, at: usize, before: usize, is_passive: bool) -> Option<SpeechMark> {
        const FARTHEST: usize = 8;
        let scene = self.scene;
        let token = &scene.pages.tokens[at];
        if is_passive && LISTS.quoting.has(token) && scene.is(at + 1, &["as"]) {
            let subject = (before..at).find(|at| LISTS.be.has(&scene.pages.tokens[*at]))?;
            let range = self.clause.name_behind(subject)?;
            let who = WhoSpeaks::Speaker(named(scene, range.clone(), self.sentence)?);
            let mut attribution =
                self.attribution(at + 2, SpeechSubject { who, start: range.start, is_inverted: false })?;
            let by = (at + 1..self.range.end.min(at + 6)).find(|at| scene.is(*at, &["by"]));
            if let Some(by) = by.filter(|by| scene.number_at(by + 1).is_none()) {
                let name = name_ahead(scene, by + 1, self.range.end);
                attribution.via = named(scene, name.clone(), self.sentence).map(|named| named.authority);
                attribution.tokens.end = name.end;
            }
            return Some(attribution);
        }
        if !is_passive && scene.is(at, &["quoted", "cited"]) {
            return self.quoted_speaker(at, before);
        }
        let is_change = LISTS.changing.has(token);
        let last = if is_passive && is_change { self.range.end.min(at + 1 + FARTHEST) } else { at + 2 };
        let by = (at + 1..last).find(|at| scene.is(*at, &["by"]) && scene.number_at(at + 1).is_none())?;
        let name = name_ahead(scene, by + 1, self.range.end);
        let who = named(scene, name.clone(), self.sentence)?;
        let is_sure = who.kind.can_count()
            || (!LISTS.counting.has(token) && scene.is_name_word(name.end.saturating_sub(1), self.sentence));
        if !is_sure {
            return None;
        }
        let who = if who.kind == SpeakerKind::Document {
            WhoSpeaks::Back(BackTo::Document)
        } else {
            WhoSpeaks::Speaker(who)
        };
        Some(SpeechMark {
            sentence: self.sentence,
            tokens: at..name.end.max(at + 1),
            verb: Some(at),
            who,
            via: None,
            reach: SpeechReach::Both,
            denies: LISTS.denying.has(token),
        })
    }

    /// "An aid worker quoted by Radio Oskby said"; without a verb of saying behind it, the one who quotes.
    fn quoted_speaker(&self, at: usize, before: usize) -> Option<SpeechMark> {
        let scene = self.scene;
        let name = name_ahead(scene, at + 2, self.range.end);
        let relay = named(scene, name.clone(), self.sentence)?;
        let is_sure = relay.kind.can_count() || scene.is_name_word(name.end - 1, self.sentence);
        let verb = name.end + usize::from(scene.is_comma(name.end));
        let end = before - usize::from(before > self.clause.floor && scene.is_comma(before - 1));
        let range = self.clause.name_behind(end);
        let says = scene.token(verb).is_some_and(|token| LISTS.saying.has(token)) && verb < self.range.end;
        let speaker =
            range.filter(|_| says).and_then(|range| Some((range.start, named(scene, range, self.sentence)?)));
        let (tokens, who, via) = match speaker {
            // "Cited by police as an accident" gives no number.
            _ if !is_sure || scene.is(name.end, &["as"]) => return None,
            Some((start, who)) => (start..verb + 1, who, Some(relay.authority)),
            None => (at..name.end.max(at + 1), relay, None),
        };
        let reach = match via {
            Some(_) => self.reach(tokens.start, tokens.end, false),
            None => SpeechReach::Both,
        };
        let verb = if via.is_some() { verb } else { at };
        let who = WhoSpeaks::Speaker(who);
        Some(SpeechMark { sentence: self.sentence, tokens, verb: Some(verb), who, via, reach, denies: false })
    }

    /// "The radio quoted the mayor as saying".
    fn quotes(&self, at: usize, before: usize) -> Option<SpeechMark> {
        let scene = self.scene;
        let name = name_ahead(scene, at + 1, self.range.end);
        let says = scene.is(name.end, &["as"])
            && scene.is(name.end + 1, &["saying", "telling", "reporting", "putting", "giving"]);
        let relay = self.clause.name_behind(before).and_then(|range| named(scene, range, self.sentence));
        let who = named(scene, name.clone(), self.sentence)?;
        if !says && relay.is_none() {
            return None;
        }
        let tokens = before.saturating_sub(1).max(self.clause.floor)..name.end + if says { 2 } else { 0 };
        let via = relay.filter(|relay| relay.kind != SpeakerKind::Document).map(|relay| relay.authority);
        let reach = if at + 2 > self.range.end { SpeechReach::Back } else { SpeechReach::Ahead };
        Some(SpeechMark {
            sentence: self.sentence,
            tokens,
            verb: Some(at),
            who: WhoSpeaks::Speaker(who),
            via,
            reach,
            denies: false,
        })
    }

    fn attribution(&self, at: usize, subject: SpeechSubject) -> Option<SpeechMark> {
        let scene = self.scene;
        let (end, via) =
            if subject.is_inverted { (subject.start.max(at + 1), None) } else { self.adjuncts(at) };
        let start = if subject.is_inverted { at } else { subject.start.min(at) };
        let end = if subject.is_inverted { self.clause.behind_dates(end) } else { end };
        let reach = if subject.is_inverted && at > self.range.start + 1 {
            SpeechReach::Back
        } else {
            self.reach(start, end, scene.is(at, &["told", "tells"]))
        };
        let denies = LISTS.denying.has(&scene.pages.tokens[at]);
        let who = subject.who;
        Some(SpeechMark {
            sentence: self.sentence,
            tokens: start..end,
            verb: Some(at),
            who,
            via,
            reach,
            denies,
        })
    }

    /// Whether the words reach back: they end a clause, and something stands before them.
    fn reach(&self, start: usize, end: usize, _is_told: bool) -> SpeechReach {
        let scene = self.scene;
        let lead = scene.calendar.covering(start.saturating_sub(1)).map_or(start, |day| day.lead);
        let lead = lead.max(self.range.start);
        let has_before = lead > self.range.start + 1
            && (scene.is_break(lead - 1) || scene.is(lead - 1, &["and", "but", "as", "while"]));
        let ends = end >= self.range.end
            || scene.is_break(end)
            || scene.token(end).is_some_and(|token| token.is_mark('.'))
            || scene.is(
                end,
                &[
                    "as",
                    "while",
                    "after",
                    "when",
                    "and",
                    "but",
                    "because",
                    "since",
                    "before",
                    "following",
                    "amid",
                    "in",
                    "at",
                    "who",
                    "which",
                    "although",
                    "though",
                    "without",
                ],
            );
        let opens = scene.token(end).is_some_and(|token| token.is_mark(':'))
            || (scene.is_comma(end) && scene.is_quote(end + 1));
        if has_before && ends && !opens { SpeechReach::Back } else { SpeechReach::Ahead }
    }

    /// Behind what goes with a verb: adverbs, days, "in a statement", "reporters"; and who was told.
    fn adjuncts(&self, at: usize) -> (usize, Option<String>) {
        let scene = self.scene;
        let mut end = at + 1;
        let mut via = None;
        if scene.is(at, &["told", "tells", "telling", "informed", "briefed", "assured"]) {
            let name = name_ahead(scene, end, self.range.end);
            if !name.is_empty() && !scene.is_inside(end) {
                let is_named = name.clone().any(|at| scene.is_name_word(at, self.sentence));
                let is_hearer =
                    !is_named && name.clone().any(|at| LISTS.hearers.has(&scene.pages.tokens[at]));
                via = named(scene, name.clone(), self.sentence)
                    .filter(|_| !is_hearer)
                    .map(|named| named.authority);
                end = name.end;
            }
        }
        while end < self.range.end {
            let dated = self.clause.behind_dates(end);
            if dated > end {
                end = dated;
            } else if LISTS.adverbs.has(&scene.pages.tokens[end]) {
                end += 1;
            } else if let Some(behind) = self.occasion(end) {
                end = behind;
            } else {
                break;
            }
        }
        (end, via)
    }

    /// Behind "in a statement", "at a news conference", "on Telegram", "to reporters".
    fn occasion(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if !scene.is(at, &["in", "on", "at", "to", "via", "through", "by", "during", "over"]) {
            return None;
        }
        let mut found = None;
        for ahead in at + 1..(at + 8).min(self.range.end) {
            if scene.number_at(ahead).is_some()
                || scene.is_break(ahead)
                || scene.is(ahead, &["that", "the", "who"]) && ahead > at + 1
            {
                break;
            }
            if LISTS.occasions.has(&scene.pages.tokens[ahead]) {
                found = Some(ahead + 1);
            }
        }
        let end = found?;
        let has_verb = scene.is(end, &["published", "released", "issued", "carried", "posted", "broadcast"]);
        let end = self.clause.behind_dates(end + usize::from(has_verb));
        Some(end)
    }
}
