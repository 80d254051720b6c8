//! What stands below a chart: who said it, as of when, how far they agree, who printed it, and of which state of the store
//! it is.

use crate::report::pictured::PictureReport;
use crate::report::scope::QuestionReport;

/// How many publishers are named; of more it is said how many there are.
const NAMED: usize = 6;

/// How much of a hash is printed.
const HASH_LETTERS: usize = 16;

/// The lines below a chart, each a paragraph.
pub fn caption(report: &PictureReport) -> Vec<String> {
    let verdict = format!("Verdict: {}.", report.verdict);
    let verdict = match publishers(report) {
        Some(publishers) => format!("{verdict} {publishers}"),
        None => verdict,
    };
    let mut lines = vec![report.sentence.clone(), verdict];
    let asked = question(&report.question);
    lines.extend((!asked.is_empty()).then(|| format!("Asked: {asked}.")));
    lines.extend(report.origin.as_ref().map(|origin| {
        let head: String = origin.head.chars().take(HASH_LETTERS).collect();
        format!("tollbook, as of entry {}, head {head}.", origin.entry)
    }));
    lines
}

/// Which series, and what was asked of it: for the metadata of a file.
pub fn asked(report: &PictureReport) -> String {
    let (series, asked) = (report.scope.heading(), question(&report.question));
    if asked.is_empty() { series } else { format!("{series}; {asked}") }
}

/// What was asked, in words; empty where nothing was set.
fn question(asked: &QuestionReport) -> String {
    let limits = asked.limits();
    let limits = limits.strip_prefix(", ").unwrap_or(&limits).to_owned();
    let choice = asked.choice();
    let both = [limits, if choice.is_empty() { choice } else { format!("chosen {choice}") }];
    both.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ")
}

fn publishers(report: &PictureReport) -> Option<String> {
    let named = report.publishers.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match report.publishers.len().saturating_sub(NAMED) {
        _ if named.is_empty() => None,
        0 => Some(format!("Published by {named}.")),
        more => Some(format!("Published by {named} and {more} more.")),
    }
}
