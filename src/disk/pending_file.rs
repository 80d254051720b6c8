//! A file that is written beside its place and takes its name when all of it is on the disk.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::place::{self, folder_of};
use super::sharing::Sharing;
use super::{private_file, sync_folder, unfinished};

/// A file in the making, readable by its owner alone unless it is said otherwise. What stood under its name stays whole until [`PendingFile::commit`];
/// dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct PendingFile {
    to: PathBuf,
    beside: PathBuf,
    /// By which others know that it is being written.
    held: File,
}

impl PendingFile {
    /// Makes it, for `to`, or for what a link of that name leads to: the link stays.
    ///
    /// # Errors
    /// A folder that may not be written; a name that a folder has, or a device.
    pub fn create(to: &Path) -> io::Result<(PendingFile, File)> {
        PendingFile::create_for(Sharing::OwnerAlone, to)
    }

    /// Makes it, to be read by some.
    ///
    /// # Errors
    /// As [`PendingFile::create`].
    pub fn create_for(sharing: Sharing, to: &Path) -> io::Result<(PendingFile, File)> {
        PendingFile::at(sharing, replaceable(to)?)
    }

    /// Makes one that replaces nothing: it ends by [`PendingFile::commit_as_new`].
    ///
    /// # Errors
    /// A folder that may not be written.
    pub fn create_new(to: &Path) -> io::Result<(PendingFile, File)> {
        PendingFile::at(Sharing::OwnerAlone, to.to_owned())
    }

    fn at(sharing: Sharing, to: PathBuf) -> io::Result<(PendingFile, File)> {
        let (beside, file) = place::held(&to, |at| sharing.file(at))?;
        let held = file.try_clone().inspect_err(|_| {
            unfinished::remove(&beside);
            unfinished::end(&beside);
        })?;
        Ok((PendingFile { to, beside, held }, file))
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
        written(file, write)?;
        pending.commit()
    }

    /// Writes a whole file that replaces nothing; `false` where something has the name.
    ///
    /// # Errors
    /// As [`PendingFile::write`].
    pub fn write_new(to: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<bool> {
        let (pending, file) = PendingFile::create_new(to)?;
        written(file, write)?;
        pending.commit_as_new(to)
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
        self.held.sync_all()?;
        fs::rename(&self.beside, &self.to)?;
        sync_folder(folder_of(&self.to));
        Ok(())
    }

    /// The same, unless something else stands there that may not be replaced: then it says `false`.
    ///
    /// # Errors
    /// As [`PendingFile::commit`].
    pub fn commit_where(self, replaces: Replaces) -> io::Result<bool> {
        if replaces == Replaces::Anything || is_same(&self.beside, &self.to)? {
            return self.commit().map(|()| true);
        }
        // Who writes the same at the same time may have come first.
        Ok(self.commit_as_new(&self.to)? || is_same(&self.beside, &self.to)?)
    }

    /// Gives it a name that no other file has, once its bytes are on the disk; `false` where one has it.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit_as_new(&self, name: &Path) -> io::Result<bool> {
        self.held.sync_all()?;
        let is_named = match fs::hard_link(&self.beside, name) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(_) => self.reserve(name)?,
        };
        sync_folder(folder_of(name));
        Ok(is_named)
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

/// What a file may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// Whatever has its name.
    Anything,
    /// What says the same.
    TheSame,
}

/// Whether two files hold the same bytes.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let Ok(other) = File::open(other) else { return Ok(false) };
    let one = File::open(one)?;
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let bytes = |file: File| io::BufReader::new(file).bytes().map(Result::ok);
    Ok(bytes(one).eq(bytes(other)))
}

fn written(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    write(&mut file)?;
    file.flush()
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        // After the commit it has another name, and there is nothing to remove; SQLite puts files beside a database.
        unfinished::remove(&self.beside);
        unfinished::end(&self.beside);
    }
}

/// How many links lead from one to the next.
const MOST_LINKS: usize = 40;

/// What is written where a name is written: that name, or what a link of that name leads to, which need not be there.
///
/// # Errors
/// What no file can take the place of: a folder, a device, links in a circle.
fn replaceable(name: &Path) -> io::Result<PathBuf> {
    let mut to = name.to_owned();
    for _ in 0..MOST_LINKS {
        let meta = match fs::symlink_metadata(&to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(to),
            meta => meta?,
        };
        if meta.is_symlink() {
            to = folder_of(&to).join(fs::read_link(&to)?);
        } else if meta.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        } else if meta.is_file() {
            return Ok(to);
        } else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a device or a pipe, and no file"));
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a link that leads to itself"))
}

/// Whether a file is an SQLite database, by its first bytes.
pub fn begins_as_a_store(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::place::{BesideKind, beside};

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
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

    #[cfg(unix)]
    #[test]
    fn what_another_writes_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let to = folder.path().join("copy.db");
        let at = beside(&to, BesideKind::New);
        fs::write(&at, "another's").expect("a file");
        let another = File::open(&at).expect("a file");
        another.lock().expect("held");
        assert!(PendingFile::create(&to).is_err());
        assert_eq!(fs::read_to_string(&at).ok(), Some("another's".into()));
        drop(another);
        let (own, _) = PendingFile::create(&to).expect("what nobody holds makes room");
        assert!(PendingFile::create(&to).is_err(), "one process writes a name once at a time");
        assert!(own.path().exists());
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
        let written = PendingFile::write_new(&to, |file| file.write_all(b"newest")).expect("written");
        assert!(!written, "it replaces nothing");
        assert_eq!((names(folder.path()).len(), fs::read_to_string(&to).ok()), (1, Some("newer".into())));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("share")).expect("a folder");
        symlink("second", at("first")).and_then(|()| symlink("share/real", at("second"))).expect("links");
        for text in ["dangling", "replaced"] {
            PendingFile::write(&at("first"), |file| file.write_all(text.as_bytes())).expect("written");
            assert_eq!(fs::read_to_string(at("share/real")).expect("a file"), text);
        }
        assert_eq!(
            (names(folder.path()), names(&at("share"))),
            (vec!["first".to_owned(), "second".to_owned(), "share".to_owned()], vec!["real".to_owned()])
        );
        symlink("round", at("round")).and_then(|()| symlink("share", at("folder"))).expect("links");
        symlink("/dev/null", at("null")).expect("a link");
        for (name, why) in [("round", "leads to itself"), ("null", "no file"), ("folder", "directory")] {
            let error = PendingFile::create(&at(name)).expect_err("refused").to_string();
            assert!(error.contains(why), "{name}: {error}");
        }
    }
}
