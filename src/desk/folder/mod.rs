//! A folder that is written beside its place and takes its name as a whole, when all of it is on the disk.

mod earlier;
mod part;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::Error;
use crate::disk::place::{self, BesideKind, folder_of};
use crate::disk::sharing::Sharing;
use crate::disk::{sync_folder, unfinished};
use crate::model::shell;
use earlier::{InPlace, in_place};

pub use earlier::LIST;
pub use part::{FolderPart, HashedWriter, WrittenFile};

/// A folder in the making. What stood in its place stays whole until [`PendingFolder::commit`]; dropped before that, it
/// leaves nothing behind.
#[derive(Debug)]
pub struct PendingFolder {
    /// Its place, once every link on the way is followed.
    to: PathBuf,
    /// As it was typed.
    typed: PathBuf,
    beside: PathBuf,
    /// By which others know that it is being written.
    _held: File,
    sharing: Sharing,
    /// How many files were begun.
    begun: usize,
    written: Vec<WrittenFile>,
}

impl PendingFolder {
    /// Makes a folder beside `to`, where nothing stands, an empty folder, or an earlier export that nobody changed since.
    ///
    /// # Errors
    /// Something else stands there, it is the current folder or one around it, or the folder above may not be written.
    pub fn create(to: &Path, sharing: Sharing) -> Result<PendingFolder, Error> {
        let faulty = |error: io::Error| Error::not_written(to, &error);
        let place = followed(to).map_err(faulty)?;
        if fs::canonicalize(".").is_ok_and(|here| here.starts_with(&place)) {
            let what = format!("{} is the folder that you are in, or one around it", to.display());
            return Err(Error::usage(what, format!("name a folder of its own, such as {}", free(to))));
        }
        let found = in_place(&place).map_err(faulty)?;
        if let Some(why) = stays(&found) {
            return Err(refused(to, &why));
        }
        let made = |at: &Path| sharing.folder(at).and_then(|()| File::open(at));
        let (beside, held) = place::held(&place, made).map_err(faulty)?;
        let typed = to.to_owned();
        Ok(PendingFolder { to: place, typed, beside, _held: held, sharing, begun: 0, written: Vec::new() })
    }

    /// Begins a file of it; `path` has `/` between its steps, whose folders are made. Hand it back to
    /// [`PendingFolder::finish`].
    ///
    /// # Errors
    /// A path that leads out of the folder or that a file has, a disk that is full.
    pub fn file(&mut self, path: &str) -> Result<FolderPart, Error> {
        let made = self.place(path).and_then(|at| self.sharing.file(&at));
        let file = made.map_err(|error| self.of_file(path, &error))?;
        self.begun += 1;
        Ok(part::begin(path, file))
    }

