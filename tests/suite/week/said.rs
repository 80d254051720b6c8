//! How the script of the week is played: who does what at which hour, and what is looked for in what leaves the house.

use std::fs;
use std::path::{Path, PathBuf};

use super::event;
use crate::desk::{Desk, Said};
use crate::pages::{self, crawl};

/// A desk, and what it answered on each evening.
pub struct Week {
    pub desk: Desk,
    pub evenings: Vec<(&'static str, String)>,
}

/// What is asked on each evening: who was killed at the dam.
pub const WORDS: [&str; 2] = ["dam", "killed"];

/// Text as one line: how it is wrapped says nothing.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Week {
    pub fn new() -> Week {
        Week { desk: Desk::new(), evenings: Vec::new() }
    }

    /// Runs a command that asks, at an hour.
    pub fn asked(&self, now: &str, args: &[&str]) -> Said {
        self.desk.run(&[args, &["--now", now]].concat())
    }

    /// Runs a command that records, by somebody at an hour.
    pub fn run(&self, who: &str, now: &str, args: &[&str]) -> Said {
        self.asked(now, &[args, &["--who", who]].concat())
    }

    /// What it prints, in one line; it is done, whatever there is to look at.
    pub fn does(&self, who: &str, now: &str, args: &[&str]) -> String {
        let said = self.run(who, now, args);
        assert!(said.code < Some(2), "{args:?}: {}{}", said.out, said.err);
        flat(&said.out)
    }

    /// The message of what is refused, in one line.
    pub fn refused(&self, who: &str, now: &str, args: &[&str]) -> String {
        let said = self.run(who, now, args);
        assert_eq!(said.code, Some(2), "{args:?}: {}", said.out);
        flat(&said.err)
    }

    /// Writes a file and imports it; the receipt in one line.
    pub fn imported(&self, who: &str, now: &str, name: &str, rows: &[&str]) -> String {
        self.imported_with(who, now, name, rows, &[])
    }

    pub fn imported_with(&self, who: &str, now: &str, name: &str, rows: &[&str], flags: &[&str]) -> String {
        self.desk.file(name, event::file(rows));
        self.does(who, now, &[&["import", name], flags].concat())
    }

    /// The sentence of an answer.
    pub fn sentence(&self, now: &str, words: &[&str]) -> String {
        let said = self.asked(now, words);
        assert!(said.code < Some(2), "{words:?}: {}", said.err);
        flat(said.out.split("\n  series").next().unwrap_or_default())
    }

    /// The answer of an evening, whole and in one line. Its sentence and verdict are as expected; the sentence is kept.
    pub fn evening(&mut self, day: &'static str, sentence: &str, verdict: &str) -> String {
        let now = format!("{day}T20:30Z");
        assert_eq!(self.sentence(&now, &WORDS), sentence, "{day}");
        let said = self.asked(&now, &WORDS);
        let answer = flat(&said.out);
        assert!(answer.contains(&format!(" verdict {verdict} attribution ")), "{day}: {answer}");
        let is_to_look_at = verdict.starts_with("sources differ");
        assert_eq!(said.code, Some(i32::from(is_to_look_at)), "{day}");
        self.evenings.push((day, sentence.to_owned()));
        answer
    }

    /// The pages that the desk itself is served, each with its path.
    pub fn pages(&self) -> Vec<(String, String)> {
        let store = self.desk.at("2024-05-12T08:00Z").open();
        crawl::reached(&store, &pages::digested(&store))
    }
}

/// Every file of some paths, with its text.
pub fn texts(paths: &[PathBuf]) -> Vec<(String, String)> {
    paths.iter().flat_map(|path| texts_of(path)).collect()
}

fn texts_of(path: &Path) -> Vec<(String, String)> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        return entries.flat_map(|entry| texts_of(&entry.expect("an entry").path())).collect();
    }
    let bytes = fs::read(path).expect("a file");
    vec![(path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned())]
}

/// A text names nobody of the desk, and has none of its reasons.
pub fn holds_nobody(name: &str, text: &str) {
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
    for staff in ["ana", "ben", "tester"] {
        assert!(!words.contains(&staff), "{name} names {staff}:\n{text}");
    }
    for reason in ["owns the dam", "digits", "printer", "lawyer"] {
        assert!(!text.contains(reason), "{name} says: {reason}\n{text}");
    }
}

/// A text has no number that is held or under embargo.
pub fn holds_nothing_withheld(name: &str, text: &str) {
    for number in ["3,917", "3917", "2,683", "2683"] {
        assert!(!text.contains(number), "{name} shows {number}");
    }
}
