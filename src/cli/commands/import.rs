//! `import`: CSVs of figures into the store, one transaction a file, each ending with a receipt; then the answers of the
//! series that were touched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::answering::Asked;
use crate::cli::entering::{desk_act, who};
use crate::cli::failure::{Failure, said};
use crate::cli::feed::{Fed, NotFed, feed, sha256_of};
use crate::cli::output::Format;
use crate::cli::progress::Progress;
use crate::cli::stores::{Writable, open_or_make};
use crate::cli::{Context, Done};
use crate::intake::mapping::Settings;
use crate::model::draft::Field;
use crate::model::filter::Filter;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::question::Question;
use crate::model::recorded::{Counts, EntryId, EntryKind, FileRead};
use crate::model::uid::hex;
use crate::reconcile::{Verdict, policies};
use crate::render::{csv, json, text};
use crate::report::answer::Explain;
use crate::report::lists::{Cell, Holds, Table};
use crate::report::receipt::{CarriedOver, ProblemReport, Rank, Receipt, Repeat};
use crate::store::Store;
use crate::store::write::{Act, Writer, Written};

/// What `import` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Reads CSVs of figures into the store: the house CSV, one row a figure. Good rows go in, bad rows go to FILE.rejects.csv with what is wrong and how to mend it; mend them and import that file. Each file is one transaction: after a crash the store holds all of its good rows or none. The same file again changes nothing.\n\nExamples:\n  tollbook import october.csv\n  tollbook import *.csv --set publisher=Reuters\n  tollbook import october.csv --map dead=figure --set measure=killed -n"
)]
pub struct Args {
    /// CSV files
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Read a column as a field: --map dead=figure
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = mapped)]
    map: Vec<(String, String)>,
    /// Give a field one value wherever its cell is blank: --set publisher=Reuters
    #[arg(long, value_name = "FIELD=VALUE", value_parser = constant)]
    set: Vec<(String, String)>,
    /// Take along the links that later entries had tied to figures of an entry since undone: by ref, else by line
    #[arg(long, value_name = "ENTRY")]
    carry_over: Option<i64>,
    /// Take a file whole or not at all
    #[arg(long)]
    strict: bool,
}

/// How many of the touched series are answered.
const ANSWERS: usize = 20;

fn pair(text: &str) -> Result<(&str, &str), String> {
    text.split_once('=').ok_or_else(|| "write two names with = between them".to_owned())
}

fn field(name: &str) -> Result<String, String> {
    let names = || Field::ALL.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ");
    Field::from_name(name)
        .map(|field| field.name().to_owned())
        .ok_or_else(|| format!("`{name}` is no field; write one of {}", names()))
}

fn mapped(text: &str) -> Result<(String, String), String> {
    // The column's own name may hold a =; a field's never does.
    let (column, name) = text.rsplit_once('=').ok_or_else(|| "write COLUMN=FIELD".to_owned())?;
    Ok((column.trim().to_owned(), field(name.trim())?))
}

fn constant(text: &str) -> Result<(String, String), String> {
    let (name, value) = pair(text)?;
    Ok((field(name.trim())?, value.trim().to_owned()))
}

/// What became of one file.
enum Outcome {
    Stored { receipt: Receipt, touched: Vec<i64> },
    Failed(Failure),
}

/// Runs the command. Exit code 1 for rejects, or when some of several files failed; 2 when none was stored.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Failure> {
    let settings =
        Settings { map: args.map.iter().cloned().collect(), set: args.set.iter().cloned().collect() };
    let missing = |path: &&PathBuf| {
        std::fs::metadata(path).err().map(|error| Failure::of_file(&path.display().to_string(), &error))
    };
    if let [only] = args.files.as_slice()
        && let Some(failure) = missing(&only)
    {
        return Err(failure);
    }
    let mut desk = open_or_make(context)?;
    let (mut receipts, mut touched, mut refused, mut failed) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for path in &args.files {
        match import(path, args, &settings, &mut desk, context)? {
            Outcome::Stored { receipt, touched: series } => {
                desk.made &= receipt.entry.is_none();
                if !receipts.is_empty() && context.out.format() == Format::Text && !context.global.quiet {
                    writeln!(context.out.stdout())?;
                }
                print_receipt(&receipt, context)?;
                receipts.push(receipt);
                touched.extend(series);
            }
            Outcome::Failed(failure) => {
                context.out.tell(&failure);
                refused.push(refusal(path, &failure, &desk));
                failed += 1;
            }
        }
    }
    if desk.made {
        discard(desk);
    } else if context.out.format() == Format::Text && !context.global.quiet && !touched.is_empty() {
        answer(&desk.store, &touched, &receipts, context)?;
    }
    print_collected(&receipts.iter().chain(&refused).cloned().collect::<Vec<_>>(), context)?;
    Ok(match (receipts.is_empty(), failed, receipts.iter().any(|receipt| receipt.counts.rejected > 0)) {
        (true, _, _) => Done::Nothing,
        (false, 0, false) => Done::Well,
        _ => Done::LookAtIt,
    })
}

