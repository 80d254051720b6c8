//! What each day of a text tells: when it happened, for which day a number holds, when it was said.

use std::ops::Range;

use super::super::calendar::{Calendar, DayTie, DayWords, MeantDays, PrintedDay};
use super::super::layout::{Pages, TextBlock};
use super::super::mention::Mention;
use super::super::saying::SayingWords;
use super::super::setting::{is_event, is_happening};
use super::super::token::is_dash;

/// A day with what it tells.
#[derive(Clone, Debug)]
pub(super) struct ToldDay<'c> {
    pub words: &'c DayWords,
    pub role: DayRole,
    pub meaning: MeantDays,
}

/// What a day tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayRole {
    /// When it happened.
    Happened,
    /// Since when a total counts.
    Since,
    /// A window with both ends, or a length.
    Window,
    /// The end of a window, whose length stands before it.
    WindowEnd,
    /// For which day a number holds.
    AsOf,
    /// When somebody said it.
    Stated,
    /// Something else.
    Nothing,
}

/// Nouns whose day is their own, and not that of the numbers beside them: "with the death on Tuesday of".
const OWN_DAYS: &[&str] = &[
    "death",
    "deaths",
    "discovery",
    "recovery",
    "finding",
    "visit",
    "arrest",
    "funeral",
    "funerals",
    "burial",
    "publication",
    "release",
    "meeting",
    "statement",
    "announcement",
    "report",
    "hearing",
    "trial",
    "vote",
    "election",
    "elections",
    "speech",
];

/// What the days of some tokens tell.
pub(super) fn told_days<'c>(
    pages: &Pages<'_>,
    calendar: &'c Calendar,
    said: &[SayingWords],
    tokens: &Range<usize>,
) -> Vec<ToldDay<'c>> {
    let days = calendar.within(tokens).iter();
    days.map(|words| ToldDay {
        words,
        role: role(pages, words, said, tokens),
        meaning: calendar.meaning(&words.when),
    })
    .collect()
}

fn role(pages: &Pages<'_>, day: &DayWords, said: &[SayingWords], sentence: &Range<usize>) -> DayRole {
    let word = |at: usize| pages.tokens.get(at);
    let is_stretch = matches!(
        day.when,
        PrintedDay::Range(..) | PrintedDay::Hours(_) | PrintedDay::Stretch | PrintedDay::Reporting
    );
    match day.tie {
        DayTie::Other => DayRole::Nothing,
        DayTie::WindowEnd => DayRole::WindowEnd,
        _ if is_stretch && day.tie == DayTie::Owner => DayRole::Nothing,
        _ if is_stretch => DayRole::Window,
        DayTie::Since => DayRole::Since,
        DayTie::AsOf => DayRole::AsOf,
        DayTie::Owner => {
            let mut behind = (day.tokens.end..day.tokens.end + 5).filter_map(word);
            if behind.any(is_event) { DayRole::Happened } else { DayRole::Nothing }
        }
        DayTie::Of => {
            let is_night = (day.lead..day.tokens.start).filter_map(word).any(|token| {
                token.is_any(&["night", "evening", "morning", "afternoon", "hours", "early", "late"])
            });
            let of = day.lead.checked_sub(1).and_then(word);
            let names_event =
                of.is_some_and(is_event) || (day.lead..day.tokens.start).filter_map(word).any(is_event);
            if is_night || names_event { DayRole::Happened } else { DayRole::Nothing }
        }
        DayTie::Plain => plain(pages, day, said, sentence),
    }
}

/// A day that only its neighbours explain.
fn plain(pages: &Pages<'_>, day: &DayWords, said: &[SayingWords], sentence: &Range<usize>) -> DayRole {
    let token = |at: usize| pages.tokens.get(at);
    let own = day.lead.checked_sub(1).and_then(token).is_some_and(|token| token.is_any(OWN_DAYS));
    if own && token(day.tokens.end).is_some_and(|next| next.is("of")) {
        return DayRole::Nothing;
    }
    if is_bracketed(pages, day, sentence) {
        return DayRole::Nothing;
    }
    if is_stamp(pages, day, sentence) {
        return DayRole::Stated;
    }
    let first = said.partition_point(|words| words.tokens.start < sentence.start);
    let in_order = said[first..].iter().take_while(|words| words.tokens.start < sentence.end);
    let mut is_stated = false;
    for words in in_order {
        // "Wounded: 30 (Ministry of Works, 18 November)".
        let is_source = pages.tokens.get(words.tokens.start).is_some_and(|token| token.is_mark('('));
        is_stated |= is_source && words.tokens.contains(&day.tokens.start);
        is_stated |= words.verb.is_some() && goes_with_saying(pages, day, words, sentence);
    }
    if is_stated { DayRole::Stated } else { DayRole::Happened }
}

