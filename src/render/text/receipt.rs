//! The receipt of an import.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::lists::{Cell, Holds, Table};
use crate::report::receipt::{Decided, EventReport, Receipt};

use super::block::{labelled, paragraph};
use super::{list, merge};

/// How many repeated rows are named.
const NAMED: usize = 5;

/// Writes what became of a file.
///
/// # Errors
/// What writing meets.
pub fn receipt(out: &mut dyn Write, receipt: &Receipt, style: Style) -> io::Result<()> {
    if let Some(merged) = &receipt.merged {
        return merge::merge(out, receipt, merged, style);
    }
    paragraph(out, &headline(receipt), style)?;
    if receipt.already_imported.is_none() {
        labelled(out, "rows", &rows(receipt), style)?;
        labelled(out, "figures", &figures(receipt), style)?;
    }
    labelled(out, "feed", &feed(receipt), style)?;
    labelled(out, "cells", &cells(receipt), style)?;
    labelled(out, "profile", receipt.profile.as_deref().unwrap_or_default(), style)?;
    for decided in &receipt.decided {
        labelled(out, decided.about, &told_decision(decided), style)?;
    }
    labelled(out, "skipped", &skipped(receipt), style)?;
    labelled(out, "assumed", &assumed(receipt), style)?;
    labelled(out, "repeated", &repeated(receipt), style)?;
    labelled(out, "not read", &receipt.unread.join(", "), style)?;
    if receipt.names > 0 {
        let facts = if receipt.names == 1 { "fact" } else { "facts" };
        labelled(out, "names", &format!("{} {facts} not known before", receipt.names), style)?;
    }
    if let Some(links) = receipt.carried_over {
        labelled(out, "links", &format!("{} of {} carried over", links.carried, links.of), style)?;
    }
    labelled(out, "saved", receipt.saved_profile.as_deref().unwrap_or_default(), style)?;
    labelled(out, "rejects", receipt.rejects_file.as_deref().unwrap_or_default(), style)?;
    let new = match (receipt.store_is_new, receipt.dry_run) {
        (true, _) => " (made by this import)",
        (false, true) => " (untouched)",
        (false, false) => "",
    };
    labelled(out, "store", &format!("{}{new}", receipt.store), style)?;
    first(out, receipt, style)
}

/// In a dry run: what a profile or tags make of the first rows.
fn first(out: &mut dyn Write, receipt: &Receipt, style: Style) -> io::Result<()> {
    if receipt.first.is_empty() || !receipt.dry_run {
        return Ok(());
    }
    let columns = [("line", Holds::Numbers), ("figure", Holds::Fixed), ("series", Holds::Words)];
    let columns = columns
        .into_iter()
        .chain([("as of (period)", Holds::Fixed), ("authority (publisher)", Holds::Words)]);
    let mut table = Table::new(&columns.collect::<Vec<_>>());
    for one in &receipt.first {
        let who = match (&one.authority, &one.via) {
            (Some(authority), Some(via)) => format!("{authority} via {via} ({})", one.publisher),
            (Some(authority), None) => format!("{authority} ({})", one.publisher),
            (None, _) => format!("({})", one.publisher),
        };
        let day = match (&one.as_of, &one.period) {
            (Some(day), Some(period)) => Some(format!("{day} ({period})")),
            (day, _) => day.clone(),
        };
        let cells = [one.figure.clone(), Some(one.scope.heading()), day, Some(who)];
        let cells = cells.map(|text| text.map_or(Cell::Blank, Cell::Text));
        table.push([Cell::Number(one.line)].into_iter().chain(cells));
    }
    writeln!(out)?;
    list::table(out, &table, style)
}

fn feed(receipt: &Receipt) -> String {
    let Some(snapshot) = &receipt.snapshot else { return String::new() };
    let told = |event: &EventReport| match event.rows {
        Some(rows) => format!("{} in {rows} rows", event.code),
        None => event.code.to_owned(),
    };
    let events = receipt.events.iter().map(told).collect::<Vec<_>>().join(", ");
    let events = if events.is_empty() { events } else { format!("; {events}") };
    format!("{}, as it was on {}{events}", snapshot.feed, snapshot.snapshot_at)
}

