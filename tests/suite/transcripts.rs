//! README, the guide and `tests/cli/*.md` are executed: what they print is what the program prints.
//!
//! `cargo run --` in a transcript is the program that was built for these tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Where documents are, and how many commands they hold at least: a folder that is lost or empty is noticed.
const FOLDERS: [(&str, usize); 4] =
    [("docs", 100), ("docs/how-to", 25), ("docs/profiles", 4), ("tests/cli", 300)];

/// The documents, each run in a folder of its own with `data/` in it.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md")];
    for (folder, _) in FOLDERS {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of documents");
        let found = entries.map(|entry| entry.expect("an entry").path());
        documents.extend(found.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    documents.sort();
    documents
}

/// A copy of a document that trycmd can run, with what its commands need beside it.
fn stage(document: &Path, stage: &Path) -> PathBuf {
    let text = fs::read_to_string(document).expect("a document");
    let text = text.replace("$ cargo run -- ", "$ tollbook ");
    let name = document.file_name().expect("a name");
    let staged = stage.join(name);
    fs::write(&staged, text).expect("a copy");
    let input = staged.with_extension("in");
    let data = input.join("data");
    fs::create_dir_all(&data).expect("a folder");
    fs::create_dir_all(data.join("profiles")).expect("a folder");
    for folder in ["month", "norland"] {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/files").join(folder);
        copy_folder(&files, &input.join(folder));
    }
    for folder in ["data", "data/profiles", "tests/cli/files"] {
        let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) else { continue };
        for file in entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()) {
            let name = file.file_name().expect("a name");
            let target =
                if folder == "tests/cli/files" { input.join(name) } else { input.join(folder).join(name) };
            fs::copy(&file, target).expect("a copy");
        }
    }
    fs::create_dir_all(input.join("docs")).expect("a folder");
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/template.csv");
    fs::copy(template, input.join("docs/template.csv")).expect("a copy");
    staged
}

/// Copies a folder with those below it: a sheet that changes has one name, and lies in a folder of each day.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy_folder(&entry, &target);
        } else {
            fs::copy(&entry, target).expect("a copy");
        }
    }
}

#[test]
fn every_command_of_the_documents_prints_what_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = trycmd::TestCases::new();
    cases
        .register_bin("tollbook", PathBuf::from(env!("CARGO_BIN_EXE_tollbook")))
        // A reader who corrects a file: the command stands in a comment of the page, which no reader sees.
        .register_bin("cp", PathBuf::from("/bin/cp"))
        .register_bin("cat", PathBuf::from("/bin/cat"))
        .env("TOLLBOOK_WHO", "a desk")
        .env("XDG_CONFIG_HOME", "/dev/null")
        .env("NO_COLOR", "1");
    let mut staged = Vec::new();
    for (number, document) in documents().into_iter().enumerate() {
        let own = folder.path().join(number.to_string());
        fs::create_dir(&own).expect("a folder");
        let copy = stage(&document, &own);
        cases.case(&copy);
        staged.push((document, copy));
    }
    cases.run();
    if std::env::var_os("TRYCMD").is_some_and(|how| how == "overwrite") {
        staged.iter().for_each(|(document, copy)| take_over(document, copy));
    }
}

/// Takes over into a document what its commands print now, as trycmd wrote it into the copy.
fn take_over(document: &Path, copy: &Path) {
    let (before, printed) = (fs::read_to_string(document), fs::read_to_string(copy));
    let (before, printed) = (before.expect("a document"), printed.expect("a copy"));
    let through_cargo = |line: &&str| line.starts_with("$ cargo run -- ");
    let mut commands = before.lines().filter(through_cargo).peekable();
    let lines = printed.lines().map(|line| {
        let plain = line.strip_prefix("$ tollbook ");
        let typed = |command: &&str| command.strip_prefix("$ cargo run -- ") == plain;
        commands.next_if(typed).unwrap_or(line)
    });
    let after = lines.map(|line| format!("{line}\n")).collect::<String>();
    if after != before {
        fs::write(document, after).expect("the document");
    }
}

/// The commands of the executed blocks of a page, as they stand there.
fn commands(page: &str) -> Vec<&str> {
    let (mut found, mut executed, mut inside) = (Vec::new(), false, false);
    for line in page.lines() {
        if let Some(kind) = line.strip_prefix("```") {
            inside = !inside;
            executed = inside && matches!(kind.trim(), "console" | "trycmd");
        } else if executed && line.starts_with('$') {
            found.push(line);
        }
    }
    found
}

/// Pages whose commands were not found, and folders that are lost, would leave promises that nobody keeps.
#[test]
fn no_page_and_no_folder_of_transcripts_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut by_folder = std::collections::BTreeMap::new();
    for document in documents() {
        let page = fs::read_to_string(&document).expect("a document");
        let found = commands(&page);
        let name = document.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        for command in &found {
            let known = command.starts_with("$ tollbook")
                || command.starts_with("$ cargo run -- ")
                || command.starts_with("$ cat ")
                || command.starts_with("$ cp ");
            assert!(known, "{name}: `{command}` is not run");
        }
        let found: Vec<_> = found
            .into_iter()
            .filter(|command| !["$ cp ", "$ cat "].iter().any(|other| command.starts_with(other)))
            .collect();
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let must = folder == "tests/cli"
            || folder == "docs/profiles"
            || name == "README.md"
            || ["/guide.md", "/tutorial.md", "/faq.md", "/cheat-sheet.md"]
                .iter()
                .any(|page| name.ends_with(page));
        assert!(!must || !found.is_empty(), "{name} has no command that is run");
        let words = page
            .lines()
            .filter(|line| line.starts_with("$ tollbook") || line.starts_with("$ cargo run"))
            .count();
        assert_eq!(words, found.len(), "{name}: commands outside of the blocks that are run");
        *by_folder.entry(folder).or_insert(0) += found.len();
    }
    for (folder, least) in FOLDERS.into_iter().chain([("", 10)]) {
        let found = by_folder.get(folder).copied().unwrap_or(0);
        assert!(found >= least, "only {found} commands in `{folder}`, and {least} are the least");
    }
}

/// A command in a document that is not run is a promise nobody keeps.
#[test]
fn every_command_in_the_documents_is_in_a_transcript() {
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document");
        let mut fence = None;
        for (number, line) in text.lines().enumerate() {
            if let Some(kind) = line.strip_prefix("```") {
                fence = if fence.is_some() { None } else { Some(kind.trim().to_owned()) };
            }
            let command = line.starts_with("$ tollbook") || line.starts_with("$ cargo run");
            let run = matches!(fence.as_deref(), Some("console" | "trycmd"));
            assert!(!command || run, "{}:{}: `{line}` is not executed", document.display(), number + 1);
        }
    }
}
