//! One file: read with what is said of it, then recorded with all that belongs beside it, or not at all.

use std::path::Path;

use super::hashing::sha256_of;
use super::not_read::NotRead;
use super::reading::{FileToRead, ParsedFile, read_file, settle};
use super::receipts::{ReceiptContext, already, receipt};
use super::sheet;
use super::way_out::Puzzling;
use super::whole::Whole;
use super::{FileOutcome, ImportOptions, ImportSink, Job};
use crate::desk::error::Error;
use crate::desk::incoming::{self, ConvertedTable, Incoming};
use crate::desk::opening::Writable;
use crate::desk::profiles;
use crate::desk::progress::Progress;
use crate::desk::reject_file::{RejectFile, RejectPlace};
use crate::intake::input_fault::{InputFault, system_says};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::{Omissions, Settled};
use crate::model::draft::Field;
use crate::model::problem::Problem;
use crate::model::recorded::{Counts, EntryId, EntryKind, FileRead};
use crate::model::snapshot::Snapshot;
use crate::report::receipt::{CarriedOver, Receipt, SnapshotReport};
use crate::store::write::sheet::SheetChanges;
use crate::store::write::{EntryTransaction, Operation};
use crate::store::{self, Store, View, entries};

/// A file, with what its receipt names besides it.
struct OneFile<'f> {
    input: &'f Incoming,
    job: &'f Job<'f>,
    context: ReceiptContext,
    /// Why it is taken whole or not at all; `None`: its good rows go in without the bad ones.
    whole: Option<Whole>,
}

/// How a file is read: by the flags, and below them by the profile that is named, or else by its own.
fn settings_of(
    input: &Incoming,
    options: &ImportOptions,
) -> Result<(Settings, Option<profiles::ProfileFile>), Error> {
    let folder = options.profiles.as_deref();
    let wanted = match &options.profile {
        Some(named) => Some(profiles::named(named, folder)),
        None => input.own_profile(folder),
    };
    profiles::settings_of(&input.own_name(), wanted, folder, &options.settings)
}

/// Reads a file and records it.
///
/// # Errors
/// What ends the whole import: the store, the sink, or rejects that cannot be placed once the good rows are stored.
pub(super) fn import(
    input: &Incoming,
    job: &Job<'_>,
    target: &mut Writable,
    progress: &mut dyn Progress,
    sink: &mut dyn ImportSink,
) -> Result<FileOutcome, Error> {
    let Job { options, ref snapshot, .. } = *job;
    if options.save_profile && input.is_piped() {
        return Ok(FileOutcome::Refused(incoming::has_no_place()));
    }
    let (settings, profile) = match settings_of(input, options) {
        Ok(found) => found,
        Err(failure) => return Ok(FileOutcome::Refused(failure)),
    };
    let context = ReceiptContext {
        store: target.path.display().to_string(),
        made: target.made,
        profile: profile.as_ref().map(|found| found.path.display().to_string()),
    };
    let file = OneFile { input, job, context, whole: Whole::of(job, &settings) };
    if let Some(known) = file.already_imported(&settings, &target.store)? {
        return Ok(known);
    }
    let table = match file.table(&settings) {
        Ok(table) => table,
        Err(fault) => return Ok(FileOutcome::Refused(incoming::failure(&input.shown, &fault))),
    };
    progress.begin(input.input.bytes(), "the file");
    let recorded_on = Some((job.author.clock)().day());
    let omissions = if snapshot.is_some() { Omissions::Told } else { Omissions::Untold };
    let mut settled = Settled { recorded_on, omissions, ..Settled::default() };
    let reading = reading_settings(&settings, snapshot.as_ref());
    let rejects = file.rejects(&target.path);
    let (writer, parsed) = loop {
        let to_read = FileToRead {
            name: &input.name,
            rejects: &rejects,
            input: &input.input,
            table: table.as_ref(),
            settings: &settings,
            reading: &reading,
            settled: &settled,
        };
        let mut writer = store::write::EntryTransaction::begin(&mut target.store)?;
        let stopped =
            match file.begin(&mut writer, &settings).and_then(|()| read_file(&mut writer, to_read, progress))
            {
                Ok(parsed) => break (writer, parsed),
                Err(NotRead::Unsettled(doubt)) => {
                    drop(writer);
                    settle((&input.input, table.as_ref()), &reading, &mut settled, doubt).err()
                }
                Err(stopped) => {
                    drop(writer);
                    Some(stopped)
                }
            };
        if let Some(stopped) = stopped {
            let (table, reading, settled) = (table.as_ref(), &reading, &settled);
            let profile = profile.as_ref();
            let puzzling = Puzzling { input, table, reading, settled, options, profile };
            return file.stopped(&puzzling, stopped, (&settings, &target.store));
        }
    };
    progress.end();
    file.record(writer, parsed, table.as_ref(), sink)
}

/// How a file is read as a snapshot: a row that does not print when it was published was so with the snapshot.
fn reading_settings(settings: &Settings, snapshot: Option<&Snapshot>) -> Settings {
    let mut reading = settings.clone();
    if let Some(snapshot) = snapshot {
        let name = Field::PublishedOn.name().to_owned();
        reading.set.entry(name).or_insert_with(|| snapshot.at.iso());
    }
    reading
}

