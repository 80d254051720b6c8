//! The three rooms that read what others wrote, and what reads requests, built without the rest of the house, and what must
//! hold of their answers.

extern crate self as tollbook;

#[path = "../../src/extract/mod.rs"]
pub mod extract;
#[path = "../../src/intake/mod.rs"]
pub mod intake;
#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../tests/suite/readers/mod.rs"]
pub mod readers;
pub mod report;
pub mod web;

/// Gives an input to the reader of that name.
///
/// # Panics
/// What must hold of its answer does not: libFuzzer keeps the input.
pub fn hold(name: &str, input: &[u8]) {
    for target in readers::TARGETS.iter().filter(|target| target.name == name) {
        if let Err(why) = (target.check)(input) {
            panic!("{why}");
        }
    }
}
