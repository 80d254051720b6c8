//! The first word, where it is no command: a search, a command that was mistyped, or a word that people try for one.

use std::ffi::OsString;

use super::tried::{LISTED, PLACES, TRIED, searched};
use super::{Context, stores};
use crate::desk::criteria::Criteria;
use crate::desk::nearest::near_word;
use crate::desk::spoken::{WordMatch, spoken};
use crate::desk::{Error, Store};
use crate::model::filter::Filter;
use crate::model::{shell, synonyms};

/// How many letters a mistyped word may be away from a command, two swapped neighbours being one.
const MOST: usize = 2;

/// Words so short are another word altogether when two letters differ; and no more than the beginning of a name counts.
const SHORT: usize = 3;

/// A first word that is no command and may be no search either.
pub struct DoubtedWord {
    word: String,
    /// What was typed behind it, and the commands that it is near to; empty where it is not mistyped.
    behind: Vec<String>,
    near: Vec<Meant>,
    kind: DoubtKind,
    answer: Error,
}

/// Why it is doubted.
#[derive(Clone, Copy)]
enum DoubtKind {
    /// It is so many letters away from a command.
    Mistyped(usize),
    /// People try it for a command.
    Tried,
}

/// What a first word turned out to be.
pub enum FirstWord {
    /// A search.
    Search,
    /// A search; where it finds nothing, this is the answer.
    SearchOr(Error),
    /// No search: this is the answer.
    NoSearch(Error),
}

/// Why the first word may be meant for a command; `None` where it is one, or can only be a search.
pub fn doubt(args: &[OsString], definition: &clap::Command) -> Option<DoubtedWord> {
    let at = verb_at(args, definition);
    let word = args.get(at)?.to_str()?;
    if word.starts_with('-') || names_a_verb(word, definition) || synonyms::is_of_a_search(word) {
        return None;
    }
    let behind: Vec<String> = args[at + 1..].iter().map(|arg| shell::word(&arg.to_string_lossy())).collect();
    let doubt = |kind, answer| {
        Some(DoubtedWord { word: word.to_owned(), behind: Vec::new(), near: Vec::new(), kind, answer })
    };
    let question: Vec<&str> =
        args[at..].iter().filter_map(|arg| arg.to_str()).flat_map(str::split_whitespace).collect();
    if let Some(words) = searched(&question) {
        let words: Vec<String> = words.iter().map(|word| shell::word(word)).collect();
        let words = if words.is_empty() { "WORDS".to_owned() } else { words.join(" ") };
        let what = "questions are asked by the words of names, and by what happened to the people";
        return doubt(DoubtKind::Tried, Error::usage(what, format!("type tollbook reconcile {words}")));
    }
    if let Some(instead) = tried(word, &behind) {
        let what = format!("there is no command `{word}`");
        return doubt(DoubtKind::Tried, Error::usage(what, format!("type {instead}")));
    }
    let (distance, near) = nearest(word, definition)?;
    let near: Vec<Meant> =
        near.iter().map(|verb| Meant { word: (*verb).to_owned(), typed: typed(verb, &behind) }).collect();
    let answer = mistyped(word, &near);
    let kind = DoubtKind::Mistyped(distance);
    Some(DoubtedWord { word: word.to_owned(), behind, near, kind, answer })
}

/// What a mistyped word may have been meant for: the word, and the line that has it.
struct Meant {
    word: String,
    typed: String,
}

/// What is said of a word that is neither a command nor a word of a name.
fn mistyped(word: &str, near: &[Meant]) -> Error {
    let meant: Vec<&str> = near.iter().map(|near| near.word.as_str()).collect();
    let what = format!(
        "there is no command `{word}`, and no name has this word: did you mean {}?",
        meant.join(" or ")
    );
    let instead: Vec<String> = near.iter().map(|near| format!("tollbook {}", near.typed)).collect();
    Error::usage(what, format!("type {}", instead.join(" or ")))
}

/// A word with what was typed behind it.
fn typed(word: &str, behind: &[String]) -> String {
    let words = std::iter::once(word).chain(behind.iter().map(String::as_str));
    words.collect::<Vec<_>>().join(" ")
}

/// What to type instead of a word that people try.
fn tried(word: &str, behind: &[String]) -> Option<String> {
    let word = word.to_lowercase();
    if LISTED.contains(&word.as_str()) {
        return Some(format!("tollbook list {}", typed(&word, behind)));
    }
    let (_, instead) = TRIED.iter().find(|(words, _)| words.contains(&word.as_str()))?;
    let behind = behind.join(" ");
    let fits = |place: &str| match place {
        "ENTRY" if instead.contains(" ID ") => false,
        "ENTRY" => is_number(&behind),
        "ID" => is_number(&behind) || behind.starts_with("uid:"),
        "WORDS" => !instead.contains(" ID") || !is_number(&behind),
        _ => true,
    };
    let filled = |part: &str| {
        let place = part.trim_end_matches([',', ';', ':']);
        match PLACES.contains(&place) && !behind.is_empty() && fits(place) {
            true => format!("{behind}{}", &part[place.len()..]),
            false => part.to_owned(),
        }
    };
    Some(instead.split(' ').map(filled).collect::<Vec<_>>().join(" "))
}

