//! What the mutations begin with: the files of the tests, and the words of the documents.

use std::fs;
use std::path::{Path, PathBuf};

use crate::readers::{Target, kept};

/// The most inputs that are kept of a target, refused and accepted ones each, and the most bytes of one.
const KEPT: (usize, usize) = (120, 400);

/// The corpus of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let folders = ["tests/ugly", "tests/cli/files", "data", "data/profiles"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_in(&root().join(folder))).collect();
    let of_ending = |ending: &'static str| {
        files.iter().filter(move |path| path.extension().is_some_and(|own| own == ending))
    };
    let read = |path: &PathBuf| fs::read(path).ok().filter(|bytes| !bytes.is_empty());
    let begun: Vec<Vec<u8>> = match target {
        "csv" | "file" => of_ending("csv").chain(of_ending("jsonl")).filter_map(read).collect(),
        "profile" => of_ending("toml").filter_map(read).chain(blocks_of(&root())).collect(),
        _ => cells(of_ending("csv").filter_map(read), &root()),
    };
    begun.into_iter().chain(kept::read(&kept::path(&root(), target))).collect()
}

/// Keeps inputs for the tests: of what was refused and of what was accepted alike the shortest of each way.
pub fn keep(target: &Target, ways: [Vec<Vec<u8>>; 2]) {
    let path = kept::path(&root(), target.name);
    let before = fs::read_to_string(&path).unwrap_or_default();
    // What was found by failing stands above the first blank line, and stays.
    let (found, _) = before.split_once("\n\n").unwrap_or(("# Failed once:", ""));
    let mut lines = vec![format!("{}\n", found.trim_end())];
    for mut inputs in ways {
        inputs.retain(|input| input.len() <= KEPT.1);
        inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        // Of many ways some of each length.
        let step = inputs.len().div_ceil(KEPT.0).max(1);
        lines.extend(inputs.iter().step_by(step).map(|input| line(input)));
    }
    if let Err(error) = fs::write(path, lines.join("\n") + "\n") {
        eprintln!("the corpus cannot be written: {error}");
    }
}

fn line(input: &[u8]) -> String {
    let text = input.escape_ascii().to_string();
    // A line that begins so is a remark.
    text.strip_prefix('#').map_or(text.clone(), |rest| format!("\\x23{rest}"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let list = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = list.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The examples of the pages on profiles.
fn blocks_of(root: &Path) -> Vec<Vec<u8>> {
    let pages = files_in(&root.join("docs")).into_iter().chain(files_in(&root.join("docs/profiles")));
    let texts = pages.filter_map(|page| fs::read_to_string(page).ok());
    let blocks = texts.flat_map(|text| {
        let parts = text.split("```toml\n").skip(1);
        parts.map(|part| part.split("```").next().unwrap_or_default().into()).collect::<Vec<Vec<u8>>>()
    });
    blocks.collect()
}

/// Short texts: cells of the files, and what stands between back quotes in the documents.
fn cells(files: impl Iterator<Item = Vec<u8>>, root: &Path) -> Vec<Vec<u8>> {
    let pages = files_in(&root.join("docs")).into_iter().filter_map(|page| fs::read(page).ok());
    let quoted = pages.flat_map(|page| page.split(|b| *b == b'`').map(<[u8]>::to_vec).collect::<Vec<_>>());
    let cells = files
        .flat_map(|file| file.split(|b| b",;\n\r\t".contains(b)).map(<[u8]>::to_vec).collect::<Vec<_>>());
    let mut all: Vec<Vec<u8>> = cells.chain(quoted).filter(|cell| (1..80).contains(&cell.len())).collect();
    all.sort();
    all.dedup();
    all
}
