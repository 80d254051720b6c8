//! Why a command did nothing: said once, with a way out, exit code 2.

use std::path::Path;

use crate::intake::input_fault::InputFault;
use crate::model::place::Placed;
use crate::model::problem::{Fault, Problem, faults};
use crate::report::sheet::SheetReport;
use crate::store::StoreFault;

/// What ends a command, but for one of them before it has done anything.
#[derive(Debug)]
pub enum Error {
    /// Something is wrong, and this is what and how to mend it.
    Fault(Problem),
    /// Something was recorded, and then something went wrong.
    Recorded(Problem),
    /// Nothing is there that is asked for.
    NothingMatches(Problem),
    /// Several things are wrong with what was typed.
    Faults(Vec<Problem>),
    /// Several things are wrong with one file.
    File {
        /// The file's name as typed.
        file: String,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// Something is wrong at places of a file that is no table: a profile.
    Placed {
        /// The file's name.
        file: String,
        /// What is wrong, and where.
        placed: Vec<Placed>,
    },
    /// Rows of a sheet are not what they were, and the desk has not said what to do with them.
    Sheet {
        /// The file's name as typed.
        file: String,
        /// The rows.
        report: Box<SheetReport>,
        /// What is asked.
        problem: Problem,
    },
    /// Nobody reads what is printed any more: the end, and no fault.
    BrokenPipe,
    /// The user ended it: what was recorded before stays, and what was begun is given back.
    Interrupted,
}

faults! {
/// What is wrong with what was typed, rather than with a file or a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandFault: Other {
    /// The command line asks for something that cannot be.
    "U101" Usage {
        /// What is wrong.
        what: String,
        /// What to type.
        way_out: String,
    } is "{what}";
    hint "{way_out}";

    /// A name that leads to no figure, or to several: here to none.
    "U103" NoFigure(name: String) is "`{name}` names no figure";
    hint "see what there is with tollbook list figures";
    or
    /// A name that several figures have.
    SeveralFigures {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    } is "`{name}` names several figures: {}", ids.join(", ");
    hint "type the id: tollbook show {}", ids.first().map_or("", String::as_str);
    or
    /// A name of a figure that was published after the time that is asked about.
    NotYetPublic {
        /// The name.
        name: String,
        /// The day, in words.
        on: String,
    } is "`{name}` was published on {on}, after that time";
    hint "ask without --known-on, or name a figure that was public by then";
    or
    /// A figure that is held, where what is held is not asked for.
    Held(id: i64) is "figure {id} is held, and in no answer";
    hint "see by whom and why: tollbook show {id}";
    or
    /// A figure that is not to be printed yet.
    UnderEmbargo {
        /// Its name.
        name: String,
        /// Until when, in words.
        until: String,
    } is "`{name}` is under embargo until {until}";
    hint "see it all the same: tollbook show {name} --under-embargo";
    or
    /// A name that leads to no source.
    NoSource(name: String) is "`{name}` names no source";
    hint "copy the number from tollbook list sources";
    or
    /// A name that several sources have.
    SeveralSources {
        /// The name.
        name: String,
        /// Their numbers.
        ids: Vec<String>,
    } is "`{name}` names several sources: {}", ids.join(", ");
    hint "type one of these numbers";

    /// Rows were rejected, and `--strict` takes a file whole or not at all.
    "U104" Rejected {
        /// How many.
        rows: u64,
    } is "{rows} {} rejected: nothing was stored", if *rows == 1 { "row" } else { "rows" };
    hint "mend the rows above, or leave out --strict to take the good ones";

    /// What a figure needs is missing from the command line.
    "U105" Missing {
        /// The flags that would give it.
        flags: Vec<String>,
        /// The command with them.
        command: String,
    } is "{} missing: {}", match flags.len() {
        1 => "one thing is".to_owned(),
        several => format!("{several} things are"),
    }, flags.join(", ");
    hint "type {command}";

    /// What a desk has settled in its `tollbook.toml` cannot be taken.
    "U106" BadDefault {
        /// What is wrong.
        what: String,
        /// What to write.
        way_out: String,
    } is "{what}";
    hint "{way_out}";
}
}

impl Error {
    /// One fault of the command as a whole.
    pub fn of(fault: &dyn Fault) -> Error {
        Error::Fault(Problem::of_row(fault))
    }

    /// Whether it is one fault and no other, in the same words.
    pub fn says(&self, fault: &dyn Fault) -> bool {
        matches!(self, Error::Fault(problem) if *problem == Problem::of_row(fault))
    }

    /// A failure of the command line itself.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Error {
        Error::of(&CommandFault::Usage { what: what.into(), way_out: hint.into() })
    }

    /// Nothing is there that is asked for: what, and how to see what there is.
    pub fn nothing(what: impl Into<String>, hint: impl Into<String>) -> Error {
        let fault = CommandFault::Usage { what: what.into(), way_out: hint.into() };
        Error::NothingMatches(Problem::of_row(&fault))
    }

    /// A file that the system does not take.
    pub fn not_written(file: &Path, error: &std::io::Error) -> Error {
        Error::of(&InputFault::not_taken(file, error))
    }

    /// A file that the system does not give.
    pub fn of_file(file: &str, error: &std::io::Error) -> Error {
        Error::of(&InputFault::not_given(file, error))
    }
}

/// What is said when something was stored and only the telling of it failed.
pub fn recorded_all_the_same(entries: &[i64]) -> Error {
    let entries: Vec<String> = entries.iter().map(|entry| format!("entry {entry}")).collect();
    Error::usage(format!("{} recorded all the same", entries.join(", ")), "see it with tollbook log")
}

impl From<StoreFault> for Error {
    fn from(fault: StoreFault) -> Error {
        match fault {
            StoreFault::Unconfirmed { .. } => Error::Recorded(Problem::of_row(&fault)),
            _ => Error::of(&fault),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Error::BrokenPipe,
            _ => Error::of(&InputFault::Output(error)),
        }
    }
}
