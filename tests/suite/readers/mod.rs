//! What must hold of each reader of what others wrote, whatever it is given: for the corpus that is kept in
//! `tests/corpus`, and for what `fuzz` makes of it.

#[cfg(feature = "serve")]
mod address;
mod by_hand;
mod count;
mod csv;
mod date;
mod ended;
mod extract;
mod file;
mod fits;
mod fitting;
mod guess;
pub mod kept;
mod parted;
mod profile;
mod rows;

use tollbook::model::problem::Fault;

/// What a reader made of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A value.
    Accepted,
    /// A fault.
    Refused,
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
pub const TARGETS: &[Target] = &[
    Target { name: "count", check: count::check },
    Target { name: "date", check: date::check },
    Target { name: "csv", check: csv::check },
    Target { name: "profile", check: profile::check },
    Target { name: "file", check: file::check },
    Target { name: "guess", check: guess::check },
    Target { name: "extract", check: extract::check },
    Target { name: "rows", check: rows::check },
    #[cfg(feature = "serve")]
    Target { name: "address", check: address::check },
];

fn seen(is_accepted: bool) -> Checked {
    Ok(if is_accepted { Seen::Accepted } else { Seen::Refused })
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
