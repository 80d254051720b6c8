//! A number that somebody takes back or calls untrue.

use super::super::denials::NO_NUMBERS;
use super::nearby::WordsNearby;

/// "took back the 96 deaths", "rejected as fabricated", "did not come from us".
pub(super) fn is_denied(words: &WordsNearby<'_, '_, '_>) -> bool {
    const VERBS: [&str; 22] = [
        "rejected",
        "rejects",
        "reject",
        "denied",
        "denies",
        "deny",
        "dismissed",
        "dismisses",
        "withdrew",
        "withdraws",
        "withdrawn",
        "retracted",
        "retracts",
        "disowned",
        "disowns",
        "disavowed",
        "repudiated",
        "refuted",
        "rescinded",
        "debunked",
        "rejecting",
        "denying",
    ];
    let line = words.line;
    let clause = words.clause();
    let before = (clause.start..words.count.lead).any(|at| {
        line.is_any(at, &VERBS)
            && !(at + 1..at + 4).any(|at| line.is_any(at, NO_NUMBERS))
            && !gives_another(words, at)
            || line.begins(at, &["took", "back"])
            || line.begins(at, &["takes", "back"])
            || line.begins(at, &["never", "gave"])
            || line.begins(at, &["never", "given"])
            || line.begins(at, &["never", "said"])
            || line.begins(at, &["never", "published"])
    });
    let behind = (words.count.tokens.end..clause.end).any(|at| {
        line.is_any(
            at,
            &["fabricated", "untrue", "invented", "baseless", "disowned", "retracted", "withdrawn"],
        ) || line.begins(at, &["did", "not", "come", "from"])
            || line.begins(at, &["are", "false"])
            || line.begins(at, &["was", "false"])
            || line.begins(at, &["is", "false"])
            || line.begins(at, &["were", "false"])
            || line.begins(at, &["never", "came", "from"])
            || line.begins(at, &["is", "not", "ours"])
            || line.begins(at, &["was", "not", "ours"])
            || line.begins(at, &["are", "not", "ours"])
    });
    before || behind || is_called_untrue(words, &clause)
}

/// "Called the 70 deaths nonsense", "described the 12 dead as an invention".
fn is_called_untrue(words: &WordsNearby<'_, '_, '_>, clause: &std::ops::Range<usize>) -> bool {
    const CALLED: &[&str] =
        &["called", "calls", "calling", "described", "describes", "branded", "labelled", "labeled", "termed"];
    const UNTRUE: &[&str] = &[
        "nonsense",
        "lie",
        "lies",
        "invention",
        "inventions",
        "fabrication",
        "fabrications",
        "fiction",
        "propaganda",
        "rumour",
        "rumours",
        "rumor",
        "rumors",
        "false",
        "fake",
        "exaggerated",
        "exaggeration",
        "fantasy",
    ];
    let has =
        |mut places: std::ops::Range<usize>, among: &[&str]| places.any(|at| words.line.is_any(at, among));
    has(clause.start..words.count.lead, CALLED) && has(words.count.tokens.end..clause.end, UNTRUE)
}

/// "Rejected the figure and put the toll at nine", "denied it, saying nine had died": the number is one's own.
fn gives_another(words: &WordsNearby<'_, '_, '_>, verb: usize) -> bool {
    const GIVING: &[&str] = &[
        "put",
        "puts",
        "putting",
        "said",
        "says",
        "saying",
        "gave",
        "gives",
        "giving",
        "insisted",
        "insists",
        "insisting",
        "counted",
        "counts",
        "counting",
        "adding",
        "reported",
        "confirmed",
    ];
    let line = words.line;
    let turns = |at: usize| line.is_any(at, &["and", "but"]) || line.is_mark(at, |c| c == ',');
    (verb + 1..words.count.lead).any(|at| turns(at) && line.is_any(at + 1, GIVING))
}
