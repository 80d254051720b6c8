//! What a shell asks while somebody types: `tollbook __complete SHELL WORDS`, with the unfinished word last. It prints an
//! offer a line, with what it is behind a tab; it never fails, and never makes a store.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};

use super::{definition, stores, topics};
use crate::desk::completion::{self, Offer};
use crate::desk::defaults::DeskDefaults;
use crate::model::names::NameKind;

/// The word by which the scripts of shells ask.
pub const ASKED_BY: &str = "__complete";

/// What is offered; `None` where no shell asks.
pub fn asked(args: &[OsString]) -> Option<String> {
    let [_, word, shell, words @ ..] = args else { return None };
    if word != ASKED_BY {
        return None;
    }
    let plain = |word: &OsString| match shell == "bash" {
        true => unquoted(&word.to_string_lossy()),
        false => word.to_string_lossy().into_owned(),
    };
    let typed: Vec<String> = words.iter().map(plain).collect();
    let (current, before) = typed.split_last()?;
    // Bash takes the sign in `--event=` for a word of its own.
    let current = if current == "=" { "" } else { current.as_str() };
    Some(printed(&offers(before, current), current, shell == "bash"))
}

/// The offers that begin as the word does, a line each; bash takes no explanation.
fn printed(offers: &[Offer], current: &str, is_bash: bool) -> String {
    let fits = |offer: &&Offer| {
        let (name, beginning) = (offer.0.to_lowercase(), current.to_lowercase());
        name.starts_with(&beginning) && !offer.0.contains(char::is_control)
    };
    let line = |(name, about): &Offer| match is_bash || about.is_empty() {
        true => format!("{name}\n"),
        false => format!("{name}\t{}\n", about.replace(char::is_control, " ")),
    };
    offers.iter().filter(fits).map(line).collect()
}

/// A word as bash hands it over, with the quotes and backslashes that were typed.
fn unquoted(word: &str) -> String {
    let mut plain = String::new();
    let mut letters = word.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\'' => {}
            '\\' => plain.extend(letters.next()),
            other => plain.push(other),
        }
    }
    plain
}

/// What stands before the unfinished word.
#[derive(Default)]
struct Typed<'d> {
    verb: Option<&'d Command>,
    named: Vec<String>,
    store: Option<PathBuf>,
    /// The flag whose value is unfinished.
    flag: Option<&'d Arg>,
}

fn offers(before: &[String], current: &str) -> Vec<Offer> {
    let program = definition();
    let typed = Typed::read(&program, before);
    let store = typed.store.clone().unwrap_or_else(stores::found);
    if let Some(flag) = typed.flag {
        return of_flag(flag, &typed, &store, current);
    }
    if let Some((name, beginning)) = current.split_once('=').filter(|(name, _)| name.starts_with("--")) {
        let flag = typed.flag_named(&program, name);
        let of_flag = flag.map(|flag| of_flag(flag, &typed, &store, beginning)).unwrap_or_default();
        return of_flag.into_iter().map(|(value, about)| (format!("{name}={value}"), about)).collect();
    }
    if current.starts_with('-') {
        let own = typed.verb.into_iter().flat_map(Command::get_arguments);
        return own
            .chain(program.get_arguments())
            .filter(|arg| !arg.is_hide_set())
            .filter_map(flag_offer)
            .collect();
    }
    match typed.verb {
        None => commands(&program),
        Some(verb) => of_place(verb, &typed, &store, current),
    }
}

