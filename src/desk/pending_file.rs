//! A file that is written beside its place and takes its name when all of it is on the disk.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::sharing::Sharing;
use super::unfinished;
use crate::store::private_file;

/// A file in the making, readable by its owner alone unless it is said otherwise. What stood under its name stays whole until [`PendingFile::commit`];
/// dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct PendingFile {
    to: PathBuf,
    beside: PathBuf,
}

impl PendingFile {
    /// For `to`; nothing is made yet.
    ///
    /// # Errors
    /// A file has the name that it would have until then: that one is another's, and stays.
    pub fn new(to: &Path) -> io::Result<PendingFile> {
        let beside = beside(to);
        match fs::symlink_metadata(&beside) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => Ok(PendingFile::of(to, beside)),
        }
    }

    /// Makes it.
    ///
    /// # Errors
    /// A folder that may not be written, or a file of that name from a process of the same number.
    pub fn create(to: &Path) -> io::Result<(PendingFile, File)> {
        PendingFile::create_for(Sharing::OwnerAlone, to)
    }

    /// Makes it, to be read by some.
    ///
    /// # Errors
    /// As [`PendingFile::create`].
    pub fn create_for(sharing: Sharing, to: &Path) -> io::Result<(PendingFile, File)> {
        let beside = beside(to);
        let file = sharing.file(&beside)?;
        Ok((PendingFile::of(to, beside), file))
    }

    fn of(to: &Path, beside: PathBuf) -> PendingFile {
        unfinished::begin(&beside);
        PendingFile { to: to.to_owned(), beside }
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// What `write` or the system says; then nothing of it is left.
    pub fn write(to: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        PendingFile::write_for(Sharing::OwnerAlone, to, write)
    }

    /// Writes a whole file, to be read by some.
    ///
    /// # Errors
    /// As [`PendingFile::write`].
    pub fn write_for(
        sharing: Sharing,
        to: &Path,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let (pending, file) = PendingFile::create_for(sharing, to)?;
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()?;
        pending.commit()
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
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(_) => self.reserve(name),
        }
    }

    /// The same on a disk that knows no second name of a file: an empty file holds the name meanwhile.
    fn reserve(&self, name: &Path) -> io::Result<bool> {
        match private_file(name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            made => drop(made?),
        }
        fs::rename(&self.beside, name).inspect_err(|_| {
            let _ = fs::remove_file(name); // it is empty, and ours
        })?;
        Ok(true)
    }
}

fn beside(to: &Path) -> PathBuf {
    to.with_extension(format!("new-{}", std::process::id()))
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        // After the commit it has another name, and there is nothing to remove; SQLite puts files beside a database.
        unfinished::remove(&self.beside);
        unfinished::end(&self.beside);
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

/// Whether a file is an SQLite database, by its first bytes.
pub fn begins_as_a_store(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (pending, _) = PendingFile::create(&folder.path().join("copy.db")).expect("a file");
        let mut journal = pending.path().as_os_str().to_owned();
        journal.push("-journal");
        fs::write(journal, "half a page").expect("a journal");
        assert_eq!(names(folder.path()).len(), 2);
        drop(pending);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_another_made_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let to = folder.path().join("copy.db");
        fs::write(beside(&to), "another's").expect("a file");
        assert!(PendingFile::new(&to).is_err());
        assert!(PendingFile::create(&to).is_err());
        assert_eq!(fs::read_to_string(beside(&to)).ok(), Some("another's".into()));
    }

    #[test]
    fn what_is_done_has_its_name_and_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let to = folder.path().join("copy.db");
        fs::write(&to, "older").expect("an older file");
        let (pending, _) = PendingFile::create(&to).expect("a file");
        fs::write(pending.path(), "newer").expect("written");
        pending.commit().expect("named");
        assert_eq!(
            (names(folder.path()), fs::read_to_string(&to).ok()),
            (vec!["copy.db".into()], Some("newer".into()))
        );
    }
}
