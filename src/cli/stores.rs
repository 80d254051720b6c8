//! Which store a command means: `--db`, `$TOLLBOOK_DB`, or the nearest `tollbook.db` upwards.

use std::path::{Path, PathBuf};

use super::Context;
use crate::desk::Store;
use crate::desk::error::Error;
use crate::desk::opening::missing;

/// The name of a store that is found by itself.
pub const NAME: &str = "tollbook.db";

/// Opens the store that a reading verb means.
pub fn open(context: &Context) -> Result<Store, Error> {
    Ok(Store::open_for_reading(&locate(context)?)?)
}

/// The store that a verb means; an error when there is none.
pub fn locate(context: &Context) -> Result<PathBuf, Error> {
    match given(context).or_else(nearest) {
        Some(path) => Ok(path),
        None => Err(missing(Path::new(NAME))),
    }
}

/// Opens the store that a verb means which changes what is there.
pub fn open_to_write(context: &Context) -> Result<Store, Error> {
    Ok(Store::open_for_writing(&locate(context)?)?)
}

/// The store that a verb writes to which may make one.
pub fn to_write(context: &Context) -> PathBuf {
    given(context).or_else(nearest).unwrap_or_else(|| PathBuf::from(NAME))
}

fn given(context: &Context) -> Option<PathBuf> {
    context.global.db.clone()
}

/// The nearest `tollbook.db` in this folder or above it. The search stops at the home folder, at a mount, and at a
/// file that another owner put there: nobody's store is used by accident.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let device = device_of(&here);
    for folder in here.ancestors() {
        if device_of(folder) != device {
            return None;
        }
        let path = folder.join(NAME);
        if path.is_file() {
            return is_ours(&path, &here).then(|| if folder == here { PathBuf::from(NAME) } else { path });
        }
        if Some(folder) == home.as_deref() {
            return None;
        }
    }
    None
}

#[cfg(unix)]
fn device_of(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|meta| meta.dev())
}

#[cfg(not(unix))]
fn device_of(_: &Path) -> Option<u64> {
    None
}

/// Whether a file in a folder above belongs to the owner of the folder we are in.
#[cfg(unix)]
fn is_ours(path: &Path, here: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| std::fs::metadata(path).ok().map(|meta| meta.uid());
    path.parent() == Some(here) || owner(path) == owner(here)
}

#[cfg(not(unix))]
fn is_ours(_: &Path, _: &Path) -> bool {
    true
}
