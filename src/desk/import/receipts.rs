//! What an import did, as receipts.

use super::reading::ParsedFile;
use crate::desk::error::Error;
use crate::intake::decision::Decision;
use crate::intake::guess::words::may_name_an_authority;
use crate::intake::item::Skipped;
use crate::intake::leeway::LetPass;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::{EntryId, FileRead};
use crate::model::uid::hex;
use crate::report::first_figure::FirstFigure;
use crate::report::left_out::{LetPassReport, SkippedLine};
use crate::report::receipt::{
    Decided, EventReport, ProblemRank, ProblemReport, Receipt, RepeatedRow, SnapshotReport,
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
pub fn refusal(file: &str, failure: &Error, store: &str) -> Receipt {
    let problems: Vec<Problem> = match failure {
        Error::File { problems, .. } | Error::Faults(problems) => problems.clone(),
        Error::Fault(problem) | Error::Recorded(problem) | Error::NothingMatches(problem) => {
            vec![problem.clone()]
        }
        Error::Placed { placed, .. } => placed.iter().map(|placed| placed.problem.clone()).collect(),
        Error::Sheet { problem, .. } => vec![problem.clone()],
        Error::BrokenPipe | Error::Interrupted => Vec::new(),
    };
    let sheet = match failure {
        Error::Sheet { report, .. } => Some((**report).clone()),
        _ => None,
    };
    let problems =
        problems.into_iter().map(|one| ProblemReport::new(&Placed::at_line(0, one), ProblemRank::Error));
    Receipt { problems: problems.collect(), sheet, ..Receipt::of(file, store) }
}

/// The receipt of a file whose bytes a standing entry holds already.
pub fn already(name: &str, file: &FileRead, entry: EntryId, store: &str) -> Receipt {
    let already_imported = Some(entry.0);
    Receipt { sha256: hex(&file.sha256), already_imported, ..Receipt::of(name, store) }
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
        sha256: hex(&parsed.file.sha256),
        sheet: parsed.sheet.clone(),
        entry: written.map(|written| written.entry.id.0),
        held: written.and_then(|written| written.hold),
        under_embargo: written.map_or(0, |written| written.embargoed),
        counts: parsed.counts,
        assumed: assumed.collect(),
        names: parsed.said,
        snapshot: written.and_then(|written| written.entry.snapshot.as_ref()).map(SnapshotReport::new),
        events: parsed.events.iter().map(EventReport::new).collect(),
        problems: parsed
            .problems
            .iter()
            .map(|placed| ProblemReport::new(placed, ProblemRank::Error))
            .collect(),
        store_is_new: context.made && written.is_some(),
        dry_run: written.is_none(),
        unread: parsed.unread.clone(),
        may_be_authority: may_be_authority(parsed),
        absent: parsed.absent.clone(),
        repeats: repeats.iter().map(|repeat| RepeatedRow { line: repeat.line, of: repeat.of }).collect(),
        profile: context.profile.clone(),
        decided: parsed.decisions.iter().map(decided).collect(),
        taken_off: parsed.taken_off.report(),
        skipped_lines: parsed.skipped.iter().map(skipped_line).collect(),
        left_out: parsed.left_out.clone(),
        people: parsed.people,
        cells: parsed.cells,
        set_aside: parsed.passed.negative.iter().map(let_pass).collect(),
        rounded: parsed.passed.fractions.iter().map(let_pass).collect(),
        first: match written {
            None => parsed.first.iter().map(|(line, figure)| FirstFigure::new(*line, figure)).collect(),
            Some(_) => Vec::new(),
        },
        rejects_are_here: parsed.rejects.is_moved_here(),
        ..Receipt::of(name, &context.store)
    }
}

/// The first column that nothing reads and whose name speaks of whose count it is, where figures name nobody.
fn may_be_authority(parsed: &ParsedFile) -> Option<String> {
    let mut unread = parsed.unread.iter();
    unread.find(|name| parsed.names_nobody && may_name_an_authority(name)).cloned()
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
    SkippedLine { line: skipped.line, what: skipped.what.word().to_owned(), text: skipped.text.clone() }
}

fn let_pass(column: &LetPass) -> LetPassReport {
    let LetPass { column, cells, sum, first } = column;
    LetPassReport {
        column: column.clone(),
        cells: *cells,
        sum: *sum,
        line: first.line,
        value: first.value.clone(),
    }
}
