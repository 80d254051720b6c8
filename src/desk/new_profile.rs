//! `import --new-profile`: a profile for each file, filled in as far as it can be guessed, to be looked through. Nothing is
//! imported.

use std::io::Write;
use std::path::Path;

use super::error::Error;
use super::first_look::first_look;
use super::fitting::{FittingProfile, Sought, fitting};
use super::import::ImportOptions;
use super::incoming::{ConvertedTable, Incoming, expanded, failure, inputs_in};
use super::profiles::beside;
use crate::disk::pending_file::PendingFile;
use crate::intake::fault::FileFault;
use crate::intake::guess::columns::columns;
use crate::intake::guess::written::written;
use crate::intake::input_fault::system_says;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;
use crate::model::column::Field;
use crate::model::problem::Problem;
use crate::model::shell::word;
use crate::report::new_profile::NewProfileReport;
use crate::store::Store;

/// What is done where a profile is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhereThere {
    /// It stays, and the command says so.
    Keep,
    /// It is replaced.
    Replace,
}

/// Writes a profile beside each file; hands over what became of each.
///
/// # Errors
/// The only file that was named is not there.
pub fn new_profiles(
    options: &ImportOptions,
    where_there: WhereThere,
    take: &mut dyn FnMut(Result<NewProfileReport, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    for file in expanded(&options.files)? {
        for (_, input) in inputs_in(file, options.max_unpacked) {
            take(input.and_then(|input| new_profile(&input, options, where_there)))?;
        }
    }
    Ok(())
}

fn new_profile(
    input: &Incoming,
    options: &ImportOptions,
    where_there: WhereThere,
) -> Result<NewProfileReport, Error> {
    if input.is_piped() {
        return Err(Error::usage(
            "--new-profile writes a profile beside the file, and standard input has no place",
            "keep it in a file first: cat > FILE.csv, then tollbook import FILE.csv --new-profile",
        ));
    }
    if Store::is_at(&input.beside) {
        return Err(Error::usage(
            format!("{} is a tollbook store, and is merged without a profile", input.shown),
            format!("tollbook import {}", word(&input.typed())),
        ));
    }
    let path = beside(&input.beside);
    if path.exists() && where_there == WhereThere::Keep && !options.dry_run {
        return Err(is_there(&path));
    }
    let table = ConvertedTable::of(&input.input, &options.settings, options.max_unpacked)
        .map_err(|fault| failure(&input.shown, &fault))?;
    let (sample, settled) = first_look(input, table.as_ref(), &options.settings, Settled::default())
        .map_err(|why| stopped(input, why))?;
    let columns = columns(&sample, &options.settings);
    let profile = written(&input.name, &sample, &columns, &options.settings);
    let (given, table) = (&options.settings, table.as_ref());
    let fits = fitting(Sought { input, table, given, settled: &settled, sample: &sample });
    if !options.dry_run {
        save(&path, &profile.text, where_there)?;
    }
    let store = options.store.iter().map(|store| format!(" --db {}", word(&store.display().to_string())));
    let next = format!("tollbook import {}{} -n", word(&input.typed()), store.collect::<String>());
    Ok(NewProfileReport {
        file: input.shown.clone(),
        profile: path.display().to_string(),
        written: !options.dry_run,
        figures: profile.figures,
        open: profile.open.into_iter().map(Field::name).collect(),
        codes: profile.codes,
        ignored: profile.ignored,
        fitting: fits.into_iter().filter(|one| Path::new(&one.name) != path).map(flag).collect(),
        next,
        text: options.dry_run.then_some(profile.text),
    })
}

/// What names a profile that fits, and what it leaves to be said.
fn flag(profile: FittingProfile) -> String {
    let missing = profile.missing.iter().map(|field| format!(" --set {field}=VALUE"));
    format!("--profile {}{}", word(&profile.name), missing.collect::<String>())
}

fn stopped(input: &Incoming, why: Stopped) -> Error {
    let faults: Vec<FileFault> = match why {
        Stopped::Io(error) => return Error::of_file(&input.shown, &error),
        Stopped::File(faults) => faults,
        Stopped::NotUtf8 { line, column } => vec![FileFault::NotUtf8 { line, column }],
        Stopped::Unsettled => Vec::new(),
    };
    let problems = faults.iter().map(|fault| Problem::of_row(fault)).collect();
    Error::File { file: input.shown.clone(), problems }
}

/// Writes the profile, readable by its owner alone as the file's rejects are.
fn save(path: &Path, text: &str, where_there: WhereThere) -> Result<(), Error> {
    let write = |out: &mut dyn Write| out.write_all(text.as_bytes());
    let written = match where_there {
        WhereThere::Keep => PendingFile::write_new(path, write),
        WhereThere::Replace => PendingFile::write(path, write).map(|()| true),
    };
    match written {
        Ok(true) => Ok(()),
        Ok(false) => Err(is_there(path)),
        Err(error) => Err(Error::usage(
            format!("{} cannot be written: {}", path.display(), system_says(&error)),
            "see the profile with -n, and write it elsewhere: tollbook import FILE --new-profile -n",
        )),
    }
}

fn is_there(path: &Path) -> Error {
    Error::usage(
        format!("{} is there already, and stays", path.display()),
        "look it through, or have a new one written over it: --new-profile --force",
    )
}
