//! Which files an answer may be written to with `-o`.

use std::path::{Path, PathBuf};

use super::ending::ending;
use super::pictures::PictureFile;
use crate::desk::Error;
use crate::disk::pending_file::begins_as_a_store;

/// Refuses what would be lost, or what nobody could read by its ending.
///
/// # Errors
/// A file that is one of `others` (what the command reads), that is a store, or that ends as no answer does. What else the
/// command writes, by the endings of `besides`, is named.
pub fn check(to: &Path, others: &[PathBuf], besides: &[&str]) -> Result<(), Error> {
    keep(to, others)?;
    let ending = ending(to);
    if ANSWERS.contains(&ending.as_str()) {
        return Ok(());
    }
    let why = match ending.as_str() {
        "" => "it has no ending".to_owned(),
        _ => format!("`.{ending}` is not a known ending"),
    };
    if PictureFile::of(to).is_some() {
        return Err(Error::usage(
            format!("-o {} was not written: {why}", to.display()),
            format!("pictures are drawn by timeline: tollbook timeline WORDS -o {}", to.display()),
        ));
    }
    Err(refused(to, &why, besides))
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
        Some(_) => Err(refused(to, "it is what the command reads", &[])),
        None if begins_as_a_store(to) => Err(refused(to, "it is a store", &[])),
        None => Ok(()),
    }
}

fn refused(to: &Path, why: &str, besides: &[&str]) -> Error {
    let endings: Vec<String> =
        ["csv", "json", "jsonl", "txt"].iter().chain(besides).map(|ending| format!(".{ending}")).collect();
    let endings = one_of(&endings);
    Error::usage(
        format!("-o {} was not written: {why}", to.display()),
        format!("name another file that ends in {endings}"),
    )
}

/// Some words, of which one is to be chosen.
fn one_of(words: &[String]) -> String {
    match words {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        words => words.concat(),
    }
}
