//! What was typed, as files: folders stand for the tables in them, and patterns for what they match.

use std::path::{Path, PathBuf};

use crate::desk::error::Error;
use crate::intake::packing::{is_rejects, is_table_name};

/// A file that was named, or a name that leads to none and why.
pub type NamedFile = Result<PathBuf, (PathBuf, Error)>;

/// The files that are meant, in the order in which they were typed; those of a folder or a pattern by name.
///
/// # Errors
/// The only one that was named is not there.
pub fn expanded(typed: &[PathBuf]) -> Result<Vec<NamedFile>, Error> {
    let mut files: Vec<NamedFile> = typed.iter().flat_map(|path| one(path)).collect();
    if files.len() == 1
        && let Some(Err((_, failure))) = files.pop_if(|only| only.is_err())
    {
        return Err(failure);
    }
    if let [Ok(only)] = files.as_slice()
        && only != Path::new("-")
        && let Err(gone) = std::fs::metadata(only)
    {
        return Err(Error::of_file(&only.display().to_string(), &gone));
    }
    Ok(files)
}

fn one(path: &Path) -> Vec<NamedFile> {
    let found = if path.is_dir() {
        in_folder(path)
    } else if !path.exists() && path.to_string_lossy().contains(['*', '?', '[']) {
        matched(path)
    } else {
        return vec![Ok(path.to_owned())];
    };
    match found {
        Ok(files) => files.into_iter().map(Ok).collect(),
        Err(failure) => vec![Err((path.to_owned(), failure))],
    }
}

/// The tables that stand in a folder itself. Rejects, profiles and what is hidden are no tables to be imported.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let shown = folder.display().to_string();
    let list = std::fs::read_dir(folder).map_err(|error| Error::of_file(&shown, &error))?;
    let mut files: Vec<PathBuf> = (list.filter_map(Result::ok).map(|entry| entry.path()))
        .filter(|path| {
            path.is_file() && path.file_name().is_some_and(|n| is_table_name(&n.to_string_lossy()))
        })
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Error::usage(
            format!("no table stands in the folder {shown}"),
            format!("folders below it are read when they are named: tollbook import '{shown}/**/*.csv'"),
        ));
    }
    Ok(files)
}

fn matched(pattern: &Path) -> Result<Vec<PathBuf>, Error> {
    let shown = pattern.display().to_string();
    // As a shell does it: what begins with a dot is meant only where the pattern says so.
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let found = glob::glob_with(&shown, options).map_err(|error| {
        Error::usage(format!("{shown} is not a pattern: {}", error.msg), "name the files one by one")
    })?;
    let is_own = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        path.is_file() && !is_rejects(&name) && !name.ends_with(".toml")
    };
    let files: Vec<PathBuf> = found.filter_map(Result::ok).filter(is_own).collect();
    if files.is_empty() {
        return Err(Error::usage(
            format!("no file matches {shown}"),
            "check the pattern; the files here are listed by ls",
        ));
    }
    Ok(files)
}
