//! A number that another took the place of: "from 38", "not five", "had spoken of 69".

use super::super::lexicon::WordClass;
use super::super::line::GlossedLine;
use super::super::token::TextToken;
use super::nearby::WordsNearby;

/// "from 38", "against 49 on Monday", "not five", "had spoken of 69".
pub(super) fn is_earlier(words: &WordsNearby<'_, '_, '_>) -> bool {
    let line = words.line;
    let Some(before) = line.before(words.count.lead) else { return false };
    let tolls = [WordClass::Rise, WordClass::Fall, WordClass::Toll];
    let has_toll = (before.saturating_sub(14)..before).any(|at| line.has_any(at, &tolls));
    let is_from = line.is(before, "from")
        && (has_toll
            || line.is_any(words.count.tokens.end, &["to", "on", "in", "earlier", "the"])
                && words.has_behind(&["to"], 6));
    let is_against = line.is_any(before, &["against", "versus", "vs"])
        && (has_toll || words.count.is_bare())
        && !is_of_others(line, words.count.tokens.end);
    let is_compared = line.is_any(before, &["with", "to"])
        && before.checked_sub(1).is_some_and(|at| line.is_any(at, &["compared", "comparison"]));
    let is_instead = line.is(before, "not") && line.is_mark(before.wrapping_sub(1), |c| c == ',')
        || line.ends(words.count.lead, &["instead", "of"])
        || line.ends(words.count.lead, &["rather", "than"])
        || line.ends(words.count.lead, &["and", "not"])
        || line.ends(words.count.lead, &["not", "the"]);
    // "The toll is now 34 (was 31 this morning)".
    let was =
        line.is(before, "was") && before.checked_sub(1).is_some_and(|at| line.is_mark(at, |c| c == '('));
    is_from
        || is_against
        || is_compared
        || is_instead
        || was
        || had_been_said(words)
        || is_former(words)
        || is_of_old_version(words)
        || was_said_first(words)
        || was_said_before_another(words)
        || is_revised(words, before)
}

/// "Had earlier put it at 12", "had spoken of 69".
fn had_been_said(words: &WordsNearby<'_, '_, '_>) -> bool {
    let is_said = words.has_before(COUNTED, 8) || words.has_before(&["stood", "been"], 8);
    let before = ["earlier", "previously", "initially", "first", "originally", "spoken", "stood"];
    is_said
        && words.has_before(&["had"], 10)
        && (words.has_before(&before, 10) || words.has_behind(&["earlier", "previously"], 6))
}

/// "A previous toll of 40", "the initial count of 12".
fn is_former(words: &WordsNearby<'_, '_, '_>) -> bool {
    words.has_before(
        &[
            "previous",
            "earlier",
            "initial",
            "former",
            "original",
            "preliminary",
            "previously",
            "initially",
            "originally",
        ],
        6,
    ) && words.has_before(
        &["toll", "figure", "count", "number", "total", "estimate", "tally", "report", "reports", "of"],
        8,
    )
}

/// "An earlier version of this story said that nine were missing": the publisher took it back.
fn is_of_old_version(words: &WordsNearby<'_, '_, '_>) -> bool {
    const OLD: &[&str] = &["earlier", "previous", "original", "initial", "older", "first"];
    let line = words.line;
    (words.clause().start..words.count.lead)
        .any(|at| line.is_any(at, OLD) && line.is_any(at + 1, &["version", "edition", "draft", "headline"]))
}

/// "At first spoke of three", "initially gave the number as 12", "the 24 first reported".
fn was_said_first(words: &WordsNearby<'_, '_, '_>) -> bool {
    const FARTHEST: usize = 8;
    let (line, lead) = (words.line, words.count.lead);
    // "At first light" is a time of day.
    let at_first =
        |at: usize| line.begins(at, &["at", "first"]) && !line.is_any(at + 2, &["light", "glance", "sight"]);
    let is_first = |at: usize| at_first(at) || line.is_any(at, &["first", "initially", "originally"]);
    let from = lead.saturating_sub(FARTHEST).max(words.clause().start);
    let said = (from..lead).find(|at| line.is_any(*at, COUNTED));
    let before = said.is_some_and(|verb| {
        (verb.saturating_sub(2).max(from)..verb).any(is_first) || verb + 1 < lead && at_first(verb + 1)
    });
    let behind = (words.count.tokens.end..words.count.tokens.end + 3)
        .any(|at| is_first(at) && line.is_any(line.after(at), COUNTED));
    before || behind
}

/// "Had said on Sunday that 33 were dead; on Tuesday they counted 40": another number stands behind.
fn was_said_before_another(words: &WordsNearby<'_, '_, '_>) -> bool {
    const FARTHEST: usize = 8;
    let (line, lead) = (words.line, words.count.lead);
    let from = lead.saturating_sub(FARTHEST).max(words.clause().start);
    let had_said = (from..lead)
        .any(|at| line.is(at, "had") && (at + 1..at + 3).any(|at| line.is_any(at, COUNTED) && at < lead));
    had_said
        && line
            .find(words.clause().end..line.len(), |at| line.token(at).is_some_and(is_small_numeral))
            .is_some()
}

/// "put it at 17 before revising it down", "first reported as 12", "given as 52 on Monday, was lowered to 47".
fn is_revised(words: &WordsNearby<'_, '_, '_>, before: usize) -> bool {
    const CHANGED: &[&str] =
        &["revised", "lowered", "raised", "cut", "corrected", "reduced", "increased", "adjusted", "updated"];
    let line = words.line;
    let is_reported = ["first", "initially"].iter().any(|word| line.ends(before, &[word, "reported"]));
    let is_changed = |at: usize| {
        line.is_any(at, CHANGED)
            && line.is_any(at - 1, &["was", "were", "been", "since", "later", "then", "now"])
            && line.find(at + 1..at + 6, |at| line.is(at, "to") && line.token(at + 1).is_some()).is_some()
    };
    let is_given = line.is_any(before, &["as", "at"])
        && line.is_any(before.wrapping_sub(1), &["given", "put", "reported", "stated", "announced"]);
    words.has_behind(&["before"], 4) && words.has_behind(&["revising", "correcting", "lowering"], 6)
        || line.is(before, "as") && is_reported
        || is_given && line.find(words.count.tokens.end..line.len(), is_changed).is_some()
}

/// Verbs by which somebody gives a number.
const COUNTED: &[&str] = &[
    "said",
    "put",
    "spoke",
    "spoken",
    "gave",
    "given",
    "reported",
    "announced",
    "counted",
    "listed",
    "estimated",
    "stated",
];

/// A number in digits that is no year.
fn is_small_numeral(token: &TextToken<'_>) -> bool {
    token.is_numeral() && token.text.len() < 4
}

/// "Against 19 in the official count": the number that another body gives now.
fn is_of_others(line: &GlossedLine<'_, '_>, end: usize) -> bool {
    let tally = ["count", "tally", "figures", "statistics", "records", "list", "toll"];
    line.is_any(end, &["in", "on", "by"])
        && line.find(end + 1..end + 5, |at| line.is_any(at, &tally)).is_some()
}
