//! The subject of a verb of saying: before it, behind it, over what stands between commas.

use std::ops::Range;

use super::ahead::name_ahead;
use super::attribution::{BackTo, WhoSpeaks};
use super::lists::LISTS;
use super::names::{Speaker, SpeakerKind, named};
use super::scene::SpeechScene;

/// The subject of a verb.
pub(super) struct SpeechSubject {
    pub who: WhoSpeaks,
    /// Where its words start; where it stands behind the verb, where they end.
    pub start: usize,
    pub is_inverted: bool,
}

/// A sentence as the reader of a verb's subject sees it.
pub(super) struct SpeechClause<'a, 't> {
    pub scene: &'a SpeechScene<'a, 't>,
    pub sentence: usize,
    pub range: Range<usize>,
    /// Where the attribution before this one ends.
    pub floor: usize,
    /// Whether the sentence has an attribution before this one.
    pub has_before: bool,
}

impl SpeechClause<'_, '_> {
    pub fn subject(&self, at: usize, before: usize, prev: Option<usize>) -> Option<SpeechSubject> {
        let scene = self.scene;
        let is_ing = scene.word(at).ends_with("ing");
        let Some(prev) = prev else { return self.inverted(at).or_else(|| self.same(at, is_ing)) };
        let token = &scene.pages.tokens[prev];
        if LISTS.pronouns.has(token) {
            return self.pronoun(at, prev);
        }
        if scene.is_comma(prev) && !is_ing {
            return self
                .over_parenthesis(at, prev)
                .or_else(|| self.inverted(at))
                .or_else(|| self.same(at, true).filter(|_| self.has_before));
        }
        let closes = scene.token(prev).is_some_and(|token| token.is_mark(')'));
        if scene.is_break(prev) && !closes {
            return if is_ing { self.same(at, true) } else { self.inverted(at) };
        }
        if scene.is(prev, &["and", "but", "or", "then"]) {
            return self.same(at, true);
        }
        let range = self.name_behind(before);
        let is_sure = !LISTS.counting.has(&scene.pages.tokens[at]) && scene.number_at(prev).is_none();
        let range = range.or_else(|| self.before_relative(before));
        let Some(range) = range else { return self.inverted(at).filter(|_| is_sure && !is_ing) };
        // "A shepherd who lives there said".
        let is_relative = range.start > self.floor && scene.is(range.start - 1, &["who"]);
        let range = if is_relative {
            let end = range.start - 1;
            self.name_behind(end - usize::from(end > self.floor && scene.is_comma(end - 1)))?
        } else {
            range
        };
        let start = range.start;
        // "She said her office had counted": the office is hers.
        let is_own = scene.is(range.start, &["its", "his", "her", "their", "our"]) && self.has_before;
        let name = named(scene, range, self.sentence)?;
        if is_own && name.kind == SpeakerKind::Body {
            return Some(SpeechSubject { who: WhoSpeaks::Back(BackTo::Same), start, is_inverted: false });
        }
        self.accepted(at, name).map(|who| SpeechSubject { who, start, is_inverted: false })
    }

    /// "The hospital where the wounded were taken said": the name before the relative clause.
    fn before_relative(&self, before: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let parts = |at: &usize| scene.is_break(*at) || scene.is(*at, &["where", "who", "which", "whose"]);
        let at = (self.floor..before).rev().find(parts).filter(|at| !scene.is_break(*at))?;
        self.name_behind(at)
    }

    /// Behind the days that follow a token.
    pub fn behind_dates(&self, mut end: usize) -> usize {
        while let Some(day) = (end..(end + 4).min(self.range.end))
            .find_map(|at| self.scene.calendar.covering(at))
            .filter(|day| day.lead <= end && day.tokens.end > end)
        {
            end = day.tokens.end;
        }
        end
    }

