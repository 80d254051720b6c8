//! The documents miss nothing: every code, column, command, flag and policy is described, every SQL example prints what
//! it says, and every link leads somewhere. That files and sections which are cited exist is held by `citations.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tollbook::model::draft::Field;
use tollbook::model::words::{CountType, LinkKind, Measure, Reason};
use tollbook::reconcile::policies;

use crate::desk::Desk;

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder with that ending, as paths from the root.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|found| found == ending) {
                found.push(entry.strip_prefix(root()).expect("inside").to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Every document that people read.
pub fn documents() -> Vec<PathBuf> {
    let mut documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
        .map(PathBuf::from)
        .to_vec();
    documents.extend(files("docs", "md"));
    documents.extend(files("tests/cli", "md"));
    documents
}

/// Problem codes: a letter and three digits in quotes.
fn codes_in(text: &str) -> BTreeSet<String> {
    let parts = text.split('"').skip(1);
    let is_code = |part: &&str| {
        let bytes = part.as_bytes();
        bytes.len() == 4 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
    };
    parts.filter(is_code).map(str::to_owned).collect()
}

/// Fails with what is missing, all of it.
fn none_missing(missing: Vec<String>, from: &str) {
    assert!(missing.is_empty(), "{from} does not describe {}", missing.join(", "));
}

#[test]
fn every_problem_code_is_described() {
    let mut codes = BTreeSet::new();
    for source in files("src", "rs") {
        codes.extend(codes_in(&text(source)));
    }
    assert!(codes.len() > 70, "the codes were not found: {codes:?}");
    let page = text("docs/problems.md");
    let described: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|cell| !codes_in(&format!("\"{cell}\"")).is_empty())
        .map(str::to_owned)
        .collect();
    none_missing(codes.difference(&described).cloned().collect(), "docs/problems.md");
    let gone: Vec<_> = described.difference(&codes).collect();
    assert!(gone.is_empty(), "docs/problems.md describes codes that are nowhere: {gone:?}");
}

/// A fault is declared once: its code stands nowhere else, so that nothing is recognised by its letters.
#[test]
fn every_problem_code_stands_once_outside_the_tests() {
    let (of_tests, of_program): (Vec<_>, Vec<_>) =
        files("src", "rs").into_iter().partition(|path| is_of_tests(path));
    assert!(of_tests.len() > 5 && of_program.len() > 100, "{of_tests:?}");
    let sources = of_program.iter().map(text);
    let program: String = sources.map(|text| without_tests(&text)).collect();
    let codes = codes_in(&program);
    assert!(codes.len() > 100, "the codes were not found: {codes:?}");
    let several = codes.iter().filter(|code| program.matches(&format!("\"{code}\"")).count() > 1);
    assert_eq!(several.collect::<Vec<_>>(), Vec::<&String>::new(), "these codes stand in several places");
    let program =
        "fn one() { \"N999\" }\n#[cfg(test)]\nmod tests {\n    \"N999\"\n}\nfn more() { \"N999\" }\n";
    assert_eq!(
        without_tests(program).matches("\"N999\"").count(),
        2,
        "tests are left out, what follows is not"
    );
}

/// Whether a file is a module that its folder declares for tests only.
fn is_of_tests(path: &Path) -> bool {
    let name = path.file_stem().expect("a name").to_string_lossy();
    let folder = path.parent().expect("a folder");
    let parents = [folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")];
    let is_declared = |parent: &PathBuf| {
        let source = fs::read_to_string(root().join(parent)).unwrap_or_default();
        source.contains(&format!("#[cfg(test)]\nmod {name};"))
    };
    parents.iter().any(is_declared)
}

/// A source without the modules of tests that stand in it.
fn without_tests(source: &str) -> String {
    let mut parts = source.split("#[cfg(test)]\nmod tests {\n");
    let before = parts.next().unwrap_or_default().to_owned();
    parts.fold(before, |kept, part| kept + part.split_once("\n}\n").map_or("", |(_, behind)| behind))
}

#[test]
fn every_column_and_word_of_the_house_csv_is_described() {
    let page = text("docs/house-csv.md");
    let columns =
        Field::ALL.iter().map(|field| field.name()).filter(|name| !page.contains(&format!("| `{name}` |")));
    none_missing(columns.map(str::to_owned).collect(), "docs/house-csv.md");
    let words = Measure::ALL.iter().map(|word| word.word());
    let words = words.chain(CountType::ALL.iter().map(|word| word.word()));
    let words = words.chain(Reason::ALL.iter().map(|word| word.word()));
    let words = words.chain(LinkKind::ALL.iter().map(|word| word.word()));
    let missing = words.filter(|word| !page.contains(&format!("`{word}`")));
    none_missing(missing.map(str::to_owned).collect(), "docs/house-csv.md");
}

#[test]
fn every_command_and_flag_is_described() {
    let page = text("docs/commands.md");
    let mut definition = tollbook::cli::definition();
    definition.build();
    let mut missing = Vec::new();
    let shown = definition.get_subcommands().filter(|command| !command.is_hide_set());
    for command in std::iter::once(&definition).chain(shown) {
        let name = command.get_name();
        if name != definition.get_name() && !page.contains(&format!("\n## {name}\n")) {
            missing.push(name.to_owned());
        }
        for flag in command.get_arguments().filter(|flag| !flag.is_hide_set()).filter_map(clap_long) {
            if !page.contains(&format!("`{flag}`")) && !page.contains(&format!("`{flag} ")) {
                missing.push(format!("{name} {flag}"));
            }
        }
    }
    none_missing(missing, "docs/commands.md");
}

fn clap_long(flag: &clap::Arg) -> Option<String> {
    flag.get_long().map(|long| format!("--{long}"))
}

/// The commands about the program itself stand in no group.
#[test]
fn every_command_stands_in_a_group() {
    let (page, definition) = (text("docs/commands.md"), tollbook::cli::definition());
    let groups = definition.get_after_help().expect("the groups").to_string();
    let grouped: BTreeSet<&str> =
        groups.lines().take_while(|line| !line.is_empty()).flat_map(str::split_whitespace).collect();
    let mut missing = Vec::new();
    for name in definition.get_subcommands().map(clap::Command::get_name) {
        if !grouped.contains(name) && !["completions", "man", "help"].contains(&name) {
            missing.push(format!("{name} in `verbs!`"));
        }
        if !page.contains(&format!("[`{name}`](#{name})")) {
            missing.push(format!("{name} in its list of commands"));
        }
    }
    assert!(missing.is_empty(), "forgotten: {}", missing.join(", "));
}

#[test]
fn every_command_has_a_transcript_of_its_own() {
    let definition = tollbook::cli::definition();
    let commands = definition.get_subcommands().filter(|command| !command.is_hide_set());
    let missing = commands.map(|command| format!("tests/cli/{}.md", command.get_name()));
    none_missing(missing.filter(|path| !root().join(path).is_file()).collect(), "tests/cli");
}

/// Each finding has its line in the list, its section with all that a reader needs, and its example.
#[test]
fn every_finding_is_described() {
    let (page, rules) = (text("docs/findings.md"), text("docs/rules.md"));
    let mut missing = Vec::new();
    for check in tollbook::audit::findings::ALL {
        let name = check.name;
        let section =
            page.split(&format!("\n## {name}\n")).nth(1).and_then(|rest| rest.split("\n## ").next());
        let section = section.unwrap_or_default().to_lowercase();
        let wanted = ["rank: ", "why it matters: ", "example", "exercise", "what to do: "];
        let lacks = |part: &&str| match *part {
            "example" | "exercise" => !section.contains("example") && !section.contains("exercise"),
            part => !section.contains(part),
        };
        missing.extend(wanted.iter().filter(|part| lacks(part)).map(|part| format!("{name}: {part}")));
        if !page.contains(&format!("| [`{name}`](#{name}) | {} |", check.about)) {
            missing.push(format!("{name} in the list"));
        }
        if !rules.contains(&format!("\n### {name}\n")) {
            missing.push(format!("{name}: its test in docs/rules.md"));
        }
        if !root().join(format!("tests/findings/{name}.csv")).is_file() {
            missing.push(format!("{name}: an example in tests/findings"));
        }
    }
    none_missing(missing, "docs/findings.md");
    let listed = page.lines().filter_map(|line| line.strip_prefix("| [`")?.split_once('`'));
    let listed: Vec<&str> = listed.map(|(name, _)| name).collect();
    let all: Vec<&str> = tollbook::audit::findings::ALL.iter().map(|check| check.name).collect();
    assert_eq!(listed, all, "docs/findings.md lists other findings, or in another order");
}

#[test]
fn every_policy_is_described() {
    let page = text("docs/commands.md");
    let missing = policies::ALL.iter().filter(|policy| !page.contains(&format!("| `{}` |", policy.name)));
    none_missing(missing.map(|policy| policy.name.to_owned()).collect(), "docs/commands.md");
    let rules = text("docs/rules.md");
    let missing = policies::ALL.iter().filter(|policy| !rules.contains(&format!("\n### {}\n", policy.name)));
    none_missing(missing.map(|policy| policy.name.to_owned()).collect(), "docs/rules.md");
}

#[test]
fn every_export_format_is_described() {
    let page = text("docs/commands.md");
    let section = page.split("\n## export\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let row = |name: &str| section?.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
    let missing = tollbook::export::ALL.iter().flat_map(|format| {
        let row = row(format.name).unwrap_or_default();
        let lacks = |ending: &&&str| !row.contains(&format!("`.{ending}`"));
        format
            .endings
            .iter()
            .filter(lacks)
            .map(|ending| format!("{}: .{ending}", format.name))
            .collect::<Vec<_>>()
    });
    none_missing(missing.collect(), "docs/commands.md");
}

#[test]
fn every_column_of_plain_values_is_described() {
    let page = text("docs/commands.md");
    let missing = tollbook::report::values::COLUMNS.iter().map(|column| column.name);
    let missing = missing.filter(|name| !page.contains(&format!("\n| `{name}` |")));
    none_missing(missing.map(str::to_owned).collect(), "docs/commands.md");
}

#[test]
fn every_column_of_the_two_views_is_described() {
    let page = text("docs/store.md");
    let conn = rusqlite::Connection::open_in_memory().expect("a store");
    conn.execute_batch(&text("schema.sql")).expect("the layout");
    let columns = |view: &str| -> Vec<String> {
        let statement = conn.prepare(&format!("SELECT * FROM {view}")).expect("a view");
        statement.column_names().map(str::to_owned).collect()
    };
    let figures = columns("figures");
    assert_eq!(figures, columns("newest_figures"), "the two views have the same columns");
    none_missing(
        figures.into_iter().filter(|name| !page.contains(&format!("\n| `{name}` |"))).collect(),
        "docs/store.md",
    );
}

/// The SQL examples are asked of a store of the files in `data/`; the block behind each holds its rows.
#[test]
fn every_sql_example_prints_what_the_page_says() {
    let desk = Desk::new();
    fs::create_dir(desk.path("data")).expect("a folder");
    for name in ["data/seed.csv", "data/october-2023.csv"] {
        desk.file(name, text(name));
    }
    desk.run(&["import", "data/seed.csv", "data/october-2023.csv", "-q"]).with(0);
    let conn = rusqlite::Connection::open(desk.path("tollbook.db")).expect("a store");
    let mut examples = 0;
    for document in documents() {
        let page = text(&document);
        for example in page.split("\n```sql\n").skip(1) {
            let (sql, rest) = example.split_once("\n```\n").expect("the end of a block");
            let rest = rest.strip_prefix("\n```text\n").unwrap_or_else(|| panic!("{sql}: no rows behind it"));
            let (rows, _) = rest.split_once("\n```").expect("the end of a block");
            assert_eq!(asked(&conn, sql), rows, "{}: {sql}", document.display());
            examples += 1;
        }
    }
    assert!(examples >= 4, "only {examples} examples were found");
}

/// The rows as the sqlite3 program prints them: cells parted by bars, NULL as nothing.
fn asked(conn: &rusqlite::Connection, sql: &str) -> String {
    use rusqlite::types::Value;
    let mut statement = conn.prepare(sql).expect(sql);
    let width = statement.column_count();
    let mut rows = statement.query([]).expect(sql);
    let mut lines = Vec::new();
    while let Some(row) = rows.next().expect(sql) {
        let cell = |at: usize| match row.get::<_, Value>(at).expect(sql) {
            Value::Null => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text,
            Value::Blob(_) => "a blob".to_owned(),
        };
        lines.push((0..width).map(cell).collect::<Vec<_>>().join("|"));
    }
    lines.join("\n")
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for document in documents() {
        let page = text(&document);
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let folder = document.parent().unwrap_or(Path::new(""));
            let target = if path.is_empty() { document.clone() } else { folder.join(path) };
            let found = fs::read_to_string(root().join(&target));
            let leads = match &found {
                Ok(found) => heading.is_empty() || headings(found).contains(heading),
                Err(_) => heading.is_empty() && root().join(&target).exists(),
            };
            if !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The names by which a page's headings are linked.
pub fn headings(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter_map(|line| line.strip_prefix('#'));
    let named = headings.map(|line| {
        let plain = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        plain.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    });
    named.collect()
}

/// The map stays a map: small, with a row for each room that there is, and a glossary.
#[test]
fn the_map_has_every_room() {
    let page = text("ARCHITECTURE.md");
    assert!(page.len() <= 10_240, "ARCHITECTURE.md has {} bytes", page.len());
    let rooms =
        fs::read_dir(root().join("src")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let rooms: BTreeSet<String> = rooms
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    let rows = |heading: &str| {
        let section = page.split(&format!("\n## {heading}\n")).nth(1).expect(heading);
        let section = section.split("\n## ").next().unwrap_or_default();
        let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
        cells.skip(1).map(|cell| cell.trim_matches('`').to_owned()).collect::<BTreeSet<String>>()
    };
    assert_eq!(rows("Rooms and doors"), rooms);
    assert!(rows("Glossary").len() >= 25, "the glossary was not found");
}

#[test]
fn the_page_on_scale_holds_the_lines_for_spark() {
    let lines = text("contrib/spark/answers.py");
    let block = format!("\n```python\n{lines}```\n");
    assert!(
        text("docs/scale.md").contains(&block),
        "docs/scale.md has other lines than contrib/spark/answers.py"
    );
}
