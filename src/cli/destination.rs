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
    let same = |other: &&PathBuf| {
        other.canonicalize().ok().is_some_and(|other| to.canonicalize().ok() == Some(other))
    };
    let is_store = begins_as_a_store(to);
    let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let answers = ["csv", "json", "jsonl", "ndjson", "txt"];
    let is_known = answers.contains(&ending) || exports.iter().any(|format| format.endings.contains(&ending));
    let what = match others.iter().find(same) {
        Some(_) => "it is what the command reads".to_owned(),
        None if is_store => "it is a store".to_owned(),
        None if !is_known => format!("`.{ending}` is not a known ending"),
        None => String::new(),
    };
    if !what.is_empty() {
        let what = format!("-o {} was not written: {what}", to.display());
        if PictureFile::of(to).is_some() && !is_known {
            let hint = format!("pictures are drawn by timeline: tollbook timeline WORDS -o {}", to.display());
            return Err(Error::usage(what, hint));
        }
        let more = exports.iter().filter(|format| !answers.contains(&format.name));
        let more: String = more.map(|format| format!(", .{}", format.name)).collect();
        let hint = format!("name another file that ends in .csv, .json, .jsonl{more} or .txt");
        return Err(Error::usage(what, hint));
    }
    Ok(())
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