    /// Whether a name can be the subject of this verb.
    fn accepted(&self, at: usize, name: Speaker) -> Option<WhoSpeaks> {
        let scene = self.scene;
        let token = &scene.pages.tokens[at];
        if name.kind == SpeakerKind::Document {
            let is_speech = LISTS.saying.has(token) && !LISTS.changing.has(token);
            return is_speech.then_some(WhoSpeaks::Back(BackTo::Document));
        }
        let can = name.kind.can_count() || !LISTS.counting.has(token);
        if matches!(
            name.head.as_str(),
            "nobody" | "none" | "one" | "everyone" | "others" | "many" | "some" | "anyone"
        ) {
            return None;
        }
        if LISTS.base_forms.has(token) && !is_several(&name) {
            return None;
        }
        let has_act = name.kind == SpeakerKind::Other
            && name
                .authority
                .split(' ')
                .any(|word| word.len() > 4 && (word.ends_with("ing") || word.ends_with("ING")));
        if has_act {
            return None;
        }
        let is_harmed = !name.kind.can_count() && LISTS.counts.has_word(&name.head);
        (can && !is_harmed).then_some(WhoSpeaks::Speaker(name))
    }

    fn pronoun(&self, at: usize, prev: usize) -> Option<SpeechSubject> {
        let scene = self.scene;
        let back = match scene.word(prev) {
            "it" => BackTo::Thing,
            "he" | "she" => BackTo::Person,
            "they" => return Some(self.they(at, prev)),
            "who" | "which" => {
                let end = prev - usize::from(prev > self.floor && scene.is_comma(prev - 1));
                let range = self.name_behind(end)?;
                let start = range.start;
                let who = self.accepted(at, named(scene, range, self.sentence)?)?;
                return Some(SpeechSubject { who, start, is_inverted: false });
            }
            _ => return None,
        };
        Some(SpeechSubject { who: WhoSpeaks::Back(back), start: prev, is_inverted: false })
    }

    /// "They reported from the fire brigade" names the brigade.
    fn they(&self, at: usize, prev: usize) -> SpeechSubject {
        let scene = self.scene;
        let end = self.behind_dates(at + 1);
        if scene.is(end, &["from", "at"]) {
            let name = name_ahead(scene, end + 1, self.range.end);
            if let Some(named) =
                named(scene, name.clone(), self.sentence).filter(|named| named.kind == SpeakerKind::Body)
            {
                return SpeechSubject { who: WhoSpeaks::Speaker(named), start: name.end, is_inverted: true };
            }
        }
        SpeechSubject { who: WhoSpeaks::Back(BackTo::Several), start: prev, is_inverted: false }
    }

    /// The subject of the verb before, or the one with which the sentence begins.
    fn same(&self, at: usize, may_begin: bool) -> Option<SpeechSubject> {
        let scene = self.scene;
        if self.has_before {
            return Some(SpeechSubject { who: WhoSpeaks::Back(BackTo::Same), start: at, is_inverted: false });
        }
        let name = name_ahead(scene, self.range.start, at);
        let name = Some(name).filter(|name| may_begin && !name.is_empty() && name.end < at)?;
        let who = named(scene, name, self.sentence).filter(|named| named.kind.can_count())?;
        Some(SpeechSubject { who: WhoSpeaks::Speaker(who), start: at, is_inverted: false })
    }

    /// "The Alliance, which holds the town, admitted"; "Jan Orsk, the mayor, said".
    fn over_parenthesis(&self, at: usize, comma: usize) -> Option<SpeechSubject> {
        let scene = self.scene;
        let open = (self.floor..comma).rev().find(|at| scene.is_comma(*at))?;
        let first = open + 1;
        let is_apposition = scene.is(
            first,
            &[
                "which", "who", "whose", "a", "an", "the", "citing", "quoting", "speaking", "himself",
                "itself", "in", "at", "on", "one", "also", "its", "quoted",
            ],
        ) || scene.is_name_word(first, self.sentence)
            || scene.token(first).is_some_and(|token| {
                token.is_numeral() || LISTS.persons.has(token) || LISTS.bodies.has(token)
            });
        let range = self.name_behind(open).filter(|_| is_apposition && first < comma)?;
        let name = named(scene, range.clone(), self.sentence)?;
        let is_name = name.kind.can_count()
            || scene.is_name_word(range.end - 1, self.sentence)
            || scene.is_upper(self.sentence);
        let starts_clause = range.start == self.floor
            || scene.is_break(range.start - 1)
            || scene.token(range.start - 1).is_some_and(|token| LISTS.openers.has(token))
            || scene.calendar.covering(range.start - 1).is_some();
        if !is_name || !starts_clause {
            return None;
        }
        let name = with_apposition(scene, name, first..comma, self.sentence);
        let who = self.accepted(at, name)?;
        Some(SpeechSubject { who, start: range.start, is_inverted: false })
    }

