//! README, the guide and `tests/cli/*.md` are executed: what they print is what the program prints.
//!
//! `cargo run --release --` in a transcript is the program that was built for these tests.

use std::fs;
use std::path::{Path, PathBuf};

/// The documents, each run in a folder of its own with `data/` in it.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md")];
    for folder in ["docs", "docs/profiles", "tests/cli"] {
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
    let text = text.replace("$ cargo run --release -- ", "$ tollbook ");
    let name = document.file_name().expect("a name");
    let staged = stage.join(name);
    fs::write(&staged, text).expect("a copy");
    let input = staged.with_extension("in");
    let data = input.join("data");
    fs::create_dir_all(&data).expect("a folder");
    fs::create_dir_all(data.join("profiles")).expect("a folder");
    for folder in ["data", "data/profiles", "tests/cli/files"] {
        let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) else { continue };
        for file in entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()) {
            let name = file.file_name().expect("a name");
            let target =
                if folder == "tests/cli/files" { input.join(name) } else { input.join(folder).join(name) };
            fs::copy(&file, target).expect("a copy");
        }
    }
    staged
}

#[test]
fn every_command_of_the_documents_prints_what_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut staged = 0;
    for document in documents() {
        let path = stage(&document, folder.path());
        let commands = fs::read_to_string(&path).expect("a copy").matches("\n$ tollbook").count();
        staged += commands;
        trycmd::TestCases::new()
            .register_bin("tollbook", PathBuf::from(env!("CARGO_BIN_EXE_tollbook")))
            .env("TOLLBOOK_WHO", "a desk")
            .env("NO_COLOR", "1")
            .case(&path)
            .run();
    }
    assert!(staged >= 10, "only {staged} commands were found in the documents");
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
