//! Why a file was not read into the store.

use std::io;
use std::path::PathBuf;

use crate::intake::stopped::Stopped;
use crate::model::problem::Problem;
use crate::store::StoreFault;

/// Why a file was not fed.
#[derive(Debug)]
pub enum NotFed {
    /// The file cannot be read as it is.
    File(Vec<Problem>),
    /// It can be read in two ways: settle that, and feed it again.
    Unsettled(Doubt),
    /// The system refused to read it, or to write its rejects.
    Io(io::Error),
    /// The rejects file cannot be made or written.
    Rejects(PathBuf, io::Error),
    /// The store refused.
    Store(StoreFault),
}

/// What has to be settled before a file can be read.
#[derive(Clone, Copy, Debug)]
pub enum Doubt {
    /// How a column writes numbers or dates.
    Columns,
    /// What the bytes are; the first that is not UTF-8 is at that line and character.
    Bytes(u64, usize),
}

impl From<StoreFault> for NotFed {
    fn from(fault: StoreFault) -> NotFed {
        NotFed::Store(fault)
    }
}

impl From<io::Error> for NotFed {
    fn from(error: io::Error) -> NotFed {
        NotFed::Io(error)
    }
}

impl From<Stopped> for NotFed {
    fn from(stopped: Stopped) -> NotFed {
        match stopped {
            Stopped::Io(error) => NotFed::Io(error),
            Stopped::Unsettled => NotFed::Unsettled(Doubt::Columns),
            Stopped::NotUtf8 { line, column } => NotFed::Unsettled(Doubt::Bytes(line, column)),
            Stopped::File(faults) => {
                NotFed::File(faults.iter().map(|fault| Problem::of_row(fault)).collect())
            }
        }
    }
}
