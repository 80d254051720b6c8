//! The days of a number: when it happened, for which day it holds, when it was said (`docs/rules.md`, "Days of a text").

mod roles;

use std::ops::Range;

use super::calendar::{Calendar, MeantDays, PrintedDay};
use super::layout::{Pages, SIGHT};
use super::mention::{Mention, of_sentence};
use super::saying::SayingWords;
use super::setting::{is_event, is_happening};
use super::token::TextToken;
use super::{FoundDays, State};
use crate::model::date::{PartialDate, Precision};
use crate::model::figure::Window;
use crate::model::words::Measure;
use roles::{DayRole, ToldDay, heading_as_of, named_day, told_days};

/// The days of one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DatedMention {
    pub days: FoundDays,
    /// Whether the words give a window with both ends ("from 9 to 15 February", "in the past 24 hours", "last week"),
    /// rather than a "since" or the day of the event.
    pub is_window: bool,
}

/// The days of each of the mentions, in their order; parts have the days of their whole where they have none.
///
/// Takes time in proportion to the text.
pub(super) fn dated(
    pages: &Pages<'_>,
    mentions: &[Mention],
    calendar: &Calendar,
    said: &[SayingWords],
) -> Vec<DatedMention> {
    let reader = DayReader {
        pages,
        mentions,
        calendar,
        said,
        named: named_day(pages, calendar),
        heading: heading_as_of(pages, calendar, mentions),
    };
    let mut found: Vec<DatedMention> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let whole = mention.part_of.and_then(|whole| Some((mentions.get(whole)?, found.get(whole)?)));
        let dated = reader.read(at, whole);
        found.push(dated);
    }
    found
}

/// When somebody says what a sentence says, of its days the one nearest to the verb: `stated_on`, and nothing else.
pub(super) fn said_on(
    pages: &Pages<'_>,
    calendar: &Calendar,
    said: &[SayingWords],
    (sentence, verb): (&Range<usize>, usize),
) -> FoundDays {
    let told = told_days(pages, calendar, said, sentence);
    let stated = told.iter().filter(|day| day.role == DayRole::Stated);
    let nearest = stated.min_by_key(|day| day.words.tokens.start.abs_diff(verb));
    let mut days = FoundDays::default();
    if let Some(day) = nearest {
        set(&mut days.stated_on, day, &mut days.worked_out, &mut days.needs_publication);
    }
    days
}

/// Nouns of a toll.
const TOLLS: &[&str] =
    &["toll", "number", "count", "tally", "figure", "total", "balance", "deaths", "fatalities"];

/// Verbs by which a toll is so high on a day.
const STANDS: &[&str] = &["stood", "stands", "stand", "standing"];

/// Verbs by which a toll became so high.
const RISES: &[&str] = &[
    "rose",
    "risen",
    "rises",
    "rise",
    "climbed",
    "climbs",
    "reached",
    "reaches",
    "grew",
    "grown",
    "jumped",
    "mounted",
    "passed",
    "exceeded",
    "topped",
    "increased",
    "hit",
    "soared",
    "fell",
    "fallen",
    "dropped",
    "doubled",
    "surpassed",
];

struct DayReader<'a, 't> {
    pages: &'a Pages<'t>,
    mentions: &'a [Mention],
    calendar: &'a Calendar,
    said: &'a [SayingWords],
    /// The day of the event that the article is about.
    named: Option<MeantDays>,
    /// The day for which a heading says that all numbers hold.
    heading: Option<MeantDays>,
}

