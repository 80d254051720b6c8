//! Names of places: behind "in", before "tunnel" or "district", in datelines and labels.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::calendar::Calendar;
use super::super::layout::{BlockShape, Pages};
use super::super::lexicon::LEXICON;
use super::super::saying::{SayingWords, is_heading_word, is_speaker_noun};
use super::super::token::{Casing, TextToken, is_dash};
use super::{LISTS, SettingWords};

/// Finds the places of a text, in the order of their words.
pub(super) fn places(pages: &Pages<'_>, calendar: &Calendar, said: &[SayingWords]) -> Vec<SettingWords> {
    let mut found = Vec::new();
    let lower = pages.tokens.iter().filter(|token| token.is_word() && !token.is_capital());
    let small = lower.map(|token| &*token.folded).collect();
    for (at, block) in pages.blocks.iter().enumerate() {
        let first = block.sentences.start;
        found.extend(of_dateline(pages, &block.dateline, first));
        for sentence in block.sentences.clone() {
            let finder = PlaceFinder {
                pages,
                calendar,
                said,
                sentence,
                is_title: at == 0 && block.shape == BlockShape::Headline,
                is_title_case: is_in_title_case(pages.sentence(sentence)),
                small: &small,
            };
            finder.find(&mut found);
        }
    }
    found.sort_by_key(|words| (words.sentence, words.tokens.start));
    found
}

/// `ESTMARK, Nordland - `: the words before the first comma, dash or bracket.
fn of_dateline(pages: &Pages<'_>, dateline: &Range<usize>, sentence: usize) -> Option<SettingWords> {
    let end = dateline.clone().find(|at| {
        !(pages.tokens[*at].is_word() || pages.tokens[*at].is_glued && pages.tokens[*at].is_mark('-'))
    })?;
    let tokens = dateline.start..end;
    // `UPDATE 3 - ` is no place.
    if is_heading_word(&pages.tokens[dateline.start]) {
        return None;
    }
    let name = pages.printed(tokens.clone());
    let name = name.split_whitespace().map(title).collect::<Vec<_>>().join(" ");
    (!tokens.is_empty() && name.len() > 2).then_some(SettingWords { sentence, tokens, name, is_weak: false })
}

/// A word in capitals as names are written: `Villa`.
fn title(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
}

/// How many of those who speak in a text are looked through for a name.
const SPEAKERS: usize = 40;

struct PlaceFinder<'a, 't> {
    pages: &'a Pages<'t>,
    calendar: &'a Calendar,
    said: &'a [SayingWords],
    sentence: usize,
    /// Whether the sentence is the headline, in which a name may stand without a preposition.
    is_title: bool,
    /// Whether all words of weight have capitals, as in some headlines.
    is_title_case: bool,
    /// The words that the text prints without a capital.
    small: &'a FxHashSet<&'a str>,
}

