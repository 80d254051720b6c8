//! What the mutations begin with: the files of the tests, and the words of the documents.

use std::fs;
use std::path::{Path, PathBuf};

/// The corpus of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["tests/ugly", "tests/cli/files", "data", "data/profiles"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_in(&root.join(folder))).collect();
    let of_ending = |ending: &'static str| files.iter().filter(move |path| path.extension().is_some_and(|own| own == ending));
    let read = |path: &PathBuf| fs::read(path).ok().filter(|bytes| !bytes.is_empty());
    match target {
        "csv" => of_ending("csv").filter_map(read).collect(),
        "profile" => of_ending("toml").filter_map(read).chain(blocks_of(&root)).collect(),
        _ => cells(of_ending("csv").filter_map(read), &root),
    }
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
    let cells = files.flat_map(|file| {
        file.split(|b| b",;\n\r\t".contains(b)).map(<[u8]>::to_vec).collect::<Vec<_>>()
    });
    let mut all: Vec<Vec<u8>> = cells.chain(quoted).filter(|cell| (1..80).contains(&cell.len())).collect();
    all.sort();
    all.dedup();
    all
}