    /// "Said the mines inspectorate", "confirmed on Tuesday the secretariat".
    fn inverted(&self, at: usize) -> Option<SpeechSubject> {
        let scene = self.scene;
        let token = &scene.pages.tokens[at];
        // "State television" at the beginning is no verb.
        let is_told =
            scene.is(at, &["told", "tells", "informed", "accused", "blamed", "accuses", "blames", "alleged"]);
        if at == self.range.start && LISTS.counting.has(token) || is_told && !scene.is(at, &["informed"]) {
            return None;
        }
        let mut from = self.behind_dates(at + 1);
        while scene.is(from, &["also", "later", "then"]) {
            from += 1;
        }
        let range = name_ahead(scene, from, self.range.end);
        let ends = range.end >= self.range.end
            || scene.is_break(range.end)
            || scene.token(range.end).is_some_and(|token| token.is_mark('.'))
            || scene.calendar.covering(range.end).is_some()
            || scene.is(
                range.end,
                &[
                    "who", "which", "as", "after", "while", "when", "adding", "and", "but", "citing",
                    "quoting",
                ],
            );
        if range.is_empty() || !ends || scene.is(from, &["it", "he", "she", "they", "we", "there", "that"]) {
            return None;
        }
        let mut name = named(scene, range.clone(), self.sentence)?;
        let is_name = name.kind.can_count()
            || scene.is_article(from)
            || scene.is_name_word(range.end - 1, self.sentence);
        if !is_name
            || name.kind == SpeakerKind::Document
            || LISTS.counting.has(token) && !name.kind.can_count()
        {
            return None;
        }
        if scene.is_comma(range.end) && !scene.is_quote(range.end + 1) {
            let behind = name_ahead(scene, range.end + 1, self.range.end);
            name = with_apposition(scene, name, behind, self.sentence);
        }
        Some(SpeechSubject { who: WhoSpeaks::Speaker(name), start: range.end, is_inverted: true })
    }

    /// The name that ends before a token, as far as it reaches back.
    pub fn name_behind(&self, end: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let mut start = end;
        while start > self.floor {
            let at = start - 1;
            if scene.token(at).is_some_and(|token| token.is_mark(')')) {
                let open = (self.floor..at)
                    .rev()
                    .find(|at| scene.token(*at).is_some_and(|token| token.is_mark('(')));
                match open {
                    Some(open) if start == end || open > self.floor => start = open,
                    _ => break,
                }
                continue;
            }
            let token = &scene.pages.tokens[at];
            let is_verb = (LISTS.saying.has(token) || LISTS.denying.has(token))
                && !LISTS.bodies.has(token)
                && !LISTS.persons.has(token)
                && !LISTS.documents.has(token)
                && !scene.is_name_word(at, self.sentence)
                && !scene.is_behind_dash(at)
                && !(at > self.floor && scene.is_article(at - 1));
            if scene.ends_name(at) && !(scene.number_at(at).is_some() && self.counts_speakers(at, end))
                || is_verb
            {
                break;
            }
            start = at;
        }
        let is_clean = start == self.floor
            || scene.is(start - 1, &["who", "which"])
            || scene.is_break(start - 1)
            || scene.token(start - 1).is_some_and(|token| LISTS.openers.has(token))
            || scene.calendar.covering(start - 1).is_some();
        // "A claim the army denied": the claim is no part of the name.
        let told = (start + 1..end)
            .rev()
            .find(|at| scene.is_article(*at) && LISTS.statements.has(&scene.pages.tokens[at - 1]));
        self.cut(told.unwrap_or(start)..end, is_clean || told.is_some()).filter(|range| !range.is_empty())
    }

