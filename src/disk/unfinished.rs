//! What has no name yet: an end in the midst of it takes it away, and puts back what had to make room.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What SQLite puts beside a database, by the endings of their names.
pub const BESIDE_DATABASES: [&str; 3] = ["-journal", "-wal", "-shm"];

/// How often it is tried to remove a folder.
const ATTEMPTS: usize = 20;

/// One thing that would be left behind.
#[derive(Debug)]
enum Unfinished {
    /// A file or a folder that has no name yet.
    Made(PathBuf),
    /// A folder that made room for another: where it is, and where it was.
    MovedAside { now: PathBuf, was: PathBuf },
}

impl Unfinished {
    fn is_at(&self, path: &Path) -> bool {
        match self {
            Unfinished::Made(at) | Unfinished::MovedAside { now: at, .. } => at == path,
        }
    }
}

static UNFINISHED: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<Unfinished>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or a folder is being made; `false` where this process makes one of that name already.
pub fn begin(path: &Path) -> bool {
    let mut unfinished = unfinished();
    let is_new = !unfinished.iter().any(|one| one.is_at(path));
    if is_new {
        unfinished.push(Unfinished::Made(path.to_owned()));
    }
    is_new
}

/// Whether this process makes, or has moved aside, what is at a path.
pub fn has(path: &Path) -> bool {
    unfinished().iter().any(|one| one.is_at(path))
}

/// A folder makes room for another.
pub fn moved_aside(now: &Path, was: &Path) {
    unfinished().push(Unfinished::MovedAside { now: now.to_owned(), was: was.to_owned() });
}

/// What is at that path is finished, or gone.
pub fn end(path: &Path) {
    unfinished().retain(|one| !one.is_at(path));
}

/// Takes away what was begun, and puts back what made room, before the program ends in the midst of it.
pub fn remove_all() {
    for one in unfinished().iter() {
        match one {
            Unfinished::Made(path) => remove(path),
            Unfinished::MovedAside { now, was } if fs::symlink_metadata(was).is_err() => {
                let _ = fs::rename(now, was);
            }
            Unfinished::MovedAside { now, .. } => remove(now),
        }
    }
}

/// Removes a folder with all that is in it, or a file and what SQLite puts beside a database.
pub fn remove(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()) {
        // Another thread may still write into it.
        let _ = (0..ATTEMPTS).find(|_| fs::remove_dir_all(path).is_ok());
        return;
    }
    let _ = fs::remove_file(path);
    for ending in BESIDE_DATABASES {
        let mut path = path.to_owned().into_os_string();
        path.push(ending);
        let _ = fs::remove_file(path);
    }
}