impl<'d> Typed<'d> {
    fn read(program: &'d Command, before: &[String]) -> Typed<'d> {
        let mut typed = Typed::default();
        for word in before {
            if let Some(flag) = typed.flag.take() {
                // Some shells part `--event=Gaza` at the sign, others do not.
                match word.as_str() {
                    "=" => typed.flag = Some(flag),
                    value => typed.give(flag, value),
                }
            } else if word.starts_with('-') {
                let (name, value) =
                    word.split_once('=').map_or((word.as_str(), None), |(name, value)| (name, Some(value)));
                let found = typed.flag_named(program, name).filter(|arg| arg.get_action().takes_values());
                match (found, value) {
                    (Some(flag), Some(value)) => typed.give(flag, value),
                    (found, _) => typed.flag = found,
                }
            } else if typed.verb.is_none() {
                typed.verb = program.find_subcommand(word).or(program.find_subcommand("reconcile"));
            } else {
                typed.named.push(word.clone());
            }
        }
        typed
    }

    /// Takes the value of a flag: of all of them, the store decides what is offered.
    fn give(&mut self, flag: &Arg, value: &str) {
        if flag.get_id() == "db" {
            self.store = Some(PathBuf::from(value));
        }
    }

    /// The flag of that name, of the command or of all.
    fn flag_named(&self, program: &'d Command, word: &str) -> Option<&'d Arg> {
        let is_meant = |arg: &&Arg| {
            arg.get_long().is_some_and(|long| word == format!("--{long}"))
                || arg.get_short().is_some_and(|short| word == format!("-{short}"))
        };
        let own = self.verb.into_iter().flat_map(Command::get_arguments);
        own.chain(program.get_arguments()).find(is_meant)
    }
}

fn commands(program: &Command) -> Vec<Offer> {
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    program.get_subcommands().map(|command| (command.get_name().to_owned(), about(command))).collect()
}

fn flag_offer(arg: &Arg) -> Option<Offer> {
    let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
    Some((format!("--{}", arg.get_long()?), about.lines().next().unwrap_or_default().to_owned()))
}

/// What the value of a flag can be. Files are the shell's to offer.
fn of_flag(flag: &Arg, typed: &Typed<'_>, store: &Path, current: &str) -> Vec<Offer> {
    let names = |kind| completion::names(store, kind, current);
    match flag.get_id().as_str() {
        "event" | "party_to" | "for_event" => names(NameKind::Event),
        "place" => names(NameKind::Place),
        "group" => names(NameKind::Group),
        "authority" | "under" | "reason_by" | "house_line" => names(NameKind::Authority),
        "publisher" => names(NameKind::Publisher),
        "feed" => names(NameKind::Feed),
        "same_as" | "not_same_as" => {
            typed.named.first().and_then(|kind| NameKind::from_word(kind)).map(names).unwrap_or_default()
        }
        "entry" | "carry_over" => completion::entries(store),
        "profile" => {
            let defaults = DeskDefaults::of(store, None).unwrap_or_default();
            completion::profiles(defaults.profiles.as_ref().map(|folder| folder.value.as_path()))
        }
        "revises" | "corrects" | "retracts" | "disowns" | "reinstates" | "redefines" | "rebases"
        | "derived_from" | "disputes" | "part_of" | "target" => completion::refs(store, current),
        _ => listed(flag),
    }
}

/// The closed list that an argument takes.
fn listed(arg: &Arg) -> Vec<Offer> {
    let about =
        |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
    arg.get_possible_values().iter().map(|value| (value.get_name().to_owned(), about(value))).collect()
}

/// What can be named in the next place of a command.
fn of_place(verb: &Command, typed: &Typed<'_>, store: &Path, current: &str) -> Vec<Offer> {
    const NAMED: [NameKind; 5] =
        [NameKind::Event, NameKind::Place, NameKind::Authority, NameKind::Publisher, NameKind::Group];
    let all_names = || NAMED.iter().flat_map(|kind| completion::names(store, *kind, current));
    let place = typed.named.len();
    match (verb.get_name(), place) {
        ("show", 0) => completion::refs(store, current).into_iter().chain(all_names()).collect(),
        ("compare", 0 | 1) | ("log", 0) => completion::refs(store, current),
        ("amend", 0) => {
            let kinds = NAMED.iter().chain(&[NameKind::Source, NameKind::Finding]);
            let kinds = kinds.map(|kind| (kind.word().to_owned(), "what the name is of".to_owned()));
            kinds.chain(completion::refs(store, current)).collect()
        }
        ("amend", 1) => {
            let kind = typed.named.first().and_then(|kind| NameKind::from_word(kind));
            kind.map(|kind| completion::names(store, kind, current)).unwrap_or_default()
        }
        ("undo", 0) => completion::entries(store),
        ("help", 0) => commands(&definition()).into_iter().chain(topics::offers()).collect(),
        ("man", 0) => commands(&definition()),
        ("list", 0) | ("completions", 0) => verb.get_positionals().next().map(listed).unwrap_or_default(),
        ("reconcile" | "timeline" | "audit", _) | ("list", _) | ("export", _) => {
            completion::names(store, NameKind::Event, current)
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(words: &[&str]) -> Vec<String> {
        let args = ["tollbook", ASKED_BY, "bash"].iter().chain(words).map(OsString::from);
        let lines = asked(&args.collect::<Vec<_>>()).expect("a shell asks");
        lines.lines().map(str::to_owned).collect()
    }

    #[test]
    fn commands_flags_and_closed_lists_are_offered() {
        assert_eq!(offered(&["rec"]), ["reconcile"]);
        assert_eq!(offered(&["reconcile", "--pol"]), ["--policy"]);
        assert_eq!(offered(&["reconcile", "--policy", "l"]), ["latest"]);
        assert_eq!(offered(&["import", "x.csv", "--changed", "="]), ["mend", "new"]);
        assert_eq!(offered(&["reconcile", "--policy=l"]), ["--policy=latest"]);
        assert_eq!(offered(&["list", "pub"]), ["publishers"]);
        assert_eq!(offered(&["--json", "list", "pub"]), ["publishers"]);
        assert_eq!(offered(&["--color", "al"]), ["always"]);
        assert_eq!(offered(&["help", "fl"]), ["flags"]);
        assert_eq!(offered(&["amend", "auth"]), ["authority"]);
    }

    #[test]
    fn where_no_store_is_nothing_fails() {
        assert_eq!(offered(&["--db", "/nowhere/x.db", "reconcile", "--event", "G"]), [""; 0]);
        assert_eq!(offered(&["--db", "/nowhere/x.db", "show", "\"G"]), [""; 0]);
        assert!(!std::path::Path::new("/nowhere").exists());
    }

    #[test]
    fn words_of_bash_lose_their_quotes() {
        assert_eq!(unquoted(r#""Gaza w"#), "Gaza w");
        assert_eq!(unquoted(r"Syria\ \>\ De"), "Syria > De");
    }
}
