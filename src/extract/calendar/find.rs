//! Finds the words of days: dates, months, years, weekdays, "yesterday", "the past week".

use super::super::layout::Pages;
use super::super::token::{MAY, TextToken, is_dash};
use super::{DayTie, DayWords, LISTS, PrintedDay, digits, month_of, weekday_of};
use crate::model::date::{PartialDate, Precision};

/// The days of a text, each by itself: ranges are not joined yet, and no tie is known.
pub(super) fn days(pages: &Pages<'_>) -> Vec<DayWords> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pages.tokens.len() {
        match day_at(&pages.tokens[at..], at.checked_sub(1).map(|before| &pages.tokens[before])) {
            Some((len, when)) => {
                let len = len.max(1);
                let tokens = at..(at + len).min(pages.tokens.len());
                found.push(DayWords { lead: tokens.start, tokens, when, tie: DayTie::Plain });
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

/// What makes a length one that is still to come, or that something takes.
const AHEAD: &[&str] =
    &["next", "coming", "following", "every", "another", "for", "after", "than", "about", "some"];

type Cut = (usize, PrintedDay);

/// The day with which some tokens begin, and how many tokens it is.
fn day_at(tokens: &[TextToken<'_>], before: Option<&TextToken<'_>>) -> Option<Cut> {
    let first = tokens.first()?;
    if first.is_numeral() {
        return iso(tokens)
            .or_else(|| slashed(tokens))
            .or_else(|| day_first(tokens))
            .or_else(|| hours(tokens, 0).filter(|_| !before.is_some_and(|before| before.is_any(AHEAD))))
            .or_else(|| year_alone(tokens, before));
    }
    if !first.is_word() {
        return None;
    }
    month_first(tokens, before)
        .or_else(|| week_day(tokens, before))
        .or_else(|| feast(tokens))
        .or_else(|| relative(tokens))
        .or_else(|| stretch(tokens))
}

fn iso(tokens: &[TextToken<'_>]) -> Option<Cut> {
    let [year, one, month, two, day, ..] = tokens else { return None };
    let is_joined =
        [one, month, two, day].iter().all(|token| token.is_glued) && one.is_mark('-') && two.is_mark('-');
    let (Some(year), Some(month), Some(day)) = (digits(year), digits(month), digits(day)) else {
        return None;
    };
    let date = PartialDate::day(year as i32, month, day).filter(|_| is_joined && year >= 1000)?;
    Some((5, PrintedDay::Fixed(date)))
}

/// `24/08/2025`, `24.8.2025`, where day and month cannot be confused. The tokenizer keeps dots inside a numeral.
fn slashed(tokens: &[TextToken<'_>]) -> Option<Cut> {
    let read = |text: &str| PartialDate::read(text).ok().filter(|date| date.precision() == Precision::Day);
    let first = tokens.first()?;
    if first.text.len() >= 8 && first.text.matches('.').count() == 2 {
        return Some((1, PrintedDay::Fixed(read(first.text)?)));
    }
    let [day, one, month, two, year, ..] = tokens else { return None };
    let is_joined =
        [one, month, two, year].iter().all(|token| token.is_glued) && one.is_mark('/') && two.is_mark('/');
    let text = [day.text, month.text, year.text].join("/");
    Some((5, PrintedDay::Fixed(read(&text).filter(|_| is_joined)?)))
}

/// `9 February`, `9th of February, 2026`, and the ranges `9 to 15 February`, `9-15 February`, `9 and 10 February`.
fn day_first(tokens: &[TextToken<'_>]) -> Option<Cut> {
    let (len, first) = day_number(tokens)?;
    let mut at = len;
    let mut last = None;
    if let Some(joint) = tokens.get(at).filter(|token| is_joint(token)) {
        let skip = at
            + 1
            + usize::from(joint.is_mark('-') && tokens.get(at + 1).is_some_and(|next| next.is_mark('-')));
        if let Some((len, day)) = day_number(tokens.get(skip..)?) {
            last = Some(day);
            at = skip + len;
        }
    }
    at += usize::from(tokens.get(at).is_some_and(|token| token.is("of") || token.is_mark('-')));
    let month = month_of(tokens.get(at)?)?;
    let (len, year) = year_behind(tokens, at + 1, false);
    let when = |day| dated(year, month, Some(day));
    Some((
        len,
        match last {
            Some(last) => PrintedDay::Range(Box::new(when(first)?), Box::new(when(last)?)),
            None => when(first)?,
        },
    ))
}

/// A day of a month in digits, with its ending: `3`, `3rd`.
fn day_number(tokens: &[TextToken<'_>]) -> Option<(usize, u32)> {
    let day = digits(tokens.first()?).filter(|day| (1..=31).contains(day))?;
    let has_ending =
        tokens.get(1).is_some_and(|next| next.is_glued && next.is_any(&["st", "nd", "rd", "th"]));
    Some((1 + usize::from(has_ending), day))
}

/// What stands between the two ends of a range.
pub(super) fn is_joint(token: &TextToken<'_>) -> bool {
    token.is_any(&["to", "and", "until", "till", "through", "or", "versus"]) || token.is_mark_of(is_dash)
}

/// A day or month with or without its year.
fn dated(year: Option<i32>, month: u32, day: Option<u32>) -> Option<PrintedDay> {
    match (year, day) {
        (Some(year), Some(day)) => PartialDate::day(year, month, day).map(PrintedDay::Fixed),
        (Some(year), None) => PartialDate::month(year, month).map(PrintedDay::Fixed),
        // 2024 is a leap year: 29 February is a day of some year.
        (None, Some(day)) => {
            PartialDate::day(2024, month, day).map(|_| PrintedDay::Yearless { month, day: Some(day) })
        }
        (None, None) => Some(PrintedDay::Yearless { month, day: None }),
    }
}

/// The year that stands behind a month or day: `2026`, `, 2026`, and in the wires `90`. The length counts from 0.
fn year_behind(tokens: &[TextToken<'_>], at: usize, is_month: bool) -> (usize, Option<i32>) {
    // The full stop of a short month, unless the sentence ends there.
    let dot = tokens.get(at).is_some_and(|token| token.is_mark('.') && token.is_glued);
    let at_word = at + usize::from(dot && tokens.get(at - 1).is_some_and(|month| month.text.len() <= 4));
    let behind =
        at_word + usize::from(!is_month && tokens.get(at_word).is_some_and(|token| token.is_mark(',')));
    let Some(token) = tokens.get(behind) else { return (at, None) };
    let is_followed = tokens.get(behind + 1).is_some_and(|next| next.is_word() && is_plural_noun(next));
    match digits(token) {
        Some(year @ 1700..=2199) if token.text.len() == 4 && !is_followed => (behind + 1, Some(year as i32)),
        Some(year)
            if token.text.len() == 2
                && behind == at_word
                && tokens[at - 1].text.len() == 3
                && dot_free(tokens, at) =>
        {
            let century = if year < 50 { 2000 } else { 1900 };
            (behind + 1, Some(century + year as i32))
        }
        _ => (at, None),
    }
}

/// Whether a month is written as the wires do, `JAN 90`: in capitals, and the year ends the line or a bracket follows.
fn dot_free(tokens: &[TextToken<'_>], at: usize) -> bool {
    let is_upper = tokens[at - 1].text.bytes().all(|byte| byte.is_ascii_uppercase());
    is_upper && tokens.get(at + 1).is_none_or(|next| !next.is_word() || next.is_capital())
}

fn is_plural_noun(token: &TextToken<'_>) -> bool {
    !token.is_capital() && token.folded.ends_with('s') && token.folded.len() > 4 && !token.is("as")
        || token.is_any(&["people", "children", "women", "men", "dead", "deaths"])
}

/// `February 9, 2026`, `February 9-15`, `February 2026`, `February`, `last February`.
fn month_first(tokens: &[TextToken<'_>], before: Option<&TextToken<'_>>) -> Option<Cut> {
    let month = month_of(tokens.first()?)?;
    let dot = usize::from(
        tokens.get(1).is_some_and(|token| token.is_mark('.') && token.is_glued && tokens[0].text.len() <= 4),
    );
    let ties = [
        "in", "since", "by", "until", "last", "from", "between", "and", "to", "early", "late", "mid", "of",
        "-", "this", "through", "during", "till", "on", "end",
    ];
    let is_tied = before.is_some_and(|before| before.is_any(&ties));
    if let Some((len, first)) = tokens.get(1 + dot..).and_then(day_number)
        && tokens.get(1 + dot + len).is_none_or(|next| !next.is_mark(':') || !next.is_glued)
    {
        let at = 1 + dot + len;
        let joint = tokens.get(at).filter(|token| is_joint(token) && !token.is("or"));
        let last = joint.and_then(|_| tokens.get(at + 1..)).and_then(day_number);
        let last = last.filter(|(len, last)| {
            *last > first
                && tokens.get(at + 1 + len).is_none_or(|next| !next.is_word() || !is_plural_noun(next))
        });
        let end = last.map_or(at, |(len, _)| at + 1 + len);
        let (end, year) = year_behind(tokens, end, false);
        let when = |day| dated(year, month, Some(day));
        let is_people = tokens.get(at).is_some_and(is_plural_noun) && year.is_none();
        if !is_people {
            return Some((
                end,
                match last {
                    Some((_, last)) => PrintedDay::Range(Box::new(when(first)?), Box::new(when(last)?)),
                    None => when(first)?,
                },
            ));
        }
    }
    let (len, year) = year_behind(tokens, 1, true);
    if year.is_some() {
        return Some((len, dated(year, month, None)?));
    }
    if tokens.get(1).is_some_and(|next| next.is("last")) && tokens.get(2).is_some_and(|next| next.is("year"))
    {
        return Some((3, PrintedDay::OfLastYear(month)));
    }
    let is_name = tokens[0].is("march");
    let is_short = tokens[0].text.len() <= 4 && !tokens[0].is_any(&[MAY, "june", "july"]);
    // "Jan" and "April" are names as well.
    let is_first_name = is_short && tokens.get(1).is_some_and(|next| next.is_word() && next.is_capital());
    let is_led = before.is_some_and(|before| {
        before.is_any(&["in", "since", "by", "until", "last", "from", "early", "late", "mid"])
    });
    let is_month = if is_short { is_led && !is_first_name } else { is_tied || !is_name };
    is_month.then_some((1, PrintedDay::Yearless { month, day: None }))
}

/// A weekday, with its time of day.
fn week_day(tokens: &[TextToken<'_>], before: Option<&TextToken<'_>>) -> Option<Cut> {
    let number = weekday_of(tokens.first()?)?;
    let is_short = tokens[0].text.len() <= 3;
    if is_short
        && !before
            .is_some_and(|before| before.is_any(&["on", "last", "by", "since", "late", "early", "until"]))
    {
        return None;
    }
    let is_before = before.is_some_and(|before| before.is("last"));
    let mut len = 1;
    while tokens.get(len).is_some_and(|token| token.is_word() && LISTS.parts.contains(&*token.folded)) {
        len += 1;
    }
    if tokens.get(len).is_some_and(|token| token.is("last"))
        && tokens.get(len + 1).is_some_and(|token| token.is("week"))
    {
        return Some((len + 2, PrintedDay::Stretch));
    }
    Some((len, PrintedDay::Weekday { number, is_before }))
}

fn feast(tokens: &[TextToken<'_>]) -> Option<Cut> {
    if !tokens.first()?.is_capital() {
        return None;
    }
    let (longest, most) = (3, tokens.len().min(4));
    let found = (1..=most.min(longest + 1)).rev().find_map(|len| {
        let words: String = tokens[..len]
            .iter()
            .map(|token| if token.is_glued { token.folded.to_string() } else { format!(" {}", token.folded) })
            .collect();
        LISTS.feasts.get(words.trim_start()).map(|day| (len, *day))
    });
    let (len, day) = found?;
    let (month, day) = day.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let (end, year) = year_behind(tokens, len, true);
    Some((if year.is_some() { end } else { len }, dated(year, month, Some(day))?))
}

/// `yesterday`, `last night`, `three days ago`, `this year`, `the start of the year`.
fn relative(tokens: &[TextToken<'_>]) -> Option<Cut> {
    let first = tokens.first()?;
    let second = tokens.get(1);
    let second_is = |words: &[&str]| second.is_some_and(|second| second.is_any(words));
    let third_is = |words: &[&str]| tokens.get(2).is_some_and(|third| third.is_any(words));
    let parts = 1 + usize::from(
        second.is_some_and(|second| second.is_any(&["morning", "afternoon", "evening", "night"])),
    );
    let number = || LISTS.numbers.get(&*first.folded).and_then(|number| number.parse().ok());
    match &*first.folded {
        "yesterday" => Some((parts, PrintedDay::DaysAgo(1))),
        "today" | "tonight" => Some((1, PrintedDay::DaysAgo(0))),
        "last" if second_is(&["night"]) => Some((2, PrintedDay::DaysAgo(1))),
        "this" if second_is(&["morning", "afternoon", "evening"]) => Some((2, PrintedDay::DaysAgo(0))),
        "last" if second_is(&["month"]) => Some((2, PrintedDay::MonthsAgo(1))),
        "this" if second_is(&["month"]) => Some((2, PrintedDay::MonthsAgo(0))),
        "last" if second_is(&["year"]) => Some((2, PrintedDay::YearsAgo(1))),
        "this" if second_is(&["year"]) => Some((2, PrintedDay::YearsAgo(0))),
        "last" | "this" if second_is(&["week", "weekend"]) => Some((2, PrintedDay::Stretch)),
        "reporting" if second_is(&["week", "period", "month", "window"]) => Some((2, PrintedDay::Reporting)),
        "start" | "beginning" if second_is(&["of"]) && third_is(&["the", "this"]) => {
            tokens.get(3).filter(|token| token.is("year")).map(|_| (4, PrintedDay::StartOfYear(0)))
        }
        "start" | "beginning" if second_is(&["of"]) => {
            let year = tokens.get(2).and_then(digits).filter(|year| (1700..=2199).contains(year))?;
            Some((3, PrintedDay::Fixed(PartialDate::day(year as i32, 1, 1)?)))
        }
        _ if second_is(&["days", "day"]) && third_is(&["ago"]) => Some((3, PrintedDay::DaysAgo(number()?))),
        // Without "today" a week ago is no day.
        _ if second_is(&["weeks", "week"]) && third_is(&["ago"]) => {
            let is_today = tokens.get(3).is_some_and(|fourth| fourth.is("today"));
            is_today.then_some((4, PrintedDay::DaysAgo(7 * number()?)))
        }
        _ => None,
    }
}

/// `past week`, `last 24 hours`, `previous three days`, behind "the"; also `24 hours`, `24-hour`.
fn stretch(tokens: &[TextToken<'_>]) -> Option<Cut> {
    let first = tokens.first()?;
    if ends_with_day(tokens, 1) && first.is_any(&["week", "fortnight", "month"]) {
        let hours = LISTS.lengths.get(&*first.folded).and_then(|hours| hours.parse().ok());
        return Some((1, hours.map_or(PrintedDay::Stretch, PrintedDay::Hours)));
    }
    if first.is_any(&["past", "last", "previous", "preceding"]) {
        let second = tokens.get(1)?;
        if let Some(hours) = LISTS.lengths.get(&*second.folded) {
            let is_single = second.is_any(&["day", "week", "fortnight", "hour"]);
            return is_single.then_some((2, PrintedDay::Hours(hours.parse().ok()?)));
        }
        if second.is_any(&["month", "year", "weeks", "months", "decade"]) {
            return Some((2, PrintedDay::Stretch));
        }
        return hours(tokens, 1).or_else(|| {
            let is_long = tokens.get(2).is_some_and(|unit| unit.is_any(&["months", "years", "decades"]));
            is_long.then_some((3, PrintedDay::Stretch))
        });
    }
    // "Within 24 hours" is read at its number; in words it needs a word of a window before it, or the day that ends it.
    hours(tokens, 0).filter(|(len, _)| ends_with_day(tokens, *len))
}

/// Whether a length goes on with the day that ends it: `to 3 March`.
fn ends_with_day(tokens: &[TextToken<'_>], at: usize) -> bool {
    let ends = tokens
        .get(at)
        .is_some_and(|next| next.is_any(&["to", "ending", "ended", "through", "until", "till"]));
    ends && tokens
        .iter()
        .skip(at + 1)
        .take(4)
        .any(|token| month_of(token).is_some() || weekday_of(token).is_some())
}

/// A length in hours, days or weeks behind the token `at`: `24 hours`, `three days`, `24-hour`.
fn hours(tokens: &[TextToken<'_>], at: usize) -> Option<Cut> {
    let number = tokens.get(at)?;
    let count = digits(number)
        .or_else(|| LISTS.numbers.get(&*number.folded).and_then(|number| number.parse().ok()))?;
    let dash =
        usize::from(tokens.get(at + 1).is_some_and(|token| token.is_mark_of(is_dash) && token.is_glued));
    let unit = tokens.get(at + 1 + dash)?;
    let hours: u32 = LISTS.lengths.get(&*unit.folded)?.parse().ok()?;
    let len = at + 2 + dash;
    // Without "the past" only a window of 24 or 48 hours is meant; "for 11 hours" is how long something took.
    let is_window = at > 0
        || ends_with_day(tokens, len)
        || (unit.is_any(&["hours", "hour"]) && matches!(count, 24 | 48 | 72));
    let is_ago = tokens
        .get(len)
        .is_some_and(|next| next.is_any(&["ago", "later", "earlier", "after", "before", "old"]));
    (is_window && !is_ago).then_some((len, PrintedDay::Hours(count.checked_mul(hours)?)))
}

/// A year behind a word that ties it: `in 1961`.
fn year_alone(tokens: &[TextToken<'_>], before: Option<&TextToken<'_>>) -> Option<Cut> {
    let first = tokens.first()?;
    let year = digits(first).filter(|year| first.text.len() == 4 && (1700..=2099).contains(year))?;
    let ties = [
        "in", "since", "of", "from", "between", "until", "by", "during", "to", "and", "through", "till",
        "the", "before", "early", "late", "mid", "for",
    ];
    let is_tied = before.is_some_and(|before| {
        before.is_any(&ties) || before.is_mark('(') || (before.is_mark_of(is_dash) && first.is_glued)
    });
    let is_counted = tokens.get(1).is_some_and(|next| {
        is_plural_noun(next)
            || (next.is_mark_of(is_dash)
                && next.is_glued
                && tokens.get(2).is_some_and(TextToken::is_numeral)
                && digits(&tokens[2]).is_some_and(|number| number < 1700))
    });
    let needs_more = before
        .is_some_and(|before| before.is_any(&["the", "of", "to", "and", "by", "for", "before", "from"]));
    let follows = tokens.get(1).is_none_or(|next| {
        !next.is_word()
            || next.is_any(&["and", "to", "when", "killed", "left", "had", "by", "in"])
            || before.is_some_and(|before| before.is_any(&["the", "of"]))
    });
    (is_tied && !is_counted && (!needs_more || follows))
        .then(|| PartialDate::year(year as i32).map(|year| (1, PrintedDay::Fixed(year))))?
}