impl OneFile<'_> {
    /// Before any row is written: of a feed it is a snapshot, else it may be a sheet that was imported before.
    fn begin(&self, writer: &mut EntryTransaction<'_>, settings: &Settings) -> Result<(), NotRead> {
        match &self.job.snapshot {
            Some(snapshot) => store::write::snapshot::begin(writer, snapshot)?.map_err(NotRead::Snapshot),
            None if self.input.is_piped() => Ok(()),
            None => Ok(store::write::sheet::begin(writer, &self.input.name, settings.sheet.as_deref())?),
        }
    }

    /// What became of a file that was not read. Another program may have taken the same snapshot while this one waited for
    /// the store.
    fn stopped(
        &self,
        puzzling: &Puzzling<'_>,
        stopped: NotRead,
        (settings, store): (&Settings, &Store),
    ) -> Result<FileOutcome, Error> {
        if let NotRead::Snapshot(_) = stopped
            && let Some(known) = self.already_imported(settings, store)?
        {
            return Ok(known);
        }
        refused(puzzling, stopped)
    }

    /// The receipt of a file whose bytes a standing entry holds, with the same settings.
    fn already_imported(&self, settings: &Settings, store: &Store) -> Result<Option<FileOutcome>, Error> {
        let Incoming { shown, name, input, .. } = self.input;
        let view = View::of(store, None)?;
        if !entries::has_file_of(&view, input.bytes())? {
            return Ok(None);
        }
        let sha256 = sha256_of(input).map_err(|error| Error::of_file(shown, &error))?;
        let (name, settings) = (name.clone(), settings.to_json());
        let file = FileRead { name, bytes: input.bytes(), sha256, settings };
        let entry = entries::standing_import(&view, &file, self.job.snapshot.as_ref())?;
        match entry {
            Some(entry) if !store::write::sheet::is_overtaken(&view, &file, entry)? => {
                Ok(Some(taken(already(shown, &file, entry, &self.context.store))))
            }
            _ => Ok(None),
        }
    }

    /// Where its rejects go. What is not stored row by row, or not at all, leaves none behind.
    fn rejects(&self, store: &Path) -> RejectPlace {
        let (options, file) = (self.job.options, &self.input.beside);
        match &options.rejects {
            _ if options.dry_run || self.whole.is_some() => RejectPlace::Nowhere,
            Some(folder) => RejectPlace::in_folder(folder, file),
            None => RejectPlace::of(file, store),
        }
    }

    /// The table in a file that is no CSV. A sheet that was named of a file without sheets is refused; a profile may name
    /// one all the same, since that of a workbook serves its rejects too.
    fn table(&self, settings: &Settings) -> Result<Option<ConvertedTable>, InputFault> {
        let options = self.job.options;
        let table = ConvertedTable::of(&self.input.input, settings, options.max_unpacked)?;
        let is_sheet = table.as_ref().is_some_and(ConvertedTable::is_sheet);
        match options.settings.sheet.clone() {
            Some(named) if !is_sheet => Err(InputFault::NoWorkbook { named }),
            _ => Ok(table),
        }
    }

    /// Records what was read, unless another program has, nothing is to be written, or there is nothing to record.
    fn record(
        &self,
        mut writer: EntryTransaction<'_>,
        mut parsed: ParsedFile,
        table: Option<&ConvertedTable>,
        sink: &mut dyn ImportSink,
    ) -> Result<FileOutcome, Error> {
        let (name, Job { options, snapshot, .. }) = (&self.input.shown, self.job);
        // In a header of several lines a cell stands for those that it was merged with.
        let (first, last) = parsed.header;
        let is_read = |line: u64| first < last && (first..=last).contains(&line);
        let remarks = table.into_iter().flat_map(|table| &table.remarks).filter(|(line, _)| !is_read(*line));
        remarks.for_each(|(line, merged)| parsed.folded.remark(*line, Problem::of_row(merged)));
        let rejected = parsed.counts.rejected;
        sink.rows(name, &parsed.folded)?;
        if let Some(whole) = self.whole.filter(|_| rejected > 0) {
            return Ok(FileOutcome::Refused(whole.refusal(name, rejected)));
        }
        if let Some(entry) = self.repeats(&writer, &parsed)? {
            return Ok(taken(already(name, &parsed.file, entry, &self.context.store)));
        }
        let names = (name.as_str(), self.input.name.as_str());
        let sheet = match sheet::settle(&mut writer, names, (parsed.changes, rejected), self.said(&parsed))? {
            sheet::SheetOutcome::Answered(report) => report,
            sheet::SheetOutcome::Asked(question) => return Ok(FileOutcome::Refused(question)),
        };
        parsed.counts = store::write::rows::counts(&mut writer)?;
        parsed.sheet = (!sheet.is_silent()).then_some(*sheet);
        let carried = options
            .carry_over
            .map(|entry| store::write::pending::carry_over(&mut writer, entry))
            .transpose()?;
        if options.dry_run {
            let snapshot = snapshot.as_ref().map(SnapshotReport::new);
            return Ok(taken(Receipt { snapshot, ..receipt(name, &parsed, None, &self.context) }));
        }
        let Counts { new, same, changed, mended, .. } = parsed.counts;
        let figures = new + same + changed + mended;
        if snapshot.is_none() && figures == 0 && writer.says_nothing() {
            // It makes no entry; its rejected rows are kept for mending.
            drop(writer);
            let receipt = Receipt { dry_run: false, ..receipt(name, &parsed, None, &self.context) };
            let rejects_file = place_rejects(parsed.rejects, &parsed.worked_out, name)?;
            return Ok(taken(Receipt { rejects_file, ..receipt }));
        }
        let (mut receipt, touched) = self.seal(writer, parsed, sink)?;
        receipt.carried_over = carried.map(|(carried, of)| CarriedOver { carried, of });
        Ok(FileOutcome::Taken(Box::new(receipt), touched))
    }

    /// What the desk said of changed rows: with a flag, or in what the file is read by.
    fn said(&self, parsed: &ParsedFile) -> sheet::SheetAnswer {
        sheet::SheetAnswer { flag: self.job.options.settings.changed, kept: parsed.worked_out.changed }
    }

    /// The standing entry that holds the same bytes: another program may have imported them while this one waited for the
    /// store. A sheet that is again what it was before its last import is no repetition where anything follows from that.
    fn repeats(&self, writer: &EntryTransaction<'_>, parsed: &ParsedFile) -> Result<Option<EntryId>, Error> {
        let Some(entry) = writer.already_imported(&parsed.file, self.job.snapshot.as_ref())? else {
            return Ok(None);
        };
        let Counts { new, changed, .. } = parsed.counts;
        let is_news = new + changed > 0 || parsed.changes != SheetChanges::default();
        let is_repeated = !is_news || !store::write::sheet::is_overtaken_by_now(writer, &parsed.file, entry)?;
        Ok(is_repeated.then_some(entry))
    }

    /// Seals what was read, and puts beside the file what belongs there.
    fn seal(
        &self,
        writer: EntryTransaction<'_>,
        parsed: ParsedFile,
        sink: &mut dyn ImportSink,
    ) -> Result<(Receipt, Vec<i64>), Error> {
        let Incoming { shown: name, beside, .. } = self.input;
        let operation = Operation {
            file: Some(&parsed.file),
            kept: parsed.kept.as_deref(),
            ..self.job.author.operation(EntryKind::Import)
        };
        let written = store::write::commit(writer, &operation)?;
        sink.recorded(written.entry.id);
        let mut receipt = receipt(name, &parsed, Some(&written), &self.context);
        receipt.rejects_file = place_rejects(parsed.rejects, &parsed.worked_out, name)?;
        // An empty profile says nothing, and would be read all the same.
        if self.job.options.save_profile && parsed.worked_out != Profile::default() {
            let saved = profiles::save(beside, &parsed.worked_out)?;
            receipt.saved_profile = Some(saved.display().to_string());
        }
        Ok((receipt, written.touched))
    }
}

