//! A file that is written beside its place and takes its name when all of it is on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::store::private_file;

/// A file in the making, readable by its owner alone. What stood under its name stays whole until [`PendingFile::commit`];
/// dropped before that, it leaves nothing behind.
#[derive(Debug)]
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
        fs::rename(&self.beside, &self.to)?;
        sync_folder(&self.to);
        Ok(())
    }

    /// Gives it a name that no other file has; `false` where one has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit_as_new(&self, name: &Path) -> io::Result<bool> {
        match fs::hard_link(&self.beside, name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            linked => linked.map(|()| true),
        }
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        // After the commit it has another name, and there is nothing to remove; SQLite puts files beside a database.
        for ending in ["", "-journal", "-wal", "-shm"] {
            let mut path = self.beside.clone().into_os_string();
            path.push(ending);
            let _ = fs::remove_file(path);
        }
    }
}

/// Puts the new name on the disk too. Some file systems cannot; the file is whole all the same.
#[cfg(unix)]
fn sync_folder(file: &Path) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
