//! The place beside a name in which something is written until it is whole: how it is called, who has it, and what a process
//! left there that died.
//!
//! Who writes holds a lock on what it writes. What nobody holds is of a dead process, and is taken away before the same name is
//! written again. Where a system or a disk knows no locks, nothing is taken away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::unfinished::{self, BESIDE_DATABASES};

/// What stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BesideKind {
    /// What is to take the name.
    New,
    /// What had the name, and made room.
    Old,
}

impl BesideKind {
    fn mark(self) -> &'static str {
        match self {
            BesideKind::New => ".new-",
            BesideKind::Old => ".old-",
        }
    }
}

/// How many digits the number of a process has in a name: nobody calls a file so by accident.
const DIGITS: usize = 10;

/// A name beside another, which no other process takes: `figures.csv.new-0000004711`.
pub fn beside(name: &Path, standing: BesideKind) -> PathBuf {
    let mut beside = name.as_os_str().to_owned();
    beside.push(format!("{}{:0DIGITS$}", standing.mark(), std::process::id()));
    beside.into()
}

/// How often something is made anew that another process took for a dead one's, in the moment before it was held.
const ATTEMPTS: usize = 20;

/// Makes something new beside `name` by `make`, once what dead processes left there is gone; hands back where it is, and what
/// holds it. It is among what is unfinished from here on.
///
/// # Errors
/// What `make` says; something that this process writes to the same name already.
pub fn held(name: &Path, make: impl Fn(&Path) -> io::Result<File>) -> io::Result<(PathBuf, File)> {
    remove_stale(name);
    let beside = beside(name, BesideKind::New);
    if !unfinished::begin(&beside) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    for _ in 0..ATTEMPTS {
        match make(&beside) {
            Ok(made) if is_held(&beside, &made) => return Ok((beside, made)),
            Ok(_) => {}
            Err(error) => {
                unfinished::end(&beside);
                return Err(error);
            }
        }
    }
    unfinished::end(&beside);
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Takes away what dead processes left beside a name: what they had begun, and what had made room for it. The latter gets its
/// name back where nothing has it.
pub fn remove_stale(name: &Path) {
    let Some(own) = name.file_name().map(|own| own.to_string_lossy().into_owned()) else { return };
    for entry in fs::read_dir(folder_of(name)).into_iter().flatten().flatten() {
        let found = entry.file_name();
        match found.to_str().and_then(|found| leftover(found.strip_prefix(own.as_str())?)) {
            Some((standing, "")) => remove_one(name, standing, &entry.path()),
            Some((_, ending)) => remove_orphan(&entry.path(), ending),
            None => {}
        }
    }
}

/// What a name says behind the one beside which it stands: what it is, and the ending of what SQLite puts beside a database.
fn leftover(rest: &str) -> Option<(BesideKind, &str)> {
    let of = |standing: BesideKind| Some((standing, rest.strip_prefix(standing.mark())?));
    let (standing, number) = of(BesideKind::New).or_else(|| of(BesideKind::Old))?;
    let (digits, ending) = number.split_at_checked(DIGITS)?;
    let is_known = ending.is_empty() || BESIDE_DATABASES.contains(&ending);
    (is_known && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((standing, ending))
}

fn remove_one(name: &Path, standing: BesideKind, path: &Path) {
    let is_ours = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() || meta.is_dir());
    if !is_ours || unfinished::has(path) {
        return;
    }
    let Ok(found) = File::open(path) else { return };
    if !is_nobodys(path, &found) {
        return;
    }
    if standing == BesideKind::Old && fs::symlink_metadata(name).is_err() {
        let _ = fs::rename(path, name);
    } else {
        unfinished::remove(path);
    }
}

/// A journal whose database is gone.
fn remove_orphan(path: &Path, ending: &str) {
    let whole = path.to_string_lossy();
    let database = Path::new(whole.strip_suffix(ending).unwrap_or(&whole));
    if fs::symlink_metadata(database).is_err() && fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
    {
        let _ = fs::remove_file(path);
    }
}

/// Holds what was made, and tells whether it is still where it was made: another process may have taken it for a dead one's. Where
/// there are no locks it is nobody's to take.
#[cfg(unix)]
fn is_held(path: &Path, made: &File) -> bool {
    match made.try_lock() {
        Err(fs::TryLockError::WouldBlock) => false,
        Ok(()) | Err(fs::TryLockError::Error(_)) => leads_to(path, made),
    }
}

#[cfg(not(unix))]
fn is_held(_: &Path, _: &File) -> bool {
    true
}

/// Whether no process holds what is at a path; this one does from here on.
#[cfg(unix)]
fn is_nobodys(path: &Path, found: &File) -> bool {
    found.try_lock().is_ok() && leads_to(path, found)
}

#[cfg(not(unix))]
fn is_nobodys(_: &Path, _: &File) -> bool {
    false
}

#[cfg(unix)]
fn leads_to(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let key = |meta: fs::Metadata| (meta.dev(), meta.ino());
    let there = fs::symlink_metadata(path).map(key).ok();
    there.is_some() && there == file.metadata().map(key).ok()
}

/// Holds a folder that is there; `None` where folders cannot be opened.
pub fn hold_folder(path: &Path) -> Option<File> {
    let folder = File::open(path).ok()?;
    #[cfg(unix)]
    let _ = folder.try_lock();
    Some(folder)
}

/// The folder in which a name stands.
pub fn folder_of(name: &Path) -> &Path {
    name.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn what_dead_processes_left_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let stale = ["f.csv.new-0000000001", "f.csv.new-0000000001-journal", "f.csv.new-0000000002-wal"];
        let others = [
            "f.csv",
            "f.csv.new-1",
            "f.csv.new-00000000011",
            "f.csv.new-0000000003.txt",
            "f.csv.new-000000000x",
            "f.json.new-0000000001",
            "af.csv.new-0000000001",
        ];
        stale.iter().chain(&others).for_each(|name| fs::write(at(name), "x").expect("a file"));
        fs::create_dir_all(at("f.csv.new-0000000004/deep")).expect("a folder");
        std::os::unix::fs::symlink(at("f.csv"), at("f.csv.new-0000000005")).expect("a link");
        let alive = fs::File::create(at("f.csv.new-0000000006")).expect("a file");
        alive.lock().expect("held");
        remove_stale(&at("f.csv"));
        let mut left: Vec<&str> = others.to_vec();
        left.extend(["f.csv.new-0000000005", "f.csv.new-0000000006"]);
        left.sort_unstable();
        assert_eq!(names(folder.path()), left);
        drop(alive);
        remove_stale(&at("f.csv"));
        assert!(!at("f.csv.new-0000000006").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_had_made_room_gets_its_name_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("page.old-0000000001")).expect("a folder");
        remove_stale(&at("page"));
        assert_eq!(names(folder.path()), ["page"]);
        fs::create_dir(at("page.old-0000000001")).expect("a folder");
        remove_stale(&at("page"));
        assert_eq!(names(folder.path()), ["page"]);
    }
}
