//! Help of the program and of its commands, laid out from their definitions: what it does, examples, its own flags. The flags
//! of every command are told once.

use clap::{Arg, Command};

use super::verbs;
use crate::render::text::wrap::wrapped;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpLength {
    /// `-h`: a screen.
    Short,
    /// `--help`: everything.
    Long,
}

/// How many examples `-h` gives.
const EXAMPLES: usize = 3;

/// How wide the column of flags is at most.
const LABEL: usize = 26;

/// Headings below which `-h` names the flags alone, since a screen has no room for more.
pub const NAMED_ALONE: &[&str] = &[
    "How the files are read",
    "Limits",
    "Less often",
    "The number",
    "Days",
    "Who and where",
    "As printed",
    "What the world did to another figure",
];

/// A heading, and the flags below it; what all of them take is said once.
fn named_alone(heading: &str, args: &[&Arg]) -> String {
    let mut flags: Vec<String> = args.iter().map(|arg| label_with_words(arg)).collect();
    let value = flags.first().and_then(|flag| Some(format!(" {}", flag.split_once(' ')?.1)));
    let shared =
        value.filter(|value| flags.len() > 1 && flags.iter().all(|flag| flag.ends_with(value.as_str())));
    if let Some(value) = &shared {
        flags.iter_mut().for_each(|flag| flag.truncate(flag.len() - value.len()));
    }
    let shared = shared.map_or_else(String::new, |value| format!(" ({})", value.trim()));
    format!("{heading}{shared}: {}", flags.join(", "))
}

/// How wide help is set: by `$COLUMNS`, and no wider than can be read with ease.
pub fn columns() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(80).clamp(40, 100)
}

/// Help of one command.
pub fn of_command(command: &Command, length: HelpLength, columns: usize) -> String {
    let name = command.get_name();
    let (about, examples) = parts(command, length);
    let mut lines: Vec<String> = about.lines().flat_map(|part| wrapped(part, columns, 0)).collect();
    lines.extend(["", "Examples:"].map(str::to_owned));
    lines.extend(examples);
    lines.push(String::new());
    lines.extend(wrapped(&format!("Usage: {}", usage(command)), columns, 9));
    // Filters are what a reading command is about, and begin with its words; of others they are one flag among many.
    let is_aside =
        |heading: &str, args: &[&Arg]| heading == "Filters" && !args.iter().any(|arg| arg.is_positional());
    let is_named_alone = |heading: &str, args: &[&Arg]| {
        length == HelpLength::Short && (NAMED_ALONE.contains(&heading) || is_aside(heading, args))
    };
    let (alone, told): (Vec<_>, Vec<_>) =
        groups(command).into_iter().partition(|(heading, args)| is_named_alone(heading, args));
    for (heading, args) in told {
        lines.extend([String::new(), format!("{heading}:")]);
        args_of(&args, length, columns, &mut lines);
    }
    lines.push(String::new());
    let has_more = !alone.is_empty();
    for (heading, args) in alone {
        lines.extend(wrapped(&named_alone(heading, &args), columns, 2));
    }
    if has_more {
        lines.push(String::new());
    }
    let more =
        if length == HelpLength::Short { format!("More: tollbook {name} --help. ") } else { String::new() };
    lines.push(format!("{more}Flags of every command: tollbook help flags"));
    ended(&lines)
}

/// Help of the program: every command in its group, and which topics there are.
pub fn of_program(definition: &Command, topics: &str, length: HelpLength, columns: usize) -> String {
    let about = definition.get_about().map(ToString::to_string).unwrap_or_default();
    let mut lines = wrapped(&format!("{about}."), columns, 0);
    lines.push(String::new());
    lines.push("Usage: tollbook COMMAND ..., or words to reconcile: tollbook gaza killed".to_owned());
    for group in verbs!().lines().chain(["THE PROGRAM  help completions man"]) {
        let is_verb = |word: &&str| word.starts_with(char::is_lowercase);
        let title: Vec<&str> = group.split_whitespace().take_while(|word| !is_verb(word)).collect();
        lines.extend([String::new(), title.join(" ")]);
        for name in group.split_whitespace().filter(is_verb) {
            let command = definition.find_subcommand(name);
            let about = command.and_then(Command::get_about).map(ToString::to_string).unwrap_or_default();
            beside(&format!("  {name}"), &about, 15, columns, &mut lines);
        }
    }
    if length == HelpLength::Long {
        lines.push(String::new());
        lines.push(flags(definition, columns).trim_end().to_owned());
    }
    lines.push(String::new());
    lines.push("Help:   tollbook COMMAND -h, and all about it: tollbook COMMAND --help".to_owned());
    lines.extend(wrapped(&format!("Topics: tollbook help TOPIC: {}", topics), columns, 8));
    ended(&lines)
}

/// The flags of every command.
pub fn flags(definition: &Command, columns: usize) -> String {
    let mut lines = Vec::new();
    for (heading, args) in groups(definition) {
        lines.push(format!("{}:", if heading == "Flags" { "Flags of every command" } else { heading }));
        args_of(&args, HelpLength::Long, columns, &mut lines);
        lines.push(String::new());
    }
    lines.pop();
    ended(&lines)
}

/// The arguments of a command below one of its headings.
pub fn group(command: &Command, heading: &str, columns: usize) -> String {
    let mut lines = Vec::new();
    for (_, args) in groups(command).into_iter().filter(|(own, _)| *own == heading) {
        args_of(&args, HelpLength::Long, columns, &mut lines);
    }
    ended(&lines)
}

