//! What leaves the house: every kind of export, walked.

mod folders;
mod naughty;
mod public;
pub mod values;
#[cfg(feature = "xlsx")]
mod workbook;
mod written;

use std::io::{Cursor, Read};
use std::path::Path;

use crate::desk::Desk;

/// The folder of a desk into which exports are written.
const OUT: &str = "out";

/// Every kind of export, each as it is asked; a new kind is a line here.
const EVERY: &[&[&str]] = &[
    &["export"],
    &["export", "--jsonl"],
    &["export", "-o", "out/figures.csv"],
    &["export", "-o", "out/figures.jsonl"],
    &["export", "--hxl", "-o", "out/tagged.csv"],
    &["export", "--values"],
    &["export", "--values", "--jsonl"],
    &["export", "--values", "-o", "out/values.csv"],
    &["export", "--values", "--bom", "-o", "out/marked.csv"],
    &["export", "--values", "-o", "out/values.jsonl"],
    &["export", "--method-note", "out/note.md"],
    &["export", "--datapackage", "out/package"],
    &["export", "--datasette", "out/served"],
    &["export", "--site", "out/site"],
    #[cfg(feature = "xlsx")]
    &["export", "-o", "out/figures.xlsx"],
];

/// A file that an export gives, or what it prints: its name and its bytes.
type Given = (String, Vec<u8>);

/// Everything that an export gives: what it prints, and each file that it writes to [`OUT`]. Of a workbook the parts.
fn given(desk: &Desk, args: &[&str]) -> Vec<Given> {
    let out = desk.path(OUT);
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir(&out).expect("a folder");
    let said = desk.run(args);
    let printed = if args.contains(&"--jsonl") { "standard output.jsonl" } else { "standard output.csv" };
    let mut given = vec![("standard error.txt".to_owned(), said.err.clone().into_bytes())];
    let to_a_file = args
        .iter()
        .any(|arg| ["-o", "--method-note", "--site", "--datapackage", "--datasette"].contains(arg));
    let text = said.with(0);
    assert_eq!(text.is_empty(), to_a_file, "{args:?} prints: {text}");
    given.push((printed.to_owned(), text.into_bytes()));
    add_files(&out, &mut given);
    given
}

fn add_files(folder: &Path, given: &mut Vec<Given>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_files(&path, given);
            continue;
        }
        let (name, bytes) = (path.display().to_string(), std::fs::read(&path).expect("a file"));
        match name.rsplit('.').next() {
            Some("xlsx") => given.extend(parts(&name, bytes)),
            Some("db") => given.push((format!("{name}/cells"), cells(&path))),
            _ => given.push((name, bytes)),
        }
    }
}

/// Every cell of every table of a database, one behind the other.
fn cells(database: &Path) -> Vec<u8> {
    let conn = rusqlite::Connection::open(database).expect("a database");
    let mut tables = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        .expect("tables");
    let names: Vec<String> =
        tables.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>().expect("names");
    let mut all = Vec::new();
    for name in names.iter().filter(|name| !name.contains("_fts") && !name.starts_with("sqlite_")) {
        let mut rows = conn.prepare(&format!("SELECT * FROM \"{name}\"")).expect("a table");
        let columns = rows.column_count();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for at in 0..columns {
                if let Ok(text) = row.get::<_, String>(at) {
                    all.extend_from_slice(text.as_bytes());
                    all.push(b'\n');
                }
            }
        }
    }
    all
}

/// The parts of a workbook.
fn parts(name: &str, bytes: Vec<u8>) -> Vec<Given> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let many = archive.len();
    let part = |at: usize| {
        let (mut part, mut bytes) = (archive.by_index(at).expect("a part"), Vec::new());
        part.read_to_end(&mut bytes).expect("a part");
        (format!("{name}/{}", part.name().expect("a name")), bytes)
    };
    (0..many).map(part).collect()
}