/// Removes a store that was made for this import and into which nothing went: while no other program can write to it, and
/// only if none has. One that waits for it finds it gone, and says so.
pub(super) fn discard(mut desk: Writable) {
    let Ok(writer) = desk.store.write() else { return };
    if writer.finds_nothing() {
        // When this fails an empty store stays: harmless, and there is nothing to add to what was said.
        let _ = std::fs::remove_file(&desk.path);
    }
}

fn import(
    path: &Path,
    args: &Args,
    settings: &Settings,
    desk: &mut Writable,
    context: &mut Context,
) -> Result<Outcome, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
    if let Some(receipt) = already_imported(path, bytes, settings, desk)? {
        return Ok(Outcome::Stored { receipt, touched: Vec::new() });
    }
    let home = Home { store: desk.path.display().to_string(), made: desk.made };
    let mut progress = Progress::over(bytes, "the file", context.global.quiet);
    let mut writer = desk.store.write()?;
    let fed = match feed(&mut writer, path, settings, &mut progress) {
        Ok(fed) => fed,
        Err(NotFed::File(problems)) => return Ok(Outcome::Failed(Failure::File { file: name, problems })),
        Err(NotFed::Io(error)) => return Ok(Outcome::Failed(Failure::of_file(&name, &error))),
        Err(NotFed::Rejects(path, error)) => return Ok(Outcome::Failed(no_rejects(&path, &error))),
        Err(NotFed::Store(fault)) => return Err(fault.into()),
    };
    drop(progress);
    let more = fed.counts.rejected.saturating_sub(fed.problems.len() as u64);
    context.out.tell_problems(&name, &fed.problems, &fed.notices, more)?;
    if args.strict && fed.counts.rejected > 0 {
        return Ok(Outcome::Failed(strict(&name, fed.counts.rejected)));
    }
    // Another program may have imported the same bytes while this one waited for the store.
    if let Some(entry) = writer.already_imported(&fed.file)? {
        return Ok(Outcome::Stored { receipt: already(&name, &fed.file, entry, &home), touched: Vec::new() });
    }
    let carried = match args.carry_over {
        Some(entry) => Some(writer.carry_over(EntryId(entry))?),
        None => None,
    };
    if context.global.dry_run {
        drop(writer);
        return Ok(Outcome::Stored { receipt: receipt(&name, &fed, None, &home), touched: Vec::new() });
    }
    if fed.counts.new + fed.counts.same + fed.counts.changed + fed.said == 0 {
        return nothing_to_record(writer, fed, &name, &home);
    }
    let who = who(context);
    let act = Act {
        file: Some(&fed.file),
        kept: fed.kept.as_deref(),
        ..desk_act(EntryKind::Import, &who, context)
    };
    let written = writer.seal(&act)?;
    context.recorded.push(written.entry.id.0);
    let mut receipt = receipt(&name, &fed, Some(&written), &home);
    let placed = fed.rejects.place().map_err(|error| rejects_lost(&name, &error))?;
    receipt.rejects_file = placed.map(|path| path.display().to_string());
    receipt.carried_over = carried.map(|(carried, of)| CarriedOver { carried, of });
    Ok(Outcome::Stored { receipt, touched: written.touched })
}

/// The store that a receipt names.
struct Home {
    store: String,
    made: bool,
}

