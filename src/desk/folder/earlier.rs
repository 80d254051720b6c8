//! What stands in the place of a folder: nothing, an earlier export that nobody changed, or something that must stay.
//!
//! Each export lists its files and their SHA-256 in [`LIST`], in the shape of `sha256sum`. A folder whose files are those of
//! its list, byte for byte, holds nothing that is not ours: it may make room for the next export.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::part::{self, WrittenFile};

/// The file in which an export lists its files.
pub const LIST: &str = "SHA256SUMS";

/// The first line of the list, by which it is known as ours.
const FIRST: &str = "# written by tollbook export";

/// What stands in the place of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// Nothing.
    Nothing,
    /// An empty folder.
    Empty,
    /// An export, with every file as it was written.
    OurExport,
    /// A file.
    NoFolder,
    /// A folder with something that no export wrote: this file.
    Foreign(String),
    /// An export in which this file was changed, or is missing.
    Changed(String),
}

/// The list of files, as it is written.
pub fn list(files: &[WrittenFile]) -> String {
    let lines = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path));
    format!("{FIRST}\n{}", lines.collect::<String>())
}

/// What stands at a path.
///
/// # Errors
/// What cannot be read.
pub fn in_place(path: &Path) -> io::Result<InPlace> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(InPlace::Nothing),
        Err(error) => return Err(error),
        Ok(meta) if !meta.is_dir() => return Ok(InPlace::NoFolder),
        Ok(_) => {}
    }
    let mut found = Vec::new();
    if let Some(foreign) = files_in(path, "", &mut found)? {
        return Ok(InPlace::Foreign(foreign));
    }
    let Some(first) = found.first().cloned() else { return Ok(InPlace::Empty) };
    let Some(mut listed) = read_list(&path.join(LIST))? else { return Ok(InPlace::Foreign(first)) };
    for file in found.into_iter().filter(|file| file != LIST) {
        let Some(sha256) = listed.remove(&file) else { return Ok(InPlace::Foreign(file)) };
        if part::read(&file, File::open(path.join(&file))?)?.sha256 != sha256 {
            return Ok(InPlace::Changed(file));
        }
    }
    Ok(listed.into_keys().next().map_or(InPlace::OurExport, InPlace::Changed))
}

/// Adds the files below a folder, in the order of their names; returns the first that is neither a file nor a folder.
fn files_in(folder: &Path, above: &str, files: &mut Vec<String>) -> io::Result<Option<String>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let before = files.len();
            let foreign = files_in(&entry.path(), &format!("{name}/"), files)?;
            if foreign.is_some() || files.len() == before {
                return Ok(foreign.or(Some(name))); // no export makes an empty folder
            }
        } else if kind.is_file() {
            files.push(name);
        } else {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The files that a list names, each with its hash; `None` where there is no list of ours.
fn read_list(path: &Path) -> io::Result<Option<BTreeMap<String, String>>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut lines = text.lines();
    if lines.next() != Some(FIRST) {
        return Ok(None);
    }
    let listed = lines.map(|line| line.split_once("  "));
    Ok(listed.map(|line| line.map(|(sha256, path)| (path.to_owned(), sha256.to_owned()))).collect())
}
