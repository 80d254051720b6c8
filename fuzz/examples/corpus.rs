//! What libFuzzer begins with, and what the tests keep of what it found.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --example corpus -- begin` writes the files of the tests and the words of the
//! documents to `fuzz/corpus`, a file for each input; `keep` in its place renews `tests/corpus` by what stands there and
//! is short.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tollbook_fuzz::readers::{TARGETS, kept};

/// The longest input to begin with, in bytes: of a longer one the lines up to there.
const LONGEST: usize = 8192;

/// The most inputs that the tests keep of a target, and the most bytes of one.
const KEPT: (usize, usize) = (240, 400);

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let word = std::env::args().nth(1).unwrap_or_default();
    for target in TARGETS.iter().map(|target| target.name) {
        match word.as_str() {
            "begin" => begin(&root, target)?,
            "keep" => keep(&root, target)?,
            _ => return Err(io::Error::other("say `begin` or `keep`")),
        }
    }
    Ok(())
}

/// Writes what a target begins with.
fn begin(root: &Path, target: &str) -> io::Result<()> {
    let folder = corpus(root, target);
    fs::create_dir_all(&folder)?;
    let inputs = begun(root, target).into_iter().chain(kept::read(&kept::path(root, target)));
    for (number, input) in inputs.enumerate() {
        fs::write(folder.join(format!("begin-{number:04}")), head(&input))?;
    }
    Ok(())
}

/// Keeps inputs for the tests. Those that failed once stand above the first blank line, and stay.
fn keep(root: &Path, target: &str) -> io::Result<()> {
    let path = kept::path(root, target);
    let before = fs::read_to_string(&path)?;
    let (failed, _) = before.split_once("\n\n").unwrap_or((&before, ""));
    let mut inputs: Vec<Vec<u8>> = files_in(&corpus(root, target)).iter().flat_map(fs::read).collect();
    inputs.retain(|input| (1..=KEPT.1).contains(&input.len()));
    inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    // Of many some of each length.
    let step = inputs.len().div_ceil(KEPT.0).max(1);
    let lines: Vec<String> = inputs.iter().step_by(step).map(|input| line(input)).collect();
    fs::write(path, format!("{}\n\n{}\n", failed.trim_end(), lines.join("\n")))
}

fn corpus(root: &Path, target: &str) -> PathBuf {
    root.join("fuzz/corpus").join(target)
}

fn head(input: &[u8]) -> &[u8] {
    let Some(head) = input.get(..LONGEST) else { return input };
    head.iter().rposition(|byte| *byte == b'\n').map_or(head, |at| &head[..=at])
}

/// An input as a line of its file; one that begins with `#` would be a remark.
fn line(input: &[u8]) -> String {
    let text = input.escape_ascii().to_string();
    text.strip_prefix('#').map_or(text.clone(), |rest| format!("\\x23{rest}"))
}

/// The files of the tests, the cells of them, or the examples of the pages.
fn begun(root: &Path, target: &str) -> Vec<Vec<u8>> {
    let folders = ["tests/ugly", "tests/cli/files", "data", "data/profiles"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_in(&root.join(folder))).collect();
    let of_ending = |ending: &'static str| {
        files.iter().filter(move |path| path.extension().is_some_and(|own| own == ending))
    };
    let read = |path: &PathBuf| fs::read(path).ok().filter(|bytes| !bytes.is_empty());
    match target {
        "csv" | "file" | "guess" => of_ending("csv").chain(of_ending("jsonl")).filter_map(read).collect(),
        "address" => addresses(),
        "profile" => of_ending("toml").filter_map(read).chain(blocks_of(root)).collect(),
        _ => cells(of_ending("csv").filter_map(read), root),
    }
}

/// An address of each page, with what its query may say, and a form.
fn addresses() -> Vec<Vec<u8>> {
    let pages = [
        "/", "/front.json", "/events", "/event/1", "/event/1/place/2", "/place/3", "/group/4", "/authority/5", "/publisher/6",
        "/source/7", "/series/8", "/series/8/timeline", "/series/8/figures", "/figure/9", "/log", "/entry/10", "/search?q=gaza",
        "/check", "/findings", "/differ", "/verify",
    ];
    let queries = ["as_of=2023-10-24", "known_on=2023-10-25T18%3A00Z", "recorded_by=2023", "page=2", "q=%C3%A9"];
    let with = |page: &str, query: &str| format!("{page}{}{query}", if page.contains('?') { '&' } else { '?' });
    let all = pages.iter().flat_map(|page| queries.iter().map(move |query| with(page, query)));
    let forms = ["text=12+people+were+killed", "text=%0D%0A&as_of=2023-10-24", ""];
    all.zip(forms.iter().cycle()).map(|(address, form)| format!("{address}\n{form}").into_bytes()).collect()
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
