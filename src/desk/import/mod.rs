//! `import`: files of figures into a store, one transaction a file, each with a receipt; another store is merged.

mod batching;
mod day_numbers;
mod file;
mod hashing;
mod merging;
mod not_read;
mod reading;
mod receipts;
mod sheet;
mod taken_off;
mod way_out;
mod whole;

use std::path::{Path, PathBuf};

use super::author::Author;
use super::error::Error;
use super::incoming::{Incoming, expanded, inputs_in};
use super::opening::{Writable, open_or_make};
use super::progress::Progress;
use super::touched::TouchedSeries;
use crate::intake::settings::Settings;
use crate::model::date::Moment;
use crate::model::name::Name;
use crate::model::recorded::EntryId;
use crate::model::shell;
use crate::model::snapshot::Snapshot;
use crate::model::snapshot_fault::SnapshotFault;
use crate::report::folded::FoldedProblems;
use crate::report::receipt::Receipt;
use crate::store::{Memory, Store, StoreFault};

/// What is imported, and how it is read.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The files as they were named: `-` is standard input; folders and patterns stand for the files in them.
    pub files: Vec<PathBuf>,
    /// What is said of the files.
    pub settings: Settings,
    /// The feed of which the one file is a snapshot.
    pub feed: Option<Name>,
    /// When the feed looked like this; otherwise now.
    pub snapshot_at: Option<Moment>,
    /// The profile that the files are read by; otherwise the one beside each.
    pub profile: Option<PathBuf>,
    /// The folder of this desk's profiles, in which one is sought that is not where it was looked for first.
    pub profiles: Option<PathBuf>,
    /// The folder for rejected rows; otherwise that of the file, where it is one of this desk's.
    pub rejects: Option<PathBuf>,
    /// Whether what was worked out is kept as a profile beside each file.
    pub save_profile: bool,
    /// Whether a file is taken whole or not at all.
    pub strict: bool,
    /// The entry, since undone, whose links are taken along.
    pub carry_over: Option<EntryId>,
    /// The most bytes that a packed file, a workbook or a JSON document may hold.
    pub max_unpacked: Option<u64>,
    /// The store as it was named, for commands to be typed.
    pub store: Option<PathBuf>,
    /// How much memory it may take.
    pub memory: Memory,
    /// Only what would be done.
    pub dry_run: bool,
}

/// Hears what becomes of the files, one after the other.
pub trait ImportSink {
    /// An entry was recorded, and is on the disk whatever comes after.
    fn recorded(&mut self, entry: EntryId);

    /// What is wrong with rows of a file, and what there is to remark.
    ///
    /// # Errors
    /// What ends the import.
    fn rows(&mut self, file: &str, problems: &FoldedProblems) -> Result<(), Error>;

    /// A file was taken.
    ///
    /// # Errors
    /// What ends the import.
    fn taken(&mut self, receipt: Receipt) -> Result<(), Error>;

    /// A file was not taken: why, and the same as a receipt.
    fn refused(&mut self, failure: &Error, receipt: Receipt);
}

/// What is left once all files were read.
#[derive(Debug)]
pub struct Imported {
    /// The store; `None` where it would have been new and nothing went into it.
    pub store: Option<Store>,
    /// The series that were touched.
    pub touched: TouchedSeries,
    /// How many of the files and rows were taken.
    pub extent: ImportExtent,
}

/// How much was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportExtent {
    /// Every file, with every row.
    All,
    /// Some files or rows.
    Part,
    /// No file.
    Nothing,
}

/// What became of one file.
enum FileOutcome {
    /// It was taken; with the series that were touched.
    Taken(Box<Receipt>, Vec<i64>),
    /// It was not, and others may be.
    Refused(Error),
}

/// What is the same for all files.
struct Job<'j> {
    options: &'j ImportOptions,
    snapshot: Option<Snapshot>,
    author: &'j Author,
}

