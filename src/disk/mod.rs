//! Files and folders in the making: written beside their place, held by who writes them, synced, and renamed when they are
//! whole. What was begun and not ended is taken away: by a signal that ends the program, or by the next one that writes the same
//! name.

pub mod pending_file;
pub mod place;
pub mod sharing;
pub mod unfinished;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a file that only its owner can read or write; an error when it is there already.
pub fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Puts the names of a folder on the disk. Some file systems cannot; its files are whole all the same.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Nothing, where the system syncs no folders.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) {}