/// Whether a day goes with a verb of saying: "said on Tuesday", "on Tuesday the ministry said", "cut the toll on Tuesday".
fn goes_with_saying(pages: &Pages<'_>, day: &DayWords, words: &SayingWords, sentence: &Range<usize>) -> bool {
    let token = |at: usize| pages.tokens.get(at);
    let is_comma = |at: usize| token(at).is_some_and(|token| token.is_mark(','));
    if words.tokens.contains(&day.tokens.start) {
        return true;
    }
    let opens = day.lead <= sentence.start + 1
        || is_comma(day.lead - 1)
        || token(day.lead - 1).is_some_and(|token| token.is_any(&["and", "but"]));
    let touches = day.tokens.end == words.tokens.start
        || (is_comma(day.tokens.end) && day.tokens.end + 1 == words.tokens.start);
    if opens && touches && !is_comma(words.tokens.end) {
        return true;
    }
    // "Cut the toll of the fire by three, to 20, on Tuesday": no other verb stands between.
    let verb = words.verb.unwrap_or(words.tokens.end);
    let between = words.tokens.end.max(verb + 1)..day.lead;
    let is_other = |at: usize| {
        token(at).is_some_and(|token| {
            is_happening(token)
                || token.is_any(&[
                    "that", "who", "which", "when", "after", "had", "have", "has", "been", "slain", "while",
                    "as", "since", "killed", "killing", "of",
                ]) && !token.is("of")
                || token.is_mark(';')
        })
    };
    let is_day = !matches!(
        day.when,
        PrintedDay::Yearless { day: None, .. } | PrintedDay::MonthsAgo(_) | PrintedDay::YearsAgo(_)
    );
    is_day && words.changes_count && between.start < between.end && !between.clone().any(is_other)
}

/// Whether a day stands among other words in brackets: "(a priest who was killed in 1966)".
fn is_bracketed(pages: &Pages<'_>, day: &DayWords, sentence: &Range<usize>) -> bool {
    const FEWEST: usize = 5;
    let token = |at: usize| pages.tokens.get(at);
    let is_mark =
        |at: &usize| token(*at).is_some_and(|token| token.is_mark_of(|c| matches!(c, '(' | ')' | '[' | ']')));
    let open = (sentence.start..day.tokens.start).rev().find(is_mark);
    let open = open.filter(|at| token(*at).is_some_and(|token| token.is_mark('(') || token.is_mark('[')));
    let close = (day.tokens.end..sentence.end).find(is_mark);
    matches!((open, close), (Some(open), Some(close)) if close - open > FEWEST + day.tokens.len())
}

/// A day with which a post or an entry begins: `18 Feb, 14:00 -`.
fn is_stamp(pages: &Pages<'_>, day: &DayWords, sentence: &Range<usize>) -> bool {
    let token = |at: usize| pages.tokens.get(at);
    let begins = (sentence.start..day.tokens.start)
        .filter_map(token)
        .all(|token| !token.is_word() && !token.is_numeral());
    let behind = token(day.tokens.end);
    let is_mark =
        behind.is_some_and(|next| next.is_mark(':') || next.is_mark_of(is_dash) || next.is_mark('|'));
    let is_time = behind.is_some_and(|next| next.is_mark(','))
        && token(day.tokens.end + 1).is_some_and(|next| next.is_numeral())
        && token(day.tokens.end + 2)
            .is_some_and(|next| next.is_mark(':') || next.is_any(&["gmt", "utc", "hrs"]));
    begins && (is_mark || is_time)
}

/// The day of the event that the heading or the first paragraphs name with it: "the colliery fire of 14 October 2011".
pub(super) fn named_day(pages: &Pages<'_>, calendar: &Calendar) -> Option<MeantDays> {
    const FIRST: usize = 3;
    let end = pages.blocks.iter().take(FIRST).next_back()?.tokens.end;
    let days = calendar.within(&(0..end)).iter().filter(|day| matches!(day.tie, DayTie::Of));
    days.filter(|day| {
        let before = (day.lead.saturating_sub(1)..day.tokens.start).filter_map(|at| pages.tokens.get(at));
        matches!(day.when, PrintedDay::Fixed(_) | PrintedDay::Yearless { .. })
            && before.into_iter().any(is_event)
    })
    .map(|day| calendar.meaning(&day.when))
    .next()
}

/// The day that a heading gives for all numbers: "Flash update (as of 24 August)".
pub(super) fn heading_as_of(
    pages: &Pages<'_>,
    calendar: &Calendar,
    mentions: &[Mention],
) -> Option<MeantDays> {
    const LONGEST: usize = 30;
    let counts =
        |block: &TextBlock| mentions.iter().any(|mention| block.tokens.contains(&mention.number.start));
    let headings =
        pages.blocks.iter().take(4).filter(|block| block.tokens.len() <= LONGEST && !counts(block));
    let days = headings.flat_map(|block| calendar.within(&block.tokens).iter());
    days.filter(|day| {
        day.tie == DayTie::AsOf && pages.tokens.get(day.lead).is_some_and(|token| token.is("as"))
    })
    .map(|day| calendar.meaning(&day.when))
    .next()
}
