//! `import`: CSVs of figures into the store, one transaction a file, each ending with a receipt; then the answers of the
//! series that were touched.

use std::path::{Path, PathBuf};

use crate::cli::entering::{desk_act, who};
use crate::cli::flags::{at_least_one, constant, dates, delimiter, encoding, mapped, memory, thousands};
use crate::cli::merging;
use crate::cli::progress::Bar;
use crate::cli::stores::open_or_make;
use crate::cli::{Context, Done, snapshots};
use crate::desk::Progress;
use crate::desk::error::{CommandFault, Error};
use crate::desk::import::{Fed, Feed, NotFed, feed, settle, sha256_of};
use crate::desk::incoming::{self, Incoming, Tabled, each, expanded};
use crate::desk::opening::Writable;
use crate::desk::profiles;
use crate::desk::receipts::{Home, already, receipt, receipt_table, refusal};
use crate::desk::reject_file::RejectFile;
use crate::desk::touched::TouchedSeries;
use crate::intake::input_fault::{InputFault, system_says};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::model::date::DateOrder;
use crate::model::problem::{Class, Problem};
use crate::model::recorded::{EntryId, EntryKind, FileRead};
use crate::model::snapshot::Snapshot;
use crate::model::snapshot_fault::SnapshotFault;
use crate::model::wording::Thousands;
use crate::report::receipt::{CarriedOver, Receipt, SnapshotReport};
use crate::store;
use crate::store::write::{EntryTransaction, Operation};
use crate::store::{Memory, Store};

/// What `import` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Reads CSVs of figures into the store: the house CSV, one row a figure, or a table of another shape by a profile (FILE.csv.toml). Good rows go in, bad rows go to FILE.rejects.csv with what is wrong and how to mend it; mend them and import that file. Each file is one transaction: after a crash the store holds all of its good rows or none. The same file again changes nothing. Besides CSVs it takes - (standard input), folders, patterns, .gz, .zip, sheets of .xlsx and .ods, and JSON records, each known by its first bytes. Another tollbook store is merged: its entries keep their origin, and merging it again brings only what is new.\n\nExamples:\n  tollbook import october.csv\n  tollbook import *.csv --set publisher=Reuters\n  curl -s https://ministry.example/daily.csv | tollbook import - --set publisher=Ministry\n  tollbook import in/ -n\n  tollbook import 'in/**/*.csv'\n  tollbook import october.csv.gz desk.zip\n  tollbook import book.xlsx --sheet 'Daily figures'\n  tollbook import reports.ndjson --map dead=figure --set measure=killed\n  tollbook import october.csv --map dead=figure --set measure=killed -n\n  tollbook import october.csv --thousands . --dates dmy --save-profile\n  tollbook import gaza.csv --profile gaza-daily.toml -n\n  tollbook import daily.csv --feed ministry-daily --snapshot-at 2024-03-01T09:00Z\n  tollbook import north-desk.db -n"
)]
pub struct Args {
    /// CSV files, -, folders, patterns, .gz, .zip, .xlsx, .ods, JSON; another tollbook store is merged
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
    #[command(flatten)]
    feed: snapshots::Given,
    /// Take a file whole or not at all
    #[arg(long)]
    strict: bool,
    /// Read the files by this profile [default: FILE.csv.toml beside each file, where there is one]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<PathBuf>,
    /// Keep what the import worked out as FILE.csv.toml, so that the next one needs no flags
    #[arg(long)]
    save_profile: bool,
    /// The encoding of the files: --encoding windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
    /// What parts the cells: --delimiter ';' (or tab)
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<char>,
    /// The sheet of a workbook: --sheet 'Daily figures'
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What parts thousands: . (1.400 is 1400) or , (1,400 is)
    #[arg(long, value_name = "SIGN", value_parser = thousands)]
    thousands: Option<Thousands>,
    /// What stands first in 03/04/2024: dmy or mdy
    #[arg(long, value_name = "ORDER", value_parser = dates)]
    dates: Option<DateOrder>,
    /// The most bytes of one cell [default: 1000000]
    #[arg(long, value_name = "BYTES", value_parser = at_least_one)]
    max_cell: Option<usize>,
    /// The most columns [default: 1024]
    #[arg(long, value_name = "NUMBER", value_parser = at_least_one)]
    max_columns: Option<usize>,
    /// The most bytes that a packed file, a workbook or a JSON document may hold [default: 4000000000, or 256000000 of a workbook or a JSON document]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    max_unpacked: Option<u64>,
    /// How much memory a long import may take: --memory 512M. More is faster in a large store [default: 128M]
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    memory: Option<Memory>,
}

