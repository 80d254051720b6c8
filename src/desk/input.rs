//! A file that can be read from its first byte again: a column may have to be looked through before a row is taken.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::Path;

/// An open file. What can be read only once, such as a pipe, is kept in a temp file without a name, which its owner
/// alone may read and which is gone when it is closed.
pub struct Input {
    file: File,
    bytes: u64,
}

impl Input {
    /// Opens a file, or keeps what a pipe gives.
    pub fn open(path: &Path) -> io::Result<Input> {
        if path == Path::new("-") {
            return Input::written(|kept| io::copy(&mut io::stdin().lock(), kept));
        }
        let mut file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_file() {
            return Ok(Input { file, bytes: meta.len() });
        }
        if meta.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Input::written(|kept| io::copy(&mut file, kept))
    }

    /// What is written into a temp file.
    ///
    /// # Errors
    /// Those of the writing.
    pub fn written<E: From<io::Error>>(write: impl FnOnce(&mut File) -> Result<u64, E>) -> Result<Input, E> {
        let mut kept = tempfile::tempfile()?;
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