impl DayReader<'_, '_> {
    fn read(&self, at: usize, whole: Option<(&Mention, &DatedMention)>) -> DatedMention {
        let mention = &self.mentions[at];
        let told = self.told(mention.sentence);
        let is_when =
            |day: &ToldDay<'_>| matches!(day.role, DayRole::Happened | DayRole::Since | DayRole::Window);
        let mut dated = DatedMention::default();
        if let Some(day) = self.pick(at, &told, DayRole::Stated) {
            set(
                &mut dated.days.stated_on,
                day,
                &mut dated.days.worked_out,
                &mut dated.days.needs_publication,
            );
        }
        if let Some(day) = self.pick(at, &told, DayRole::AsOf).filter(|_| self.may_hold(mention)) {
            set(&mut dated.days.as_of, day, &mut dated.days.worked_out, &mut dated.days.needs_publication);
        }
        let told = self.of_stock(mention, self.of_toll(mention, told));
        if dated.days.as_of.is_none()
            && let Some(day) = self.pick(at, &told, DayRole::AsOf).filter(|_| self.may_hold(mention))
        {
            set(&mut dated.days.as_of, day, &mut dated.days.worked_out, &mut dated.days.needs_publication);
        }
        let own = self.pick_of(at, &told, is_when);
        match own {
            // "On Monday took back its 40 dead": on that day it was said.
            Some(day) if mention.state == State::Denied && day.role == DayRole::Happened => {
                let FoundDays { stated_on, worked_out, needs_publication, .. } = &mut dated.days;
                if stated_on.is_none() {
                    set(stated_on, day, worked_out, needs_publication);
                }
            }
            Some(day) if mention.state == State::Earlier && day.role == DayRole::Happened => {
                // "49 on Monday" holds for Monday; "38 in the same period last year" for no day.
                if !matches!(day.meaning, MeantDays::At(date) if date.precision() == Precision::Day) {
                    return dated;
                }
                set(
                    &mut dated.days.as_of,
                    day,
                    &mut dated.days.worked_out,
                    &mut dated.days.needs_publication,
                );
            }
            Some(day) => self.set_window(&mut dated, day, &told),
            None => self.carry(mention, whole, &mut dated),
        }
        if let (None, Some(MeantDays::At(date)), State::Current) =
            (dated.days.as_of, self.heading, mention.state)
            && !dated.is_window
        {
            dated.days.as_of = Some(date);
        }
        dated
    }

