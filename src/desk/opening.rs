//! Opening a store to write to, or making one.

use std::path::{Path, PathBuf};

use super::error::Error;
use crate::store::{self, Store, StoreFault};

/// A store to write to, and whether it was made just now.
pub struct Writable {
    /// The store.
    pub store: Store,
    /// Where it is; what receipts name.
    pub path: PathBuf,
    /// Whether there was none before.
    pub made: bool,
}

/// How often a store that comes and goes is looked for: each time another import has made it and taken it away again.
const ATTEMPTS: usize = 100;

/// Opens a store for writing, or makes one; on a dry run none is made.
///
/// # Errors
/// A file that is no store, or cannot be made.
pub fn open_or_make(path: PathBuf, dry_run: bool) -> Result<Writable, Error> {
    let mut attempts = 1;
    loop {
        match attempt(&path, dry_run) {
            Err(fault) if attempts < ATTEMPTS && comes_and_goes(&fault, &path) => attempts += 1,
            attempted => {
                let (store, made) = attempted?;
                return Ok(Writable { store, path, made });
            }
        }
    }
}

/// The store, and whether it was made just now.
fn attempt(path: &Path, dry_run: bool) -> Result<(Store, bool), StoreFault> {
    Ok(match (path.exists(), dry_run) {
        (true, _) => (Store::open_for_writing(path)?, false),
        (false, true) => (Store::in_memory()?, false),
        (false, false) => (Store::create(path)?, true),
    })
}

/// Whether another import made the store, or took it away again, in this very moment.
fn comes_and_goes(fault: &StoreFault, path: &Path) -> bool {
    match fault {
        StoreFault::Io { error, .. } => error.kind() == std::io::ErrorKind::AlreadyExists,
        StoreFault::Missing(_) | StoreFault::Moved => true,
        _ => !path.exists(),
    }
}

/// The nearest file of a name in a folder or above it. The search stops at the home folder, at a mount, and at a file that
/// another owner put there: nobody's store is used by accident.
pub fn nearest(name: &str, here: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let device = |folder: &Path| device_and_owner(folder).map(|(device, _)| device);
    let owner = |path: &Path| device_and_owner(path).map(|(_, owner)| owner);
    let mount = device(here);
    for folder in here.ancestors() {
        if device(folder) != mount {
            return None;
        }
        let path = folder.join(name);
        if path.is_file() {
            let nearest = if folder == here { PathBuf::from(name) } else { path };
            return (folder == here || owner(&nearest) == owner(here)).then_some(nearest);
        }
        if Some(folder) == home {
            return None;
        }
    }
    None
}

/// Whether both are of one owner, as far as the system tells.
pub(super) fn is_owner_of(keeper: &Path, other: &Path) -> bool {
    let owner = |path: &Path| device_and_owner(path).map(|(_, owner)| owner);
    owner(keeper) == owner(other)
}

#[cfg(unix)]
fn device_and_owner(path: &Path) -> Option<(u64, u32)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|meta| (meta.dev(), meta.uid()))
}

/// What no other system tells is taken to be the same everywhere.
#[cfg(not(unix))]
fn device_and_owner(_: &Path) -> Option<(u64, u32)> {
    None
}

/// No store was found, and none has that name.
pub fn missing(name: &Path) -> Error {
    StoreFault::Missing(name.to_owned()).into()
}

/// Whether somebody writes to a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtRest {
    /// Somebody does, and has not ended within a minute.
    Writing,
    /// Nobody does. One that was made just now and holds nothing is gone.
    Nothing,
}

/// Waits until nobody writes to the store at `path`; one that was `made` just now is taken away if it holds nothing.
pub fn at_rest(path: &Path, made: Made) -> AtRest {
    if !path.exists() {
        return AtRest::Nothing;
    }
    let Ok(mut store) = Store::open_for_writing(path) else { return AtRest::Writing };
    let Ok(writer) = store::write::EntryTransaction::begin(&mut store) else { return AtRest::Writing };
    if made == Made::Now && writer.finds_nothing() {
        let _ = std::fs::remove_file(path); // as below
    }
    AtRest::Nothing
}

/// Since when a store is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// This command made it.
    Now,
    /// It was there before.
    Before,
}

impl Writable {
    /// Removes a store that was made just now and into which nothing went: while no other program can write to it, and
    /// only if none has. One that waits for it finds it gone, and says so.
    pub fn discard(mut self) {
        let Ok(writer) = store::write::EntryTransaction::begin(&mut self.store) else { return };
        if writer.finds_nothing() {
            // When this fails an empty store stays: harmless, and there is nothing to add to what was said.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
