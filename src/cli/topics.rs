//! The topics of `tollbook help`: what holds for many commands, said once.

use clap::Command;

use super::help;
use crate::model::words::{CountType, LinkKind, Measure, Reason};
use crate::render::text::wrap::wrapped;

/// A topic: its name, what it is about, and what is told.
struct Topic {
    name: &'static str,
    text: fn(&Command, usize) -> String,
}

const TOPICS: &[Topic] = &[
    Topic { name: "flags", text: help::flags },
    Topic { name: "filters", text: filters },
    Topic { name: "days", text: |_, columns| paragraphs(DAYS, columns) },
    Topic { name: "names", text: |_, columns| paragraphs(NAMES, columns) },
    Topic { name: "words", text: |_, columns| words(columns) },
    Topic { name: "codes", text: |_, columns| paragraphs(CODES, columns) },
    Topic { name: "defaults", text: |_, columns| paragraphs(DEFAULTS, columns) },
];

/// What is told of a topic; `None`: there is no such topic.
pub fn of(name: &str, definition: &Command, columns: usize) -> Option<String> {
    let topic = TOPICS.iter().find(|topic| topic.name == name)?;
    Some((topic.text)(definition, columns))
}

/// The topics, as a shell offers them.
pub fn offers() -> impl Iterator<Item = (String, String)> {
    TOPICS.iter().map(|topic| (topic.name.to_owned(), "a topic".to_owned()))
}

/// The topics, for a line of text.
pub fn names() -> String {
    let names: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    names.join(", ")
}

/// Paragraphs in the width; lines that begin with blanks stay as they are.
fn paragraphs(text: &str, columns: usize) -> String {
    let line = |line: &str| match line.starts_with(' ') {
        true => vec![line.to_owned()],
        false => wrapped(line, columns, 0),
    };
    text.lines().flat_map(line).map(|line| format!("{line}\n")).collect()
}

fn filters(definition: &Command, columns: usize) -> String {
    const TEXT: &str = "Filters choose what list, timeline, reconcile, audit, diff, log --revisions and export look at. All that are \
given must hold.\n\n";
    const SERIES: &str = "\nA series is answered when it holds such a figure, with the figures of others: an answer that hides other \
sources would be another answer.";
    let of_reconcile = definition.find_subcommand("reconcile");
    let list = of_reconcile.map(|command| help::group(command, "Filters", columns)).unwrap_or_default();
    format!("{}{list}{}", paragraphs(TEXT, columns), paragraphs(SERIES, columns))
}

fn words(columns: usize) -> String {
    let listed =
        |title: &str, words: Vec<&str>| paragraphs(&format!("{title}: {}", words.join(", ")), columns);
    [
        listed("Measures (--measure)", Measure::ALL.iter().map(|word| word.word()).collect()),
        listed("Types of count (--count-type)", CountType::ALL.iter().map(|word| word.word()).collect()),
        listed("Relations (add --relation)", LinkKind::ALL.iter().map(|word| word.word()).collect()),
        listed("Reasons (add --reason)", Reason::ALL.iter().map(|word| word.word()).collect()),
    ]
    .join("\n")
}

const DAYS: &str = "\
A day is 2023-10-24, a month 2023-10, a year 2023; also 25 October 2023. In questions it may be counted back: today, \
yesterday, 3d for three days ago.

A time has its zone: 2023-10-24T18:00Z, 2023-10-24T18:00+03:00. Where a time is wanted, a day means its end: of \
--recorded-by in UTC or the zone of the desk (tollbook help defaults), of --known-on as sources print their days.

  --as-of DAY          which figures hold: of this day or an earlier one
  --known-on TIME      what the public could know: what was published by then
  --recorded-by TIME   what this desk had: what was recorded by then

Without them nothing is left out, and no answer depends on the hour at which it is asked.
";

const NAMES: &str = "\
A figure is named by its id (12), by the ref that it has in its file (oct-gaza-1024; ref:12 where digits would be an \
id), or by uid: and the start of its uid, which is the same in every store.

  tollbook show 12
  tollbook list figures gaza

Names of events, places and groups may be paths, largest first: \"Syria > Deraa\". In filters a part of the name is \
enough. That two names are one is said by the desk:

  tollbook amend authority \"Gaza MoH\" --same-as \"Gaza Health Ministry\"
";

const CODES: &str = "\
How a command ended:

  0  done
  1  done, and there is something to look at: rejected rows, sources that differ, a finding
  2  not done, and nothing was changed

Data goes to standard output, everything else to standard error. A problem has a code such as U101; \
docs/problems.md tells what to do about each.
";

const DEFAULTS: &str = "\
What a desk always says can stand in tollbook.toml, beside its store or in ~/.config/tollbook:

  who = \"Norland desk\"      # who records
  profiles = \"profiles\"     # the folder of its profiles
  zone = \"Europe/Oslo\"      # where its days end
  settling = \"3d\"           # how long a lower count is a first count
  licence = \"CC-BY-4.0\"    # of what is published
  contact = \"a@b.example\"  # whom to write to about it

Flags win, then the environment (TOLLBOOK_DB, TOLLBOOK_WHO), then the file beside the store, then that of the user. \
What is in force is printed by

  tollbook
";
