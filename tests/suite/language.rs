//! The language of pages, messages and help: habits of this house that a newcomer stumbles over do not come back.
//!
//! How long a sentence may be is held by `citations.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::Desk;
use crate::docs::{files, text};
use crate::house::scan::Sources;

/// Words in a row that no page, message or help may hold; `|` stands between words of which one is enough. Behind each
/// what to write instead.
const HABITS: [(&str, &str); 8] = [
    ("is|are|was|were|be|been told", "is said, printed, shown, named"),
    ("told apart|back", "distinguished; printed"),
    ("parts them|the|what|rows|two|a|thousands|columns|cells", "separates"),
    ("is no measure|fall|reason|toll|zero|verdict|amendment|answer", "is not a"),
    ("is|are parted", "is separated"),
    ("claimed|admitted that", "said that"),
    ("lays|lay down what", "says what"),
    ("of which nobody knew", "that nobody knew"),
];

/// The same for the pages that are read first.
const PLAIN: [(&str, &str); 7] = [
    ("stand|stands in|beside|below|above|under|there", "is, are"),
    ("and says|say so", "names what it is"),
    ("of its|their|one's own", "the thing itself"),
    ("became|becomes|become of", "happened to"),
    ("costs|cost no", "leaves the others as they are"),
    ("whoever", "anyone who"),
    ("thereof|therein|hereby|whereby|whose words|lest", "plain words"),
];

/// The pages that are read first, by people whose second language is English.
const FIRST: [&str; 5] =
    ["README.md", "docs/tutorial.md", "docs/faq.md", "docs/glossary.md", "docs/cheat-sheet.md"];

/// The words of a text with the line of each; `None` where a mark keeps two words apart.
fn words(text: &str) -> Vec<(usize, Option<String>)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in line.split_whitespace() {
            let plain = word.trim_matches(['*', '`', '"', '_', '(']);
            let bare = plain.trim_end_matches(['.', ',', ';', ':', '?', '!', ')', '`', '*', '"']);
            found.push((number + 1, Some(bare.to_lowercase())));
            if bare.len() < plain.len() {
                found.push((number + 1, None));
            }
        }
    }
    found
}

/// Where a text has one of the habits: the line, and what to write instead.
fn habits(text: &str, habits: &[(&str, &str)]) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    for (habit, instead) in habits {
        let slots: Vec<Vec<&str>> = habit.split(' ').map(|slot| slot.split('|').collect()).collect();
        for window in words.windows(slots.len()) {
            let fits = |((_, word), slot): (&(usize, Option<String>), &Vec<&str>)| {
                word.as_ref().is_some_and(|word| slot.contains(&word.as_str()))
            };
            if window.iter().zip(&slots).all(fits) {
                let said = window.iter().filter_map(|(_, word)| word.clone()).collect::<Vec<_>>().join(" ");
                found.push(format!("{}: `{said}`; rather: {instead}", window[0].0));
            }
        }
    }
    found
}

/// The pages whose language is held: all but the history.
fn pages() -> Vec<PathBuf> {
    let mut pages =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].map(PathBuf::from).to_vec();
    pages.extend(files("docs", "md"));
    pages
}

#[test]
fn no_page_has_a_habit() {
    let pages = pages();
    assert!(pages.len() > 30, "the pages were not found");
    let mut wrong = Vec::new();
    for page in pages {
        let found = habits(&text(&page), &HABITS);
        wrong.extend(found.into_iter().map(|habit| format!("{}:{habit}", page.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_pages_are_in_plain_english() {
    let mut wrong = Vec::new();
    for page in FIRST {
        let prose = text(Path::new(page)).split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
        wrong.extend(habits(&prose, &PLAIN).into_iter().map(|habit| format!("{page}: near line {habit}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts of the program: the strings of its sources outside of tests, and its help.
#[test]
fn no_message_and_no_help_has_a_habit() {
    let sources = Sources::here();
    let mut wrong = Vec::new();
    let mut read = 0;
    for source in sources.files.iter().filter(|source| !sources.is_test(&source.path)) {
        // What articles say is read there, in their words.
        if source.room().is_some_and(|room| ["extract", "claim"].contains(&room)) {
            continue;
        }
        read += 1;
        let found = habits(&source.strings, &HABITS);
        wrong.extend(found.into_iter().map(|habit| format!("src/{}:{habit}", source.path)));
    }
    assert!(read > 100, "only {read} sources were read");
    let mut definition = tollbook::cli::definition();
    definition.build();
    let mut commands = vec![definition];
    while let Some(mut command) = commands.pop() {
        let help = command.render_long_help().to_string();
        let name = command.get_name().to_owned();
        wrong.extend(habits(&help, &HABITS).into_iter().map(|habit| format!("help of {name}: {habit}")));
        commands.extend(command.get_subcommands().filter(|command| command.get_name() != "help").cloned());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_habit_is_found_across_lines_and_marks_and_not_across_a_stop() {
    let found = |text: &str| habits(text, &HABITS).len();
    for text in ["What is told here.", "what is\ntold", "`x` is no **measure**", "a comma parts thousands"] {
        assert_eq!(found(text), 1, "{text}");
    }
    for text in ["what it is. Told by", "is not a measure", "of two parts. The", "parts, the"] {
        assert_eq!(found(text), 0, "{text}");
    }
    assert_eq!(habits("All flags stand in the list.", &PLAIN).len(), 1);
}

/// What README says of a figure: six fields make it. The template has them all, and its example is a figure.
#[test]
fn the_template_holds_what_a_figure_needs() {
    let template = text(Path::new("docs/template.csv"));
    let needed = ["event", "measure", "count_type", "figure", "publisher", "published_on"];
    let desk = Desk::new();
    desk.file("template.csv", &template);
    let said = desk.run(&["import", "template.csv"]).with(0);
    assert!(!said.contains("not read") && !said.contains("assumed"), "{said}");
    assert_eq!(desk.ask("SELECT count(*), min(wording) FROM figures"), "1|at least 40");
    for name in needed {
        let desk = Desk::new();
        desk.file("template.csv", template.replacen(&format!("{name},"), "other,", 1));
        let said = desk.run(&["import", "template.csv"]);
        assert_eq!(said.code, Some(2), "without {name}: {}", said.out);
        assert!(said.err.contains(name), "without {name}: {}", said.err);
    }
    let readme = text(Path::new("README.md"));
    let section = readme.split("\n## What a figure is").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows =
        section.unwrap_or_default().lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), needed, "README lists other fields");
}

/// The first command of README is the first thing that anybody sees of the program.
#[test]
fn the_first_command_of_readme_fits_on_a_screen_and_ends_with_its_receipt() {
    let readme = text(Path::new("README.md"));
    let command = readme.lines().find_map(|line| line.strip_prefix("cargo run -- ")).expect("it");
    let args: Vec<&str> = command.split(' ').collect();
    let desk = Desk::new();
    fs::create_dir(desk.path("data")).expect("a folder");
    for file in args.iter().filter(|arg| arg.ends_with(".csv")) {
        desk.file(file, text(Path::new(file)));
    }
    let said = desk.run(&args).with(0);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() <= 60, "{} lines:\n{said}", lines.len());
    let receipt = said.trim_end().rsplit("\n\n").next().unwrap_or_default();
    assert!(receipt.starts_with("data/october-2023.csv: recorded as entry 2"), "{said}");
    assert!(lines[0].starts_with("Accounts of the"), "where sources differ comes first: {said}");
}