    /// Whether a small number stands before who speaks: "two officials said".
    fn counts_speakers(&self, at: usize, end: usize) -> bool {
        let scene = self.scene;
        let is_person = (at + 1..end).take(3).any(|at| LISTS.persons.has(&scene.pages.tokens[at]));
        scene.is_small_number(at)
            && is_person
            && (at == self.floor
                || scene.is_break(at - 1)
                || scene.token(at - 1).is_some_and(|token| LISTS.openers.has(token)))
    }

    /// Leaves out of a chain of words what belongs to the clause before the name.
    fn cut(&self, range: Range<usize>, is_clean: bool) -> Option<Range<usize>> {
        let scene = self.scene;
        let mut range = range;
        while scene.token(range.start).is_some_and(|token| LISTS.openers.has(token))
            && range.start < range.end
        {
            range.start += 1;
        }
        let is_led = scene.is(
            range.start,
            &["in", "at", "on", "near", "from", "with", "for", "under", "by", "to", "of", "about"],
        );
        if is_clean && !is_led {
            return Some(range);
        }
        let and = range.clone().rev().find(|at| scene.is(*at, &["and"]));
        let article = (range.start + 1..range.end).rev().find(|at| {
            (scene.is_article(*at) || scene.is(*at, &["its", "their", "his", "her"]))
                && !scene.is_inside(at - 1)
        });
        let last = range.end.checked_sub(1)?;
        let is_speaker = |at: usize| {
            LISTS.persons.has(&scene.pages.tokens[at]) || LISTS.bodies.has(&scene.pages.tokens[at])
        };
        match (article, and) {
            (Some(article), _) => Some(article..range.end),
            (None, Some(and)) if and + 1 < range.end => Some(and + 1..range.end),
            _ if is_speaker(last) => {
                let start = (range.start..last)
                    .rev()
                    .take_while(|at| {
                        LISTS.bodies.has(&scene.pages.tokens[*at])
                            || LISTS.empty.has(&scene.pages.tokens[*at])
                    })
                    .last();
                Some(start.unwrap_or(last)..range.end)
            }
            _ => None,
        }
    }
}

/// Whether a name is plural, as the verbs of "doctors count", "police report" need it.
fn is_several(name: &Speaker) -> bool {
    let plural =
        ["police", "people", "staff", "media", "personnel", "opposition", "government", "military", "press"];
    name.kind == SpeakerKind::People
        || name.head.ends_with('s')
        || plural.contains(&name.head.as_str())
        || name.authority.contains(" and ")
}

/// A person's name with what the person is: "Jan Orsk, the mayor of Oskby".
fn with_apposition(
    scene: &SpeechScene<'_, '_>,
    name: Speaker,
    range: Range<usize>,
    sentence: usize,
) -> Speaker {
    if scene.is(
        range.start,
        &[
            "which", "who", "whose", "citing", "quoting", "in", "at", "on", "speaking", "adding", "quoted",
            "cited",
        ],
    ) {
        return name;
    }
    let Some(other) = named(scene, range, sentence) else { return name };
    match (name.kind, other.kind) {
        (SpeakerKind::Other, SpeakerKind::Body | SpeakerKind::Person) => {
            let speaker = other
                .speaker
                .as_ref()
                .map_or_else(|| name.authority.clone(), |role| format!("{role} {}", name.authority));
            Speaker { speaker: Some(speaker), ..other }
        }
        (SpeakerKind::Body, SpeakerKind::Other | SpeakerKind::Person) if name.speaker.is_some() => {
            let speaker = name.speaker.map(|role| format!("{role} {}", other.authority));
            Speaker { speaker, ..name }
        }
        (SpeakerKind::Person, SpeakerKind::Other) if name.speaker.is_none() => {
            Speaker { speaker: Some(other.authority), ..name }
        }
        _ => name,
    }
}
