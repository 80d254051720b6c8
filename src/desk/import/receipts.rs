//! What an import did, as receipts.

use std::collections::BTreeMap;

use super::reading::ParsedFile;
use crate::desk::error::Error;
use crate::intake::decision::Decision;
use crate::intake::item::Skipped;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::{Counts, EntryId, FileRead};
use crate::model::uid::hex;
use crate::report::lists::{ColumnContent, Table, TableCell};
use crate::report::receipt::{
    Decided, EventReport, FirstFigure, ProblemRank, ProblemReport, Receipt, RepeatedRow, SkippedLine,
    SnapshotReport,
};
use crate::store::write::Written;

/// What a receipt names besides the file.
pub struct ReceiptContext {
    /// The store.
    pub store: String,
    /// Whether this import made it.
    pub made: bool,
    /// The profile that the file is read by.
    pub profile: Option<String>,
}

/// A file that was not taken, in the shape of a receipt: what is wrong with it.
pub fn refusal(file: &str, failure: &Error, store: String) -> Receipt {
    let problems: Vec<Problem> = match failure {
        Error::File { problems, .. } | Error::Faults(problems) => problems.clone(),
        Error::Fault(problem) => vec![problem.clone()],
        Error::Placed { placed, .. } => placed.iter().map(|placed| placed.problem.clone()).collect(),
        Error::BrokenPipe => Vec::new(),
    };
    let placed = problems.into_iter().map(|problem| Placed {
        line: 0,
        column: None,
        width: 1,
        text: String::new(),
        value: String::new(),
        problem,
    });
    let context = ReceiptContext { store, made: false, profile: None };
    let read = FileRead { name: String::new(), bytes: 0, sha256: [0; 32], settings: String::new() };
    let mut receipt = already(file, &read, EntryId(0), &context);
    receipt.already_imported = None;
    receipt.sha256 = String::new();
    receipt.problems = placed.map(|placed| ProblemReport::new(&placed, ProblemRank::Error)).collect();
    receipt
}

/// The receipt of a file whose bytes a standing entry holds already.
pub fn already(name: &str, file: &FileRead, entry: EntryId, context: &ReceiptContext) -> Receipt {
    Receipt {
        file: name.to_owned(),
        sha256: hex(&file.sha256),
        entry: None,
        counts: Counts::default(),
        assumed: BTreeMap::new(),
        rejects_file: None,
        names: 0,
        carried_over: None,
        snapshot: None,
        events: Vec::new(),
        problems: Vec::new(),
        store: context.store.clone(),
        store_is_new: false,
        already_imported: Some(entry.0),
        dry_run: false,
        unread: Vec::new(),
        repeats: Vec::new(),
        profile: None,
        decided: Vec::new(),
        skipped_lines: Vec::new(),
        cells: None,
        first: Vec::new(),
        saved_profile: None,
        merged: None,
    }
}

/// The receipt of a file that was read; `written` is `None` where nothing was recorded.
pub fn receipt(
    name: &str,
    parsed: &ParsedFile,
    written: Option<&Written>,
    context: &ReceiptContext,
) -> Receipt {
    let assumed = [("as_of".to_owned(), parsed.assumed_as_of)].into_iter().filter(|(_, rows)| *rows > 0);
    let repeats = written.map_or(&[][..], |written| &written.repeats);
    Receipt {
        file: name.to_owned(),
        sha256: hex(&parsed.file.sha256),
        entry: written.map(|written| written.entry.id.0),
        counts: parsed.counts,
        assumed: assumed.collect(),
        rejects_file: None,
        names: parsed.said,
        carried_over: None,
        snapshot: written.and_then(|written| written.entry.snapshot.as_ref()).map(SnapshotReport::new),
        events: parsed.events.iter().map(EventReport::new).collect(),
        problems: parsed
            .problems
            .iter()
            .map(|placed| ProblemReport::new(placed, ProblemRank::Error))
            .collect(),
        store: context.store.clone(),
        store_is_new: context.made && written.is_some(),
        already_imported: None,
        dry_run: written.is_none(),
        unread: parsed.unread.clone(),
        repeats: repeats.iter().map(|repeat| RepeatedRow { line: repeat.line, of: repeat.of }).collect(),
        profile: context.profile.clone(),
        decided: parsed.decisions.iter().map(decided).collect(),
        skipped_lines: parsed.skipped.iter().map(skipped_line).collect(),
        cells: parsed.cells,
        first: match written {
            None => parsed.first.iter().map(|(line, figure)| FirstFigure::new(*line, figure)).collect(),
            Some(_) => Vec::new(),
        },
        saved_profile: None,
        merged: None,
    }
}

/// Receipts as a table, one line a file.
pub fn receipt_table(receipts: &[Receipt]) -> Table {
    let names = ["entry", "read", "new", "same", "changed", "gone", "rejected", "skipped"];
    let mut columns = vec![("file", ColumnContent::Words)];
    columns.extend(names.map(|name| (name, ColumnContent::Numbers)));
    let mut table = Table::new(&columns);
    for receipt in receipts {
        let counts = receipt.counts;
        let numbers = [
            counts.read,
            counts.new,
            counts.same,
            counts.changed,
            counts.gone,
            counts.rejected,
            counts.skipped,
        ];
        let entry = receipt.entry.map(i64::unsigned_abs);
        let cells = [TableCell::from(receipt.file.clone()), entry.into()];
        table.push(cells.into_iter().chain(numbers.map(TableCell::Number)));
    }
    table
}

fn decided(decision: &Decision) -> Decided {
    Decided {
        about: decision.about.word(),
        column: decision.column.clone(),
        choice: decision.choice.clone(),
        line: decision.by.as_ref().map(|seen| seen.line),
        value: decision.by.as_ref().map(|seen| seen.value.clone()),
        because: decision.because,
        flag: decision.flag,
    }
}

fn skipped_line(skipped: &Skipped) -> SkippedLine {
    SkippedLine { line: skipped.line, what: skipped.what.word(), text: skipped.text.clone() }
}