impl Args {
    fn settings(&self) -> Settings {
        Settings {
            map: self.map.iter().cloned().collect(),
            set: self.set.iter().cloned().collect(),
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            sheet: self.sheet.clone(),
            thousands: self.thousands,
            dates: self.dates,
            max_cell: self.max_cell,
            max_columns: self.max_columns,
            profile: None,
        }
    }
}

/// What became of one file.
enum Outcome {
    Stored { receipt: Receipt, touched: Vec<i64> },
    Failed(Error),
}

/// Runs the command. Exit code 1 for rejects, or when some of several files failed; 2 when none was stored.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let settings = args.settings();
    let files = expanded(&args.files)?;
    let snapshot = args.feed.snapshot(files.len(), context)?;
    let mut desk = open_or_make(context)?;
    desk.store.may_take(args.memory.unwrap_or_default())?;
    let (mut receipts, mut touched, mut refused, mut failed) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (name, incoming) in files.into_iter().flat_map(|file| each(file, args.max_unpacked)) {
        let outcome = match incoming {
            Ok(incoming) if Store::is_at(&incoming.beside) => {
                merged(&incoming.beside, args, &mut desk, context)?
            }
            Ok(incoming) => import(&incoming, args, (&settings, snapshot.as_ref()), &mut desk, context)?,
            Err(failure) => Outcome::Failed(failure),
        };
        match outcome {
            Outcome::Stored { receipt, touched: series } => {
                desk.made &= receipt.entry.is_none();
                if !receipts.is_empty() && context.out.is_text() && !context.global.quiet {
                    writeln!(context.out.stdout())?;
                }
                print_receipt(&receipt, context)?;
                receipts.push(receipt);
                touched.extend(series);
            }
            Outcome::Failed(failure) => {
                context.out.tell(&failure);
                refused.push(refusal(&name, &failure, desk.path.display().to_string()));
                failed += 1;
            }
        }
    }
    if desk.made {
        desk.discard();
    } else {
        let entry = if let [one] = receipts.as_slice() { one.entry } else { None };
        context.print_answers(&desk.store, &TouchedSeries::by_files(touched, entry))?;
    }
    let all: Vec<Receipt> = receipts.iter().chain(&refused).cloned().collect();
    context.out.together(&all, receipt_table)?;
    Ok(match (receipts.is_empty(), failed, receipts.iter().any(|receipt| receipt.counts.rejected > 0)) {
        (true, _, _) => Done::Nothing,
        (false, 0, false) => Done::Well,
        _ => Done::LookAtIt,
    })
}

fn import(
    incoming: &Incoming,
    args: &Args,
    (given, snapshot): (&Settings, Option<&Snapshot>),
    desk: &mut Writable,
    context: &mut Context,
) -> Result<Outcome, Error> {
    let Incoming { shown: name, beside: path, input, .. } = incoming;
    if args.save_profile && incoming.is_piped() {
        return Ok(Outcome::Failed(incoming::unnamed()));
    }
    let own = incoming.own_profile();
    let (settings, profile) = match profiles::settings_of(own, args.profile.as_deref(), given) {
        Ok(found) => found,
        Err(failure) => return Ok(Outcome::Failed(failure)),
    };
    if let Some(receipt) = already_imported(incoming, (&settings, snapshot), desk)? {
        return Ok(Outcome::Stored { receipt, touched: Vec::new() });
    }
    let table = match table_of(incoming, &settings, given, args) {
        Ok(table) => table,
        Err(fault) => return Ok(Outcome::Failed(incoming::failure(name, &fault))),
    };
    let home = Home {
        store: desk.path.display().to_string(),
        made: desk.made,
        profile: profile.as_ref().map(|found| found.path.display().to_string()),
    };
    let mut progress = Bar::new(context.global.quiet);
    progress.begin(input.bytes(), "the file");
    let (mut settled, reading) = (Settled::default(), snapshots::reading(&settings, snapshot));
    let (writer, mut fed) = loop {
        let mut writer = desk.store.write()?;
        if let Some(Err(fault)) = snapshot.map(|taken| writer.begin_snapshot(taken)).transpose()? {
            return Ok(Outcome::Failed(Error::Fault(Problem::of_row(&fault))));
        }
        let one = Feed {
            name: &incoming.name,
            path,
            input,
            table: table.as_ref(),
            settings: &settings,
            reading: &reading,
            settled: &settled,
        };
        match feed(&mut writer, one, &mut progress) {
            Err(NotFed::Unsettled(doubt)) => {
                drop(writer);
                if let Err(stopped) = settle((input, table.as_ref()), &reading, &mut settled, doubt) {
                    return not_fed(name, stopped, profile.as_ref());
                }
            }
            Ok(fed) => break (writer, fed),
            Err(stopped) => return not_fed(name, stopped, profile.as_ref()),
        }
    };
    drop(progress);
    let remarks = table.iter().flat_map(|table| &table.remarks);
    fed.notices.extend(remarks.map(|(line, merged)| (*line, Problem::of_row(merged))));
    let more = fed.counts.rejected.saturating_sub(fed.problems.len() as u64);
    context.out.tell_problems(name, &fed.problems, &fed.told(), more)?;
    if (args.strict || snapshot.is_some()) && fed.counts.rejected > 0 {
        return Ok(Outcome::Failed(strict(name, fed.counts.rejected, snapshot)));
    }
    keep(writer, fed, args, (incoming, snapshot), &home, context)
}

