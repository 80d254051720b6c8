//! Where it happened, and what (`docs/rules.md`, "Place and event").

mod events;
mod places;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::State;
use super::calendar::Calendar;
use super::layout::{Pages, SIGHT};
use super::mention::{Mention, of_sentence};
use super::saying::SayingWords;
use super::token::TextToken;
use super::word_file::WordFile;
use events::events;
use places::places;

/// Place and event of one number, as printed, without articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub place: Option<String>,
    pub event: Option<String>,
}

/// Words of a text that name a place or an event.
#[derive(Clone, Debug)]
struct SettingWords {
    sentence: usize,
    tokens: Range<usize>,
    name: String,
    /// Whether they only stand in for a better one: a place in the name of who speaks, a thing that gave way.
    is_weak: bool,
}

/// Place and event of each of the mentions, in their order; parts have those of their whole where they have none.
///
/// Takes time in proportion to the text.
pub(super) fn settings(
    pages: &Pages<'_>,
    mentions: &[Mention],
    calendar: &Calendar,
    said: &[SayingWords],
) -> Vec<Setting> {
    let places = places(pages, calendar, said);
    let events = events(pages);
    let finder = SettingFinder { pages, mentions, all: &places, subject: place_of_all(pages, &places) };
    let event_finder = SettingFinder { pages, mentions, all: &events, subject: first_of(&events) };
    let mut found: Vec<Setting> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let whole = mention.part_of.and_then(|whole| found.get(whole)).cloned().unwrap_or_default();
        let elsewhere = finder.is_elsewhere(mention);
        let named = || finder.own(mention).or(whole.place).or_else(|| finder.carried(mention));
        let place = if elsewhere { None } else { named() };
        let event = event_finder.own(mention).or(whole.event).or_else(|| event_finder.carried(mention));
        found.push(Setting { place, event });
    }
    found
}

fn first_of(words: &[SettingWords]) -> Option<&SettingWords> {
    words.iter().find(|words| !words.is_weak).or_else(|| words.first())
}

/// The place of a text: that of its dateline, its headline or first paragraph, or the only one that it names.
fn place_of_all<'w>(pages: &Pages<'_>, places: &'w [SettingWords]) -> Option<&'w SettingWords> {
    let first = first_of(places)?;
    let at = pages.sentences.get(first.sentence)?.block;
    let is_led_by_it = at == 0 || pages.blocks.get(at)?.dateline.contains(&first.tokens.start);
    let is_alone = places.iter().filter(|other| !other.is_weak).all(|other| other.name == first.name);
    (is_led_by_it || is_alone).then_some(first)
}

/// Finds the words that belong to a number among all of one sort.
struct SettingFinder<'a, 't> {
    pages: &'a Pages<'t>,
    mentions: &'a [Mention],
    all: &'a [SettingWords],
    /// What the text as a whole is about, where that is plain.
    subject: Option<&'a SettingWords>,
}

impl SettingFinder<'_, '_> {
    fn of_sentence(&self, sentence: usize) -> &[SettingWords] {
        let first = self.all.partition_point(|words| words.sentence < sentence);
        let end = self.all.partition_point(|words| words.sentence <= sentence);
        self.all.get(first..end).unwrap_or_default()
    }

    /// Of the words of its sentence: behind the number and before the next one, else before it, else the nearest.
    fn own(&self, mention: &Mention) -> Option<String> {
        let number = &mention.number;
        let here = self.of_sentence(mention.sentence);
        let others =
            || of_sentence(self.mentions, mention.sentence).iter().filter(|other| other.part_of.is_none());
        let next = others().map(|other| other.number.start).find(|start| *start >= number.end);
        let strong = || here.iter().filter(|words| !words.is_weak);
        let ahead = strong().find(|words| {
            words.tokens.start >= number.end
                && next.is_none_or(|next| words.tokens.start < next)
                && !self.is_parted(number.end, words.tokens.start)
        });
        let before = strong().rfind(|words| {
            words.tokens.end <= number.start && !self.is_parted(words.tokens.end, number.start)
        });
        let nearest = |words: &&SettingWords| {
            if words.tokens.end <= number.start {
                number.start - words.tokens.end
            } else {
                words.tokens.start.saturating_sub(number.end)
            }
        };
        let found = ahead
            .or(before)
            .or_else(|| strong().min_by_key(nearest))
            .or_else(|| here.iter().min_by_key(nearest));
        found.map(|words| words.name.clone())
    }