    /// Ends a file of it.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn finish(&mut self, part: FolderPart) -> Result<WrittenFile, Error> {
        let path = part.path().to_owned();
        let written = part.finish().map_err(|error| self.of_file(&path, &error))?;
        self.written.push(written.clone());
        Ok(written)
    }

    /// Writes a whole file of it.
    ///
    /// # Errors
    /// As [`PendingFolder::file`].
    pub fn write(&mut self, path: &str, text: &str) -> Result<WrittenFile, Error> {
        let mut part = self.file(path)?;
        io::Write::write_all(&mut part, text.as_bytes()).map_err(|error| self.of_file(path, &error))?;
        self.finish(part)
    }

    /// Has something else write a file of it: `write` is given the place of an empty file.
    ///
    /// # Errors
    /// As [`PendingFolder::file`], or what `write` says.
    pub fn with<T>(&mut self, path: &str, write: impl FnOnce(&Path) -> Result<T, Error>) -> Result<T, Error> {
        let faulty = |error: io::Error| Error::not_written(&self.typed.join(path), &error);
        let at = self.place(path).map_err(faulty)?;
        self.sharing.file(&at).map_err(faulty)?;
        self.begun += 1;
        let done = write(&at)?;
        let written = File::open(&at).and_then(|file| part::read(path, file)).map_err(faulty)?;
        self.written.push(written);
        Ok(done)
    }

    /// The files that are done.
    pub fn written(&self) -> &[WrittenFile] {
        &self.written
    }

    /// Lists its files, and gives it its name once its bytes are on the disk.
    ///
    /// # Errors
    /// What the system says, or something that came into its place meanwhile; then nothing of it is left, and what stood
    /// there stays.
    pub fn commit(mut self) -> Result<(), Error> {
        if self.begun != self.written.len() {
            return Err(refused(&self.typed, "has a file that was begun and not ended"));
        }
        self.written.sort_by(|a, b| a.path.cmp(&b.path));
        let list = earlier::list(&self.written);
        self.write(LIST, &list)?;
        let faulty = |error: io::Error| Error::not_written(&self.typed, &error);
        sync(&self.beside).map_err(faulty)?;
        let found = in_place(&self.to).map_err(faulty)?;
        match (stays(&found), found) {
            (Some(why), _) => return Err(refused(&self.typed, &why)),
            (None, InPlace::OurExport) => self.take_the_place_of_an_export(),
            (None, InPlace::Empty) => fs::remove_dir(&self.to).and_then(|()| self.take_the_place()),
            (None, _) => self.take_the_place(),
        }
        .map_err(faulty)
    }

    fn take_the_place(&self) -> io::Result<()> {
        fs::rename(&self.beside, &self.to)?;
        sync_folder(folder_of(&self.to));
        Ok(())
    }

    /// The earlier export goes only when the new one has its name.
    fn take_the_place_of_an_export(&self) -> io::Result<()> {
        let aside = place::beside(&self.to, BesideKind::Old);
        let _held = place::hold_folder(&self.to);
        unfinished::moved_aside(&aside, &self.to);
        let placed = fs::rename(&self.to, &aside).and_then(|()| {
            self.take_the_place().inspect_err(|_| {
                let _ = fs::rename(&aside, &self.to); // where this fails, it is whole beside its place
            })
        });
        if placed.is_ok() {
            unfinished::remove(&aside);
        }
        unfinished::end(&aside);
        placed
    }

    /// Where a file of it is, with the folders on the way to it made.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let steps: Vec<&str> = path.split('/').collect();
        let is_step = |step: &&str| {
            let mut parts = Path::new(step).components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(own)), None) if own == *step)
        };
        if !steps.iter().all(is_step) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it leads out of the folder"));
        }
        let mut at = self.beside.clone();
        for (left, step) in (0..steps.len()).rev().zip(&steps) {
            at.push(step);
            if left > 0 && !at.is_dir() {
                self.sharing.folder(&at)?;
            }
        }
        Ok(at)
    }

    fn of_file(&self, path: &str, error: &io::Error) -> Error {
        Error::not_written(&self.typed.join(path), error)
    }
}

impl Drop for PendingFolder {
    fn drop(&mut self) {
        // After the commit it has another name, and there is nothing to remove.
        unfinished::remove(&self.beside);
        unfinished::end(&self.beside);
    }
}

/// Why what was found in the place of a folder has to stay; `None`: it may make room.
fn stays(found: &InPlace) -> Option<String> {
    match found {
        InPlace::Nothing | InPlace::Empty | InPlace::OurExport => None,
        InPlace::NoFolder => Some("is there already, and is no folder".to_owned()),
        InPlace::Foreign(file) => Some(format!("is there already, with a file that no export wrote: {file}")),
        InPlace::Changed(file) => {
            Some(format!("is an earlier export in which {file} is not as it was written"))
        }
    }
}

fn refused(to: &Path, why: &str) -> Error {
    Error::usage(
        format!("{} {why}", to.display()),
        format!("move it away, or name another folder, such as {}", free(to)),
    )
}

/// A name like this one that nothing has, as it is typed: `page-2` for `page`.
fn free(name: &Path) -> String {
    let own = name.file_name().map_or_else(|| "export".to_owned(), |own| own.to_string_lossy().into_owned());
    let mut numbered = (2..).map(|number: u32| name.with_file_name(format!("{own}-{number}")));
    let free = numbered.find(|path| fs::symlink_metadata(path).is_err());
    shell::word(&free.unwrap_or_else(|| name.to_owned()).display().to_string())
}

/// A path with every link followed; its last step need not be there.
fn followed(path: &Path) -> io::Result<PathBuf> {
    if fs::symlink_metadata(path).is_ok() {
        return fs::canonicalize(path);
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    Ok(fs::canonicalize(folder_of(path))?.join(name))
}

/// Puts a folder and all that is in it on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => sync(&entry.path())?,
            false => File::open(entry.path())?.sync_all()?,
        }
    }
    sync_folder(folder);
    Ok(())
}
