//! Why a command did nothing: said once, with a way out, exit code 2.

use crate::model::place::Placed;
use crate::model::problem::{Fault, Problem};
use crate::store::StoreFault;

/// What ends a command before it has done anything.
#[derive(Debug)]
pub enum Error {
    /// Something is wrong, and this is what and how to mend it.
    Fault(Problem),
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
    /// Nobody reads what is printed any more: the end, and no fault.
    BrokenPipe,
}

impl Error {
    /// A failure of the command line itself.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Error {
        Error::Fault(Problem { code: "U101", field: None, what: what.into(), hint: hint.into() })
    }

    /// A file that the system does not give.
    pub fn of_file(file: &str, error: &std::io::Error) -> Error {
        let hint = match error.kind() {
            std::io::ErrorKind::NotFound => "check the name; the files here are listed by ls".to_owned(),
            std::io::ErrorKind::PermissionDenied => format!("allow reading with chmod u+r {file}"),
            _ => "check the file and type the same command again".to_owned(),
        };
        Error::Fault(Problem { code: "U102", field: None, what: format!("{file}: {}", said(error)), hint })
    }
}

/// What is said when something was stored and only the telling of it failed.
pub fn recorded_all_the_same(entries: &[i64]) -> Error {
    let entries: Vec<String> = entries.iter().map(|entry| format!("entry {entry}")).collect();
    Error::usage(format!("{} recorded all the same", entries.join(", ")), "see it with tollbook log")
}

/// Every code of the command line with its meaning, for the documentation.
pub const CODES: &[(&str, &str)] = &[
    ("U101", "the command line asks for something that cannot be"),
    ("U102", "a file cannot be opened, read or written"),
    ("U103", "a name that leads to no figure, or to several"),
    ("U104", "rows were rejected and --strict takes a file whole or not at all"),
    ("U105", "what a figure needs is missing from the command line"),
];

/// What the system says, in words.
pub fn said(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read or written".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

impl From<StoreFault> for Error {
    fn from(fault: StoreFault) -> Error {
        Error::Fault(Problem { code: fault.code(), field: None, what: fault.to_string(), hint: fault.hint() })
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Error::BrokenPipe,
            _ => Error::Fault(Problem {
                code: "U102",
                field: None,
                what: error.to_string(),
                hint: "check the disk and the rights of the folder, then type the command again".into(),
            }),
        }
    }
}
