//! Why reading a file stopped.

use std::io;

use super::encoding::Undecodable;
use super::fault::FileFault;

/// Why reading stopped: the file's fault, the system's, or a doubt that only the whole file can settle.
#[derive(Debug)]
pub enum Stopped {
    /// The file cannot be read as it is.
    File(Vec<FileFault>),
    /// A cell can be meant in two ways: the whole column decides. Read the file again with what a
    /// [survey](super::survey::survey) settles.
    Unsettled,
    /// Bytes that are not UTF-8, at that line and character: the whole file decides what they are.
    NotUtf8 {
        /// The physical line, from 1.
        line: u64,
        /// The character of that line, from 1.
        column: usize,
    },
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Stopped {
        let place = error.get_ref().and_then(|why| why.downcast_ref::<Undecodable>());
        match place {
            Some(place) => FileFault::Undecodable(place.clone()).into(),
            None => Stopped::Io(error),
        }
    }
}

impl From<FileFault> for Stopped {
    fn from(fault: FileFault) -> Stopped {
        Stopped::File(vec![fault])
    }
}
