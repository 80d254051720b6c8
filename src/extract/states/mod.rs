//! Whether the text says that a number holds: it did earlier, it was taken back, it could happen, it is asked.

mod denied;
mod earlier;
mod nearby;

use super::State;
use super::calendar::month_of;
use super::line::GlossedLine;
use denied::is_denied;
use earlier::is_earlier;
pub(super) use nearby::WordsNearby;

/// Whether a number holds.
pub(super) fn state(words: &WordsNearby<'_, '_, '_>) -> State {
    if words.line.tokens.iter().rev().take(3).any(|token| token.is_mark('?')) {
        return State::Asked;
    }
    type Holds = fn(&WordsNearby<'_, '_, '_>) -> bool;
    let tests: [(State, Holds); 4] = [
        (State::Denied, is_denied),
        (State::Earlier, is_earlier),
        (State::Hypothetical, could_happen),
        (State::History, is_history),
    ];
    tests.iter().find(|(_, holds)| holds(words)).map_or(State::Current, |(state, _)| *state)
}

/// "could kill up to 100", "expect 1,000 more deaths", "would put 9,000 lives at risk".
fn could_happen(words: &WordsNearby<'_, '_, '_>) -> bool {
    let line = words.line;
    let clause = words.clause();
    let has = |words: &[&str]| clause.clone().any(|at| line.is_any(at, words));
    let is_modal_before = words.word.is_some_and(|word| {
        (word.saturating_sub(5)..word).any(|at| {
            let confirms = (at + 1..at + 3)
                .any(|at| line.is_any(at, &["confirm", "say", "acknowledge", "admit", "verify"]));
            line.is_any(at, &["could", "would", "will", "might", "may", "can"]) && !confirms
        }) && (is_counterfactual(words)
            || !(word.saturating_sub(4)..word).any(|at| line.is_any(at, &["have", "be"])))
    });
    let expects = words.has_before(
        &[
            "expect",
            "expects",
            "expected",
            "forecast",
            "forecasts",
            "predict",
            "predicts",
            "predicted",
            "project",
            "projects",
            "projected",
            "anticipate",
            "anticipates",
            "warn",
            "warns",
            "warned",
            "threatens",
            "threaten",
        ],
        12,
    ) && (has(&[
        "could",
        "would",
        "will",
        "may",
        "might",
        "by",
        "expect",
        "expects",
        "forecast",
        "forecasts",
        "predict",
        "predicts",
        "predicted",
        "projected",
        "projects",
        "project",
        "anticipates",
    ]) && !has(&["was", "were", "since"]));
    let at_risk =
        clause.clone().any(|at| line.begins(at, &["at", "risk"]) || line.begins(at, &["in", "danger"]));
    let is_if = has(&["if", "unless"]) && has(&["would", "could", "will", "might"]);
    is_modal_before || expects || at_risk || is_if
}

/// "Had the dam failed, 5,000 could have drowned": it did not.
fn is_counterfactual(words: &WordsNearby<'_, '_, '_>) -> bool {
    let line = words.line;
    (words.count.tokens.end..words.clause().end)
        .any(|at| line.is_any(at, &["could", "would"]) && line.is(at + 1, "have"))
}

/// "the last eruption, in 1961, had buried 340"; "since 1934, when 212 perished".
fn is_history(words: &WordsNearby<'_, '_, '_>) -> bool {
    let line = words.line;
    let clause = words.clause();
    let has_pluperfect = clause.clone().any(|at| line.is(at, "had"));
    let told_for_comparison = clause.clone().any(|at| {
        line.is_any(
            at,
            &[
                "last",
                "previous",
                "earlier",
                "similar",
                "worst",
                "deadliest",
                "when",
                "same",
                "another",
                "ago",
            ],
        )
    });
    let year = clause.clone().find_map(|at| {
        let token = line.token(at).filter(|token| token.is_numeral() && token.text.len() == 4)?;
        let year: i32 = token.text.parse().ok().filter(|year| (1000..2100).contains(year))?;
        let since =
            at.checked_sub(1).is_some_and(|before| line.is_any(before, &["since", "from", "between"]))
                || at.checked_sub(2).is_some_and(|before| line.is(before, "since"));
        (!since || line.is(at + 2, "when")).then_some(year)
    });
    // "In March, a similar ambush killed 22"; "last year's attack".
    let is_another =
        (told_for_comparison && has_month(line, words.segment()) && is_likened(line, words.segment()))
            || had_done(words) && has_month(line, words.segment())
            || words.segment().any(|at| line.begins(at, &["last", "year", "'s"]) || line.is(at, "year's"));
    let Some(year) = year else {
        return is_another && words.word.is_some()
            || has_pluperfect
                && clause
                    .clone()
                    .any(|at| line.begins(at, &["years", "ago"]) || line.begins(at, &["years", "earlier"]))
            || clause.clone().any(|at| line.begins(at, &["years", "ago"])) && words.word.is_some();
    };
    match words.published {
        Some(day) => {
            let now: i32 = day.to_date().iso().get(..4).and_then(|year| year.parse().ok()).unwrap_or(year);
            year + 2 <= now || year < now && told_for_comparison
        }
        None => told_for_comparison || has_pluperfect,
    }
}

/// Whether the harm is told in the pluperfect: "in March floods had killed 39".
fn had_done(words: &WordsNearby<'_, '_, '_>) -> bool {
    words.word.is_some_and(|word| (word.saturating_sub(2)..word).any(|at| words.line.is(at, "had")))
}

/// Whether a clause begins with a month of its own: "in March", "last April".
fn has_month(line: &GlossedLine<'_, '_>, clause: std::ops::Range<usize>) -> bool {
    let is_month = |at: usize| line.token(at).is_some_and(|token| month_of(token).is_some());
    let leads = |at: usize| {
        at > 0
            && line.is_any(at - 1, &["in", "last"])
            && !line.token(at + 1).is_some_and(|next| next.is_numeral())
    };
    (clause.start.saturating_sub(3)..clause.end).any(|at| is_month(at) && leads(at))
}

/// Whether something is said to be like another: "a similar ambush", "the same bridge".
fn is_likened(line: &GlossedLine<'_, '_>, clause: std::ops::Range<usize>) -> bool {
    let likens = |at: usize| {
        let is_time =
            line.is_any(at + 1, &["day", "week", "month", "year", "time", "period", "night", "hour"]);
        line.is_any(at, &["similar", "same"]) && !is_time
    };
    line.find(clause, likens).is_some()
}

#[cfg(test)]
mod tests;