/// Whether a number of a figure or of an entry was typed, and nothing else.
fn is_number(typed: &str) -> bool {
    !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// The commands that are nearest to a word, and how many letters away they are; `None` where none is near.
fn nearest<'d>(word: &str, definition: &'d clap::Command) -> Option<(usize, Vec<&'d str>)> {
    let word = word.to_lowercase();
    let away = |verb: &str| strsim::osa_distance(verb, &word);
    let least = verbs(definition).map(away).min()?;
    let most = if word.chars().count() <= SHORT { MOST - 1 } else { MOST };
    let near = || verbs(definition).filter(|verb| away(verb) == least).collect();
    (least <= most).then(|| (least, near()))
}

impl DoubtedWord {
    /// What the first word is, by the names of the store that is asked: a word of a name can be searched for.
    pub fn settle(mut self, context: &Context) -> FirstWord {
        let store = stores::open(context).ok();
        let found =
            store.as_ref().and_then(|store| spoken(store, &self.word, &context.question).ok().flatten());
        if let (DoubtKind::Mistyped(away), None) = (self.kind, found)
            && let Some(name) = store.and_then(|store| self.name_as_near(away, &store, context))
        {
            let typed = typed("reconcile", &[vec![shell::word(&name)], self.behind.clone()].concat());
            self.near.insert(0, Meant { word: name, typed });
            self.answer = mistyped(&self.word, &self.near);
        }
        let is_whole = matches!(found, Some(WordMatch::OfName | WordMatch::OfDefinition));
        let is_begun = found.is_some() && self.word.chars().count() > SHORT;
        match self.kind {
            DoubtKind::Tried if is_whole => FirstWord::SearchOr(self.answer),
            DoubtKind::Mistyped(_) if is_whole => FirstWord::Search,
            DoubtKind::Mistyped(MOST) if is_begun => FirstWord::Search,
            _ => FirstWord::NoSearch(self.answer),
        }
    }

    /// The word of a name that is as near as the commands are, or nearer; words of every search are no names.
    fn name_as_near(&self, away: usize, store: &Store, context: &Context) -> Option<String> {
        let filter = Filter { words: vec![self.word.clone()], ..Filter::default() };
        let criteria = Criteria { question: context.question, filter, entry: None };
        let (_, name) = near_word(store, &criteria).ok().flatten()?;
        let name = name.to_lowercase();
        let is_near = strsim::osa_distance(&name, &self.word.to_lowercase()) <= away;
        (is_near && !synonyms::is_of_a_search(&name)).then_some(name)
    }
}

/// Words that name no command are a reconcile of them: `tollbook gaza killed`, `tollbook --place Gaza`.
pub fn redirect(mut args: Vec<OsString>, definition: &clap::Command) -> Vec<OsString> {
    let at = verb_at(&args, definition);
    let word = args.get(at).and_then(|word| word.to_str());
    if word.is_some_and(|word| !names_a_verb(word, definition)) {
        args.insert(at, "reconcile".into());
    }
    args
}

fn verbs(definition: &clap::Command) -> impl Iterator<Item = &str> {
    definition.get_subcommands().map(clap::Command::get_name)
}

fn names_a_verb(word: &str, definition: &clap::Command) -> bool {
    verbs(definition).any(|verb| verb == word)
}