    /// Whether its words name a place without a name, which is none of those before: "five in the capital".
    fn is_elsewhere(&self, mention: &Mention) -> bool {
        const FARTHEST: usize = 9;
        let token = |at: usize| self.pages.tokens.get(at);
        let end = self.pages.sentences.get(mention.sentence).map_or(0, |found| found.tokens.end);
        let next = of_sentence(self.mentions, mention.sentence)
            .iter()
            .map(|other| other.number.start)
            .find(|start| *start >= mention.number.end);
        let end = next.unwrap_or(end).min(end).min(mention.number.end + FARTHEST);
        let ends =
            |at: &usize| token(*at).is_none_or(|token| token.is_mark_of(|c| matches!(c, ',' | ';' | '.')));
        let behind = (mention.number.end..end).take_while(|at| !ends(at));
        let mut nouns = behind.filter(|at| {
            let leads =
                |at: usize| token(at).is_some_and(|token| token.is_any(&["in", "on", "at", "near", "from"]));
            let is_led = leads(at - 1)
                || token(at - 1).is_some_and(|before| {
                    before.is("the")
                        || LISTS.on_the_way.contains(&*before.folded) && !before.is("of") && !before.is("and")
                }) && (at.saturating_sub(4)..*at).any(leads);
            is_led
                && token(*at).is_some_and(|token| !token.is_capital() && LISTS.apart.contains(&*token.folded))
        });
        // "In the capital, Oskby", "in the hills above Oskby": it has a name after all.
        let is_named = |noun: usize| {
            self.of_sentence(mention.sentence).iter().any(|words| {
                (noun..noun + 6).contains(&words.tokens.start)
                    && next.is_none_or(|next| words.tokens.start < next)
            }) || token(noun + 1).is_some_and(|next| next.is_mark(','))
                && token(noun + 2).is_some_and(TextToken::is_capital)
        };
        nouns.next().is_some_and(|noun| !is_named(noun))
    }

    /// Whether a new main clause begins between two places.
    fn is_parted(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            let next = self.pages.tokens.get(at + 1);
            self.pages.tokens[at].is_mark(';')
                || (self.pages.tokens[at].is_mark(',')
                    && next.is_some_and(|next| next.is_any(&["while", "but", "whereas"])))
        })
    }

    /// Of the sentences before in its paragraph, else what the text is about.
    fn carried(&self, mention: &Mention) -> Option<String> {
        if mention.state == State::History {
            return None;
        }
        let block = self.pages.blocks.get(self.pages.sentences.get(mention.sentence)?.block)?;
        let before = (block.sentences.start..mention.sentence).rev().take(SIGHT);
        let strong = |sentence: usize| self.of_sentence(sentence).iter().rfind(|words| !words.is_weak);
        let near = before.clone().find_map(strong);
        near.or(self.subject).map(|words| words.name.clone())
    }
}

/// Whether a word names an event: `flood`.
pub(super) fn is_event(token: &TextToken<'_>) -> bool {
    token.is_word() && LISTS.events.contains(&*token.folded)
}

/// Whether a verb says that something happened.
pub(super) fn is_happening(token: &TextToken<'_>) -> bool {
    token.is_word() && LISTS.happenings.contains(&*token.folded)
}

/// Words of `words/setting.txt`, which says what each section is.
struct SettingLists {
    events: FxHashSet<&'static str>,
    happenings: FxHashSet<&'static str>,
    giving_way: FxHashSet<&'static str>,
    second_words: FxHashMap<&'static str, &'static str>,
    sites: FxHashSet<&'static str>,
    divisions: FxHashSet<&'static str>,
    before: FxHashSet<&'static str>,
    on_the_way: FxHashSet<&'static str>,
    no_places: FxHashSet<&'static str>,
    modifiers: FxHashSet<&'static str>,
    sure: FxHashSet<&'static str>,
    leading_to: FxHashSet<&'static str>,
    aimed: FxHashSet<&'static str>,
    apart: FxHashSet<&'static str>,
}

static LISTS: LazyLock<SettingLists> = LazyLock::new(|| {
    let mut lists = WordFile::read(include_str!("../words/setting.txt"));
    let mut days = WordFile::read(include_str!("../words/days.txt"));
    SettingLists {
        events: lists.take("events"),
        happenings: days.take("happenings"),
        giving_way: lists.take("giving way"),
        second_words: lists.take_pairs("second words"),
        sites: lists.take("sites"),
        divisions: lists.take("divisions"),
        before: lists.take("before a place"),
        on_the_way: lists.take("on the way to a place"),
        no_places: lists.take("no places"),
        modifiers: lists.take("modifiers"),
        sure: lists.take("surely before a place"),
        leading_to: lists.take("leading to a place"),
        aimed: lists.take("aimed at a place"),
        apart: lists.take("places without a name"),
    }
});

#[cfg(test)]
mod tests;
