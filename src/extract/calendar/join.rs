//! Joins two days to a range, and reads by what words a day is tied to its sentence.

use super::super::layout::Pages;
use super::super::token::TextToken;
use super::find::is_joint;
use super::{DayTie, DayWords, LISTS, PrintedDay};

/// The days of a text, with ranges joined and ties read.
pub(super) fn joined(pages: &Pages<'_>, days: Vec<DayWords>) -> Vec<DayWords> {
    let mut found: Vec<DayWords> = Vec::with_capacity(days.len());
    for mut day in days {
        if let Some(last) = found.last_mut()
            && is_range(&pages.tokens, last, &day)
        {
            let first = std::mem::replace(&mut last.when, PrintedDay::Stretch);
            last.when = PrintedDay::Range(Box::new(first), Box::new(day.when));
            last.tokens.end = day.tokens.end;
            continue;
        }
        (day.lead, day.tie) = tie(&pages.tokens, &day, found.last());
        found.push(day);
    }
    found
}

/// Whether two days are the ends of a range: a word or a dash joins them, and both are of one sort.
fn is_range(tokens: &[TextToken<'_>], first: &DayWords, last: &DayWords) -> bool {
    let is_day = |when: &PrintedDay| {
        matches!(
            when,
            PrintedDay::Fixed(_)
                | PrintedDay::Yearless { .. }
                | PrintedDay::Weekday { .. }
                | PrintedDay::DaysAgo(_)
        )
    };
    if !is_day(&first.when) || !is_day(&last.when) || first.tie == DayTie::Owner {
        return false;
    }
    let mut between = tokens.get(first.tokens.end..last.tokens.start).unwrap_or_default();
    while let [rest @ .., end] = between
        && (end.is_any(&["on", "early", "late", "the"]) && !rest.is_empty())
    {
        between = rest;
    }
    let [joint] = between else { return false };
    let opens = first.tokens.start.checked_sub(1).and_then(|at| tokens.get(at));
    let opens_range = opens.is_some_and(|word| word.is_any(&["from", "between"]));
    match &*joint.folded {
        "to" | "until" | "till" | "through" => true,
        "and" => {
            opens_range
                || matches!(
                    (&first.when, &last.when),
                    (PrintedDay::Weekday { .. }, PrintedDay::Weekday { .. })
                )
        }
        "or" | "versus" => false,
        _ => is_joint(joint),
    }
}

/// Where the words begin that tie a day to its sentence, and how they tie it.
fn tie(tokens: &[TextToken<'_>], day: &DayWords, last: Option<&DayWords>) -> (usize, DayTie) {
    let is_owner = tokens.get(day.tokens.end).is_some_and(|next| next.is_glued && next.is("'s"));
    if is_owner {
        return (day.tokens.start, DayTie::Owner);
    }
    let floor = last.map_or(0, |last| last.tokens.end);
    let mut lead = day.tokens.start;
    let mut has_of = false;
    while lead > floor && is_lead(tokens, lead - 1) {
        lead -= 1;
        has_of |= tokens[lead].is("of");
    }
    let Some(governor) = lead.checked_sub(1).filter(|at| *at >= floor).and_then(|at| tokens.get(at)) else {
        return (lead, over_clause(tokens, lead, floor).unwrap_or(DayTie::Plain));
    };
    let word = &*governor.folded;
    let behind_last = last.is_some_and(|last| {
        last.tokens.end + 1 >= lead && matches!(last.when, PrintedDay::Hours(_) | PrintedDay::Stretch)
    });
    let ends_window = tokens[..lead]
        .iter()
        .rev()
        .take(4)
        .any(|token| token.is_any(&["week", "hours", "days", "month", "period", "hour"]));
    match word {
        "as" => (lead - 1, DayTie::AsOf),
        "to" | "through" | "until" | "till" | "ending" | "ended" | "ends" if behind_last || ends_window => {
            (lead - 1, DayTie::WindowEnd)
        }
        "to" if lead >= 2 && tokens[lead - 2].is("up") => (lead - 2, DayTie::AsOf),
        "to" => (lead, DayTie::Other),
        _ if LISTS.as_of.contains(word) => {
            let up = lead >= 2 && tokens[lead - 2].is("up");
            (lead - 1 - usize::from(up), DayTie::AsOf)
        }
        _ if LISTS.since.contains(word) => (lead - 1, DayTie::Since),
        "from" if goes_on(tokens, day) => (lead - 1, DayTie::Since),
        "from" | "between" => (lead - 1, DayTie::Plain),
        "after" | "before" | "ahead" | "following" | "versus" | "than" => (lead - 1, DayTie::Other),
        _ => {
            let tie =
                over_clause(tokens, lead, floor).unwrap_or(if has_of { DayTie::Of } else { DayTie::Plain });
            (lead, tie)
        }
    }
}

/// Whether a token belongs to the words before a day: `late on`, `noon on`, `5 p.m. on`, `(`.
fn is_lead(tokens: &[TextToken<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    match token.kind {
        _ if token.is_word() => {
            LISTS.before.contains(&*token.folded)
                || token.is_any(&["p.m", "a.m", "pm", "am", "p", "a", "m"])
                    && next.is_some_and(|next| next.is_mark('.') || next.is("on"))
        }
        _ if token.is_numeral() => {
            next.is_some_and(|next| {
                next.is_any(&["gmt", "utc", "hours", "hrs", "p", "a", "pm", "am", "o'clock", "local"])
                    || next.is_mark(':')
            }) || (at > 0 && tokens[at - 1].is_mark(':'))
        }
        _ => {
            let inside = token.is_mark('.') && at > 0 && tokens[at - 1].is_any(&["p", "a", "m"]);
            inside || (token.is_mark(':') && next.is_some_and(TextToken::is_numeral))
        }
    }
}

/// "From Monday on", "from 3 May onwards".
fn goes_on(tokens: &[TextToken<'_>], day: &DayWords) -> bool {
    tokens.get(day.tokens.end).is_some_and(|next| next.is_any(&["on", "onward", "onwards"]))
}

/// "Since the truce ended on 3 January": the word stands before a clause without a comma or a number.
fn over_clause(tokens: &[TextToken<'_>], lead: usize, floor: usize) -> Option<DayTie> {
    const FARTHEST: usize = 14;
    for at in (floor.max(lead.saturating_sub(FARTHEST))..lead).rev() {
        let token = &tokens[at];
        if token.is("since") {
            return Some(DayTie::Since);
        }
        let ends = token.is_numeral()
            || token.is_any(&["that", "when", "after", "and", "but", "said", "who", "which"]);
        if ends || token.is_mark_of(|c| !matches!(c, '-' | '\'' | '\u{2019}' | '(' | ')')) {
            return None;
        }
    }
    None
}