/// The place where a verb stands, or should: behind the flags that every command takes.
pub fn verb_at(args: &[OsString], definition: &clap::Command) -> usize {
    let taken = |flag: &str| {
        let own = ["--help", "-h", "--version", "-V"].contains(&flag);
        let name = flag.split('=').next().unwrap_or(flag);
        let found = definition.get_arguments().find(|arg| {
            arg.get_long().is_some_and(|long| name == format!("--{long}"))
                || arg.get_short().is_some_and(|short| name == format!("-{short}"))
        });
        match found {
            Some(arg) if arg.get_action().takes_values() && !flag.contains('=') => Some(2),
            Some(_) => Some(1),
            None => own.then_some(1),
        }
    };
    let mut at = 1;
    while let Some(word) = args.get(at).and_then(|word| word.to_str()) {
        match word.starts_with('-').then(|| taken(word)).flatten() {
            Some(words) => at += words,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::definition;

    fn doubted(line: &str) -> Option<String> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let doubt = doubt(&args, &definition())?;
        let Error::Fault(problem) = doubt.answer else { return None };
        Some(format!("{} | {}", problem.what, problem.hint))
    }

    /// The commands, and those that come later.
    fn verbs_of_today_and_tomorrow() -> Vec<String> {
        let later = ["read", "answer", "check", "serve", "chart"];
        verbs(&definition()).chain(later).map(str::to_owned).collect()
    }

    #[test]
    fn a_slip_of_a_finger_names_the_command() {
        for (line, command) in [
            ("tollbook improt x.csv", "tollbook import x.csv"),
            ("tollbook --db a.db undu 1", "tollbook undo 1"),
            ("tollbook ad 5", "tollbook add 5"),
            ("tollbook lst", "tollbook list"),
            ("tollbook EXPORT -o a.csv", "tollbook export -o a.csv"),
            ("tollbook recnocile gaza", "tollbook reconcile gaza"),
            ("tollbook tmieline", "tollbook timeline"),
            ("tollbook hepl", "tollbook help"),
        ] {
            let told = doubted(line).unwrap_or_default();
            assert!(told.ends_with(&format!("type {command}")), "{line}: {told}");
            assert!(told.contains("did you mean"), "{line}: {told}");
        }
        for line in [
            "tollbook gaza",
            "tollbook usa",
            "tollbook 12",
            "tollbook import x",
            "tollbook --place Rea",
            "tollbook",
        ] {
            assert_eq!(doubted(line), None, "{line}");
        }
    }

    #[test]
    fn words_that_people_try_lead_to_commands_that_are_there() {
        let (definition, mut seen) = (definition(), Vec::new());
        for (words, instead) in TRIED {
            for word in words {
                assert!(!synonyms::is_of_a_search(word), "{word} is searched for");
                assert!(!seen.contains(word), "{word} stands twice");
                seen.push(*word);
            }
            for part in instead.split("tollbook ").skip(1) {
                let args: Vec<OsString> = std::iter::once("tollbook")
                    .chain(part.split([' ', ':', ',']))
                    .map(OsString::from)
                    .collect();
                let verb = args.get(verb_at(&args, &definition)).and_then(|verb| verb.to_str());
                let is_flag = part.starts_with("--") || part.starts_with("alone ");
                assert!(is_flag || verb.is_some_and(|verb| names_a_verb(verb, &definition)), "{part}");
            }
        }
        for noun in LISTED {
            assert_eq!(tried(noun, &["gaza".into()]), Some(format!("tollbook list {noun} gaza")));
        }
    }

    #[test]
    fn what_was_typed_behind_a_word_stands_in_its_answer() {
        for (line, told) in [
            ("tollbook merge other.db", "type tollbook import other.db: another store"),
            ("tollbook plot gaza killed", "type tollbook timeline gaza killed -o chart.svg"),
            ("tollbook plot", "type tollbook timeline WORDS -o chart.svg"),
            ("tollbook blame 7", "type tollbook show 7: who said it"),
            ("tollbook blame lesna", "type tollbook show ID: who said it"),
            ("tollbook history lesna", "type tollbook timeline lesna for a series, tollbook log ID for"),
            ("tollbook history 5", "type tollbook timeline WORDS for a series, tollbook log 5 for"),
            (
                "tollbook delete 5",
                "type tollbook amend 5 --void -m WHY for one figure, tollbook undo ENTRY for",
            ),
            ("tollbook edit 5", "type tollbook amend 5 --typo FIELD=VALUE -m WHY for"),
            ("tollbook fix lesna", "tollbook add FIGURE --corrects ID for what"),
            ("tollbook redo", "type tollbook undo ENTRY, with"),
            ("tollbook redo 4", "type tollbook undo 4, with"),
            ("tollbook how many died on the ferry?", "type tollbook reconcile died ferry"),
            ("tollbook How many people were killed in gaza", "type tollbook reconcile killed gaza"),
        ] {
            assert!(doubted(line).is_some_and(|said| said.contains(told)), "{line}: {:?}", doubted(line));
        }
    }

    #[test]
    fn no_word_of_a_search_is_taken_for_a_command() {
        let verbs = verbs_of_today_and_tomorrow();
        let mut near = 0;
        for word in synonyms::all() {
            assert!(synonyms::is_of_a_search(word), "{word}");
            assert!(!verbs.iter().any(|verb| verb == word), "{word} is a command");
            assert_eq!(doubted(&format!("tollbook {word} 5")), None, "{word}");
            assert_eq!(tried(word, &[]), None, "{word}");
            near += usize::from(verbs.iter().any(|verb| strsim::osa_distance(verb, word) <= MOST));
        }
        // The list is not idle: dead is near to read, men to man, lost to list, died to diff.
        assert!(near >= 4, "{near}");
    }
}