fn taken(receipt: Receipt) -> FileOutcome {
    FileOutcome::Taken(Box::new(receipt), Vec::new())
}

/// Gives the rejected rows their place, and beside them what they are read by.
fn place_rejects(rejects: RejectFile, profile: &Profile, name: &str) -> Result<Option<String>, Error> {
    let lost = |error: std::io::Error| rejects_lost(name, &error);
    let Some(path) = rejects.place().map_err(lost)? else { return Ok(None) };
    profiles::save_for_rejects(&path, profile).map_err(lost)?;
    Ok(Some(path.display().to_string()))
}

/// Why a file was not read.
fn refused(file: &Puzzling<'_>, stopped: NotRead) -> Result<FileOutcome, Error> {
    let name = file.input.shown.as_str();
    let failure = match stopped {
        NotRead::File(faults) => match file.profile.and_then(|profile| profile.place(&faults)) {
            Some(failure) => failure,
            None => {
                let faults = file.with_way_out(faults);
                let problems = faults.iter().map(|fault| Problem::of_row(fault)).collect();
                Error::File { file: name.to_owned(), problems }
            }
        },
        NotRead::Io(error) => Error::of_file(name, &error),
        NotRead::Rejects(path, error) => no_rejects(&path, &error),
        NotRead::Snapshot(fault) => Error::of(&fault),
        NotRead::Store(fault) => return Err(fault.into()),
        NotRead::Interrupted => return Err(Error::Interrupted),
        NotRead::Unsettled(_) => {
            Error::usage(format!("{name} can be read in two ways"), "save it as \"CSV UTF-8\" with ISO dates")
        }
    };
    Ok(FileOutcome::Refused(failure))
}

/// Without a place for the rejected rows none is stored.
fn no_rejects(path: &Path, error: &std::io::Error) -> Error {
    Error::usage(
        format!(
            "nothing was stored: some rows are rejected, and the file for them, {}, cannot be made: {}",
            path.display(),
            system_says(error)
        ),
        "name a folder that may be written: --rejects DIR; or see the rows with -n, and mend them first",
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