fn strict(file: &str, rejected: u64) -> Failure {
    let rows = if rejected == 1 { "1 row".to_owned() } else { format!("{rejected} rows") };
    let hint = "mend the rows above, or leave out --strict to take the good ones";
    let problem = Problem {
        code: "U104",
        field: None,
        what: format!("{rows} rejected: nothing was stored"),
        hint: hint.into(),
    };
    Failure::File { file: file.to_owned(), problems: vec![problem] }
}

/// A file without a row that could be taken makes no entry; its rejected rows are kept for mending.
fn nothing_to_record(writer: Writer<'_>, fed: Fed, name: &str, home: &Home) -> Result<Outcome, Failure> {
    drop(writer);
    let mut receipt = receipt(name, &fed, None, home);
    receipt.dry_run = false;
    let placed = fed.rejects.place().map_err(|error| rejects_lost(name, &error))?;
    receipt.rejects_file = placed.map(|path| path.display().to_string());
    Ok(Outcome::Stored { receipt, touched: Vec::new() })
}

/// Without a place for the rejected rows none is stored.
fn no_rejects(path: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(
        format!("the rejects file {} cannot be made: {}", path.display(), said(error)),
        "import the file from a folder that may be written, or mend the rows first (-n shows them)",
    )
}

/// The good rows are stored by now; the way to the rejected ones is to see them again.
fn rejects_lost(file: &str, error: &std::io::Error) -> Failure {
    Failure::usage(
        format!(
            "the good rows of {file} are stored, but the rejects file could not be placed: {}",
            said(error)
        ),
        "mend the rows above in a file of their own and import that",
    )
}

/// A file that was not taken, in the shape of a receipt: what is wrong with it.
fn refusal(path: &Path, failure: &Failure, desk: &Writable) -> Receipt {
    let problems: Vec<Problem> = match failure {
        Failure::File { problems, .. } | Failure::Faults(problems) => problems.clone(),
        Failure::Fault(problem) => vec![problem.clone()],
        Failure::BrokenPipe => Vec::new(),
    };
    let placed = problems.into_iter().map(|problem| Placed {
        line: 0,
        column: None,
        width: 1,
        text: String::new(),
        value: String::new(),
        problem,
    });
    let home = Home { store: desk.path.display().to_string(), made: false };
    let file = FileRead { name: String::new(), bytes: 0, sha256: [0; 32], settings: String::new() };
    let mut receipt = already(&path.display().to_string(), &file, EntryId(0), &home);
    receipt.already_imported = None;
    receipt.sha256 = String::new();
    receipt.problems = placed.map(|placed| ProblemReport::new(&placed, Rank::Error)).collect();
    receipt
}

fn already_imported(
    path: &Path,
    bytes: u64,
    settings: &Settings,
    desk: &mut Writable,
) -> Result<Option<Receipt>, Failure> {
    let name = path.display().to_string();
    if !desk.store.read(None)?.has_file_of(bytes)? {
        return Ok(None);
    }
    let sha256 = sha256_of(path).map_err(|error| Failure::of_file(&name, &error))?;
    let settings = serde_json::to_string(settings).unwrap_or_default();
    let file = FileRead { name: name.clone(), bytes, sha256, settings };
    let entry = desk.store.read(None)?.standing_import(&file)?;
    let home = Home { store: desk.path.display().to_string(), made: false };
    Ok(entry.map(|entry| already(&name, &file, entry, &home)))
}

fn already(name: &str, file: &FileRead, entry: EntryId, home: &Home) -> Receipt {
    Receipt {
        file: name.to_owned(),
        sha256: hex(&file.sha256),
        entry: None,
        counts: Counts::default(),
        assumed: BTreeMap::new(),
        rejects_file: None,
        names: 0,
        carried_over: None,
        problems: Vec::new(),
        store: home.store.clone(),
        store_is_new: false,
        already_imported: Some(entry.0),
        dry_run: false,
        unread: Vec::new(),
        repeats: Vec::new(),
    }
}

