//! Profiles that fit a file: those that come with the program, and those in the file's folder.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::incoming::{ConvertedTable, Incoming};
use super::shipped::SHIPPED;
use crate::intake::dialects::open;
use crate::intake::fault::FileFault;
use crate::intake::guess::sample::Sample;
use crate::intake::profile::{self, Profile};
use crate::intake::settings::Settings;
use crate::intake::settled::Settled;
use crate::intake::stopped::Stopped;

/// How many profiles of a folder are tried, and how long one may be.
const TRIED: usize = 50;
const MOST_BYTES: u64 = 1 << 18;

/// How many columns a profile has to know of a file, besides leaving nothing out that it needs.
const KNOWN_COLUMNS: usize = 2;

/// A profile by which a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FittingProfile {
    /// What `--profile` takes.
    pub name: String,
    /// Whether it comes with the program.
    pub is_shipped: bool,
    /// Fields that it leaves to be said, such as the day on which the source appeared.
    pub missing: Vec<&'static str>,
}

/// A file, how it was looked at, and what the desk says of it.
#[derive(Clone, Copy)]
pub struct Sought<'f> {
    /// The file.
    pub input: &'f Incoming,
    /// The table in it, where it is no CSV itself.
    pub table: Option<&'f ConvertedTable>,
    /// What was typed.
    pub given: &'f Settings,
    /// What was settled about it.
    pub settled: &'f Settled,
    /// Its beginning.
    pub sample: &'f Sample,
}

/// The profiles that read a file: first those that say all, and of them those of its own folder.
pub fn fitting(sought: Sought<'_>) -> Vec<FittingProfile> {
    let fits = |text: &str| sought.read_by(profile::parse(text).ok()?);
    let mut found = Vec::new();
    for path in neighbours(sought.input) {
        let missing = fs::read_to_string(&path).ok().and_then(|text| fits(&text));
        found.extend(missing.map(|missing| {
            let name = path.display().to_string();
            FittingProfile { name, is_shipped: false, missing }
        }));
    }
    for shipped in SHIPPED {
        let missing = fits(shipped.text);
        found.extend(missing.map(|missing| {
            let name = shipped.name.to_owned();
            FittingProfile { name, is_shipped: true, missing }
        }));
    }
    found.sort_by_key(|profile| profile.missing.len());
    found
}

impl Sought<'_> {
    /// What a profile leaves to be said of the file; `None` where it does not read it, or knows next to none of its columns.
    fn read_by(self, profile: Profile) -> Option<Vec<&'static str>> {
        let named: HashSet<&str> = profile.named_columns().collect();
        let patterns = profile.patterns();
        let is_known = |name: &&String| named.contains(name.as_str()) || patterns.fit(name);
        let known = self.sample.names.iter().filter(is_known).count();
        if known < KNOWN_COLUMNS {
            return None;
        }
        let settings = self.given.clone().with(profile);
        let opened = match self.table {
            Some(table) => table.open(&settings, self.settled).map(drop),
            None => match self.input.input.rewound() {
                Ok(file) => open(file, &settings, self.settled).map(drop),
                Err(error) => Err(error.into()),
            },
        };
        let faults = match opened {
            Ok(()) => return Some(Vec::new()),
            Err(Stopped::File(faults)) => faults,
            Err(_) => return None,
        };
        match &faults[..] {
            [FileFault::MissingColumns { fields, .. }] => Some(fields.clone()),
            _ => None,
        }
    }
}

/// The profiles in the folder of a file; what comes through a pipe has none.
fn neighbours(input: &Incoming) -> Vec<PathBuf> {
    if input.is_piped() {
        return Vec::new();
    }
    let folder = input.beside.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(list) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return Vec::new() };
    let is_profile = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "toml")
            && fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= MOST_BYTES)
    };
    // A name is shown as it can be typed here.
    let shown = |path: PathBuf| match folder {
        Some(_) => path,
        None => path.file_name().map(PathBuf::from).unwrap_or(path),
    };
    let mut paths: Vec<PathBuf> =
        list.filter_map(Result::ok).map(|entry| shown(entry.path())).filter(is_profile).collect();
    paths.sort();
    paths.truncate(TRIED);
    paths
}
