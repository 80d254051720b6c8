//! Holds the house together: which room may use which, what no room may contain, no circles, and each name once.
//!
//! The table is ARCHITECTURE.md's. The sources are read as text, whole: comments, strings and tests are told from code.

mod circles;
mod names;
mod planted;
mod rules;
pub mod scan;

use std::fs;
use std::path::Path;

use rules::Broken;
use scan::Sources;

/// Names that may be declared more than once, each with its reason: at most five, `Args` aside.
const SHARED_NAMES: &[(&str, &str)] = &[("Args", "what a command takes, in the file of each command")];

/// Fails with what breaks a rule.
fn holds(broken: Broken) {
    let wrong: Vec<String> = broken.into_iter().map(|(key, what)| format!("{what} [{key}]")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_use_only_the_doors_they_have() {
    holds(rules::doors(Sources::here()));
}

#[test]
fn some_words_stand_only_where_they_belong() {
    holds(rules::words(Sources::here()));
}

#[test]
fn every_file_of_a_list_is_in_its_list() {
    holds(rules::lists(Sources::here()));
}

#[test]
fn files_are_short_enough_to_read() {
    holds(rules::lengths(Sources::here()));
}

#[test]
fn the_name_of_a_type_is_declared_once() {
    assert!(SHARED_NAMES.len() <= 6, "at most five besides `Args`");
    let mut broken = rules::type_names(Sources::here());
    for (name, reason) in SHARED_NAMES {
        assert!(broken.remove(*name).is_some(), "`{name}` is not shared: {reason}");
    }
    holds(broken);
}

#[test]
fn the_command_line_asks_desk() {
    holds(rules::reaches_of_cli(Sources::here()));
}

#[test]
fn a_format_is_decided_in_one_file() {
    let found = rules::formats(Sources::here());
    assert!(found.len() == 1, "`Format::` is matched in {found:?}");
}

#[test]
fn no_file_uses_itself_by_a_detour() {
    holds(rules::circles(Sources::here()));
}

/// The lines that the scanner saw are the lines that are there, also below `#[cfg(test)] mod x;`.
#[test]
fn the_sources_are_read_whole() {
    let sources = Sources::here();
    let (mut lines, mut folders) = (0, vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match entry.is_dir() {
                true => folders.push(entry),
                false if entry.extension().is_none_or(|ending| ending != "rs") => {}
                false => {
                    lines += fs::read(entry).expect("a file").iter().filter(|byte| **byte == b'\n').count()
                }
            }
        }
    }
    let read: usize = sources.files.iter().map(|source| source.code.matches('\n').count()).sum();
    assert_eq!(read, lines, "lines of src");
    assert!(lines > 20_000, "only {lines} lines");
    let mut below = 0;
    for source in sources.files.iter().filter(|source| !sources.is_test(&source.path)) {
        for part in source.text.split("#[cfg(test)]\nmod ").skip(1) {
            let Some((name, rest)) = part.split_once(';') else { continue };
            let is_file = name.bytes().all(scan::is_word);
            let used = rest.lines().find(|line| is_file && line.starts_with("use ") && line.ends_with(';'));
            below += usize::from(used.is_some());
            assert!(
                used.is_none_or(|used| source.code.contains(used)),
                "{}: {used:?} was not read",
                source.path
            );
        }
    }
    assert!(below > 2, "only {below} files go on below the declaration of their tests");
}
