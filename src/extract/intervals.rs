//! The interval that stands in brackets behind an estimate: "1,480 deaths (95% CI: 1,210-1,750)".

use super::counts::CountHere;
use super::line::GlossedLine;
use crate::model::wording::{Kind, Wording};

/// The numbers of a sentence, where an estimate has taken its interval, whose own numbers are then gone.
pub(super) fn with_intervals(line: &GlossedLine<'_, '_>, counts: Vec<CountHere>) -> Vec<CountHere> {
    let mut found: Vec<CountHere> = Vec::with_capacity(counts.len());
    let mut inside = 0;
    for (at, count) in counts.iter().enumerate() {
        if count.lead < inside {
            continue;
        }
        let interval = interval_behind(line, count, counts.get(at + 1..).unwrap_or_default());
        match interval {
            Some((end, wording)) => {
                inside = end;
                found.push(CountHere { wording, ..count.clone() });
            }
            None => found.push(count.clone()),
        }
    }
    found
}

/// The estimate, and the token of the bracket that closes its interval.
fn interval_behind(
    line: &GlossedLine<'_, '_>,
    count: &CountHere,
    behind: &[CountHere],
) -> Option<(usize, Wording)> {
    const NOUN: usize = 9;
    const INSIDE: usize = 16;
    let value = count.value()?;
    let from = count.tokens.end;
    let open = line.find(from..from + NOUN, |at| line.is_mark(at, |c| matches!(c, '(' | '[' | ';' | '.')))?;
    let close = line.find(open..open + INSIDE, |at| line.is_mark(at, |c| matches!(c, ')' | ']')))?;
    let is_inside = |other: &&CountHere| other.lead > open && other.tokens.end <= close;
    let last = behind.iter().take_while(|other| other.tokens.end <= close).filter(is_inside).last()?;
    let is_first = behind.first().is_some_and(|next| next.lead > open);
    let is_whole = last.lead == open + 1 && last.tokens.end == close;
    let is_named = (open..last.lead).any(|at| {
        line.is_any(
            at,
            &[
                "ci",
                "cri",
                "ui",
                "confidence",
                "credible",
                "interval",
                "range",
                "uncertainty",
                "between",
                "from",
            ],
        )
    });
    let range = last.wording.count();
    let (low, high) = (range.low(), range.high()?);
    let is_range = last.wording.kind() == Kind::Range && low <= value && value <= high;
    if !(is_first && is_range && (is_whole || is_named) && line.is_mark(open, |c| matches!(c, '(' | '['))) {
        return None;
    }
    Some((close, Wording::restore(Kind::Estimate, Some(value), range, Some(&count.wording.text()))))
}