fn ended(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What a command does, and its examples, each with the lines on which it goes on.
fn parts(command: &Command, length: HelpLength) -> (String, Vec<String>) {
    let text =
        |styled: Option<&clap::builder::StyledStr>| styled.map(ToString::to_string).unwrap_or_default();
    let (short, long) = (text(command.get_about()), text(command.get_long_about()));
    let (about, examples) = long.split_once("Examples:").unwrap_or((&long, ""));
    let (mut kept, mut seen) = (Vec::new(), 0);
    for line in examples.lines().filter(|line| !line.trim().is_empty()) {
        seen += usize::from(!line.starts_with("    "));
        if length == HelpLength::Long || seen <= EXAMPLES {
            kept.push(line.to_owned());
        }
    }
    match length {
        HelpLength::Short => (format!("{short}."), kept),
        HelpLength::Long => (about.trim().to_owned(), kept),
    }
}

fn usage(command: &Command) -> String {
    let mut words = vec![format!("tollbook {}", command.get_name())];
    if command.get_arguments().any(|arg| !arg.is_positional()) {
        words.push("[FLAGS]".to_owned());
    }
    for arg in command.get_positionals() {
        words.push(if arg.is_required_set() { label(arg) } else { format!("[{}]", label(arg)) });
    }
    words.join(" ")
}

/// The arguments by their headings, in the order in which they are declared: what is named first, then flags.
fn groups(command: &Command) -> Vec<(&str, Vec<&Arg>)> {
    let mut groups: Vec<(&str, Vec<&Arg>)> = vec![("Arguments", Vec::new()), ("Flags", Vec::new())];
    let shown = |arg: &&clap::Arg| !arg.is_hide_set() && !arg.is_hide_short_help_set();
    for arg in command.get_arguments().filter(shown) {
        let usual = if arg.is_positional() { "Arguments" } else { "Flags" };
        let heading = arg.get_help_heading().unwrap_or(usual);
        match groups.iter_mut().find(|(own, _)| *own == heading) {
            Some((_, args)) => args.push(arg),
            None => groups.push((heading, vec![arg])),
        }
    }
    groups.retain(|(_, args)| !args.is_empty());
    groups
}

/// `-m, --why WHY`, or what is named.
fn label(arg: &Arg) -> String {
    let many =
        if arg.is_positional() && arg.get_action().takes_values() && takes_several(arg) { "..." } else { "" };
    let names = arg.get_value_names().map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
    let value = names.map_or_else(|| arg.get_id().as_str().to_uppercase(), |names| names.join(" "));
    let Some(long) = arg.get_long() else { return format!("{value}{many}") };
    let short = arg.get_short().map_or_else(String::new, |short| format!("-{short}, "));
    match arg.get_action().takes_values() {
        true => format!("{short}--{long} {value}"),
        false => format!("{short}--{long}"),
    }
}

fn takes_several(arg: &Arg) -> bool {
    matches!(arg.get_action(), clap::ArgAction::Append)
}

/// The same, with the words of a short closed list instead of what they are called.
fn label_with_words(arg: &Arg) -> String {
    let words = words(arg).join("|");
    let is_short = (1..25).contains(&words.len()) && words.chars().all(|c| c.is_alphanumeric() || c == '|');
    match arg.get_long() {
        Some(long) if is_short => format!("--{long} {words}"),
        _ => label(arg),
    }
}

/// The closed list that an argument takes; empty where it takes any text.
fn words(arg: &Arg) -> Vec<String> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    let values = arg.get_possible_values();
    values.iter().filter(|value| !value.is_hide_set()).map(|value| value.get_name().to_owned()).collect()
}

fn args_of(args: &[&Arg], length: HelpLength, columns: usize, lines: &mut Vec<String>) {
    let widest = args.iter().map(|arg| label(arg).chars().count()).max().unwrap_or(0);
    let column = widest.min(LABEL) + 4;
    for arg in args {
        beside(&format!("  {}", label(arg)), &told(arg, length), column, columns, lines);
        if length == HelpLength::Long && arg.get_action().takes_values() {
            for value in arg.get_possible_values() {
                if let Some(about) = value.get_help() {
                    let label = format!("{}- {}", " ".repeat(column), value.get_name());
                    beside(&label, &about.to_string(), column + 18, columns, lines);
                }
            }
        }
    }
}

/// What an argument means, with its closed list and its default.
fn told(arg: &Arg, length: HelpLength) -> String {
    let long = arg.get_long_help().filter(|_| length == HelpLength::Long);
    let help = long.or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut told = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let (words, defaults) = (words(arg), arg.get_default_values());
    if !words.is_empty() {
        told.push_str(&format!(" [one of: {}]", words.join(", ")));
    }
    if arg.get_action().takes_values() && !defaults.is_empty() {
        let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
        told.push_str(&format!(" [default: {}]", defaults.join(", ")));
    }
    told
}

/// Writes a label, and a text beside it; a label that is too long has a line of its own.
fn beside(label: &str, text: &str, column: usize, columns: usize, lines: &mut Vec<String>) {
    let texts = wrapped(text, columns.saturating_sub(column).max(20), 0);
    let is_long = label.chars().count() + 2 > column;
    if is_long {
        lines.push(label.to_owned());
    }
    for (at, text) in texts.iter().enumerate() {
        let label = if at == 0 && !is_long { label } else { "" };
        lines.push(format!("{label:<column$}{text}"));
    }
}