    /// The days of a sentence whose number is that of a toll: the day on which a toll stood at it is the one for which
    /// it holds, and the day on which it rose to it is none of these.
    fn of_toll<'c>(&self, mention: &Mention, mut told: Vec<ToldDay<'c>>) -> Vec<ToldDay<'c>> {
        const FARTHEST: usize = 14;
        let number = &mention.number;
        let segment = self.segment(number.start, mention.sentence);
        let from = segment.start.max(number.start.saturating_sub(FARTHEST));
        let word = |at: usize| &self.pages.tokens[at];
        let Some(verb) =
            (from..number.start).rev().find(|at| word(*at).is_any(STANDS) || word(*at).is_any(RISES))
        else {
            return told;
        };
        let Some(toll) = (segment.start..verb).rev().find(|at| word(*at).is_any(TOLLS)) else { return told };
        for day in told.iter_mut().filter(|day| day.role == DayRole::Happened) {
            let start = day.words.tokens.start;
            let is_of_event = (toll..verb).contains(&start) || !segment.contains(&start);
            let is_near = start < toll || day.words.lead <= number.end + 1;
            match is_of_event {
                true => {}
                false if is_near && word(verb).is_any(STANDS) => day.role = DayRole::AsOf,
                false => day.role = DayRole::Nothing,
            }
        }
        told
    }

    /// The days of a sentence whose number is what is left: "called off on Friday, with 14 still missing".
    fn of_stock<'c>(&self, mention: &Mention, mut told: Vec<ToldDay<'c>>) -> Vec<ToldDay<'c>> {
        let near =
            mention.number.start.saturating_sub(3)..(mention.number.end + 4).min(self.pages.tokens.len());
        let is_left = near.into_iter().any(|at| {
            self.pages.tokens[at].is_any(&["still", "remain", "remains", "remained", "remaining", "continue"])
        });
        if mention.measure == Measure::Missing {
            // "Were still missing on Thursday": so many on that day.
            let states = ["missing", "unaccounted", "trapped"];
            for day in told.iter_mut().filter(|day| day.role == DayRole::Happened && is_day(&day.meaning)) {
                let before = day.words.lead.min(day.words.tokens.start);
                let is_beside =
                    (before.saturating_sub(2)..before).any(|at| self.pages.tokens[at].is_any(&states));
                if is_beside && is_left {
                    day.role = DayRole::AsOf;
                }
            }
        }
        if is_left {
            told.retain(|day| day.role != DayRole::Happened);
        }
        told
    }

    fn sentence(&self, sentence: usize) -> Range<usize> {
        self.pages.sentences.get(sentence).map(|found| found.tokens.clone()).unwrap_or_default()
    }

    fn told(&self, sentence: usize) -> Vec<ToldDay<'_>> {
        told_days(self.pages, self.calendar, self.said, &self.sentence(sentence))
    }

    /// A day, or a window with its end.
    fn set_window(&self, dated: &mut DatedMention, day: &ToldDay<'_>, told: &[ToldDay<'_>]) {
        let FoundDays { worked_out, needs_publication, window, as_of, .. } = &mut dated.days;
        match day.meaning {
            MeantDays::At(date) => {
                *window = Some(Window::From(date));
                *worked_out |= day.words.when.is_worked_out();
            }
            MeantDays::Window(first, last) => {
                *window = Some(Window::From(first));
                *as_of = as_of.or(Some(last));
                *worked_out |= day.words.when.is_worked_out();
                dated.is_window = true;
            }
            MeantDays::Hours(hours) => {
                *window = Some(Window::Hours(hours));
                dated.is_window = true;
            }
            MeantDays::Open => dated.is_window = true,
            MeantDays::NeedsPublication => *needs_publication = true,
        }
        let end = told
            .iter()
            .find(|end| end.role == DayRole::WindowEnd && end.words.tokens.start >= day.words.tokens.end);
        if let Some(end) = end.filter(|_| matches!(day.meaning, MeantDays::Hours(_) | MeantDays::Open)) {
            set(as_of, end, worked_out, needs_publication);
        }
    }

    /// Whether a day behind "by" can be one for which a number holds: nothing is still to come.
    fn may_hold(&self, mention: &Mention) -> bool {
        let to_come =
            ["will", "would", "could", "must", "should", "may", "might", "expects", "expect", "plans"];
        let clause = self.segment(mention.number.start, mention.sentence);
        mention.state != State::Hypothetical
            && !clause.into_iter().any(|at| self.pages.tokens[at].is_any(&to_come))
    }

    fn pick<'d, 'c>(&self, at: usize, told: &'d [ToldDay<'c>], role: DayRole) -> Option<&'d ToldDay<'c>> {
        self.pick_of(at, told, |day| day.role == role)
    }

    /// The day of a sentence that belongs to a number.
    fn pick_of<'d, 'c>(
        &self,
        at: usize,
        told: &'d [ToldDay<'c>],
        fits: impl Fn(&ToldDay<'c>) -> bool,
    ) -> Option<&'d ToldDay<'c>> {
        let mention = &self.mentions[at];
        let number = &mention.number;
        let here = || of_sentence(self.mentions, mention.sentence).iter();
        let next = here().map(|other| other.number.start).find(|start| *start >= number.end);
        let first = here().map(|other| other.number.start).next().unwrap_or(number.start);
        let segment = self.segment(number.start, mention.sentence);
        let is_stated = |day: &ToldDay<'_>| day.role == DayRole::Stated;
        let perfect = self.is_perfect_clause(mention);
        let days = || {
            let fitting =
                told.iter().filter(|day| fits(day) && (is_stated(day) || !self.is_of_other(day, mention)));
            let fitting = fitting.filter(|day| {
                day.role != DayRole::Happened || perfect.is_none_or(|from| day.words.tokens.end > from)
            });
            fitting.filter(|day| !is_stated(day) || !self.speaks_between(day.words.tokens.end, number.start))
        };
        let comma = |from: usize, to: usize| (from..to).any(|at| self.pages.tokens[at].is_mark(','));
        let is_reached = |day: &ToldDay<'_>| self.is_reached(number.end, day.words.lead);
        let following = days().find(|day| {
            day.words.tokens.start >= number.end
                && next.is_none_or(|next| day.words.tokens.start < next)
                && (segment.contains(&day.words.tokens.start) && is_reached(day) || is_stated(day))
        });
        let preceding = days().filter(|day| day.words.tokens.end <= number.start).last().filter(|day| {
            let is_first = day.words.tokens.end <= first;
            let has_number = here()
                .any(|other| other.number.start >= day.words.tokens.end && other.number.end <= number.start);
            (!has_number && (is_first || !comma(day.words.tokens.end, number.start)))
                && (is_first || segment.contains(&day.words.tokens.start))
        });
        let found = match (preceding, following) {
            (Some(before), Some(after)) => {
                let is_next = next.is_some_and(|next| !comma(after.words.tokens.end, next));
                Some(if is_next { before } else { after })
            }
            (before, after) => before.or(after),
        };
        let in_segment = || {
            days().find(|day| {
                let start = day.words.tokens.start;
                start >= number.end && segment.contains(&start) && is_reached(day)
            })
        };
        let stated_before =
            || days().filter(|day| is_stated(day) && day.words.tokens.end <= number.start).last();
        let stated = || days().find(|day| is_stated(day) && day.words.tokens.start >= number.end);
        let leading = || days().filter(|day| day.words.tokens.end <= first).last();
        found.or_else(in_segment).or_else(stated).or_else(stated_before).or_else(leading)
    }

    /// Whether a day belongs to another number of the same sentence that does not hold: "53 now, against 49 on Monday",
    /// "in 1990, when 80 died", "on Monday took back its 40".
    fn is_of_other(&self, day: &ToldDay<'_>, mention: &Mention) -> bool {
        let day = &day.words.tokens;
        let here = || of_sentence(self.mentions, mention.sentence).iter();
        let before = here().rfind(|other| other.number.end <= day.start);
        let before = before.filter(|owner| owner.state == State::Earlier || self.is_compared(owner));
        let segment = self.segment(day.start, mention.sentence);
        let behind =
            here().find(|other| other.number.start >= day.end && segment.contains(&other.number.start));
        let behind = behind.filter(|owner| matches!(owner.state, State::History | State::Denied));
        before.or(behind).is_some_and(|owner| owner.number != mention.number)
    }

    /// Whether a day is not that of another clause, which counts nobody: "two died and a third died on Sunday".
    fn is_reached(&self, from: usize, day: usize) -> bool {
        let and = (from..day).rev().find(|at| self.pages.tokens[*at].is_any(&["and", "while", "but"]));
        let Some(and) = and else { return true };
        let has_verb = (and..day).any(|at| is_finite_harm(&self.pages.tokens[at]));
        let first = self.mentions.partition_point(|mention| mention.number.start < and);
        let counts = self.mentions.get(first).is_some_and(|mention| mention.number.start < day);
        !has_verb || counts
    }

    /// Where a clause with "that has left" begins before a number: a day before it is that of another clause.
    fn is_perfect_clause(&self, mention: &Mention) -> Option<usize> {
        const FARTHEST: usize = 6;
        let from = self.sentence(mention.sentence).start.max(mention.number.start.saturating_sub(FARTHEST));
        let word = |at: usize| &self.pages.tokens[at];
        (from + 1..mention.number.start)
            .rev()
            .find(|at| word(*at).is_any(&["has", "have"]) && word(at - 1).is_any(&["that", "which", "who"]))
    }

    /// Whether somebody else speaks between two places, or a main clause ends.
    fn speaks_between(&self, from: usize, to: usize) -> bool {
        let first = self.said.partition_point(|words| words.tokens.start < from);
        let other =
            self.said.get(first).is_some_and(|words| words.tokens.start > from + 1 && words.tokens.end <= to);
        from < to && (other || (from..to).any(|at| self.pages.tokens[at].is_mark(';')))
    }

    fn is_compared(&self, mention: &Mention) -> bool {
        let before = mention.number.start.checked_sub(1).and_then(|at| self.pages.tokens.get(at));
        before.is_some_and(|token| token.is_any(&["against", "from", "than", "with"]))
    }

    /// The part of a sentence around a token that no new main clause parts.
    fn segment(&self, at: usize, sentence: usize) -> Range<usize> {
        let range = self.sentence(sentence);
        let parts = |at: &usize| {
            let token = &self.pages.tokens[*at];
            let next = self.pages.tokens.get(at + 1);
            token.is_mark(';')
                || (token.is_mark(',')
                    && next.is_some_and(|next| next.is_any(&["and", "but", "while", "whereas", "yet"])))
        };
        let start = (range.start..at).rev().find(parts).map_or(range.start, |at| at + 1);
        let end = (at..range.end).find(parts).unwrap_or(range.end);
        start..end
    }

    /// The days of the whole, of the sentence before in the paragraph, or of the event that the article names.
    fn carry(&self, mention: &Mention, whole: Option<(&Mention, &DatedMention)>, dated: &mut DatedMention) {
        if let Some((of, days)) = whole {
            dated.days.window = days.days.window;
            dated.is_window = days.is_window;
            dated.days.as_of = dated.days.as_of.or(days.days.as_of);
            dated.days.worked_out |= days.days.worked_out;
            dated.days.needs_publication |= days.days.needs_publication;
            if of.sentence == mention.sentence {
                dated.days.stated_on = dated.days.stated_on.or(days.days.stated_on);
            }
            return;
        }
        if matches!(mention.state, State::History | State::Earlier | State::Hypothetical | State::Asked) {
            return;
        }
        if let Some((date, words)) = self.of_paragraph(mention) {
            match date {
                MeantDays::At(date) => {
                    dated.days.window = Some(Window::From(date));
                    dated.days.worked_out |= words.is_worked_out();
                }
                MeantDays::NeedsPublication => dated.days.needs_publication = true,
                _ => {}
            }
            return;
        }
        if let Some(MeantDays::At(date)) = self.named {
            dated.days.window = Some(Window::From(date));
        }
    }

    /// The day on which it happened by the nearest sentence before, in the same paragraph.
    fn of_paragraph(&self, mention: &Mention) -> Option<(MeantDays, &PrintedDay)> {
        let block = self.pages.blocks.get(self.pages.sentences.get(mention.sentence)?.block)?;
        for sentence in (block.sentences.start..mention.sentence).rev().take(SIGHT) {
            let range = self.sentence(sentence);
            let happens = range
                .clone()
                .any(|at| is_happening(&self.pages.tokens[at]) || is_event(&self.pages.tokens[at]));
            let days = told_days(self.pages, self.calendar, self.said, &range);
            let found = days
                .iter()
                .filter(|day| day.role == DayRole::Happened && happens && is_day(&day.meaning))
                .map(|day| (day.meaning, &day.words.when))
                .next_back();
            if found.is_some() {
                return found;
            }
            if days.iter().any(|day| matches!(day.role, DayRole::Since | DayRole::Window)) {
                return None;
            }
        }
        None
    }
}

/// Whether a verb says by itself that people came to harm, so that a day behind it is that of its own clause.
fn is_finite_harm(token: &TextToken<'_>) -> bool {
    token.is_any(&["died", "drowned", "perished", "was", "were", "succumbed"])
}

/// Whether it is one day; a year or a month of another clause is not the day of the next sentence's numbers.
fn is_day(meaning: &MeantDays) -> bool {
    match meaning {
        MeantDays::At(date) => date.precision() == Precision::Day,
        MeantDays::NeedsPublication => true,
        _ => false,
    }
}

/// Sets a day, and says how it is known.
fn set(
    date: &mut Option<PartialDate>,
    day: &ToldDay<'_>,
    worked_out: &mut bool,
    needs_publication: &mut bool,
) {
    match day.meaning {
        MeantDays::At(found) | MeantDays::Window(_, found) => {
            *date = Some(found);
            *worked_out |= day.words.when.is_worked_out();
        }
        MeantDays::NeedsPublication => *needs_publication = true,
        MeantDays::Hours(_) | MeantDays::Open => {}
    }
}

#[cfg(test)]
mod tests;
