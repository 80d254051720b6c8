//! What fuzzing found and kept: every input of `tests/corpus` is given to its reader, and what must hold of the answer holds.

use std::fs;
use std::path::Path;

use crate::readers::{Seen, TARGETS, kept};

#[test]
fn what_must_hold_of_each_reader_holds_for_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in TARGETS {
        let inputs = kept::read(&kept::path(root, target.name));
        let mut accepted = 0;
        for input in &inputs {
            match (target.check)(input) {
                Ok(seen) => accepted += usize::from(seen == Seen::Accepted),
                Err(why) => panic!("{}: {}\n{why}", target.name, input.escape_ascii()),
            }
        }
        // A corpus of refusals alone would hold little.
        assert!(accepted >= 15, "{}: {accepted} of {} inputs are accepted", target.name, inputs.len());
    }
}

#[test]
fn the_fuzzing_has_every_target_and_is_built_of_what_the_house_is_built_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text =
        |path: &str| fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (fuzz, house) = (text("fuzz/Cargo.toml"), text("Cargo.toml"));
    for target in TARGETS {
        let path = format!("fuzz_targets/{}.rs", target.name);
        assert!(fuzz.contains(&format!("path = \"{path}\"")), "{path}");
        assert!(text(&format!("fuzz/{path}")).contains(&format!("hold(\"{}\"", target.name)), "{path}");
    }
    let bare = |line: &str| line.split(" #").next().unwrap_or_default().trim().to_owned();
    let dependencies: Vec<String> = house.lines().map(bare).collect();
    let listed =
        fuzz.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a list");
    for line in listed.lines().map(bare).filter(|line| !line.is_empty() && !line.starts_with("libfuzzer-sys"))
    {
        assert!(dependencies.contains(&line), "`{line}` in fuzz/Cargo.toml is another in Cargo.toml");
    }
}

#[test]
fn an_escaped_input_is_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let all: Vec<u8> = (0..=255).collect();
    let path = folder.path().join("all.txt");
    fs::write(&path, format!("# a remark\n{}\n", all.escape_ascii())).expect("a corpus");
    assert_eq!(kept::read(&path), [all]);
}
