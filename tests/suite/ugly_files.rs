//! Files as they come: each file of `tests/ugly` ends as its table says, with its code and its line.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::desk::Desk;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ugly")
}

/// A line of the table.
struct Expected {
    file: String,
    flags: Vec<String>,
    exit: i32,
    /// New figures, rejected rows, skipped lines.
    counts: [u64; 3],
    problems: Vec<String>,
}

fn table() -> Vec<Expected> {
    let text = fs::read_to_string(folder().join("README.md")).expect("the table");
    let lines = text.lines().filter(|line| line.starts_with("| `"));
    lines.map(|line| expected(line).unwrap_or_else(|| panic!("not understood: {line}"))).collect()
}

fn expected(line: &str) -> Option<Expected> {
    let cells: Vec<&str> =
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
    let [file, flags, exit, new, rejected, skipped, problems, ..] = cells.as_slice() else { return None };
    let words = |text: &str| text.split(' ').filter(|word| *word != "-").map(str::to_owned).collect();
    Some(Expected {
        file: (*file).to_owned(),
        flags: words(flags),
        exit: exit.parse().ok()?,
        counts: [new.parse().ok()?, rejected.parse().ok()?, skipped.parse().ok()?],
        problems: words(problems),
    })
}

/// What an import says in JSON: its counts, and its problems as `code:line`, without a line where it concerns the file.
fn told(json: &serde_json::Value) -> ([u64; 3], Vec<String>) {
    let counts = ["new", "rejected", "skipped"].map(|name| json[name].as_u64().unwrap_or(0));
    let problems = json["problems"].as_array().cloned().unwrap_or_default();
    let problem = |problem: &serde_json::Value| match problem["line"].as_u64() {
        Some(0) | None => problem["code"].as_str().unwrap_or("?").to_owned(),
        Some(line) => format!("{}:{line}", problem["code"].as_str().unwrap_or("?")),
    };
    (counts, problems.iter().map(problem).collect())
}

fn judge(expected: &Expected) -> Result<(), String> {
    let desk = Desk::new();
    desk.file(&expected.file, fs::read(folder().join(&expected.file)).map_err(|error| error.to_string())?);
    let mut args = vec!["import", expected.file.as_str(), "--json"];
    args.extend(expected.flags.iter().map(String::as_str));
    let said = desk.run(&args);
    if said.code != Some(expected.exit) {
        return Err(format!("exit {:?}, not {}: {}", said.code, expected.exit, said.err));
    }
    let json: serde_json::Value =
        serde_json::from_str(&said.out).map_err(|error| format!("{error}: {}", said.out))?;
    let (counts, mut problems) = told(&json[0]);
    if counts != expected.counts {
        return Err(format!("new, rejected, skipped: {counts:?}, not {:?}: {}", expected.counts, said.err));
    }
    let line_of = |problem: &String| problem.split(':').nth(1).and_then(|line| line.parse::<u64>().ok());
    problems.sort_by_key(line_of);
    let alike = |(found, wanted): (&String, &String)| wanted == "*" || found == wanted;
    if problems.len() != expected.problems.len() || !problems.iter().zip(&expected.problems).all(alike) {
        return Err(format!("{problems:?}, not {:?}: {}", expected.problems, said.err));
    }
    if expected.exit != 0 && !said.err.contains("hint:") {
        return Err(format!("no way out is told: {}", said.err));
    }
    let left = desk.names();
    match (expected.exit, left.iter().any(|name| name == "tollbook.db")) {
        (2, true) => Err(format!("nothing was stored, and yet there is {left:?}")),
        (_, stored) if stored != (counts[0] > 0) && expected.file != "names.csv" => Err(format!("{left:?}")),
        _ => Ok(()),
    }
}

#[test]
fn every_file_ends_as_its_table_says() {
    let table = table();
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|expected| {
            let name = format!("{} {}", expected.file, expected.flags.join(" "));
            judge(expected).err().map(|why| format!("{name}\n  {why}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn every_file_is_in_the_table_and_every_code_of_a_file_has_one() {
    let table = table();
    let named: BTreeSet<&str> = table.iter().map(|expected| expected.file.as_str()).collect();
    assert!(named.len() >= 60, "only {} files", named.len());
    for entry in fs::read_dir(folder()).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name == "README.md" || named.contains(name.as_str()), "{name} is not in the table");
    }
}