impl PlaceFinder<'_, '_> {
    fn find(&self, found: &mut Vec<SettingWords>) {
        let range =
            self.pages.sentences.get(self.sentence).map(|found| found.tokens.clone()).unwrap_or_default();
        let is_upper = is_in_capitals(&self.pages.tokens[range.clone()]);
        let mut at = range.start;
        while at < range.end {
            let place = if is_upper {
                self.in_capitals(at, &range)
                    .or_else(|| self.label(at, &range))
                    .or_else(|| self.heads_event(at, &range))
            } else {
                self.behind_preposition(at, &range)
                    .or_else(|| self.before_site(at, &range))
                    .or_else(|| self.label(at, &range))
            };
            match place {
                Some(tokens) => {
                    let end = tokens.end;
                    let is_weak = self.said_here(&range).iter().any(|words| {
                        words.tokens.start <= tokens.start
                            && tokens.end <= words.tokens.end
                            && words.verb.is_none_or(|verb| tokens.end <= verb || verb < tokens.start)
                    });
                    let name =
                        self.pages.printed(tokens.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
                    found.push(SettingWords { sentence: self.sentence, tokens, name, is_weak });
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }

    /// What is said within a sentence.
    fn said_here(&self, sentence: &Range<usize>) -> &[SayingWords] {
        let first = self.said.partition_point(|words| words.tokens.start < sentence.start);
        let end = self.said.partition_point(|words| words.tokens.start < sentence.end);
        self.said.get(first..end).unwrap_or_default()
    }

    fn token(&self, at: usize) -> Option<&TextToken<'_>> {
        self.pages.tokens.get(at)
    }

    /// "In the southern town of Oskby", "at Halden Bay", "near Oskby district".
    fn behind_preposition(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        const LONGEST: usize = 8;
        let first = self.token(at)?;
        // A capital inside a sentence makes it a part of a name: "Doctors Across Borders".
        let is_in_name = first.is_capital()
            && at > range.start
            && self.token(at - 1).is_some_and(|before| {
                before.is_capital() && !(self.is_title_case && before.is_word() && !is_speaker_noun(before))
            });
        // "Leaders from the Front", "officials from X": where people belong, not where something happened.
        let is_origin = first.is("from") && at > range.start && is_speaker_noun(&self.pages.tokens[at - 1]);
        if !LISTS.before.contains(&*first.folded) || !first.is_word() || is_in_name || is_origin {
            return None;
        }
        let mut start = at + 1;
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let is_of = first.is("of") && before.is_some_and(|before| LISTS.leading_to.contains(&*before.folded));
        // "Strikes on Oskby killed five"; "the attack on the Front" hits people.
        let is_hit = first.is("on")
            && before.is_some_and(|before| LISTS.aimed.contains(&*before.folded))
            && self.token(start).is_some_and(|next| !next.is_any(&["the", "a", "an"]));
        let mut is_led = is_of || is_hit || LISTS.sure.contains(&*first.folded);
        while start < range.end.min(at + LONGEST) {
            let token = self.token(start)?;
            let is_dash = token.is_mark_of(is_dash) && token.is_glued;
            if !is_dash && (token.is_capital() || !LISTS.on_the_way.contains(&*token.folded)) {
                break;
            }
            let leads = token.is("of")
                && self.token(start - 1).is_some_and(|before| LISTS.leading_to.contains(&*before.folded));
            is_led |= leads;
            start += 1;
        }
        let mut name = self.name(start, range).filter(|name| !self.is_common(name, range))?;
        // "In the Nigerian state of Orla": what follows "of" is the place.
        if self.is_adjective(&name)
            && let Some(of) =
                (name.end..(name.end + 3).min(range.end)).find(|at| self.pages.tokens[*at].is("of"))
            && self.token(of - 1).is_some_and(|before| LISTS.leading_to.contains(&*before.folded))
        {
            name = self.name(of + 1, range)?;
        }
        if is_hit && self.names_people(&name) {
            return None;
        }
        let behind = self.token(name.end);
        let is_led = is_led || self.is_water_or_height(&name);
        let division = behind.is_some_and(|token| {
            LISTS.divisions.contains(&*token.folded) && token.is_word() && !token.is("state")
        });
        let is_site = behind.is_some_and(|token| {
            LISTS.sites.contains(&*token.folded) || LISTS.events.contains(&*token.folded)
        });
        if !is_led && !division && !is_site {
            return None;
        }
        Some(name.start..name.end + usize::from(division && behind.is_some_and(|token| !token.is_capital())))
    }

    /// "The Tarn tunnel collapse", "Westhaven ferry toll": a name before a site or an event.
    fn before_site(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let before =
            at.checked_sub(1).filter(|before| *before >= range.start).and_then(|before| self.token(before));
        let opens = before.is_none_or(|before| {
            !before.is_word()
                || !before.is_capital()
                || before.is_any(&["the", "a", "an", "in", "at", "after", "as"])
        });
        let is_owner = before.is_some_and(|before| before.is("'s"));
        let name = self.name(at, range).filter(|name| opens && !is_owner && !self.is_adjective(name))?;
        let behind = self.token(name.end)?;
        if self.is_common(&name, range) {
            return None;
        }
        let is_site = behind.is_word()
            && !behind.is_capital()
            && (LISTS.sites.contains(&*behind.folded) || LISTS.events.contains(&*behind.folded))
            && !behind.is_any(&["strike", "strikes", "state", "line"]);
        let is_division = is_site
            && LISTS.divisions.contains(&*behind.folded)
            && !behind.is_any(&["state", "river", "lake", "department"]);
        is_site.then(|| name.start..name.end + usize::from(is_division))
    }

    /// `LOMARI: SITUATION REPORT 7`, `Tarn: 12 dead`.
    fn label(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        if at != range.start || !self.is_title && self.sentence > 2 {
            return None;
        }
        let first = self.token(at)?;
        let name = self.name(at, range).filter(|name| !self.is_common(name, range))?;
        if LISTS.modifiers.contains(&*first.folded)
            || name.clone().all(|at| is_heading_word(&self.pages.tokens[at]))
        {
            return None;
        }
        let is_label = self.token(name.end).is_some_and(|token| token.is_mark(':') || token.is_mark('|'));
        let is_spoken = self
            .said_here(range)
            .iter()
            .any(|words| words.tokens.start <= name.start && name.end <= words.tokens.end);
        (is_label && name.len() <= 3 && !is_spoken).then_some(name)
    }

    /// In capitals only what a word of a place leads is sure: "THE VILLAGE OF OSKBY".
    fn in_capitals(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let led = at
            .checked_sub(1)
            .and_then(|at| self.token(at))
            .is_some_and(|before| LISTS.on_the_way.contains(&*before.folded) && before.text.len() > 3);
        if !led || !self.token(at)?.is("of") {
            return None;
        }
        let end = (at + 1..range.end.min(at + 4))
            .take_while(|at| {
                self.is_part_of_name(*at)
                    && self.calendar.covering(*at).is_none()
                    && !LISTS.on_the_way.contains(&*self.pages.tokens[*at].folded)
                    && !LISTS.before.contains(&*self.pages.tokens[*at].folded)
            })
            .last()?
            + 1;
        Some(at + 1..end)
    }

    /// `KARSK EARTHQUAKE` in a heading in capitals.
    fn heads_event(&self, at: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let opens = at == range.start || !self.token(at - 1)?.is_word();
        let is_event = self.token(at + 1).is_some_and(|next| LISTS.events.contains(&*next.folded));
        let word = &*self.token(at)?.folded;
        let is_common = LISTS.sites.contains(word)
            || LISTS.events.contains(word)
            || LISTS.modifiers.contains(word)
            || LISTS.on_the_way.contains(word)
            || LISTS.before.contains(word);
        (opens && is_event && !is_common && self.is_part_of_name(at) && self.token(at)?.is_word())
            .then_some(at..at + 1)
    }

    /// The capitalised words from a token on.
    fn name(&self, start: usize, range: &Range<usize>) -> Option<Range<usize>> {
        let mut end = start;
        // "Blast in Oskby Kills 12": a verb of harm is no part of the name.
        let is_verb = |at: usize| self.is_title_case && is_harmful(&self.pages.tokens[at]);
        while end < range.end && self.is_part_of_name(end) && !is_verb(end) {
            end += 1;
        }
        // A small word between two capitals, as in "Villa del Rey", "Isle of Orm".
        while end > start
            && end + 1 < range.end
            && self.pages.tokens[end]
                .is_any(&["of", "de", "del", "la", "el", "al", "du", "di", "da", "sur", "upon"])
            && self.is_part_of_name(end + 1)
        {
            end += 1;
            while end < range.end && self.is_part_of_name(end) {
                end += 1;
            }
        }
        if end > start && self.pages.tokens[end - 1].is_mark_of(is_dash) {
            end -= 1;
        }
        let name = start..end;
        let last = self.token(end.checked_sub(1)?)?;
        let is_body = is_speaker_noun(last)
            && !LISTS.sites.contains(&*last.folded)
            && !LISTS.divisions.contains(&*last.folded);
        (!name.is_empty() && self.token(start)?.is_capital() && !is_body).then_some(name)
    }

    /// Whether a capital tells nothing of a word: at the beginning of a sentence or behind a mark that opens one, as in
    /// "UPDATE 3 - Mine blast", and in a headline that gives every word one.
    fn is_explained(&self, at: usize, range: &Range<usize>) -> bool {
        let opens = |token: &TextToken<'_>| {
            !token.is_word() && !token.is_numeral() && !token.is_glued && !token.is_mark(',')
                || token.is_mark(':')
        };
        self.is_title_case
            || at == range.start
            || at.checked_sub(1).and_then(|before| self.token(before)).is_some_and(opens)
    }

    /// Whether a word is a common noun: one of a site, an event or what describes them, or one that the text prints small.
    fn is_common_noun(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let word = &*token.folded;
            LISTS.sites.contains(word)
                || LISTS.events.contains(word)
                || LISTS.modifiers.contains(word)
                || LISTS.on_the_way.contains(word)
                || self.small.contains(word)
        })
    }

