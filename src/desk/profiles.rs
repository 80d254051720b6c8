//! Profiles on disk: the one beside a file, the one that is named, and the one that an import leaves.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::shipped;
use crate::disk::pending_file::PendingFile;
use crate::intake::fault::FileFault;
use crate::intake::input_fault::system_says;
use crate::intake::profile::{self, Profile, at_name};
use crate::intake::settings::Settings;
use crate::model::place::Placed;
use crate::model::problem::Problem;

/// A profile that was found, with its text: faults are placed in it.
pub struct ProfileFile {
    /// Where it is.
    pub path: PathBuf,
    text: String,
}

impl ProfileFile {
    /// Places in the profile those faults of a file that are about columns which it names; `None` where none is.
    pub fn place(&self, faults: &[FileFault]) -> Option<Error> {
        let placed = faults
            .iter()
            .filter_map(|fault| Some(at_name(&self.text, fault.name_in_profile()?, Problem::of_row(fault))));
        let placed: Vec<Placed> = placed.collect();
        (!placed.is_empty()).then(|| self.failure(placed))
    }

    fn failure(&self, placed: Vec<Placed>) -> Error {
        Error::Placed { file: self.path.display().to_string(), placed }
    }
}

/// `october.csv` has `october.csv.toml`.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".toml");
    file.with_file_name(name)
}

/// The profile of a name: the file as it was typed, else the one in the folder of the desk's profiles.
pub fn named(typed: &Path, folder: Option<&Path>) -> PathBuf {
    let kept = folder.filter(|_| !typed.exists()).and_then(|folder| {
        let path = folder.join(typed);
        [beside(&path), path].into_iter().find(|path| path.is_file())
    });
    kept.unwrap_or_else(|| typed.to_owned())
}

/// The settings of one file, by its name: the command line, and below it its profile. `folder`: where one was sought as well.
pub fn settings_of(
    name: &str,
    profile: Option<PathBuf>,
    folder: Option<&Path>,
    given: &Settings,
) -> Result<(Settings, Option<ProfileFile>), Error> {
    let Some(path) = profile else { return Ok((given.clone(), None)) };
    let text = text_of(&path, folder)?;
    let found = ProfileFile { path, text };
    let mut profile = profile::parse(&found.text).map_err(|placed| found.failure(vec![*placed]))?;
    let style = given.clone().with(profile.clone()).date_style();
    profile::read_name(&mut profile, name, &given.set, style).map_err(|fault| {
        let pattern = fault.name_in_profile().unwrap_or_default();
        found.failure(vec![at_name(&found.text, pattern, Problem::of_row(&fault))])
    })?;
    let profile_name = found.path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok((Settings { profile_name, ..given.clone().with(profile) }, Some(found)))
}

/// The text of a profile: of the file of that name, else of the one that comes with the program.
fn text_of(path: &Path, folder: Option<&Path>) -> Result<String, Error> {
    let shown = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match shipped::named(&shown) {
            Some(profile) => Ok(profile.text.to_owned()),
            None => Err(no_profile(&shown, folder)),
        },
        Err(error) => Err(Error::of_file(&shown, &error)),
    }
}

fn no_profile(shown: &str, folder: Option<&Path>) -> Error {
    let kept = folder.map_or_else(String::new, |folder| format!(", none in {}", folder.display()));
    let names: Vec<&str> = shipped::SHIPPED.iter().map(|profile| profile.name).collect();
    Error::usage(
        format!("there is no profile {shown}: no such file{kept}, and none of that name comes with tollbook"),
        format!("check the name; {} come with tollbook", names.join(", ")),
    )
}

/// Writes a profile beside a file, for the next import of it; never over another text.
pub fn save(file: &Path, profile: &Profile) -> Result<PathBuf, Error> {
    let path = beside(file);
    let text = profile.to_toml();
    match fs::read_to_string(&path) {
        Ok(there) if there == text => return Ok(path),
        Ok(_) => {
            return Err(Error::usage(
                format!("{} is there already and says something else", path.display()),
                "the import is stored; to keep what it worked out, move that profile away and type the command again",
            ));
        }
        Err(_) => {}
    }
    write_new(&path, &text).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::AlreadyExists => "something has that name, if only a link".to_owned(),
            _ => system_says(&error),
        };
        let what = format!("the import is stored, but {} cannot be written: {why}", path.display());
        Error::usage(
            what,
            "write the profile by hand, or import a copy of the file in a folder that may be written",
        )
    })?;
    Ok(path)
}

/// Writes a profile where nothing has its name, readable by its owner alone.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    match PendingFile::write_new(path, |out| out.write_all(text.as_bytes()))? {
        true => Ok(()),
        false => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

/// Writes what the rejected rows of a file are read by beside them, readable by their owner alone as they are.
pub fn save_for_rejects(rejects: &Path, profile: &Profile) -> io::Result<()> {
    // The rejects are written as UTF-8 with commas below one line of names, whatever their file was.
    let profile = Profile {
        encoding: None,
        delimiter: None,
        sheet: None,
        header_line: None,
        header_rows: None,
        footer: None,
        ..profile.clone()
    };
    if profile == Profile::default() {
        return Ok(());
    }
    write_new(&beside(rejects), &profile.to_toml())
}
