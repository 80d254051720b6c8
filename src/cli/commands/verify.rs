//! `verify`: the store itself.

use crate::cli::progress::Bar;
use crate::cli::{Context, Done, stores};
use crate::desk::Progress;
use crate::desk::error::Error;
use crate::desk::{doings, figures};
use crate::model::uid::hex;
use crate::report::verified::VerifyReport;
use crate::store;
use crate::store::Store;
use crate::store::ledgers::Ledger;

/// What `verify` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Checks the store: SQLite's integrity check, foreign keys, and every link of the hash chain. Prints the head of the chain, which a desk can publish: whoever holds it can tell later whether anything before it was changed.\n\nExamples:\n  tollbook verify\n  tollbook verify --json"
)]
pub struct Args {}

/// What was erased, when, by whom and why.
fn redactions(store: &Store) -> Result<Vec<String>, Error> {
    let reader = store::View::of(store, None)?;
    let mut told = Vec::new();
    for redaction in store::redactions::all(&reader)? {
        let Some(entry) = store::entries::one(&reader, redaction.entry)? else { continue };
        let ids = doings::some(&redaction.figures);
        let of = if ids.is_empty() { String::new() } else { format!(" of {ids}") };
        let files = match redaction.files.len() {
            0 => String::new(),
            1 => ", with the bytes of a kept file".to_owned(),
            files => format!(", with the bytes of {files} kept files"),
        };
        let (at, who) = (figures::seconds(&entry.recorded_at.iso()), &entry.who);
        told.push(format!(
            "{}{of}{files}: entry {}, {at}, by {who}: {}",
            redaction.field, entry.id, redaction.why
        ));
    }
    Ok(told)
}

/// Runs the command. Exit code 1 where something is wrong.
pub fn run(_: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("verify")?;
    let path = stores::locate(context)?;
    let store = stores::open(context)?;
    let rows = {
        let reader = store::View::of(&store, None)?;
        let last = reader.visibility().last();
        Ledger::ALL.iter().map(|ledger| last[*ledger as usize].unsigned_abs()).sum()
    };
    let mut progress = Bar::new(context.global.quiet);
    progress.begin(rows, "the rows");
    let verified = store.verify(|seen| progress.at(seen, seen))?;
    drop(progress);
    let redactions = redactions(&store)?;
    let report = VerifyReport {
        store: path.display().to_string(),
        entries: verified.entries,
        rows: verified.rows,
        head: hex(&verified.head),
        redactions,
        faults: verified.faults,
    };
    let done = if report.is_whole() { Done::Well } else { Done::LookAtIt };
    if context.global.quiet && report.is_whole() {
        return Ok(done);
    }
    context.out.one(&report)?;
    Ok(done)
}
