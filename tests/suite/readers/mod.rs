//! What must hold of each reader of what others wrote, whatever it is given: for the corpus that is kept in
//! `tests/corpus`, and for what `fuzz` makes of it.

mod count;
mod csv;
mod date;
mod file;
pub mod kept;
mod profile;

use std::hash::{DefaultHasher, Hash, Hasher};

use tollbook::model::problem::Fault;

/// What a reader made of an input.
pub struct Seen {
    /// Whether it was accepted: read to a value, rather than refused.
    pub is_accepted: bool,
    #[allow(dead_code, reason = "the fuzzing asks for it, the tests do not")]
    /// Alike for inputs that went the same ways through the reader, as far as its answers show it.
    pub way: u64,
}

/// What a reader made of an input, or what does not hold.
pub type Checked = Result<Seen, String>;

/// A reader, by its name on the command line.
pub struct Target {
    /// Its name, and that of its corpus.
    pub name: &'static str,
    /// Holds its answer against what it was given.
    pub check: fn(&[u8]) -> Checked,
}

/// All readers.
pub const TARGETS: [Target; 5] = [
    Target { name: "count", check: count::check },
    Target { name: "date", check: date::check },
    Target { name: "csv", check: csv::check },
    Target { name: "profile", check: profile::check },
    Target { name: "file", check: file::check },
];

fn seen(is_accepted: bool, way: impl Hash) -> Checked {
    let mut hasher = DefaultHasher::new();
    way.hash(&mut hasher);
    Ok(Seen { is_accepted, way: hasher.finish() })
}

fn held(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// A fault has a code that is described, says what is wrong, and what to do.
fn told(fault: &dyn Fault, codes: &[(&str, &str)]) -> Result<(), String> {
    let is_known = codes.iter().any(|(code, _)| *code == fault.code());
    held(is_known && !fault.hint().is_empty() && !fault.to_string().is_empty(), || {
        format!("{}: `{fault}`, hint `{}`", fault.code(), fault.hint())
    })
}

/// A size, as coarse as tells one way of reading from another.
fn coarse(size: u64) -> u32 {
    u64::BITS - size.leading_zeros()
}