fn headline(receipt: &Receipt) -> String {
    let file = &receipt.file;
    match (receipt.already_imported, receipt.entry, receipt.dry_run) {
        (Some(entry), ..) => {
            format!("{file}: already imported, as entry {entry}; nothing changed")
        }
        (None, _, true) => format!("{file}: a dry run; nothing was recorded"),
        (None, Some(entry), false) => format!("{file}: recorded as entry {entry}"),
        (None, None, false) => format!("{file}: nothing was recorded"),
    }
}

fn rows(receipt: &Receipt) -> String {
    let counts = &receipt.counts;
    let told = [("read", counts.read), ("rejected", counts.rejected), ("skipped", counts.skipped)];
    told_of(&told[..1])
        + &told[1..]
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|one| format!(", {}", told_of(&[*one])))
            .collect::<String>()
}

fn figures(receipt: &Receipt) -> String {
    let counts = &receipt.counts;
    let told =
        [("new", counts.new), ("same", counts.same), ("changed", counts.changed), ("gone", counts.gone)];
    let told: Vec<_> = told.into_iter().filter(|(_, n)| *n > 0).collect();
    told_of(&told)
}

fn told_of(told: &[(&str, u64)]) -> String {
    told.iter().map(|(word, n)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}

fn cells(receipt: &Receipt) -> String {
    let Some(cells) = receipt.cells else { return String::new() };
    let parts = [
        ("figures", cells.figures),
        ("not reported", cells.not_reported),
        ("skipped", cells.skipped),
        ("rejected", cells.rejected),
    ];
    let parts = parts.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{n} {word}"));
    let parts = parts.collect::<Vec<_>>().join(" + ");
    let packed = match cells.packed {
        0 => String::new(),
        more => format!(" ({more} of them further values of packed cells)"),
    };
    format!("{} = {}{packed}", cells.read, if parts.is_empty() { "0" } else { &parts })
}

fn told_decision(decided: &Decided) -> String {
    let column = decided.column.as_ref().map(|column| format!(" in `{column}`")).unwrap_or_default();
    let by = match (decided.line, &decided.value, decided.because) {
        (Some(line), Some(value), _) => format!(", by `{value}` in line {line}"),
        (_, _, Some(because)) => format!(", {because}"),
        _ => String::new(),
    };
    let Decided { choice, flag, .. } = decided;
    format!("`{choice}`{column}{by}; {flag} settles it otherwise")
}

/// The first lines that were passed over, then how many more.
fn skipped(receipt: &Receipt) -> String {
    let named = receipt.skipped_lines.iter().take(NAMED).map(|skipped| {
        let text = skipped.text.trim();
        let cut: String = text.chars().take(40).collect();
        let more = if cut.len() < text.len() { "..." } else { "" };
        format!("line {} ({}): {cut}{more}", skipped.line, skipped.what)
    });
    let mut told: Vec<String> = named.collect();
    if receipt.skipped_lines.len() > NAMED {
        told.push(format!("{} more", receipt.skipped_lines.len() - NAMED));
    }
    told.join("; ")
}

fn assumed(receipt: &Receipt) -> String {
    let told = receipt.assumed.iter().filter(|(_, rows)| **rows > 0);
    let told =
        told.map(|(field, rows)| format!("{field} in {rows} {}", if *rows == 1 { "row" } else { "rows" }));
    told.collect::<Vec<_>>().join(", ")
}

fn repeated(receipt: &Receipt) -> String {
    let named = receipt
        .repeats
        .iter()
        .take(NAMED)
        .map(|repeat| format!("line {} says what line {} says", repeat.line, repeat.of));
    let mut told: Vec<String> = named.collect();
    if receipt.repeats.len() > NAMED {
        told.push(format!("{} more", receipt.repeats.len() - NAMED));
    }
    told.join("; ")
}
