//! What fuzzing found and kept: every input of `tests/corpus` is given to its reader, and what must hold of the answer holds.

use std::fs;
use std::path::Path;

use crate::readers::{TARGETS, kept};

#[test]
fn what_must_hold_of_each_reader_holds_for_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in &TARGETS {
        let inputs = kept::read(&kept::path(root, target.name));
        let mut accepted = 0;
        for input in &inputs {
            match (target.check)(input) {
                Ok(seen) => accepted += usize::from(seen.is_accepted),
                Err(why) => panic!("{}: {}\n{why}", target.name, input.escape_ascii()),
            }
        }
        // A corpus of refusals alone would hold little.
        assert!(accepted >= 15, "{}: {accepted} of {} inputs are accepted", target.name, inputs.len());
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
