//! Naughty strings in every text of a store come out inert, in every format.

use serde_json::{Map, Value};
use tollbook::model::column::{CellKind, Field};
use tollbook::model::names::NameField;

use crate::desk::Desk;

use super::{EVERY, given};

/// Texts that would do something where they are not held: what a page, a spreadsheet or a terminal would run, what turns the
/// direction of reading, and what breaks rows.
const NAUGHTY: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><svg/onload=alert(1)>",
    "\"><b>bold</b>",
    "[click](javascript:alert(1))",
    "![x](http://127.0.0.1/x.png)",
    "`code` **bold** | cell | <!-- -->",
    "javascript:alert(1)",
    "=1+1",
    "=cmd|' /C calc'!A1",
    "=HYPERLINK(\"http://127.0.0.1\",\"x\")",
    "+1+1",
    "-1+1",
    "@SUM(A1:A2)",
    "\u{ff1d}1+1",
    "\u{ff0b}1",
    "\u{ff0d}1",
    "\u{ff20}SUM(A1)",
    "'=1+1",
    "''@x",
    "a\u{1b}[2J\u{1b}]0;owned\u{7}b",
    "a\u{9b}31mred",
    "57\u{202e}OO\u{2066}x",
    "zero\u{200b}width\u{feff}",
    "tag\u{e0041}\u{e007f}",
    "a\u{1}b\u{8}c\u{7f}d",
    "_x001B_[2J",
    "\u{fffe}x",
    "two\nlines",
    "carriage\rreturn",
    "tab\there",
    "comma, \"quote\"; semicolon",
    "'; DROP TABLE figure; --",
    "{{7*7}} ${7*7} <%= 7 %>",
    "\u{5de}\u{5e9}\u{5e8}\u{5d3} \u{627}\u{644}\u{635}\u{62d}\u{629}",
    "http://127.0.0.1/<script>",
];

/// The columns into which a naughty string goes: all that hold texts, but for closed words and names of rows.
fn texts() -> impl Iterator<Item = Field> {
    let closed = [Field::Ref, Field::Language, Field::PeriodLength, Field::PartOf, Field::Target];
    let is_text =
        move |field: &Field| matches!(field.column().kind, CellKind::Text) && !closed.contains(field);
    Field::ALL.iter().copied().filter(is_text)
}

/// A row with the string in every text; `b` revises `a`, and says who gave the reason.
fn row(at: usize, naughty: &str, part: &str) -> Value {
    let other = texts().filter(|field| part == "b" || *field != Field::ReasonBy);
    let mut row: Map<String, Value> = other.map(|field| (field.name().to_owned(), naughty.into())).collect();
    let mut set = |field: Field, text: String| row.insert(field.name().to_owned(), text.into());
    set(Field::Ref, format!("{part}-{at}"));
    set(Field::Grade, format!("desk:{naughty}"));
    set(Field::Measure, "killed".to_owned());
    set(Field::CountType, "total".to_owned());
    set(Field::Figure, if part == "a" { "12" } else { "14" }.to_owned());
    set(Field::PublishedOn, if part == "a" { "2024-03-01" } else { "2024-03-02" }.to_owned());
    if part == "b" {
        set(Field::Relation, "revises".to_owned());
        set(Field::Target, format!("a-{at}"));
        set(Field::Reason, "late_reports".to_owned());
    }
    row.into()
}

/// A store in which each of them stands in every text, and is what the desk says of a name.
fn desk() -> Desk {
    let rows =
        NAUGHTY.iter().enumerate().flat_map(|(at, naughty)| ["a", "b"].map(|part| row(at, naughty, part)));
    let lines: String = rows.map(|row| format!("{row}\n")).collect();
    let desk = Desk::new();
    desk.file("naughty.jsonl", lines);
    desk.import(&["naughty.jsonl"]);
    let said =
        NAUGHTY.iter().filter(|naughty| desk.say("authority", naughty, NameField::SayAs, naughty).is_ok());
    assert!(said.count() > 20, "names with something said of them");
    desk
}

/// Whether a spreadsheet would run a cell.
fn runs(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Whether a letter commands a terminal, turns the direction of reading or is not seen.
fn deceives(letter: char) -> bool {
    matches!(letter, '\0'..='\t' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Holds a file to be inert, by how its name ends.
fn holds(name: &str, text: &str) {
    let ending = name.rsplit('.').next().unwrap_or_default();
    if ending != "csv" && !name.ends_with("/cells") {
        // A drawing sets the marks of direction itself, beside names that are read from the right.
        let is_own = |letter: &char| ending == "html" && matches!(letter, '\u{200e}' | '\u{200f}');
        let deceiving: Vec<char> =
            text.chars().filter(|letter| deceives(*letter) && !is_own(letter)).collect();
        assert!(deceiving.is_empty(), "{name} holds {deceiving:?}");
    }
    let no = |forbidden: &[&str]| {
        let text = text.replace("\\<", "").replace("\\[", "").replace("\\]", "");
        let found = forbidden.iter().find(|forbidden| text.contains(**forbidden));
        assert_eq!(found, None, "{name} holds it");
    };
    match ending {
        "csv" => {
            let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for record in reader.records() {
                let record = record.unwrap_or_else(|error| panic!("{name}: {error}"));
                let running: Vec<&str> = record.iter().filter(|cell| runs(cell)).collect();
                assert!(running.is_empty(), "{name} would run {running:?}");
            }
        }
        "jsonl" => text.lines().for_each(|line| {
            serde_json::from_str::<Map<String, Value>>(line)
                .unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
        }),
        "md" => no(&["<script", "<img", "<svg", "<b>", "](javascript:", "](http://127", "<!--"]),
        "xml" | "rels" => no(&["<f>", "<f ", "hyperlink", "<script", "<img", "<svg", "externalLink"]),
        "html" => no(&["<script", "<img", "<b>", "<svg onload", "href=\"javascript:", "<!--"]),
        "json" => {
            serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        "txt" | "css" => {}
        _ if name.ends_with("/SHA256SUMS") => {}
        // A database holds what it was given; `.ci/exports` looks at the pages that Datasette makes of it.
        _ if name.ends_with("/cells") => {}
        other => panic!("what makes a file that ends in .{other} inert? {name}"),
    }
}

#[test]
fn naughty_strings_come_out_inert_in_every_format() {
    let desk = desk();
    for args in EVERY {
        for audience in ["--internal", "--public"] {
            let all = given(&desk, &[args, &[audience][..]].concat());
            let mut shown = 0;
            for (name, bytes) in &all {
                let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
                holds(name, text);
                shown += text.matches("DROP TABLE").count();
            }
            assert!(shown > 0, "{args:?} {audience} shows none of them");
        }
    }
}

/// What is defused or written by number is read again as it was.
#[test]
fn naughty_strings_come_back_as_they_were() {
    let desk = desk();
    let figures = |desk: &Desk, store: &str| {
        let mut lines: Vec<String> = desk.of(store).exported("jsonl").lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let before = figures(&desk, "tollbook.db");
    assert!(before.len() > 2 * NAUGHTY.len());
    for file in ["back.csv", "back.jsonl"] {
        desk.run(&["export", "-o", file]).with(0);
        let names = desk.path("back.names.csv");
        let files = if file == "back.csv" { vec![file, "back.names.csv"] } else { vec![file] };
        let store = format!("{file}.db");
        desk.of(&store).import(&files);
        assert_eq!(figures(&desk, &store), before, "{file}");
        let _ = std::fs::remove_file(names);
    }
}