fn receipt(name: &str, fed: &Fed, written: Option<&Written>, home: &Home) -> Receipt {
    let assumed = [("as_of".to_owned(), fed.assumed_as_of)].into_iter().filter(|(_, rows)| *rows > 0);
    let repeats = written.map_or(&[][..], |written| &written.repeats);
    Receipt {
        file: name.to_owned(),
        sha256: hex(&fed.file.sha256),
        entry: written.map(|written| written.entry.id.0),
        counts: fed.counts,
        assumed: assumed.collect(),
        rejects_file: None,
        names: fed.said,
        carried_over: None,
        problems: fed.problems.iter().map(|placed| ProblemReport::new(placed, Rank::Error)).collect(),
        store: home.store.clone(),
        store_is_new: home.made && written.is_some(),
        already_imported: None,
        dry_run: written.is_none(),
        unread: fed.unread.clone(),
        repeats: repeats.iter().map(|repeat| Repeat { line: repeat.line, of: repeat.of }).collect(),
    }
}

fn print_receipt(receipt: &Receipt, context: &mut Context) -> Result<(), Failure> {
    if context.global.quiet {
        if let Some(rejects) = &receipt.rejects_file {
            std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("rejected rows: {rejects}\n"))?;
        }
        return Ok(());
    }
    let style = context.out.style();
    match context.out.format() {
        Format::Text => text::receipt::receipt(context.out.stdout(), receipt, style)?,
        Format::Jsonl => json::line(context.out.stdout(), receipt)?,
        Format::Json | Format::Csv => {} // printed together at the end
    }
    Ok(())
}

fn print_collected(receipts: &[Receipt], context: &mut Context) -> Result<(), Failure> {
    match context.out.format() {
        Format::Json => json::list(context.out.stdout(), receipts)?,
        Format::Csv => csv::table(context.out.stdout(), &receipt_table(receipts))?,
        Format::Text | Format::Jsonl => {}
    }
    Ok(())
}

fn receipt_table(receipts: &[Receipt]) -> Table {
    let names = ["entry", "read", "new", "same", "changed", "gone", "rejected", "skipped"];
    let mut columns = vec![("file", Holds::Words)];
    columns.extend(names.map(|name| (name, Holds::Numbers)));
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
        let cells = [Cell::from(receipt.file.clone()), entry.into()];
        table.push(cells.into_iter().chain(numbers.map(Cell::Number)));
    }
    table
}

/// Answers the series that were touched: those that differ first, twenty at most, then the command for the rest.
fn answer(
    store: &Store,
    touched: &[i64],
    receipts: &[Receipt],
    context: &mut Context,
) -> Result<(), Failure> {
    let Some(range) = policies::named("range") else { return Ok(()) };
    let reader = store.read(None)?;
    let filter = Filter::default();
    let asked = Asked {
        question: Question::default(),
        policy: range,
        explain: Explain::AnswerOnly,
        filter: &filter,
        entry: None,
    };
    let mut keys = reader.series_with(touched)?;
    let mut urgent = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        if let Some((_, answer)) = asked.answer(&reader, key)? {
            urgent.push((urgency(answer.verdict, answer.order_unknown), place));
        }
    }
    urgent.sort_unstable();
    let rest = urgent.len().saturating_sub(ANSWERS);
    urgent.truncate(ANSWERS);
    let style = context.out.style();
    let mut reports = Vec::new();
    for (_, place) in urgent {
        if let Some((series, answer)) = asked.answer(&reader, &keys[place])? {
            reports.push(asked.report(&reader, &keys[place], (&series, &answer))?);
        }
    }
    keys.clear();
    writeln!(context.out.stdout())?;
    text::answer::answers(context.out.stdout(), &reports, style)?;
    if rest > 0 {
        let entry = match receipts {
            [one] => one.entry.map(|entry| format!(" --entry {entry}")).unwrap_or_default(),
            _ => String::new(),
        };
        writeln!(context.out.stdout(), "\n{rest} more series: tollbook reconcile{entry}")?;
    }
    Ok(())
}

/// What a person should see first: sources that differ, then the rest in the order of their names.
fn urgency(verdict: Verdict, order_unknown: bool) -> u8 {
    match verdict {
        Verdict::SourcesDiffer => 0,
        _ if order_unknown => 1,
        Verdict::MostlyAgree => 2,
        Verdict::Withdrawn => 3,
        _ => 4,
    }
}
