//! Which files an answer may be written to with `-o`.

use std::path::{Path, PathBuf};

use super::pictures::PictureFile;
use crate::desk::Error;
use crate::desk::pending_file::begins_as_a_store;
use crate::export::ExportFormat;

/// Refuses what would be lost, or what nobody could read by its ending.
///
/// # Errors
/// A file that is one of `others` (what the command reads), that is a store, or that ends as no answer and none of
/// `exports` does.
pub fn check(to: &Path, others: &[PathBuf], exports: &[ExportFormat]) -> Result<(), Error> {
    keep(to, others)?;
    let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_known = ANSWERS.contains(&ending) || exports.iter().any(|format| format.endings.contains(&ending));
    if is_known {
        return Ok(());
    }
    if PictureFile::of(to).is_some() {
        return Err(Error::usage(
            format!("-o {} was not written: `.{ending}` is not a known ending", to.display()),
            format!("pictures are drawn by timeline: tollbook timeline WORDS -o {}", to.display()),
        ));
    }
    let more = exports.iter().filter(|format| !ANSWERS.contains(&format.name));
    let more: String = more.map(|format| format!(", .{}", format.name)).collect();
    Err(refused(to, &format!("`.{ending}` is not a known ending"), &more))
}

/// The endings of files of answers.
const ANSWERS: [&str; 5] = ["csv", "json", "jsonl", "ndjson", "txt"];

/// Refuses what would be lost.
///
/// # Errors
/// A file that is one of `others` (what the command reads), or that is a store.
pub fn keep(to: &Path, others: &[PathBuf]) -> Result<(), Error> {
    let same = |other: &&PathBuf| {
        other.canonicalize().ok().is_some_and(|other| to.canonicalize().ok() == Some(other))
    };
    match others.iter().find(same) {
        Some(_) => Err(refused(to, "it is what the command reads", "")),
        None if begins_as_a_store(to) => Err(refused(to, "it is a store", "")),
        None => Ok(()),
    }
}

fn refused(to: &Path, why: &str, more: &str) -> Error {
    Error::usage(
        format!("-o {} was not written: {why}", to.display()),
        format!("name another file that ends in .csv, .json, .jsonl{more} or .txt"),
    )
}

/// Refuses to write over a store.
///
/// # Errors
/// A file that is one.
pub fn refuse_store(to: &Path) -> Result<(), Error> {
    match begins_as_a_store(to) {
        true => check(to, &[], &[]),
        false => Ok(()),
    }
}