/// The table in a file that is no CSV. A sheet that was named of a file without sheets is refused; a profile may name one all
/// the same, since that of a workbook serves its rejects too.
fn table_of(
    incoming: &Incoming,
    settings: &Settings,
    given: &Settings,
    args: &Args,
) -> Result<Option<Tabled>, InputFault> {
    let table = Tabled::of(&incoming.input, settings, args.max_unpacked)?;
    let is_sheet = table.as_ref().is_some_and(Tabled::is_sheet);
    match given.sheet.clone() {
        Some(named) if !is_sheet => Err(InputFault::NoWorkbook { named }),
        _ => Ok(table),
    }
}

/// Records what was read, unless another program has, nothing is to be written, or there is nothing to record.
fn keep(
    mut writer: EntryTransaction<'_>,
    fed: Fed,
    args: &Args,
    (incoming, snapshot): (&Incoming, Option<&Snapshot>),
    home: &Home,
    context: &mut Context,
) -> Result<Outcome, Error> {
    let name = &incoming.shown;
    // Another program may have imported the same bytes while this one waited for the store.
    if let Some(entry) = writer.already_imported(&fed.file, snapshot)? {
        return Ok(Outcome::Stored { receipt: already(name, &fed.file, entry, home), touched: Vec::new() });
    }
    let carried = args.carry_over.map(|entry| writer.carry_over(EntryId(entry))).transpose()?;
    if context.global.dry_run {
        drop(writer);
        let receipt =
            Receipt { snapshot: snapshot.map(SnapshotReport::new), ..receipt(name, &fed, None, home) };
        return Ok(Outcome::Stored { receipt, touched: Vec::new() });
    }
    let figures = fed.counts.new + fed.counts.same + fed.counts.changed;
    if snapshot.is_none() && figures == 0 && writer.says_nothing() {
        return nothing_to_record(writer, fed, name, home);
    }
    let mut outcome = record(writer, fed, args, incoming, home, context)?;
    if let Outcome::Stored { receipt, .. } = &mut outcome {
        receipt.carried_over = carried.map(|(carried, of)| CarriedOver { carried, of });
    }
    Ok(outcome)
}

/// Another store is merged.
fn merged(path: &Path, args: &Args, desk: &mut Writable, context: &mut Context) -> Result<Outcome, Error> {
    let is_told = args.profile.is_some() || args.save_profile || args.carry_over.is_some();
    if is_told || args.settings() != Settings::default() {
        return Ok(Outcome::Failed(merging::takes_no_settings(path)));
    }
    Ok(match merging::merge(path, desk, context) {
        Ok((receipt, touched)) => Outcome::Stored { receipt, touched },
        Err(failure) => Outcome::Failed(failure),
    })
}

/// Seals what was read, and puts beside the file what belongs there.
fn record(
    writer: EntryTransaction<'_>,
    fed: Fed,
    args: &Args,
    incoming: &Incoming,
    home: &Home,
    context: &mut Context,
) -> Result<Outcome, Error> {
    let Incoming { shown: name, beside: path, .. } = incoming;
    let who = who(context);
    let act = Operation {
        file: Some(&fed.file),
        kept: fed.kept.as_deref(),
        ..desk_act(EntryKind::Import, &who, context)
    };
    let written = writer.seal(&act)?;
    context.recorded.push(written.entry.id.0);
    let mut receipt = receipt(name, &fed, Some(&written), home);
    receipt.rejects_file = place_rejects(fed.rejects, &fed.worked_out, name)?;
    if args.save_profile {
        receipt.saved_profile = Some(profiles::save(path, &fed.worked_out)?.display().to_string());
    }
    Ok(Outcome::Stored { receipt, touched: written.touched })
}

