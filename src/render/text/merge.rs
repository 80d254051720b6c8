//! What became of another store that was merged.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::merge::{ConflictReport, MergeReport};
use crate::report::receipt::Receipt;

use super::block::{labelled, paragraph};

/// How many entries or names are told one by one.
const NAMED: usize = 10;

/// Writes what a merge did.
///
/// # Errors
/// What writing meets.
pub fn merge(out: &mut dyn Write, receipt: &Receipt, merged: &MergeReport, style: Style) -> io::Result<()> {
    paragraph(out, &headline(receipt, merged), style)?;
    if merged.entries > 0 {
        labelled(out, "entries", &format!("{} new, {} known", merged.entries, merged.known), style)?;
        let counts = &receipt.counts;
        labelled(out, "figures", &format!("{} new, {} same", counts.new, counts.same), style)?;
    }
    if merged.facts > 0 {
        labelled(out, "names", &counted(merged.facts, "fact", "facts"), style)?;
    }
    for conflict in merged.conflicts.iter().take(NAMED) {
        labelled(out, "differs", &told(conflict), style)?;
    }
    if merged.conflicts.len() > NAMED {
        let more = format!("{} more; --json tells all", merged.conflicts.len() - NAMED);
        labelled(out, "differs", &more, style)?;
    }
    labelled(out, "taken back", &undone(merged), style)?;
    if merged.erased > 0 {
        let texts = counted(merged.erased, "text", "texts");
        labelled(out, "erased", &format!("{texts}, as the other desk had"), style)?;
    }
    if merged.kept_out > 0 {
        let texts = counted(merged.kept_out, "text", "texts");
        labelled(out, "kept out", &format!("{texts} that had been erased here"), style)?;
    }
    if merged.files_left > 0 {
        let files = counted(merged.files_left, "file's bytes", "files' bytes");
        let why = "a text that was erased here might stand in them";
        labelled(out, "left behind", &format!("{files}: {why}"), style)?;
    }
    let new = match (receipt.store_is_new, receipt.dry_run) {
        (true, _) => " (made by this import)",
        (false, true) => " (untouched)",
        (false, false) => "",
    };
    labelled(out, "store", &format!("{}{new}", receipt.store), style)?;
    labelled(out, "next", &next(receipt, merged), style)
}

/// What to type next.
fn next(receipt: &Receipt, merged: &MergeReport) -> String {
    let otherwise =
        merged.conflicts.iter().find(|conflict| conflict.name_kind != "finding").map(|conflict| {
            let ConflictReport { name_kind, name, says, .. } = conflict;
            format!(
                "; to say otherwise, tollbook amend {name_kind} \"{name}\" --{} VALUE",
                says.replace('_', "-")
            )
        });
    match (merged.entries, receipt.dry_run) {
        (0, _) => String::new(),
        (_, true) => format!("tollbook import {} merges it", receipt.file),
        (_, false) => format!("tollbook log lists what came in{}", otherwise.unwrap_or_default()),
    }
}

fn headline(receipt: &Receipt, merged: &MergeReport) -> String {
    let file = &receipt.file;
    match (merged.entries, merged.known, merged.first.zip(merged.last)) {
        (0, 0, _) => format!("{file}: a store without an entry; nothing changed"),
        (0, ..) => format!("{file}: every entry of this store is here already; nothing changed"),
        (_, _, None) => format!("{file}: a store; a dry run, nothing was merged"),
        (_, _, Some((first, last))) if first == last => format!("{file}: a store, merged as entry {first}"),
        (_, _, Some((first, last))) => format!("{file}: a store, merged as entries {first} to {last}"),
    }
}

fn told(conflict: &ConflictReport) -> String {
    let ConflictReport { name_kind, name, says, holds, .. } = conflict;
    let said = |value: &str| if value.is_empty() { "taken back".to_owned() } else { format!("`{value}`") };
    let by = |who: &str, at: &str| format!("({who}, {})", at.get(..16).unwrap_or(at).replace('T', " "));
    format!(
        "{says} of {name_kind} {name}: {} here {}, {} there {}; {} holds, said last",
        said(&conflict.ours),
        by(&conflict.ours_by, &conflict.ours_at),
        said(&conflict.theirs),
        by(&conflict.theirs_by, &conflict.theirs_at),
        said(holds)
    )
}

fn undone(merged: &MergeReport) -> String {
    let mut told: Vec<String> =
        merged.undone.iter().take(NAMED).map(|entry| format!("entry {entry}")).collect();
    if merged.undone.len() > NAMED {
        told.push(format!("{} more", merged.undone.len() - NAMED));
    }
    match told.is_empty() {
        true => String::new(),
        false => format!("{}: the other desk had taken back the same", told.join(", ")),
    }
}

fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