/// Imports files into the store at `path`, which is made where there is none.
///
/// # Errors
/// The only file that was named is not there, or what the store or the sink says.
pub fn import(
    path: PathBuf,
    options: &ImportOptions,
    author: &Author,
    progress: &mut dyn Progress,
    sink: &mut dyn ImportSink,
) -> Result<Imported, Error> {
    if let Some(folder) = options.rejects.as_deref().filter(|folder| !folder.is_dir()) {
        return Err(no_folder(folder));
    }
    let files = expanded(&options.files)?;
    let job = Job { options, snapshot: snapshot(options, files.len(), author)?, author };
    let mut target = opened(path, options)?;
    let mut sum = FilesSoFar::default();
    let inputs = files.into_iter().flat_map(|file| inputs_in(file, options.max_unpacked));
    let all = inputs.into_iter().try_for_each(|(name, input)| {
        let imported = import_one(&name, input, &job, (&mut target, &mut sum), progress, sink);
        progress.end();
        imported.and_then(|()| if progress.stop().is_asked() { Err(Error::Interrupted) } else { Ok(()) })
    });
    let store = if target.made {
        target.discard();
        None
    } else {
        Some(target.store)
    };
    all?;
    let extent = match (sum.taken, sum.is_part) {
        (0, _) => ImportExtent::Nothing,
        (_, true) => ImportExtent::Part,
        _ => ImportExtent::All,
    };
    Ok(Imported { store, touched: TouchedSeries::by_files(sum.touched, sum.entries), extent })
}

/// What came of the files so far.
#[derive(Default)]
struct FilesSoFar {
    /// How many files were taken.
    taken: usize,
    /// Whether a file, or a row of one, was not.
    is_part: bool,
    /// The entries that were made.
    entries: Vec<i64>,
    /// The series that were touched.
    touched: Vec<i64>,
}

/// Imports one file, or merges one store.
fn import_one(
    name: &str,
    input: Result<Incoming, Error>,
    job: &Job<'_>,
    (target, sum): (&mut Writable, &mut FilesSoFar),
    progress: &mut dyn Progress,
    sink: &mut dyn ImportSink,
) -> Result<(), Error> {
    let outcome = match input {
        Ok(input) if Store::is_at(&input.beside) => {
            merging::import(&input.beside, job, target, progress, sink)?
        }
        Ok(input) => loop {
            match file::import(&input, job, target, progress, sink) {
                // A failing import beside this one took the store away that it had made: this one makes it.
                Err(failure) if failure.says(&StoreFault::Moved) && sum.taken == 0 => {
                    *target = opened(target.path.clone(), job.options)?;
                }
                outcome => break outcome?,
            }
        },
        Err(failure) => FileOutcome::Refused(failure),
    };
    match outcome {
        FileOutcome::Taken(receipt, series) => {
            target.made &= receipt.entry.is_none();
            sum.is_part |= receipt.counts.rejected > 0;
            sum.taken += 1;
            sum.entries.extend(receipt.entries());
            sum.touched.extend(series);
            sink.taken(*receipt)
        }
        FileOutcome::Refused(failure) => {
            sum.is_part = true;
            let receipt = receipts::refusal(name, &failure, &target.path.display().to_string());
            sink.refused(&failure, receipt);
            Ok(())
        }
    }
}

/// The folder of `--rejects` is made by nobody: a name that is mistyped would be a folder that nobody looks into.
fn no_folder(folder: &Path) -> Error {
    let shown = folder.display().to_string();
    Error::usage(
        format!("--rejects names {shown}, which is not a folder; nothing was read"),
        format!("make it first: mkdir -p {}", shell::word(&shown)),
    )
}

/// The store to import into, with the memory that it may take.
fn opened(path: PathBuf, options: &ImportOptions) -> Result<Writable, Error> {
    let mut target = open_or_make(path, options.dry_run)?;
    target.store.may_take(options.memory)?;
    Ok(target)
}

/// The snapshot that the one file is; `None` where no feed is named.
fn snapshot(options: &ImportOptions, files: usize, author: &Author) -> Result<Option<Snapshot>, Error> {
    let Some(feed) = options.feed.clone() else { return Ok(None) };
    if files > 1 {
        return Err(Error::of(&SnapshotFault::SeveralFiles));
    }
    Ok(Some(Snapshot { feed, at: options.snapshot_at.unwrap_or_else(|| (author.clock)().to_the_second()) }))
}