    /// Whether a name is none: each of its words is a common noun, and has its capital for another reason.
    fn is_common(&self, name: &Range<usize>, range: &Range<usize>) -> bool {
        let mut words = name.clone().filter(|at| self.pages.tokens[*at].is_word());
        words.all(|at| self.is_explained(at, range) && self.is_common_noun(at))
    }

    /// `Lake Orla`, `Mount Tarn`.
    fn is_water_or_height(&self, name: &Range<usize>) -> bool {
        name.len() > 1
            && self.token(name.start).is_some_and(|first| first.is_any(&["lake", "mount", "cape", "isle"]))
    }

    /// Whether a name may be that of people: a plural, an adjective, or one that says something in the text.
    fn names_people(&self, name: &Range<usize>) -> bool {
        let last = name.end.checked_sub(1).and_then(|at| self.token(at));
        let printed = self.pages.printed(name.clone());
        let speaks = |words: &SayingWords| self.pages.printed(words.tokens.clone()).contains(printed);
        last.is_some_and(|last| last.folded.ends_with('s'))
            || self.is_adjective(name)
            || self.said.iter().take(SPEAKERS).any(speaks)
    }

    /// Whether a name is an adjective of a country or people: `Nigerian`, `Spanish`.
    fn is_adjective(&self, name: &Range<usize>) -> bool {
        const ENDINGS: &[&str] = &["ian", "ese", "ish", "raeli", "aqi", "emeni", "istani", "ican"];
        let words = self.token(name.start).filter(|_| name.len() == 1);
        words.is_some_and(|word| {
            word.text.len() > 5 && ENDINGS.iter().any(|end| word.folded.ends_with(end))
                || word.is_any(&["french", "dutch", "greek", "thai", "czech"])
        })
    }

