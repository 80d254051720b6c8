//! A file that can be read from its first byte again: a column may have to be looked through before a row is taken.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

pub use crate::intake::packing::UNPACKED_BYTES;

/// A file without a name, which its owner alone may read and which is gone when it is closed.
///
/// # Errors
/// The folder for such files, by name: not the file that is read is missing.
pub(super) fn temp_file() -> io::Result<File> {
    tempfile::tempfile().map_err(|error| {
        let folder = std::env::temp_dir();
        io::Error::other(format!(
            "what is unpacked, sorted or comes through a pipe is kept in {}, and no file can be made there: {error}; \
             name another folder in front of the command: TMPDIR=/var/tmp",
            folder.display()
        ))
    })
}

/// An open file. What can be read only once, such as a pipe, is kept in a temp file without a name, which its owner
/// alone may read and which is gone when it is closed.
pub struct Input {
    file: File,
    bytes: u64,
}

impl Input {
    /// Opens a file, or keeps what a pipe gives: at most `most` bytes.
    ///
    /// # Errors
    /// What the system refuses, and [`io::ErrorKind::FileTooLarge`] of a pipe that gives more.
    pub fn open(path: &Path, most: u64) -> io::Result<Input> {
        if path == Path::new("-") {
            return Input::kept(io::stdin().lock(), most);
        }
        let mut file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_file() {
            return Ok(Input { file, bytes: meta.len() });
        }
        if meta.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Input::kept(&mut file, most)
    }

    /// What a pipe gives.
    fn kept(pipe: impl Read, most: u64) -> io::Result<Input> {
        Input::written(|kept| match io::copy(&mut pipe.take(most.saturating_add(1)), kept)? {
            bytes if bytes > most => Err(io::ErrorKind::FileTooLarge.into()),
            bytes => Ok(bytes),
        })
    }

    /// What is written into a temp file.
    ///
    /// # Errors
    /// Those of the writing.
    pub fn written<E: From<io::Error>>(write: impl FnOnce(&mut File) -> Result<u64, E>) -> Result<Input, E> {
        let mut kept = temp_file()?;
        let bytes = write(&mut kept)?;
        Ok(Input { file: kept, bytes })
    }

    /// How long it was when it was opened.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The file from its first byte. Only the handle that was given last may be read.
    pub fn rewound(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}