fn strict(file: &str, rejected: u64, snapshot: Option<&Snapshot>) -> Error {
    if snapshot.is_some() {
        let problem = Problem::of_row(&SnapshotFault::Rejected { rows: rejected });
        return Error::File { file: file.to_owned(), problems: vec![problem] };
    }
    let problem = Problem::of_row(&CommandFault::Rejected { rows: rejected });
    Error::File { file: file.to_owned(), problems: vec![problem] }
}

/// A file without a row that could be taken makes no entry; its rejected rows are kept for mending.
fn nothing_to_record(
    writer: EntryTransaction<'_>,
    fed: Fed,
    name: &str,
    home: &Home,
) -> Result<Outcome, Error> {
    drop(writer);
    let mut receipt = receipt(name, &fed, None, home);
    receipt.dry_run = false;
    receipt.rejects_file = place_rejects(fed.rejects, &fed.worked_out, name)?;
    Ok(Outcome::Stored { receipt, touched: Vec::new() })
}

/// Gives the rejected rows their place, and beside them what they are read by.
fn place_rejects(rejects: RejectFile, profile: &Profile, name: &str) -> Result<Option<String>, Error> {
    let lost = |error: std::io::Error| rejects_lost(name, &error);
    let Some(path) = rejects.place().map_err(lost)? else { return Ok(None) };
    profiles::save_for_rejects(&path, profile).map_err(lost)?;
    Ok(Some(path.display().to_string()))
}

/// Why a file was not read.
fn not_fed(name: &str, stopped: NotFed, profile: Option<&profiles::Found>) -> Result<Outcome, Error> {
    let failure = match (stopped, profile) {
        (NotFed::File(problems), Some(found))
            if problems.iter().any(|problem| problem.class == Class::ProfileColumn) =>
        {
            found.place(problems)
        }
        (NotFed::File(problems), _) => Error::File { file: name.to_owned(), problems },
        (NotFed::Io(error), _) => Error::of_file(name, &error),
        (NotFed::Rejects(path, error), _) => no_rejects(&path, &error),
        (NotFed::Store(fault), _) => return Err(fault.into()),
        (NotFed::Unsettled(_), _) => {
            Error::usage(format!("{name} can be read in two ways"), "save it as \"CSV UTF-8\" with ISO dates")
        }
    };
    Ok(Outcome::Failed(failure))
}

/// Without a place for the rejected rows none is stored.
fn no_rejects(path: &Path, error: &std::io::Error) -> Error {
    Error::usage(
        format!("the rejects file {} cannot be made: {}", path.display(), system_says(error)),
        "import the file from a folder that may be written, or mend the rows first (-n shows them)",
    )
}

/// The good rows are stored by now; the way to the rejected ones is to see them again.
fn rejects_lost(file: &str, error: &std::io::Error) -> Error {
    Error::usage(
        format!(
            "the good rows of {file} are stored, but the rejects file could not be placed: {}",
            system_says(error)
        ),
        "mend the rows above in a file of their own and import that",
    )
}

fn already_imported(
    incoming: &Incoming,
    (settings, snapshot): (&Settings, Option<&Snapshot>),
    desk: &mut Writable,
) -> Result<Option<Receipt>, Error> {
    let Incoming { shown: name, input, .. } = incoming;
    let reader = store::View::of(&desk.store, None)?;
    if !store::entries::has_file_of(&reader, input.bytes())? {
        return Ok(None);
    }
    let sha256 = sha256_of(input).map_err(|error| Error::of_file(name, &error))?;
    let file =
        FileRead { name: incoming.name.clone(), bytes: input.bytes(), sha256, settings: settings.to_json() };
    let entry = store::entries::standing_import(&reader, &file, snapshot)?;
    let home = Home { store: desk.path.display().to_string(), made: false, profile: None };
    Ok(entry.map(|entry| already(name, &file, entry, &home)))
}

fn print_receipt(receipt: &Receipt, context: &mut Context) -> Result<(), Error> {
    if context.global.quiet {
        if let Some(rejects) = &receipt.rejects_file {
            std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("rejected rows: {rejects}\n"))?;
        }
        return Ok(());
    }
    Ok(context.out.as_it_comes(receipt)?)
}