    fn is_part_of_name(&self, at: usize) -> bool {
        let token = &self.pages.tokens[at];
        let is_day = self.calendar.covering(at).is_some_and(|day| day.tokens.start <= at);
        let is_joined = token.is_glued
            && (token.is_mark_of(is_dash) || token.is_mark('\''))
            && self.token(at + 1).is_some_and(|next| next.is_glued);
        let is_behind_dash =
            token.is_word() && token.is_glued && at > 0 && self.pages.tokens[at - 1].is_mark_of(is_dash);
        let is_name = token.is_word() && token.is_capital() && !LISTS.no_places.contains(&*token.folded);
        !is_day && (is_name || is_joined || is_behind_dash)
    }
}

/// Whether a word tells of harm: `kills`, `hurt`.
fn is_harmful(token: &TextToken<'_>) -> bool {
    token.is_word() && !LEXICON.word(token).harm.is_empty()
}

/// Whether every longer word of a line has a capital, and more than the first: "Mine Blast Kills 12 Near Oskby".
fn is_in_title_case(tokens: &[TextToken<'_>]) -> bool {
    const FEWEST: usize = 3;
    const LONG: usize = 4;
    let long = || tokens.iter().filter(|token| token.is_word() && token.text.chars().count() >= LONG);
    long().count() >= FEWEST && long().all(|token| token.is_capital()) && !is_in_capitals(tokens)
}

fn is_in_capitals(tokens: &[TextToken<'_>]) -> bool {
    let words = || tokens.iter().filter(|token| token.is_word() && token.text.len() > 2);
    let upper = words().filter(|token| token.casing == Casing::Upper).count();
    upper >= 4 && upper * 10 >= words().count() * 8
}
