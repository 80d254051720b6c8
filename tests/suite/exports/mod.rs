//! What leaves the house: every kind of export, walked.

mod public;
pub mod values;

use std::path::Path;

use crate::desk::Desk;

/// The folder of a desk into which exports are written.
const OUT: &str = "out";

/// Everything that an export gives: what it prints, and each file that it writes to [`OUT`], by name.
fn given(desk: &Desk, args: &[&str]) -> Vec<(String, Vec<u8>)> {
    let out = desk.path(OUT);
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir(&out).expect("a folder");
    let said = desk.run(args);
    let mut given = vec![("standard error".to_owned(), said.err.clone().into_bytes())];
    given.push(("standard output".to_owned(), said.with(0).into_bytes()));
    add_files(&out, &mut given);
    given
}

fn add_files(folder: &Path, given: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => add_files(&path, given),
            false => given.push((path.display().to_string(), std::fs::read(&path).expect("a file"))),
        }
    }
}
