//! A file that is written beside its place and takes its name when all of it is on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::desk::private_file;

/// A file in the making, readable by its owner alone. What stood under its name stays whole until [`PendingFile::commit`];
/// dropped before that, it leaves nothing behind.
pub struct PendingFile {
    to: PathBuf,
    beside: PathBuf,
}

impl PendingFile {
    /// For `to`; nothing is made yet.
    pub fn new(to: &Path) -> PendingFile {
        let beside = to.with_extension(format!("new-{}", std::process::id()));
        PendingFile { to: to.to_owned(), beside }
    }

    /// Makes it.
    ///
    /// # Errors
    /// A folder that may not be written, or a file of that name from a process of the same number.
    pub fn create(to: &Path) -> io::Result<(PendingFile, File)> {
        let pending = PendingFile::new(to);
        let file = private_file(&pending.beside)?;
        Ok((pending, file))
    }

    /// Where it is until it takes its name.
    pub fn path(&self) -> &Path {
        &self.beside
    }

    /// Gives it its name, once its bytes are on the disk.
    ///
    /// # Errors
    /// What the system says; then nothing of it is left.
    pub fn commit(self) -> io::Result<()> {
        File::open(&self.beside)?.sync_all()?;
        fs::rename(&self.beside, &self.to)
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        // After the commit it has another name, and there is nothing to remove.
        let _ = fs::remove_file(&self.beside);
    }
}
