//! One figure on one screen.

use std::io::{self, Write};

use crate::model::redacted::shown;
use crate::model::uid::Uid;
use crate::render::style::Style;
use crate::render::visible::visible;
use crate::report::figure::{FigureReport, IntervalReport, RelationReport};

use super::block::labelled;

/// Writes everything of a figure.
///
/// # Errors
/// What writing meets.
pub fn figure(out: &mut dyn Write, report: &FigureReport, style: Style) -> io::Result<()> {
    let words = report.wording.as_deref().unwrap_or("no number");
    let refs = report.refs.iter().map(|name| format!(" ({})", visible(name))).collect::<String>();
    writeln!(out, "{}{refs}: {}", style.bold(&format!("#{}", report.id)), style.bold(&visible(words)))?;
    labelled(out, "status", &report.status, style)?;
    labelled(out, "series", &report.scope.heading(), style)?;
    labelled(out, "interval", &report.interval.as_ref().map(interval).unwrap_or_default(), style)?;
    labelled(out, "chain", &report.chain.line(), style)?;
    labelled(out, "speaker", &shown(report.chain.speaker.as_deref().unwrap_or_default()), style)?;
    labelled(out, "method", report.chain.method.as_deref().unwrap_or_default(), style)?;
    for date in &report.dates {
        labelled(out, date.field, &format!("{} ({})", date.date, date.meaning), style)?;
    }
    for (field, text) in report.details.iter().chain(&report.source) {
        labelled(out, field, &shown(text), style)?;
    }
    for relation in &report.relations {
        let more = more(relation);
        labelled(out, "relation", &format!("{} {}{more}", relation.word, relation.other), style)?;
    }
    if report.more_relations > 0 {
        let more = format!("and {} more that say it again or stand beside it", report.more_relations);
        labelled(out, "relation", &more, style)?;
    }
    for act in &report.life {
        labelled(
            out,
            "life",
            &format!("{} by {}, entry {}: {}", act.at, act.who, act.entry, act.what),
            style,
        )?;
    }
    let line = report.line.map(|line| format!(":{line}")).unwrap_or_default();
    let file = report.file.as_ref().map(|file| format!("{file}{line}")).unwrap_or_default();
    labelled(out, "file", &file, style)?;
    labelled(out, "uid", report.uid.get(..Uid::SHOWN).unwrap_or(&report.uid), style)
}

/// Detail, gap and reason of a relation in brackets: ` (down; identification, as AFP gave it)`.
fn more(relation: &RelationReport) -> String {
    let detail = relation.detail.map(|detail| detail.replace('_', " "));
    let gap = relation.gap.map(|gap| format!("{gap} apart"));
    let told: Vec<String> = [detail, gap, relation.reason.clone()].into_iter().flatten().collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) }
}

/// What the words claim, and the ends with which the figure is compared; ends made by convention say so.
fn interval(interval: &IntervalReport) -> String {
    let kind = interval.kind.replace('_', " ");
    let low = grouped(interval.low);
    let compared = match interval.high {
        Some(high) if high == interval.low => return kind,
        Some(high) => format!("{low} to {}", grouped(high)),
        None => format!("{low} or more"),
    };
    let ends = match interval.by_convention.as_slice() {
        [] => String::new(),
        [end] => format!(" (the {end} end by convention)"),
        _ => " (both ends by convention)".to_owned(),
    };
    format!("{kind}: compared as {compared}{ends}")
}

/// A number with commas between groups of three.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
