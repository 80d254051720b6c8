//! What has no name yet: an end in the midst of it takes it away, and puts back what had to make room.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One thing that would be left behind.
#[derive(Debug)]
enum Unfinished {
    /// A file or a folder that has no name yet.
    Made(PathBuf),
    /// A folder that made room for another: where it is, and where it was.
    MovedAside { now: PathBuf, was: PathBuf },
}

static UNFINISHED: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<Unfinished>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file or a folder is being made.
pub fn begin(path: &Path) {
    unfinished().push(Unfinished::Made(path.to_owned()));
}

/// A folder makes room for another.
pub fn moved_aside(now: &Path, was: &Path) {
    unfinished().push(Unfinished::MovedAside { now: now.to_owned(), was: was.to_owned() });
}

/// What is at that path is finished, or gone.
pub fn end(path: &Path) {
    unfinished().retain(|one| match one {
        Unfinished::Made(at) | Unfinished::MovedAside { now: at, .. } => at != path,
    });
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
        let _ = fs::remove_dir_all(path);
        return;
    }
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut path = path.to_owned().into_os_string();
        path.push(ending);
        let _ = fs::remove_file(path);
    }
}
