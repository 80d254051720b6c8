//! Why a file was not read into the store.

use std::io;
use std::path::PathBuf;

use crate::intake::fault::FileFault;
use crate::intake::stopped::Stopped;
use crate::model::snapshot_fault::SnapshotFault;
use crate::store::StoreFault;

/// Why a file was not read.
#[derive(Debug)]
pub enum NotRead {
    /// The file cannot be read as it is.
    File(Vec<FileFault>),
    /// It can be read in two ways: settle that, and read it again.
    Unsettled(Doubt),
    /// The system refused to read it, or to write its rejects.
    Io(io::Error),
    /// The rejects file cannot be made or written.
    Rejects(PathBuf, io::Error),
    /// The snapshot of its feed cannot be taken.
    Snapshot(SnapshotFault),
    /// The store refused.
    Store(StoreFault),
    /// The user ended it.
    Interrupted,
}

/// What has to be settled before a file can be read.
#[derive(Clone, Copy, Debug)]
pub enum Doubt {
    /// How a column writes numbers or dates.
    Columns,
    /// What the bytes are; the first that is not UTF-8 is at that line and character.
    Bytes(u64, usize),
}

impl From<StoreFault> for NotRead {
    fn from(fault: StoreFault) -> NotRead {
        NotRead::Store(fault)
    }
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> NotRead {
        NotRead::Io(error)
    }
}

impl From<Stopped> for NotRead {
    fn from(stopped: Stopped) -> NotRead {
        match stopped {
            Stopped::Io(error) => NotRead::Io(error),
            Stopped::Unsettled => NotRead::Unsettled(Doubt::Columns),
            Stopped::NotUtf8 { line, column } => NotRead::Unsettled(Doubt::Bytes(line, column)),
            Stopped::File(faults) => NotRead::File(faults),
        }
    }
}
